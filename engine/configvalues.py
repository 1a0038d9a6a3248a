"""One section of config.toml: its values with the type they should have, or the default and a problem."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from engine.reading import TIME, unknown_word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.configtext import Toml
    from engine.reading import Problems


class Section:
    """Asks a section for values by name and type; a wrong one is a problem, and the default takes its place."""

    def __init__(self, toml: Toml, name: str, problems: Problems) -> None:
        self.toml, self.name, self.problems = toml, name, problems
        found = toml.values.get(name, {})
        self.is_readable = isinstance(found, dict)
        self.values: dict[str, Any] = found if isinstance(found, dict) else {}
        if not self.is_readable:
            problems.error(toml.place(name), f'"{name}" is een onderdeel; schrijf [{name}] met de sleutels eronder')

    def has(self, key: str) -> bool:
        return key in self.values

    def error(self, key: str, message: str, item: str = "") -> None:
        self.problems.error(self.toml.value_place(self.name, key, item), message)

    def warning(self, key: str, message: str) -> None:
        self.problems.warning(self.toml.value_place(self.name, key), message)

    def only(self, shape: type, also: Mapping[str, str] | None = None) -> None:
        """Report keys that are no field of `shape`; `also` holds known wrong ones with what to say about them."""
        known = tuple(each.name for each in fields(shape))
        for key in self.values:
            if key not in known:
                message = (also or {}).get(key) or unknown_word("e sleutel", key, known)
                self.problems.error(self.toml.place(self.name, key), message)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        value = self.values.get(key)
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        if value is not None:
            self.error(key, f"bij {key} hoort tekst tussen aanhalingstekens, {_not(value)}")
        elif required and self.is_readable:
            self.problems.error(self.toml.place(self.name), f'in [{self.name}] ontbreekt de sleutel "{key}"')
        return default

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(each.strip() for each in value)
        self.error(key, f'bij {key} hoort een lijst van woorden, zoals ["een", "twee"], {_not(value)}')
        return ()

    def choice(self, key: str, known: Collection[str], default: str = "", *, required: bool = False) -> str:
        word = self.text(key, default, required=required)
        if word in known or not self.has(key) or not isinstance(self.values[key], str):
            return word
        self.error(key, unknown_word(f"e waarde voor {key}:", word, known))
        return default

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.error(key, f"bij {key} hoort een heel getal van {low} t/m {high}, zonder aanhalingstekens, {_not(value)}")
        return default

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.error(key, f"bij {key} hoort true of false, zonder aanhalingstekens, {_not(value)}")
        return default

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.error(key, f"bij {key} hoort een datum zonder aanhalingstekens, zoals 2026-08-31, {_not(value)}")
        return None

    def clock_time(self, key: str, default: time) -> time:
        value = self.values.get(key)
        return default if value is None else self._time(key, value) or default

    def times(self, key: str, default: tuple[time, time]) -> tuple[time, time]:
        """Return begin and end of a stretch of the day."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, list) or len(value) != 2:
            self.error(key, f'bij {key} horen twee tijden, zoals ["07:30", "17:00"], {_not(value)}')
            return default
        begin, end = (self._time(key, each) for each in value)
        return (begin, end) if begin and end else default

    def timezone(self, key: str, default: str) -> str:
        from zoneinfo import ZoneInfo, available_timezones

        name = self.text(key, default)
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self.error(key, unknown_word("e tijdzone", name, available_timezones()))
            return default
        return name

    def _time(self, key: str, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        form = TIME.fullmatch(value.strip()) if isinstance(value, str) else None
        if form:
            return time(int(form[1]), int(form[2]))
        item = value if isinstance(value, str) else ""
        self.error(key, f'bij {key} hoort een tijd tussen aanhalingstekens, zoals "07:30", {_not(value)}', item=item)
        return None


def _not(value: Any) -> str:
    if isinstance(value, str):
        return f'niet "{value}"' if value.strip() else "het is nu leeg"
    if isinstance(value, bool):
        return f"niet {str(value).lower()}"
    if isinstance(value, int | float | date | time):
        return f"niet {value}"
    return "geen lijst" if isinstance(value, list) else "geen onderdeel"
