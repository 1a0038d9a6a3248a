"""One test mail to one person, to see whether mail arrives."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from engine.outbox import TEST_LETTER
from engine.runs.atonce import send_at_once
from engine.runs.post import system_post
from engine.runs.writing import Writer

if TYPE_CHECKING:
    from datetime import datetime

    from engine.model import Staff
    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer


def send_test(database: Database, settings: Settings, mailer: Mailer, person: Staff, now: datetime) -> Post:
    """Send a test mail; return how it ended: sent, failed with what was said, or in doubt. It is never tried again."""
    post = system_post(settings, TEST_LETTER, token_hex(4), person.code, person.email, now)
    return send_at_once(database, settings, mailer, post, Writer(settings), now)
