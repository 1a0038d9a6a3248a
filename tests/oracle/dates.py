"""Rules 1-19: what a phrase about one occasion comes to. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.oracle.days import (
    Days,
    UnknownDayError,
    add,
    backward,
    count_back,
    count_on,
    forward,
    is_weekday,
    is_working_day,
)
from tests.oracle.folder import DAY, School, school_year
from tests.oracle.occasions import Occasion, all_occasions, numbered, picked
from tests.oracle.people import Subject, audience, days_of
from tests.oracle.phrases import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.oracle.phrases import Phrase, Pick


@dataclass
class Setting:
    """All that a date may hang on besides the phrase and the occasion."""

    school: School
    subject: Subject
    year: int
    roles: list[str]
    in_holidays: bool = False

    @property
    def days(self) -> Days:
        return days_of(self.school, self.subject, self.year)


def point(phrase: Phrase, occasion: Occasion) -> date | None:
    """1: "voor" counts from the begin, "na" from the end, unless "begin" or "einde" says otherwise."""
    edge = phrase.edge or {"voor": "begin", "na": "einde", "einde": "einde"}.get(phrase.relation, "begin")
    return occasion.begin if edge == "begin" else occasion.end


def _sign(phrase: Phrase) -> int:
    return -1 if phrase.relation == "voor" else 1


def bare(setting: Setting, phrase: Phrase, occasion: Occasion) -> date | None:
    """6 and 18: the date as reckoned, without moving to a school day; None when what is open has no end (16)."""
    start = point(phrase, occasion)
    if start is None or phrase.relation not in ("voor", "na"):
        return start
    if phrase.number == 0:
        return start + DAY * _sign(phrase)  # 6: `na X` is the day after the end; 15: `voor X` the day before
    if phrase.unit == "schooldag":
        return counted(phrase, start, setting.days.is_school_day)
    if phrase.unit == "werkdag":
        return worked(setting, phrase, start)
    return add(start, _sign(phrase) * phrase.number, phrase.unit)


def counted(phrase: Phrase, start: date, good: Callable[[date], bool]) -> date:
    """2 and 3: the Nth school day; 17: in unknown days that many Mondays to Fridays on."""
    count = count_back if phrase.relation == "voor" else count_on
    try:
        return count(start, phrase.number, good)
    except UnknownDayError:
        return count(start, phrase.number, is_weekday)


def worked(setting: Setting, phrase: Phrase, start: date) -> date:
    """5 and 19: for every recipient apart; the earliest counts; who cannot reach it does not count."""
    count = count_back if phrase.relation == "voor" else count_on
    found = []
    for staff in audience(setting.school, setting.roles, setting.subject, start, setting.year):
        try:
            found.append(count(start, phrase.number, partial(is_working_day, setting.school, staff)))
        except UnknownDayError:
            continue
    return min(found) if found else count(start, phrase.number, is_weekday)


def due(setting: Setting, phrase: Phrase, occasion: Occasion) -> date | None:
    """`uiterlijk`."""
    plain = bare(setting, phrase, occasion)
    if plain is None:
        return None
    # 7 and 18: a bare date, and a rule that also runs in holidays, do not move.
    if setting.in_holidays or phrase.relation == "datum" or phrase.unit in ("schooldag", "werkdag"):
        return plain
    try:
        return _moved(setting.days, phrase, occasion, plain)
    except UnknownDayError:
        return plain  # 17


def _moved(days: Days, phrase: Phrase, occasion: Occasion, plain: date) -> date:
    good = days.is_school_day
    if phrase.relation == "voor":
        return backward(plain, good)  # 2
    if phrase.relation == "na" and phrase.number == 0:
        return forward(plain, good)  # 3
    if phrase.relation == "na":
        start = point(phrase, occasion)
        assert start is not None
        return _window(days, start, plain)
    if phrase.relation == "op":
        # 4: with instroom, cases and registrations the first school day on or after
        if occasion.source in ("zaak", "registratie") or occasion.about == "instroom":
            return forward(plain, good)
        return backward(plain, days.is_school_or_team_day)
    return _within(days, phrase, occasion)


def _window(days: Days, start: date, end: date) -> date:
    """3: the last school day in (start, end]; 17: an unknown end, or a known part without school day, stays as is."""
    if not days.known(end):
        return end
    inside = [start + DAY * n for n in range(1, (end - start).days + 1)]
    found = [d for d in inside if days.known(d) and days.is_school_day(d)]
    if found:
        return max(found)
    if not all(days.known(d) for d in inside):
        return end
    return forward(end, days.is_school_day)


def _within(days: Days, phrase: Phrase, occasion: Occasion) -> date:
    """4: the first and the last school day within X; 16: no school day in X."""
    if occasion.about == "instroom":
        return forward(occasion.begin, days.is_school_day)
    if occasion.end is None:
        return forward(occasion.begin, days.is_school_day)  # 16: open, so only `begin` comes here
    if occasion.source == "kalender" and days.known(occasion.begin):
        # 16 before 17: of a holiday we know that it has no school day, also where it runs on into an unknown year
        inside = [occasion.begin + DAY * n for n in range((occasion.end - occasion.begin).days + 1)]
        if not any(days.known(d) and days.is_school_day(d) for d in inside):
            return backward(occasion.begin if phrase.relation == "begin" else occasion.end, days.is_school_day)
    if phrase.relation == "begin":
        first = forward(occasion.begin, lambda d: d > occasion.end or days.is_school_day(d))  # type: ignore[operator]
        return first if first <= occasion.end else backward(occasion.begin, days.is_school_day)
    last = backward(occasion.end, lambda d: d < occasion.begin or days.is_school_day(d))
    return last if last >= occasion.begin else backward(occasion.end, days.is_school_day)


def times(
    setting: Setting, phrase: Phrase, reckon: Callable[[Setting, Phrase, Occasion], date | None]
) -> list[tuple[Occasion, date]]:
    """Every time of the phrase in the school year, with its date; 11: what is loose belongs to its date's year."""
    found = []
    for occasion in all_occasions(setting.school, phrase, setting.subject, setting.year):
        on = reckon(setting, phrase, occasion)
        if on is None:
            continue
        if occasion.source in ("persoon", "zaak", "registratie") and year_of(setting, on) != setting.year:
            continue
        found.append((occasion, on))
    named = numbered([o for o, _ in found])
    chosen = [(o, on) for o, (_, on) in zip(named, found, strict=True) if picked(phrase, o, named)]
    case, own = setting.subject.case, setting.subject.round
    if own is not None and phrase.anchor == "gespreksronde":
        return [(o, on) for o, on in chosen if o.key == str(id(own))]
    return [(o, on) for o, on in chosen if case is None or phrase.anchor != case.type or o.key == case.key]


