"""Text of calendar/<year>.yaml, with the official holidays of the region, to one school year's calendar."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from engine.almanac.days import ONE_DAY, SATURDAY, dutch, start_of
from engine.almanac.schoolcalendar import AnchorDate, DayOff, Holiday, SchoolCalendar, TeamDays
from engine.calendaranchors import KnownGroups, read_anchors
from engine.calendarholidays import SUMMER, Context, read_holidays
from engine.calendarspan import DAYS_KEY, SPAN_KEYS, YearSpan, items, read_day, read_name, read_spans, read_year_groups
from engine.reading import Problems, as_list, as_mapping, as_text, as_time, as_yes_no, fields, required, unknown_word
from engine.yamldoc import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingOf

    from engine.officialdates import OfficialDates
    from engine.problem import Problem
    from engine.yamldoc import Node

CALENDAR_KEYS = (
    "schooljaar", "eerste_schooldag", "laatste_schooldag", "vakanties", "vrije_dagen", "teamdagen", "ankers",
)  # fmt: skip
DAY_OFF_KEYS = ("naam", *SPAN_KEYS, DAYS_KEY, "team_werkt", "jaargroep", "vrij_vanaf")
TEAM_DAY_KEYS = ("naam", *SPAN_KEYS, DAYS_KEY)
AFTERNOON = "middag"
# What schools call days that stand under `vrije_dagen` here.
DAYS_OFF_TOO = ("feestdagen", "studiedagen", "margedagen")

_Closed: TypeAlias = Holiday | DayOff | TeamDays


def read_calendar(
    text: str | bytes,
    file: str,
    official: OfficialDates,
    region: str,
    groups: MappingOf[str, frozenset[str]] | None,
    renamed: MappingOf[str, str],
    reserved: frozenset[str] = frozenset(),
) -> tuple[SchoolCalendar | None, list[Problem]]:
    """Read one school year. The calendar holds all that could be read, beside its problems: look at both.

    `groups` are the names of the groups per school year, None while nothing has been imported; `renamed` maps a
    group's former name to its present one. `reserved` are anchors that need no date, in lower case. Without a school
    year or a first or last day there is no calendar.
    """
    document = read_yaml(text, file)
    problems = Problems(file)
    problems.found.extend(document.problems)
    root = as_mapping(document.root, problems, "schooljaar: 2026-2027") if document.root else None
    calendar = calendar_of(root, official, region, KnownGroups(groups, renamed), reserved, problems) if root else None
    return calendar, sorted(problems.found)


def read_words(text: str | bytes, file: str) -> SchoolCalendar | None:
    """Read only which anchors a calendar dates and under which names, where no calendar can be made of it.

    What it gives is good for looking words up and for nothing else. None when there is nothing to read at all.
    """
    root = read_yaml(text, file).root
    node = root.get("ankers") if isinstance(root, Mapping) else None
    if root is None:
        return None
    pairs = node.pairs if isinstance(node, Mapping) else ()
    anchors = {key.value.strip(): tuple(_named(key.value.strip(), value)) for key, value in pairs}
    return SchoolCalendar(0, date.min, date.min, anchors=anchors)


def _named(anchor: str, node: Node) -> Iterator[AnchorDate]:
    for item in as_list(node):
        name = item.get("naam") if isinstance(item, Mapping) else None
        if isinstance(name, Scalar):
            yield AnchorDate(anchor, date.min, date.min, name.value.strip())


def calendar_of(
    root: Mapping,
    official: OfficialDates,
    region: str,
    groups: KnownGroups,
    reserved: frozenset[str],
    problems: Problems,
) -> SchoolCalendar | None:
    """Make a calendar of the keys as they were read; None without a school year or a first or last day."""
    _check_keys(root, problems)
    start = _read_school_year(root, problems)
    if start is None:
        return None
    context = Context(YearSpan(start), official, region, problems)
    _check_official(root, context)
    holidays = read_holidays(root.get("vakanties"), context)
    days_off = (*_read_days_off(root.get("vrije_dagen"), context), *_public_holidays(context))
    team_days = tuple(_read_team_days(root.get("teamdagen"), context))
    anchors = read_anchors(root.get("ankers"), context.year, groups, problems)
    _check_names(root.get("ankers"), holidays, reserved, problems)
    closed = _closed_days(holidays, days_off, team_days)
    first, last = _first_and_last(root, context, holidays, closed)
    if first is None or last is None:
        return None
    return SchoolCalendar(start, first, last, holidays, days_off, team_days, anchors)


def _check_keys(root: Mapping, problems: Problems) -> None:
    for key, _ in root.pairs:
        if key.value in DAYS_OFF_TOO:
            problems.error(key, f'{key.value} staan bij "vrije_dagen"; werkt het team dan, zet er team_werkt: ja bij')
        elif key.value not in CALENDAR_KEYS:
            problems.error(key, unknown_word("e sleutel", key.value, CALENDAR_KEYS))


def _check_names(
    node: Node | None, holidays: tuple[Holiday, ...], reserved: frozenset[str], problems: Problems
) -> None:
    """Refuse dates for an anchor that has its own already: nobody would ever look at them."""
    own = {name.lower() for each in holidays for name in (each.name, each.replaces)}
    for key, _ in node.pairs if isinstance(node, Mapping) else ():
        name = key.value.strip().lower()
        if name in own:
            problems.error(key, f'"{key.value}" is een vakantie; zet haar bij "vakanties"')
        elif name in reserved:
            problems.error(key, f'"{key.value}" heeft vanzelf al datums; geef dit anker een andere naam')


def _read_school_year(root: Mapping, problems: Problems) -> int | None:
    """Return the first calendar year of `schooljaar`, or of the file's name when the key is missing."""
    named = PurePath(problems.file).stem
    node = required(root, "schooljaar", problems)
    if node is None:
        return _start(named)
    written = as_text(node, problems, "een schooljaar, zoals 2026-2027") or ""
    start = _start(written)
    if written and start is None:
        problems.error(node, f'hier hoort een schooljaar te staan, zoals 2026-2027, niet "{written}"')
        return _start(named)
    if start is not None and written != named:
        problems.error(node, f"hier staat schooljaar {written}, maar het bestand heet {PurePath(problems.file).name}")
    return start


