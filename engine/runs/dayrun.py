"""The whole morning as one run: tasks, the mails of the day and the brake, in one transaction.

What the brake holds leaves everything as it was, but for the hold itself and one letter to who keeps the school.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.audience import FALLBACK, reachable
from engine.brake import Figures, Hold, brake, said
from engine.outbox import BRAKE_LETTER, WITHDRAWN
from engine.runs import evaluate
from engine.runs.broken import broken
from engine.runs.daily import noted
from engine.runs.expected import expect, expected_since
from engine.runs.post import plan_posts, put_in_outbox, system_post
from engine.runs.restored import is_restored, mark_of, remember
from engine.runs.retention import end_terms
from engine.store.holds import add_hold, release_holds, standing_hold
from engine.store.homes import has_moved, keep_home
from engine.store.log import Event, Run, add_events, add_run
from engine.store.outbox import add_posts, load_posts
from engine.store.reached import last_day, reached
from engine.store.rulefiles import last_good_files
from engine.store.verdicts import hold_waiting, release_held, withdraw_held

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.health import Broken
    from engine.model import Staff
    from engine.outbox import Post
    from engine.runs.evaluate import Before, Outcome
    from engine.runs.post import DayPlan
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from engine.store.holds import StoredHold
    from engine.store.reached import Reached

KIND = "dag"
GOOD, HELD = "goed", "rem"
BY_ITSELF, SOMEBODY, RELEASED = "vanzelf", "run", "rem vrijgegeven"
PUT_BACK = "Er is een reservekopie teruggezet: de opslag weet minder dan hier al is gedaan."
ELSEWHERE = "De opslag is een kopie of een teruggezette reservekopie: zij ligt ergens anders dan bij de vorige run."
BACK = (PUT_BACK, ELSEWHERE)
BRAKED = "de rem: wacht tot iemand de run vrijgeeft"
BEHIND = "de rem: er is een reservekopie teruggezet"
PERHAPS_SENT = "was misschien al verstuurd voor de reservekopie terugkwam; komt in het volgende overzicht"


@dataclass(frozen=True, slots=True)
class DayRan:
    """What the run of a day did: the changes, how many mails are new, and the hold when it waits.

    With a `hold` no mail was planned, and unless `applied` the tasks are as they were: `outcome` and `mails` are what
    would have been. At the very first run the tasks are made, so that somebody can see them before anybody gets mail.
    """

    outcome: Outcome
    broken: tuple[Broken, ...]
    mails: int
    hold: StoredHold | None = None
    applied: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that a run of today would do, before anything is written."""

    before: Before
    outcome: Outcome
    mail: DayPlan
    figures: Figures


def run_day(database: Database, settings: Settings, today: date, now: datetime, by: str | None = None) -> DayRan:
    """Let the run of today pass, or hold it. `by` says that a person releases it: then nothing holds it.

    Whatever goes wrong leaves everything as it was, is kept in the log, and is raised.
    """
    with noted(database, settings.school.id, today, now):
        with database.writing(settings.school.id) as store:
            ran = run_within(store, settings, today, now, by)
        if ran.hold is None:
            keep_mark(database, settings, today)
        return ran


def run_within(store: Store, settings: Settings, today: date, now: datetime, by: str | None = None) -> DayRan:
    """Decide, and apply or hold, within the store's present transaction."""
    plan = _decide(store, settings, _within_terms(store, settings, today, now), today, now)
    put_back = put_back_because(store, settings)
    hold = None if by is not None else _hold(store, plan.figures, today, put_back)
    if hold is not None:
        first = hold.expected is None and not put_back
        if first:
            evaluate.apply(store, plan.before, plan.outcome, today, now)
        return replace(_wait(store, settings, plan, hold, today, now), applied=first)
    if put_back:
        plan = replace(plan, mail=replace(plan.mail, posts=_not_twice(store, settings, plan.mail.posts, today, now)))
    return _apply(store, plan, BY_ITSELF if by is None else by, today, now)


def put_back_because(store: Store, settings: Settings) -> str:
    """Say what shows that this store is a restored backup, or a copy, that nobody released yet; "" when it is not."""
    standing = standing_hold(store)
    found = next((each for each in BACK if standing is not None and standing.reason.startswith(each)), "")
    if found or is_restored(settings, _reached(store)):
        return found or PUT_BACK
    return ELSEWHERE if has_moved(store) else ""


def is_put_back(store: Store, settings: Settings) -> bool:
    """Tell whether this store is a restored backup, or a copy, that nobody released yet."""
    return bool(put_back_because(store, settings))


def is_held_as_put_back(store: Store) -> bool:
    """Tell whether a run waits already because a backup was put back."""
    standing = standing_hold(store)
    return standing is not None and standing.reason.startswith(BACK)


