"""Cycles: what tasks belong together by, in a school's year. Read from the rules themselves, never from a name here."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.model import Task, Wanted
    from engine.rule import Rule

NAMED_BY_LETTERS, FEWEST_FILES = 3, 3


def cycles(tasks: Iterable[Task | Wanted], rules: Mapping[str, Rule]) -> Callable[[Task | Wanted], str]:
    """Return what says which cycle one of these tasks belongs to.

    That is the file its rule stands in, which in a pack is a heading of the paper. A school that keeps all its rules in
    one or two files has cycles by the occasion its tasks hang on, and so has a task whose rule is gone.
    """
    present = {each.rule for each in tasks} & rules.keys()
    files = {rule: PurePosixPath(rules[rule].file).stem for rule in present}
    if len(set(files.values())) < FEWEST_FILES:
        return _family
    return lambda task: files.get(task.rule) or _family(task)


def _family(task: Task | Wanted) -> str:
    family, slash, _ = task.occasion.partition("/")
    return family if slash else task.because.anchor or task.per


def named(word: str) -> str:
    """Return a word as people write it: `hgw-cyclus` is HGW-cyclus, `seo` SEO, `einde-schooljaar` Einde schooljaar."""
    first, dash, rest = word.partition("-")
    if len(first) <= NAMED_BY_LETTERS:
        return f"{first.upper()}{dash}{rest}"
    return f"{word[:1].upper()}{word[1:]}".replace("-", " ")
