"""A date added, moved or taken out: first what that does, then saved with who and why, and put back when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException

from engine.almanac.days import dutch, label
from engine.calendaredit import AFTERNOON, SECTIONS, Move, Put, Remove, entry_at
from engine.calendarentry import DATE, DAY_OFF, HALF_DAY, HOLIDAY, STUDY_DAY, Entry
from engine.intake.agenda import MOST_DATES
from engine.lookup import NoSuch
from engine.runs.calendarsave import MEANWHILE, NOT_SO, Refused, Wish, begin, preview, save, undo
from engine.runs.keepfile import LONGEST_WHY
from engine.runs.ourcalendar import calendar_file
from engine.yearpicture.dates import in_short
from web import yearcalendar
from web.asking import asked_day, one_line, to
from web.calendarmarks import HOME, address, year_asked
from web.drawing import drawn_for
from web.plainly import as_sentence
from web.preview import preview_of

if TYPE_CHECKING:
    from datetime import date

    from starlette.responses import Response

    from engine.calendaredit import Edit
    from engine.runs.rulelook import Looked
    from web.access import Visit

ADD, MOVE, REMOVE, MANY = "zet", "verplaats", "weg", "agenda"
LONGEST_NAME = 60
OTHER = "datum:"
YEAR_GROUPS = tuple("12345678")
NOT_PASSED_ON = ("bewijs", "waarom")
NO_DAY = "Vul een dag in, zoals 5 oktober 2026."
NO_ORDER = "De laatste dag ligt voor de eerste."
NO_KIND = "Kies wat voor dag het is."
NO_NAME = "Geef de vakantie een naam."
NONE_CHOSEN = "Kies bij minstens een datum wat het is."
WORDS = {
    MEANWHILE: (
        "Iemand anders heeft de kalender intussen veranderd. Er is niets overschreven. "
        "Kijk in de kalender wat er nu staat, en doe het zo nodig opnieuw."
    ),
    NOT_SO: (
        "Dit deel van de kalender is zo opgeschreven dat het hier niet te veranderen is. Er is niets veranderd. "
        "Pas het aan in het bestand zelf."
    ),
}


def look(visit: Visit) -> Response:
    """Show what a change does. Nothing is saved."""
    start, house = _start(visit), visit.house
    edits = _edits(visit)
    if isinstance(edits, str):
        return yearcalendar.page(visit, start, 400, edits)
    wish = Wish(start, edits, visit.form.get("versie", ""))
    with house.database.reading(house.school) as store:
        found = preview(house.settings, store, wish, house.today)
    if isinstance(found, Refused):
        return yearcalendar.page(visit, start, 409, WORDS[found.reason])
    return _preview(visit, wish, found)


def keep(visit: Visit) -> Response:
    """Save what was looked at, over what it was looked at in."""
    start, house = _start(visit), visit.house
    edits = _edits(visit)
    if isinstance(edits, str):
        return yearcalendar.page(visit, start, 400, edits)
    why = one_line(visit.form.get("waarom", ""), LONGEST_WHY)
    wish = Wish(start, edits, visit.form.get("versie", ""), visit.me.staff.code, why)
    with house.database.writing(house.school) as store:
        saved = save(house.settings, store, wish, house.today, house.now())
    if isinstance(saved, Refused) and saved.looked is not None:
        return _preview(visit, wish, saved.looked, 409)
    return _after(visit, start, saved, "bewaard")


def put_back(visit: Visit) -> Response:
    """Put back what was there before the last save."""
    start, house = _start(visit), visit.house
    with house.database.writing(house.school) as store:
        undone = undo(house.settings, store, start, visit.me.staff.code, house.today, house.now())
    if undone is None:
        raise HTTPException(404)
    return _after(visit, start, undone, "terug")


def make(visit: Visit) -> Response:
    """Begin the calendar of a year that has none."""
    start, house = _start(visit), visit.house
    with house.database.writing(house.school) as store:
        begun = begin(house.settings, store, start, visit.me.staff.code, house.today, house.now())
    if isinstance(begun, NoSuch):
        return yearcalendar.page(visit, start, 409, as_sentence(begun.message))
    return _after(visit, start, begun, "begonnen")


def _after(visit: Visit, start: int, done: object, word: str) -> Response:
    if not isinstance(done, Refused):
        return to(visit, address(start, word))
    wrong = [as_sentence(each.message) for each in done.looked.problems if each.is_error] if done.looked else []
    return yearcalendar.page(visit, start, 409, WORDS.get(done.reason) or " ".join(wrong) or WORDS[NOT_SO])


# --- what was asked


def _start(visit: Visit) -> int:
    return year_asked(visit, visit.request.path_params["year"])


def _edits(visit: Visit) -> tuple[Edit, ...] | str:
    """Read the form: what is to change, or what is missing in a sentence."""
    form, do = visit.form, visit.form.get("doe", "")
    if do == REMOVE:
        return (Remove(form.get("plek", "")),)
    if do == MANY:
        return _chosen(form)
    days = _days(form)
    if isinstance(days, str):
        return days
    if do == MOVE:
        return (Move(form.get("plek", ""), *days),)
    entry = _entry(form, *days)
    return entry if isinstance(entry, str) else (Put(entry),)


def _chosen(form: ImmutableMultiDict[str, str]) -> tuple[Edit, ...] | str:
    """Read the rows of an agenda of which somebody said what they are."""
    found: list[Edit] = []
    for number in range(MOST_DATES):
        row = ImmutableMultiDict([(each, form.get(f"{each}.{number}", "")) for each in ("wat", "van", "tot", "naam")])
        if not row["wat"]:
            continue
        days = _days(row)
        entry = days if isinstance(days, str) else _entry(row, *days)
        if isinstance(entry, str):
            return entry
        found.append(Put(entry))
    return tuple(dict.fromkeys(found)) or NONE_CHOSEN


def _days(form: ImmutableMultiDict[str, str]) -> tuple[date, date] | str:
    first = asked_day(form.get("van", ""))
    last = asked_day(form.get("tot", "")) if form.get("tot") else first
    if first is None or last is None:
        return NO_DAY
    return (first, last) if first <= last else NO_ORDER


def _entry(form: ImmutableMultiDict[str, str], first: date, last: date) -> Entry | str:
    what, name = form.get("wat", ""), one_line(form.get("naam", ""), LONGEST_NAME)
    groups = tuple(each for each in form.getlist("groep") if each)
    numbers = frozenset(int(each) for each in form.getlist("jaargroep") if each in YEAR_GROUPS)
    if what.startswith(OTHER):
        anchor = one_line(what.removeprefix(OTHER) or form.get("anders", "").lower(), LONGEST_NAME)
        return Entry(DATE, first, last, name, anchor, groups, numbers) if anchor else NO_KIND
    if what not in SECTIONS:
        return NO_KIND
    if what == HOLIDAY and not name:
        return NO_NAME
    hour = form.get("uur", "") or AFTERNOON if what == HALF_DAY else ""
    return Entry(
        what,
        first,
        last,
        name or (STUDY_DAY if what == STUDY_DAY else ""),
        year_groups=numbers if what in (DAY_OFF, HALF_DAY) else frozenset(),
        hour=hour,
    )


# --- what is shown


def _preview(visit: Visit, wish: Wish, looked: Looked, status: int = 200) -> Response:
    fields = [(name, value) for name, value in visit.form.multi_items() if name not in NOT_PASSED_ON and value]
    text = calendar_file(visit.house.settings, wish.start).text
    return drawn_for(
        visit,
        "calendarlook.html.j2",
        status,
        year=label(wish.start),
        heading=[_said(each, text) for each in wish.edits],
        fields=fields,
        why=wish.why,
        wrong=[(each.line, as_sentence(each.message)) for each in looked.problems if each.is_error],
        elsewhere=[f"In {each.file}, regel {each.line}: {each.message}" for each in looked.elsewhere],
        remarks=[f"Regel {each.line}: {each.message}" for each in looked.problems if not each.is_error],
        preview=preview_of(visit, looked),
        back=f"{visit.house.root}{HOME}?jaar={label(wish.start)}",
        longest=LONGEST_WHY,
    )


def _said(edit: Edit, text: str) -> str:
    """Say in one sentence what is to change."""
    if isinstance(edit, Put):
        return f"Erbij: {edit.entry.words}, {_days_of(edit.entry.begin, edit.entry.end)}."
    there = entry_at(text, edit.place)
    if there is None:
        return ""
    was = _days_of(there.begin, there.end)
    if isinstance(edit, Remove):
        return f"Weg: {there.words}, {was}."
    return f"Op een andere dag: {there.words}, van {was} naar {_days_of(edit.begin, edit.end)}."


def _days_of(first: date, last: date) -> str:
    return dutch(first, year=True) if first == last else f"{in_short(first, last)} {last.year}"
