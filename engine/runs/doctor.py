"""An examination of the installation: gather what there is, and let engine.health say what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import health
from engine.almanac.almanac import Almanac
from engine.almanac.days import school_year_of
from engine.exceptionnews import all_fine
from engine.exceptionnews import findings as exception_findings
from engine.health import BAD, FINE, MIND, Finding
from engine.migrations.head import HEAD
from engine.newyearwait import finding, silence_of
from engine.runs.broken import broken
from engine.runs.daily import FAILED
from engine.runs.evaluate import KIND, gather_all
from engine.runs.lastexport import last_export
from engine.runs.mailhealth import mail_findings
from engine.runs.retention import coming, retention_finding
from engine.sleeping import sleepers
from engine.store.database import StoreError, folder_of, is_there, no_folder, open_database
from engine.store.log import load_runs
from engine.store.rulefiles import last_good_files

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.runs.evaluate import Before
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.sleeping import Sleeper
    from engine.store.database import Store
    from engine.store.log import Run

SETTINGS, STORE, CALENDAR = "instellingen", "opslag", "kalender"


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, the good with the bad, and the rules that sleep."""

    findings: tuple[Finding, ...]
    sleepers: tuple[Sleeper, ...] = ()


def examine(settings: Settings, today: date) -> Examination:
    """Look at everything there is to look at. A store that is not there is not made. Raises OSError."""
    known = Finding(SETTINGS, FINE, f"config.toml van {settings.school.name} klopt")
    try:
        folder = folder_of(settings.store.url, settings.folder)
        if folder is not None and not folder.is_dir():
            return Examination((known, Finding(STORE, BAD, no_folder(folder))))
        if not is_there(settings.store.url, settings.folder):
            nothing = "er is nog geen opslag; die komt er vanzelf bij de eerste import"
            return Examination((known, Finding(STORE, MIND, nothing)))
        with open_database(settings.store.url, settings.folder).reading(settings.school.id) as store:
            opened = Finding(STORE, FINE, f"bereikbaar, en van versie {HEAD}")
            found = examined(store, gather_all(settings, store), today)
            return Examination((known, opened, *found.findings), found.sleepers)
    except StoreError as error:
        return Examination((known, Finding(STORE, BAD, str(error))))


def examined(store: Store, before: Before, today: date) -> Examination:
    """Examine what lies behind an open store: files, calendar, export, last run, people and rules."""
    school, rules = before.school, before.school.book.rules
    settings, days = school.settings, Almanac(school.calendars).school_days()
    asleep = sleepers(rules, school.facts, school.calendars)
    findings = (
        _calendar(school, today),
        *finding(silence_of(school.facts, school.closed, today)),
        *(health.broken_files(broken(school, last_good_files(store))) or [_files(school)]),
        health.export_age(last_export(store, settings), today, days),
        _run(next(iter(load_runs(store, KIND, 1)), None), today, days),
        *health.without_entry(school.facts.pupils),
        *_people(before, today),
        *mail_findings(store, school.facts.staff, today),
        health.asleep(len(asleep), len(rules)),
        retention_finding(coming(store, before, today), today),
        *all_fine(exception_findings(school.exemptions, before.tasks, today)),
    )
    return Examination(findings, asleep)


def _calendar(school: School, today: date) -> Finding:
    year = school_year_of(today)
    if any(school_year_of(each.first_day) == year for each in school.calendars):
        return Finding(CALENDAR, FINE, f"er is een kalender voor {year}")
    return Finding(CALENDAR, MIND, f"er is geen kalender voor {year}; maak calendar/{year}.yaml")


def _files(school: School) -> Finding:
    return Finding(health.FILES, FINE, f"{len(school.good)} regel- en kalenderbestanden, allemaal in orde")


def _run(last: Run | None, today: date, days: DayLine) -> Finding:
    if last is None:
        return health.last_run(None, "", today, days)
    outcome = str(last.figures.get("fout", "")) if last.outcome == FAILED else last.outcome
    return health.last_run(last.today, outcome, today, days)


def _people(before: Before, today: date) -> tuple[Finding, ...]:
    staff, rules = before.school.facts.staff, before.school.book.rules
    assignees = {each.id: each.assignees for each in rules}
    mute = health.without_address(staff, before.tasks, assignees, today)
    empty = health.empty_roles(health.needed_roles(rules), staff, today)
    shared = health.shared_addresses(staff, today)
    return (*(mute or health.all_reachable(staff)), *shared, *empty)
