"""The shapes the demo school is made of, and how diligent a group's teachers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Child:
    """One pupil. `group` is a group's name ("" when not yet placed), `year_group` as EDEXML writes it.

    `exit` is the last day at school. `entry_in_export` is False for a pupil whose entry only the csv knows.
    """

    number: str
    first: str
    prefix: str
    last: str
    sex: str
    birth: date
    year_group: str
    group: str
    entry: date
    exit: date | None = None
    previous_group: str = ""
    traits: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    entry_in_export: bool = True


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the school. `links` are (group name, EDEXML role) pairs; `role` is the person's own."""

    code: str
    first: str
    prefix: str
    last: str
    has_email: bool = True
    roles: tuple[str, ...] = ()
    working_days: tuple[str, ...] = ()
    kind: str = "vast"
    in_service: date | None = None
    out_of_service: date | None = None
    account: str = ""
    role: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def email(self) -> str:
        words = [self.first, *self.prefix.split(), self.last]
        plain = ".".join(words).lower().replace(" ", ".")
        return f"{plain}@dekastanje.example" if self.has_email else ""

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(group for group, _ in self.links)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of registraties.csv."""

    kind: str
    subject_type: str
    subject: str
    on: date
    by: str
    area: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of zaken.csv."""

    type: str
    key: str
    subject_type: str
    subject: str
    kind: str = ""
    begin: date | None = None
    end: date | None = None
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diligence:
    """How much of their work the teachers of a group have done, as shares from 0 to 1."""

    name: str
    before_holiday: float
    before_meeting: float
    weekly: float
    daily: float
    areas: float
    profile: float
    talks: float
    reports: float
