"""An occasion with its day: what a phrase makes of it, and which of a subject's own occasions are chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, label, month_day
from engine.almanac.occasion import Occasion
from engine.almanac.phrase import AFTER, AT_ONCE, BEGIN, END, EVERY, LAST, ON
from engine.almanac.reckon import point
from engine.anchors.choosing import choose
from engine.anchors.known import YEARLY

if TYPE_CHECKING:
    from engine.almanac.phrase import Choice, Moment, Phrase

TWO_WEEKS = timedelta(weeks=2)


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """An occasion with the phrase that gave it, the date that phrase says bare, and the day it is due.

    Subjects with the same days share one: it is the same as another only when it is that other.
    """

    moment: Moment
    occasion: Occasion
    bare: date
    due: date


def bare_date(moment: Moment, start: int) -> Dated:
    day = month_day(start, moment.month, moment.day)
    month = MONTHS[moment.month - 1]
    title = f"{moment.day} {month}"
    occasion = Occasion(f"{moment.day}-{month}/{label(start)}", title, day, day, start, month=day.month)
    return Dated(moment, occasion, day, day)


def default_opens(of: Dated) -> date:
    moment, occasion = of.moment, of.occasion
    if moment.relation == AT_ONCE:
        return of.due
    if moment.relation in (ON, BEGIN, END) and occasion.short:
        return occasion.begin
    if moment.relation == ON and occasion.opens_itself:
        return occasion.begin
    start = point(moment, occasion) if moment.relation == AFTER else None
    default = of.due - TWO_WEEKS
    return default if start is None else max(default, start)


def one_last(found: list[Dated], choice: Choice) -> list[Dated]:
    """Of the calendar's occasions beside the subject's own, only what begins last is the last."""
    latest = max(each.occasion.begin for each in found)
    marked = [
        replace(each, occasion=replace(each.occasion, last=each.occasion.last and each.occasion.begin == latest))
        for each in found
    ]
    return [each for each in marked if choice.kind != LAST or each.occasion.last]


def numbered(found: list[Dated], choice: Choice) -> list[Dated]:
    """Number a subject's own occasions within the school year, in order of begin, and pick the chosen ones."""
    if len(found) < 2 and choice == EVERY:
        return found
    ordered = sorted(found, key=lambda each: each.occasion.begin)
    occasions = [
        replace(each.occasion, ordinal=number, last=number == len(ordered)) for number, each in enumerate(ordered, 1)
    ]
    chosen = {id(each) for each in choose(occasions, choice)}
    pairs = zip(ordered, occasions, strict=True)
    return [Dated(each.moment, occasion, each.bare, each.due) for each, occasion in pairs if id(occasion) in chosen]


def looks_at_days_alone(phrase: Phrase | None) -> bool:
    """Tell whether a phrase is about school days only: then groups with the same days share their dates."""
    moments = phrase.alternatives if phrase is not None else ()
    return all(each.anchor is None or each.anchor.family in YEARLY for each in moments)
