"""`jaarcyclus explain`: a rule, and the sentence a colleague would say; the reason is the one the task carries."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import QUIETLY, TODAY, change, jaarcyclus
from tests.cli.todo import key, with_rules

if TYPE_CHECKING:
    from pathlib import Path

# per, uiterlijk, klaar_als | about @ which occasion, where there are more | what "Je kreeg dit omdat" ends in
TABLE = """
groep, 2 weken voor groepsbespreking november, registratie: groepsanalyse      | 1/2 B | groep 1/2 B op 19 november groepsbespreking heeft en dit twee weken eerder af moet; er is nog geen groepsanalyse sinds 23 september
groep, 3 schooldagen na groepsbespreking november, handmatig: ja               | 5/6   | groep 5/6 op 17 november groepsbespreking heeft en dit drie schooldagen later af moet; het is nog niet afgevinkt
groep, op groepsbespreking juni, registratie: hgw-analyse                      | 1/2 A | groep 1/2 A op 8 juni groepsbespreking heeft en dit dan af moet; er is nog geen registratie hgw-analyse sinds 27 april
leerling, voor kerstvakantie, elk_gebied: [rekenen, taal]                      | 1002  | de kerstvakantie op 19 december begint en dit daarvoor af moet; er is nog geen observatie rekenen en geen observatie taal
groep, 1 week na herfstvakantie, registratie: maandbericht                     | 5/6   | de herfstvakantie op 25 oktober afliep en dit binnen een week af moet; er is nog geen maandbericht sinds 27 september
school, begin schooljaar, handmatig: ja                                        | 99XX  | het schooljaar op 31 augustus begon en dit dan af moet; het is nog niet afgevinkt
school, einde schooljaar, {registratie: leerdoelen, minstens: 2}               | 99XX  | het schooljaar op 16 juli afloopt en dit dan af moet; er is nog niet 2 keer leerdoelen sinds 4 juni
groep, einde hgw-blok 2, registratie: observatie                               | 5/6   | HGW-blok 2 op 31 maart afloopt en dit dan af moet; er is nog geen observatie sinds 17 februari
groep, einde schoolweek 20, handmatig: ja                                      | 5/6   | schoolweek 20 op 5 februari afloopt en dit dan af moet; het is nog niet afgevinkt
school, einde mei, een_van: [{registratie: leerdoelen}, {groepen: {schooljaar: volgend, jaargroep: 8}}] | 99XX | de maand mei op 31 mei afloopt en dit dan af moet; nog nodig is: leerdoelen sinds 19 april of een groep jaargroep 8 van volgend schooljaar
school, voor periode, {kalender: {anker: thema, minstens: 9}} | 99XX @ /1 | periode 1 op 31 augustus begon en dit daarvoor af moet; er is nog niet 9 keer thema in de kalender
groep, 2 weken na thema Herfst, handmatig: ja                                  | 5/6   | het thema Herfst op 16 oktober afliep en dit binnen twee weken af moet; het is nog niet afgevinkt
school, 10 werkdagen voor rapport, handmatig: ja | 99XX @ /1 | op 12 februari het rapport is en dit tien werkdagen eerder af moet; het is nog niet afgevinkt
school, 13 dagen voor einde gespreksronde rapport februari, handmatig: ja      | 99XX  | de gespreksronde rapport februari op 19 februari afloopt en dit 13 dagen eerder af moet; het is nog niet afgevinkt
groep, na informatieavond, handmatig: ja                                       | 5/6   | op 15 september de informatieavond was en dit meteen daarna af moet; het is nog niet afgevinkt
school, 1 maand voor sportdag, handmatig: ja                                   | 99XX  | op 19 mei sportdag is en dit een maand eerder af moet; het is nog niet afgevinkt
leerling, 6 maanden na instroom, registratie: motoriek-hand                    | 1001  | Aisha (1001) op 13 oktober op school kwam en dit binnen zes maanden af moet; er is nog geen registratie motoriek-hand sinds 2 maart
leerling, op uitstroom, handmatig: ja                                          | 1008  | 12 maart de laatste schooldag van Hind (1008) is en dit dan af moet; het is nog niet afgevinkt
leerling, op vierde verjaardag, handmatig: ja                                  | 1001  | Aisha (1001) op 12 oktober vier werd en dit dan af moet; het is nog niet afgevinkt
medewerker, op uit-dienst, account: nee                                        | CAR   | 1 maart de laatste werkdag van Carla is en dit dan af moet; er is nog wel een account
leerling, 31 juli, verwijderd: ja                                              | 1002  | dit elk schooljaar op 31 juli af moet zijn; Bo (1002) staat nog in de invoer
leerling, 2 weken na seo-zorg, alle_van: [{registratie: kanjerlijst}, {gesprek: advies}] | 1004 @ 2026-10-06 | er op 6 oktober seo-zorg is genoteerd en dit binnen twee weken af moet; er is nog geen kanjerlijst sinds 8 september en geen gesprek (advies)
gesprek, 1 week na gesprek, handmatig: ja                                      | g1    | op 22 september het gesprek was en dit binnen een week af moet; het is nog niet afgevinkt
bericht, 3 werkdagen na bericht, {zaak: {status: beantwoord}}                  | b1    | er op 30 september een bericht kwam en dit drie werkdagen later af moet; de status staat nog niet op beantwoord
signalering, op signalering, registratie: oudercontact                         | s1    | er op 14 oktober een signalering was en dit dan af moet; er is nog geen oudercontact sinds 16 september
toets, 2 weken voor toets, handmatig: ja                                       | t1    | op 10 november de toets was en dit twee weken eerder af moet; het is nog niet afgevinkt
extra-hulp, 1 week na einde extra-hulp, handmatig: ja                          | e1    | de extra hulp op 5 mei afloopt en dit binnen een week af moet; het is nog niet afgevinkt
afwezigheid, begin afwezigheid, handmatig: ja                                  | a1    | de afwezigheid op 9 november begon en dit dan af moet; het is nog niet afgevinkt
leerling, einde mei, {lid_van: {schooljaar: volgend, soort: stam}}             | 1009  | de maand mei op 31 mei afloopt en dit dan af moet; Ivan (1009) zit nog niet in een groep van de soort stam van volgend schooljaar
"""  # noqa: E501
ROWS = [[cell.strip() for cell in line.rsplit("|", 2)] for line in TABLE.strip().splitlines()]


def as_rule(number: int, told: str) -> str:
    per, due, proof = (each.strip() for each in told.split(",", 2))
    proof = proof if proof.startswith("{") else f"{{{proof}}}"
    return (
        f"  - {{id: rij-{number}, titel: Rij {number}, voor: beheerder, per: {per}, uiterlijk: {due}, "
        f"klaar_als: {proof}}}\n"
    )


@pytest.fixture(scope="module")
def explained(living_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(living_once, tmp_path_factory.mktemp("explain") / "school")
    rules = "".join(as_rule(number, told) for number, (told, _, _) in enumerate(ROWS))
    return with_rules(folder, f"regels:\n{rules}")


def explain(folder: Path, task: str, today: str = TODAY) -> str:
    said = jaarcyclus(folder, "explain", task, today=today)
    assert said.code == 0, said.err
    return said.words


@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)), ids=[row[0] for row in ROWS])
def test_a_rule_is_explained_in_one_sentence(explained: Path, number: int, row: list[str]) -> None:
    _, about, sentence = row
    subject, _, occasion = about.partition(" @ ")
    said = explain(explained, key(explained, f"rij-{number}", subject, occasion))
    told = said.partition("Je kreeg dit omdat ")[2].partition(" (rules/eigen.yaml")[0]
    assert told == sentence
    assert f"(rules/eigen.yaml, regel {number + 2})." in said


def test_the_whole_explanation_of_a_task(living: Path) -> None:
    one = key(living, "vb-analyse", "1/2 B", "/1")
    said = jaarcyclus(living, "explain", one, today=TODAY)
    assert said.out == (
        "Analyse voor de groepsbespreking van 1/2 B, groep 1/2 B\n\n"
        "Je kreeg dit omdat groep 1/2 B op 19 november groepsbespreking heeft en dit twee\n"
        "weken eerder af moet; er is nog geen groepsanalyse sinds 22 oktober\n"
        "(rules/voorbeeld.yaml, regel 202).\n"
        "Uitgerekend was het donderdag 5 november; dat is geen schooldag, dus werd het\n"
        "woensdag 4 november.\n"
        "De taak is te laat: woensdag 4 november was de laatste dag.\n"
        "De taak is voor Carla, als leerkracht van groep 1/2 B.\n"
        "De afspraak geldt bij: jaargroep 1 of 2.\n\n"
        "Wat er gebeurde:\n"
        "  17 november 2026: op de lijst gekomen\n"
    )


def test_what_happened_is_told_with_who_and_why(living: Path) -> None:
    one = key(living, "vb-analyse", "1/2 B", "/1")
    change(living / "calendar" / "2026-2027.yaml", "{op: 2026-11-19, groep: 1/2 B}", "{op: 2026-12-10, groep: 1/2 B}")
    jaarcyclus(living, *QUIETLY, today="2026-11-18")
    jaarcyclus(living, "done", one, "--door", "carla", today="2026-11-20")
    jaarcyclus(living, "undo", one, "--door", "esr", today="2026-11-23")
    jaarcyclus(living, "nvt", one, "--reden", "al besproken", "--door", "carla", today="2026-11-24")
    said = explain(living, one, "2026-11-24")
    for sentence in (
        "18 november 2026: verschoven van 4 november naar 26 november",
        "20 november 2026: afgevinkt door Carla",
        "23 november 2026: vinkje teruggenomen door Esra",
        "24 november 2026: niet van toepassing gezet door Carla: al besproken",
        "De taak is niet van toepassing volgens Carla: al besproken.",
    ):
        assert sentence in said


def test_what_is_done_says_by_what_or_by_whom(living: Path) -> None:
    assert "De taak is klaar sinds 17 november: groepsanalyse van 28 oktober." in (
        explain(living, key(living, "vb-analyse", "1/2 A", "/1"))
    )
    one = key(living, "vb-verslag", "g1")
    jaarcyclus(living, "done", one, "--door", "daan", today=TODAY)
    assert "De taak is klaar sinds 17 november, afgevinkt door Daan." in explain(living, one)


def test_a_date_that_moved_to_a_school_day_says_so(living: Path) -> None:
    said = explain(living, key(living, "vb-themaniveaus", "1/2 A", "Herfst"))
    assert "Uitgerekend was het vrijdag 23 oktober; dat is geen schooldag, dus werd het maandag 26 oktober." in said


def test_a_role_nobody_has_is_said(living: Path) -> None:
    said = explain(living, key(living, "vb-doelen", "d1"))
    assert "De taak is voor FEN, als beheerder. Er was niemand te bereiken als kc." in said


def test_what_everybody_ticks_says_who_did_and_who_did_not(living: Path) -> None:
    with_rules(
        living,
        "regels:\n"
        "  - {id: eigen-ieder, titel: Gelezen, voor: leerkracht, per: groep, wie: ieder, uiterlijk: 1 december}\n",
    )
    one = key(living, "eigen-ieder", "1/2 A")
    jaarcyclus(living, "done", one, "--door", "bram", today=TODAY)
    said = explain(living, one)
    assert "De taak staat open, uiterlijk dinsdag 1 december. Bram heeft al afgevinkt, Anna nog niet." in said
    assert "als leerkracht van groep 1/2 A; ieder vinkt voor zich af." in said


def test_source_and_assumption_of_the_paper_are_told(living: Path) -> None:
    with_rules(
        living,
        "regels:\n"
        "  - {id: eigen-bron, titel: Iets, voor: leerkracht, per: groep, uiterlijk: 1 december, "
        "bron: 'Schoolgids, bladzijde 4', aanname: de dag is onze keuze}\n",
    )
    said = explain(living, key(living, "eigen-bron", "5/6"))
    assert "De afspraak komt uit: Schoolgids, bladzijde 4. Let op: de dag is onze keuze." in said


def test_the_reason_stays_when_the_rule_is_gone(living: Path) -> None:
    with_rules(
        living, "regels:\n  - {id: eigen-weg, titel: Iets, voor: leerkracht, per: groep, uiterlijk: 1 december}\n"
    )
    one = key(living, "eigen-weg", "5/6")
    (living / "rules" / "eigen.yaml").unlink()
    jaarcyclus(living, *QUIETLY, today="2026-11-18")
    said = explain(living, one, "2026-11-18")
    assert "dit elk schooljaar op 1 december af moet zijn" in said
    assert "De taak is vervallen: de regel is er niet meer." in said


def test_an_unknown_task_is_refused(living: Path) -> None:
    said = jaarcyclus(living, "explain", "zzzzzzzz", today=TODAY)
    assert (said.code, said.err) == (2, 'onbekende taak "zzzzzzzz"\n')
