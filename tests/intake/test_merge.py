"""Bringing in again: what changes, who stays, what is called differently, and when to ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.intake.combine import combine
from engine.intake.renames import Rename
from engine.model import Told
from tests.intake.school import bring_in, export, group, lines, opened, pupil, sample_school

if TYPE_CHECKING:
    from engine.intake.merge import Merge

TEN = tuple(pupil(str(number)) for number in range(1, 11))
TWENTY = tuple(pupil(str(number)) for number in range(1, 21))


def texts(result: Merge) -> list[str]:
    return [each.text for each in result.changes]


def test_the_sample_school_twice_changes_nothing_the_second_time() -> None:
    first = bring_in(**sample_school())
    again = bring_in(first.told, **sample_school())
    assert (again.told, again.changes, again.renames) == (first.told, (), ())
    assert again.problems == first.problems
    assert len(first.told.registrations) == 8


def test_a_change_names_the_fields_and_a_pupil_only_by_number() -> None:
    told = bring_in(edexml=export(pupil("1", name="Aisha"), pupil("2", name="Bo"))).told
    after = bring_in(
        told,
        edexml=export(pupil("1", name="Aischa"), pupil("2", name="Bo"), pupil("3", name="Cas")),
        leerlingen="leerlingnummer,kenmerken\n2,nt2\n",
        registraties="soort,onderwerp_type,onderwerp,op\nobservatie,leerling,1,2026-11-03\n",
        zaken="type,sleutel,onderwerp_type,onderwerp\ngesprek,g1,leerling,1\n",
    )
    assert texts(after) == [
        "leerling 1 is gewijzigd: roepnaam",
        "leerling 2 is gewijzigd: kenmerken",
        "leerling 3 is nieuw",
        "groep 1/2 A (2026-2027) is gewijzigd: leerlingen",
        "zaak gesprek g1 is nieuw",
        "een registratie erbij",
    ]


def test_a_pupil_who_is_missing_is_reported_and_stays_in_the_group() -> None:
    told = bring_in(edexml=export(*TEN)).told
    after = bring_in(told, edexml=export(*TEN[1:]))
    assert lines(after) == [
        "edex.xml:1:1: leerling 1 staat niet in deze export en blijft; "
        "is het kind weg, zet dan de laatste dag in leerlingen.csv"
    ]
    assert texts(after) == ["leerling 1 staat niet meer in de export"]
    assert not after.confirmation
    facts = combine(after.told)
    assert "1" in facts.groups[0].pupils
    assert [each.present for each in facts.pupils if each.number == "1"] == [False]
    back = bring_in(after.told, edexml=export(*TEN))
    assert texts(back) == ["leerling 1 is gewijzigd: weer in de export"]
    assert back.told == told


def test_once_a_csv_gives_the_last_day_a_missing_pupil_is_no_news() -> None:
    told = bring_in(edexml=export(*TEN)).told
    files = {"edexml": export(*TEN[1:]), "leerlingen": "leerlingnummer,uitstroom\n1,2026-10-16\n"}
    assert lines(bring_in(told, **files)) == []


@pytest.mark.parametrize(
    ("gone", "left", "asks"),
    [(0, 0, False), (2, 0, False), (3, 0, True), (0, 2, False), (1, 2, True), (0, 3, True)],
)
def test_more_than_one_in_ten_pupils_gone_is_a_question(gone: int, left: int, *, asks: bool) -> None:
    told = bring_in(edexml=export(*TWENTY)).told
    leaving = [
        pupil(str(n), more="<uitstroomdatum>2026-11-01</uitstroomdatum>") for n in range(gone + 1, gone + left + 1)
    ]
    after = bring_in(told, edexml=export(*leaving, *TWENTY[gone + left :]))
    assert bool(after.confirmation) == asks
    if asks:
        assert after.confirmation == (
            f"na deze export zouden {gone + left} van de 20 leerlingen verdwijnen: "
            f"{gone} staan er niet meer in en {left} zijn uitgeschreven; klopt dat?"
        )


@pytest.mark.parametrize(
    ("as_of", "year", "year_group", "asks"),
    [
        ("2027-07-01", "2026-2027", "8", False),
        ("2027-05-31", "2026-2027", "8", True),
        ("2027-07-01", "2026-2027", "7", True),
        ("2027-09-10", "2027-2028", "8", False),
    ],
)
def test_year_group_8_may_leave_in_summer(as_of: str, year: str, year_group: str, *, asks: bool) -> None:
    leaving = [pupil(f"8{n}", year_group=year_group) for n in range(5)]
    told = bring_in(edexml=export(*leaving, *TWENTY)).told
    after = bring_in(told, edexml=export(*TWENTY, as_of=as_of, school_year=year))
    assert bool(after.confirmation) == asks


def test_historic_pupils_count_as_gone_and_those_gone_before_do_not() -> None:
    old = [pupil(f"9{n}", group="", year_group="H") for n in range(5)]
    told = bring_in(edexml=export(*old, *TWENTY)).told
    assert not bring_in(told, edexml=export(*TWENTY)).confirmation
    historic = [pupil(str(n), group="", year_group="H") for n in range(1, 4)]
    assert bring_in(told, edexml=export(*historic, *TWENTY[3:])).confirmation


def test_the_same_key_with_another_name_is_a_renamed_group_and_what_was_said_of_it_follows() -> None:
    first = bring_in(
        edexml=export(*TEN),
        groepen="groep,schooljaar,ib\n1/2 A,2026-2027,ESR\n1/2 A,2025-2026,\n",
        medewerkers="code\nESR\n",
        registraties="soort,onderwerp_type,onderwerp,op\ngroepsanalyse,groep,1/2 A,2026-10-28\n"
        "groepsanalyse,groep,1/2 A,2026-03-02\n",
        zaken="type,sleutel,onderwerp_type,onderwerp,van\ntoets,t1,groep,1/2 A,2026-11-10\n",
    )
    renamed = export(*TEN, groups=group("g1", "Vlinders"))
    after = bring_in(first.told, edexml=renamed)
    assert after.renames == (Rename("groep", "1/2 A", "Vlinders", "2026-2027"),)
    assert texts(after) == ["groep 1/2 A heet nu Vlinders"]
    assert [each.subject for each in after.told.registrations] == ["Vlinders", "1/2 A"]
    assert [each.subject for each in after.told.cases] == ["Vlinders"]
    assert {(each.name, each.school_year) for each in combine(after.told).groups} == {
        ("Vlinders", "2026-2027"),
        ("1/2 A", "2025-2026"),
    }
    assert after.told.renames == {("groep", "1/2 A"): "Vlinders"}
    again = bring_in(after.told, edexml=renamed)
    assert (again.told, again.changes, again.renames) == (after.told, (), ())


def test_a_file_of_our_own_with_the_old_name_gets_a_mistake_with_the_new_one() -> None:
    told = bring_in(edexml=export(*TEN)).told
    told = bring_in(told, edexml=export(*TEN, groups=group("g1", "Vlinders"))).told
    after = bring_in(
        told,
        groepen="groep,soort\n1/2 A,stam\n",
        registraties="soort,onderwerp_type,onderwerp,op\ngroepsanalyse,groep,1/2 A,2026-10-28\n",
    )
    assert lines(after) == [
        'groepen.csv:2:1: groep "1/2 A" heet nu "Vlinders"',
        'registraties.csv:2:3: groep "1/2 A" heet nu "Vlinders"',
    ]
    assert all(each.is_error for each in after.problems)


def test_the_same_name_under_another_key_is_the_same_group() -> None:
    parts = group("7_lj_1", "1/2 A", "1") + group("7_lj_2", "1/2 A", "2")
    told = bring_in(edexml=export(pupil("1", "7_lj_1"), groups=parts)).told
    after = bring_in(told, edexml=export(pupil("1", "55"), groups=group("55", "1/2 A", "C")))
    assert after.renames == ()
    assert texts(after) == ["groep 1/2 A (2026-2027) is gewijzigd: jaargroepen"]


def test_groups_that_swap_names_swap_names() -> None:
    told = bring_in(edexml=export(pupil("1", "a"), pupil("2", "b"), groups=group("a", "A") + group("b", "B"))).told
    after = bring_in(told, edexml=export(pupil("1", "a"), pupil("2", "b"), groups=group("a", "B") + group("b", "A")))
    assert set(after.renames) == {Rename("groep", "A", "B", "2026-2027"), Rename("groep", "B", "A", "2026-2027")}
    assert {each.name: set(each.pupils) for each in combine(after.told).groups} == {"B": {"1"}, "A": {"2"}}


def test_the_same_key_in_another_school_year_is_another_group() -> None:
    told = bring_in(edexml=export(*TEN)).told
    after = bring_in(
        told, edexml=export(*TEN, groups=group("g1", "Groep 3", "3"), school_year="2027-2028", as_of="2027-09-01")
    )
    assert after.renames == ()
    groups = {(each.name, each.school_year): len(each.pupils) for each in combine(after.told).groups}
    assert groups == {("Groep 3", "2027-2028"): 10, ("1/2 A", "2026-2027"): 10}


def test_a_group_that_left_the_export_stays_known_and_is_told() -> None:
    both = group("g1", "A") + group("g2", "B", "2")
    told = bring_in(edexml=export(pupil("1"), pupil("2", "g2"), groups=both)).told
    after = bring_in(told, edexml=export(pupil("1"), pupil("2"), groups=group("g1", "A")))
    assert "groep B (2026-2027) staat niet meer in de export" in texts(after)
    assert [(each.name, each.present, set(each.pupils)) for each in combine(after.told).groups] == [
        ("A", True, {"1", "2"}),
        ("B", False, set()),
    ]


def test_an_export_without_groups_and_staff_leaves_those_as_they_were() -> None:
    staff = '<leerkracht key="ANN"><roepnaam>Anna</roepnaam></leerkracht>'
    told = bring_in(edexml=export(*TEN, staff=staff)).told
    bare = export(*TEN).replace(group("g1", "1/2 A"), "")
    found = opened(edexml=bare)
    assert lines(found) == [
        "edex.xml:1:1: er staan geen groepen in; groepen en wie erin zitten blijven zoals zij waren"
    ]
    after = bring_in(told, edexml=bare)
    assert (after.told.export_groups, after.told.export_staff) == (told.export_groups, told.export_staff)


def test_an_emergency_key_that_changed_is_the_same_child() -> None:
    told = bring_in(edexml=export(pupil("#001", name="Ömer"), *TEN)).told
    swapped = export(pupil("#001", name="Lisa"), pupil("#002", name="Ömer"), *TEN)
    after = bring_in(told, edexml=swapped)
    assert {each.number: each.first_name for each in after.told.export_pupils if each.number[0] == "#"} == {
        "#001": "Ömer",
        "#001-2": "Lisa",
    }
    assert "edex.xml:4:1: leerling #002 heeft een noodsleutel, die volgende keer anders mag zijn; " in lines(after)[1]
    assert "we kennen dit kind als leerling #001" in lines(after)[1]
    again = bring_in(after.told, edexml=swapped)
    assert (again.told, again.changes) == (after.told, ())


def test_a_child_that_got_a_real_key_keeps_everything_under_it() -> None:
    told = bring_in(
        edexml=export(pupil("#001", name="Ömer"), *TEN),
        registraties="soort,onderwerp_type,onderwerp,op\nobservatie,leerling,#001,2026-10-28\n",
    ).told
    after = bring_in(told, edexml=export(pupil("2390", name="Ömer"), *TEN))
    assert after.renames == (Rename("leerling", "#001", "2390"),)
    assert [each.subject for each in after.told.registrations] == ["2390"]
    assert not any(each.number == "#001" for each in after.told.export_pupils)


def test_a_map_renames_pupils_groups_and_staff_everywhere() -> None:
    first = bring_in(**sample_school())
    names = "soort;oud;nieuw\nleerling;1001;2001\nmedewerker;ANN;aan1\ngroep;1/2 A;Vlinders\nmedewerker;GIJ;gij2\n"
    after = bring_in(first.told, map=names)
    assert after.renames == (
        Rename("leerling", "1001", "2001"),
        Rename("medewerker", "ANN", "aan1"),
        Rename("groep", "1/2 A", "Vlinders", "2026-2027"),
        Rename("medewerker", "GIJ", "gij2"),
    )
    shown = repr(after.told)
    for gone in ("'1001'", "'ANN'", "'GIJ'"):
        assert gone not in shown.replace(repr(after.told.renames), "")
    facts = combine(after.told)
    own = next(each for each in facts.groups if each.name == "Vlinders")
    assert "2001" in own.pupils
    assert "aan1" in own.teachers
    assert any(each.name == "1/2 A" and each.school_year == "2027-2028" for each in facts.groups)
    again = bring_in(after.told, map=names)
    assert (again.told, again.changes, again.renames, again.problems) == (after.told, (), (), ())


def test_a_map_line_that_cannot_be_done_says_why() -> None:
    told = bring_in(edexml=export(*TEN)).told
    after = bring_in(told, map="soort,oud,nieuw\nleerling,1,2\nleerling,3,30\nleerling,4,30\ngroep,1/2 B,X\n")
    assert lines(after) == [
        "oud-nieuw.csv:2:3: leerling 2 is er al; geef deze lijst mee bij de eerste import met de nieuwe namen",
        'oud-nieuw.csv:4:3: "30" staat ook op regel 3 als nieuwe naam',
        'oud-nieuw.csv:5:2: onbekende groep "1/2 B"; bedoel je "1/2 A"?',
    ]


def test_a_map_line_whose_old_name_is_still_in_the_export_beside_it_is_a_mistake() -> None:
    told = bring_in(edexml=export(*TEN)).told
    after = bring_in(told, edexml=export(*TEN), map="soort,oud,nieuw\nleerling,1,900\n")
    assert lines(after) == ["oud-nieuw.csv:2:2: leerling 1 heet in deze export nog zo; klopt deze regel?"]
    assert after.renames == ()


def test_another_administration_with_a_map_is_the_same_school() -> None:
    told = bring_in(edexml=export(*TEN)).told
    names = "soort,oud,nieuw\n" + "".join(f"leerling,{n},9{n:02}\n" for n in range(1, 11))
    new = export(*(pupil(f"9{n:02}", "55", name=f"Kind {n}") for n in range(1, 11)), groups=group("55", "1/2 A"))
    after = bring_in(told, edexml=new, map=names)
    assert not after.confirmation
    assert len(after.renames) == 10
    assert [each.kind for each in after.changes if each.what != "hernoemd"] == []
    assert bring_in(told, edexml=new).confirmation


def test_registrations_are_added_once_and_cases_follow_their_key() -> None:
    row = "observatie,leerling,1,2026-11-03\n"
    told = bring_in(
        edexml=export(*TEN),
        registraties="soort,onderwerp_type,onderwerp,op\n" + row + row,
        zaken="type,sleutel,onderwerp_type,onderwerp,kenmerken\ngesprek,g1,leerling,1,\n",
    ).told
    assert len(told.registrations) == 1
    after = bring_in(
        told,
        registraties="op,soort,onderwerp,onderwerp_type\n2026-11-03,observatie,1,leerling\n",
        zaken="type,sleutel,onderwerp_type,onderwerp,kenmerken\ngesprek,g1,leerling,1,status=gevoerd\n",
    )
    assert texts(after) == ["zaak gesprek g1 is gewijzigd: kenmerken"]
    assert [dict(each.traits) for each in after.told.cases] == [{"status": "gevoerd"}]


def test_a_column_that_is_absent_keeps_what_was_said_and_an_empty_one_takes_it_back() -> None:
    told = bring_in(medewerkers="code,email,rollen\nANN,a@b.nl,ib\n").told
    kept = bring_in(told, medewerkers="code,werkdagen\nANN,ma;di\n").told.sheet_staff[0]
    assert (kept.email, sorted(kept.roles), kept.working_days) == ("a@b.nl", ["ib"], ("ma", "di"))
    assert bring_in(told, medewerkers="code,email\nANN,\n").told.sheet_staff[0].email == ""


def test_what_a_file_points_at_and_is_not_there_is_told_by_line_and_kept() -> None:
    after = bring_in(
        edexml=export(pupil("0417"), staff='<leerkracht key="ANN"><roepnaam>A</roepnaam></leerkracht>'),
        leerlingen="leerlingnummer\n417\n",
        groepen="groep,leerkrachten,leerlingen,ib\n1/2a,ANM,0418,\n1/2 A,,,ANNA\n",
        registraties="soort,onderwerp_type,onderwerp,op,door\nobservatie,leerling,418,2026-11-03,ANM\n"
        "groepsanalyse,groep,1/2 C,2026-11-03,\nouderpanel,school,12AB,2026-11-03,\n"
        "ouderpanel,school,99xx,2026-11-04,\n"
        "toets-aangekondigd,toets,t9,2026-11-03,\n",
        zaken="type,sleutel,onderwerp_type,onderwerp,kenmerken\nbericht,b1,medewerker,ANM,ontvanger=WIE\n"
        "toets,t1,groep,1/2 A,\n",
    )
    assert lines(after) == [
        'groepen.csv:2:1: groep "1/2a" staat niet in de export; bedoel je "1/2 A"?',
        'groepen.csv:2:2: medewerker "ANM" is niet bekend; bedoel je "ANN"?',
        "groepen.csv:2:3: leerling 0418 is niet bekend",
        'groepen.csv:3:4: medewerker "ANNA" is niet bekend; bedoel je "ANN"?',
        'leerlingen.csv:2:1: leerling 417 staat niet in de export; bedoel je "0417"?',
        "registraties.csv:2:3: leerling 418 is niet bekend",
        'registraties.csv:2:5: medewerker "ANM" is niet bekend; bedoel je "ANN"?',
        'registraties.csv:3:3: groep "1/2 C" is niet bekend; bedoel je "1/2 A"?',
        'registraties.csv:4:3: onbekende school "12AB"; deze school is 99XX',
        'registraties.csv:6:3: toets "t9" is niet bekend',
        'zaken.csv:2:4: medewerker "ANM" is niet bekend; bedoel je "ANN"?',
        'zaken.csv:2:5: medewerker "WIE" is niet bekend',
    ]
    assert not any(each.is_error for each in after.problems)
    assert [each.subject for each in after.told.registrations if each.subject_type == "school"] == ["12AB", "99XX"]


def test_a_pupil_in_two_home_groups_by_csv_is_a_mistake() -> None:
    after = bring_in(edexml=export(pupil("1")), groepen="groep,soort,leerlingen\nA,stam,1\nB,stam,1\nC,subgroep,1\n")
    assert lines(after) == [
        "groepen.csv:3:3: leerling 1 staat in dat schooljaar ook in groep A; een stamgroep is genoeg"
    ]
    assert after.problems[0].is_error


def test_an_older_export_is_taken_with_a_word_about_it() -> None:
    told = bring_in(edexml=export(*TEN)).told
    earlier = bring_in(told, edexml=export(*TEN, as_of="2026-10-01"))
    assert lines(earlier) == ["edex.xml:1:1: deze export is van 1 oktober, ouder dan de vorige van 2 november"]
    other = bring_in(told, edexml=export(*TEN, school_year="2025-2026"))
    assert lines(other) == ["edex.xml:1:1: deze export is van 2025-2026, en er was al een van 2026-2027; deze geldt nu"]


def test_nothing_handed_in_changes_nothing() -> None:
    told = bring_in(**sample_school()).told
    assert bring_in(told).told == told
    assert bring_in(Told("99XX")).changes == ()
