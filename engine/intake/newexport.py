"""A new export over what was told: who stays, who is missing, which group got another name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.days import dutch, start_of
from engine.intake import whois, yeargroup
from engine.intake.renames import Rename, renamed
from engine.intake.samegroup import matched
from engine.model import GROUP, PUPIL, STAFF
from engine.problem import WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.intake.edexml import Export
    from engine.model import Group, Pupil, Staff, Told

MOST = 0.1
OLDEST_YEAR = "8"
SUMMER = range(6, 9)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was told after an export, what got another name, what is odd, what a person should confirm first,
    and the export under the keys we keep."""

    told: Told
    renames: tuple[Rename, ...] = ()
    problems: tuple[Problem, ...] = ()
    confirmation: str = ""
    export: Export | None = None


def take_in(told: Told, export: Export) -> Taken:
    """Return what is told now. Groups of the export's year are the export's; those of other years stay."""
    problems = list(_older(told, export))
    found, renames = _settle(told, export, problems)
    before = renamed(told, renames)
    pupils, missing = _pupils(before.export_pupils, found.pupils)
    after = replace(
        before,
        school_year=export.school_year,
        as_of=export.as_of,
        export_pupils=pupils,
        export_staff=_staff(before.export_staff, found.staff) if found.staff else before.export_staff,
        export_groups=_groups(before.export_groups, found, missing) if found.groups else before.export_groups,
        sheet_groups=_bound(before.sheet_groups, export.school_year),
        renames=_still_former(before.renames, found),
    )
    problems.extend(_missing_staff(after, export))
    return Taken(after, renames, tuple(problems), _confirmation(before, after, export.as_of), found)


def _settle(told: Told, export: Export, problems: list[Problem]) -> tuple[Export, tuple[Rename, ...]]:
    """Return the export under the keys and names we keep, and everything that is called differently from now on."""
    pupils = whois.recognise(
        {each.number: whois.pupil(each) for each in told.export_pupils},
        {each.number: whois.pupil(each) for each in export.pupils},
    )
    staff = whois.recognise(
        {each.code: whois.member(each) for each in told.export_staff},
        {each.code: whois.member(each) for each in export.staff},
    )
    problems.extend(_emergencies(export, pupils.key_of))
    groups = _same_groups(told, export)
    renames = (
        *(Rename(PUPIL, old, new) for old, new in pupils.promoted),
        *(Rename(STAFF, old, new) for old, new in staff.promoted),
        *(Rename(GROUP, old.name, name, export.school_year) for name, old in groups.items() if old.name != name),
    )
    return _under(export, pupils.key_of, staff.key_of), renames


def _under(export: Export, pupil: Mapping[str, str], member: Mapping[str, str]) -> Export:
    return replace(
        export,
        pupils=tuple(replace(each, number=pupil[each.number]) for each in export.pupils),
        staff=tuple(replace(each, code=member[each.code]) for each in export.staff),
        groups=tuple(
            replace(
                each,
                pupils=frozenset(pupil[number] for number in each.pupils),
                teachers=frozenset(member[code] for code in each.teachers),
            )
            for each in export.groups
        ),
        lines={
            (kind, pupil.get(name, name) if kind == PUPIL else name): at for (kind, name), at in export.lines.items()
        },
    )


def _same_groups(told: Told, export: Export) -> dict[str, Group]:
    return matched([each for each in told.export_groups if each.school_year == export.school_year], export.groups)


def _pupils(known: tuple[Pupil, ...], found: tuple[Pupil, ...]) -> tuple[tuple[Pupil, ...], frozenset[str]]:
    """Return everybody, those the export no longer names at the end, and the numbers of the latter."""
    named = {each.number for each in found}
    missing = tuple(replace(each, present=False) for each in known if each.number not in named)
    return (*found, *missing), frozenset(each.number for each in missing)


def _staff(known: tuple[Staff, ...], found: tuple[Staff, ...]) -> tuple[Staff, ...]:
    named = {each.code for each in found}
    return (*found, *(replace(each, present=False) for each in known if each.code not in named))


