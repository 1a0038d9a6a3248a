"""What the engine knows and decides, as frozen values. Shapes only: no rows, no files, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# Subject kinds as schools write them under `per:`; they travel as data.
PUPIL = "leerling"
GROUP = "groep"
STAFF = "medewerker"
SCHOOL = "school"
TALK_ROUND = "gespreksronde"

HOME_GROUP = "stam"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the administration knows the child.

    `year_group` is what the export says for its own school year, as text: "1".."8"
    ("0" is read as "1"), "H" (no longer here), another letter, or "" when unknown.
    `entry` is the first and `exit` the last day at this school.
    `traits` maps a trait to its value ("" for a plain trait).
    """

    number: str
    first_name: str = ""
    last_name: str = ""
    birth: date | None = None
    year_group: str = ""
    entry: date | None = None
    exit: date | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    previous_group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of one school year; name and school year together are its identity.

    `year_groups` are the group's own (empty when the export says C or nothing).
    `teachers` are the codes of everybody linked, whatever their role.
    `care_coordinators` are the codes groups.csv names under `ib` (empty: all of them).
    """

    name: str
    school_year: str
    kind: str = HOME_GROUP
    year_groups: frozenset[int] = frozenset()
    teachers: frozenset[str] = frozenset()
    pupils: frozenset[str] = frozenset()
    care_coordinators: frozenset[str] = frozenset()
    export_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works at the school.

    `working_days` are words as in medewerkers.csv ("ma", "wo-even"); empty means Monday to Friday.
    `in_service` is the first and `out_of_service` the last day. `account` is None when unknown.
    """

    code: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()
    working_days: tuple[str, ...] = ()
    kind: str = ""
    in_service: date | None = None
    out_of_service: date | None = None
    account: bool | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """Something that was recorded: an observation, an analysis, a report.

    `origin` says where it came from: "invoer" (a file), "notitie" (a command) or "vinkje" (a tick).
    """

    kind: str
    subject_type: str
    subject: str
    on: date
    by: str = ""
    area: str = ""
    value: str = ""
    origin: str = "invoer"


@dataclass(frozen=True, slots=True)
class Case:
    """A dated matter: a talk, an exam, a message, a signal, an absence, extra help, a goal."""

    type: str
    key: str
    subject_type: str
    subject: str
    kind: str = ""
    begin: date | None = None
    end: date | None = None
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All a school has told us, at one moment.

    `school_year` is the export's own ("2026-2027"), the year that pupils' year groups belong to;
    "" before the first import.
    """

    brin: str
    school_year: str = ""
    pupils: tuple[Pupil, ...] = ()
    groups: tuple[Group, ...] = ()
    staff: tuple[Staff, ...] = ()
    registrations: tuple[Registration, ...] = ()
    cases: tuple[Case, ...] = ()
