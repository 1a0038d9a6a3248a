"""Evidence that is a condition: what `waar` can choose, `klaar_als` can wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.conditions import account, has_teacher, member
from engine.conditions.base import Candidate, Condition, EvidenceField, Field, Judgement, Reading, Registering, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.yamldoc import Node


@dataclass(frozen=True, slots=True)
class Chosen:
    condition: Condition
    ticks: tuple[Registering, ...] = ()

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement:
        every = list(among)
        done = self.condition.select(every, world)
        words = (self.condition.words(),)
        return Judgement(done, dict.fromkeys(set(every) - done, words), dict.fromkeys(done, words))


def _waits_for(field: Field) -> EvidenceField:
    def read(parts: Mapping[str, Node], node: Node, reading: Reading) -> Chosen | None:
        found = field.read(node, reading)
        return Chosen(found) if found is not None else None

    return EvidenceField(field.name, field.about, read, field.schema, help=field.help)


EVIDENCE = tuple(_waits_for(each) for each in (member.FIELD, account.FIELD, has_teacher.FIELD))
