"""What somebody may record, and about whom: the kinds that rules in use look at, and children of one's own groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.audience import CARE, RECIPIENT
from engine.census import ABSENCE, TEACHER
from engine.conditions.talk import TALK
from engine.kinds import LIST_OF_TYPE
from engine.model import HOME_GROUP
from engine.runs.eyes import HEAD, KEEPER, is_whose
from engine.runs.gather import kinds_of
from engine.usedrecords import looks_at, used_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Facts, Group
    from engine.rule import Rule
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning
    from engine.settings import Settings

SIGNAL, MESSAGE = "signalering", "bericht"
TYPES = (TALK, SIGNAL, MESSAGE, ABSENCE)


@dataclass(frozen=True, slots=True)
class Recordable:
    """One kind of matter. `sensitive`: a rule that is kept unnamed looks at it."""

    type: str
    kind: str = ""
    sensitive: bool = False

    @property
    def name(self) -> str:
        return f"{self.type}.{self.kind}" if self.kind else self.type


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody it may be about: a pupil's number or a colleague's code, and what people call them."""

    code: str
    name: str


def recordables(settings: Settings, day: Morning, viewer: Viewer) -> tuple[Recordable, ...]:
    """Return what this person may record now, talks first."""
    name = ("recordable", viewer.person.code, viewer.sensitive)
    return day.once(name, lambda: _recordables(settings, day, viewer))


def _recordables(settings: Settings, day: Morning, viewer: Viewer) -> tuple[Recordable, ...]:
    kinds = kinds_of(settings)
    looking = day.once("looked at", lambda: _looked_at(day))
    found: list[Recordable] = []
    for case_type in TYPES:
        rules = looking[case_type]
        if not rules or not whom(day, viewer, case_type):
            continue
        for kind in sorted(kinds.of_case(case_type) or ()) if case_type in LIST_OF_TYPE else ("",):
            found.extend(_recordable(day, viewer, case_type, kind, rules))
    return tuple(found)


def _looked_at(day: Morning) -> dict[str, list[Rule]]:
    """Return the rules that look at matters of each type; what is only tried out asks nothing of anybody."""
    looking = [(each, used_records(each)) for each in day.school.book.rules if not each.trial]
    return {case_type: [each for each, records in looking if case_type in records] for case_type in TYPES}


def _recordable(day: Morning, viewer: Viewer, case_type: str, kind: str, rules: list[Rule]) -> Iterable[Recordable]:
    mine = [each for each in rules if looks_at(each, case_type, kind)]
    unnamed = any(each.id in day.reading.hidden for each in mine)
    if any(_knows(day, viewer, each) for each in mine) and (viewer.sensitive or not unnamed):
        yield Recordable(case_type, kind, unnamed)


def _knows(day: Morning, viewer: Viewer, rule: Rule) -> bool:
    """Tell whether this person may know of a rule; of one that is kept unnamed only who has its tasks, or leads."""
    if rule.id not in day.reading.hidden:
        return True
    own = viewer.person.roles & {*rule.assignees, CARE, HEAD}
    return viewer.sensitive and (bool(own) or RECIPIENT in rule.assignees)


def whom(day: Morning, viewer: Viewer, case_type: str) -> tuple[tuple[str, tuple[Whom, ...]], ...]:
    """Return whom a matter of this type may be about, per group; colleagues under ""."""
    facts = day.school.facts
    if case_type == ABSENCE:
        return (("", _colleagues(day, viewer)),)
    first = {each.number: each.first_name for each in facts.pupils if each.present}
    groups = ((each.name, _children(each, first)) for each in own_groups(facts, viewer))
    return tuple((name, children) for name, children in groups if children)


def own_groups(facts: Facts, viewer: Viewer) -> list[Group]:
    """Return the home groups of now in which somebody may do what there is to do."""
    person = viewer.person
    ways = [each for each in (TEACHER, CARE) if each in person.roles]
    homes = [each for each in facts.groups if each.kind == HOME_GROUP and each.school_year == facts.school_year]
    mine = [each for each in homes if each.present and any(is_whose(each, person, role) for role in ways)]
    return sorted(mine, key=lambda each: each.name)


def _children(group: Group, first: dict[str, str]) -> tuple[Whom, ...]:
    there = [each for each in group.pupils if each in first]
    times = Counter(first[each] for each in there)
    named = (
        Whom(each, first[each] if times[first[each]] == 1 else f"{first[each]} ({each})".strip()) for each in there
    )
    return tuple(sorted(named, key=lambda each: (each.name.lower(), each.code)))


def _colleagues(day: Morning, viewer: Viewer) -> tuple[Whom, ...]:
    """Return oneself; who keeps the school notes it for colleagues too."""
    mine, today = viewer.person, day.today
    if KEEPER not in mine.roles:
        return (Whom(mine.code, mine.first_name or mine.code),)
    here = (each for each in day.school.facts.staff if each.present and not _left(each.out_of_service, today))
    return tuple(sorted((Whom(each.code, each.first_name or each.code) for each in here), key=lambda each: each.name))


def _left(last: date | None, today: date) -> bool:
    return last is not None and last < today
