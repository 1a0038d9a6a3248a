"""The csv files a school may hand in: one reader each, all mistakes of a file in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.intake.sheet import read_rows
from engine.intake.table import read_table
from engine.kinds import GROUP_KINDS, ROLES, STAFF_KINDS, WORKING_DAYS, Kinds
from engine.model import Group, Pupil, Registration, Staff

if TYPE_CHECKING:
    from engine.intake.cells import Cells
    from engine.intake.sheet import Sheet

STAFF_FIELDS = {
    "code": "code", "email": "email", "rollen": "roles", "werkdagen": "working_days", "soort": "kind",
    "in_dienst": "in_service", "uit_dienst": "out_of_service", "account": "account",
}  # fmt: skip
PUPIL_FIELDS = {
    "leerlingnummer": "number", "kenmerken": "traits", "instroom": "entry", "uitstroom": "exit",
    "vorige_groep": "previous_group",
}  # fmt: skip
GROUP_FIELDS = {
    "groep": "name", "schooljaar": "school_year", "soort": "kind", "leerkrachten": "teachers",
    "leerlingen": "pupils", "jaargroepen": "year_groups", "ib": "care_coordinators",
}  # fmt: skip
REGISTRATION_FIELDS = {
    "soort": "kind", "onderwerp_type": "subject_type", "onderwerp": "subject", "op": "on", "door": "by",
    "gebied": "area", "waarde": "value",
}  # fmt: skip
RENAMING_FIELDS = {"soort": "kind", "oud": "old", "nieuw": "new"}
RENAMED_KINDS = ("leerling", "groep", "medewerker")
SHIPPED = Kinds()


@dataclass(frozen=True, slots=True)
class Renaming:
    """One line of the `--map` file: what somebody or some group was called, and is called now."""

    kind: str
    old: str
    new: str


def read_staff(data: bytes, file: str) -> Sheet[Staff]:
    table = read_table(data, file, STAFF_FIELDS, ("code",))
    return read_rows(table, _staff, lambda each: each.code, STAFF_FIELDS, "deze medewerker")


def read_pupils(data: bytes, file: str, kinds: Kinds = SHIPPED) -> Sheet[Pupil]:
    table = read_table(data, file, PUPIL_FIELDS, ("leerlingnummer",))
    return read_rows(table, lambda row: _pupil(row, kinds), lambda each: each.number, PUPIL_FIELDS, "deze leerling")


def read_groups(data: bytes, file: str) -> Sheet[Group]:
    """Read groups; a kind or school year that is not said stays ""."""
    table = read_table(data, file, GROUP_FIELDS, ("groep",))
    return read_rows(table, _group, lambda each: (each.name, each.school_year), GROUP_FIELDS, "deze groep")


def read_registrations(data: bytes, file: str, kinds: Kinds = SHIPPED) -> Sheet[Registration]:
    """Read registrations; one without a subject is about the school, and gets it when it is merged."""
    required = ("soort", "onderwerp_type", "onderwerp", "op")
    table = read_table(data, file, REGISTRATION_FIELDS, required)
    return read_rows(table, lambda row: _registration(row, kinds), None, REGISTRATION_FIELDS)


def read_renamings(data: bytes, file: str) -> Sheet[Renaming]:
    table = read_table(data, file, RENAMING_FIELDS, tuple(RENAMING_FIELDS))
    return read_rows(table, _renaming, lambda each: (each.kind, each.old), RENAMING_FIELDS, "deze oude naam")


def _staff(row: Cells) -> Staff:
    begin, end = row.day("in_dienst"), row.day("uit_dienst")
    row.in_order("in_dienst", begin, "uit_dienst", end)
    return Staff(
        row.required("code"),
        email=row.address("email"),
        roles=frozenset(row.words("rollen", "e rol", ROLES)),
        working_days=row.words("werkdagen", "e werkdag", WORKING_DAYS),
        kind=row.word("soort", "e soort medewerker", STAFF_KINDS),
        in_service=begin,
        out_of_service=end,
        account=row.yes("account"),
    )


def _pupil(row: Cells, kinds: Kinds) -> Pupil:
    begin, end = row.day("instroom"), row.day("uitstroom")
    row.in_order("instroom", begin, "uitstroom", end)
    return Pupil(
        row.required("leerlingnummer"),
        traits=dict.fromkeys(row.soft_words("kenmerken", " kenmerk", kinds.traits), ""),
        entry=begin,
        exit=end,
        previous_group=row.text("vorige_groep"),
    )


def _group(row: Cells) -> Group:
    return Group(
        row.required("groep"),
        row.school_year("schooljaar"),
        kind=row.word("soort", "e soort groep", GROUP_KINDS),
        year_groups=row.year_groups("jaargroepen"),
        teachers=frozenset(row.items("leerkrachten")),
        pupils=frozenset(row.items("leerlingen")),
        care_coordinators=frozenset(row.items("ib")),
    )


def _registration(row: Cells, kinds: Kinds) -> Registration | None:
    """Return the registration, or None when it has no day: there is nothing to keep then."""
    subject_type = row.subject_type("onderwerp_type", kinds)
    row.required("soort")
    kind = row.soft_word("soort", "e soort registratie", kinds.registrations)
    subject = row.subject("onderwerp", subject_type)
    area = row.soft_word("gebied", " gebied", kinds.areas)
    on = row.day("op") if row.required("op") else None
    if on is None:
        return None
    return Registration(kind, subject_type, subject, on, row.text("door"), area, row.text("waarde"))


def _renaming(row: Cells) -> Renaming:
    row.required("soort")
    return Renaming(row.word("soort", "e soort", RENAMED_KINDS), row.required("oud"), row.required("nieuw"))