def year_of(setting: Setting, on: date) -> int | None:
    """11: the school year of the date, but never before that of the pupil's entry; more than a year before: none."""
    year = school_year(on)
    pupil = setting.subject.pupil
    if pupil is None or pupil.entry is None:
        return year
    entered = school_year(pupil.entry)
    return None if entered - year > 1 else max(year, entered)


def same_time(school: School, one: Phrase, other: Phrase) -> bool:
    """14: the same anchor with the same pick or none is the same time; startweek is a schoolweek, mei a maand."""
    if one.relation in ("direct", "datum") or other.relation in ("direct", "datum"):
        return False
    anchor, pick = _meant(school, one)
    return anchor == _meant(school, other)[0] and pick in (None, _meant(school, other)[1])


def _meant(school: School, phrase: Phrase) -> tuple[str, Pick]:
    holidays = {name for c in school.calendars.values() for h in c.holidays for name in (h.name, h.replaces)}
    if phrase.anchor == "startweek":
        return "schoolweek", ("nummer", 1)
    if phrase.anchor in MONTHS:
        return "maand", ("maand", MONTHS.index(phrase.anchor) + 1)
    if phrase.anchor in holidays or (phrase.anchor.endswith("vakantie") and phrase.anchor != "vakantie"):
        return "vakantie", ("naam", phrase.anchor)
    return phrase.anchor, phrase.pick


def opens(
    setting: Setting, phrases: list[Phrase], hangs_on: Phrase, occasion: Occasion, ends: date, direct: date | None
) -> date:
    """`vanaf`."""
    found = _said(setting, phrases, hangs_on, occasion, ends, direct)
    if found is None:
        found = _unsaid(setting, hangs_on, occasion, ends)
    return min(found, ends)  # 15


def _said(
    setting: Setting, phrases: list[Phrase], hangs_on: Phrase, occasion: Occasion, ends: date, direct: date | None
) -> date | None:
    for phrase in phrases:
        if phrase.relation == "direct":
            return direct if direct is not None and direct <= ends else None
        if same_time(setting.school, phrase, hangs_on):
            return bare(setting, phrase, occasion)
        dates = [on for _, on in times(setting, phrase, bare)]
        if dates:
            # 14: the last time in that school year on or before `uiterlijk`; none: as if `vanaf` is not there
            return max((on for on in dates if on <= ends), default=None)
    return None


def _unsaid(setting: Setting, phrase: Phrase, occasion: Occasion, ends: date) -> date:
    """6 and 15: two weeks before, unless the anchor itself is short."""
    if phrase.relation == "direct":
        return ends  # the given plan says so: what is seen today can be done today
    if phrase.anchor in ("schooldag", "schoolweek", "startweek") and phrase.relation in ("op", "begin", "einde"):
        return occasion.begin
    loose_day = occasion.source == "registratie" or phrase.anchor in ("signalering", "bericht")
    if phrase.relation == "op" and loose_day:
        return occasion.begin
    plain = ends - DAY * 14
    start = point(phrase, occasion) if phrase.relation == "na" else None
    return max(plain, start) if start else plain
