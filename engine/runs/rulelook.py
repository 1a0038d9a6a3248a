"""A rule file looked over before it counts: what is wrong in it, what it breaks elsewhere, what it would do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.problem import Problem, has_errors
from engine.rawrule import Source
from engine.runs.backtest import backtest_between
from engine.runs.diff import Diff, between
from engine.runs.examples import tried_source
from engine.runs.files import Files, read_files
from engine.runs.gather import gather
from engine.store.facts import load_told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.runs.backtest import Backtest, DemoPast
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store


@dataclass(frozen=True, slots=True)
class Looked:
    """A text looked over. `problems` are its own, `elsewhere` what it breaks in other files, `failing` are examples.

    `examples` counts those that were run. `diff` says what it does; None while there is a mistake. `uncovered` are
    rules that were sensitive and would be no more.
    """

    problems: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]
    examples: int
    failing: tuple[str, ...]
    diff: Diff | None
    uncovered: frozenset[str] = frozenset()

    @property
    def is_fine(self) -> bool:
        return not has_errors((*self.problems, *self.elsewhere))


def look(settings: Settings, store: Store, path: str, text: str, today: date) -> Looked:
    """Say what is wrong with a text, and what it would do were it saved. Raises OSError."""
    now = _read(settings)
    after = with_text(now, path, text)
    told = load_told(store)
    before, school = (gather(settings, told, {}, files=each) for each in (now, after))
    tried = tried_source(school, _source(after, path))
    mine = tuple(each for each in tried.problems if each.file == path)
    there = {(each.file, each.message) for each in before.problems}
    others = (each for each in school.problems if each.file != path and each.is_error)
    elsewhere = tuple(each for each in others if (each.file, each.message) not in there)
    found = Looked(
        mine,
        elsewhere,
        len(tried.trials),
        tuple(each.example.name for each in tried.trials if not each.holds),
        None,
    )
    if not found.is_fine:
        return found
    uncovered = _ids(before, sensitive=True) & _ids(school, sensitive=False)
    return replace(found, diff=between(settings, store, today, now, after), uncovered=uncovered)


def _ids(school: School, *, sensitive: bool) -> frozenset[str]:
    return frozenset(each.id for each in school.book.rules if each.sensitive is sensitive)


def with_text(files: Files, path: str, text: str) -> Files:
    """Return the files with this text in the place of one of the school's own, or as one more."""
    data = text.encode()
    if not any(each.file == path for each in files.rules):
        return Files(files.calendars, (*files.rules, Source(path, data)))
    rules = (replace(each, text=data) if each.file == path else each for each in files.rules)
    return Files(files.calendars, tuple(rules))


def _source(files: Files, path: str) -> Source:
    return next(each for each in files.rules if each.file == path)


def look_back(
    settings: Settings, store: Store, path: str, text: str, today: date, demo: Callable[[], DemoPast]
) -> Backtest:
    """Say what a text would have done to a school year that is behind us. Raises OSError."""
    now = _read(settings)
    return backtest_between(settings, store, today, demo, now, with_text(now, path, text))


def _read(settings: Settings) -> Files:
    return read_files(settings.folder, settings.school.packs)
