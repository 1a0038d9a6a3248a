"""A rule that is gone while one very like it came: was it meant to keep its ticks (`voorheen`)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.changebook import rule_changes
from engine.problem import WARNING, Problem
from engine.runs.files import read_files
from engine.runs.gather import gather
from engine.runs.ruledby import ruled_by, same
from engine.store.database import StoreError, is_there, open_database
from engine.store.rulefiles import last_good_files

if TYPE_CHECKING:
    from engine.runs.files import Files
    from engine.runs.gather import School
    from engine.settings import Settings


def vanished(school: School) -> tuple[Problem, ...]:
    """Warn at each new rule that looks like one the store still rules by and the files no longer have. OSError."""
    settings = school.settings
    now = read_files(settings.folder, settings.school.packs)
    before = _ruled_by(settings, now)
    if before is None or same(before, now):
        return ()
    old = gather(settings, school.told, {}, files=before)
    broken = {*school.out, *(each.file for each in school.problems if each.is_error)}
    changes = rule_changes((each for each in old.book.rules if each.file not in broken), school.book.rules)
    rules = {each.id: each for each in school.book.rules}
    return tuple(_warning(each.id, rules[each.twin].file, rules[each.twin].line) for each in changes if each.twin)


def _ruled_by(settings: Settings, now: Files) -> Files | None:
    """Return what the last run ruled by; None without a run, or without a store that opens."""
    try:
        if not is_there(settings.store.url, settings.folder):
            return None
        with open_database(settings.store.url, settings.folder).reading(settings.school.id) as store:
            return ruled_by(last_good_files(store), now)
    except StoreError:
        return None


def _warning(gone: str, file: str, line: int) -> Problem:
    message = f'de regel "{gone}" is weg en deze lijkt er erg op; bedoel je "voorheen: {gone}"?'
    return Problem(file, line, 1, f"{message} Dan gaan vinkjes en herinneringen mee", WARNING)
