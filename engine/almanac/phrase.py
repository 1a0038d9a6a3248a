"""The time phrases of the rule language, read once: a sentence becomes a tree, or a mistake with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.problem import nearest, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY, SCHOOL_DAY, WORKING_DAY, WEEK, MONTH = "dag", "schooldag", "werkdag", "week", "maand"
UNITS = {
    "dag": DAY, "dagen": DAY, "schooldag": SCHOOL_DAY, "schooldagen": SCHOOL_DAY, "werkdag": WORKING_DAY,
    "werkdagen": WORKING_DAY, "week": WEEK, "weken": WEEK, "maand": MONTH, "maanden": MONTH,
}  # fmt: skip
ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
BEFORE, AFTER, ON, BEGIN, END, DATE, AT_ONCE = "voor", "na", "op", "begin", "einde", "datum", "direct"
MOST = 400
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
IN_WORDS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
MOST_SCHOOL_WEEKS = 53
SCHOOL_WEEK = "schoolweek"

WHOLE = re.compile(r"[0-9]{1,9}")

ALL_OF_THEM, BY_ORDINAL, LAST, PREVIOUS, BY_MONTH, BY_NAME = "", "nummer", "laatste", "vorige", "maand", "naam"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`count` whole units, 1 to 400."""

    count: int
    unit: str

    def __str__(self) -> str:
        singular = self.count == 1
        plural = {DAY: "dagen", SCHOOL_DAY: "schooldagen", WORKING_DAY: "werkdagen", WEEK: "weken", MONTH: "maanden"}
        return f"{self.count} {self.unit if singular else plural[self.unit]}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which occasion of an anchor: all of them ("" as kind), a number, the last, the previous, a month or a name.

    The previous one may also have a number (`vorige startweek`) or a name (`vorige herfstvakantie`, `vorige mei`).
    """

    kind: str = ALL_OF_THEM
    number: int = 0
    name: str = ""


EVERY = Choice()


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor as a phrase names it: its family ("vakantie"), the choice, and the words as written."""

    family: str
    choice: Choice
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One simple phrase. `relation` is voor, na, op, begin, einde, datum or direct.

    `edge` is "begin" or "einde" where voor and na say so, `day` and `month` belong to a bare date.
    """

    relation: str
    anchor: Anchor | None = None
    quantity: Quantity | None = None
    edge: str = ""
    day: int = 0
    month: int = 0
    words: str = ""

    @property
    def unit(self) -> str:
        return self.quantity.unit if self.quantity else ""

    def __hash__(self) -> int:
        """Moments are asked for often, as keys; alike ones have the same words."""
        return hash(self.words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time phrase: the first alternative that gives an occasion counts. `words` is the sentence as written."""

    alternatives: tuple[Moment, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PhraseMistake:
    """What is wrong in a phrase, and at which character of it (from 0)."""

    offset: int
    message: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The anchors a school knows: lower-case name -> (family, choice that is already in the name)."""

    anchors: Mapping[str, tuple[str, Choice]]


class _MistakeError(Exception):
    """Carries a PhraseMistake to the door of this module, and no further."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.mistake = PhraseMistake(offset, message)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    offset: int

    @property
    def low(self) -> str:
        return self.text.lower()


def read_phrase(text: str, vocabulary: Vocabulary) -> Phrase | PhraseMistake:
    """Read a time phrase such as `2 weken voor groepsbespreking, anders einde mei`."""
    try:
        moments = tuple(_moment(words, vocabulary) for words in _alternatives(text))
    except _MistakeError as found:
        return found.mistake
    return Phrase(moments, " ".join(text.split()))


def read_quantity(text: str) -> Quantity | PhraseMistake:
    """Read a quantity such as `6 maanden`."""
    words = _words(text)
    try:
        quantity, rest = _quantity(words)
        if rest:
            raise _MistakeError(
                rest[0].offset, f'na "{quantity}" verwacht ik niets meer, maar er staat "{rest[0].text}"'
            )
    except _MistakeError as found:
        return found.mistake
    return quantity


def _words(text: str) -> list[_Word]:
    return [_Word(each.group(), each.start()) for each in re.finditer(r"\S+", text)]


def _alternatives(text: str) -> list[list[_Word]]:
    parts: list[list[_Word]] = [[]]
    for word in _words(text):
        if word.low == "anders":
            _end_part(parts[-1], word)
            parts.append([])
        else:
            parts[-1].append(word)
    if not parts[-1]:
        raise _MistakeError(max(len(text) - 1, 0), "hier ontbreekt een tijdzin, bijvoorbeeld: 2 weken voor rapport")
    return parts


def _end_part(part: list[_Word], word: _Word) -> None:
    if not part:
        raise _MistakeError(word.offset, 'voor "anders" ontbreekt een tijdzin')
    last = part.pop()
    if last.text.rstrip(","):
        part.append(_Word(last.text.rstrip(","), last.offset))
    elif not part:
        raise _MistakeError(last.offset, 'voor "anders" ontbreekt een tijdzin')


def _moment(words: list[_Word], vocabulary: Vocabulary) -> Moment:
    first = words[0]
    text = " ".join(each.text for each in words)
    if first.low == AT_ONCE:
        _nothing_more(words[1:])
        return Moment(AT_ONCE, words=text)
    if first.text[0].isdigit():
        return _counted(words, vocabulary, text)
    if first.low in (BEFORE, AFTER):
        return _relative(words, None, vocabulary, text)
    if first.low in (ON, BEGIN, END):
        return Moment(first.low, _anchor(words[1:], vocabulary, first), words=text)
    raise _MistakeError(first.offset, _no_start(first.text, vocabulary))


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


def _counted(words: list[_Word], vocabulary: Vocabulary, text: str) -> Moment:
    if len(words) > 1 and words[1].low in MONTHS:
        return _bare_date(words, text)
    quantity, rest = _quantity(words)
    if not rest:
        raise _MistakeError(words[-1].offset, f'na "{quantity}" ontbreekt "voor" of "na"')
    return _relative(rest, quantity, vocabulary, text)


def _bare_date(words: list[_Word], text: str) -> Moment:
    _nothing_more(words[2:])
    month = MONTHS.index(words[1].low) + 1
    most, number = LONGEST_MONTH[month - 1], words[0].text
    if not 1 <= _whole(number) <= most:
        raise _MistakeError(
            words[0].offset, f"{number} {words[1].text} bestaat niet: {words[1].low} heeft {most} dagen"
        )
    return Moment(DATE, day=_whole(number), month=month, words=text)


def _whole(text: str) -> int:
    """Return the whole number a text is; -1 for anything else, or a number no phrase can use."""
    return int(text) if WHOLE.fullmatch(text) else -1


def _quantity(words: list[_Word]) -> tuple[Quantity, list[_Word]]:
    if not words:
        raise _MistakeError(0, "hier ontbreekt een hoeveelheid, bijvoorbeeld: 2 weken")
    number = words[0]
    if not 1 <= _whole(number.text) <= MOST:
        raise _MistakeError(
            number.offset, f'een hoeveelheid is een heel getal van 1 tot en met {MOST}, niet "{number.text}"'
        )
    if len(words) == 1:
        raise _MistakeError(
            number.offset, f'na "{number.text}" ontbreekt dagen, schooldagen, werkdagen, weken of maanden'
        )
    unit = UNITS.get(words[1].low)
    if unit is None:
        raise _MistakeError(words[1].offset, unknown("e eenheid", words[1].text, UNITS))
    return Quantity(_whole(number.text), unit), words[2:]


def _relative(words: list[_Word], quantity: Quantity | None, vocabulary: Vocabulary, text: str) -> Moment:
    relation, rest = words[0], words[1:]
    if relation.low not in (BEFORE, AFTER):
        raise _MistakeError(relation.offset, f'hier verwacht ik "voor" of "na", niet "{relation.text}"')
    edge, before = "", relation
    if rest and rest[0].low in (BEGIN, END):
        edge, before, rest = rest[0].low, rest[0], rest[1:]
    return Moment(relation.low, _anchor(rest, vocabulary, before), quantity, edge, words=text)


def _anchor(words: list[_Word], vocabulary: Vocabulary, before: _Word) -> Anchor:
    if not words:
        raise _MistakeError(before.offset, f'na "{before.text}" ontbreekt een anker, bijvoorbeeld: rapport')
    text = " ".join(each.text for each in words)
    known = _known_at(words, vocabulary)
    if known is None:
        return _chosen_before(words, vocabulary, text)
    count, family, built_in = known
    return _checked(Anchor(family, _choice_after(words[count:], built_in), text), words)


def _chosen_before(words: list[_Word], vocabulary: Vocabulary, text: str) -> Anchor:
    first, rest = words[0], words[1:]
    choice = _choice_word(first.low)
    if choice is None:
        raise _MistakeError(first.offset, _unknown_anchor(first.text, vocabulary))
    if not rest:
        raise _MistakeError(first.offset, f'na "{first.text}" ontbreekt een anker, bijvoorbeeld: rapport')
    known = _known_at(rest, vocabulary)
    if known is None:
        raise _MistakeError(rest[0].offset, _unknown_anchor(rest[0].text, vocabulary))
    count, family, built_in = known
    if rest[count:]:
        raise _MistakeError(
            rest[count].offset, f'"{first.text}" en "{rest[count].text}" kiezen allebei: houd er een over'
        )
    if built_in != EVERY and choice.kind != PREVIOUS:
        raise _MistakeError(
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


def _known_at(words: list[_Word], vocabulary: Vocabulary) -> tuple[int, str, Choice] | None:
    """Find the longest known anchor name at the start: how many words, its family, the choice in the name."""
    for count in range(len(words), 0, -1):
        name = " ".join(each.low for each in words[:count])
        if name in vocabulary.anchors:
            family, choice = vocabulary.anchors[name]
            return count, family, choice
    return None


def _choice_after(words: list[_Word], built_in: Choice) -> Choice:
    if not words:
        return built_in
    if built_in != EVERY:
        _nothing_more(words)
    text = " ".join(each.text for each in words)
    if text.isdecimal():
        return Choice(BY_ORDINAL, _whole(text))
    if text.lower() in MONTHS:
        return Choice(BY_MONTH, MONTHS.index(text.lower()) + 1)
    return Choice(BY_NAME, name=text.lower())


def _checked(anchor: Anchor, words: list[_Word]) -> Anchor:
    number = anchor.choice.number
    if anchor.family == SCHOOL_WEEK and anchor.choice.kind == BY_ORDINAL and not 1 <= number <= MOST_SCHOOL_WEEKS:
        raise _MistakeError(words[-1].offset, f"een schooljaar heeft geen schoolweek {number}: kies 1 tot en met 53")
    if anchor.choice.kind == BY_ORDINAL and number < 1:
        raise _MistakeError(words[-1].offset, "het tellen begint bij 1")
    return anchor


def _nothing_more(words: list[_Word]) -> None:
    if words:
        more = " ".join(each.text for each in words)
        raise _MistakeError(words[0].offset, f'de zin is hier al af; haal "{more}" weg')
