"""The export: the school as EDEXML 2.1, the way an administration package writes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from engine.demoschool.children import AUTUMN_SUBGROUP, COHORTS, NT2_SUBGROUP, PLUS_SUBGROUP
from engine.demoschool.days import SCHOOL_YEAR
from engine.demoschool.groupwork import BRIN
from engine.demoschool.staff import TEACHERS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.demoschool.shapes import Child, Colleague

_SUBGROUP_KEYS = {AUTUMN_SUBGROUP: "sub-herfst", NT2_SUBGROUP: "sub-nt2", PLUS_SUBGROUP: "sub-plus"}
# 1/2 A is written as a group per year group, 1/2 B as one group with C: both occur, often in one school.
_SPLIT = "1/2 A"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Verzonnen: De Kastanje bestaat niet; elke naam, datum en elk nummer is bedacht. -->
<EDEX xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="EDEXML.structuur.xsd">
  <school>
    <schooljaar>{SCHOOL_YEAR}</schooljaar>
    <peildatum>2026-11-16</peildatum>
    <brincode>{BRIN}</brincode>
    <dependancecode>00</dependancecode>
    <schoolkey>De Kastanje</schoolkey>
    <aanmaakdatum>2026-11-16T16:20:00</aanmaakdatum>
    <auteur>Administratie De Kastanje</auteur>
    <xsdversie>2.1</xsdversie>
  </school>
"""


def edexml(children: tuple[Child, ...], staff: tuple[Colleague, ...]) -> bytes:
    """Return the export as UTF-8."""
    parts = [_HEAD, *_groups(), *_pupils(children), *_staff(staff), "</EDEX>\n"]
    return "".join(parts).encode()


def _groups() -> Iterator[str]:
    yield "  <groepen>\n"
    for name in TEACHERS_OF:
        for key, year_group in _keys(name).items():
            yield f"    <groep key={quoteattr(key)}>\n" + _element("naam", name, 6)
            yield _element("jaargroep", year_group, 6) + "    </groep>\n"
    for name, key in _SUBGROUP_KEYS.items():
        yield f"    <samengestelde_groep key={quoteattr(key)}>\n" + _element("naam", name, 6)
        yield "    </samengestelde_groep>\n"
    yield "  </groepen>\n"


def _keys(group: str) -> dict[str, str]:
    """Return the export's keys of a group, each with the year group that stands there."""
    key = f"9911{list(TEACHERS_OF).index(group) + 1:02}"
    years = sorted({str(cohort.year_group) for cohort in COHORTS if cohort.group == group})
    if group == _SPLIT:
        return {f"{key}_lj_{year}": year for year in years}
    return {key: years[0] if len(years) == 1 else "C"}


def _pupils(children: tuple[Child, ...]) -> Iterator[str]:
    yield "  <leerlingen>\n"
    for child in sorted(children, key=lambda each: (each.last, each.first, each.number)):
        yield f"    <leerling key={quoteattr(child.number)}>\n{_pupil(child)}    </leerling>\n"
    yield "  </leerlingen>\n"


def _pupil(child: Child) -> str:
    return "".join(
        (
            _element("achternaam", child.last, 6),
            _element("voorvoegsel", child.prefix, 6),
            _element("roepnaam", child.first, 6),
            _element("geboortedatum", child.birth.isoformat(), 6),
            _element("geslacht", child.sex, 6),
            _element("jaargroep", child.year_group, 6),
            _home(child),
            _subgroups(child),
            _element("instroomdatum", child.entry.isoformat() if child.entry_in_export else "", 6),
            _element("uitstroomdatum", _first_day_without(child), 6),
        )
    )


def _home(child: Child) -> str:
    if not child.group:
        return ""
    keys = _keys(child.group)
    year_group = "1" if child.year_group == "0" else child.year_group
    key = next((key for key, year in keys.items() if year == year_group), next(iter(keys)))
    return f"      <groep key={quoteattr(key)}/>\n"


def _subgroups(child: Child) -> str:
    if not child.subgroups:
        return ""
    links = (f"        <samengestelde_groep key={quoteattr(_SUBGROUP_KEYS[name])}/>\n" for name in child.subgroups)
    return f"      <samengestelde_groepen>\n{''.join(links)}      </samengestelde_groepen>\n"


def _first_day_without(child: Child) -> str:
    return (child.exit + timedelta(days=1)).isoformat() if child.exit else ""


def _staff(staff: tuple[Colleague, ...]) -> Iterator[str]:
    yield "  <leerkrachten>\n"
    for one in sorted(staff, key=lambda each: each.code):
        yield f"    <leerkracht key={quoteattr(one.code)}>\n{_colleague(one)}    </leerkracht>\n"
    yield "  </leerkrachten>\n"


def _colleague(one: Colleague) -> str:
    names = (("achternaam", one.last), ("voorvoegsel", one.prefix), ("roepnaam", one.first), ("rol", one.role))
    return "".join(_element(name, text, 6) for name, text in names) + _links(one.links)


def _links(links: Iterable[tuple[str, str]]) -> str:
    written = [
        f"        <groep key={quoteattr(key)}>\n{_element('rol', role, 10)}        </groep>\n"
        for group, role in links
        for key in _keys(group)
    ]
    return f"      <groepen>\n{''.join(written)}      </groepen>\n" if written else ""


def _element(name: str, text: str, indent: int) -> str:
    return f"{' ' * indent}<{name}>{escape(text)}</{name}>\n" if text else ""
