"""The school as it is now, for who looks often: gathered once, and again only when a task or fact changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from engine.runs.evaluate import gather_all
from engine.runs.files import read_files
from engine.runs.morning import morning_on
from engine.runs.remark import REMARKED
from engine.runs.signin import SIGNED_IN, SIGNED_OUT
from engine.runs.tasks import Listing
from engine.store.log import latest, load_events
from engine.store.told import load_heard_moves

if TYPE_CHECKING:
    from datetime import date

    from engine.runs.evaluate import Before
    from engine.runs.morning import Morning
    from engine.settings import Settings
    from engine.store.database import Store

    Seen = tuple[int, int]

# What the log says of it while every task and fact stays as it was.
WITHOUT_EFFECT = frozenset({SIGNED_IN, SIGNED_OUT, REMARKED})
MOST_READ = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """A day, what the store held, and how far the school's log went when it was so."""

    day: Morning
    held: Before
    seen: Seen


class Current:
    """Keeps one day of one school. Every writer of tasks or facts leaves an event or a run: that is how it knows.

    Any number of threads may ask; one of them gathers while the others wait.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: Kept | None = None
        self._turn = Lock()

    def on(self, store: Store, today: date) -> Morning:
        """Return the day as `store` has it now."""
        with self._turn:
            seen = latest(store)
            if not self._holds(store, seen, today):
                self._kept = self._gathered(store, gather_all(self._settings, store), seen, today)
            assert self._kept is not None
            return self._kept.day

    def held(self, store: Store, today: date) -> Before:
        """Return what the store holds now, to decide from: also the files are as they lie there this moment."""
        with self._turn:
            if self._holds(store, latest(store), today) and self._kept is not None and self._has_these_files():
                return replace(self._kept.held, heard=load_heard_moves(store))
        return gather_all(self._settings, store)

    def after(self, store: Store, held: Before, today: date) -> Kept:
        """Return the day as it is after a change, within the transaction of that change; take it once that stands."""
        return self._gathered(store, held, latest(store), today)

    def take(self, kept: Kept) -> None:
        with self._turn:
            self._kept = kept

    def _gathered(self, store: Store, held: Before, seen: Seen, today: date) -> Kept:
        return Kept(morning_on(self._settings, store, Listing(held.school, held.tasks), today), held, seen)

    def _has_these_files(self) -> bool:
        there = read_files(self._settings.folder, self._settings.school.packs)
        return self._kept is not None and self._kept.held.school.files == there

    def _holds(self, store: Store, seen: Seen, today: date) -> bool:
        kept = self._kept
        if kept is None or kept.day.today != today or kept.seen[1] != seen[1]:
            return False
        if kept.seen != seen:
            if not _without_effect(store, seen[0] - kept.seen[0]):
                return False
            self._kept = replace(kept, seen=seen)
        return True


def _without_effect(store: Store, number: int) -> bool:
    """Tell whether the last so many events changed no task or fact."""
    if not 0 <= number <= MOST_READ:
        return False
    return all(each.what in WITHOUT_EFFECT for each in load_events(store, last=number))
