"""Anchors: every time something occurs in a school year, for one subject. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.oracle.days import Days
from tests.oracle.folder import DAY, Entry, School
from tests.oracle.people import Subject, all_year_groups, days_of, groups_of, year_group
from tests.oracle.phrases import CASES, MONTHS, PERSONAL, REGISTRATIONS, Phrase

if TYPE_CHECKING:
    from tests.oracle.folder import Calendar

OPEN_CASES = {"extra-hulp", "afwezigheid", "doel"}


@dataclass(frozen=True)
class Occasion:
    """One time. `end` is None for what is still open; `month` is the month that picks look at (13)."""

    begin: date
    end: date | None
    number: int
    month: int
    name: str = ""
    kind: str = ""
    source: str = "kalender"  # kalender, persoon, zaak, registratie, datum
    about: str = ""
    key: str = ""
    also: str = ""


def picked(phrase: Phrase, occasion: Occasion, among: list[Occasion]) -> bool:
    """12: the pick."""
    if phrase.pick is None:
        return True
    how, what = phrase.pick
    if how == "nummer":
        return occasion.number == what
    if how == "laatste":
        return (occasion.begin, occasion.number) == max((o.begin, o.number) for o in among)
    if how == "maand":
        return occasion.month == what
    return what in (occasion.name.lower(), occasion.also)


def all_occasions(school: School, phrase: Phrase, subject: Subject, year: int) -> list[Occasion]:
    anchor = phrase.anchor
    if phrase.relation == "datum":
        return [_plain_date(phrase, year)]
    if anchor in PERSONAL:
        return _personal(anchor, subject)
    if anchor in REGISTRATIONS:
        return _registrations(school, anchor, subject)
    if anchor in CASES:
        return _cases(school, anchor, subject)
    if anchor == "gespreksronde" and subject.case is not None and subject.case.type == "gespreksronde":
        return _cases(school, anchor, subject)
    own = _cases(school, anchor, subject) if anchor == "gespreksronde" and subject.round is None else []
    if anchor == "hgw-blok":
        return _blocks(year)
    if year not in school.calendars:
        return own
    calendar = school.calendars[year]
    if anchor in ("schooljaar", "schooldag", "schoolweek", "startweek", "maand", "groepsbespreekmaand", *MONTHS):
        return _school_time(school, calendar, anchor, subject)
    if anchor == "vakantie":
        return [
            Occasion(h.begin, h.end, n, h.begin.month, h.name, also=h.replaces)
            for n, h in enumerate(calendar.holidays, start=1)
        ]
    named = [h for h in calendar.holidays if anchor in (h.name, h.replaces)]
    if named or anchor.endswith("vakantie"):
        return [Occasion(h.begin, h.end, 1, h.begin.month, h.name) for h in named]
    return _dated(school, calendar, anchor, subject) + own


def _plain_date(phrase: Phrase, year: int) -> Occasion:
    """11: once per school year; 29 February clamps to 28."""
    in_year = year if phrase.month >= 8 else year + 1
    day = phrase.day
    while True:
        try:
            on = date(in_year, phrase.month, day)
            return Occasion(on, on, 1, on.month, source="datum")
        except ValueError:
            day -= 1


def _blocks(year: int) -> list[Occasion]:
    return [
        Occasion(date(year, 9, 1), date(year, 11, 30), 1, 9),
        Occasion(date(year, 12, 1), date(year + 1, 3, 31), 2, 12),
        Occasion(date(year + 1, 4, 1), date(year + 1, 6, 30), 3, 4),
    ]


def _stretch(days: list[date], number: int) -> Occasion:
    return Occasion(days[0], days[-1], number, days[0].month)


def _school_time(school: School, calendar: Calendar, anchor: str, subject: Subject) -> list[Occasion]:
    """Walked once for everybody with the same days off: a full school has many pupils with the same days."""
    days = days_of(school, subject, calendar.year)
    same = (calendar.year, anchor, frozenset(days.year_groups))
    if same not in school.walked:
        school.walked[same] = _walked(school, calendar, anchor, days)
    return list(school.walked[same])


def _walked(school: School, calendar: Calendar, anchor: str, days: Days) -> list[Occasion]:
    """Years, days, weeks and months of the subject's own school days; weeks are numbered by the school's (30)."""
    plain = _walk(calendar, Days(school, set()).is_school_day)
    own = _walk(calendar, days.is_school_day)
    if anchor == "schooljaar":
        return [_stretch(own, 1)] if own else []
    if anchor == "schooldag":
        return [_stretch([day], n) for n, day in enumerate(own, start=1)]
    found = []
    if anchor in ("schoolweek", "startweek"):
        mondays: list[date] = []
        for day in plain:
            monday = day - timedelta(days=day.weekday())
            if monday not in mondays:
                mondays.append(monday)
        for number, monday in enumerate(mondays, start=1):
            inside = [d for d in own if monday <= d < monday + timedelta(days=7)]
            if inside and (anchor == "schoolweek" or number == 1):
                found.append(_stretch(inside, number))
        return found
    for n in range(12):
        month = (7 + n) % 12 + 1
        inside = [d for d in own if d.month == month]
        wanted = {
            "maand": len(inside) >= 5,
            "groepsbespreekmaand": bool(inside) and month in (11, 3, 6),
        }.get(anchor, bool(inside) and anchor == MONTHS[month - 1])
        if wanted:
            found.append(_stretch(inside, len(found) + 1))
    return found


def _walk(calendar: Calendar, good: object) -> list[date]:
    days, day = [], date(calendar.year, 8, 1)
    while day < date(calendar.year + 1, 8, 1):
        if good(day):  # type: ignore[operator]
            days.append(day)
        day += DAY
    return days


# --- dates from the calendar (13) -----------------------------------------------------------------------------------


def number_of(entries: list[Entry], entry: Entry) -> int:
    """13: dates without `groep` are numbered by begin; one with `jaargroep` and `volgnummer` has that number; a date
    with `groep` has its number, else that of the nearest date of the school (equally far: the earliest)."""
    counted = sorted((e for e in entries if not e.group and e.number is None), key=lambda e: e.begin)
    if entry.number is not None:
        return entry.number
    if not entry.group:
        return next(n for n, e in enumerate(counted, start=1) if e is entry)
    if not counted:
        same = sorted((e for e in entries if e.group == entry.group), key=lambda e: e.begin)
        return next(n for n, e in enumerate(same, start=1) if e is entry)
    nearest = min(counted, key=lambda e: (abs((e.begin - entry.begin).days), e.begin))
    return number_of(entries, nearest)


def school_date(entries: list[Entry], number: int) -> Entry | None:
    counted = sorted((e for e in entries if not e.group and e.number is None), key=lambda e: e.begin)
    return counted[number - 1] if number <= len(counted) else None


def as_occasion(entries: list[Entry], entry: Entry) -> Occasion:
    """13: a group's date takes name and kind from the school's date of its number, and picks look at that date."""
    number = number_of(entries, entry)
    base = school_date(entries, number) or entry
    return Occasion(entry.begin, entry.end, number, base.begin.month, entry.name or base.name, entry.kind or base.kind)


def _dated(school: School, calendar: Calendar, anchor: str, subject: Subject) -> list[Occasion]:
    entries = calendar.anchors.get(anchor, [])
    if subject.round is not None and anchor == "gespreksronde":
        return [replace(as_occasion(entries, entry), key=str(id(entry))) for entry in entries]
    by_number: dict[int, tuple[int, Entry]] = {}
    for entry in entries:
        weight = _weight(school, entry, subject, calendar.year)
        number = number_of(entries, entry)
        if weight and weight > by_number.get(number, (0, entry))[0]:
            by_number[number] = (weight, entry)
    found = [as_occasion(entries, entry) for _, entry in by_number.values()]
    return sorted(found, key=lambda o: (o.begin, o.number))


def _weight(school: School, entry: Entry, subject: Subject, year: int) -> int:
    """0: not for this subject. A group's own date goes above one for its year group, that above the school's."""
    if entry.group:
        # the calendar of a school year speaks of that year's groups
        here = subject.group is not None and subject.group in groups_of(school, year)
        return 4 if here and subject.group is not None and subject.group.name == entry.group else 0
    if not entry.year_groups:
        return 2
    if subject.group is None and subject.pupil is None:
        return 2 if entry.number is None else 1  # the school sees it where it has no date of that number itself
    if subject.group is not None:
        levels = all_year_groups(school, subject.group, year)
    else:
        level = year_group(school, subject.pupil, year) if subject.pupil else ""
        levels = {level} if isinstance(level, int) else set()
    if not levels & set(entry.year_groups):
        return 0
    return 3 if entry.number is not None else 2


# --- what happens to people, cases and registrations ------------------------------------------------------------------


def _personal(anchor: str, subject: Subject) -> list[Occasion]:
    on: date | None = None
    if subject.staff:
        on = {"uit-dienst": subject.staff.end, "instroom": subject.staff.begin}.get(anchor)
    if subject.pupil:
        birth = subject.pupil.birth
        on = {
            "instroom": subject.pupil.entry,
            "uitstroom": subject.pupil.exit,
            "vierde verjaardag": _fourth(birth) if birth else None,
        }.get(anchor)
    return [Occasion(on, on, 1, on.month, source="persoon", about=anchor)] if on else []


def _fourth(birth: date) -> date:
    if (birth.month, birth.day) == (2, 29):
        return birth.replace(year=birth.year + 4)
    return birth.replace(year=birth.year + 4)


def _registrations(school: School, anchor: str, subject: Subject) -> list[Occasion]:
    found = [
        Occasion(r.on, r.on, 0, r.on.month, kind=r.kind, source="registratie", about=anchor)
        for r in school.registrations
        if r.kind == anchor and (r.about_type, r.about) == about(school, subject)
    ]
    return sorted(found, key=lambda o: o.begin)


def about(school: School, subject: Subject) -> tuple[str, str]:
    if subject.per == "school":
        return ("school", school.brin)
    if subject.per == "groep" and subject.group:
        return ("groep", subject.group.name)
    return (subject.per, subject.name)


def _cases(school: School, anchor: str, subject: Subject) -> list[Occasion]:
    """14: with that `per` the case itself (numbered among those about the same subject), with another `per` the cases
    about that subject."""
    who = (subject.case.about_type, subject.case.about) if subject.case else about(school, subject)
    cases = [c for c in school.cases if c.type == anchor and (c.about_type, c.about) == who]
    found = []
    for case in cases:
        if case.begin is None:
            continue
        # 16: without an end a case lasts a day, but these are open
        end = case.end or (None if case.type in OPEN_CASES else case.begin)
        found.append(Occasion(case.begin, end, 0, case.begin.month, "", case.kind, "zaak", anchor, key=case.key))
    return sorted(found, key=lambda o: o.begin)


def numbered(found: list[Occasion]) -> list[Occasion]:
    """12: cases and registrations get their number within the school year, in order of begin."""
    count, result = 0, []
    for occasion in found:
        count += 0 if occasion.number else 1
        result.append(occasion if occasion.number else replace(occasion, number=count))
    return result
