"""`groepen`: such groups exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions.base import Candidate, EvidenceField, Judgement, Reading, Registering, World
from engine.conditions.groupfilter import SCHEMA as GROUPS
from engine.conditions.groupfilter import GroupFilter, read_group_filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class GroupsExist:
    groups: GroupFilter
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        done = {each for each in every if self._exist(each, world)}
        words = (self.groups.words(),)
        return Judgement(done, dict.fromkeys(set(every) - done, words), dict.fromkeys(done, words))

    def _exist(self, candidate: Candidate, world: World) -> bool:
        census = world.census
        return any(self.groups.matches(each, census, candidate.due, candidate.start) for each in census.facts.groups)


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> GroupsExist | None:
    groups = read_group_filter(node, reading)
    return GroupsExist(groups) if groups else None


EVIDENCE = EvidenceField("groepen", None, _read, GROUPS, help="zulke groepen bestaan")
