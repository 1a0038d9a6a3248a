"""The mail of a day: decided from what a run found, and put in the outbox in the run's own transaction."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.clock import at, to_utc
from engine.digesthour import hour_of
from engine.exceptionnews import notices
from engine.grounds import Grounds
from engine.mailday import Desk, mail_of
from engine.newyearwait import notices as waiting_notices
from engine.newyearwait import silence_of
from engine.outbox import BRAKE_LETTER, IN_DOUBT, MOVED, ON_THE_WIRE, OVERVIEW, WAITING, HeldBack, Post
from engine.remind import Reminders
from engine.runs.lookagain import Nothing, look, scene_on
from engine.runs.morning import morning_on
from engine.runs.tasks import Listing
from engine.store.hours import load_hours
from engine.store.outbox import add_posts, load_posts
from engine.store.told import load_told_causes
from engine.store.wishes import load_pauses, load_wishes

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from engine.configparts import Schedule
    from engine.mailday import Told
    from engine.model import Task
    from engine.outbox import NewPost
    from engine.runs.evaluate import Before, Outcome
    from engine.settings import Settings
    from engine.store.database import Store

ID_LENGTH = 10
NOTHING_TODAY = "vandaag is er niets te melden"
ONE_MORE_DAY = timedelta(days=1)
TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The posts of a day, not yet in the outbox, and who gets none though there was something to say."""

    posts: tuple[Post, ...]
    held: tuple[HeldBack, ...]


def plan_posts(
    settings: Settings, store: Store, before: Before, outcome: Outcome, today: date, now: datetime
) -> DayPlan:
    """Decide the day's mail from what a run decided about the tasks. Reads the store, and writes nothing."""
    decided = mail_of(desk_of(store, before, outcome, today))
    addresses = {each.code: each.email for each in outcome.school.facts.staff}
    hours = load_hours(store)
    posts = tuple(
        _post(settings, each, addresses[each.person], today, now, hours.get(each.person)) for each in decided.posts
    )
    idle = _idle(settings, store, Listing(outcome.school, tuple(tasks_after(before, outcome).values())), posts, today)
    nothing = (HeldBack(each.person, NOTHING_TODAY) for each in posts if each in idle)
    return DayPlan(tuple(each for each in posts if each not in idle), (*decided.held, *nothing))


def desk_of(
    store: Store, before: Before, outcome: Outcome, today: date, soon_told: frozenset[Told] = frozenset()
) -> Desk:
    """Lay out all that the mail of a day follows from, with the tasks as the run leaves them.

    `soon_told` is taken as told: what is planned for today, when the days after it are looked at.
    """
    school = outcome.school
    audiences = Grounds(school.known, today).audiences
    silence = silence_of(school.facts, school.closed, today)
    tasks = tasks_after(before, outcome)
    return Desk(
        today=today,
        found=outcome.evaluation.found,
        tasks=tasks,
        reminders=Reminders(audiences),
        audiences=audiences,
        told=load_told_causes(store) | _perhaps_told(store) | soon_told,
        ticked=frozenset((each.key, code) for each in tasks.values() for code in each.ticked_by),
        wishes=load_wishes(store),
        pauses=load_pauses(store),
        notices=(
            *notices(school.exemptions, school.facts.staff, today),
            *waiting_notices(silence, school.facts.staff, today),
        ),
        silence=silence,
    )


def _idle(settings: Settings, store: Store, found: Listing, posts: tuple[Post, ...], today: date) -> tuple[Post, ...]:
    """Return the posts of who wants one every day, for whom there is nothing to tell: looked at as it is sent."""
    daily = tuple(each for each in posts if all(one.sentence == MOVED for one in each.causes))
    if not daily:
        return ()
    scene = scene_on(morning_on(settings, store, found, today), store)
    return tuple(each for each in daily if isinstance(look(scene, each), Nothing))


def put_in_outbox(store: Store, plan: DayPlan) -> int:
    """Add the posts that are not there yet; those that still wait get their newest causes. Return how many are new."""
    return add_posts(store, plan.posts)


def system_post(settings: Settings, kind: str, key: str, person: str, to: str, now: datetime) -> Post:
    """Return a letter of the system itself: it may go at once, at any hour, and is no use after a day.

    That mail waits for somebody is told for as long as it waits, also by a server that was out of reach for days.
    """
    moment = to_utc(now)
    day = now.astimezone(ZoneInfo(settings.schedule.timezone)).date()
    made = _id(settings.school.id, person, day, kind, key)
    until = moment + (TWO_WEEKS if kind == BRAKE_LETTER else ONE_MORE_DAY)
    return Post(made, kind, person, day, key, WAITING, to, (), moment, moment, until)


def tasks_after(before: Before, outcome: Outcome) -> dict[tuple[str, str, str, str], Task]:
    """Return the tasks by identity as they are once the run's changes are written."""
    by_key = {each.key: each for each in before.tasks}
    by_key |= {each.after.key: each.after for each in outcome.changes}
    return {each.identity: each for each in by_key.values()}


def window(schedule: Schedule, day: date, own: time | None = None) -> tuple[datetime, datetime]:
    """Return the moments, in UTC, between which an overview may go: from the school's hour, or one's own, on."""
    first = at(day, hour_of(schedule, own), schedule.timezone)
    return to_utc(first), to_utc(at(day, schedule.mail_window[1], schedule.timezone))


def _perhaps_told(store: Store) -> frozenset[Told]:
    """What is on the wire or in doubt may have been told: it is not told again until a person says it was not."""
    posts = load_posts(store, states=(ON_THE_WIRE, IN_DOUBT))
    return frozenset((each.person, cause) for each in posts for cause in each.causes)


def _post(settings: Settings, new: NewPost, to: str, today: date, now: datetime, own: time | None) -> Post:
    """Make a post. One's own hour is that of the overview; what a rule sends by itself goes at the school's."""
    opens, closes = window(settings.schedule, today, own if new.kind == OVERVIEW else None)
    return Post(
        id=_id(settings.school.id, new.person, today, new.kind, ""),
        kind=new.kind,
        person=new.person,
        day=today,
        key="",
        state=WAITING,
        to=to,
        causes=new.causes,
        created=to_utc(now),
        not_before=opens,
        not_after=closes,
        only_in_holidays=new.only_in_holidays,
    )


def _id(school: str, person: str, day: date, kind: str, key: str) -> str:
    """Return a short name that is always the same for the same post: what people type after `mail show`."""
    digest = hashlib.sha256("\n".join((school, person, str(day), kind, key)).encode()).digest()
    return b32encode(digest).decode().lower()[:ID_LENGTH]
