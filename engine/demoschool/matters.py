"""The other dated matters: signals, extra help, absences, exams, messages and goals, with what was recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.demoschool.children import in_group
from engine.demoschool.groupwork import BRIN
from engine.demoschool.observations import AREAS
from engine.demoschool.profiles import child_row
from engine.demoschool.shapes import Matter, Row
from engine.demoschool.staff import CARE_LOWER, teacher_on

if TYPE_CHECKING:
    from engine.demoschool.shapes import Child


def matters(everybody: tuple[Child, ...]) -> list[Matter]:
    """Return every dated matter but the talks the whole school holds."""
    return [*_about_pupils(everybody), *_loose_talks(everybody), *_about_staff(), *_about_lessons(everybody)]


def matter_rows(everybody: tuple[Child, ...]) -> list[Row]:
    """Return what was recorded about these matters: all of it in A, some in B, little in C."""
    return [
        _about("onderwijsbehoefte", "signalering", "sig-1", "1/2 A", date(2026, 10, 8)),
        _about("ib-signaal", "signalering", "sig-1", "1/2 A", date(2026, 10, 8)),
        _about("extra-hulp-begin", "extra-hulp", "hulp-1", "1/2 A", date(2026, 9, 24)),
        _about("extra-hulp-einde", "extra-hulp", "hulp-1", "1/2 A", date(2026, 11, 16)),
        _about("gespreksverslag", "gesprek", "los-1", "7", date(2026, 10, 9)),
        _about("uitnodiging", "gesprek", "los-1", "7", date(2026, 9, 30)),
        *_worries(everybody),
    ]


def _about_pupils(everybody: tuple[Child, ...]) -> list[Matter]:
    return [
        _signal("sig-1", _number(everybody, "1/2 A", 6), "voorsprong", date(2026, 10, 6), "status=verwerkt"),
        _signal("sig-2", _number(everybody, "1/2 B", 7), "achterstand", date(2026, 11, 12)),
        _signal("sig-3", _number(everybody, "1/2 C", 3), "achterstand", date(2026, 11, 3)),
        _signal("sig-4", _number(everybody, "5", 4), "dyslexie", date(2026, 10, 29)),
        _help("hulp-1", _number(everybody, "1/2 A", 12), "logopedie", date(2026, 9, 21), date(2026, 11, 13)),
        _help("hulp-2", _number(everybody, "1/2 B", 8), "logopedie", date(2026, 11, 10)),
        _help("hulp-3", _number(everybody, "1/2 C", 1), "fysiotherapie", date(2026, 10, 5)),
        _help("hulp-4", _number(everybody, "7", 3), "rt", date(2026, 9, 7), date(2027, 2, 19)),
    ]


def _loose_talks(everybody: tuple[Child, ...]) -> list[Matter]:
    held = ("los=ja", "status=gevoerd", "minuten=20", "tijd=15:15")
    return [
        Matter(
            "gesprek", "los-1", "leerling", _number(everybody, "7", 2), "voortgang-seo", date(2026, 10, 8), None, held
        ),
        Matter(
            "gesprek",
            "los-2",
            "leerling",
            _number(everybody, "1/2 B", 2),
            "voortgang-seo",
            date(2026, 11, 26),
            None,
            ("los=ja", "minuten=20", "tijd=15:00"),
        ),
    ]


def _about_staff() -> list[Matter]:
    return [
        Matter("afwezigheid", "afw-1", "medewerker", "NAY", "", date(2026, 11, 20), None, ("duur=kort",)),
        Matter("afwezigheid", "afw-2", "medewerker", "RPO", "", date(2026, 11, 16), date(2026, 11, 18), ("duur=kort",)),
        Matter(
            "afwezigheid", "afw-3", "medewerker", "TBO", "", date(2026, 11, 26), date(2026, 12, 18), ("duur=langer",)
        ),
        Matter("bericht", "ber-1", "medewerker", "MEL", "", date(2026, 11, 13), None, ("kanaal=mail",)),
    ]


def _about_lessons(everybody: tuple[Child, ...]) -> list[Matter]:
    parro = ("kanaal=parro", "status=beantwoord")
    return [
        Matter("bericht", "ber-2", "leerling", _number(everybody, "4", 5), "", date(2026, 11, 10), None, parro),
        Matter("toets", "toets-1", "groep", "5", "topo", date(2026, 11, 24)),
        Matter("toets", "toets-2", "groep", "7", "engels", date(2026, 12, 3)),
        *(Matter("doel", f"doel-{area}", "school", BRIN, area) for area in AREAS),
    ]


def _worries(everybody: tuple[Child, ...]) -> list[Row]:
    """Two infants whose well-being was a worry: one fully recorded, one begun."""
    settled, recent = _child(everybody, "1/2 A", 2), _child(everybody, "1/2 B", 9)
    return [
        child_row("seo-zorg", settled, date(2026, 9, 24)),
        child_row("kanjerlijst", settled, date(2026, 10, 1)),
        child_row("profiel-opmerkingen", settled, date(2026, 10, 1)),
        child_row("kanjerlijst-bij-gespreksverslagen", settled, date(2026, 10, 6)),
        child_row("seo-zorg", recent, date(2026, 11, 5)),
        child_row("kanjerlijst", recent, date(2026, 11, 12)),
        Row("ib-actie", "leerling", recent.number, date(2026, 11, 16), CARE_LOWER),
    ]


def _signal(key: str, pupil: str, kind: str, on: date, *traits: str) -> Matter:
    return Matter("signalering", key, "leerling", pupil, kind, on, None, ("opvallend=ja", *traits))


def _help(key: str, pupil: str, kind: str, begin: date, end: date | None = None) -> Matter:
    outside = ("extern=ja",) if kind != "rt" else ()
    return Matter("extra-hulp", key, "leerling", pupil, kind, begin, end, outside)


def _about(kind: str, subject_type: str, key: str, group: str, on: date) -> Row:
    return Row(kind, subject_type, key, on, teacher_on(group, on))


def _child(everybody: tuple[Child, ...], group: str, place: int) -> Child:
    return in_group(everybody, group)[place]


def _number(everybody: tuple[Child, ...], group: str, place: int) -> str:
    return _child(everybody, group, place).number
