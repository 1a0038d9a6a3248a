"""Groepen: how each group stands in each cycle, the tasks behind one field, and what is late within three weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from engine.almanac.almanac import monday_of
from engine.almanac.days import dutch, dutch_with_weekday
from engine.bundlewords import counted
from engine.cycles import named
from engine.digestline import listed
from engine.matrix import BEHIND, COMING, COMPLETE, LATE, RUNNING
from engine.model import GROUP, LIVE, OVERDUE
from engine.runs.groups import Asked, groups_of, late_soon_of, own_groups, standing_of
from engine.yearpicture.dates import in_short
from engine.yearpicture.year import natural
from web.drawing import drawn_for
from web.myday import held, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from engine.bundle import Bundle
    from engine.matrix import Cell, Matrix
    from engine.runs.morning import Morning
    from web.access import Visit
    from web.myday import Line

GROUPS = "groepen"
# How each state looks: the name of its style.
LOOKS = {LATE: "is-late", BEHIND: "is-behind", RUNNING: "runs", COMPLETE: "is-done", COMING: "comes"}
MOST_NAMED, FIRST_COMING, FIRST_OF_MANY = 4, 12, 2


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the table: how much is done, how it stands, and where its tasks are."""

    look: str
    count: str
    state: str
    done: int
    total: int
    href: str


@dataclass(frozen=True, slots=True)
class Soon:
    """One line of what is late soon."""

    title: str
    about: str
    key: str


def show(visit: Visit) -> Response:
    """Show the groups by cycle, or the part that was asked for."""
    asked, day = _asked(visit), visit.me.day
    found = standing_of(day, visit.me.viewer, asked)
    every = standing_of(day, visit.me.viewer, Asked()) if asked != Asked() else found
    return drawn_for(
        visit,
        "groups.html.j2",
        today=dutch_with_weekday(day.today),
        asked=asked,
        groups=[(each, held(each)) for each in found.groups],
        cycles=[(each, named(each)) for each in found.cycles],
        every_cycle=sorted((named(each), each) for each in every.cycles),
        fields=_fields(visit, found, asked),
        late=found.late,
        soon=sum(each.left for each in late_soon_of(day, visit.me.viewer, asked)),
        may_choose=_may_choose(visit),
        link=lambda page="", **more: _link(visit, asked, page, **more),
    )


def tasks(visit: Visit) -> Response:
    """Show the tasks behind one field, one row or one column."""
    asked, day = _asked(visit), visit.me.day
    found = standing_of(day, visit.me.viewer, asked)
    if not found.cells:
        raise HTTPException(404)
    parts = [_part(day, found.cells[key], asked) for key in _in_order(found)]
    return drawn_for(
        visit,
        "grouptasks.html.j2",
        heading=_heading(asked),
        parts=parts,
        one=len(parts) == 1,
        link=lambda page="", **more: _link(visit, asked, page, **more),
    )


def soon(visit: Visit) -> Response:
    """Show what is late within three weeks if nobody does anything, by the week in which that is."""
    asked, day = _asked(visit), visit.me.day
    found = late_soon_of(day, visit.me.viewer, asked)
    return drawn_for(
        visit,
        "groupssoon.html.j2",
        under=_heading(asked) if asked.group or asked.cycle else "",
        weeks=[(_week(monday, day.today), _days(each)) for monday, each in _by_week(found)],
        link=lambda page="", **more: _link(visit, asked, page, **more),
    )


# --- what was asked


def _asked(visit: Visit) -> Asked:
    """Read the address; a group that is not for this person is not there."""
    said = visit.request.query_params
    group = said.get("groep", "")
    if group and group not in groups_of(visit.me.day, visit.me.viewer):
        raise HTTPException(404)
    own = said.get("van") == "mij" and _may_choose(visit)
    return Asked(group, said.get("cyclus", ""), said.get("alleen") == "te-laat", own)


def _may_choose(visit: Visit) -> bool:
    """Own groups are a choice for who has some, and sees more."""
    mine = own_groups(visit.me.day, visit.me.viewer)
    return bool(mine) and mine != groups_of(visit.me.day, visit.me.viewer)


