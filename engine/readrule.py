"""One rule's keys to a rule: each key read by its own reader, and what is usual where a key is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.almanac.phrase import EVERY
from engine.conditions.base import Reading
from engine.conditions.by_hand import ByHand
from engine.kinds import Kinds
from engine.model import PUPIL
from engine.problem import has_errors
from engine.rawrule import problems_of, unknown_key
from engine.rule import AT_DUE, ON_THE_DAY, OPTIONAL, REQUIRED, USUAL_REMINDERS, Expiry, Remind, Rule
from engine.rulekeys import KEYS, REQUIRED_KEYS
from engine.ruletext import in_words, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.almanac.anchorreader import Vocabulary
    from engine.almanac.phrase import Moment, Phrase
    from engine.rawrule import RawRule

DAILY, WEEKLY = "schooldag", "schoolweek"


@dataclass(frozen=True, slots=True)
class Language:
    """The words a school may use in its rules.

    `occasion_names` gives the names that any calendar has with an anchor family, in lower case. `known_ids` are ids of
    packs the school does not use: `hoort_bij` may name them. `known_packs` are the packs there are for `bij_pakket`.
    """

    vocabulary: Vocabulary
    kinds: Kinds = field(default_factory=Kinds)
    occasion_names: Callable[[str], frozenset[str]] = lambda family: frozenset()
    known_ids: frozenset[str] = frozenset()
    known_packs: tuple[str, ...] = ()


def read_rule(raw: RawRule, language: Language) -> Rule | None:
    """Read one rule's keys; None after a mistake, which is then in the problems of the file it stands in."""
    before = {id(each): len(each.found) for each in problems_of(raw)}
    for name, key in raw.keys.items():
        if name not in KEYS:
            key.problems.error(key.name, unknown_key(name, KEYS))
    for name in REQUIRED_KEYS:
        if name not in raw.keys:
            raw.problems.error(raw.node, f'de sleutel "{name}" ontbreekt bij deze regel')
    values = _values(raw, language)
    if any(has_errors(each.found[before[id(each)] :]) for each in problems_of(raw)):
        return None
    return _with_defaults(values, raw)


def _values(raw: RawRule, language: Language) -> dict[str, Any]:
    """Read every known key, `per` and `uiterlijk` first: what the others may say depends on them."""
    values: dict[str, Any] = {}
    order = sorted((each for each in raw.keys if each in KEYS), key=lambda each: each not in ("per", "uiterlijk"))
    for name in order:
        field_name, read = KEYS[name]
        key = raw.keys[name]
        due = values.get("due")
        reading = Reading(
            key.problems,
            values.get("per") or PUPIL,
            language.kinds,
            language.vocabulary,
            language.occasion_names,
            families(due) if due else (),
        )
        if name in ("waar", "klaar_als") and values.get("per") is None:
            continue
        values[field_name] = read(key.node, reading)
    return values


def families(phrase: Phrase) -> tuple[str, ...]:
    return tuple(each.anchor.family for each in phrase.alternatives if each.anchor is not None)


def _with_defaults(values: dict[str, Any], raw: RawRule) -> Rule:
    level = values.setdefault("level", REQUIRED)
    values.setdefault("done_when", ByHand())
    moments = values["due"].alternatives
    first, *others = [_habits(each, values, level) for each in moments]
    values["remind"], values["expires"] = first
    pairs = zip(moments[1:], others, strict=True)
    values["otherwise"] = tuple((moment, *habits) for moment, habits in pairs if habits != first)
    return Rule(
        **values,
        file=raw.source.file,
        line=raw.node.line,
        pack=raw.source.pack,
        settled=tuple(raw.settled),
        text=one_line((name, raw.keys[name].node) for name in KEYS if name in raw.keys),
        proof_words=in_words(raw.keys["klaar_als"].node) if "klaar_als" in raw.keys else "",
    )


def _habits(moment: Moment, values: dict[str, Any], level: str) -> tuple[tuple[Remind, ...], Expiry]:
    """Return how a rule reminds and expires when this sentence holds: as it says, else as is usual for its anchor."""
    rhythm = _rhythm(moment)
    remind = values.get("remind", _usual(level, rhythm))
    return remind, values.get("expires", Expiry(AT_DUE) if rhythm else Expiry())


def _rhythm(moment: Moment) -> str:
    """Return schooldag or schoolweek where that anchor is meant every time, else nothing."""
    anchor = moment.anchor
    every = anchor is not None and anchor.family in (DAILY, WEEKLY) and anchor.choice == EVERY
    return anchor.family if anchor is not None and every else ""


def _usual(level: str, rhythm: str) -> tuple[Remind, ...]:
    if rhythm == DAILY or (rhythm and level == OPTIONAL):
        return ()
    return (Remind(ON_THE_DAY),) if rhythm == WEEKLY else USUAL_REMINDERS[level]
