"""What a change comes down to, in sentences: for who compares before it is in force, at a command or on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, dutch_with_weekday
from engine.changeeffect import effect_words
from engine.runs.diff import RuleDiff

if TYPE_CHECKING:
    from engine.runs.diff import CalendarDiff, Diff


def sentence(each: RuleDiff | CalendarDiff, found: Diff) -> str:
    """Return one change with what it does, without a full stop."""
    effect = "; ".join(effect_words(each.effect, when(found)))
    return f"{_about(each)}; {effect}"


def _about(each: RuleDiff | CalendarDiff) -> str:
    if isinstance(each, RuleDiff):
        return f"{each.change.title} ({each.change.id}): {'; '.join(each.change.says)}"
    words = "; ".join(one.words for one in each.changes) or "wat met de kalender mee verandert"
    year = f" ({each.changes[0].year})" if each.changes else ""
    return f"Kalender{year}: {words}"


def when(found: Diff) -> str:
    tomorrow = found.morning == found.today + ONE_DAY
    return "morgen" if tomorrow else f"op {dutch_with_weekday(found.morning)}"


def together(found: Diff) -> str:
    before, after = found.mails
    day = when(found).capitalize()
    mails = "evenveel mails uit als anders" if before == after else f"{after} mails uit in plaats van {before}"
    late = len(found.total.late)
    number = len(found.total.tasks)
    tasks = (
        "er verandert geen taak" if not number else "1 taak verandert" if number == 1 else f"{number} taken veranderen"
    )
    more = f", {late} {'is' if late == 1 else 'zijn'} dan al te laat" if late else ""
    return f"Samen: {tasks}{more}. {day} gaan er {mails}."
