"""A wanted task together with the rule and the subject it came from: what reminders are worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.census import Subject
    from engine.model import Wanted
    from engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Found:
    """`start` is the first calendar year of the occasion's school year."""

    rule: Rule
    wanted: Wanted
    subject: Subject
    start: int
