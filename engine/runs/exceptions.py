"""Making, ending and listing exceptions: kept with who and why, and the tasks brought up to date in the same breath."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import lookup
from engine.almanac.days import ONE_DAY, dutch, school_year_start
from engine.exception import Exemption, ended, same_agreement, year_end
from engine.lookup import NoSuch
from engine.model import GROUP, LATER, LIVE, OUT, PUPIL, SCHOOL, STAFF, WAIVED
from engine.naming import called, staff_names
from engine.problem import unknown
from engine.runs.evaluate import gather_all
from engine.runs.follow import follow
from engine.runs.tasks import listing
from engine.store.exceptions import add_exception, save_exceptions
from engine.store.log import Event, add_events
from engine.store.tasks import load_tasks
from engine.taskstate import waived_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from engine.model import Facts, Task
    from engine.runs.gather import School
    from engine.runs.tasks import Listing
    from engine.settings import Settings
    from engine.store.database import Store

MADE, ENDED = "uitzondering gemaakt", "uitzondering beëindigd"


@dataclass(frozen=True, slots=True)
class Asked:
    """An exception as somebody typed it: one of `group`, `pupil`, `staff` or the school, and one of `rule` or `pack`.

    Neither rule nor pack: all there are. `later` makes it LATER; without `begin` it begins today, without `end` it
    lasts as long as its school year.
    """

    reason: str
    by: str
    group: str = ""
    pupil: str = ""
    staff: str = ""
    rule: str = ""
    pack: str = ""
    begin: date | None = None
    end: date | None = None
    later: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An exception with the names people know, and the tasks it hits now. `already`: it was there before."""

    exemption: Exemption
    about: str
    what: str
    by: str
    tasks: tuple[Task, ...]
    already: bool = False


def make(settings: Settings, store: Store, asked: Asked, today: date, now: datetime) -> Shown | NoSuch:
    """Make an exception and apply it. The same one again changes nothing."""
    there = gather_all(settings, store)
    school, before = there.school, there.school.exemptions
    number = max((each.number for each in before), default=0) + 1
    made = _read(asked, school, number, today)
    if isinstance(made, NoSuch):
        return made
    same = next((each for each in before if same_agreement(each, made)), None)
    if same is not None:
        return replace(_shown(same, school, there.tasks), already=True)
    add_exception(store, made)
    add_events(store, [Event(now, made.by, MADE, _name(made))])
    outcome = follow(settings, store, there, today, now).outcome
    return _shown(made, outcome.school, load_tasks(store))


