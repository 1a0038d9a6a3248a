"""One test mail to one person, at once and nothing else: through the outbox, so that it stands in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from secrets import token_hex
from typing import TYPE_CHECKING

from engine.clock import to_utc
from engine.outbox import CLAIMED, FAILED, IN_DOUBT, SENT, TEST_LETTER
from engine.runs.post import system_post
from engine.runs.send import LEASE, NO_SENDER, gone_lately
from engine.runs.writing import Writer
from engine.store.outbox import add_posts, claim, depart, settle
from notifiers.mailer import Accepted, Parcel, Unsure

if TYPE_CHECKING:
    from datetime import datetime

    from engine.model import Staff
    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer, Outcome


def send_test(database: Database, settings: Settings, mailer: Mailer, person: Staff, now: datetime) -> Post:
    """Send a test mail; return how it ended: sent, failed with what was said, or in doubt. It is never tried again."""
    by, moment = token_hex(6), to_utc(now) + _rest(database, settings, mailer, to_utc(now))
    post = system_post(settings, TEST_LETTER, token_hex(4), person.code, person.email, now)
    sender = parseaddr(settings.mail.sender)[1]
    if not sender:
        return replace(post, state=FAILED, answer=NO_SENDER)
    with database.writing(settings.school.id) as store:
        written = Writer(settings)(store, post, moment)
        if not isinstance(written, type(post)):
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