def _link(visit: Visit, asked: Asked, page: str = "", **more: str) -> str:
    """Return the address of a page about what was asked; `more` asks otherwise, "" asks no longer."""
    now = {
        "groep": asked.group,
        "cyclus": asked.cycle,
        "alleen": "te-laat" if asked.late else "",
        "van": "mij" if asked.own else "",
    }
    said = urlencode({name: word for name, word in (now | more).items() if word})
    place = f"{visit.house.root}/{GROUPS}{page and '/'}{page}"
    return f"{place}?{said}" if said else place


def _heading(asked: Asked) -> str:
    group = f"Groep {held(asked.group)}" if asked.group else ""
    return ", ".join(filter(None, (group, named(asked.cycle) if asked.cycle else ""))) or "Alle groepen"


# --- the table


def _fields(visit: Visit, found: Matrix, asked: Asked) -> dict[tuple[str, str], Field]:
    return {key: _field(visit, each, asked) for key, each in found.cells.items()}


def _field(visit: Visit, cell: Cell, asked: Asked) -> Field:
    href = _link(visit, asked, "taken", groep=cell.group, cyclus=cell.cycle, alleen="")
    count = f"{cell.done} van {cell.total}" if cell.steps else ""
    return Field(LOOKS[cell.state], count, _state(cell), cell.done, cell.total, href)


def _state(cell: Cell) -> str:
    """Word how a field stands, as short as can be."""
    if cell.state == LATE:
        return f"{cell.late} te laat"
    if cell.state == COMING and cell.begins:
        return f"vanaf {held(in_short(cell.begins, cell.begins))}"
    if cell.state == RUNNING and cell.until:
        return f"t/m {held(in_short(cell.until, cell.until))}"
    return cell.state


# --- the tasks


def _in_order(found: Matrix) -> list[tuple[str, str]]:
    keys = ((group, cycle) for group in found.groups for cycle in found.cycles)
    return [key for key in keys if key in found.cells]


def _part(day: Morning, cell: Cell, asked: Asked) -> tuple[str, list[tuple[str, list[Line]]], int]:
    """Return a field with its tasks: what is late, what runs, what is done, and the first of what comes."""
    late = [each for each in cell.steps if each.state == OVERDUE]
    runs = [each for each in cell.steps if each.live and each.state != OVERDUE]
    done = [each for each in cell.steps if not each.live]
    coming = cell.coming[: FIRST_COMING if asked.group and asked.cycle else FIRST_OF_MANY]
    heads = (("Te laat", late), ("Loopt nu", runs), ("Klaar", done), ("Komt nog", coming))
    lines = [(head, lines_of(day, each, cell.group)) for head, each in heads if each]
    words = [f"Groep {held(cell.group)}" if not asked.group else "", named(cell.cycle) if not asked.cycle else ""]
    return ", ".join(filter(None, words)), lines, len(cell.coming) - len(coming)


# --- late soon


def _by_week(found: Iterable[Bundle]) -> list[tuple[date, list[Bundle]]]:
    return [(monday, list(each)) for monday, each in groupby(found, lambda one: monday_of(one.due))]


def _days(found: list[Bundle]) -> list[tuple[str, list[Soon]]]:
    """Give each day its lines: what the same rule asks in more groups, or about more talks, is one."""
    days: dict[date, dict[str, list[Bundle]]] = {}
    for each in found:
        days.setdefault(each.due, {}).setdefault(each.rules[0], []).append(each)
    return [(dutch_with_weekday(day), [_soon(each) for each in of.values()]) for day, of in days.items()]


def _soon(same: list[Bundle]) -> Soon:
    """Word a line: in which groups, and about how many children or talks."""
    tasks = [task for each in same for task in each.tasks if task.state in LIVE]
    groups = sorted({each.group for each in tasks}, key=natural)
    where = f"groep {listed(list(map(held, groups)))}" if len(groups) <= MOST_NAMED else counted(GROUP, len(groups))
    left = sum(each.left for each in same)
    many = counted(same[0].per, left) if same[0].per != GROUP and left > 1 else ""
    return Soon(same[0].title, ", ".join(filter(None, (where, many))), tasks[0].key)


def _week(monday: date, today: date) -> str:
    near = {monday_of(today): "Deze week", monday_of(today) + timedelta(weeks=1): "Volgende week"}
    return near.get(monday) or f"Week van {dutch(monday)}"
