"""Laying a school's rules beside the papers: what is carried out, how it stands, and what is no rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import shipped
from engine.advice import clashes
from engine.catalogue import read_catalogue
from engine.coverage import OWN, Chapter, Running, cover
from engine.rulefile import read_rules
from engine.runs.files import read_files
from engine.runs.gather import gather
from engine.sleeping import sleepers

if TYPE_CHECKING:
    from datetime import date

    from engine.catalogue import Paper
    from engine.model import Told
    from engine.problem import Problem
    from engine.rule import Rule
    from engine.runs.gather import School
    from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class Coverage:
    """The chapters asked for, the packs there are beside them, and the mistakes that kept a file from being read."""

    chapters: tuple[Chapter, ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]


def known_packs() -> tuple[str, ...]:
    """Return every pack that a paper or a folder has."""
    papers, _ = _catalogue()
    return tuple(dict.fromkeys((*(each.pack for each in papers), *shipped.pack_names())))


def coverage(settings: Settings, told: Told, today: date, asked: tuple[str, ...] = ()) -> Coverage:
    """Lay the rules beside the papers. `asked` are packs, also some the school did not choose; none: its own choice.

    Reads the files as they are now. Raises OSError.
    """
    chosen = settings.school.packs
    school = gather(_with(settings, (*chosen, *asked)), told, {})
    papers, mistakes = _catalogue()
    shown = tuple(dict.fromkeys(asked or (*_in_order(chosen), OWN)))
    chapters = cover(papers, replace(_running(school, today), packs=chosen), shown)
    others = tuple(each for each in known_packs() if each not in (*shown, *chosen))
    broken = tuple(each for each in school.problems if each.is_error)
    return Coverage(chapters, others, (*mistakes, *broken))


def _in_order(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the packs in the order of the catalogue."""
    return tuple(each for each in known_packs() if each in chosen)


def _with(settings: Settings, packs: tuple[str, ...]) -> Settings:
    there = shipped.pack_names()
    wanted = tuple(dict.fromkeys(each for each in packs if each in there))
    return replace(settings, school=replace(settings.school, packs=wanted))


def _running(school: School, today: date) -> Running:
    rules, overrides = school.book.rules, school.book.overrides
    off = frozenset(each.id for each in overrides if each.off) - {each.id for each in rules}
    return Running(
        (*rules, *_switched_off(school, off)),
        {each.rule: each for each in sleepers(rules, school.facts, school.calendars)},
        off,
        frozenset(each.id for each in overrides if not each.off),
        clashes(rules, school.known, today),
    )


def _switched_off(school: School, off: frozenset[str]) -> tuple[Rule, ...]:
    """Read what the rules that are off would say: people want to see what they do without."""
    if not off:
        return ()
    files = read_files(school.settings.folder, school.settings.school.packs)
    book = read_rules(files.rules, school.language, overridden=False)
    return tuple(each for each in book.rules if each.id in off)


def _catalogue() -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    return read_catalogue(shipped.catalogue_file().read_bytes(), shipped.unruled_file().read_bytes())
