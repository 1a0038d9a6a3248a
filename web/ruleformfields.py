"""The fields of a rule's form: filled by the rule as it is or by who sent them, and the wish they come down to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.phrasereader import read_phrase
from engine.almanac.phrasewords import PhraseMistake
from engine.kinds import ROLES
from engine.phraseparts import Parts, parts_of
from engine.rule import AFTER, AT_BEGIN, BEFORE, EVERY_AFTER, ON_THE_DAY
from engine.ruleform import RECIPIENT, Wish
from engine.runs.rulesave import LONGEST_WHY
from web.asking import one_line

if TYPE_CHECKING:
    from engine.almanac.anchorreader import Vocabulary
    from engine.rule import Rule
    from engine.runs.ruleform import Opened
    from web.access import Visit

CHOOSE, TYPE = "kies", "typ"
USUAL, NONE, OWN = "gewoon", "geen", "zelf"
EVERY = "elke"
LONGEST, MOST_ROWS = 200, 12


@dataclass(frozen=True, slots=True)
class Filled:
    """What the fields hold. `counted` are reminders with a number: how many, of what, and when."""

    way: str
    parts: Parts
    phrase: str
    opens: str
    roles: tuple[str, ...]
    reminding: str
    at: tuple[str, ...]
    counted: tuple[tuple[str, str, str], ...]
    level: str
    state: str
    valid_from: str
    valid_to: str
    why: str = ""
    seal: str = ""
    seen: str = ""


def filled_by(opened: Opened) -> Filled:
    """Fill the fields with the rule as it is."""
    wish, rule = opened.wish, opened.entry.rule
    parts = parts_of(rule.due)
    return Filled(
        CHOOSE if parts is not None else TYPE,
        parts or Parts(),
        wish.due,
        wish.opens,
        wish.assignees,
        USUAL if wish.remind is None else OWN if wish.remind else NONE,
        tuple(each.when for each in rule.remind if each.when in (AT_BEGIN, ON_THE_DAY)),
        _counted(rule),
        wish.level,
        wish.state,
        wish.valid_from,
        wish.valid_to,
        seal=opened.seal,
    )


def _counted(rule: Rule) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(each.quantity.count), each.quantity.unit, EVERY if each.when == EVERY_AFTER else each.when)
        for each in rule.remind
        if each.quantity is not None
    )


def filled_from(visit: Visit) -> Filled:
    """Return the fields as somebody sent them."""
    form = visit.form

    def said(name: str) -> str:
        return one_line("".join(each for each in form.get(name, "") if each.isprintable()), LONGEST)

    counted = ((said(f"aantal{n}"), said(f"eenheid{n}"), said(f"wanneer{n}")) for n in range(MOST_ROWS))
    return Filled(
        said("hoe"),
        Parts(said("aantal"), said("eenheid"), said("richting"), said("keer"), said("anker")),
        said("zin"),
        said("vanaf"),
        tuple(each for each in (*ROLES, RECIPIENT) if each in form.getlist("voor")),
        said("herinneren"),
        tuple(each for each in (AT_BEGIN, ON_THE_DAY) if each in form.getlist("moment")),
        tuple(each for each in counted if each[0]),
        said("niveau"),
        said("stand"),
        said("geldig_vanaf"),
        said("geldig_tot"),
        said("waarom")[:LONGEST_WHY],
        said("versie"),
        said("gezien"),
    )


def in_step(filled: Filled, vocabulary: Vocabulary) -> Filled:
    """Let the parts that are chosen and the phrase that is typed say the same: as the one of both that counts."""
    if filled.way == CHOOSE:
        return replace(filled, phrase=filled.parts.words)
    phrase = read_phrase(filled.phrase, vocabulary)
    parts = None if isinstance(phrase, PhraseMistake) else parts_of(phrase)
    return filled if parts is None else replace(filled, parts=parts)


def wish_from(filled: Filled) -> Wish:
    return Wish(
        filled.parts.words if filled.way == CHOOSE else filled.phrase,
        filled.opens,
        filled.roles,
        None if filled.reminding == USUAL else () if filled.reminding == NONE else _sentences(filled),
        filled.level,
        filled.state,
        filled.valid_from,
        filled.valid_to,
    )


def _sentences(filled: Filled) -> tuple[str, ...]:
    """Return the reminders that were chosen as a file says them, in the order of their days."""
    every = [_counted_words(each) for each in filled.counted]
    before = [each for each in every if each.endswith(BEFORE)]
    after = [each for each in every if not each.endswith(BEFORE)]
    begin, day = ([each] if each in filled.at else [] for each in (AT_BEGIN, ON_THE_DAY))
    return tuple(dict.fromkeys((*begin, *before, *day, *after)))


def _counted_words(row: tuple[str, str, str]) -> str:
    count, unit, when = row
    amount = Parts(count, unit, "").words
    if when != EVERY:
        return f"{amount} {when}"
    return f"{EVERY} {unit if amount == f'1 {unit}' else amount} {AFTER}"
