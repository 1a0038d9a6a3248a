"""Gegevens: what is missing, and a file that is looked at before it is read in: what would change, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from engine.almanac.days import dutch
from engine.intake.changes import CHANGED, MISSING, NEW, RENAMED
from engine.intake.folder import EXPORT
from engine.model import PUPIL
from engine.naming import called
from engine.runs.deliveries import WORDS, deliver, delivered, forget, forget_old
from engine.runs.gaps import gaps
from engine.runs.intake import bring_in, look, told_so_far
from web.asking import to
from web.drawing import drawn_for
from web.mailwords import name_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.runs.deliveries import Delivered
    from engine.runs.intake import Intake
    from web.access import Visit

HOME = "/gegevens"
MOST = 40
WHAT = (RENAMED, MISSING, CHANGED, NEW)
NAMES = {EXPORT: "export (EDEXML)"}
NO_FILE = "Kies eerst een bestand. Het mag hoogstens 8 MB groot zijn."
NO_KIND = "Zeg erbij wat voor bestand het is."
NO_ROOM = "Het bestand is hier niet te bewaren: in de map van de opslag mag niet worden geschreven."
ASKED = "Zet eerst een vinkje bij de vraag hieronder, als het klopt."
SAID = {
    "ingelezen": "Het bestand is ingelezen. De taken volgen bij de eerstvolgende run, in de ochtend.",
    "weg": "Het bestand is weggegooid. Er is niets veranderd.",
}


def show(visit: Visit) -> Response:
    """Show what is missing, and where to bring a file."""
    return _page(visit)


def bring(visit: Visit) -> Response:
    """Keep a file for as long as it takes to look at it."""
    house, word = visit.house, visit.form.get("soort", "")
    if not visit.file:
        return _page(visit, 400, NO_FILE)
    if word not in WORDS:
        return _page(visit, 400, NO_KIND)
    try:
        token = deliver(house.settings, word, visit.file, visit.me.staff.code, house.now())
    except OSError:
        return _page(visit, 409, NO_ROOM)
    return to(visit, f"{HOME}/{token}")


def preview(visit: Visit) -> Response:
    """Show what the file would change."""
    return _preview(visit, _delivered(visit))


def take_in(visit: Visit) -> Response:
    """Read it in, all or nothing."""
    house, found = visit.house, _delivered(visit)
    confirmed, by = visit.form.get("klopt") == "ja", visit.me.staff.code
    with house.database.writing(house.school) as store:
        intake, stored = bring_in(house.settings, store, found.files, house.now(), confirmed=confirmed, by=by)
    if not stored:
        return _preview(visit, found, 409, ASKED if intake.may_store else "")
    forget(house.settings, found.token)
    return to(visit, f"{HOME}?gedaan=ingelezen")


def throw_away(visit: Visit) -> Response:
    """Do nothing with it after all."""
    found = _delivered(visit)
    forget(visit.house.settings, found.token)
    return to(visit, f"{HOME}?gedaan=weg")


def _delivered(visit: Visit) -> Delivered:
    house, token = visit.house, visit.request.path_params["token"]
    found = delivered(house.settings, token, visit.me.staff.code, house.now())
    if found is None:
        raise HTTPException(404)
    return found


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    house, day = visit.house, visit.me.day
    forget_old(house.settings, house.now())
    lacking = gaps(day.school.facts, day.today)
    return drawn_for(
        visit,
        "data.html.j2",
        status,
        staff=[name_of(day, each.code) for each in lacking.staff],
        pupils=[called(day.school.facts, PUPIL, each.number) for each in lacking.pupils],
        groups=[each.name for each in lacking.groups],
        export=dutch(day.last_export, year=True) if day.last_export else "",
        kinds=[(each, NAMES.get(each, f"{each} (csv)")) for each in WORDS],
        chosen=visit.form.get("soort", ""),
        said=SAID.get(visit.request.query_params.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _preview(visit: Visit, found: Delivered, status: int = 200, trouble: str = "") -> Response:
    settings = visit.house.settings
    intake = look(settings, told_so_far(settings), found.files)
    changes = sorted(intake.changes, key=lambda each: WHAT.index(each.what))
    shown = [each.text for each in changes if each.what != NEW]
    return drawn_for(
        visit,
        "delivered.html.j2",
        status,
        token=found.token,
        name=NAMES.get(found.word, f"{found.word}.csv"),
        errors=[each for each in intake.problems if each.is_error],
        warnings=[each for each in intake.problems if not each.is_error],
        table=_table(intake),
        shown=[f"{each[:1].upper()}{each[1:]}" for each in shown[:MOST]],
        more=max(0, len(shown) - MOST),
        nothing=not intake.changes,
        question=f"{intake.question[:1].upper()}{intake.question[1:]}",
        may=intake.may_store,
        trouble=trouble,
    )


def _table(intake: Intake) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Return what can happen, and of each kind how many times it would."""
    counts = intake.counts
    used = [what for what in reversed(WHAT) if any(each == what for _, each in counts)]
    kinds = dict.fromkeys(kind for kind, _ in counts)
    return used, [(kind, [counts.get((kind, what), 0) for what in used]) for kind in kinds]
