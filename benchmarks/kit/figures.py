"""Timing in one run: two ways in turn, so that a busy machine slows both; least, middle and most of each."""

from __future__ import annotations

import gc
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def in_turn(first: Callable[[], object], second: Callable[[], object], pairs: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each, `pairs` times one after the other, after one round to warm up."""
    first(), second()
    found = [(seconds(first), seconds(second)) for _ in range(pairs)]
    return [one for one, _ in found], [other for _, other in found]


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begin = perf_counter()
    work()
    return perf_counter() - begin


def shown(name: str, found: Sequence[float], unit: str = "ms") -> str:
    """Word a row of figures: `engine          121.0 /  125.3 /  160.2 ms`."""
    by = 1000 if unit == "ms" else 1
    low, middle, high = (each * by for each in (min(found), median(found), max(found)))
    return f"  {name:<28} {low:8.1f} / {middle:8.1f} / {high:8.1f} {unit}"


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return median(one) / median(other)
