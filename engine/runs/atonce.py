"""One letter of the system, at once and nothing else: through the outbox, so that it stands in the log.

It looks at no window, sending day, pause or brake, and is never tried again: who asked for it is waiting. Only the
limit of the host holds for it too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from secrets import token_hex
from typing import TYPE_CHECKING

from engine.clock import to_utc
from engine.outbox import CLAIMED, FAILED, IN_DOUBT, SENT, Post
from engine.runs.claiming import LEASE
from engine.runs.send import NO_SENDER, gone_lately
from engine.store.outbox import add_posts, claim, depart, settle
from notifiers.mailer import Accepted, Parcel, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from engine.runs.writing import Written
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from notifiers.mailer import Mailer, Outcome

    Write = Callable[[Store, Post, datetime], Written]


def send_at_once(
    database: Database, settings: Settings, mailer: Mailer, post: Post, write: Write, now: datetime
) -> Post:
    """Send a post as `write` words it; return how it ended: sent, failed with what was said, or in doubt.

    `write` works in the transaction in which the post comes into the outbox. The words themselves are not kept.
    """
    sender = parseaddr(settings.mail.sender)[1]
    if not sender:
        return replace(post, state=FAILED, answer=NO_SENDER)
    by, moment = token_hex(6), to_utc(now) + _rest(database, settings, mailer, to_utc(now))
    with database.writing(settings.school.id) as store:
        written = write(store, post, moment)
        if not isinstance(written, Post):
            return replace(post, state=FAILED, answer=written.reason)
        add_posts(store, [post])
        until = moment + LEASE
        mine = replace(written, state=CLAIMED, body=None, attempts=1, lease_by=by, lease_until=until)
        claim(store, mine, moment)
        depart(store, post.id, by, moment, until)
    outcome = mailer.send(Parcel(sender, written.to, written.body or b""))
    ended = replace(written, body=None, state=_state(outcome), answer=outcome.answer, finished=moment)
    with database.writing(settings.school.id) as store:
        settle(store, ended, by)
    return ended


def _rest(database: Database, settings: Settings, mailer: Mailer, now: datetime) -> timedelta:
    """Wait as long as the host wants, after what others sent it; return how long that was."""
    with database.reading(settings.school.id) as store:
        mailer.recall(gone_lately(store, now), afresh=True)
    rest = mailer.rest()
    mailer.wait()
    return timedelta(seconds=rest)


def _state(outcome: Outcome) -> str:
    if isinstance(outcome, Accepted):
        return SENT
    return IN_DOUBT if isinstance(outcome, Unsure) else FAILED
