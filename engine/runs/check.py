"""Looking a school's files over: every mistake of settings, calendar and rules in one go, and what would surprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.advice import advise
from engine.groupdates import groups_without_date
from engine.health import empty_roles, needed_roles
from engine.problem import WARNING, Problem
from engine.runs.examples import example_problems
from engine.runs.gather import gather
from engine.runs.overrides import overridden
from engine.runs.vanished import vanished
from engine.yearpicture.duration import minutes_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Told
    from engine.overridden import Overridden
    from engine.rule import Rule
    from engine.runs.gather import School
    from engine.settings import Settings

UNKNOWN = 'onbekend anker "'


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: `problems` with their place, `remarks` about the school as a whole, and the overrides.

    `trials` are the rules on trial, a line each.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    overrides: tuple[Overridden, ...]
    rules: int
    calendars: int
    trials: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.is_error)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything short of an error, in sentences."""
        return (*(str(each) for each in self.problems if not each.is_error), *self.remarks)


def check(settings: Settings, found: Iterable[Problem], told: Told, today: date) -> Checked:
    """Read all files as they are now; `found` are the problems of config.toml. Raises OSError."""
    school = gather(settings, told, {})
    rules = school.book.rules
    roles = empty_roles(needed_roles(rules), school.facts.staff, today)
    surprising = (
        *_unread_durations(rules),
        *advise(rules, school.known, today),
        *groups_without_date(rules, school.known, today),
    )
    problems = (*found, *_certain(school), *example_problems(school), *surprising, *vanished(school))
    return Checked(
        tuple(sorted(set(problems))),
        tuple(each.sentence for each in roles),
        overridden(school),
        len(rules),
        len(school.calendars),
        tuple(f"{each.id}: {each.title} ({each.place})" for each in rules if _tried_out(each)),
    )


def _tried_out(rule: Rule) -> bool:
    return rule.trial or any(each.trial for each in rule.versions)


def _unread_durations(rules: Iterable[Rule]) -> list[Problem]:
    """Say of which rules nobody knows how long they take, though they try to tell: the picture of the year adds up."""
    wrong = (each for each in rules if each.duration and not minutes_of(each.duration))
    return [Problem(each.file, each.line, 1, _not_read(each), WARNING) for each in wrong]


def _not_read(rule: Rule) -> str:
    return f'{rule.id}: duur "{rule.duration}" telt niet mee; schrijf bijvoorbeeld 10 minuten of anderhalf uur'


def _certain(school: School) -> list[Problem]:
    """Leave out anchors that look unknown only because a calendar cannot be read at all: that comes first."""
    if not school.unread:
        return list(school.problems)
    return [each for each in school.problems if not each.message.startswith(UNKNOWN) or "bedoel je" in each.message]
