"""Dates of a school year that rules wait for, each as one thing to fill in: which anchor, and which time of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.almanac.phrase import BY_MONTH, BY_NAME, BY_ORDINAL, ORDINALS
from engine.anchors.dated import number_dates
from engine.anchors.known import TALK_ROUNDS
from engine.conditions.combine import AllOf
from engine.conditions.occasion import InMonth, Which
from engine.groupdates import NOT_DATED, lacking_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.almanac.phrase import Anchor
    from engine.almanac.schoolcalendar import AnchorDate, SchoolCalendar
    from engine.conditions.base import Condition
    from engine.grounds import Known
    from engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Lack:
    """A date that is not there: any date of an anchor, or the one of a month, a number, a name or a group."""

    anchor: str
    month: int = 0
    ordinal: int = 0
    name: str = ""
    group: str = ""

    @property
    def words(self) -> str:
        """Return it as people say it: `geen datum voor groepsbespreking in maart`."""
        if self.ordinal:
            number = ORDINALS[self.ordinal - 1] if self.ordinal <= len(ORDINALS) else f"{self.ordinal}e"
            return f"geen datum voor {number} {self.anchor}"
        if self.month:
            return f"geen datum voor {self.anchor} in {MONTHS[self.month - 1]}"
        more = f" {self.name}" if self.name else f" van groep {self.group}" if self.group else ""
        return f"geen datum voor {self.anchor}{more}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A date that is not there, with the ids of the rules that wait for it."""

    lack: Lack
    rules: tuple[str, ...]


def missing_dates(rules: Iterable[Rule], known: Known, calendar: SchoolCalendar, today: date) -> tuple[Missing, ...]:
    """Return what a calendar lacks, in order of anchor and month; `today` lies in its school year or before."""
    rules = tuple(rules)
    found: dict[Lack, list[str]] = {}
    seeker = _Seeker(known, calendar)
    for rule in rules:
        for lack in seeker.lacks(rule):
            found.setdefault(lack, []).append(rule.id)
    for anchor, (groups, ids) in lacking_groups(rules, known, today).items():
        found |= {Lack(anchor, group=each): ids for each in groups}
    return tuple(Missing(each, tuple(found[each])) for each in sorted(found, key=_order))


def _order(lack: Lack) -> tuple[object, ...]:
    return lack.anchor, (lack.month - 8) % 12 if lack.month else -1, lack.ordinal, lack.name, lack.group


class _Seeker:
    def __init__(self, known: Known, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        entered = {each.type for each in known.facts.cases}
        self.own = NOT_DATED | ({TALK_ROUNDS} & entered)

    def lacks(self, rule: Rule) -> Iterator[Lack]:
        """Give what keeps a rule from its tasks; nothing when one of its phrases can do without the calendar."""
        anchors = [each.anchor for each in rule.due.alternatives]
        known = [each for each in anchors if each is not None and each.family not in self.own]
        if not known or len(known) < len(anchors):
            return
        lacking = [self._lack(each) for each in known]
        if all(lacking):
            yield from lacking[:1]  # type: ignore[misc]
        elif len(known) == 1:
            yield from self._asked(rule.where, known[0])

    def _dates(self, family: str) -> tuple[AnchorDate, ...]:
        return self.calendar.anchors.get(family, ())

    def _lack(self, anchor: Anchor) -> Lack | None:
        dates, choice = self._dates(anchor.family), anchor.choice
        if not dates:
            return Lack(anchor.family)
        if choice.kind == BY_MONTH and all(each.begin.month != choice.number for each in dates):
            return Lack(anchor.family, month=choice.number)
        if choice.kind == BY_NAME and all(each.name.lower() != choice.name for each in dates):
            return Lack(anchor.family, name=choice.name)
        if choice.kind == BY_ORDINAL and choice.number not in self._numbers(anchor.family):
            return Lack(anchor.family, ordinal=choice.number)
        return None

    def _numbers(self, family: str) -> set[int]:
        return {each.ordinal for each in number_dates(self._dates(family))}

    def _asked(self, where: Condition | None, anchor: Anchor) -> Iterator[Lack]:
        """Give the months and numbers that `waar` names, of which there is no date."""
        months = {each.begin.month for each in self._dates(anchor.family)}
        for clause in where.parts if isinstance(where, AllOf) else (where,):
            if isinstance(clause, InMonth):
                yield from (Lack(anchor.family, month=each) for each in sorted(clause.months - months))
            if isinstance(clause, Which):
                missing = clause.numbers - self._numbers(anchor.family)
                yield from (Lack(anchor.family, ordinal=each) for each in sorted(missing))
