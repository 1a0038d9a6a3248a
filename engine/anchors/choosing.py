"""Which occasions a choice means: a number, the last, a month or a name; and whether two phrases mean the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import BY_MONTH, BY_NAME, BY_ORDINAL, EVERY, LAST, PREVIOUS

if TYPE_CHECKING:
    from engine.almanac.occasion import Occasion
    from engine.almanac.phrase import Anchor, Choice

MONTH_FAMILIES = ("maand", "maandnaam")


def same_occasion(other: Anchor | None, own: Anchor | None) -> bool:
    """Tell whether a second phrase means the rule's own occasion: the same anchor with the same choice, or none."""
    if other is None or own is None or other.choice.kind == PREVIOUS:
        return False
    same_family = other.family == own.family or {other.family, own.family} <= set(MONTH_FAMILIES)
    return same_family and other.choice in (EVERY, own.choice)


def choose(found: list[Occasion], choice: Choice) -> list[Occasion]:
    """Return the occasions a choice means; none when the number or name does not occur."""
    if choice.kind == BY_ORDINAL:
        return [each for each in found if each.ordinal == choice.number]
    if choice.kind == LAST:
        return [each for each in found if each.last]
    return alike(found, choice)


def alike(found: list[Occasion], choice: Choice) -> list[Occasion]:
    """Return the occasions among which the one before is looked for: of that month or name, else all of them."""
    if choice.kind == BY_MONTH:
        return [each for each in found if each.month == choice.number]
    if choice.kind == BY_NAME or (choice.kind == PREVIOUS and choice.name):
        return [each for each in found if choice.name in (each.name.lower(), each.also.lower())]
    if choice.kind == PREVIOUS and choice.number:
        return [each for each in found if each.ordinal == choice.number]
    return found
