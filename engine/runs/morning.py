"""This morning's overviews: what the store and the files say of one person's day. Reads, and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, cast

from engine import exceptionnews, health
from engine.almanac.days import start_of
from engine.audience import CARE, FALLBACK
from engine.digest import NEAR, digest
from engine.digestlayout import FINDINGS, GROUPS
from engine.digestline import Line
from engine.grounds import Grounds
from engine.model import HOME_GROUP, LIVE
from engine.newyearwait import NOTHING_WAITS, finding, silence_of
from engine.readtogether import reading_of
from engine.runs.broken import broken
from engine.runs.lastexport import last_export
from engine.runs.mailhealth import mail_findings
from engine.runs.tasks import listing
from engine.sleeping import sleepers
from engine.standing import as_lines, standings
from engine.store.outbox import last_overviews
from engine.store.rulefiles import last_good_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from engine.audience import Audiences
    from engine.digestlayout import Digest
    from engine.health import Broken
    from engine.model import Staff, Task
    from engine.newyearwait import Silence
    from engine.readtogether import Reading
    from engine.runs.gather import School
    from engine.runs.tasks import Listing
    from engine.settings import Settings
    from engine.store.database import Store

Made = TypeVar("Made")
ADMINISTRATOR = FALLBACK[0]


@dataclass(frozen=True, slots=True)
class Morning:
    """All that the overviews of one day are made from."""

    today: date
    listing: Listing
    reading: Reading
    audiences: Audiences
    broken: tuple[Broken, ...]
    last_export: date | None
    last_told: Mapping[str, date] = field(default_factory=dict)
    mail: tuple[health.Finding, ...] = ()
    silence: Silence = NOTHING_WAITS
    kept: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def school(self) -> School:
        return self.listing.school

    def once(self, name: object, make: Callable[[], Made]) -> Made:
        """Return what `make` gives of this day, worked out the first time that somebody asks for it by this name."""
        if name not in self.kept:
            self.kept[name] = make()
        return cast("Made", self.kept[name])


def morning(settings: Settings, store: Store, today: date) -> Morning:
    """Gather once what everybody's overview of `today` needs."""
    return morning_on(settings, store, listing(settings, store), today)


def morning_on(settings: Settings, store: Store, found: Listing, today: date) -> Morning:
    """Gather the rest beside tasks that were listed already."""
    return Morning(
        today,
        found,
        reading_of(found.tasks, found.school.book.rules),
        Grounds(found.school.known, today).audiences,
        broken(found.school, last_good_files(store)),
        last_export(store, settings),
        last_overviews(store, today),
        mail_findings(store, found.school.facts.staff, today),
        silence_of(found.school.facts, found.school.closed, today),
    )


def overview(day: Morning, person: Staff) -> Digest | None:
    """Return what `person` is told, or None when there is nothing to tell."""
    own = {each.id for each in day.school.book.rules if each.own_mail}
    mine = (each for each in day.listing.tasks if each.rule not in own and person.code in people_today(day, each))
    return digest(person, mine, day.reading, day.today, since(day, person), beside(day, person))


def people_today(day: Morning, task: Task, codes: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return who has a task today, of its recipients or of those named: what is live goes to who stands in.

    A task of a rule on trial is nobody's yet, nor is one about pupils whose new groups are not known.
    """
    if task.on_trial or day.silence.covers(task):
        return ()
    known = [each for each in (task.recipients if codes is None else codes) if each in day.audiences.census.staff]
    if task.state not in LIVE:
        return tuple(known)
    return day.audiences.on_day(known, task.group, start_of(task.school_year), day.today)


def since(day: Morning, person: Staff) -> date:
    """New is what came after the last overview this person was sent; before the first one, that of two weeks."""
    return day.last_told.get(person.code, day.today - NEAR)


def beside(day: Morning, person: Staff) -> dict[str, Sequence[Line]]:
    """Return what stands beside somebody's own tasks: the groups of a care coordinator, findings for who keeps it."""
    found: dict[str, Sequence[Line]] = {}
    if CARE in person.roles and not day.silence.school_year:
        found[GROUPS] = _standings(day, person)
    if ADMINISTRATOR in person.roles:
        found[FINDINGS] = [finding_line(each) for each in findings(day) if not each.is_fine]
    return found


def finding_line(found: health.Finding) -> Line:
    """What presses calls for a place before all else."""
    return Line(_sentence(found.sentence), called=found.about in health.PRESSING)


def _standings(day: Morning, person: Staff) -> list[Line]:
    groups = {
        each.name
        for each in day.school.facts.groups
        if each.kind == HOME_GROUP and each.school_year == day.school.facts.school_year
        if person.code in each.care_coordinators or not each.care_coordinators
    }
    tasks = (each for each in day.listing.tasks if not each.on_trial)
    return as_lines(standings(tasks, groups, day.reading, day.today), day.today)


def findings(day: Morning) -> tuple[health.Finding, ...]:
    """Return what the administrator should know about the installation."""
    school, rules = day.school, day.school.book.rules
    assignees = {each.id: each.assignees for each in rules}
    return (
        *day.mail,
        *finding(day.silence),
        *health.broken_files(day.broken),
        *health.without_address(school.facts.staff, day.listing.tasks, assignees, day.today),
        health.export_age(day.last_export, day.today, day.audiences.almanac.school_days()),
        *health.empty_roles(health.needed_roles(rules), school.facts.staff, day.today),
        *exceptionnews.findings(school.exemptions, day.listing.tasks, day.today),
        *_asleep(len(sleepers(rules, school.facts, school.calendars)), len(rules)),
    )


def _asleep(number: int, of: int) -> list[health.Finding]:
    """That rules sleep is no fault, but somebody should know what they wait for."""
    return [replace(health.asleep(number, of), state=health.MIND)] if number else []


def _sentence(words: str) -> str:
    """Begin with a capital, but for the name of a file: that is what it is."""
    return words if "/" in words.partition(" ")[0] else words[:1].upper() + words[1:]
