"""Sending what is due: claim, look again, freeze, commit; on the wire, commit; then the bytes; then how it ended.

A row says what happened before and after each step, so a process may be killed anywhere: what had not left is tried
again, what may have left is for a person to decide, and nothing goes twice. One commit closes a mail and lets the next
leave. The one after is claimed while the server reads, and looked at again before it leaves if anything changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from secrets import token_hex
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.clock import to_utc
from engine.outbox import IN_DOUBT, SENT, SYSTEM, WITHDRAWN
from engine.runs.answered import as_answered
from engine.runs.claiming import LEASE, Claims
from engine.runs.writing import Writer
from engine.store.log import Run, add_run
from engine.store.outbox import departures, doubt_stranded, settle, withdraw_late
from engine.store.told import add_told
from notifiers.mailer import NotReached, Parcel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from engine.outbox import Post
    from engine.runs.claiming import Write
    from engine.settings import Settings
    from engine.store.database import Database, Store
    from notifiers.mailer import Mailer, Outcome


KIND = "verzenden"
A_MINUTE = timedelta(minutes=1)
STRANDED = "de verzender viel uit terwijl de mail onderweg was; het is niet zeker of zij is aangekomen"
TOO_LATE = "het verzendvenster is voorbij; komt in het volgende overzicht"
NO_USE = "lukte niet op tijd, en heeft nu geen zin meer"
NO_SENDER = "er staat nog geen sender onder [mail] in config.toml"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round did: how many posts came into which state, and in Dutch why it stopped early, if it did."""

    states: Mapping[str, int]
    stopped: str = ""

    @property
    def sent(self) -> int:
        return self.states.get(SENT, 0)


def send_due(
    database: Database,
    settings: Settings,
    mailer: Mailer,
    now: Callable[[], datetime],
    write: Write | None = None,
) -> Sent:
    """Send everything that may go now, one after the other, until nothing is due or the server is out of reach.

    `now` gives the moment, with a time zone. Leaves the mailer open; whoever made it closes it.
    """
    return _Round(database, settings, mailer, now, write).run()


def gone_lately(store: Store, now: datetime, but_for: str = "") -> dict[str, float]:
    """Return how many seconds ago each mail of the last minute left: it was leased for so long from then on."""
    found = departures(store, now - A_MINUTE + LEASE, but_for)
    return {name: (now + LEASE - until).total_seconds() for name, until in found.items()}


class _Round:
    """One process's turn at the outbox, under a name of its own."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        mailer: Mailer,
        now: Callable[[], datetime],
        write: Write | None,
    ) -> None:
        self.database = database
        self.school = settings.school.id
        self.zone = ZoneInfo(settings.schedule.timezone)
        self.mailer = mailer
        self.sender = parseaddr(settings.mail.sender)[1]
        self.write = write or Writer(settings)
        self.by = token_hex(6)
        self.claims = Claims(self.write, self.now, self.by)
        self.states = self.claims.states
        self.heard = False
        self.trouble: Exception | None = None
        self._clock = now

    def now(self) -> datetime:
        return to_utc(self._clock())

    def run(self) -> Sent:
        started = self.now()
        self._tidy()
        stopped = self._send_all() if self.sender else NO_SENDER
        done = Sent(dict(+self.states), stopped)
        if done.states:
            self._log(started, done)
        return done

    def _log(self, started: datetime, done: Sent) -> None:
        """Keep that this round was; with this commit all that came before it is safe from a power cut too."""
        outcome, figures = done.stopped or "goed", dict(done.states)
        with self.database.writing(self.school) as store:
            add_run(store, Run(KIND, started.astimezone(self.zone).date(), started, self.now(), outcome, figures))

    def _send_all(self) -> str:
        """Return why it stopped before the outbox was empty; "" when it did not."""
        post = self._take()
        while post is not None:
            outcome = self.mailer.send(Parcel(self.sender, post.to, post.body or b""), self._meanwhile)
            post = self._close(post, outcome)
            if isinstance(outcome, NotReached):
                return f"de mailserver is niet bereikbaar: {outcome.answer}"
        return ""

    def _tidy(self) -> None:
        """Settle what others left behind: stranded on the wire, or too late to go."""
        with self.database.writing(self.school) as store:
            self.states[IN_DOUBT] += doubt_stranded(store, self.now(), STRANDED)
            self.states[WITHDRAWN] += withdraw_late(store, self.now(), TOO_LATE)
            self.states[WITHDRAWN] += withdraw_late(store, self.now(), NO_USE, system=True)

    # --- taking

    def _take(self) -> Post | None:
        """Put a post on the wire when one is due, after the rest that the host wants: then we look again who is."""
        while self._is_due():
            if self.mailer.rest() > 0:
                self.mailer.wait()
                continue
            with self.database.writing(self.school, lasting=False) as store:
                self.claims.claim_ahead(store)
            with self.database.writing(self.school) as store:
                post = self.claims.leave(store)
            if post is not None:
                return post
        return None

    def _is_due(self) -> bool:
        """List what is due, and gather the school while nobody waits for it."""
        with self.database.reading(self.school) as store:
            first = self.claims.list_due(store)
            self._hear(store)
            if first is not None and isinstance(self.write, Writer) and first.kind not in SYSTEM:
                self.write.prepare(store, first.day)
        return first is not None

    def _hear(self, store: Store) -> None:
        """Tell the mailer what went to its host in the last minute, whoever sent it: the outbox knows."""
        self.mailer.recall(gone_lately(store, self.now(), self.by), afresh=not self.heard)
        self.heard = True

    def _meanwhile(self) -> None:
        """Claim the next while the server reads this one; what goes wrong with it waits until this one is closed."""
        if not self.claims.due or self.mailer.rest() > 0:
            return
        try:
            with self.database.writing(self.school, lasting=False) as store:
                self.claims.claim_ahead(store)
        except Exception as error:
            self.claims.ahead, self.trouble = None, error

    # --- closing

    def _close(self, post: Post, outcome: Outcome) -> Post | None:
        """Write how it ended and let the next leave, unless there is to be a rest or an end."""
        reached = not isinstance(outcome, NotReached)
        following = self._closed(post, outcome, at_once=reached and self.mailer.rest() == 0)
        return self._take() if following is None and reached else following

    def _closed(self, post: Post, outcome: Outcome, *, at_once: bool) -> Post | None:
        """Do that in one commit; whatever goes wrong with the others, this one is closed."""
        try:
            with self.database.writing(self.school) as store:
                ended = self._settled(store, post, outcome)
                if at_once and self.mailer.is_due_to_hear():
                    self._hear(store)
                following = self.claims.leave(store) if at_once and self.mailer.rest() == 0 else None
                if following is None:
                    self.claims.give_back(store)
        except Exception:
            with self.database.writing(self.school) as store:
                self._settled(store, post, outcome)
            raise
        self.states[ended] += 1
        if self.trouble is not None:
            raise self.trouble
        return following

    def _settled(self, store: Store, post: Post, outcome: Outcome) -> str:
        now = self.now()
        ended = as_answered(replace(post, attempts=post.attempts + 1), outcome, now)
        if settle(store, ended, self.by) and ended.state == SENT:
            add_told(store, post.person, post.causes, now)
        return ended.state
