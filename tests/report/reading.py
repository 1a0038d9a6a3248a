"""A page of a report, read as it stands in the file."""

from __future__ import annotations

from html.parser import HTMLParser


class Reading(HTMLParser):
    """The words of a page, its tags and attributes, and its tables cell by cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self._cell = False
        self._style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self._style = tag == "style"
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._style = False
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._style:
            return
        self.words.append(data)
        if self._cell:
            self.rows[-1][-1] += data

    def row(self, title: str) -> list[str]:
        """Return the figures behind a title."""
        (only,) = [each[1:] for each in self.rows if each and each[0].startswith(title)]
        return only
