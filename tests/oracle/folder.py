"""A school's folder, read the plainest way: no checks, no places, no memory. For the oracle only."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

TOP = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
TEACHING = {"LRK", "KLA", "ADJ", "DIR", "IB", "TAL"}


@dataclass
class Holiday:
    name: str
    begin: date
    end: date
    replaces: str = ""


@dataclass
class Entry:
    """One date under `ankers`."""

    begin: date
    end: date
    name: str = ""
    kind: str = ""
    group: str = ""
    year_groups: list[int] = field(default_factory=list)
    number: int | None = None


@dataclass
class Calendar:
    year: int
    first: date
    last: date
    holidays: list[Holiday] = field(default_factory=list)
    free: set[date] = field(default_factory=set)
    free_for: list[tuple[date, list[int]]] = field(default_factory=list)
    team: set[date] = field(default_factory=set)
    anchors: dict[str, list[Entry]] = field(default_factory=dict)


@dataclass
class Pupil:
    number: str
    birth: date | None = None
    year_group: str = ""
    entry: date | None = None
    exit: date | None = None
    traits: dict[str, str] = field(default_factory=dict)
    previous_group: str = ""


@dataclass
class Group:
    name: str
    year: int
    kind: str = "stam"
    own: set[int] = field(default_factory=set)
    teachers: set[str] = field(default_factory=set)
    pupils: set[str] = field(default_factory=set)
    ib: set[str] = field(default_factory=set)


@dataclass
class Staff:
    code: str
    email: str = ""
    roles: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    kind: str = ""
    begin: date | None = None
    end: date | None = None
    account: str = ""


@dataclass
class Case:
    type: str
    key: str
    about_type: str
    about: str
    kind: str = ""
    begin: date | None = None
    end: date | None = None
    traits: dict[str, str] = field(default_factory=dict)


@dataclass
class Registration:
    kind: str
    about_type: str
    about: str
    on: date
    area: str = ""
    value: str = ""


@dataclass
class School:
    brin: str
    start: date
    export_year: int
    calendars: dict[int, Calendar]
    pupils: dict[str, Pupil]
    groups: list[Group]
    staff: dict[str, Staff]
    cases: list[Case]
    registrations: list[Registration]
    rules: list[dict[str, Any]]
    walked: dict[tuple[int, str, frozenset[int]], list[Any]] = field(default_factory=dict)  # the oracle's own


def school_year(day: date) -> int:
    """11: a school year runs from 1 August up to and including 31 July."""
    return day.year if day.month >= 8 else day.year - 1


def year_name(year: int) -> str:
    return f"{year}-{year + 1}"


def open_school(folder: Path) -> School:
    config = tomllib.loads((folder / "config.toml").read_text())["school"]
    school = School(config["brin"], config.get("start", date.min), 0, {}, {}, [], {}, [], [], [])
    official = yaml.load((TOP / "calendar" / "schoolvakanties.yaml").read_text(), Loader=yaml.CSafeLoader)
    for file in sorted((folder / "calendar").glob("????-????.yaml")):
        calendar = _calendar(yaml.load(file.read_text(), Loader=yaml.CSafeLoader), official, config["region"])
        school.calendars[calendar.year] = calendar
    _export(school, ElementTree.parse(folder / "edex.xml").getroot())
    _sheets(school, folder)
    files = [file for pack in config["packs"] for file in sorted((TOP / "rules" / pack).glob("*.yaml"))]
    _rules(school, files + sorted((folder / "rules").rglob("*.yaml")))
    return school


# --- calendar ---------------------------------------------------------------------------------------------------


def _stretch(node: dict[str, Any]) -> tuple[date, date]:
    """formaten: `op`, or `van` and `tot_en_met`, or `dagen` (begin and end are the first and the last)."""
    if "op" in node:
        return node["op"], node["op"]
    if "dagen" in node:
        return min(node["dagen"]), max(node["dagen"])
    return node["van"], node["tot_en_met"]


def _each_day(begin: date, end: date) -> list[date]:
    return [begin + DAY * n for n in range((end - begin).days + 1)]


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _calendar(node: dict[str, Any], official: dict[str, Any], region: str) -> Calendar:
    year = int(node["schooljaar"][:4])
    calendar = Calendar(year, node["eerste_schooldag"], node["laatste_schooldag"])
    own = [
        Holiday(str(h["naam"]).lower(), *_stretch(h), replaces=str(h.get("vervangt", "")).lower())
        for h in node.get("vakanties") or []
    ]
    # formaten: a holiday here replaces the official one of that name, or the one it says it replaces.
    gone = {h.name for h in own} | {h.replaces for h in own}
    theirs = official["schooljaren"].get(year_name(year), {}).get(region, [])
    own += [Holiday(h["naam"], h["van"], h["tot_en_met"]) for h in theirs if h["naam"] not in gone]
    for holiday in own:
        calendar.free.update(_each_day(holiday.begin, holiday.end))
        # The table of anchors: a holiday has the Saturday and Sunday that touch it.
        while (holiday.begin - DAY).weekday() >= 5:
            holiday.begin -= DAY
        while (holiday.end + DAY).weekday() >= 5:
            holiday.end += DAY
    calendar.holidays = sorted(own, key=lambda h: h.begin)
    for days in official["feestdagen"].values():
        calendar.free.update(d["op"] for d in days if d["schoolvrij"] == "ja")
    _days_off(calendar, node)
    for name, entries in (node.get("ankers") or {}).items():
        calendar.anchors[str(name).lower()] = [_entry(e, group) for e in entries for group in _list(e.get("groep", ""))]
    return calendar


def _days_off(calendar: Calendar, node: dict[str, Any]) -> None:
    for off in node.get("vrije_dagen") or []:
        if "vrij_vanaf" in off:  # 30: half a day off is a school day
            continue
        team = off.get("team_werkt") in ("ja", True)
        for day in _days_named(off):
            if "jaargroep" in off:
                calendar.free_for.append((day, _list(off["jaargroep"])))
            else:
                calendar.free.add(day)
            if team and _works(day, off):
                calendar.team.add(day)
    for off in node.get("teamdagen") or []:  # 30: a day under `teamdagen` is no school day
        for day in _days_named(off):
            calendar.free.add(day)
            if _works(day, off):
                calendar.team.add(day)


def _works(day: date, off: dict[str, Any]) -> bool:
    """A weekend inside a span stays a weekend; a Saturday that is named itself is a day the team works."""
    return day.weekday() < 5 or "op" in off or "dagen" in off


def _days_named(off: dict[str, Any]) -> list[date]:
    """`dagen` of days off and team days are those days alone, not what lies between them."""
    return _list(off["dagen"]) if "dagen" in off else _each_day(*_stretch(off))


def _entry(node: dict[str, Any], group: Any) -> Entry:
    begin, end = _stretch(node)
    return Entry(
        begin,
        end,
        str(node.get("naam", "")),
        str(node.get("soort", "")),
        str(group),
        _list(node.get("jaargroep")),
        node.get("volgnummer"),
    )


# --- export and sheets -------------------------------------------------------------------------------------------


def _text(node: ElementTree.Element, name: str) -> str:
    return (node.findtext(name) or "").strip()


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _key(node: ElementTree.Element) -> str:
    return (node.get("key") or "").strip()


def _export(school: School, root: ElementTree.Element) -> None:
    school.export_year = int(_text(root, "school/schooljaar")[:4])
    by_key: dict[str, Group] = {}
    own_of_key: dict[str, str] = {}
    for node in root.findall("groepen/*"):
        name = _text(node, "naam")
        kind = "stam" if node.tag == "groep" else "subgroep"
        stem = re.sub(r"_lj_\d+$", "", _key(node))
        same = [g for k, g in by_key.items() if re.sub(r"_lj_\d+$", "", k) == stem or g.name == name]
        group = same[0] if same else Group(name, school.export_year, kind)
        if not same:
            school.groups.append(group)
        by_key[_key(node)] = group
        own_of_key[_key(node)] = _text(node, "jaargroep")
        if _text(node, "jaargroep") in "12345678" and _text(node, "jaargroep"):
            group.own.add(int(_text(node, "jaargroep")))
    for node in root.findall("leerlingen/leerling"):
        pupil = Pupil(_key(node), _date(_text(node, "geboortedatum")), _text(node, "jaargroep"))
        pupil.entry = _date(_text(node, "instroomdatum"))
        leaves = _date(_text(node, "uitstroomdatum"))
        pupil.exit = leaves - DAY if leaves else None  # the first day without, so the day before counts
        for ref in node.findall("groep") + node.findall("samengestelde_groepen/samengestelde_groep"):
            if _key(ref) not in by_key:
                continue
            by_key[_key(ref)].pupils.add(pupil.number)
            if not pupil.year_group and own_of_key[_key(ref)] != "C":
                pupil.year_group = own_of_key[_key(ref)]
        school.pupils[pupil.number] = pupil
    for node in root.findall("leerkrachten/leerkracht"):
        staff = Staff(_key(node), _text(node, "emailadres"))
        given = [(r.text or "").strip() for r in node.iter() if r.tag in ("rol", "rolomschrijving")]
        if not given or TEACHING & set(given):
            staff.roles.add("leerkracht")
        for ref in node.findall("groepen/*"):
            if _key(ref) in by_key:
                by_key[_key(ref)].teachers.add(staff.code)
        school.staff[staff.code] = staff


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(io.StringIO(file.read_text()))]


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _pairs(text: str) -> dict[str, str]:
    return {part.partition("=")[0].strip(): part.partition("=")[2].strip() for part in _split(text)}


def _sheets(school: School, folder: Path) -> None:
    """formaten: where csv and the export both speak, csv wins if filled; teachers and pupils of a group are added."""
    for row in _rows(folder / "medewerkers.csv"):
        new = row["code"] not in school.staff
        staff = school.staff.setdefault(row["code"], Staff(row["code"]))
        staff.email = row.get("email") or staff.email
        if row.get("rollen"):
            staff.roles = set(_split(row["rollen"]))
        elif new:
            staff.roles = {"leerkracht"}  # the export gives no role anywhere
        staff.days = _split(row.get("werkdagen", ""))
        staff.kind = row.get("soort", "")
        staff.begin, staff.end = _date(row.get("in_dienst", "")), _date(row.get("uit_dienst", ""))
        staff.account = row.get("account", "")
        if staff.kind == "stagiair" and not row.get("rollen"):
            staff.roles = set()  # formaten: "anders heeft hij geen rol (ook een stagiair niet)"
    for row in _rows(folder / "leerlingen.csv"):
        pupil = school.pupils.setdefault(row["leerlingnummer"], Pupil(row["leerlingnummer"]))
        pupil.traits = _pairs(row.get("kenmerken", ""))
        pupil.entry = _date(row.get("instroom", "")) or pupil.entry
        pupil.exit = _date(row.get("uitstroom", "")) or pupil.exit
        pupil.previous_group = row.get("vorige_groep", "")
    for row in _rows(folder / "groepen.csv"):
        year = int(row["schooljaar"][:4]) if row.get("schooljaar") else school.export_year
        same = [g for g in school.groups if g.name == row["groep"] and g.year == year]
        group = same[0] if same else Group(row["groep"], year)
        if not same:
            school.groups.append(group)
        group.kind = row.get("soort") or group.kind
        group.teachers |= set(_split(row.get("leerkrachten", "")))
        group.pupils |= set(_split(row.get("leerlingen", "")))
        if row.get("jaargroepen"):
            group.own = {int(n) for n in _split(row["jaargroepen"])}
        group.ib |= set(_split(row.get("ib", "")))
    for row in _rows(folder / "registraties.csv"):
        on = date.fromisoformat(row["op"])
        school.registrations.append(
            Registration(
                row["soort"],
                row["onderwerp_type"],
                row["onderwerp"],
                on,
                row.get("gebied", ""),
                row.get("waarde", ""),
            )
        )
    for row in _rows(folder / "zaken.csv"):
        school.cases.append(
            Case(
                row["type"],
                row["sleutel"],
                row["onderwerp_type"],
                row["onderwerp"],
                row.get("soort", ""),
                _date(row.get("van", "")),
                _date(row.get("tot_en_met", "")),
                _pairs(row.get("kenmerken", "")),
            )
        )


def _rules(school: School, files: list[Path]) -> None:
    """An override replaces the keys it names as a whole; `uit: ja` switches the rule off."""
    overrides: list[dict[str, Any]] = []
    for file in files:
        node = yaml.load(file.read_text(), Loader=yaml.CSafeLoader)
        school.rules += node.get("regels") or []
        overrides += node.get("aanpassingen") or []
    for override in overrides:
        for rule in school.rules:
            if rule["id"] == override["id"]:
                rule.update(override)
    school.rules = [rule for rule in school.rules if rule.get("uit") not in ("ja", True)]
