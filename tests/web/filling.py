"""A form as a browser has it: what its fields hold, and what it sends when some of them are changed."""

from __future__ import annotations

from html.parser import HTMLParser

Pairs = list[tuple[str, str]]


class _Reader(HTMLParser):
    """Collects what each form of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Pairs]] = []
        self._select: str | None = None
        self._options: list[tuple[str | None, bool]] = []
        self._option: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name"), said.get("value") or ""
        if tag == "form":
            self.forms.append((said.get("action") or "", []))
        elif tag == "input" and name and self.forms and self._counts(said):
            self.forms[-1][1].append((name, value))
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._end_option()
            self._options.append((said.get("value"), "selected" in said))
            self._option = []

    def handle_data(self, data: str) -> None:
        if self._option is not None:
            self._option.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "option":
            self._end_option()
        elif tag == "select" and self._select and self.forms:
            chosen = [value for value, selected in self._options if selected]
            self.forms[-1][1].append((self._select, (chosen or [self._options[0][0]])[0] or ""))
            self._select = None

    def _end_option(self) -> None:
        if self._option is not None and self._options:
            value, selected = self._options[-1]
            text = "".join(self._option).strip()
            self._options[-1] = (text if value is None else value, selected)
        self._option = None

    @staticmethod
    def _counts(said: dict[str, str | None]) -> bool:
        return said.get("type") not in ("radio", "checkbox") or "checked" in said


def fields_of(page: str, action: str) -> Pairs:
    """Return what the form with this address would send as it stands."""
    reader = _Reader()
    reader.feed(page)
    return next(fields for where, fields in reader.forms if where == action)


def changed(fields: Pairs, changes: dict[str, str | list[str]]) -> dict[str, list[str]]:
    """Return what is sent when these fields are changed; a list takes the place of all boxes of that name."""
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    return sent | {name: [each] if isinstance(each, str) else each for name, each in changes.items()}
