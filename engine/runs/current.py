"""The school as it is now, for who looks often: gathered once, and again when a task, a fact or a file changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from engine.runs.agenda import ENDED, MADE
from engine.runs.evaluate import gather_all
from engine.runs.files import read_files, stamp_of
from engine.runs.morning import morning_on
from engine.runs.ownwish import HOUR_CHOSEN
from engine.runs.remark import REMARKED
from engine.runs.signin import SIGNED_IN, SIGNED_OUT
from engine.runs.tasks import Listing
from engine.store.log import latest, load_events
from engine.store.told import load_heard_moves

if TYPE_CHECKING:
    from datetime import date

    from engine.runs.evaluate import Before
    from engine.runs.files import Stamp
    from engine.runs.morning import Morning
    from engine.settings import Settings
    from engine.store.database import Store

    Seen = tuple[int, int]

# What the log says of it while every task and fact stays as it was.
WITHOUT_EFFECT = frozenset({SIGNED_IN, SIGNED_OUT, REMARKED, MADE, ENDED, HOUR_CHOSEN})
MOST_READ = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """A day, what the store held, how far the school's log went when it was so, and which files lay there."""

    day: Morning
    held: Before
    seen: Seen
    files: Stamp | None


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
            seen, files = latest(store), self._stamp()
            if not self._holds(store, seen, today) or (self._kept is not None and self._kept.files != files):
                self._kept = self._gathered(store, self._anew(store), seen, today, files)
            assert self._kept is not None
            return self._kept.day

    def held(self, store: Store, today: date) -> Before:
        """Return what the store holds now, to decide from: also the files are as they lie there this moment."""
        with self._turn:
            if self._holds(store, latest(store), today) and self._kept is not None and self._has_these_files():
                return replace(self._kept.held, heard=load_heard_moves(store))
            return self._anew(store)

    def after(self, store: Store, held: Before, today: date) -> Kept:
        """Return the day as it is after a change, within the transaction of that change; take it once that stands."""
        with self._turn:
            kept = self._kept
        files = kept.files if kept is not None and kept.held.school.files == held.school.files else None
        return self._gathered(store, held, latest(store), today, files)

    def take(self, kept: Kept) -> None:
        with self._turn:
            self._kept = kept

    def _anew(self, store: Store) -> Before:
        return gather_all(self._settings, store, self._kept.held.school if self._kept is not None else None)

    def _stamp(self) -> Stamp:
        return stamp_of(self._settings.folder, self._settings.school.packs)

    def _gathered(self, store: Store, held: Before, seen: Seen, today: date, files: Stamp | None) -> Kept:
        return Kept(morning_on(self._settings, store, Listing(held.school, held.tasks), today), held, seen, files)

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
