"""Where export and csv both speak: who goes first, and what is added."""

from __future__ import annotations

from datetime import date

from engine.intake.combine import combine
from engine.model import Facts, Group, Told
from tests.intake.school import bring_in, export, group, pupil, sample_school

TEACHER = '<leerkracht key="{}"><roepnaam>X</roepnaam><emailadres>oud@school.nl</emailadres>{}</leerkracht>'
IN_G1 = '<groepen><groep key="g1"/></groepen>'


def facts(**texts: str) -> Facts:
    return combine(bring_in(**texts).told)


def one_group(found: Facts, name: str, school_year: str = "2026-2027") -> Group:
    return next(each for each in found.groups if (each.name, each.school_year) == (name, school_year))


def test_a_csv_goes_first_where_it_is_filled_in() -> None:
    found = facts(
        edexml=export(pupil("1"), pupil("2"), staff=TEACHER.format("ANN", "") + TEACHER.format("BRA", "")),
        leerlingen="leerlingnummer,instroom,uitstroom\n1,2025-08-25,2027-03-12\n2,,\n",
        medewerkers="code,email\nANN,nieuw@school.nl\nBRA,\n",
    )
    assert (found.pupils[0].entry, found.pupils[0].exit) == (date(2025, 8, 25), date(2027, 3, 12))
    assert (found.pupils[1].entry, found.pupils[1].exit) == (date(2025, 3, 4), None)
    assert [each.email for each in found.staff] == ["nieuw@school.nl", "oud@school.nl"]


def test_teachers_and_pupils_of_a_group_are_added_to_and_never_replaced() -> None:
    found = facts(
        edexml=export(pupil("1"), pupil("2", group=""), staff=TEACHER.format("ANN", IN_G1)),
        medewerkers="code\nIVO\n",
        groepen="groep,schooljaar,soort,leerkrachten,leerlingen,ib\n1/2 A,,,IVO,2,ANN\n",
    )
    own = one_group(found, "1/2 A")
    assert own.kind == "stam"
    assert own.teachers == {"ANN", "IVO"}
    assert own.pupils == {"1", "2"}
    assert own.care_coordinators == {"ANN"}
    assert own.year_groups == {1}


def test_a_pupil_whom_a_csv_puts_in_another_home_group_is_there_and_only_there() -> None:
    found = facts(
        edexml=export(pupil("1"), pupil("2"), groups=group("g1", "A") + group("g2", "B", "2")),
        groepen="groep,soort,leerlingen\nB,stam,1\nPlus,subgroep,1;2\n",
    )
    assert [sorted(each.pupils) for each in found.groups] == [["2"], ["1"], ["1", "2"]]


def test_roles_when_nobody_says_any() -> None:
    found = facts(
        edexml=export(
            staff=TEACHER.format("ANN", "<rol>OWA</rol>") + TEACHER.format("BRA", "") + TEACHER.format("HAN", "")
        ),
        medewerkers="code,rollen,soort\nANN,,\nHAN,,stagiair\nIVO,,invaller\nLIO,,stagiair\nBRA,ib;kc,\n",
    )
    roles = {each.code: sorted(each.roles) for each in found.staff}
    assert roles == {"ANN": [], "BRA": ["ib", "kc"], "HAN": [], "IVO": ["leerkracht"], "LIO": []}


def test_who_stands_in_a_csv_only_exists_as_well_and_who_stands_nowhere_does_not() -> None:
    found = facts(
        edexml=export(pupil("1")),
        leerlingen="leerlingnummer,kenmerken\n9,nt2\n",
        groepen="groep,leerkrachten,leerlingen,ib\n1/2 A,WIE,9;77,WIE\n",
    )
    assert [each.number for each in found.pupils] == ["1", "9"]
    own = one_group(found, "1/2 A")
    assert own.pupils == {"1", "9"}
    assert own.teachers | own.care_coordinators == frozenset()


def test_a_group_without_a_school_year_is_of_the_year_of_the_export_that_comes_later() -> None:
    before = bring_in(groepen="groep,leerlingen,jaargroepen\n3,1,3\n")
    assert before.told.school_year == ""
    after = bring_in(before.told, edexml=export(pupil("1", group="")))
    assert one_group(combine(after.told), "3").pupils == {"1"}
    next_year = bring_in(after.told, edexml=export(pupil("1"), school_year="2027-2028", as_of="2027-09-01"))
    assert one_group(combine(next_year.told), "3", "2026-2027").pupils == {"1"}


def test_before_anything_was_told_there_is_nothing() -> None:
    assert combine(Told("99XX")) == Facts("99XX")


def test_the_sample_school_as_its_own_notes_say() -> None:
    found = facts(**sample_school())
    assert one_group(found, "1/2 B").teachers == {"CAR", "ESR", "KIM", "IVO", "WIL"}
    assert one_group(found, "1/2 A").care_coordinators == {"ESR"}
    assert one_group(found, "3", "2027-2028").pupils == {"1006", "1007"}
    roles = {each.code: sorted(each.roles) for each in found.staff}
    assert roles["ESR"] == ["ib"]
    assert roles["HAN"] == roles["KIM"] == []
    by_number = {each.number: each for each in found.pupils}
    assert by_number["1011"].exit == date(2027, 4, 11)
    assert by_number["1015"].year_group == "1"
    assert dict(by_number["1006"].traits) == {"zorgleerling": "", "verlengt": ""}
