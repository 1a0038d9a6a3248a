"""A rule file of the school's own in an editor: looked over, its effect shown, saved with who and why, put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.almanac.days import dutch
from engine.demopast import demo_past
from engine.runs.diffwords import sentence, together
from engine.runs.eyes import may_see
from engine.runs.ownrules import NEW_FILE, SAVED, OwnFile, open_file, own_files, seal_of, versions_of_file
from engine.runs.pastwords import skipped, totals, whose
from engine.runs.rulelook import Looked, look, look_back
from engine.runs.rulesave import LONGEST_WHY, Edit, Refused, save, undo
from web.drawing import drawn_for

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.problem import Problem
    from engine.runs.backtest import Backtest
    from engine.runs.diff import CalendarDiff, Diff, RuleDiff
    from engine.runs.ownrules import Version
    from web.access import Visit

HOME, FOLDER = "/regels/bestand", "rules/"
MOST_CHARACTERS, MOST_VERSIONS, MOST_TASKS = 30_000, 8, 40
NOT_SEEN = "Je hebt de tekst nog veranderd. Kijk eerst wat dit doet, en bewaar daarna."
MEANWHILE = (
    "Iemand anders heeft dit bestand intussen veranderd. Er is niets overschreven: jouw tekst staat hieronder nog. "
    "Neem over wat je nodig hebt en open het bestand opnieuw."
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
    files = [(each.path.removeprefix(FOLDER), broken.get(each.path)) for each in own_files(visit.house.settings)]
    return drawn_for(visit, "rulefiles.html.j2", 400 if name else 200, files=files, trouble=BAD_NAME if name else "")


def show(visit: Visit) -> Response:
    """Open a file as it is, or as it was before one of its versions."""
    found = _opened(visit)
    typed = Typed(found.text, found.seal, "", "")
    looked = _looked(visit, found.path, found.text) if _is_in_doubt(visit, found) else None
    return _page(visit, found, typed, looked, said=SAID.get(visit.request.query_params.get("gedaan", ""), ""))


def look_over(visit: Visit) -> Response:
    """Say what is wrong with what somebody typed, or what it does. Nothing is saved."""
    found, typed = _opened(visit), _typed(visit)
    if len(typed.text) > MOST_CHARACTERS:
        raise HTTPException(405)
    looked = _looked(visit, found.path, typed.text)
    past = _past(visit, found.path, typed.text) if looked.is_fine and visit.form.get("terugkijken") else None
    return _page(visit, found, _seen(typed), looked, past=past)


def keep(visit: Visit) -> Response:
    """Save what was looked at; what was typed since is looked at first."""
    found, typed, house = _opened(visit), _typed(visit), visit.house
    if not typed.was_seen:
        return _page(visit, found, _seen(typed), _looked(visit, found.path, typed.text), 400, NOT_SEEN)
    edit = Edit(found.path, typed.text, typed.seal, visit.me.staff.code, typed.why)
    with house.database.writing(house.school) as store:
        saved = save(house.settings, store, edit, house.today, house.now())
    if saved is None:
        raise HTTPException(404)
    if isinstance(saved, Refused):
        return _page(visit, found, typed, saved.looked, 409, MEANWHILE if saved.changed else "", clash=saved.changed)
    return _to(visit, found, "bewaard")


def put_back(visit: Visit) -> Response:
    """Put back what was there before the last save."""
    found, house = _opened(visit), visit.house
    with house.database.writing(house.school) as store:
        undone = undo(house.settings, store, found.path, visit.me.staff.code, house.today, house.now())
    if undone is None:
        raise HTTPException(404)
    if isinstance(undone, Refused):
        return _page(visit, found, Typed(found.text, found.seal, "", ""), undone.looked, 409, NOT_BACK)
    return _to(visit, found, "terug")


# --- what was asked


def _opened(visit: Visit) -> OwnFile:
    found = open_file(visit.house.settings, f"{FOLDER}{visit.request.path_params['file']}")
    if found is None:
        raise HTTPException(404)
    return found


def _typed(visit: Visit) -> Typed:
    form = visit.form
    text = form.get("tekst", "").replace("\r\n", "\n")
    return Typed(text, form.get("versie", ""), form.get("gezien", ""), form.get("waarom", "")[:LONGEST_WHY])


def _seen(typed: Typed) -> Typed:
    return Typed(typed.text, typed.seal, _name(typed.text), typed.why)


def _name(text: str) -> str:
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
        looked=looked,
        effect=_effect(looked.diff) if looked is not None and looked.diff is not None else (),
        tasks=_tasks(visit, looked.diff) if looked is not None and looked.diff is not None else (),
        past=_looked_back(past) if past is not None else None,
        versions=[_version(visit, each) for each in versions[:MOST_VERSIONS]],
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


def _effect(diff: Diff) -> tuple[str, ...]:
    """Say what changes, a sentence each, and what that comes down to."""
    every: tuple[RuleDiff | CalendarDiff, ...] = (*diff.calendar, *diff.rules)
    if not every:
        return ("Dit verandert geen regel: er komen en gaan geen taken.",)
    return (*(f"{sentence(each, diff)}." for each in every), together(diff))


def _tasks(visit: Visit, diff: Diff) -> list[tuple[str, str, str, str]]:
    """Give the first tasks that change and may be seen: what it is, when it was and becomes due, and for whom."""
    day, viewer = visit.me.day, visit.me.viewer
    chosen = [each for each in diff.shifted if each.task.key in diff.total.tasks and may_see(day, viewer, each.task)]
    rows = sorted(chosen, key=lambda each: (each.task.due, each.task.title, each.task.group))
    return [
        (
            f"{each.task.title}{f', groep {each.task.group}' if each.task.group else ''}",
            dutch(each.before.due, year=True) if each.before is not None else "er niet",
            dutch(each.after.due, year=True) if each.after is not None else "er niet",
            ", ".join(diff.names.get(one, one) for one in each.task.recipients),
        )
        for each in rows[:MOST_TASKS]
    ]


def _looked_back(past: Backtest) -> dict[str, object]:
    """Return what a past year would have been: its figures, and the rules for which it differs."""
    rules = [
        (f"{each.title}: taken", str(each.before.tasks), str(each.after.tasks))
        for each in past.rules
        if each.before.tasks != each.after.tasks
    ]
    mails = [
        (f"{each.title}: mails", str(each.before.all_mails), str(each.after.all_mails))
        for each in past.rules
        if each.before.all_mails != each.after.all_mails
    ]
    return {"whose": whose(past), "rows": [*totals(past), *rules, *mails], "skipped": skipped(past)}


def _version(visit: Visit, version: Version) -> tuple[str, str, str, str]:
    """Return when, by whom, what was done and why."""
    moment = version.at.astimezone(ZoneInfo(visit.house.settings.schedule.timezone))
    person = visit.me.day.listing.staff.get(version.by)
    name = (person.first_name or person.code) if person is not None else version.by
    done = "bewaard" if version.what == SAVED else "teruggezet"
    return f"{dutch(moment.date(), year=True)}, {moment:%H:%M}", name, done, version.why
