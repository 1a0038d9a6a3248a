"""Leg iets vast: what no export has, in two taps. The first chooses what, the second about whom.

Each child has a button with a mark of its own, so that what is sent twice is recorded once. On a device that waits
for its connection lies that mark and a day, and nothing that tells who it is.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from engine.almanac.days import dutch
from engine.digestline import too_late, when
from engine.lookup import NoSuch
from engine.model import DONE, LIVE
from engine.naming import called
from engine.runs.eyes import may_see
from engine.runs.recordable import Recordable, recordables, whom
from engine.runs.recorded import Recorded, Wish, record, recorded, take_back, tasks_of
from web.asking import asked_day, to
from web.drawing import drawn_for
from web.plainly import as_sentence
from web.recordwords import title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from starlette.responses import Response

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.store.database import Store
    from web.access import Visit

    Do = Callable[[Store, Before], Before | NoSuch | None]

HOME, RECENT = "/vastleggen", "/vastgelegd"
MARK = re.compile(r"[0-9a-f]{20}\.[\w-]{12}")
NO_ONE, NO_DAY = "Kies over wie het gaat.", "De dag is niet goed ingevuld."


@dataclass(frozen=True, slots=True)
class Row:
    """Something recorded, as it is listed: `path` is where it can be taken back."""

    mark: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A task that came or was closed by what was recorded; `when` it is to be done, "" for one that is done."""

    key: str
    words: str
    when: str = ""


def show(visit: Visit) -> Response:
    """Ask about whom it is; after recording, say what came of it."""
    return _page(visit, _chosen(visit))


def keep(visit: Visit) -> Response:
    """Record it. What came twice, or stood there already, changes nothing."""
    house, me, now, what = visit.house, visit.me, visit.house.now(), _chosen(visit)
    on, mark = asked_day(visit.form.get("op", "") or str(now.date())), visit.form.get("wie", "")
    code = _whose(visit, what, mark)
    if on is None:
        return _page(visit, what, 400, NO_DAY)
    if not code:
        return _page(visit, what, 400, NO_ONE)
    wish, there = Wish(what, code, on, mark), []

    def do(store: Store, held: Before) -> Before | NoSuch | None:
        found = record(house.settings, store, me.day, me.viewer, wish, now, held)
        if found is None or isinstance(found, NoSuch):
            return found
        there.append(not found.changed)
        return found.after

    wrong = _done(visit, do)
    if wrong:
        return _page(visit, what, 409, wrong)
    return to(visit, f"{HOME}/{what.name}?{'al=ja' if any(there) else f'klaar={mark}'}")


def undo(visit: Visit) -> Response:
    """Take back what was recorded a moment or some days ago, with all that followed."""
    house, what, mark, now = visit.house, _chosen(visit), visit.form.get("merk", ""), visit.house.now()
    code = visit.me.staff.code
    wrong = _done(visit, lambda store, held: take_back(house.settings, store, mark, code, now, held))
    if wrong:
        return _page(visit, what, 409, wrong)
    return to(visit, f"{RECENT}?terug=ja" if visit.form.get("vanuit") == "lijst" else f"{HOME}/{what.name}?terug=ja")


def show_recent(visit: Visit) -> Response:
    """Show what somebody recorded the last two weeks."""
    return drawn_for(
        visit,
        "recorded.html.j2",
        choices=choices(visit),
        rows=[_row(visit, each) for each in _recent(visit)],
        said="Dat is teruggenomen." if visit.request.query_params.get("terug") else "",
    )


def choices(visit: Visit) -> list[tuple[str, str]]:
    """Return what this person may record: where that is done, and in words."""
    return [(f"{HOME}/{each.name}", title_of(each)) for each in _may(visit)]


# --- deciding


def _may(visit: Visit) -> tuple[Recordable, ...]:
    return recordables(visit.house.settings, visit.me.day, visit.me.viewer)


def _chosen(visit: Visit) -> Recordable:
    found = next((each for each in _may(visit) if each.name == visit.request.path_params["what"]), None)
    if found is None:
        raise HTTPException(404)
    return found


