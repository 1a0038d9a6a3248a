"""A post becomes the bytes that go: looked at again, composed, rendered and frozen with Message-ID and Date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.errors import MessageError
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.outbox import SYSTEM, Post
from engine.pages import NO_PAGES
from engine.runs.broughtin import listing_now
from engine.runs.compose import compose
from engine.runs.lookagain import Nothing, look, scene_on
from engine.runs.morning import morning_on
from engine.runs.systemletters import system_letter
from engine.store.log import latest
from notifiers.message import Envelope, as_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from engine.pages import Pages
    from engine.runs.lookagain import Scene
    from engine.settings import Settings
    from engine.store.database import Store
    from notifiers.letter import Letter

    Seen = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unwritable:
    """Why a post cannot be written at all, in Dutch."""

    reason: str


Written = Post | Nothing | Unwritable


class Writer:
    """Writes posts from the school as it is at that moment: gathered once, and again as soon as something changed."""

    def __init__(self, settings: Settings, pages: Pages = NO_PAGES) -> None:
        self.settings = settings
        self.pages = pages
        self._scene: Scene | None = None
        self._seen: tuple[date, Seen] | None = None

    def prepare(self, store: Store, day: date) -> None:
        """Gather ahead, so that the writing itself need not wait for it."""
        self._scene_of(store, day, latest(store))

    def __call__(self, store: Store, post: Post, now: datetime, seen: Seen | None = None) -> Written:
        """Return the post with its words frozen. `seen` is how far the school's log goes, for who knows.

        When it was frozen before and says the same now, those are the same bytes, Message-ID and Date.
        """
        if post.kind in SYSTEM:
            letter = system_letter(self.settings, store, post)
            return letter if isinstance(letter, Nothing) else self._frozen(post, lambda _: letter, now)
        found = look(self._scene_of(store, post.day, seen or latest(store)), post)
        if isinstance(found, Nothing):
            return found
        return self._frozen(
            replace(post, causes=found.causes),
            lambda moment: compose(found.told, found.person, self.settings, moment, self.pages),
            now,
        )

    def _scene_of(self, store: Store, day: date, seen: Seen) -> Scene:
        if self._scene is None or (day, seen) != self._seen:
            found = listing_now(self.settings, store, day)
            self._scene, self._seen = scene_on(morning_on(self.settings, store, found, day), store), (day, seen)
        return self._scene

    def _frozen(self, post: Post, compose_it: Callable[[datetime], Letter], now: datetime) -> Post | Unwritable:
        """An address that is none shows only when the letter is made."""
        try:
            return self._same_or_new(post, compose_it, now)
        except (ValueError, MessageError) as error:
            return Unwritable(f"dit is niet als mail te schrijven: {error}")

    def _same_or_new(self, post: Post, compose_it: Callable[[datetime], Letter], now: datetime) -> Post:
        """Write it as at the moment it was frozen: only where that says something else now, it is written anew."""
        if post.dated is not None:
            before = self._written(post, compose_it(post.dated), post.dated)
            if post.kind in SYSTEM or before.body == post.body:
                return before
        return self._written(post, compose_it(now), now)

    def _written(self, post: Post, letter: Letter, dated: datetime) -> Post:
        """Only what comes of its own accord can be ended for a while; a letter of the system was asked for."""
        stop = "" if post.kind in SYSTEM else self.pages.unsubscribe(self.settings.school.id, post.person)
        return frozen(self.settings, post, letter, dated, stop)


def frozen(settings: Settings, post: Post, letter: Letter, dated: datetime, unsubscribe: str = "") -> Post:
    """Fix Date and Message-ID: the same post written at the same moment is the same mail.

    Raises ValueError or MessageError for an address that is none.
    """
    identity = f"{settings.school.id}/{post.id}/{dated.isoformat()}"
    here = dated.astimezone(ZoneInfo(settings.schedule.timezone))
    envelope = Envelope(settings.mail.sender, here, identity, f"Overzicht van {settings.school.name}", unsubscribe)
    return replace(
        post,
        to=parseaddr(letter.to)[1],
        subject=letter.subject,
        message_id=f"<{envelope.mark}@{envelope.domain}>",
        dated=dated,
        body=as_bytes(letter, envelope),
    )
