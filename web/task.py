"""One line opened: its group list, where a child is ticked with one press, and what goes with a single task.

Every form may be sent again without harm: what was ticked stays ticked once, what was taken back stays so.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.lookup import NoSuch
from engine.model import LAPSED, LIVE, MISSED, WAIVED
from engine.pages import TASKS
from engine.runs.eyes import may_do
from engine.runs.guidance import guidance
from engine.runs.myday import opened
from engine.runs.overtaken import Wish, overtaken
from engine.runs.remark import LONGEST, REMARKED, remark, remarks_on
from engine.runs.tick import tick
from engine.runs.untick import undo
from engine.runs.waive import waive
from engine.runs.why import explained
from web.drawing import drawn_for
from web.myday import due_words, line_of, lines_of, progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.runs.myday import Opened
    from engine.runs.ticked import Result
    from engine.store.database import Store
    from web.access import Visit

    Do = Callable[[Store, Before], Result | NoSuch]

MOST_AT_ONCE = 200
# How long ago a wish was given that waited on a device, and the first one it stands for: in milliseconds.
AGO, BEGUN = "geleden", "begon"
LONGEST_AGO = timedelta(days=400)
NO_REASON = "Schrijf erbij waarom dit niet van toepassing is. Dat hoeft maar een paar woorden te zijn."
NO_WORDS = "Schrijf eerst iets op."
NOT_BACK = "Dit is niet terug te nemen: het is klaar door wat er is vastgelegd, of het hoort bij een uitzondering."
TOO_LATE_FOR_THAT = "Dit kan niet meer: de taak is al klaar of vervallen."
STATES = {MISSED: "gemist", LAPSED: "vervallen", WAIVED: "niet van toepassing"}


def show(visit: Visit) -> Response:
    """Show the group list of a line."""
    return _list(visit, _opened(visit))


def more(visit: Visit) -> Response:
    """Show why a task is here, what was said with it, and what else can be done with it."""
    return _more(visit, _opened(visit))


def do_tick(visit: Visit) -> Response:
    """Tick one, or all that were open on the page that was sent."""
    keys = [key for each in visit.form.getlist("taak") for key in each.split()][:MOST_AT_ONCE]
    house, me, now = visit.house, visit.me, visit.house.now()
    if not keys or not all(map(_mine(visit), keys)):
        raise HTTPException(404)

    def do(store: Store, held: Before) -> Result | NoSuch:
        late = _overtaken(visit, store, keys, ticks=True)
        return late or tick(house.settings, store, keys, me.staff.code, now.date(), now, held)

    wrong = _done(visit, do)
    if wrong:
        return _list(visit, _opened(visit), 409, wrong)
    if visit.form.get("vanuit") == "dag":
        return _to(visit, f"/{TASKS}?gedaan={keys[0]}")
    return _back(visit, keys[0] if len(keys) == 1 else "")


def take_back(visit: Visit) -> Response:
    """Take back a tick, or that something did not apply. What was taken back before stays so."""
    key = visit.form.get("taak", "")
    house, me, now = visit.house, visit.me, visit.house.now()
    task = _mine(visit)(key)
    if task is None:
        raise HTTPException(404)
    closed = task.state not in (*LIVE, MISSED) or me.staff.code in task.ticked_by

    def do(store: Store, held: Before) -> Result | NoSuch:
        late = _overtaken(visit, store, [key], ticks=False)
        found = late or undo(house.settings, store, key, me.staff.code, now.date(), now, held)
        return NoSuch(NOT_BACK) if isinstance(found, NoSuch) and late is None else found

    wrong = _done(visit, do) if closed else ""
    if wrong:
        return _list(visit, _opened(visit), 409, wrong)
    return _to(visit, f"/{TASKS}") if visit.form.get("vanuit") == "dag" else _back(visit, key)


def not_applicable(visit: Visit) -> Response:
    """Say that a task does not apply, and why."""
    found, reason = _opened(visit), " ".join(visit.form.get("reden", "").split())[:LONGEST]
    house, me, now = visit.house, visit.me, visit.house.now()
    if not found.may_do:
        raise HTTPException(404)
    if not reason:
        return _more(visit, found, 400, NO_REASON)
    key, code = found.task.key, me.staff.code
    if _done(visit, lambda store, held: waive(house.settings, store, key, reason, code, now.date(), now, held)):
        return _more(visit, found, 409, TOO_LATE_FOR_THAT)
    return _back(visit, key)


def leave_remark(visit: Visit) -> Response:
    """Keep what somebody says with a task."""
    found, house, words = _opened(visit), visit.house, visit.form.get("woorden", "")
    if not words.strip():
        return _more(visit, found, 400, NO_WORDS)
    with house.database.writing(house.school) as store:
        remark(store, found.task.key, words, visit.me.staff.code, house.now())
    return _to(visit, f"/{TASKS}/{found.task.key}/meer#opmerkingen")


# --- doing


def _done(visit: Visit, do: Do) -> str:
    """Do it in one transaction, and take over the school as it is after that; say in Dutch why it could not be."""
    house = visit.house
    with house.database.writing(house.school) as store:
        found = do(store, house.current.held(store, house.today))
        if isinstance(found, NoSuch):
            return _sentence(found.message, visit)
        kept = house.current.after(store, found.after, house.today)
    house.current.take(kept)
    return ""


def _sentence(message: str, visit: Visit) -> str:
    """Leave out the keys that the command line names tasks by."""
    for each in visit.me.day.listing.tasks:
        if each.key in message:
            message = message.replace(f" ({each.key})", "")
    return f"{message[:1].upper()}{message[1:].removesuffix('.')}."


def _overtaken(visit: Visit, store: Store, keys: list[str], *, ticks: bool) -> NoSuch | None:
    """Hold a wish that waited on a device against what was done since; one that is sent at once is never late."""
    ago, begun = _ago(visit, AGO), _ago(visit, BEGUN)
    if ago is None:
        return None
    now, settings, staff = visit.house.now(), visit.house.settings, visit.me.day.listing.staff
    wish = Wish(visit.me.staff.code, ticks, now - ago, now - max(ago, begun or ago))
    return overtaken(store, keys, wish, staff, settings.schedule.timezone)


def _ago(visit: Visit, name: str) -> timedelta | None:
    said = visit.form.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 13):
        return None
    return min(timedelta(milliseconds=int(said)), LONGEST_AGO)


def _mine(visit: Visit) -> Callable[[str], Task | None]:
    """Return what finds a task by its key, as long as this person may tick it."""
    me, tasks = visit.me, {each.key: each for each in visit.me.day.listing.tasks}

    def find(key: str) -> Task | None:
        task = tasks.get(key)
        return task if task is not None and may_do(me.day, me.viewer, task) else None

    return find


def _opened(visit: Visit) -> Opened:
    """Open the line of this address, as the school was when this visitor came in."""
    me = visit.me
    found = opened(me.day, me.viewer, visit.request.path_params["key"])
    if found is None:
        raise HTTPException(404)
    return found


# --- pages


def _list(visit: Visit, found: Opened, status: int = 200, trouble: str = "") -> Response:
    day, bundle = visit.me.day, found.bundle
    return drawn_for(
        visit,
        "task.html.j2",
        status,
        found=found,
        line=line_of(day, bundle),
        progress=progress(bundle),
        due=due_words(bundle, day.today),
        guidance=guidance(day, found.task, alone=len(found.parts) == 1),
        states=STATES,
        beside=lines_of(day, found.beside),
        trouble=trouble,
    )


def _more(visit: Visit, found: Opened, status: int = 200, trouble: str = "") -> Response:
    house, me, task = visit.house, visit.me, found.task
    with house.database.reading(house.school) as store:
        why = explained(house.settings, store, me.day.listing, task, me.day.today, {REMARKED}).explanation
        said = remarks_on(store, task.key, house.settings.schedule.timezone)
    people = {code: each.first_name or code for code, each in me.day.listing.staff.items()}
    part = next((each for each in found.parts if each.task.key == task.key), found.parts[0])
    return drawn_for(
        visit,
        "more.html.j2",
        status,
        found=found,
        line=line_of(me.day, found.bundle),
        name=part.name,
        why=why,
        said=[(each, people.get(each.by, each.by)) for each in said],
        can_waive=found.may_do and task.state in (*LIVE, MISSED),
        longest=LONGEST,
        trouble=trouble,
        filled_in={name: visit.form.get(name, "") for name in ("reden", "woorden")},
    )


def _back(visit: Visit, key: str) -> Response:
    """Go back to the list, at the line that was pressed."""
    place = f"#t-{key}" if key else "#lijst"
    return _to(visit, f"/{TASKS}/{visit.request.path_params['key']}{place}")


def _to(visit: Visit, path: str) -> Response:
    return RedirectResponse(f"{visit.house.root}{path}", 303)