def _done(visit: Visit, do: Do) -> str:
    """Do it in one transaction, and take over the school as it is after that; say in Dutch why it could not be."""
    house = visit.house
    with house.database.writing(house.school) as store:
        held = house.current.held(store, house.today)
        found = do(store, held)
        if isinstance(found, NoSuch):
            return as_sentence(found.message)
        if found is None or found is held:
            return ""
        kept = house.current.after(store, found, house.today)
    house.current.take(kept)
    return ""


def _mark(visit: Visit, what: Recordable, code: str, once: str) -> str:
    """Return what the button of somebody sends: the same for as long as this page is open, and no name."""
    said = "\0".join((visit.house.school, visit.me.staff.code, what.name, code, once))
    return f"{hmac.new(visit.house.pages.secret.encode(), said.encode(), sha256).hexdigest()[:20]}.{once}"


def _whose(visit: Visit, what: Recordable, mark: str) -> str:
    if not MARK.fullmatch(mark):
        return ""
    once = mark.partition(".")[2]
    every = (each.code for _, them in whom(visit.me.day, visit.me.viewer, what.type) for each in them)
    return next((each for each in every if hmac.compare_digest(_mark(visit, what, each, once), mark)), "")


def _recent(visit: Visit) -> list[Recorded]:
    house, me = visit.house, visit.me
    with house.database.reading(house.school) as store:
        return recorded(store, me.day, me.viewer, _may(visit), house.now())


# --- pages


def _page(visit: Visit, what: Recordable, status: int = 200, trouble: str = "") -> Response:
    day, once, asked = visit.me.day, token_urlsafe(9), visit.request.query_params
    mark = asked.get("klaar", "")
    just = next((each for each in _recent(visit) if each.mark == mark), None) if mark else None
    groups = [
        (name, [(_mark(visit, what, each.code, once), each.name) for each in them])
        for name, them in whom(day, visit.me.viewer, what.type)
    ]
    return drawn_for(
        visit,
        "record.html.j2",
        status,
        title=title_of(what),
        path=f"{HOME}/{what.name}",
        groups=groups,
        keeps=not what.sensitive,
        today=day.today,
        on=visit.form.get("op") or day.today,
        just=_row(visit, just) if just else None,
        said=_said(visit, just),
        effects=_effects(visit, just) if just else [],
        trouble=trouble,
    )


def _said(visit: Visit, just: Recorded | None) -> str:
    asked = visit.request.query_params
    if asked.get("terug"):
        return "Dat is teruggenomen."
    if asked.get("al"):
        return "Dit stond er al. Er is niets veranderd."
    return f"Vastgelegd. {_counted(visit, just)}" if just else ""


def _counted(visit: Visit, just: Recorded) -> str:
    closed, came = len(_seen(visit, just.closed, done=True)), len(_seen(visit, just.came, done=False))
    words = [f"{_number(closed)} klaar"] if closed else []
    words += [f"{_number(came)} erbij"] if came else []
    return f"{', '.join(words)}." if words else "Er zijn nu geen taken die hierdoor veranderen."


def _number(count: int) -> str:
    return "1 taak is" if count == 1 else f"{count} taken zijn"


def _seen(visit: Visit, keys: tuple[str, ...], *, done: bool) -> list[Task]:
    me = visit.me
    every = [each for each in tasks_of(me.day, keys) if may_see(me.day, me.viewer, each)]
    return [each for each in every if (each.state == DONE if done else each.state in LIVE)]


def _effects(visit: Visit, just: Recorded) -> list[Effect]:
    today = visit.me.day.today
    closed = [Effect(each.key, f"Klaar: {each.title}") for each in _seen(visit, just.closed, done=True)]
    came = _seen(visit, just.came, done=False)
    return closed + [Effect(each.key, f"Erbij: {each.title}", _due(each, today)) for each in came]


def _due(task: Task, today: date) -> str:
    said = too_late(task.due, today) if task.due < today else f"uiterlijk {when(task.due, today)}"
    return f"{said[:1].upper()}{said[1:]}"


def _row(visit: Visit, found: Recorded) -> Row:
    case, facts = found.case, visit.me.day.school.facts
    what = Recordable(case.type, case.kind)
    on = f", {dutch(case.begin)}" if case.begin else ""
    words = f"{title_of(what)}: {called(facts, case.subject_type, case.subject)}{on}"
    return Row(found.mark, words, f"{HOME}/{what.name}/terug")
