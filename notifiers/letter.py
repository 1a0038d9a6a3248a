"""A letter as a value: counts and links. It has no field for a pupil, and none that could hold care or health."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words people see for it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what, how far it is ("18 van 24"), when, and where to read more ("" when there is no web)."""

    text: str
    count: str = ""
    when: str = ""
    address: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading. Without a heading they follow what stands above."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is written to one person: `closing` is what was left out, `footer` why somebody gets this.

    `below` are links at the very end, for who wants this mail otherwise.
    """

    to: str
    subject: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: str = ""
    links: tuple[Link, ...] = ()
    footer: tuple[str, ...] = ()
    below: tuple[Link, ...] = ()
