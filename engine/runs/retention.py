"""Each morning: what is over its term goes, in the run's own transaction, and the log says how much and not who."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch, start_of
from engine.forgotten import REMOVED, exceptions_left, forgotten_tasks, keys_for, spells_left, without_words
from engine.health import FINE, Finding
from engine.model import LIVE, MISSED
from engine.retention import (
    ABSENCES,
    MATTERS,
    PUPILS,
    RECORDS,
    STAFF_NAMES,
    Terms,
    ending,
    over_before,
    without,
    year_after,
)
from engine.store.exceptions import save_exceptions
from engine.store.facts import save_told
from engine.store.log import Event, add_events
from engine.store.retention import forget_in_log, forget_people, mails_saying, strip_posts, wipe_what_goes
from engine.store.spells import save_spells
from engine.store.tasks import apply_tasks, close_school_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from engine.configparts import Privacy
    from engine.model import Task
    from engine.retention import Ending
    from engine.runs.evaluate import Before
    from engine.store.database import Store

WHO, ENDED = "bewaartermijn", "verwijderd"
TASKS, MAILS, YEARS = "taken", "mails", "schooljaren"
ONE = {
    PUPILS: "leerling",
    STAFF_NAMES: "medewerker",
    RECORDS: "registratie",
    MATTERS: "zaak",
    ABSENCES: "afwezigheid",
    MAILS: "mail",
}
KEY_BYTES = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """Of one kind: its term in years, how many there are that will ever go, and how many on the first day any do."""

    kind: str
    years: int
    total: int
    first_day: date | None = None
    then: int = 0


def new_key() -> str:
    """Return a name that nothing can be read from."""
    return secrets.token_hex(KEY_BYTES)


def end_terms(
    store: Store, before: Before, today: date, now: datetime, fresh: Callable[[], str] = new_key
) -> dict[str, int]:
    """Take away what is over its term today; return how much of what. Again takes nothing away.

    `before` is what the store holds now. A school year whose facts go is closed where nobody did that: nothing of it
    can be proven any more.
    """
    privacy = before.school.settings.privacy
    wipe_what_goes(store)
    over = ending(before.school.facts, privacy, today)
    counts = Counter(
        {
            PUPILS: len(over.pupils),
            STAFF_NAMES: len(over.staff),
            RECORDS: len(over.registrations),
            MATTERS: len(over.cases),
            YEARS: _close(store, before, over_before(today, privacy.records), now),
        }
    )
    counts[TASKS] = _forget(store, before, over, over_before(today, privacy.records))
    counts[MAILS] = strip_posts(store, over_before(today, privacy.mails), REMOVED)
    said = {kind: number for kind, number in sorted(counts.items()) if number}
    if said:
        add_events(store, [Event(now, WHO, ENDED, "", "", said)])
    return said


def _close(store: Store, before: Before, day: date, now: datetime) -> int:
    """Close the school years of before this day that nobody closed; what was open in them is missed."""
    left = [each for each in before.tasks if start_of(each.school_year) < day.year]
    years = sorted({each.school_year for each in left} - before.closed)
    for year in years:
        close_school_year(store, year, WHO, now)
    missed = [each for each in left if each.state in LIVE and each.school_year in years]
    add_events(store, [Event(now, WHO, MISSED, each.key, f"{each.school_year} is afgesloten") for each in missed])
    return len(years)


def _forget(store: Store, before: Before, over: Ending, day: date) -> int:
    """Write everything without what is over; return how many tasks lost whom they were about, or what was typed."""
    keys = keys_for(over, new_key)
    nameless = forgotten_tasks(before.tasks, keys)
    hidden = {each.key for each in nameless}
    silent = [each for each in _old(before.tasks, day) if each.key not in hidden]
    exceptions = exceptions_left(before.school.exemptions, keys, day)
    if not (over or nameless or silent) and exceptions == before.school.exemptions:
        return 0
    save_told(store, before.school.told, without(before.school.told, over))
    apply_tasks(store, changed=[*nameless, *silent])
    save_spells(store, before.spells, spells_left(before.spells, over))
    save_exceptions(store, before.school.exemptions, exceptions)
    forget_in_log(store, hidden, [each.key for each in silent], [key for _, key in over.cases])
    forget_people(store, over.staff)
    return len(nameless) + len(silent)


def _old(tasks: Iterable[Task], day: date) -> list[Task]:
    """Return the tasks of school years of before a day of which a typed reason still stood, without it."""
    old = ((each, without_words(each)) for each in tasks if start_of(each.school_year) < day.year)
    return [after for each, after in old if after != each]


# --- what is to come


def coming(store: Store, before: Before, today: date) -> tuple[Coming, ...]:
    """Return for each kind what goes when."""
    privacy = before.school.settings.privacy
    days: dict[str, Counter[date]] = {}
    for each in Terms(before.school.facts, privacy).every():
        days.setdefault(each.kind, Counter())[max(each.first_day, today)] += 1
    terms = {
        PUPILS: privacy.pupils,
        STAFF_NAMES: privacy.staff,
        RECORDS: privacy.records,
        MATTERS: privacy.records,
        ABSENCES: privacy.absences,
    }
    return (*(_coming(kind, years, days.get(kind, Counter())) for kind, years in terms.items()), _mails(store, privacy))


def _coming(kind: str, years: int, days: Counter[date]) -> Coming:
    first = min(days, default=None)
    return Coming(kind, years, days.total(), first, days[first] if first is not None else 0)


def _mails(store: Store, privacy: Privacy) -> Coming:
    total, oldest = mails_saying(store)
    if oldest is None:
        return Coming(MAILS, privacy.mails, 0)
    first = year_after(oldest, privacy.mails)
    then, _ = mails_saying(store, over_before(first, privacy.mails))
    return Coming(MAILS, privacy.mails, total, first, then)


def retention_finding(found: Iterable[Coming], today: date) -> Finding:
    """Say in one line what goes first."""
    dated = [each for each in found if each.first_day is not None]
    first = min((each.first_day for each in dated if each.first_day), default=None)
    if first is None:
        return Finding(WHO, FINE, "er is niets dat een bewaartermijn heeft")
    then = [each for each in dated if each.first_day == first]
    parts = ", ".join(f"{each.then} {ONE[each.kind] if each.then == 1 else each.kind}" for each in then)
    when = "bij de volgende run" if first <= today else f"op {dutch(first, year=True)}"
    goes = "verdwijnt" if len(then) == then[0].then == 1 else "verdwijnen"
    return Finding(WHO, FINE, f"{when} {goes}: {parts}; alles zie je met `jaarcyclus privacy`")
