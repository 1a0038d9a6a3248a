"""EDEXML -> an export as values. What may never be read (citizen numbers, origin, weight, postcode) never is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import start_of
from engine.intake import yeargroup
from engine.intake.exportgroups import read_groups
from engine.intake.exportpeople import ISO_DATE, People
from engine.intake.xmlnodes import Node, parse
from engine.model import Group
from engine.problem import WARNING, Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.intake.exportgroups import GroupTable, Whole
    from engine.model import Pupil, Staff

ROOT = "EDEX"
SOAP_ROOTS = frozenset({"Envelope", "leerlinggegevens_antwoord", "leerlinggegevens"})
WANTED = """
    school schooljaar peildatum brincode aanmaakdatum groepen groep samengestelde_groep samengestelde_groepen
    leerlingen leerling leerkrachten leerkracht key naam jaargroep achternaam voorvoegsel tussenvoegsel voornamen
    voorletters-1 voorletters roepnaam geboortedatum instroomdatum uitstroomdatum emailadres rol rolomschrijving
"""
NOTICE = "melding"


@dataclass(frozen=True, slots=True)
class Export:
    """One export: a school, a school year, a day, and everybody in it.

    `as_of` is the day the export speaks of (None when it does not say). `lines` tells where somebody or some
    group stands: ("leerling", "1013") -> 87.
    """

    school_year: str
    brin: str
    as_of: date | None
    pupils: tuple[Pupil, ...] = ()
    groups: tuple[Group, ...] = ()
    staff: tuple[Staff, ...] = ()
    file: str = ""
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held, and what is wrong with it; without an export when it could not be read at all."""

    export: Export | None
    problems: tuple[Problem, ...]


def read_edexml(data: bytes, file: str, brin: str = "") -> Reading:
    """Read an export. `brin` is the school it should be of; an export of another school is refused."""
    root = parse(data, file, frozenset(WANTED.split()))
    if isinstance(root, Problem):
        return Reading(None, (root,))
    if root.name != ROOT:
        return Reading(None, (Problem(file, root.line, 1, _other_root(root.name)),))
    problems: list[Problem] = []
    school = root.child("school") or Node("school", root.line)
    _check_school(school, file, brin, problems)
    if has_errors(problems):
        return Reading(None, tuple(sorted(problems)))
    export = _export(root, school, file, problems)
    return Reading(export, tuple(sorted(problems)))


def _export(root: Node, school: Node, file: str, problems: list[Problem]) -> Export:
    groups = read_groups(root.child("groepen"), file, problems)
    people = People(file, groups, problems)
    pupils = tuple(people.pupils(root.child("leerlingen")))
    staff = tuple(people.staff(root.child("leerkrachten")))
    problems.extend(_remarks(root, groups, pupils, people, file))
    year = school.value("schooljaar")
    return Export(
        school_year=year,
        brin=school.value("brincode").upper(),
        as_of=_day(school.value("peildatum")) or _day(school.value("aanmaakdatum")),
        pupils=pupils,
        groups=tuple(_group(each, year) for each in groups.wholes),
        staff=staff,
        file=file,
        lines={**people.lines, **{("groep", each.name): each.line for each in groups.wholes}},
    )


def _group(whole: Whole, school_year: str) -> Group:
    return Group(
        whole.name,
        school_year,
        kind=whole.kind,
        year_groups=yeargroup.numbers(frozenset(part.year_group for part in whole.parts)),
        teachers=frozenset(whole.teachers),
        pupils=frozenset(whole.pupils),
        export_keys=frozenset(part.key for part in whole.parts),
    )


def _check_school(school: Node, file: str, brin: str, problems: list[Problem]) -> None:
    """Report a missing or strange school year, and a school that is not ours."""
    try:
        start_of(school.value("schooljaar"))
    except ValueError:
        message = "het bestand zegt niet over welk schooljaar het gaat, zoals 2026-2027; maak de export opnieuw"
        problems.append(Problem(file, school.line, 1, message))
    found = school.value("brincode").upper()
    if not found:
        message = "er staat geen brincode in, dus of dit bestand van deze school is, is niet na te kijken"
        problems.append(Problem(file, school.line, 1, message, WARNING))
    elif brin and found != brin.strip().upper():
        message = f"dit bestand is van school {found} en deze school is {brin}; er is niets ingelezen"
        problems.append(Problem(file, school.line, 1, message))


def _remarks(root: Node, groups: GroupTable, pupils: tuple[Pupil, ...], people: People, file: str) -> list[Problem]:
    """What is no mistake, and yet good to have heard: merged groups, pupils long gone, no groups at all."""
    found = [
        Problem(file, each.line, 1, f"groep {each.name} staat er in {len(each.parts)} delen in en telt als een", NOTICE)
        for each in groups.wholes
        if len({part.year_group for part in each.parts}) > 1
    ]
    gone = [each.number for each in pupils if each.year_group == yeargroup.GONE]
    if gone:
        some = ", ".join(gone[:5]) + (", ..." if len(gone) > 5 else "")
        message = f"{_counted(len(gone))} (jaargroep H) in het bestand: {some}"
        found.append(Problem(file, people.lines["leerling", gone[0]], 1, message, NOTICE))
    if pupils and not groups.wholes:
        message = "er staan geen groepen in; groepen en wie erin zitten blijven zoals zij waren"
        found.append(Problem(file, root.line, 1, message, WARNING))
    return found


def _counted(gone: int) -> str:
    return "er staat nog een oud-leerling" if gone == 1 else f"er staan nog {gone} oud-leerlingen"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:ISO_DATE])
    except ValueError:
        return None


def _other_root(name: str) -> str:
    start = f"dit is geen EDEXML: het bestand begint met <{name[:40]}> en niet met <EDEX>; "
    if name in SOAP_ROOTS:
        return start + "dit is de UWLR-vorm van dezelfde gegevens, kies bij de export EDEX of EDEXML als bestand"
    return start + "kies in ParnasSys of ESIS de export EDEXML"
