"""What happened to a task, a line for each time: the day, who or what did it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch

if TYPE_CHECKING:
    from datetime import date

    from engine.speaking import Names

TELLING = {
    "nieuw": "op de lijst gekomen",
    "te-laat": "te laat geworden",
    "klaar": "klaar",
    "heropend": "weer open",
    "gemist": "gemist",
    "vervallen": "vervallen",
    "open": "open",
    "nvt": "niet van toepassing",
}
BY_SOMEBODY = {
    "afgevinkt": "afgevinkt",
    "vinkje teruggenomen": "vinkje teruggenomen",
    "niet van toepassing": "niet van toepassing gezet",
    "toch van toepassing": "toch weer van toepassing gezet",
    "opmerking": "opmerking",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened to a task: the day, who or what did it, the fixed word for it, and why."""

    on: date
    who: str
    what: str
    why: str = ""
    moved: tuple[date, date] | None = None


def told(happened: Happened, names: Names) -> str:
    """Return `3 november 2026: afgevinkt door Ann`."""
    day = dutch(happened.on, year=True)
    why = f": {happened.why}" if happened.why else ""
    if happened.what in BY_SOMEBODY:
        by = f" door {names.of([happened.who])}" if happened.who in names.people else ""
        return f"{day}: {BY_SOMEBODY[happened.what]}{by}{why}"
    if happened.moved:
        before, after = happened.moved
        what = "" if happened.what not in TELLING else f", {TELLING[happened.what]}"
        return f"{day}: verschoven van {dutch(before)} naar {dutch(after)}{what}"
    return f"{day}: {TELLING.get(happened.what, happened.what)}{why}"
