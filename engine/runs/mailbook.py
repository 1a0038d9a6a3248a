"""Looking at mail: what would go today, what was held and why, and what every line of a mail stands for.

What would go is found by letting the run pass and taking it all back: there is no second way to say what a run does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.almanac import serves
from engine.digesthour import school_hour
from engine.outbox import FAILED, HELD, IN_DOUBT, OVERVIEW, RETRY, SYSTEM, WAITING, WITHDRAWN
from engine.pages import NO_PAGES
from engine.runs import evaluate
from engine.runs.compose import compose
from engine.runs.dayrun import put_back_because
from engine.runs.lookagain import NOTHING_LEFT, Look, Nothing, look, scene_of
from engine.runs.mailhealth import is_news
from engine.runs.post import NOTHING_TODAY, plan_posts, put_in_outbox
from engine.store.holds import standing_hold
from engine.store.outbox import load_posts

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.configparts import Schedule
    from engine.model import Staff
    from engine.outbox import Post
    from engine.pages import Pages
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from notifiers.letter import Letter

TO_GO = (WAITING, RETRY, HELD)
STUCK = (HELD, IN_DOUBT, FAILED)
NO_ADDRESS = "geen mailadres"
QUIET = frozenset({NOTHING_LEFT, NOTHING_TODAY})
GO_ON = "Kijk met `jaarcyclus mail preview` wat er weg zou gaan, en ga verder met `jaarcyclus run --release`."
BRAKE = "de rem: verder met `jaarcyclus run --release`"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One mail as it would go now."""

    post: Post
    person: Staff
    letter: Letter


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody who does not get a mail, or not now, and why. `post` is "" where there is none in the outbox."""

    post: str
    person: str
    kind: str
    state: str
    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class Preview:
    """Today's mail as it is seen beforehand: what would go, and who is passed over.

    `brake` says why all mail waits for a person, in whole sentences; "" when it does not.
    """

    staff: tuple[Staff, ...]
    sheets: tuple[Sheet, ...]
    kept: tuple[Kept, ...]
    brake: str = ""


class _TakenBackError(Exception):
    """Ends a transaction in which we only wanted to see what would happen."""


def preview(
    database: Database,
    settings: Settings,
    today: date,
    now: datetime,
    pages: Pages = NO_PAGES,
    *,
    everything: bool = False,
) -> Preview:
    """Return what would go today, and what would not and why. Nothing is written.

    Kept is what matters: of today, and what still waits for a person. With `everything` that is also who has nothing
    to hear, and what was taken back or refused on days long past.
    """
    found: list[Preview] = []
    try:
        with database.writing(settings.school.id) as store:
            found.append(_looked(store, settings, today, now, pages, everything=everything))
            raise _TakenBackError
    except _TakenBackError:
        return found[0]


def _looked(store: Store, settings: Settings, today: date, now: datetime, pages: Pages, *, everything: bool) -> Preview:
    brake = _brake(store, settings)
    before = evaluate.gather_all(settings, store)
    outcome = evaluate.decide(before, today)
    plan = plan_posts(settings, store, before, outcome, today, now)
    evaluate.apply(store, before, outcome, today, now)
    put_in_outbox(store, plan)
    scene = scene_of(settings, store, today)
    going = [each for each in load_posts(store, day=today, states=TO_GO) if each.kind not in SYSTEM]
    looks = [(each, look(scene, each)) for each in going]
    staff, known = outcome.school.facts.staff, {each.person for each in going}
    kept = [
        *(Kept("", each.person, OVERVIEW, "", each.reason, today) for each in plan.held if each.person not in known),
        *(_kept(post, seen.reason) for post, seen in looks if isinstance(seen, Nothing)),
        *(_later(post, settings.schedule, now, brake) for post, seen in looks if isinstance(seen, Look)),
        *(_kept(each, _why(each)) for each in _over(store, today, everything=everything)),
        *(Kept("", each.code, "", "", NO_ADDRESS, today) for each in staff if _is_mute(each, today)),
    ]
    shown = (each for each in kept if each.reason and (everything or each.reason not in QUIET))
    sheets = (_sheet(post, seen, settings, now, pages) for post, seen in looks if isinstance(seen, Look))
    return Preview(staff, tuple(sheets), tuple(dict.fromkeys(shown)), brake)


def _brake(store: Store, settings: Settings) -> str:
    """Say why all mail waits: a run is held, or a backup was put back and no run noticed yet."""
    standing = standing_hold(store)
    reason = standing.reason if standing is not None else put_back_because(store, settings)
    return f"De mail staat vast. {reason} {GO_ON}" if reason else ""


def _over(store: Store, today: date, *, everything: bool) -> tuple[Post, ...]:
    """Return what does not go by itself any more; of what is over, without `everything`, only what is news."""
    if everything:
        return load_posts(store, states=(*STUCK, WITHDRAWN))
    stuck = (each for each in load_posts(store, states=STUCK) if is_news(each, today))
    return (*stuck, *load_posts(store, day=today, states=(WITHDRAWN,)))


def _sheet(post: Post, seen: Look, settings: Settings, now: datetime, pages: Pages) -> Sheet:
    """Write it as at the moment it goes: not before its window opens."""
    letter = compose(seen.told, seen.person, settings, max(now, post.not_before), pages)
    return Sheet(post, seen.person, letter)


# --- why not, or not yet


def _kept(post: Post, reason: str) -> Kept:
    return Kept(post.id, post.person, post.kind, post.state, reason, post.day)


def _later(post: Post, schedule: Schedule, now: datetime, brake: str) -> Kept:
    """Say what a mail that has something to tell waits for; "" when it may go now."""
    return _kept(post, BRAKE if brake else _waits_for(post, schedule, now))


def _waits_for(post: Post, schedule: Schedule, now: datetime) -> str:
    if post.state == HELD:
        return _why(post)
    if post.next_try is not None and post.next_try > now:
        return f"nieuwe poging om {_hour(post.next_try, schedule)}: {post.answer}"
    if post.not_after <= now:
        return f"het verzendvenster was tot {_hour(post.not_after, schedule)}"
    if post.not_before <= now:
        return ""
    hour = _hour(post.not_before, schedule)
    own = hour != f"{school_hour(schedule):%H:%M}"
    return f"gaat om {hour}, het uur dat deze collega koos" if own else f"het verzendvenster opent om {hour}"


def _why(post: Post) -> str:
    return ": ".join(filter(None, (post.reason, post.answer)))


def _hour(moment: datetime, schedule: Schedule) -> str:
    return f"{moment.astimezone(ZoneInfo(schedule.timezone)):%H:%M}"


def _is_mute(staff: Staff, today: date) -> bool:
    """Tell whether somebody who has a part in the work cannot be reached."""
    here = serves(staff.in_service, staff.out_of_service, today)
    return bool(staff.roles) and staff.present and here and not staff.email
