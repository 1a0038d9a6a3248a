"""A rule file of the school's own in an editor: looked over, its effect shown, saved with who and why, put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.almanac.days import dutch
from engine.demopast import demo_past
from engine.runs.ownrules import NEW_FILE, SAVED, OwnFile, open_file, own_files, seal_of, versions_of_file
from engine.runs.rulelook import Looked, look, look_back
from engine.runs.rulesave import LONGEST_WHY, Edit, Refused, save, undo
from web.asking import to
from web.drawing import drawn_for
from web.preview import preview_of
from web.trouble import CLOSED
from web.unnamed import is_closed

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.problem import Problem
    from engine.runs.backtest import Backtest
    from engine.runs.ownrules import Version
    from web.access import Visit

HOME, FOLDER = "/regels/bestand", "rules/"
MOST_VERSIONS = 8
# Three times the largest file that comes along.
MOST_CHARACTERS = 60_000
NOT_SEEN = "Je hebt de tekst nog veranderd. Kijk eerst wat dit doet, en bewaar daarna."
MEANWHILE = (
    "Iemand anders heeft dit bestand intussen veranderd. Er is niets overschreven: jouw tekst staat hieronder nog. "
    "Neem over wat je nodig hebt en open het bestand opnieuw."
)
TOO_LONG = (
    "Dit is te lang: een bestand heeft hoogstens 60.000 tekens, en dit zijn er {}. Er is niets bewaard. "
    "Verdeel het over twee bestanden."
)
COVERED = (
    "Een regel die vertrouwelijk is, zou dat niet meer zijn, en dan zijn haar taken te zien. Wie zich met een mail "
    "aanmeldde, kan dat niet. Er is niets bewaard."
)
NOT_BACK = "Terugzetten kan niet meer: het bestand is daarna nog veranderd, of de oude tekst klopt niet meer."
BAD_NAME = "Een bestandsnaam heeft kleine letters, cijfers en streepjes, en eindigt op .yaml."
SAID = {"bewaard": "Bewaard. Bij de volgende run werken de taken bij.", "terug": "De vorige tekst staat er weer."}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mistake as it is shown: where, what is wrong, and the line it is about."""

    line: int
    message: str
    text: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has in the editor: its text, over which version (`seal`), which text they saw the effect of."""

    text: str
    seal: str
    seen: str
    why: str

    @property
    def was_seen(self) -> bool:
        return self.seen == _name(self.text)


def show_all(visit: Visit) -> Response:
    """Show which files are the school's own, and begin another."""
    name = visit.request.query_params.get("naam", "").strip().lower()
    path = f"{FOLDER}eigen/{name.removesuffix('.yaml')}.yaml"
    if name and NEW_FILE.fullmatch(path):
        return RedirectResponse(f"{visit.house.root}{HOME}/{path.removeprefix(FOLDER)}", 303)
    broken = {each.file: each.line for each in visit.me.day.broken}
    files = [
        (each.path.removeprefix(FOLDER), broken.get(each.path), is_closed(visit, each))
        for each in own_files(visit.house.settings)
    ]
    return drawn_for(visit, "rulefiles.html.j2", 400 if name else 200, files=files, trouble=BAD_NAME if name else "")


def show(visit: Visit) -> Response:
    """Open a file as it is, or as it was before one of its versions."""
    found = opened(visit)
    typed = Typed(found.text, found.seal, "", "")
    looked = _looked(visit, found.path, found.text) if _is_in_doubt(visit, found) else None
    return _page(visit, found, typed, looked, said=SAID.get(visit.request.query_params.get("gedaan", ""), ""))


def look_over(visit: Visit) -> Response:
    """Say what is wrong with what somebody typed, or what it does. Nothing is saved."""
    found, typed = opened(visit), _typed(visit)
    if _is_too_long(typed):
        return _page(visit, found, typed, None, 413, _too_long(typed))
    looked = _looked(visit, found.path, typed.text)
    past = _past(visit, found.path, typed.text) if looked.is_fine and visit.form.get("terugkijken") else None
    return _page(visit, found, _seen(typed), looked, past=past)


def keep(visit: Visit) -> Response:
    """Save what was looked at; what was typed since is looked at first."""
    found, typed, house = opened(visit), _typed(visit), visit.house
    if _is_too_long(typed):
        return _page(visit, found, typed, None, 413, _too_long(typed))
    if not typed.was_seen:
        return _page(visit, found, _seen(typed), _looked(visit, found.path, typed.text), 400, NOT_SEEN)
    edit = Edit(found.path, typed.text, typed.seal, visit.me.staff.code, typed.why)
    with house.database.writing(house.school) as store:
        saved = save(house.settings, store, edit, house.today, house.now(), may_uncover=visit.me.sensitive)
    if saved is None:
        raise HTTPException(404)
    if isinstance(saved, Refused):
        why = MEANWHILE if saved.changed else COVERED if saved.covered else ""
        return _page(visit, found, typed, saved.looked, 409, why, clash=saved.changed)
    return _to(visit, found, "bewaard")


