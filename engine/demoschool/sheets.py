"""The csv files a school fills in beside its export: text in columns, with `;` between the words of a list."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from engine.demoschool.children import COHORTS, EXTENSION_GROUP
from engine.demoschool.days import LAST_YEAR, OLD_YEAR, SCHOOL_YEAR
from engine.demoschool.staff import CARE_OF, TEACHERS_LAST_YEAR, TEACHERS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.demoschool.shapes import Child, Colleague, Matter, Row

STAFF_HEAD = ("code", "email", "rollen", "werkdagen", "soort", "in_dienst", "uit_dienst", "account")
PUPIL_HEAD = ("leerlingnummer", "kenmerken", "instroom", "uitstroom", "vorige_groep")
GROUP_HEAD = ("groep", "schooljaar", "soort", "leerkrachten", "leerlingen", "jaargroepen", "ib")
ROW_HEAD = ("soort", "onderwerp_type", "onderwerp", "op", "door", "gebied", "waarde")
MATTER_HEAD = ("type", "sleutel", "onderwerp_type", "onderwerp", "soort", "van", "tot_en_met", "kenmerken")
_YEARS_LAST_YEAR = {"1/2 A": "1;2", "1/2 B": "1;2", "1/2 C": "1;2", "3/4": "3;4", "4/5": "4;5", "6/7": "6;7"}

Line = tuple[str, ...]


def staff_sheet(staff: Iterable[Colleague]) -> bytes:
    return _sheet(STAFF_HEAD, (_colleague(one) for one in staff))


def pupil_sheet(children: Iterable[Child]) -> bytes:
    """Only pupils about whom there is something the export does not have."""
    lines = (_pupil(child) for child in children)
    return _sheet(PUPIL_HEAD, (line for line in lines if any(line[1:])))


def group_sheet(children: Iterable[Child]) -> bytes:
    extended = ";".join(child.number for child in children if "kleuterverlenging" in child.traits)
    special = (
        ("Invaller", SCHOOL_YEAR, "invaller", "", "", "", ""),
        (EXTENSION_GROUP, SCHOOL_YEAR, "kleuterverlenging", "", extended, "", ""),
    )
    return _sheet(GROUP_HEAD, (*_groups_now(), *special, *_groups_before()))


def row_sheet(rows: Iterable[Row]) -> bytes:
    ordered = sorted(rows, key=lambda row: (row.on, row.kind, row.subject_type, row.subject, row.area))
    return _sheet(ROW_HEAD, (_row(row) for row in ordered))


def matter_sheet(matters: Iterable[Matter]) -> bytes:
    return _sheet(MATTER_HEAD, (_matter(matter) for matter in matters))


def _colleague(one: Colleague) -> Line:
    roles, days = ";".join(one.roles), ";".join(one.working_days)
    return (one.code, one.email, roles, days, one.kind, _day(one.in_service), _day(one.out_of_service), one.account)


def _pupil(child: Child) -> Line:
    entry = "" if child.entry_in_export else _day(child.entry)
    return (child.number, ";".join(child.traits), entry, "", child.previous_group)


def _groups_now() -> list[Line]:
    """Teachers and pupils come from the export; the sheet says who is care coordinator."""
    return [(group, SCHOOL_YEAR, "stam", "", "", _years(group), CARE_OF[group]) for group in TEACHERS_OF]


def _groups_before() -> list[Line]:
    last_year = [
        (group, LAST_YEAR, "stam", ";".join(teachers), "", _YEARS_LAST_YEAR.get(group, group), "")
        for group, teachers in TEACHERS_LAST_YEAR.items()
    ]
    return [*last_year, ("1/2 D", OLD_YEAR, "stam", "LKO", "", "1;2", "")]


def _years(group: str) -> str:
    return ";".join(sorted({str(cohort.year_group) for cohort in COHORTS if cohort.group == group}))


def _row(row: Row) -> Line:
    return (row.kind, row.subject_type, row.subject, _day(row.on), row.by, row.area, row.value)


def _matter(one: Matter) -> Line:
    begin, end, traits = _day(one.begin), _day(one.end), ";".join(one.traits)
    return (one.type, one.key, one.subject_type, one.subject, one.kind, begin, end, traits)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _sheet(head: Line, lines: Iterable[Line]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows((head, *lines))
    return text.getvalue().encode()
