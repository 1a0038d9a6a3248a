"""From a sentence to its tree: a time phrase is read once, or is a mistake with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.anchorreader import read_anchor
from engine.almanac.days import MONTHS
from engine.almanac.phrase import (
    AFTER,
    AT_ONCE,
    BEFORE,
    BEGIN,
    DATE,
    END,
    IN_WORDS,
    ON,
    UNITS,
    Moment,
    Phrase,
    Quantity,
)
from engine.almanac.phrasewords import MistakeError, PhraseMistake, Word, nothing_more, whole, words_of
from engine.problem import nearest, unknown

if TYPE_CHECKING:
    from engine.almanac.anchorreader import Vocabulary

MOST = 400
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# No agreement of a school needs more words; the time to read one grows with the square of its length.
LONGEST = 300


def read_phrase(text: str, vocabulary: Vocabulary) -> Phrase | PhraseMistake:
    """Read a time phrase such as `2 weken voor groepsbespreking, anders einde mei`."""
    if len(text) > LONGEST:
        return PhraseMistake(0, f"deze tijdzin is te lang: hoogstens {LONGEST} tekens")
    try:
        moments = tuple(_moment(words, vocabulary) for words in _alternatives(text))
    except MistakeError as found:
        return found.mistake
    return Phrase(moments, " ".join(text.split()))


def read_quantity(text: str) -> Quantity | PhraseMistake:
    """Read a quantity such as `6 maanden`."""
    words = words_of(text)
    try:
        quantity, rest = _quantity(words)
        if rest:
            raise MistakeError(
                rest[0].offset, f'na "{quantity}" verwacht ik niets meer, maar er staat "{rest[0].text}"'
            )
    except MistakeError as found:
        return found.mistake
    return quantity


def _alternatives(text: str) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for word in words_of(text):
        if word.low == "anders":
            _end_part(parts[-1], word)
            parts.append([])
        else:
            parts[-1].append(word)
    if not parts[-1]:
        raise MistakeError(max(len(text) - 1, 0), "hier ontbreekt een tijdzin, bijvoorbeeld: 2 weken voor rapport")
    return parts


def _end_part(part: list[Word], word: Word) -> None:
    if not part:
        raise MistakeError(word.offset, 'voor "anders" ontbreekt een tijdzin')
    last = part.pop()
    if last.text.rstrip(","):
        part.append(Word(last.text.rstrip(","), last.offset))
    elif not part:
        raise MistakeError(last.offset, 'voor "anders" ontbreekt een tijdzin')


def _moment(words: list[Word], vocabulary: Vocabulary) -> Moment:
    first = words[0]
    text = " ".join(each.text for each in words)
    if first.low == AT_ONCE:
        nothing_more(words[1:])
        return Moment(AT_ONCE, words=text)
    if first.text[0].isdigit():
        return _counted(words, vocabulary, text)
    if first.low in (BEFORE, AFTER):
        return _relative(words, None, vocabulary, text)
    if first.low in (ON, BEGIN, END):
        return Moment(first.low, read_anchor(words[1:], vocabulary, first), words=text)
    raise MistakeError(first.offset, _no_start(first.text, vocabulary))


def _no_start(word: str, vocabulary: Vocabulary) -> str:
    if word.lower() in IN_WORDS:
        return f'schrijf een getal in cijfers: {IN_WORDS.index(word.lower())} in plaats van "{word}"'
    if word.lower() in UNITS and word.lower() not in vocabulary.anchors:
        return f'voor "{word}" ontbreekt een getal, bijvoorbeeld: 2 weken voor rapport'
    if word.lower() in vocabulary.anchors:
        return f'voor "{word}" ontbreekt "op", "begin", "einde", "voor" of "na"'
    near = nearest(word, (AT_ONCE, BEFORE, AFTER, ON, BEGIN, END))
    hint = f'; bedoel je "{near}"?' if near else ""
    return (
        f'een tijdzin begint met een getal, "voor", "na", "op", "begin", "einde" of "direct", niet met "{word}"{hint}'
    )


def _counted(words: list[Word], vocabulary: Vocabulary, text: str) -> Moment:
    if len(words) > 1 and words[1].low in MONTHS:
        return _bare_date(words, text)
    quantity, rest = _quantity(words)
    if not rest:
        raise MistakeError(words[-1].offset, f'na "{quantity}" ontbreekt "voor" of "na"')
    return _relative(rest, quantity, vocabulary, text)


def _bare_date(words: list[Word], text: str) -> Moment:
    nothing_more(words[2:])
    month = MONTHS.index(words[1].low) + 1
    most, number = LONGEST_MONTH[month - 1], words[0].text
    if not 1 <= whole(number) <= most:
        raise MistakeError(words[0].offset, f"{number} {words[1].text} bestaat niet: {words[1].low} heeft {most} dagen")
    return Moment(DATE, day=whole(number), month=month, words=text)


def _quantity(words: list[Word]) -> tuple[Quantity, list[Word]]:
    if not words:
        raise MistakeError(0, "hier ontbreekt een hoeveelheid, bijvoorbeeld: 2 weken")
    number = words[0]
    if not 1 <= whole(number.text) <= MOST:
        raise MistakeError(
            number.offset, f'een hoeveelheid is een heel getal van 1 tot en met {MOST}, niet "{number.text}"'
        )
    if len(words) == 1:
        raise MistakeError(
            number.offset, f'na "{number.text}" ontbreekt dagen, schooldagen, werkdagen, weken of maanden'
        )
    unit = UNITS.get(words[1].low)
    if unit is None:
        raise MistakeError(words[1].offset, unknown("e eenheid", words[1].text, UNITS))
    return Quantity(whole(number.text), unit), words[2:]


def _relative(words: list[Word], quantity: Quantity | None, vocabulary: Vocabulary, text: str) -> Moment:
    relation, rest = words[0], words[1:]
    if relation.low not in (BEFORE, AFTER):
        raise MistakeError(relation.offset, f'hier verwacht ik "voor" of "na", niet "{relation.text}"')
    edge, before = "", relation
    if rest and rest[0].low in (BEGIN, END):
        edge, before, rest = rest[0].low, rest[0], rest[1:]
    return Moment(relation.low, read_anchor(rest, vocabulary, before), quantity, edge, words=text)
