"""The first step of every run: settings, files and facts in one value, broken files by their last good version."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from engine import shipped
from engine.almanac.days import label
from engine.anchors.known import RESERVED, dated_names, vocabulary
from engine.calendarfile import read_calendar, read_words
from engine.grounds import Known
from engine.intake.combine import combine
from engine.kinds import Kinds
from engine.model import GROUP, Told
from engine.officialdates import read_official
from engine.problem import has_errors
from engine.readrule import Language
from engine.rulefile import Book, read_rules
from engine.runs.files import Files, read_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.exception import Exemption
    from engine.model import Facts, OccasionNumber
    from engine.officialdates import OfficialDates
    from engine.problem import Problem
    from engine.rawrule import Source
    from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class School:
    """Everything a run decides from.

    `problems` are those of the files as they are now; `stood_in` names the broken files whose last good version rules
    on, `out` those that have none. `good` are the texts that loaded, to be remembered. `unread` are calendars that did
    not even give their words, `closed` the school years that somebody closed, `files` what all of this was read from.
    """

    settings: Settings
    told: Told
    facts: Facts
    calendars: tuple[SchoolCalendar, ...]
    book: Book
    language: Language
    problems: tuple[Problem, ...]
    stood_in: tuple[str, ...]
    out: tuple[str, ...]
    good: Mapping[str, str]
    numbers: tuple[OccasionNumber, ...] = ()
    unread: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    closed: frozenset[str] = frozenset()
    files: Files | None = None

    @property
    def known(self) -> Known:
        """What evaluation needs to know."""
        school = self.settings.school
        return Known(self.facts, self.calendars, school.name, school.start, self.numbers)


def kinds_of(settings: Settings) -> Kinds:
    """Return the shipped words with the school's own."""
    own = settings.kinds
    return Kinds().extended(own.registrations, own.areas, own.talks, own.traits, own.cases)


def gather(
    settings: Settings,
    told: Told,
    last_good: Mapping[str, str],
    numbers: tuple[OccasionNumber, ...] = (),
    files: Files | None = None,
    known: School | None = None,
) -> School:
    """Read the school's files beside what it told us. `last_good` maps a file to its last text that loaded.

    A school that told nothing yet goes by the brin of its settings. `files` are other ones than the school's own now.
    `known` is this school as it was gathered before: files that are still the same are not read a second time.
    """
    told = told if told.brin else replace(told, brin=settings.school.brin)
    files = files or read_files(settings.folder, settings.school.packs)
    if known is not None and _reads_the_same(known, settings, told, files):
        return replace(known, told=told, facts=combine(told), numbers=numbers)
    calendars = _Calendars(settings, told, files, last_good)
    language = _language((*calendars.used, *calendars.read_in_part), settings)
    book, rules = _rules(files.rules, language, last_good)
    broken = {*calendars.broken, *rules.broken}
    stood_in = {*calendars.stood_in, *rules.stood_in}
    return School(
        settings,
        told,
        combine(told),
        calendars.used,
        book,
        language,
        tuple(sorted((*calendars.problems, *rules.problems))),
        tuple(sorted(stood_in)),
        tuple(sorted(broken - stood_in)),
        {**calendars.good, **rules.good},
        numbers,
        tuple(calendars.unread),
        files=files,
    )


def _reads_the_same(known: School, settings: Settings, told: Told, files: Files) -> bool:
    """Tell whether the files of a school that was read before would be read as they were then."""
    if known.settings is not settings or known.files != files or known.stood_in or known.out:
        return False
    return known.told.renames == told.renames and _groups_by_year(known.told) == _groups_by_year(told)


