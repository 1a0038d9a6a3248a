"""`report` as people read it: on the terminal, as a page, and what it says of nobody."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from engine.nameless import Nameless
from engine.reportwords import COLUMNS
from tests.report.history import DAY, GROUPS, run, said, sheet
from tests.schools_told import facts_of

if TYPE_CHECKING:
    from pathlib import Path

SEEN = ("Bijna altijd later dan afgesproken", "Bijna altijd alleen afgevinkt", "Nooit iets te doen")


class Read(HTMLParser):
    """The words of a page, its tags, its attributes, and its tables cell by cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self._in: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self._in.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._in:
            return
        self.words.append(data)
        if "td" in self._in or "th" in self._in:
            self.rows[-1][-1] += data