def put_back(visit: Visit) -> Response:
    """Put back what was there before the last save: the form of a rule may do so without showing the file."""
    found, house = _found(visit), visit.house
    with house.database.writing(house.school) as store:
        may = visit.me.sensitive
        undone = undo(house.settings, store, found.path, visit.me.staff.code, house.today, house.now(), may_uncover=may)
    if undone is None:
        raise HTTPException(404)
    if isinstance(undone, Refused):
        why = COVERED if undone.covered else NOT_BACK
        return _page(visit, opened(visit), Typed(found.text, found.seal, "", ""), undone.looked, 409, why)
    rule = visit.form.get("regel", "")
    return to(visit, f"/regels/{quote(rule, safe='')}/wijzigen?gedaan=terug") if rule else _to(visit, found, "terug")


# --- what was asked


def opened(visit: Visit) -> OwnFile:
    """Open the file of this address, for who may read all of it."""
    found = _found(visit)
    if is_closed(visit, found):
        raise HTTPException(CLOSED)
    return found


def _found(visit: Visit) -> OwnFile:
    found = open_file(visit.house.settings, f"{FOLDER}{visit.request.path_params['file']}")
    if found is None:
        raise HTTPException(404)
    return found


def _typed(visit: Visit) -> Typed:
    form = visit.form
    text = form.get("tekst", "").replace("\r\n", "\n")
    return Typed(text, form.get("versie", ""), form.get("gezien", ""), form.get("waarom", "")[:LONGEST_WHY])


def _is_too_long(typed: Typed) -> bool:
    return len(typed.text) > MOST_CHARACTERS


def _too_long(typed: Typed) -> str:
    return TOO_LONG.format(f"{len(typed.text):,}".replace(",", "."))


def _seen(typed: Typed) -> Typed:
    return Typed(typed.text, typed.seal, _name(typed.text), typed.why)


def _name(text: str) -> str:
    """Name a text by what it says, so that the page knows whether somebody saw what it does."""
    return seal_of(text.rstrip().encode())


def _is_in_doubt(visit: Visit, found: OwnFile) -> bool:
    """Tell whether a file that lies there is not one that is known to load: broken, or changed outside since."""
    known = visit.me.day.school.good.get(found.path, "").replace("\r\n", "\n")
    return not found.is_new and found.text != known


def _looked(visit: Visit, path: str, text: str) -> Looked:
    house = visit.house
    with house.database.reading(house.school) as store:
        return look(house.settings, store, path, text, house.today)


def _past(visit: Visit, path: str, text: str) -> Backtest:
    house = visit.house
    with house.database.reading(house.school) as store:
        return look_back(house.settings, store, path, text, house.today, demo_past)


def _to(visit: Visit, found: OwnFile, done: str) -> Response:
    return RedirectResponse(f"{visit.house.root}{HOME}/{found.path.removeprefix(FOLDER)}?gedaan={done}", 303)


# --- what is shown


def _page(
    visit: Visit,
    found: OwnFile,
    typed: Typed,
    looked: Looked | None,
    status: int = 200,
    trouble: str = "",
    *,
    said: str = "",
    past: Backtest | None = None,
    clash: bool = False,
) -> Response:
    house = visit.house
    with house.database.reading(house.school) as store:
        versions = versions_of_file(store, found.path)
    lines = typed.text.split("\n")
    marks = _marks(looked, lines)
    return drawn_for(
        visit,
        "rulefile.html.j2",
        status,
        file=found,
        name=found.path.removeprefix(FOLDER),
        typed=typed,
        numbers=range(1, len(lines) + 1),
        rows=min(max(len(lines) + 1, 12), 60),
        marks=marks,
        bad={each.line for each in marks if each.is_error},
        line=_asked_line(visit),
        looked=looked,
        preview=preview_of(visit, looked, past, every=bool(visit.form.get("alles"))) if looked is not None else None,
        remarks=[f"Regel {each.line}: {each.message}" for each in marks],
        versions=[version_words(visit, each) for each in versions[:MOST_VERSIONS]],
        may_undo=bool(versions) and versions[0].seal == found.seal,
        longest=LONGEST_WHY,
        present=found.text if clash else "",
        trouble=trouble,
        said=said,
    )


def _marks(looked: Looked | None, lines: list[str]) -> list[Mark]:
    return [_mark(each, lines) for each in looked.problems] if looked is not None else []


def _mark(problem: Problem, lines: list[str]) -> Mark:
    text = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    words = f"{problem.message[:1].upper()}{problem.message[1:]}"
    return Mark(problem.line, words, text, problem.is_error)


def _asked_line(visit: Visit) -> int:
    """Return the line that a link asks for, 0 for none."""
    asked = visit.request.query_params.get("regel", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0


def version_words(visit: Visit, version: Version) -> tuple[str, str, str, str]:
    """Return when, by whom, what was done and why."""
    moment = version.at.astimezone(ZoneInfo(visit.house.settings.schedule.timezone))
    person = visit.me.day.listing.staff.get(version.by)
    name = (person.first_name or person.code) if person is not None else version.by
    done = "bewaard" if version.what == SAVED else "teruggezet"
    return f"{dutch(moment.date(), year=True)}, {moment:%H:%M}", name, done, version.why
