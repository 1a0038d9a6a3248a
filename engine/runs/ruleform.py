"""A rule opened in a form: the usual things as they are now, and the text of the file that a wish comes down to.

What is in a pack is changed as an override of the school's own. Writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.ruleedit import edited, spot_for
from engine.rulefile import read_rules
from engine.ruleform import changes, wish_of
from engine.rulespots import DAYS, FOR_A_WHILE, FOR_GOOD, ITSELF, key_on_line, list_filled, spots
from engine.runs.files import read_files
from engine.runs.overrides import plain_rules
from engine.runs.ownrules import open_file, own_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.problem import Problem
    from engine.rule import Rule
    from engine.ruleform import Wish
    from engine.rulespots import Spot
    from engine.runs.gather import School
    from engine.runs.ownrules import OwnFile
    from engine.runs.rulebook import Entry, RuleBook
    from engine.runs.rulelook import Looked
    from engine.settings import Settings
    from engine.yamlpage import Value

OVERRIDES_FILE = "rules/eigen/aanpassingen.yaml"
A_NEW_TEXT = "# Wat bij ons anders is dan in de pakketten.\n"
IN_TWO_FILES = "Wat je verandert, staat in twee bestanden: {}. Verander eerst het ene, bewaar dat, en dan het andere"
NOT_IN_PLACE = "In {} staat dit anders geschreven dan het formulier aankan; verander het in het bestand zelf"
TAKEN = "Het bestand {} is er al en hoort niet bij de regels van de school; begin een bestand van onszelf"


@dataclass(frozen=True, slots=True)
class Opened:
    """A rule in the form. `pack` is the rule as its pack has it, None for one of the school's own.

    `wish` is what the form begins with, `seal` names what it was made from, `broken` the files that must be mended
    first. `spots` are the places in the school's own files that are about the rule, by file.
    """

    entry: Entry
    pack: Rule | None
    wish: Wish
    seal: str
    files: tuple[OwnFile, ...]
    spots: Mapping[str, tuple[Spot, ...]]
    broken: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int] | None:
        """Where the school's own words about the rule stand: the file and the line; None for only a pack's."""
        found = [(path, each.node.line) for path, every in self.spots.items() for each in every]
        itself = [(path, one.node.line) for path, every in self.spots.items() for one in every if one.kind == ITSELF]
        return next(iter((*itself, *found)), None)

    @property
    def path(self) -> str:
        """The file that a change goes into, unless what changes stands in another one already."""
        for kind in (ITSELF, FOR_GOOD, DAYS, FOR_A_WHILE):
            found = [path for path, every in self.spots.items() if any(each.kind == kind for each in every)]
            if found:
                return found[-1]
        filled = (each.path for each in self.files if list_filled(each.text))
        return next(filled, OVERRIDES_FILE)


@dataclass(frozen=True, slots=True)
class Composed:
    """What a wish comes down to: the new text of a file, over which version of it. `keys` are those that change."""

    path: str
    text: str
    seal: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotComposed:
    """Why a wish cannot be written into a file, in a sentence."""

    message: str


def open_rule(settings: Settings, book: RuleBook, name: str) -> Opened | None:
    """Open a rule of the book; None for one that is not there. Raises OSError."""
    entry = book.of(name)
    if entry is None:
        return None
    files = own_files(settings)
    found = {each.path: spots(each.text, name) for each in files}
    mine = {path: every for path, every in found.items() if every}
    rule = entry.rule
    plain = _plain(settings, book.day.school, rule) if mine and rule.pack else rule
    says = {key.value for every in mine.values() for each in every for key, _ in each.node.pairs if _lasts(each)}
    broken = {each.file for each in book.day.broken}
    return Opened(
        entry,
        plain if rule.pack else None,
        wish_of(rule, reminds="herinner" in says, off=entry.off),
        _seal((each for each in files if each.path in mine), rule, plain),
        files,
        mine,
        tuple(each.path for each in files if each.path in broken and (each.path in mine or each.path == rule.file)),
    )


def _plain(settings: Settings, school: School, rule: Rule) -> Rule:
    """Return a rule as its pack has it: from its own file where that reads by itself, else from all of them."""
    sources = read_files(settings.folder, settings.school.packs).rules
    alone = read_rules([each for each in sources if each.file == rule.file], school.language, overridden=False)
    found = next((each for each in alone.rules if each.id == rule.id), None)
    return found or plain_rules(school).get(rule.id, rule)


def _lasts(spot: Spot) -> bool:
    return spot.kind != FOR_A_WHILE


def _seal(files: Iterable[OwnFile], rule: Rule, plain: Rule) -> str:
    words = [f"{each.path}:{each.seal}" for each in files]
    return sha256("\n".join((*words, rule.version, plain.version)).encode()).hexdigest()[:16]


# --- what a wish comes down to


def compose(settings: Settings, opened: Opened, wish: Wish) -> Composed | NotComposed:
    """Return the text of the file that says what somebody wishes. Raises OSError."""
    wanted = changes(opened.wish, wish, opened.pack)
    homes = _homes(opened, wanted)
    if len(homes) > 1:
        return NotComposed(IN_TWO_FILES.format(" en ".join(homes)))
    path = homes[0] if homes else opened.path
    file = open_file(settings, path)
    if file is None:
        return NotComposed(TAKEN.format(path))
    if not wanted:
        return Composed(path, file.text, file.seal, ())
    before = A_NEW_TEXT if file.is_new else file.text
    text = edited(before, opened.entry.rule.id, wanted)
    return NotComposed(NOT_IN_PLACE.format(path)) if text is None else Composed(path, text, file.seal, tuple(wanted))


def _homes(opened: Opened, wanted: Mapping[str, Value | None]) -> list[str]:
    """Return the files in which what changes stands now."""
    found: dict[str, None] = {}
    for key in wanted:
        having = [path for path, every in opened.spots.items() if _stands(every, key)]
        if having:
            found[having[-1]] = None
    return list(found)


def _stands(every: tuple[Spot, ...], key: str) -> bool:
    spot = spot_for(every, key)
    return spot is not None and spot.has(key)


# --- what is wrong with it


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong: by the key of the rule that it is about, and all else."""

    by_key: Mapping[str, tuple[str, ...]]
    others: tuple[Problem, ...]


def mistakes(settings: Settings, name: str, composed: Composed, looked: Looked) -> Mistakes:
    """Lay each mistake of a text that was looked over beside the key of the rule where it is. Raises OSError."""
    if looked.is_fine:
        return Mistakes({}, ())
    sources = read_files(settings.folder, settings.school.packs).rules
    texts = {each.file: each.text if isinstance(each.text, str) else each.text.decode("utf-8-sig") for each in sources}
    texts[composed.path] = composed.text
    by_key: dict[str, tuple[str, ...]] = {}
    others = []
    for each in (*looked.problems, *looked.elsewhere):
        if not each.is_error:
            continue
        key = key_on_line(texts.get(each.file, ""), name, each.line)
        if key:
            by_key[key] = (*by_key.get(key, ()), each.message)
        else:
            others.append(each)
    return Mistakes(by_key, tuple(others))
