"""How the mail is doing, for who keeps the school: what stands still, and who asked for none for a while."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from engine import health
from engine.outbox import FAILED, HELD, IN_DOUBT
from engine.store.holds import standing_hold
from engine.store.outbox import load_posts
from engine.store.wishes import load_pauses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Staff
    from engine.outbox import Post
    from engine.store.database import Store
    from engine.store.mailbag import Slip

WEEK = timedelta(days=7)


def mail_findings(store: Store, staff: Iterable[Staff], today: date) -> tuple[health.Finding, ...]:
    hold = standing_hold(store)
    stuck = load_posts(store, states=(HELD, FAILED, IN_DOUBT))
    states = Counter(each.state for each in stuck if is_news(each, today))
    names = {each.code: each.first_name or each.code for each in staff}
    running = [each for each in load_pauses(store) if each.begin <= today <= each.end]
    return (
        *health.waiting_run(hold.reason if hold else ""),
        *health.stuck_mail(states[HELD], states[FAILED], states[IN_DOUBT]),
        *health.pauses((names.get(each.person, each.person), each.end) for each in running),
    )


def is_news(stuck: Post | Slip, today: date) -> bool:
    """A mail in doubt stays until somebody decides; a refusal is news for a week."""
    return stuck.state != FAILED or today - stuck.day < WEEK