def _start(school_year: str) -> int | None:
    try:
        return start_of(school_year)
    except ValueError:
        return None


def _check_official(root: Mapping, context: Context) -> None:
    if context.official.knows(str(context.year)):
        return
    context.problems.warning(
        root.get("schooljaar") or root,
        f'van schooljaar {context.year} zijn geen officiële vakanties bekend; zet ze allemaal zelf bij "vakanties"',
    )


def _read_days_off(node: Node | None, context: Context) -> Iterator[DayOff]:
    problems = context.problems
    for item in items(node, problems, "{naam: studiedag, op: 2026-10-05}"):
        fields(item, DAY_OFF_KEYS, problems)
        spans = read_spans(item, context.year, problems)
        works = item.get("team_werkt")
        team_works = (as_yes_no(works, problems) if works else None) or False
        year_groups = read_year_groups(item.get("jaargroep"), problems)
        from_hour = _read_from_hour(item.get("vrij_vanaf"), problems)
        name = read_name(item, "naam", problems)
        for span in spans:
            yield DayOff(name, span.begin, span.end, year_groups, team_works, from_hour)


def _read_from_hour(node: Node | None, problems: Problems) -> str:
    if node is None or (isinstance(node, Scalar) and node.value.strip() == AFTERNOON):
        return AFTERNOON if node else ""
    return as_time(node, problems) or ""


def _public_holidays(context: Context) -> Iterator[DayOff]:
    for each in context.official.closed_between(context.year.first, context.year.last):
        yield DayOff(each.name, each.day, each.day)


def _read_team_days(node: Node | None, context: Context) -> Iterator[TeamDays]:
    for item in items(node, context.problems, "{van: 2026-08-26, tot_en_met: 2026-08-28}"):
        fields(item, TEAM_DAY_KEYS, context.problems)
        name = read_name(item, "naam", context.problems)
        for span in read_spans(item, context.year, context.problems):
            yield TeamDays(name, span.begin, span.end)


def _closed_days(
    holidays: tuple[Holiday, ...], days_off: tuple[DayOff, ...], team_days: tuple[TeamDays, ...]
) -> list[_Closed]:
    """Return the days on which the whole school is no school."""
    whole = (each for each in days_off if not each.year_groups and not each.from_hour)
    return [*holidays, *whole, *team_days]


def _first_and_last(
    root: Mapping, context: Context, holidays: tuple[Holiday, ...], closed: list[_Closed]
) -> tuple[date | None, date | None]:
    problems, first_node, last_node = context.problems, root.get("eerste_schooldag"), root.get("laatste_schooldag")
    required(root, "eerste_schooldag", problems)
    first = read_day(first_node, context.year, problems) if first_node else None
    last = (
        read_day(last_node, context.year, problems) if last_node else _before_summer(root, holidays, closed, problems)
    )
    for day, node, which in ((first, first_node, "eerste"), (last, last_node, "laatste")):
        reason = _why_no_school(day, closed) if day else ""
        if reason and node:
            problems.error(node, f"de {which} schooldag is zelf geen schooldag: {reason}")
    if first and last and last < first:
        problems.error(last_node or root, f"de laatste schooldag ligt voor de eerste ({dutch(first, year=True)})")
        return None, None
    return first, last


def _why_no_school(day: date, closed: list[_Closed]) -> str:
    if day.weekday() >= SATURDAY:
        return f"{dutch(day)} is een {'zaterdag' if day.weekday() == SATURDAY else 'zondag'}"
    return next((f"{dutch(day)} is {_called(each)}" for each in closed if each.begin <= day <= each.end), "")


def _called(closed: _Closed) -> str:
    return closed.name or ("een teamdag" if isinstance(closed, TeamDays) else "een vrije dag")


def _before_summer(
    root: Mapping, holidays: tuple[Holiday, ...], closed: list[_Closed], problems: Problems
) -> date | None:
    """Return the last school day before the summer holiday, for a calendar that does not name it."""
    summer = next((each for each in holidays if SUMMER in (each.name.lower(), each.replaces)), None)
    if summer is None:
        problems.error(root, 'de sleutel "laatste_schooldag" ontbreekt')
        return None
    day = summer.begin - ONE_DAY
    while _why_no_school(day, closed):
        day -= ONE_DAY
    return day
