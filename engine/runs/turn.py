"""One turn of the clock: what is due now, by what the store says. Nothing is remembered from one turn to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.outbox import UNDER_WAY
from engine.pages import NO_PAGES
from engine.runs import evaluate
from engine.runs.daily import FAILED, noted
from engine.runs.dayrun import GOOD, HELD, KIND, DayRan, is_held_as_put_back, is_put_back, keep_mark, run_within
from engine.runs.deliveries import forget_old
from engine.runs.send import send_due
from engine.runs.writing import Writer
from engine.store.log import load_runs
from engine.store.outbox import load_posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.pages import Pages
    from engine.runs.send import Sent
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from notifiers.mailer import Mailer

AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Means:
    """What a turn works with. `now` gives the moment on the school's own clock, `pages` what letters link to.

    `oidc_secret` is what the provider of people's accounts knows us by, "" when there is none.
    """

    database: Database
    settings: Settings
    mailer: Mailer
    now: Callable[[], datetime]
    pages: Pages = NO_PAGES
    oidc_secret: str = field(default="", repr=False)


def run_if_due(means: Means) -> DayRan | None:
    """Let today's run pass when it has not been yet: days that were missed are caught up in it.

    Whether it has been is looked at once more inside the transaction, so that of two processes only one does it.
    """
    school, now = means.settings.school.id, means.now()
    forget_old(means.settings, now)
    with means.database.reading(school) as store:
        if not is_due(store, means.settings, now):
            return None
    with noted(means.database, school, now.date(), now):
        with means.database.writing(school) as store:
            if not is_due(store, means.settings, now):
                return None
            ran = run_within(store, means.settings, now.date(), now)
        if ran.hold is None:
            keep_mark(means.database, means.settings, now.date())
        return ran


def is_due(store: Store, settings: Settings, now: datetime) -> bool:
    """Tell whether a run should pass now: today's has not been, or a backup was put back and nobody knows yet.

    Days and hours are those of the school's own clock, so an hour that comes twice, or never, changes nothing.
    """
    if is_put_back(store, settings) and not is_held_as_put_back(store):
        return True
    if now.time() < settings.schedule.evaluate:
        return False
    last = next(iter(load_runs(store, KIND, 1)), None)
    if last is not None and last.today == now.date() and last.outcome in (GOOD, HELD):
        return False
    return not _failed_just_now(store, now)


def send_if_due(means: Means) -> Sent | None:
    """Send what may go now; None when nothing is under way at all."""
    with means.database.reading(means.settings.school.id) as store:
        if not load_posts(store, states=UNDER_WAY):
            return None
    writer = Writer(means.settings, means.pages)
    sent = send_due(means.database, means.settings, means.mailer, means.now, writer)
    if sent.sent:
        keep_mark_unless_put_back(means)
    return sent


def keep_mark_unless_put_back(means: Means) -> None:
    """Remember how far the store came; a restored backup keeps the mark that gives it away."""
    with means.database.reading(means.settings.school.id) as store:
        behind = is_put_back(store, means.settings)
    if not behind:
        keep_mark(means.database, means.settings, means.now().date())


def _failed_just_now(store: Store, now: datetime) -> bool:
    """A run that stumbles is tried again after a while, not every minute."""
    last = next(iter(load_runs(store, evaluate.KIND, 1)), None)
    return last is not None and last.outcome == FAILED and now - last.finished < AGAIN
