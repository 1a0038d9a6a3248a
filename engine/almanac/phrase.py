"""The time phrases of the rule language as trees: a moment hangs on an anchor, and says how far from it and which."""

from __future__ import annotations

from dataclasses import dataclass

DAY, SCHOOL_DAY, WORKING_DAY, WEEK, MONTH = "dag", "schooldag", "werkdag", "week", "maand"
UNITS = {
    "dag": DAY, "dagen": DAY, "schooldag": SCHOOL_DAY, "schooldagen": SCHOOL_DAY, "werkdag": WORKING_DAY,
    "werkdagen": WORKING_DAY, "week": WEEK, "weken": WEEK, "maand": MONTH, "maanden": MONTH,
}  # fmt: skip
ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
BEFORE, AFTER, ON, BEGIN, END, DATE, AT_ONCE = "voor", "na", "op", "begin", "einde", "datum", "direct"
IN_WORDS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
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
