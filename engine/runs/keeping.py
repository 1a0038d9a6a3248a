"""What who keeps the school looks after: the brake, rules on trial, who is away and until when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY
from engine.audience import reachable
from engine.intake.noted import CaseNote
from engine.lookup import NoSuch
from engine.model import LIVE, STAFF
from engine.runs.dayrun import put_back_because
from engine.runs.note import note_case
from engine.store.holds import standing_hold

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.model import Case, Staff
    from engine.rule import Rule
    from engine.runs.morning import Morning
    from engine.runs.note import Noted
    from engine.settings import Settings
    from engine.store.database import Store

ABSENCE = "afwezigheid"
LENGTHS = ("kort", "langer", "langdurig")


@dataclass(frozen=True, slots=True)
class Standing:
    """Why all mail waits, since when, and what the run would do; without figures where no run came by yet."""

    reason: str
    since: datetime | None = None
    tasks: int = 0
    mails: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule that is only tried out, with its tasks: all of them, and those that are open."""

    rule: Rule
    tasks: int
    live: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, the groups they have, and their absences of now and later."""

    staff: Staff
    groups: tuple[str, ...]
    absences: tuple[Case, ...]
    reachable: bool

    def is_away(self, today: date) -> bool:
        return any(each.begin is not None and each.begin <= today for each in self.absences)


def standing(settings: Settings, store: Store) -> Standing | None:
    """Return what the brake holds; None when it does not."""
    hold = standing_hold(store)
    if hold is not None:
        return Standing(hold.reason, hold.at, hold.tasks, hold.mails)
    reason = put_back_because(store, settings)
    return Standing(reason) if reason else None


def trials(day: Morning) -> tuple[Trial, ...]:
    """Return the rules on trial, by their title."""
    tried = [each for each in day.listing.tasks if each.on_trial]
    every, live = Counter(each.rule for each in tried), Counter(each.rule for each in tried if each.state in LIVE)
    found = (Trial(each, every[each.id], live[each.id]) for each in day.school.book.rules if each.trial)
    return tuple(sorted(found, key=lambda each: each.rule.title.lower()))


def team(day: Morning) -> tuple[Colleague, ...]:
    """Return who works here now, by first name."""
    facts, today = day.school.facts, day.today
    here = [each for each in facts.staff if each.present and not _left(each, today)]
    away = [each for each in facts.cases if each.type == ABSENCE and not (each.end and each.end < today)]
    groups = [each for each in facts.groups if each.school_year == facts.school_year]
    found = (
        Colleague(
            each,
            tuple(sorted({group.name for group in groups if each.code in group.teachers})),
            tuple(sorted((case for case in away if _is_of(case, each)), key=lambda case: (str(case.begin), case.key))),
            reachable(each, today),
        )
        for each in here
    )
    return tuple(sorted(found, key=lambda each: (each.staff.first_name.lower(), each.staff.code)))


def away(
    settings: Settings, store: Store, person: str, begin: str, end: str, length: str, by: str, now: datetime
) -> Noted | NoSuch:
    """Note that somebody is away from one day to another, texts as they were typed; no end: nobody knows yet."""
    if begin and end and end < begin:
        return NoSuch("de laatste dag kan niet voor de eerste liggen")
    note = CaseNote(ABSENCE, begin=begin, end=end, traits={"duur": length} if length in LENGTHS else {})
    return note_case(settings, store, note, person, by, now.date(), now)


def back(settings: Settings, store: Store, day: Morning, key: str, by: str, now: datetime) -> Noted | NoSuch:
    """Note that somebody is back today: the last day away was yesterday, or the first one when that is today."""
    found = next((each for each in day.school.facts.cases if (each.type, each.key) == (ABSENCE, key)), None)
    if found is None or found.begin is None or found.begin > now.date():
        return NoSuch("deze afwezigheid is er niet, of begint nog")
    end = max(found.begin, now.date() - ONE_DAY)
    return note_case(settings, store, CaseNote(ABSENCE, end=str(end), key=key), "", by, now.date(), now)


def _left(staff: Staff, today: date) -> bool:
    return staff.out_of_service is not None and staff.out_of_service < today


def _is_of(case: Case, staff: Staff) -> bool:
    return (case.subject_type, case.subject) == (STAFF, staff.code)
