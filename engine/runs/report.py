"""The account of a period, gathered: the stored tasks, the school's rules, and what deserves a talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import lookup
from engine.drawing.draw import drawn
from engine.lookup import NoSuch
from engine.nameless import Nameless
from engine.reading import unknown_word
from engine.report import OWN, Scope, account
from engine.reportpage import page
from engine.reporttalk import talks
from engine.runs.evaluate import school_of
from engine.sleeping import sleepers
from engine.store.occasions import load_occasion_numbers
from engine.store.tasks import load_tasks

if TYPE_CHECKING:
    from datetime import date

    from engine.report import Account
    from engine.reportcount import Period
    from engine.reporttalk import Talk
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store


@dataclass(frozen=True, slots=True)
class Report:
    """An account, of which school and scope it is, and what deserves a talk."""

    school: str
    scope: Scope
    account: Account
    talks: tuple[Talk, ...]
    made_on: date


def report(settings: Settings, store: Store, period: Period, group: str, pack: str, today: date) -> Report | NoSuch:
    """Account for a period, for the whole school or a group, for all packs or one."""
    school = school_of(settings, store, load_occasion_numbers(store))
    scope = _scope(school, group, pack)
    if isinstance(scope, NoSuch):
        return scope
    rules, facts = school.book.rules, school.facts
    found = account(rules, load_tasks(store), period, scope, today, Nameless(facts))
    asleep = sleepers(rules, facts, school.calendars)
    said = talks(found, asleep, whole_school=not scope.group)
    return Report(settings.school.name, scope, found, said, today)


def as_html(found: Report) -> str:
    """Draw a report as one page to keep or to print."""
    return drawn("report.html.j2", page=page(found.school, found.scope, found.account, found.talks, found.made_on))


def _scope(school: School, group: str, pack: str) -> Scope | NoSuch:
    name = lookup.group(group, school.facts.groups) if group else ""
    if isinstance(name, NoSuch):
        return name
    packs = (*school.settings.school.packs, OWN)
    if pack and pack not in packs:
        return NoSuch(unknown_word(" pakket", pack, packs))
    return Scope(name, pack)
