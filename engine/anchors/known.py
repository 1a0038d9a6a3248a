"""The table of anchors: what each word is, and the vocabulary a school's phrases may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.anchorreader import Vocabulary
from engine.almanac.days import MONTHS
from engine.almanac.phrase import BY_MONTH, BY_NAME, BY_ORDINAL, EVERY, Choice
from engine.anchors import fixed, holiday, person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.almanac.almanac import Almanac
    from engine.almanac.occasion import Occasion
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.anchors.scope import Scope
    from engine.census import Census, Subject

    Yearly = Callable[[Almanac, int, Scope], list[Occasion]]
    Own = Callable[[Census, Subject], list[Occasion]]


@dataclass(frozen=True, slots=True)
class CaseHabits:
    """How a type of case behaves: without an end it `stays_open`; with `op` it `opens_itself` that day."""

    stays_open: bool = False
    opens_itself: bool = False


# Anchors that lie in every school year.
YEARLY: dict[str, Yearly] = {
    "schooljaar": fixed.school_year,
    "vakantie": holiday.holiday,
    "hgw-blok": fixed.hgw_block,
    "schoolweek": fixed.school_week,
    "maand": fixed.every_month,
    "maandnaam": fixed.month,
    "groepsbespreekmaand": fixed.group_meeting_month,
    "schooldag": fixed.school_day,
}

# Anchors in a person's own life.
PERSONAL: dict[str, Own] = {
    "instroom": person.entry,
    "uitstroom": person.leaving,
    "vierde verjaardag": person.fourth_birthday,
    "uit-dienst": person.leaving_service,
}

# Cases, each an anchor under its type's name.
CASES: dict[str, CaseHabits] = {
    "gesprek": CaseHabits(),
    "gespreksronde": CaseHabits(),
    "toets": CaseHabits(),
    "bericht": CaseHabits(opens_itself=True),
    "signalering": CaseHabits(opens_itself=True),
    "afwezigheid": CaseHabits(stays_open=True),
    "extra-hulp": CaseHabits(stays_open=True),
    "doel": CaseHabits(stays_open=True),
}

# Registrations that are an anchor themselves.
REGISTRATIONS = ("seo-zorg", "mediawijsheid")

# Anchors whose dates a school writes in its calendar; it may use other words there too.
DATED = (
    "periode", "thema", "rapport", "groepsbespreking", "gespreksronde", "cito", "groepsindeling", "informatieavond",
    "activiteit", "koffieochtend", "kennismakingsreceptie", "informatieavond-schoolverlaters", "time-to-shine",
    "themabijeenkomst", "ouderpanel",
)  # fmt: skip

HOLIDAYS = ("herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie")
TALK_ROUNDS = "gespreksronde"

_SCHOOL_WIDE = {"schooljaar", "vakantie", "hgw-blok", "schoolweek", "maand", "groepsbespreekmaand", "schooldag"}
# What a calendar may give no dates: these have their own, and a phrase would never look at the school's.
RESERVED = frozenset({*_SCHOOL_WIDE, *MONTHS, *PERSONAL, *HOLIDAYS, "startweek"})


def dated_names(calendars: Iterable[SchoolCalendar]) -> frozenset[str]:
    """Return the names of calendar anchors: the shipped ones and those any calendar of the school uses."""
    own = {name for each in calendars for name in each.anchors}
    return frozenset(own | set(DATED))


def vocabulary(calendars: Iterable[SchoolCalendar], case_types: Iterable[str] = ()) -> Vocabulary:
    """Return every anchor word a phrase may use, with the family it belongs to and the choice it already makes."""
    calendars = tuple(calendars)
    words: dict[str, tuple[str, Choice]] = {name.lower(): (name, EVERY) for name in dated_names(calendars)}
    words |= {name: (name, EVERY) for name in (*CASES, *REGISTRATIONS, *case_types)}
    words |= {name: (name, EVERY) for name in PERSONAL}
    words |= {name.lower(): ("vakantie", Choice(BY_NAME, name=name.lower())) for name in _holiday_names(calendars)}
    words |= {name: ("maandnaam", Choice(BY_MONTH, number)) for number, name in enumerate(MONTHS, 1)}
    words |= {name: (name, EVERY) for name in _SCHOOL_WIDE}
    words["startweek"] = ("schoolweek", Choice(BY_ORDINAL, 1))
    return Vocabulary(words)


def _holiday_names(calendars: tuple[SchoolCalendar, ...]) -> set[str]:
    own = {name for each in calendars for one in each.holidays for name in (one.name, one.replaces) if name}
    return own | set(HOLIDAYS)
