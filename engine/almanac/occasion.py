"""One time that an anchor occurs: a beginning, an end and a key that never moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Occasion:
    """`begin` and `end` are dates, both included; `open_ended` means there is no end yet.

    `year` is the school year it belongs to by itself; None where that follows from the date a phrase makes of it
    (entry, birthday, cases, registrations). `ordinal` is its number within the school year and `last` whether it
    begins last. `name` (or `also`) and `month` are what a choice looks at. `title` is what people call it.
    `forward`: `op` moves to the first school day on or after. `entry`: so do `begin` and `einde`.
    `short`: a school day or week, whose begin is the default of `vanaf`. `opens_itself`: with `op` the default of
    `vanaf` is the day itself.
    """

    key: str
    title: str
    begin: date
    end: date
    year: int | None = None
    ordinal: int = 1
    last: bool = True
    name: str = ""
    also: str = ""
    kind: str = ""
    month: int = 0
    open_ended: bool = False
    forward: bool = False
    entry: bool = False
    short: bool = False
    opens_itself: bool = False
