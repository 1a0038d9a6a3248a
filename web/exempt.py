"""Uitzonderingen: who or what does not take part in what for a while, until when and why; made and ended here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.exception import until
from engine.model import GROUP, HOME_GROUP, LATER, PUPIL, SCHOOL, STAFF
from engine.runs.exceptions import Asked, end, exceptions_beside, make
from engine.runs.eyes import KEEPER
from web.asking import asked_day, done, one_line, to
from web.drawing import drawn_for
from web.keeping import HOME as KEEPING
from web.mailwords import name_of

if TYPE_CHECKING:
    from datetime import date

    from starlette.responses import Response

    from engine.runs.exceptions import Shown
    from web.access import Visit

HOME = f"{KEEPING}/uitzonderingen"
LONGEST = 300
RULE, PACK, ALL = "regel", "pakket", "alles"
NO_REASON = "Schrijf erbij waarom: een zin voor wie dit later leest."
NO_PUPIL = "Vul het leerlingnummer in."
NO_ONE = "Kies voor wie of wat de uitzondering is."
NO_DAY = "Een dag is niet goed ingevuld."
BOTH = "Kies tot en met wanneer het duurt, of vanaf wanneer het begint; niet allebei."
SAID = {
    "gemaakt": "De uitzondering is gemaakt.",
    "voorbij": "De uitzondering is beëindigd: wat nog moet, telt weer mee.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An exception as it is listed. `open` says that it can still be ended."""

    number: int
    about: str
    what: str
    when: str
    why: str
    tasks: int
    open: bool


def show(visit: Visit) -> Response:
    """Show the exceptions there are, those that are over when asked, and the form for a new one."""
    return _page(visit)


def add(visit: Visit) -> Response:
    """Make one."""
    house, now = visit.house, visit.house.now()
    asked = _asked(visit)
    if isinstance(asked, str):
        return _page(visit, 400, asked)
    trouble = done(visit, lambda store: make(house.settings, store, asked, now.date(), now))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=gemaakt")


def stop(visit: Visit) -> Response:
    """End one before its time."""
    house, now, code = visit.house, visit.house.now(), visit.me.staff.code
    number = visit.request.path_params["number"]
    trouble = done(visit, lambda store: end(house.settings, store, number, code, now.date(), now))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=voorbij")


def _asked(visit: Visit) -> Asked | str:
    """Read the form: what is asked, or a sentence about what is missing."""
    form = visit.form
    days = [asked_day(form.get(each, "")) for each in ("van", "tot", "vanaf")]
    kind, _, subject = form.get("voor", "").partition(":")
    subject = form.get("leerling", "").strip() if kind == PUPIL else subject
    about, _, what = form.get("waarover", "").partition(":")
    reason = one_line(form.get("reden", ""), LONGEST)
    if wrong := _wrong(visit, kind, subject, reason, days):
        return wrong
    begin, last, later = days
    return Asked(
        reason,
        visit.me.staff.code,
        group=subject if kind == GROUP else "",
        pupil=subject if kind == PUPIL else "",
        staff=subject if kind == STAFF else "",
        rule=what if about == RULE else "",
        pack=what if about == PACK else "",
        begin=begin,
        end=last,
        later=later,
    )


def _wrong(visit: Visit, kind: str, subject: str, reason: str, days: list[date | None]) -> str:
    if kind not in (SCHOOL, GROUP, STAFF, PUPIL) or (kind in (GROUP, STAFF) and not subject):
        return NO_ONE
    if kind == PUPIL and not subject:
        return NO_PUPIL
    if any(visit.form.get(name, "") and day is None for name, day in zip(("van", "tot", "vanaf"), days, strict=True)):
        return NO_DAY
    if days[1] and days[2]:
        return BOTH
    return "" if reason else NO_REASON


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    day, asked = visit.me.day, visit.request.query_params
    every = bool(asked.get("alles"))
    facts, book = day.school.facts, day.school.book
    rules = [each for each in book.rules if each.id not in _hidden(visit)]
    groups = {each.name for each in facts.groups if each.kind == HOME_GROUP and each.school_year == facts.school_year}
    return drawn_for(
        visit,
        "exempt.html.j2",
        status,
        rows=[_row(each, day.today, _hidden(visit)) for each in exceptions_beside(day.listing, day.today, every=every)],
        every=every,
        groups=sorted(groups),
        staff=sorted((name_of(day, each.code), each.code) for each in facts.staff if each.present),
        packs=day.school.settings.school.packs,
        rules=sorted(((each.title, each.id) for each in rules), key=lambda each: each[0].lower()),
        may=KEEPER in visit.me.staff.roles,
        filled=visit.form,
        longest=LONGEST,
        said=SAID.get(asked.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _hidden(visit: Visit) -> frozenset[str]:
    """Return the rules that are not named to who signed in by mail."""
    return frozenset() if visit.me.sensitive else frozenset(visit.me.day.reading.hidden)


def _row(shown: Shown, today: date, hidden: frozenset[str]) -> Row:
    each = shown.exemption
    what = "een vertrouwelijke regel" if each.rule in hidden else shown.what
    why = f"{each.reason} ({shown.by})" if shown.by else each.reason
    return Row(each.number, shown.about, what, _when(shown, today), why, len(shown.tasks), not each.is_past(today))


def _when(shown: Shown, today: date) -> str:
    each = shown.exemption
    if each.last < each.begin:
        return "teruggenomen"
    if each.is_past(today):
        return f"voorbij sinds {dutch(each.goes_on)}"
    if each.kind == LATER:
        return until(each)
    return f"{f'van {dutch(each.begin)} ' if each.begin > today else ''}{until(each)}"
