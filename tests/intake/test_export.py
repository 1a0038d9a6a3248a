"""EDEXML as administrations really write it, with everything odd that is really in there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine.intake.edexml import Export, read_edexml
from tests.intake.school import bring_in, export, group, lines, opened, pupil, sample_export, sample_school


def read(text: str) -> Export:
    found = opened(edexml=text).delivery.export
    assert found is not None
    return found


def test_the_sample_export_is_read_with_exactly_its_oddities_reported_and_twice_the_same() -> None:
    first = opened(edexml=sample_export())
    brought = bring_in(edexml=sample_export())
    assert lines(first) + lines(brought) == [
        "edex.xml:26:1: groep 1/2 A staat er in 2 delen in en telt als een",
        "edex.xml:82:1: leerling 2221 heeft geen geboortedatum",
        "edex.xml:623:1: er staat nog een oud-leerling (jaargroep H) in het bestand: 0417",
        "edex.xml:1468:1: leerling 2383 heeft geen jaargroep, en die van de groep zegt het ook niet",
        "edex.xml:109:1: leerling 2140 heeft geen instroomdatum",
        "edex.xml:1554:1: leerling #001 heeft een noodsleutel, die volgende keer anders mag zijn; "
        "we herkennen het kind dan aan naam en geboortedatum",
        "edex.xml:1554:1: leerling #001 heeft geen groep",
    ]
    again = bring_in(brought.told, edexml=sample_export())
    assert again.told == brought.told
    assert again.changes == ()
    assert lines(again) == lines(brought)


def test_the_sample_export_holds_124_pupils_in_nine_groups_and_two_subgroups() -> None:
    found = read(sample_export())
    assert len(found.pupils) == 124
    assert [each.name for each in found.groups if each.kind == "stam"] == ["1/2 A", "1/2 B", *"345678"]
    assert [each.name for each in found.groups if each.kind == "subgroep"] == ["Plusgroep", "NT2"]
    by_number = {each.number: each for each in found.pupils}
    assert by_number["2383"].year_group == ""
    assert by_number["0417"].exit == date(2026, 7, 16)
    assert (by_number["2203"].first_name, by_number["2203"].last_name) == ("Timur", "")
    assert by_number["2249"].last_name == "ter Horst"


def test_nothing_that_may_not_be_kept_is_kept() -> None:
    """Citizen numbers, postcodes, origin and weight are in the file; they are in no value and no message."""
    secret = "<bsn>123456782</bsn><onderwijsnummer>987654321</onderwijsnummer><etniciteit>HINDOE</etniciteit>"
    secret += "<toevoegingen><blok><achternaam>GEHEIM</achternaam></blok></toevoegingen><gewicht>9,99</gewicht>"
    secret += "<sofinummer>111222333</sofinummer><rijksregisternummer>85073003328</rijksregisternummer>"
    text = export(pupil("1", more=secret)).replace(
        '<leerling key="1">', '<leerling key="1" eckid="https://ketenid.nl/x">'
    )
    found = opened(edexml=text)
    shown = repr(found) + repr(bring_in(edexml=text))
    for word in ("123456782", "987654321", "HINDOE", "GEHEIM", "9,99", "111222333", "85073003328", "ketenid"):
        assert word not in shown
    sample = sample_export()
    kept = repr(opened(edexml=sample)) + repr(bring_in(edexml=sample))
    assert "1234AB" in sample
    assert "1234AB" not in kept
    for ending in set(re.findall(r"<bsn_ondwnr-4>(.+?)</bsn_ondwnr-4>", sample)):
        assert f"'{ending}'" not in kept


def test_a_combination_group_in_parts_is_one_group_and_each_pupil_has_the_year_group_of_his_part() -> None:
    groups = group("7_lj_1", "1/2 A", "1") + group("7_lj_2", "1/2 A", "2") + group("8", "3", "3") + group("9", "3", "4")
    first = pupil("1", "7_lj_1", year_group="")
    second = pupil("2", "7_lj_2", year_group="C")
    found = read(export(first, second, pupil("3", "9", year_group=""), groups=groups))
    assert [(each.name, sorted(each.year_groups)) for each in found.groups] == [("1/2 A", [1, 2]), ("3", [3, 4])]
    assert [each.year_group for each in found.pupils] == ["1", "2", "4"]
    assert found.groups[0].pupils == {"1", "2"}


def test_two_groups_with_the_same_name_and_the_same_year_group_are_a_mistake() -> None:
    found = opened(edexml=export(groups=group("a", "1/2 A") + group("b", "1/2 A")))
    assert lines(found) == ['edex.xml:3:1: er zijn twee groepen "1/2 A" met jaargroep 1; de andere staat op regel 2']
    assert found.problems[0].is_error


def test_year_group_c_of_a_group_says_nothing_and_year_group_0_is_read_as_1() -> None:
    found = read(export(pupil("1", year_group="0"), pupil("2", year_group="H"), groups=group("g1", "1/2 B", "C")))
    assert found.groups[0].year_groups == frozenset()
    assert [each.year_group for each in found.pupils] == ["1", "H"]


@pytest.mark.parametrize("word", ["S", "N", "V", "B", "D", "11", "16"])
def test_a_letter_or_a_secondary_year_stays_as_it_is(word: str) -> None:
    found = read(export(pupil("1", year_group=word), groups=group("g1", "Groep", word)))
    assert found.pupils[0].year_group == word
    assert found.groups[0].year_groups == frozenset()


def test_a_strange_year_group_and_a_birth_date_that_is_none_are_reported_without_repeating_the_date() -> None:
    text = export(pupil("1", year_group="9", group="")).replace("2021-03-04", "zomer 2021", 1)
    found = opened(edexml=text)
    assert lines(found) == [
        "edex.xml:3:1: de geboortedatum van leerling 1 is geen datum en telt niet mee",
        'edex.xml:3:1: leerling 1 heeft een onbekende jaargroep "9"; die telt niet mee',
    ]


def test_a_pupil_in_a_group_that_is_not_there_is_reported_with_its_line() -> None:
    found = opened(edexml=export(pupil("1"), pupil("2", "g7")))
    assert lines(found) == [
        'edex.xml:4:1: leerling 2 zit in een groep met sleutel "g7", en die staat niet in het bestand'
    ]


def test_a_pupil_in_two_home_groups_is_in_the_first() -> None:
    groups = group("g1", "A") + group("g2", "B")
    found = opened(edexml=export(pupil("1", more='<groep key="g2"/>'), groups=groups))
    assert lines(found) == ["edex.xml:4:1: leerling 1 zit in twee groepen, A en B; de eerste telt"]
    assert found.delivery.export is not None
    assert [sorted(each.pupils) for each in found.delivery.export.groups] == [["1"], []]


def test_the_same_key_twice_is_a_mistake_for_pupils_groups_and_staff() -> None:
    staff = '<leerkracht key="ANN"><roepnaam>A</roepnaam></leerkracht>\n' * 2
    found = opened(edexml=export(pupil("1"), pupil("1"), groups=group("g1", "A") + group("g1", "B"), staff=staff))
    assert [each.is_error for each in found.problems] == [True, True, True]
    assert lines(found) == [
        'edex.xml:3:1: de sleutel "g1" hoort al bij een eerdere groep',
        "edex.xml:5:1: leerling 1 staat er twee keer in; de eerste keer op regel 4",
        "edex.xml:7:1: medewerker ANN staat er twee keer in; de eerste keer op regel 6",
    ]


def test_spaces_around_a_key_do_not_count_and_leading_zeros_do() -> None:
    found = read(export(pupil(" 0417 ", " g1 ")))
    assert found.pupils[0].number == "0417"
    assert found.groups[0].pupils == {"0417"}


def test_a_key_may_be_an_element_and_names_may_have_their_old_names() -> None:
    child = "<leerling><key>12</key><achternaam>Berg</achternaam><tussenvoegsel>van den</tussenvoegsel>"
    child += "<voorletters>HA</voorletters><roepnaam></roepnaam></leerling>"
    found = read(export(child))
    assert (found.pupils[0].number, found.pupils[0].first_name) == ("12", "HA")
    assert found.pupils[0].last_name == "van den Berg"


def test_an_empty_prefix_is_no_prefix() -> None:
    found = read(export(pupil("1", more="<voorvoegsel></voorvoegsel>")))
    assert found.pupils[0].last_name == "Voorbeeld"


def test_the_last_day_is_the_day_before_the_first_without_lessons() -> None:
    found = read(export(pupil("1", more="<uitstroomdatum>2027-04-12</uitstroomdatum>")))
    assert found.pupils[0].exit == date(2027, 4, 11)


def test_the_day_of_an_export_is_its_peildatum_or_else_the_day_it_was_made() -> None:
    text = export(pupil("1"))
    made = text.replace("<peildatum>2026-11-02</peildatum>", "<aanmaakdatum>2026-11-03T09:00:00</aanmaakdatum>")
    assert read(text).as_of == date(2026, 11, 2)
    assert read(made).as_of == date(2026, 11, 3)
    assert read(made.replace("aanmaakdatum", "auteur")).as_of is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "geen leesbaar XML-bestand"),
        ("sleutel;naam", "geen leesbaar XML-bestand"),
        ("<EDEX><school>\n<leerlingen></school></EDEX>", "niet heel overgekomen"),
        ("<csv/>", "begint met <csv> en niet met <EDEX>"),
        ('<u:leerlinggegevens_antwoord xmlns:u="x"/>', "UWLR"),
        ("<EDEX/>", "niet over welk schooljaar"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><EDEX>&b;</EDEX>', "verwijst naar iets buiten zichzelf"),
        ('<?xml version="1.0" encoding="klingon"?><EDEX/>', "tekenset"),
    ],
)
def test_what_is_no_export_is_refused_with_an_explanation(text: str, message: str) -> None:
    found = read_edexml(text.encode(), "edex.xml", "99XX")
    assert found.export is None
    assert any(message in each.message and each.is_error for each in found.problems)


def test_an_export_of_another_school_is_refused() -> None:
    found = opened(edexml=export(pupil("1"), brin="12AB"))
    assert found.delivery.export is None
    assert lines(found) == [
        "edex.xml:1:1: dit bestand is van school 12AB en deze school is 99XX; er is niets ingelezen"
    ]


def test_an_export_may_be_utf8_with_a_mark_or_windows_1252_whatever_it_says() -> None:
    text = '<?xml version="1.0" encoding="UTF-8"?>' + export(pupil("1", name="Loïs"))
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("cp1252")):
        found = read_edexml(data, "edex.xml", "99XX").export
        assert found is not None
        assert found.pupils[0].first_name == "Loïs"


@pytest.mark.parametrize(
    ("roles", "teaches"),
    [
        ("", True),
        ("<rol>LRK</rol>", True),
        ("<rol>OWA</rol><rol>TAL</rol>", True),
        ('<groepen><groep key="g1"/></groepen>', True),
        ('<groepen><groep key="g1"><rol>IB</rol></groep></groepen>', True),
        ('<groepen><groep key="g1"><rol>STA</rol></groep></groepen>', False),
        ("<rol>ICT</rol>", False),
        ("<rolomschrijving>Preventiemedewerker</rolomschrijving>", False),
    ],
)
def test_who_teaches_according_to_the_export(roles: str, teaches: bool) -> None:
    found = read(export(staff=f'<leerkracht key="ANN"><roepnaam>Anna</roepnaam>{roles}</leerkracht>'))
    assert found.staff[0].roles == (frozenset({"leerkracht"}) if teaches else frozenset())
    assert found.groups[0].teachers == (frozenset({"ANN"}) if "groep key" in roles else frozenset())


def test_the_sample_school_hears_two_things_and_no_more() -> None:
    files = sample_school()
    assert lines(opened(**files)) == []
    assert lines(bring_in(**files)) == [
        "edex.xml:113:1: leerling 1010 heeft geen instroomdatum",
        "edex.xml:140:1: leerling 1013 heeft geen groep",
    ]


def test_when_hardly_anybody_has_a_first_day_it_is_told_in_one_line() -> None:
    text = export(*(pupil(str(number)) for number in range(1, 31))).replace("instroomdatum", "fotourl")
    assert lines(bring_in(edexml=text)) == [
        "edex.xml:3:1: 30 leerlingen hebben geen instroomdatum: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ..."
    ]