class _Calendars:
    """The calendar files as they are, and the calendars to work with: a broken file's last good one takes its place."""

    def __init__(self, settings: Settings, told: Told, files: Files, last_good: Mapping[str, str]) -> None:
        self._official = _official(shipped.holidays_file().read_text(encoding="utf-8"))
        self._region = settings.school.region
        self._groups = _groups_by_year(told)
        self._renamed = {old: new for (kind, old), new in told.renames.items() if kind == GROUP}
        self.problems: list[Problem] = []
        self.broken: list[str] = []
        self.stood_in: list[str] = []
        self.good: dict[str, str] = {}
        self.read_in_part: list[SchoolCalendar] = []
        self.unread: list[str] = []
        found = [self._read(file, text, last_good.get(file)) for file, text in files.calendars.items()]
        self.used = tuple({each.start: each for each in found if each is not None}.values())

    def _read(self, file: str, text: bytes, before: str | None) -> SchoolCalendar | None:
        calendar, problems = self._try(file, text, self._groups)
        self.problems.extend(problems)
        if calendar is not None and not has_errors(problems):
            self.good[file] = text.decode("utf-8-sig")
            return calendar
        self.broken.append(file)
        self._keep_words(file, text, calendar)
        return self._stand_in(file, before) if before is not None else None

    def _keep_words(self, file: str, text: bytes, calendar: SchoolCalendar | None) -> None:
        """Remember which words a broken calendar has: a rule that uses one is not wrong for that."""
        words = calendar or read_words(text, file)
        if words is None:
            self.unread.append(file)
        else:
            self.read_in_part.append(words)

    def _stand_in(self, file: str, before: str) -> SchoolCalendar | None:
        """Read the last good text; it may be from before a group got its present name."""
        former = frozenset(self._renamed)
        groups = {year: names | former for year, names in self._groups.items()} if self._groups else None
        calendar, _ = self._try(file, before, groups)
        if calendar is None:
            return None
        self.stood_in.append(file)
        return self._under_present_names(calendar)

    def _under_present_names(self, calendar: SchoolCalendar) -> SchoolCalendar:
        known = (self._groups or {}).get(label(calendar.start), frozenset())
        now = {old: new for old, new in self._renamed.items() if old not in known}
        anchors = {
            anchor: tuple(replace(each, group=now.get(each.group, each.group)) for each in dates)
            for anchor, dates in calendar.anchors.items()
        }
        return replace(calendar, anchors=anchors)

    def _try(
        self, file: str, text: str | bytes, groups: dict[str, frozenset[str]] | None
    ) -> tuple[SchoolCalendar | None, list[Problem]]:
        return read_calendar(text, file, self._official, self._region, groups, self._renamed, RESERVED)


@lru_cache(maxsize=1)
def _official(text: str) -> OfficialDates:
    """Read the shipped table once for all runs of a process."""
    return read_official(text)


def _groups_by_year(told: Told) -> dict[str, frozenset[str]] | None:
    """Give the group names a calendar may use: any the school ever had, for groups of a coming year come late."""
    every = (*told.export_groups, *told.sheet_groups)
    if not every:
        return None
    names = frozenset(each.name for each in every)
    return {each.school_year or told.school_year: names for each in every}


def _language(calendars: tuple[SchoolCalendar, ...], settings: Settings) -> Language:
    kinds = kinds_of(settings)
    names = _occasion_names(calendars)
    return Language(
        vocabulary(calendars, kinds.cases),
        kinds,
        lambda family: names.get(family, frozenset()),
        catalogue_ids(),
        tuple(sorted({*shipped.pack_names(), *catalogue_packs()})),
    )


def _occasion_names(calendars: tuple[SchoolCalendar, ...]) -> dict[str, frozenset[str]]:
    found = {
        family: frozenset(one.name.lower() for each in calendars for one in each.anchors.get(family, ()) if one.name)
        for family in dated_names(calendars)
    }
    holidays = [one for each in calendars for one in each.holidays]
    found["vakantie"] = frozenset(name.lower() for each in holidays for name in (each.name, each.replaces) if name)
    return found


def catalogue_ids() -> frozenset[str]:
    """Return every obligation's id, also of packs this school does not use."""
    return frozenset(re.findall(r"\{id: ([a-z0-9-]+)", _catalogue()))


def catalogue_packs() -> frozenset[str]:
    """Return the packs the catalogue has papers for."""
    return frozenset(re.findall(r"^([a-z0-9-]+):", _catalogue(), re.MULTILINE))


def _catalogue() -> str:
    return shipped.catalogue_file().read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Rules:
    problems: tuple[Problem, ...]
    broken: frozenset[str]
    stood_in: frozenset[str]
    good: dict[str, str]


def _rules(sources: tuple[Source, ...], language: Language, last_good: Mapping[str, str]) -> tuple[Book, _Rules]:
    """Read the rules; where a file is broken, read again with its last good text in its place."""
    book = read_rules(sources, language)
    good = {each.file: _text(each) for each in sources if each.file not in book.broken}
    instead = book.broken & set(last_good)
    if not instead:
        return book, _Rules(book.problems, book.broken, frozenset(), good)
    mended = [replace(each, text=last_good[each.file]) if each.file in instead else each for each in sources]
    second = read_rules(mended, language)
    return second, _Rules(book.problems, book.broken, instead - second.broken, good)


def _text(source: Source) -> str:
    return source.text if isinstance(source.text, str) else source.text.decode("utf-8-sig")
