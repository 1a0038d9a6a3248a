"""The files of one import, by the word people use for them -> what they say together, and every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.intake import sheets
from engine.intake.casesheet import read_cases
from engine.intake.delivery import Delivery
from engine.intake.edexml import read_edexml
from engine.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.problem import Problem

EXPORT, NEW_NAMES = "edexml", "map"
SHEETS = ("medewerkers", "leerlingen", "groepen", "registraties", "zaken")
SHIPPED = Kinds()


@dataclass(frozen=True, slots=True)
class File:
    """One file: the name to mention it by, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    delivery: Delivery
    problems: tuple[Problem, ...]


def open_files(files: Mapping[str, File], brin: str, kinds: Kinds = SHIPPED) -> Opened:
    """Read the files there are. The words are `edexml`, `map` and the names of the csv files without `.csv`."""
    none = File("", b"")
    export = files.get(EXPORT)
    reading = read_edexml(export.data, export.name, brin) if export else None
    staff, pupils, groups, registrations, cases = (files.get(word, none) for word in SHEETS)
    names = files.get(NEW_NAMES, none)
    blank = Delivery()
    delivery = Delivery(
        export=reading.export if reading else None,
        staff=sheets.read_staff(staff.data, staff.name) if staff.name else blank.staff,
        pupils=sheets.read_pupils(pupils.data, pupils.name, kinds) if pupils.name else blank.pupils,
        groups=sheets.read_groups(groups.data, groups.name) if groups.name else blank.groups,
        registrations=sheets.read_registrations(registrations.data, registrations.name, kinds)
        if registrations.name
        else blank.registrations,
        cases=read_cases(cases.data, cases.name, kinds) if cases.name else blank.cases,
        renamings=sheets.read_renamings(names.data, names.name) if names.name else blank.renamings,
    )
    return Opened(delivery, (*(reading.problems if reading else ()), *delivery.problems))