def keep_mark(database: Database, settings: Settings, today: date) -> None:
    """Remember outside the store how far it came. Where nothing can be written there, a backup goes unnoticed."""
    with database.reading(settings.school.id) as store:
        far = _reached(store)
    with suppress(OSError):
        remember(settings, far, today)


def _reached(store: Store) -> Reached:
    return reached(store, KIND, GOOD)


# --- deciding


def _within_terms(store: Store, settings: Settings, today: date, now: datetime) -> Before:
    """Read the store once what is over its term is gone, whatever becomes of the run: a term waits for nobody."""
    before = evaluate.gather_all(settings, store)
    return evaluate.gather_all(settings, store) if end_terms(store, before, today, now) else before


def _decide(store: Store, settings: Settings, before: Before, today: date, now: datetime) -> _Plan:
    outcome = evaluate.decide(before, today)
    mail = plan_posts(settings, store, before, outcome, today, now)
    there = {each.id for each in load_posts(store, day=today)}
    fresh = sum(each.id not in there for each in mail.posts)
    hit = sum(not each.after.on_trial for each in outcome.changes)
    return _Plan(before, outcome, mail, Figures(hit, fresh))


def _hold(store: Store, figures: Figures, today: date, put_back: str) -> Hold | None:
    last = last_day(store, KIND, GOOD)
    expected = expected_since(store, last, today) if last is not None else None
    if put_back:
        return Hold(f"{put_back} {said(figures)}. Kijk of dat klopt.", figures, expected)
    return brake(expected, figures)


# --- going


def _apply(store: Store, plan: _Plan, by: str, today: date, now: datetime) -> DayRan:
    evaluate.apply(store, plan.before, plan.outcome, today, now)
    if release_holds(store, by, now):
        add_events(store, [Event(now, by or SOMEBODY, RELEASED)] if by != BY_ITSELF else [])
        release_held(store, BRAKED)
        withdraw_held(store, BEHIND, PERHAPS_SENT, now)
    put_back = sum(each.state == WITHDRAWN for each in plan.mail.posts)
    mails = max(0, put_in_outbox(store, plan.mail) - put_back)
    expect(store, plan.before, plan.outcome, plan.mail.posts, today)
    keep_home(store)
    _note(store, GOOD, plan, today, now)
    return _ran(store, plan, mails)


def _not_twice(
    store: Store, settings: Settings, posts: tuple[Post, ...], today: date, now: datetime
) -> tuple[Post, ...]:
    """When mail went today before the backup came back, or may have gone, nobody gets a second overview.

    A copy brings its own mark along, which knows no better: there whatever might have gone by now counts as gone.
    """
    mark = mark_of(settings)
    if mark is not None and mark.mailed == today:
        return tuple(_withdrawn(each, now) for each in posts)
    moved = has_moved(store)
    return tuple(_withdrawn(each, now) if moved and each.not_before <= now else each for each in posts)


def _withdrawn(post: Post, now: datetime) -> Post:
    return replace(post, state=WITHDRAWN, reason=PERHAPS_SENT, finished=now)


# --- waiting


def _wait(store: Store, settings: Settings, plan: _Plan, hold: Hold, today: date, now: datetime) -> DayRan:
    """Leave the tasks alone, keep why, and write to the administrator: once for each hold that stands."""
    behind = hold.reason.startswith(BACK)
    hold_waiting(store, BEHIND if behind else BRAKED, now)
    standing = standing_hold(store)
    if standing is None or (behind and not standing.reason.startswith(BACK)):
        standing = add_hold(store, hold, today, now)
        add_posts(store, _letters(settings, plan.outcome.school.facts.staff, standing, now))
    _note(store, HELD, plan, today, now)
    shown = replace(standing, reason=hold.reason, tasks=hold.actual.tasks, mails=hold.actual.mails)
    return _ran(store, plan, plan.figures.mails, shown)


def _letters(settings: Settings, staff: tuple[Staff, ...], hold: StoredHold, now: datetime) -> list[Post]:
    """Write to every administrator, or else to the head: nobody else hears of it."""
    here = [each for each in staff if each.present and reachable(each, hold.day)]
    people = next((found for role in FALLBACK if (found := [each for each in here if role in each.roles])), [])
    key = str(hold.number)
    return [system_post(settings, BRAKE_LETTER, key, each.code, each.email, now) for each in people]


# --- what came of it


def _note(store: Store, outcome: str, plan: _Plan, today: date, now: datetime) -> None:
    figures = {"taken": plan.figures.tasks, "mails": plan.figures.mails}
    add_run(store, Run(KIND, today, now, now, outcome, figures))


def _ran(store: Store, plan: _Plan, mails: int, hold: StoredHold | None = None) -> DayRan:
    return DayRan(plan.outcome, broken(plan.outcome.school, last_good_files(store)), mails, hold)
