"""`handmatig`: only a tick closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import ONLY_YES, Candidate, EvidenceField, Judgement, Reading, Registering, World
from engine.reading import as_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class ByHand:
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        return Judgement(set())


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> ByHand | None:
    if as_yes_no(node, reading.problems) is False:
        reading.problems.error(node, "handmatig kan alleen ja zijn; laat het anders weg")
        return None
    return ByHand()


EVIDENCE = EvidenceField("handmatig", None, _read, ONLY_YES, help="alleen afvinken")