def end(settings: Settings, store: Store, number: int, by: str, today: date, now: datetime) -> Shown | NoSuch:
    """End an exception before its time; what is due from today on comes back by itself."""
    there = gather_all(settings, store)
    before = there.school.exemptions
    found = next((each for each in before if each.number == number), None)
    if found is None:
        return NoSuch(f"er is geen uitzondering {number}; kijk met `jaarcyclus exception list`")
    if found.is_past(today):
        return NoSuch(f"uitzondering {number} is al voorbij sinds {dutch(found.goes_on, year=True)}")
    who = lookup.person(by, there.school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    held = {each.key for each in _hit(found, there.tasks)}
    after = ended(found, who.code, today)
    save_exceptions(store, before, [after if each is found else each for each in before])
    add_events(store, [Event(now, who.code, ENDED, _name(after))])
    outcome = follow(settings, store, there, today, now).outcome
    back = (each for each in load_tasks(store) if each.key in held and each.state in LIVE)
    again = tuple(each for each in back if each.because.exception != number)
    return replace(_shown(after, outcome.school, ()), tasks=again)


def exceptions(settings: Settings, store: Store, today: date, *, every: bool = False) -> tuple[Shown, ...]:
    """Return the exceptions that are not over, the first to end first; those that are over too when asked."""
    return exceptions_beside(listing(settings, store), today, every=every)


def exceptions_beside(found: Listing, today: date, *, every: bool = False) -> tuple[Shown, ...]:
    """Return them beside tasks that were listed already."""
    chosen = [each for each in found.school.exemptions if every or not each.is_past(today)]
    ordered = sorted(chosen, key=lambda each: (each.last, each.number))
    return tuple(_shown(each, found.school, found.tasks) for each in ordered)


# --- from words to an exception


def _read(asked: Asked, school: School, number: int, today: date) -> Exemption | NoSuch:
    who = lookup.person(asked.by, school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    about = _about(asked, school.facts)
    if isinstance(about, NoSuch):
        return about
    what = _what(asked, school)
    if isinstance(what, NoSuch):
        return what
    begin = asked.begin or today
    last = year_end(school_year_start(begin))
    until = asked.later - ONE_DAY if asked.later else asked.end or last
    wrong = _wrong_days(begin, until, last, today)
    if wrong is not None:
        return wrong
    kind = LATER if asked.later else OUT
    return Exemption(number, kind, *about, begin, until, asked.reason, who.code, today, *what)


def _about(asked: Asked, facts: Facts) -> tuple[str, str] | NoSuch:
    """Return what kind of subject it is about, and which."""
    if asked.group:
        group = lookup.group(asked.group, facts.groups)
        return group if isinstance(group, NoSuch) else (GROUP, group)
    if asked.pupil:
        pupil = lookup.pupil(asked.pupil, facts.pupils)
        return pupil if isinstance(pupil, NoSuch) else (PUPIL, pupil.number)
    if asked.staff:
        staff = lookup.person(asked.staff, facts.staff)
        return staff if isinstance(staff, NoSuch) else (STAFF, staff.code)
    return (SCHOOL, "")


def _what(asked: Asked, school: School) -> tuple[str, str] | NoSuch:
    """Return the rule and the pack it is about, "" for neither."""
    if asked.rule:
        rule = lookup.rule_id(asked.rule, [each.id for each in school.book.rules])
        return rule if isinstance(rule, NoSuch) else (rule, "")
    packs = school.settings.school.packs
    if asked.pack and asked.pack not in packs:
        return NoSuch(unknown(" pakket", asked.pack, packs))
    return ("", asked.pack)


def _wrong_days(begin: date, until: date, last: date, today: date) -> NoSuch | None:
    if until < begin:
        return NoSuch(f"een uitzondering van {dutch(begin, year=True)} kan niet al eerder voorbij zijn")
    if until > last:
        return NoSuch(
            f"een uitzondering duurt hoogstens tot het einde van het schooljaar, {dutch(last, year=True)}; "
            "maak voor het volgende schooljaar een nieuwe"
        )
    return NoSuch(f"{dutch(until, year=True)} is al voorbij") if until < today else None


# --- what there is to show


def _shown(exemption: Exemption, school: School, tasks: Iterable[Task]) -> Shown:
    facts, title = school.facts, {each.id: each.title for each in school.book.rules}
    what = title.get(exemption.rule, exemption.rule) if exemption.rule else _rules_of(exemption)
    about = called(facts, exemption.per, exemption.subject)
    by = staff_names(facts).get(exemption.by, exemption.by)
    return Shown(exemption, about, what, by, tuple(_hit(exemption, tasks)))


def _rules_of(exemption: Exemption) -> str:
    return f"alle regels van {exemption.pack}" if exemption.pack else "alle regels"


def _hit(exemption: Exemption, tasks: Iterable[Task]) -> list[Task]:
    """Return what does not apply, or waits, because of this exception."""
    mine = (each for each in tasks if each.because.exception == exemption.number)
    return [each for each in mine if each.state in LIVE or (each.state == WAIVED and not waived_by_hand(each))]


def _name(exemption: Exemption) -> str:
    """Return how the log speaks of it: whom it is about and why stand with the exception itself."""
    return f"uitzondering-{exemption.number}"
