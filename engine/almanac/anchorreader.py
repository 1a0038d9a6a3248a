"""The anchor in a sentence: the longest name a school knows, and which of its occasions is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.almanac.phrase import BY_MONTH, BY_NAME, BY_ORDINAL, EVERY, LAST, ORDINALS, PREVIOUS, Anchor, Choice
from engine.almanac.phrasewords import MistakeError, nothing_more, whole
from engine.problem import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.almanac.phrasewords import Word

MOST_SCHOOL_WEEKS = 53
SCHOOL_WEEK = "schoolweek"
NEEDLESS = frozenset({"de", "het", "een", "elke", "elk", "iedere", "ieder", "alle", "onze", "ons"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The anchors a school knows: lower-case name -> (family, choice that is already in the name)."""

    anchors: Mapping[str, tuple[str, Choice]]


def read_anchor(words: list[Word], vocabulary: Vocabulary, before: Word) -> Anchor:
    if not words:
        raise MistakeError(before.offset, f'na "{before.text}" ontbreekt een anker, bijvoorbeeld: rapport')
    text = " ".join(each.text for each in words)
    known = _known_at(words, vocabulary)
    if known is None:
        return _chosen_before(words, vocabulary, text)
    count, family, built_in = known
    return _checked(Anchor(family, _choice_after(words[count:], built_in), text), words)


def _chosen_before(words: list[Word], vocabulary: Vocabulary, text: str) -> Anchor:
    first, rest = words[0], words[1:]
    choice = _choice_word(first.low)
    if choice is None and rest and first.low in NEEDLESS:
        raise MistakeError(first.offset, f'laat "{first.text}" weg, en schrijf alleen: {rest[0].text}')
    if choice is None:
        raise MistakeError(first.offset, _unknown_anchor(first.text, vocabulary))
    if not rest:
        raise MistakeError(first.offset, f'na "{first.text}" ontbreekt een anker, bijvoorbeeld: rapport')
    known = _known_at(rest, vocabulary)
    if known is None:
        raise MistakeError(rest[0].offset, _unknown_anchor(rest[0].text, vocabulary))
    count, family, built_in = known
    if rest[count:]:
        raise MistakeError(
            rest[count].offset, f'"{first.text}" en "{rest[count].text}" kiezen allebei: houd er een over'
        )
    if built_in != EVERY and choice.kind != PREVIOUS:
        raise MistakeError(
            first.offset, f'"{first.text}" past niet bij "{rest[0].text}": dat komt een keer per schooljaar voor'
        )
    return _checked(Anchor(family, choice if built_in == EVERY else _previous(built_in), text), words)


def _unknown_anchor(word: str, vocabulary: Vocabulary) -> str:
    message = unknown(" anker", word, vocabulary.anchors)
    own = "" if nearest(word, vocabulary.anchors) else '; een eigen datum zet je bij "ankers" in de kalender'
    return f"{message}{own}"


def _previous(built_in: Choice) -> Choice:
    """Return the choice of the time before: a month goes by its name, for a number counts occasions."""
    if built_in.kind == BY_MONTH:
        return Choice(PREVIOUS, name=MONTHS[built_in.number - 1])
    return Choice(PREVIOUS, built_in.number, built_in.name)


def _choice_word(word: str) -> Choice | None:
    if word == LAST:
        return Choice(LAST)
    if word == PREVIOUS:
        return Choice(PREVIOUS)
    if word in ORDINALS:
        return Choice(BY_ORDINAL, ORDINALS.index(word) + 1)
    return None


def _known_at(words: list[Word], vocabulary: Vocabulary) -> tuple[int, str, Choice] | None:
    """Find the longest known anchor name at the start: how many words, its family, the choice in the name."""
    for count in range(len(words), 0, -1):
        name = " ".join(each.low for each in words[:count])
        if name in vocabulary.anchors:
            family, choice = vocabulary.anchors[name]
            return count, family, choice
    return None


def _choice_after(words: list[Word], built_in: Choice) -> Choice:
    if not words:
        return built_in
    if built_in != EVERY:
        nothing_more(words)
    text = " ".join(each.text for each in words)
    if text.isdecimal():
        return Choice(BY_ORDINAL, whole(text))
    if text.lower() in MONTHS:
        return Choice(BY_MONTH, MONTHS.index(text.lower()) + 1)
    return Choice(BY_NAME, name=text.lower())


def _checked(anchor: Anchor, words: list[Word]) -> Anchor:
    number = anchor.choice.number
    if anchor.family == SCHOOL_WEEK and anchor.choice.kind == BY_ORDINAL and not 1 <= number <= MOST_SCHOOL_WEEKS:
        raise MistakeError(words[-1].offset, f"een schooljaar heeft geen schoolweek {number}: kies 1 tot en met 53")
    if anchor.choice.kind == BY_ORDINAL and number < 1:
        raise MistakeError(words[-1].offset, "het tellen begint bij 1")
    return anchor