def _groups(known: tuple[Group, ...], export: Export, missing: frozenset[str]) -> tuple[Group, ...]:
    """Return the export's groups and those of other years. A pupil who is missing stays where he was."""
    old = {each.name: each for each in known if each.school_year == export.school_year}
    names = {each.name for each in export.groups}
    found = (
        replace(each, pupils=each.pupils | (old[each.name].pupils & missing)) if each.name in old else each
        for each in export.groups
    )
    gone = (
        replace(each, pupils=each.pupils & missing, present=False) for each in old.values() if each.name not in names
    )
    return (*found, *gone, *(each for each in known if each.school_year != export.school_year))


def _bound(groups: tuple[Group, ...], school_year: str) -> tuple[Group, ...]:
    """A group of which no csv said the school year, belongs to that of the first export after it."""
    found = {(each.name, each.school_year): each for each in groups if each.school_year}
    for each in groups:
        if not each.school_year:
            found.setdefault((each.name, school_year), replace(each, school_year=school_year))
    return tuple(found.values())


def _still_former(renames: Mapping[tuple[str, str], str], export: Export) -> dict[tuple[str, str], str]:
    """A name that is in use again is no former name any more."""
    used = {
        *((PUPIL, each.number) for each in export.pupils),
        *((STAFF, each.code) for each in export.staff),
        *((GROUP, each.name) for each in export.groups),
    }
    return {key: name for key, name in renames.items() if key not in used}


def _older(told: Told, export: Export) -> Iterable[Problem]:
    if told.school_year and start_of(export.school_year) < start_of(told.school_year):
        message = f"deze export is van {export.school_year}, en er was al een van {told.school_year}; deze geldt nu"
        yield Problem(export.file, 1, 1, message, WARNING)
    elif told.as_of and export.as_of and told.school_year == export.school_year and export.as_of < told.as_of:
        message = f"deze export is van {dutch(export.as_of)}, ouder dan de vorige van {dutch(told.as_of)}"
        yield Problem(export.file, 1, 1, message, WARNING)


def _emergencies(export: Export, key_of: Mapping[str, str]) -> Iterable[Problem]:
    for each in export.pupils:
        if not each.number.startswith(whois.EMERGENCY):
            continue
        message = f"leerling {each.number} heeft een noodsleutel, die volgende keer anders mag zijn; "
        if key_of[each.number] != each.number:
            message += f"we kennen dit kind als leerling {key_of[each.number]}"
        elif whois.pupil(each).certain:
            message += "we herkennen het kind dan aan naam en geboortedatum"
        else:
            message += "zonder naam en geboortedatum herkennen we het kind dan niet"
        yield Problem(export.file, export.lines[PUPIL, each.number], 1, message, WARNING)


def _missing_staff(told: Told, export: Export) -> Iterable[Problem]:
    said = {each.code for each in told.sheet_staff}
    for each in told.export_staff:
        if not each.present and each.code not in said:
            message = (
                f"medewerker {each.code} staat niet in deze export en blijft; vul de laatste dag in medewerkers.csv in"
            )
            yield Problem(export.file, 1, 1, message, WARNING)


def _confirmation(before: Told, after: Told, as_of: date | None) -> str:
    """Return the question to a person when more than one in ten pupils would be gone, and "" otherwise.

    The last year does not count in summer, nor when a summer lies between the two exports.
    """
    now = {each.number: each for each in after.export_pupils}
    new_year = before.school_year != after.school_year
    here = [
        each
        for each in before.export_pupils
        if _is_here(each) and not (each.year_group == OLDEST_YEAR and (new_year or _in_summer(as_of, now[each.number])))
    ]
    missing = sum(not now[each.number].present for each in here)
    left = sum(now[each.number].present and not _is_here(now[each.number]) for each in here)
    if not here or missing + left <= MOST * len(here):
        return ""
    return (
        f"na deze export zouden {missing + left} van de {len(here)} leerlingen verdwijnen: "
        f"{missing} staan er niet meer in en {left} zijn uitgeschreven; klopt dat?"
    )


def _is_here(it: Pupil) -> bool:
    return it.present and it.exit is None and it.year_group != yeargroup.GONE


def _in_summer(as_of: date | None, it: Pupil) -> bool:
    """Whether the export or the last day of a pupil falls in summer, when all of the last year leave."""
    return any(day and day.month in SUMMER for day in (as_of, it.exit))
