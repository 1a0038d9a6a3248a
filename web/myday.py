"""Mijn dag: what somebody has to do, late first, each line one press away from its group list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch_with_weekday
from engine.bundlewords import counted, which_time
from engine.digestline import too_late, when
from engine.model import GROUP, LIVE
from engine.rule import REQUIRED
from engine.runs.myday import my_day, who_or_what
from web.drawing import drawn_for
from web.record import choices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from starlette.responses import Response

    from engine.bundle import Bundle
    from engine.model import Task
    from engine.runs.morning import Morning
    from web.access import Visit


MOST_AT_ALL = 150


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn. `key` opens it; `single` says that one tick does all of it."""

    key: str
    title: str
    about: str
    count: str
    when: str
    level: str
    single: bool


def show(visit: Visit) -> Response:
    """Show somebody's day; after a tick given here, with the way to take it back."""
    me = visit.me
    everything = bool(visit.request.query_params.get("alles"))
    found = my_day(me.day, me.viewer, MOST_AT_ALL) if everything else my_day(me.day, me.viewer)
    parts = (("Te laat", found.late), ("Vandaag", found.today), ("Deze week", found.this_week), ("Later", found.later))
    group = _only_group(each for _, bundles in parts for each in bundles)
    return drawn_for(
        visit,
        "myday.html.j2",
        day=dutch_with_weekday(me.day.today),
        group=held(group),
        parts=[(heading, lines_of(me.day, bundles, group)) for heading, bundles in parts if bundles],
        more=found.more,
        everything=everything,
        closed=lines_of(me.day, found.closed_today, group),
        unnamed=found.unnamed,
        just=_just(visit),
        choices=choices(visit),
    )


def lines_of(day: Morning, bundles: Iterable[Bundle], group: str = "") -> list[Line]:
    return [line_of(day, each, group) for each in bundles]


def line_of(day: Morning, bundle: Bundle, group: str = "") -> Line:
    """Word a bundle for the page: whom or which group it is about, how far it is, by when.

    `group` is the one that stands at the top of the page, and need not be said with each line.
    """
    first = next((each for each in bundle.tasks if each.state in LIVE), bundle.tasks[0])
    about = (who_or_what(day, bundle), which_time(first), "" if bundle.group == group else _where(bundle))
    return Line(
        first.key,
        bundle.title,
        ", ".join(filter(None, about)),
        "" if bundle.total <= 1 else progress(bundle),
        when_words(bundle, day.today),
        "" if first.level == REQUIRED else first.level,
        bundle.total == 1 and bundle.live,
    )


def progress(bundle: Bundle) -> str:
    """Word how far a line is: `18 van 24`, `6 leerlingen`."""
    return f"{bundle.done} van {bundle.total}" if bundle.done else counted(bundle.per, bundle.total)


def when_words(bundle: Bundle, today: date) -> str:
    """Word by when, as short as can be."""
    if not bundle.live:
        return "klaar"
    return too_late(bundle.due, today) if bundle.due < today else when(bundle.due, today)


def due_words(bundle: Bundle, today: date) -> str:
    """Word by when, and from when where that is still to come."""
    if bundle.due < today:
        return too_late(bundle.due, today)
    opens = f", kan vanaf {when(bundle.opens, today)}" if bundle.opens > today and bundle.opens != bundle.due else ""
    return f"uiterlijk {when(bundle.due, today)}{opens}"


def held(name: str) -> str:
    """Keep `1/2 B` on one line."""
    return name.replace(" ", "\u00a0")


def _where(bundle: Bundle) -> str:
    first = bundle.tasks[0]
    if first.per == GROUP:
        return f"groep {held(first.subject)}" if bundle.total == 1 else counted(GROUP, bundle.total)
    return f"groep {held(bundle.group)}" if bundle.group else ""


def _only_group(bundles: Iterable[Bundle]) -> str:
    """Return the one group that all lines about a group are about; "" when there are more."""
    found = {each.group for each in bundles if each.group}
    return found.pop() if len(found) == 1 else ""


def _just(visit: Visit) -> Task | None:
    """Return the task that was ticked on this page a moment ago."""
    key = visit.request.query_params.get("gedaan", "")
    mine = visit.me.staff.code
    found = (each for each in visit.me.day.listing.tasks if each.key == key)
    return next((each for each in found if mine in (each.done_by, *each.ticked_by)), None)
