"""The calendar of a school year to come, as a text to fill in: what is official stands there, what is not is asked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from engine.almanac.days import ONE_DAY, SATURDAY, dutch_with_weekday, label
from engine.calendarholidays import SUMMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.almanac.schoolcalendar import AnchorDate, DayOff, Holiday, SchoolCalendar, TeamDays
    from engine.officialdates import OfficialDates

PLAIN = re.compile(r"[A-Za-z][\w/ .-]*")
MANY = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What a calendar is drafted from.

    `start` is the year it begins in, `used` are the anchors the school's rules ask dates for, `before` is the calendar
    of the year that ends (None when there is none).
    """

    start: int
    region: str
    official: OfficialDates
    used: tuple[str, ...]
    before: SchoolCalendar | None = None

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        return self.official.holidays(label(self.start), self.region)

    @property
    def last_year(self) -> str:
        return label(self.start - 1)


def file_of(start: int) -> str:
    """Return where in a school's folder the calendar of a year stands."""
    return f"calendar/{label(start)}.yaml"


def first_day(asked: Asked) -> date | None:
    """Propose the Monday after the summer holiday: the school's own, or else the official one."""
    own = asked.before.holidays if asked.before is not None else ()
    for holidays in (own, asked.official.holidays(asked.last_year, asked.region)):
        summer = _summer(holidays)
        if summer is not None:
            return _monday_after(summer.end)
    return None


def last_day(asked: Asked) -> date | None:
    """Propose the last weekday before the summer holiday."""
    summer = _summer(asked.holidays)
    if summer is None:
        return None
    day = summer.begin - ONE_DAY
    while day.weekday() >= SATURDAY:
        day -= ONE_DAY
    return day


def draft(asked: Asked) -> str:
    """Write the calendar: it reads without a mistake, and every anchor that rules ask for is there without a date."""
    parts = (_head(asked), _ends(asked), _holidays(asked), _days_off(asked), _team_days(asked), _anchors(asked))
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(asked: Asked) -> Iterator[str]:
    name = label(asked.start)
    yield f"# De kalender van schooljaar {name}, gemaakt met `jaarcyclus new-year`. Vul hem aan en verander hem."
    yield f"# Kijk daarna met `jaarcyclus check` en `jaarcyclus calendar --schooljaar {name}`."
    yield "# Wat achter een # staat, telt niet mee."
    yield f"schooljaar: {name}"


def _ends(asked: Asked) -> Iterator[str]:
    for key, day, why in (
        ("eerste_schooldag", first_day(asked), "voorstel: de maandag na de zomervakantie"),
        ("laatste_schooldag", last_day(asked), "voorstel: de laatste weekdag voor de zomervakantie"),
    ):
        yield f"{key}: {day or ''}   # {why}{_was(asked, key)}"


def _was(asked: Asked, key: str) -> str:
    if asked.before is None:
        return ""
    day = asked.before.first_day if key == "eerste_schooldag" else asked.before.last_day
    return f"; vorig jaar {_day(day)}"


def _holidays(asked: Asked) -> Iterator[str]:
    yield ""
    yield f"# De officiële vakanties van regio {asked.region}. Heeft de school andere dagen, verander ze dan hier."
    yield "vakanties:"
    for each in asked.holidays:
        yield f"  - {{naam: {_text(each.name)}, van: {each.begin}, tot_en_met: {each.end}}}"
    official = {(each.name, each.begin, each.end) for each in asked.official.holidays(asked.last_year, asked.region)}
    own = [each for each in _before(asked, "holidays") if (each.name, each.begin, each.end) not in official]
    for each in own:
        name = f", in plaats van de {each.replaces}" if each.replaces else ""
        yield f"  # Vorig jaar week de school af: {each.name}{name}, {_stretch(each.begin, each.end)}"


def _days_off(asked: Asked) -> Iterator[str]:
    yield ""
    yield "# Studiedagen en andere vrije dagen. Feestdagen zijn vanzelf vrij. Zo staat een studiedag er:"
    yield f"#   - {{naam: studiedag, op: {_example(asked)}, team_werkt: ja}}"
    yield "vrije_dagen:"
    public = {(each.name, each.day) for each in asked.official.public}
    own = (each for each in _before(asked, "days_off") if (each.name, each.begin) not in public)
    for alike in (list(each) for _, each in groupby(own, _but_for_the_day)):
        if len(alike) > MANY and alike[0].begin == alike[0].end:
            yield _many_off(alike)
        else:
            yield from (_template("  # ", each, *_off_keys(each)) for each in alike)


