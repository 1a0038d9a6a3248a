"""Laying each override beside the rule it changes, and that rule beside what it was when the override was written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.change import sentences
from engine.overridden import Edition, Overridden, changes, edition_at, places, read_so_since
from engine.rawrule import Source
from engine.rulefile import read_rules
from engine.runs.files import read_files
from engine.store.database import StoreError, is_there, open_database
from engine.store.rulefiles import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from engine.rule import Rule
    from engine.runs.gather import School
    from engine.settings import Settings

    Editions = Mapping[str, tuple[Edition, ...]]


def overridden(school: School) -> tuple[Overridden, ...]:
    """Return what each rule that is overridden does otherwise, in the order of its overrides."""
    overrides = school.book.overrides
    if not overrides:
        return ()
    plain = plain_rules(school)
    found = [(plain[name], place) for name, place in places(overrides).items() if name in plain]
    kept = editions(school.settings, (*(rule.file for rule, _ in found), *(each.file for each in overrides)))
    rules = {each.id: each for each in school.book.rules}
    return tuple(_overridden(rule, rules.get(rule.id), place, school, kept) for rule, place in found)


def plain_rules(school: School) -> dict[str, Rule]:
    """Return every rule by its id as it stands in its file, before any override."""
    files = read_files(school.settings.folder, school.settings.school.packs)
    return {each.id: each for each in read_rules(files.rules, school.language, overridden=False).rules}


def editions(settings: Settings, paths: Iterable[str]) -> Editions:
    """Return every text of these files that the store kept. None without a store, or with one that does not open."""
    try:
        return _editions(settings, paths) if is_there(settings.store.url, settings.folder) else {}
    except StoreError:
        return {}


def _editions(settings: Settings, paths: Iterable[str]) -> Editions:
    zone = ZoneInfo(settings.schedule.timezone)
    with open_database(settings.store.url, settings.folder).reading(settings.school.id) as store:
        found = versions_of(store, paths)
    return {
        path: tuple(Edition(each.text, each.first_loaded_at.astimezone(zone)) for each in every)
        for path, every in found.items()
    }


def _overridden(before: Rule, after: Rule | None, place: str, school: School, kept: Editions) -> Overridden:
    changed = changes(before, after)
    since = _since(before.id, school, kept)
    old = _as_it_was(before, since, school, kept)
    underneath = sentences(old, before) if old is not None else ()
    return Overridden(before.id, before.pack, place, changed, underneath, since if underneath else None)


def _since(name: str, school: School, kept: Editions) -> datetime | None:
    """Return since when all overrides of a rule read as they do now; None when the store has not seen one of them."""
    files = {each.file for each in school.book.overrides if each.id == name}
    times = [read_so_since(name, school.good.get(file, ""), kept.get(file, ())) for file in files]
    known = [each for each in times if each is not None]
    return max(known) if known and len(known) == len(times) else None


def _as_it_was(rule: Rule, moment: datetime | None, school: School, kept: Editions) -> Rule | None:
    edition = edition_at(moment, kept.get(rule.file, ())) if moment is not None else None
    if edition is None or edition.text == school.good.get(rule.file):
        return None
    source = Source(rule.file, edition.text, rule.pack)
    book = read_rules([source], school.language, overridden=False)
    return next((each for each in book.rules if each.id == rule.id), None)
