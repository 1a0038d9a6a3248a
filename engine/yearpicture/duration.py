"""How long something takes, as a rule says it (`duur: hoogstens 60 minuten`): words to minutes."""

from __future__ import annotations

import re
from functools import cache

NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(uur|uren|minuut|minuten|min)\b")
IN_WORDS = {"anderhalf uur": 90, "half uur": 30, "halfuur": 30, "drie kwartier": 45, "kwartier": 15, "een uur": 60}
HOUR, WHOLE = 60, 10


@cache
def minutes_of(words: str) -> int:
    """Return the minutes it takes at most (of `10 tot 15 minuten` 15); 0 where the words do not tell."""
    low = words.lower()
    found = NUMBER.findall(low)
    if found:
        return round(sum(_minutes(number, unit) for number, unit in found))
    return next((minutes for said, minutes in IN_WORDS.items() if said in low), 0)


def _minutes(number: str, unit: str) -> float:
    return float(number.replace(",", ".")) * (HOUR if unit.startswith("u") else 1)


def hours_in_words(minutes: int) -> str:
    """Return `4`, `2,5` or, from ten on, whole hours; under a quarter `<½`, and "" for none."""
    if not minutes:
        return ""
    halves = round(minutes / (HOUR / 2))
    if not halves:
        return "<½"
    if minutes >= WHOLE * HOUR:
        return str(round(minutes / HOUR))
    return str(halves // 2) if halves % 2 == 0 else f"{halves // 2},5"
