"""Whether everything that a csv points at exists: pupils, groups, staff and cases, by file and line.

An old name is a mistake, for its owner has another one now. Anything else is a warning: the row is kept, and counts
as soon as what it points at turns up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import school_year_of
from engine.intake.meant import hint
from engine.intake.renames import RECIPIENT
from engine.model import GROUP, HOME_GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND
from engine.problem import ERROR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from engine.intake.delivery import Delivery
    from engine.intake.sheet import Place, Row
    from engine.model import Facts, Group, Told
    from engine.problem import Problem


def dangling(told: Told, facts: Facts, delivery: Delivery) -> Iterator[Problem]:
    """Yield what the files of this delivery point at and is not there. `told` and `facts` are those after it."""
    known = _Known(told, facts)
    for member in delivery.staff.rows:
        yield from known.former(member.place, "code", STAFF, member.value.code)
    for pupil in delivery.pupils.rows:
        yield from known.pupil(pupil.place, pupil.value.number)
    doubly = _doubly_placed(told, facts)
    for group in delivery.groups.rows:
        yield from known.group(group)
        key = (group.value.name, group.value.school_year or told.school_year)
        for number, other in doubly.get(key, {}).items():
            message = f"leerling {number} staat in dat schooljaar ook in groep {other}; een stamgroep is genoeg"
            yield group.place.problem("leerlingen", message, ERROR)
    for each in delivery.registrations.rows:
        it = each.value
        yield from known.subject(each.place, it.subject_type, it.subject, it.on)
        yield from known.people(each.place, "door", STAFF, [it.by])
    for case in delivery.cases.rows:
        about = case.value
        yield from known.subject(case.place, about.subject_type, about.subject, about.begin)
        yield from known.people(case.place, "kenmerken", STAFF, [about.traits.get(RECIPIENT, "")])


class _Known:
    """All names there are, gathered once."""

    def __init__(self, told: Told, facts: Facts) -> None:
        self.told = told
        self.exported = {each.number for each in told.export_pupils}
        self.export_groups = {each.name for each in told.export_groups if each.school_year == told.school_year}
        former = {
            (old, told.school_year) for kind, old in told.renames if kind == GROUP and old not in self.export_groups
        }
        self.groups = {(each.name, each.school_year) for each in facts.groups} - former
        self.names: dict[str, set[str]] = {
            PUPIL: {each.number for each in facts.pupils},
            STAFF: {each.code for each in facts.staff},
            GROUP: {each.name for each in facts.groups},
        }
        for each in facts.cases:
            self.names.setdefault(each.type, set()).add(each.key)

    def former(self, place: Place, column: str, kind: str, name: str) -> Iterator[Problem]:
        if now := self.told.renames.get((kind, name)):
            yield place.problem(column, f'{kind} "{name}" heet nu "{now}"', ERROR)

    def pupil(self, place: Place, number: str) -> Iterator[Problem]:
        """A pupil whom only a csv knows is most likely a slip of the pen, once there is an export."""
        if not number or number in self.exported:
            return
        if (PUPIL, number) in self.told.renames:
            yield from self.former(place, "leerlingnummer", PUPIL, number)
        elif self.exported:
            message = f"leerling {number} staat niet in de export{self._with_zeros(number)}"
            yield place.problem("leerlingnummer", message)

    def group(self, row: Row[Group]) -> Iterator[Problem]:
        """A row may bring a group of its own, but not one that is called differently by now."""
        it, place = row.value, row.place
        if it.school_year in ("", self.told.school_year) and it.name not in self.export_groups:
            yield from self.former(place, "groep", GROUP, it.name)
            yield from self._nearly(place, it.name)
        yield from self.people(place, "leerlingen", PUPIL, it.pupils)
        yield from self.people(place, "leerkrachten", STAFF, it.teachers)
        yield from self.people(place, "ib", STAFF, it.care_coordinators)

    def people(self, place: Place, column: str, kind: str, names: Iterable[str]) -> Iterator[Problem]:
        for name in sorted(names):
            if name and name not in self.names[kind]:
                yield from self._unknown(place, column, kind, name)

    def subject(self, place: Place, kind: str, name: str, on: date | None) -> Iterator[Problem]:
        """Talk rounds may stand in the calendar, and a type that is not known was told: nothing to say of those."""
        if not name or kind in ("", TALK_ROUND):
            return
        if kind == SCHOOL:
            yield from self._school(place, name)
        elif kind == GROUP and (name, school_year_of(on) if on else self.told.school_year) in self.groups:
            return
        elif name not in self.names.get(kind, ()) or (kind == GROUP and (kind, name) in self.told.renames):
            yield from self._unknown(place, "onderwerp", kind, name)

    def _school(self, place: Place, name: str) -> Iterator[Problem]:
        if name.upper() != self.told.brin.upper():
            yield place.problem("onderwerp", f'onbekende school "{name}"; deze school is {self.told.brin}')

    def _unknown(self, place: Place, column: str, kind: str, name: str) -> Iterator[Problem]:
        if (kind, name) in self.told.renames:
            yield from self.former(place, column, kind, name)
        elif kind == PUPIL:
            yield place.problem(column, f"leerling {name} is niet bekend{self._with_zeros(name)}")
        else:
            yield place.problem(column, f'{kind} "{name}" is niet bekend{hint(name, self.names.get(kind, set()))}')

    def _nearly(self, place: Place, name: str) -> Iterator[Problem]:
        """`1/2b` is most likely the `1/2 B` of the export."""
        for each in self.export_groups:
            if _squeezed(each) == _squeezed(name):
                yield place.problem("groep", f'groep "{name}" staat niet in de export; bedoel je "{each}"?')

    def _with_zeros(self, number: str) -> str:
        """A spreadsheet eats leading zeros: the number that has them is the one that was meant."""
        near = [each for each in self.names[PUPIL] if each != number and each.lstrip("0") == number.lstrip("0")]
        return f'; bedoel je "{near[0]}"?' if len(near) == 1 else ""


def _doubly_placed(told: Told, facts: Facts) -> dict[tuple[str, str], dict[str, str]]:
    """Return, for each group a csv names, which of its pupils an earlier row put in another home group."""
    home = {(each.name, each.school_year) for each in facts.groups if each.kind == HOME_GROUP}
    first: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for each in told.sheet_groups:
        key = (each.name, each.school_year or told.school_year)
        for number in sorted(each.pupils) if key in home else ():
            other = first.setdefault((key[1], number), each.name)
            if other != each.name:
                found.setdefault(key, {})[number] = other
    return found


def _squeezed(name: str) -> str:
    return "".join(name.split()).lower()
