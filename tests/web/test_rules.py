"""Regels: every rule read out, found by its words, and opened with its tasks and what it said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.web.test_my_day import words

if TYPE_CHECKING:
    from tests.web.site import Site

OVERRIDE = "aanpassingen:\n  - {id: seo, uiterlijk: 2 weken voor groepsbespreking}\n  - {id: lampen, uit: ja}\n"


def page(site: Site, path: str, person: str = "BEA") -> str:
    answer = site.signed_in(person).get(path)
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def write(site: Site, text: str, name: str = "meer.yaml") -> None:
    (site.wilg.folder / "rules" / name).write_text(text, encoding="utf-8")


def test_every_rule_is_a_sentence_made_from_the_rule_itself(site: Site) -> None:
    said = page(site, "/regels")
    assert "Alle 6 regels." in said
    assert "Vul de analyse in Dit doet de leerkracht per groep, uiterlijk 1 week voor groepsbespreking." in said
    assert "Tel de kas na Dit doet de directie eens voor de hele school" in said


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("zoek=kas tel", "Tel de kas na", "Vul de analyse in"),
        ("voor=beheerder", "Controleer de sluiting", "Vul de analyse in"),
        ("pakket=eigen", "Vul de analyse in", "Er is geen regel"),
        ("pakket=papieren", "Er is geen regel die hieraan voldoet.", "Tel de kas na"),
        ("zoek=onvindbaar", "0 van de 6 regels.", "Tel de kas na"),
    ],
)
def test_rules_are_found_by_their_words_by_pack_and_by_person(
    site: Site, query: str, there: str, not_there: str
) -> None:
    said = page(site, f"/regels?{query}")
    assert there in said
    assert not_there not in said


def test_what_the_school_does_otherwise_is_said_and_what_it_leaves_out_stays_in_sight(site: Site) -> None:
    write(site, OVERRIDE)
    assert "2 van de 6 regels." in page(site, "/regels?welke=anders")
    assert "Het moet een week eerder af: 2 weken voor groepsbespreking" in page(site, "/regels/seo")
    assert "Deze regel doet bij ons niet mee." in page(site, "/regels/lampen")


def test_a_rule_that_waits_for_something_says_for_what_and_names_no_command(site: Site) -> None:
    write(site, "regels:\n  - {id: thema, titel: Sluit af, voor: leerkracht, per: leerling, uiterlijk: na gesprek}\n")
    assert "slaapt" in page(site, "/regels?welke=slaapt")
    said = page(site, "/regels/thema")
    assert "Er komen nog geen taken van. Slaapt: wacht op gesprek" in said
    assert "jaarcyclus note" not in said


def test_a_rule_opened_tells_its_source_its_tasks_and_its_examples(site: Site) -> None:
    write(
        site,
        "regels:\n"
        "  - {id: ramen, titel: Doe de ramen dicht, voor: beheerder, per: school, uiterlijk: 22 oktober,\n"
        "     uitleg: Ook die van de hal., bron: Teamvergadering}\n"
        "voorbeelden:\n"
        "  - {naam: De ramen zijn voor de vakantie dicht, regel: ramen, vandaag: 2026-10-22, dan: []}\n"
        "  - {naam: Iets anders, regel: kas, vandaag: 2026-10-22, dan: []}\n",
    )
    said = page(site, "/regels/ramen")
    assert "Bron: Teamvergadering." in said
    assert "Ook die van de hal." in said
    assert "De ramen zijn voor de vakantie dicht" in said
    assert "Iets anders" not in said
    assert "Er zijn nu geen taken van deze regel." in said
    assert "2 open." in page(site, "/regels/analyse")


def test_a_session_by_mail_shows_nothing_of_a_sensitive_rule_unless_the_school_says_so(site: Site) -> None:
    bea = site.signed_in("BEA")
    said = bea.get("/regels").text
    assert "Vul de zorglijst in" not in said
    assert "Er is nog 1 vertrouwelijke regel." in said
    assert bea.get("/regels/zorglijst").status_code == 404
    assert bea.get("/regels/zorglijst/wijzigen").status_code == 404
    by_mail_too(site)
    assert "Vul de zorglijst in" in page(site, "/regels")
    assert "Het is gevoelig: in mail staat alleen een aantal." in page(site, "/regels/zorglijst")
    assert "Er zijn nu geen taken van deze regel." in page(site, "/regels/zorglijst")


def by_mail_too(site: Site) -> None:
    """Let the school say that a mail is safe enough."""
    web = replace(site.house.settings.web, sensitive_by_mail=True)
    site.house = replace(site.house, settings=replace(site.house.settings, web=web))


def test_what_a_rule_said_before_is_kept(site: Site) -> None:
    file = site.wilg.folder / "rules" / "eigen.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("uiterlijk: 22 oktober", "uiterlijk: 29 oktober"), encoding="utf-8")
    site.wilg.morning("2026-11-11")
    said = page(site, "/regels/sleutel")
    assert "Het moet op een ander moment af: 29 oktober (was 22 oktober). sinds 11 november 2026" in said
    assert "uiterlijk 22 oktober. sinds 31 augustus 2026" in said


def test_a_file_that_is_broken_outside_is_shown_with_where(site: Site) -> None:
    file = site.wilg.folder / "rules" / "eigen.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("voor: leerkracht", "voor: leerkacht", 1))
    said = page(site, "/regels")
    assert "In rules/eigen.yaml klopt iets niet, op regel" in said
    assert "Zolang geldt de versie van 31 augustus 2026." in said
    assert "Alle 6 regels." in said


def test_who_leads_the_school_reads_the_rules_and_changes_none(site: Site) -> None:
    said = page(site, "/regels", "DIR")
    assert "Tel de kas na" in said
    assert "De bestanden van onszelf" not in said
    assert "Wijzig het bestand" not in page(site, "/regels/kas", "DIR")


def test_a_rule_that_is_not_there_is_not_there(site: Site) -> None:
    assert site.signed_in("BEA").get("/regels/weg").status_code == 404


@pytest.mark.parametrize(
    ("person", "there", "not_there"),
    [
        ("PAR", "Vul de analyse in", "Tel de kas na"),
        ("DIR", "Tel de kas na", "Vul de analyse in"),
        ("ILS", "Er is geen regel", "Vul de zorglijst in"),
        ("XXX", "Er is geen regel", "Tel de kas na"),
    ],
)
def test_rules_are_found_by_who_has_their_tasks(site: Site, person: str, there: str, not_there: str) -> None:
    said = page(site, f"/regels?voor=collega:{person}")
    assert there in said
    assert not_there not in said


def test_a_rule_without_tasks_yet_is_found_by_the_role_it_is_for(site: Site) -> None:
    write(site, "regels:\n  - {id: vlag, titel: Hang de vlag uit, voor: ib, per: school, uiterlijk: op thema}\n")
    assert "Hang de vlag uit" in page(site, "/regels?voor=collega:ILS")
    assert "Hang de vlag uit" not in page(site, "/regels?voor=collega:PAR")


def test_a_file_that_changes_outside_shows_at_once_without_a_run(site: Site) -> None:
    visitor = site.signed_in("BEA")
    assert "Tel de kas na" in words(visitor.get("/regels").text)
    file = site.wilg.folder / "rules" / "eigen.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("Tel de kas na", "Tel het geld na"), encoding="utf-8")
    assert "Tel het geld na" in words(visitor.get("/regels").text)
    file.write_text(good.replace("voor: leerkracht", "voor: leerkacht", 1), encoding="utf-8")
    assert "In rules/eigen.yaml klopt iets niet, op regel" in words(visitor.get("/regels").text)
    file.write_text(good, encoding="utf-8")
    assert "klopt iets niet" not in words(visitor.get("/regels").text)
    write(site, "regels:\n  - {id: vlag, titel: Hang de vlag uit, voor: ib, per: school, uiterlijk: einde mei}\n")
    assert "Hang de vlag uit" in words(visitor.get("/regels").text)