def _but_for_the_day(off: DayOff) -> tuple[object, ...]:
    return off.name, off.year_groups, off.team_works, off.from_hour, off.begin == off.end


def _off_keys(off: DayOff) -> tuple[dict[str, str], dict[str, str]]:
    works, half = "ja" if off.team_works else "", f'"{off.from_hour}"' if off.from_hour else ""
    more = {"jaargroep": _numbers(off.year_groups), "team_werkt": works, "vrij_vanaf": half}
    return {"naam": _text(off.name)}, more


def _many_off(alike: list[DayOff]) -> str:
    """Return one remark for many days alike (every other Friday), to be filled in as one line."""
    was = f"{len(alike)} keer, van {_day(alike[0].begin)} t/m {_day(alike[-1].end)}"
    return _line("  # ", "dagen: []", was, *_off_keys(alike[0]))


def _team_days(asked: Asked) -> Iterator[str]:
    yield ""
    yield "# Dagen waarop alleen het team werkt, ook voor de eerste schooldag."
    yield "teamdagen:"
    for each in _before(asked, "team_days"):
        yield _template("  # ", each, {"naam": _text(each.name)}, {})


def _anchors(asked: Asked) -> Iterator[str]:
    yield ""
    yield "# Datums waar de regels van de school naar vragen. Zo staat een datum onder zijn anker:"
    yield f"#     - {{naam: rapport 1, op: {_example(asked)}}}"
    yield "# Zolang een anker leeg is, komen de taken die erbij horen er niet."
    yield "ankers:" if asked.used else "ankers: {}"
    last = asked.before.anchors if asked.before is not None else {}
    for name in asked.used:
        yield f"  {_text(name)}:"
        yield from _dates(last.get(name, ()), "    # ")
    others = [name for name in sorted(last) if name not in asked.used and last[name]]
    if others:
        yield "  # Deze stonden vorig jaar ook in de kalender; geen regel vraagt ernaar."
    for name in others:
        yield f"  # {_text(name)}:"
        yield from _dates(last[name], "  #   ")


def _dates(found: Iterable[AnchorDate], margin: str) -> Iterator[str]:
    for each in found:
        ordinal = str(each.ordinal) if each.ordinal is not None else ""
        more = {"groep": _text(each.group), "jaargroep": _numbers(each.year_groups), "volgnummer": ordinal}
        yield _template(margin, each, {"naam": _text(each.name), "soort": _text(each.kind)}, more)


def _template(margin: str, last: AnchorDate | DayOff | TeamDays, first: dict[str, str], more: dict[str, str]) -> str:
    """Return last year's line as a remark, with its day left to fill in and beside it the day it was."""
    days = "op: " if last.begin == last.end else "van: , tot_en_met: "
    return _line(margin, days, _stretch(last.begin, last.end), first, more)


def _line(margin: str, days: str, was: str, first: dict[str, str], more: dict[str, str]) -> str:
    before, after = (", ".join(f"{key}: {value}" for key, value in each.items() if value) for each in (first, more))
    keys = ", ".join(filter(None, (before, days, after)))
    return f"{margin}- {{{keys}}}   # vorig jaar {was}"


def _before(asked: Asked, what: str) -> tuple:  # type: ignore[type-arg]
    return tuple(getattr(asked.before, what)) if asked.before is not None else ()


def _example(asked: Asked) -> date:
    """Give a day for an example: a Tuesday that lies in the year."""
    return (first_day(asked) or date(asked.start, 9, 6)) + timedelta(weeks=5, days=1)


def _summer(holidays: Iterable[Holiday]) -> Holiday | None:
    return next((each for each in holidays if SUMMER in (each.name.lower(), each.replaces)), None)


def _monday_after(day: date) -> date:
    return day + ONE_DAY * (7 - day.weekday())


def _stretch(begin: date, end: date) -> str:
    return _day(begin) if begin == end else f"{dutch_with_weekday(begin)} t/m {_day(end)}"


def _day(day: date) -> str:
    return f"{dutch_with_weekday(day)} {day.year}"


def _numbers(numbers: frozenset[int]) -> str:
    return str(sorted(numbers)) if numbers else ""


def _text(words: str) -> str:
    """Return words as YAML reads them back."""
    return words if not words or PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)
