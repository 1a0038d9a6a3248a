"""`jaarcyclus doctor`: what the administrator must see, from a school that has nothing yet to one in November."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.door import QUIETLY, TODAY, Said, add, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path


def doctor(folder: Path, today: str = TODAY) -> Said:
    return jaarcyclus(folder, "doctor", today=today)


def test_a_school_that_has_nothing_yet_is_told_what_comes_first_and_gets_no_store(school: Path) -> None:
    said = doctor(school)
    assert said.code == 0
    assert "er is nog geen opslag; die komt er vanzelf bij de eerste import" in said.words
    assert not (school / "jaarcyclus.db").exists()


def test_a_school_in_november_hears_of_every_part(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    said = doctor(imported)
    assert said.code == 0
    for sentence in (
        "config.toml van De Voorbeeldschool klopt",
        "er is een kalender voor 2026-2027",
        "2 regel- en kalenderbestanden, allemaal in orde",
        "de laatste export is van vandaag",
        "de taken zijn vandaag bijgewerkt",
        "niemand is kc; die taken gaan naar de beheerder",
        "62 regels, allemaal wakker",
    ):
        assert sentence in said.words


def test_fifteen_school_days_without_an_export_are_a_warning_and_fourteen_are_not(imported: Path) -> None:
    """From 17 November on: 8 December is the fifteenth school day after it."""
    assert (
        "export goed de laatste export is van 17 november, 14 schooldagen geleden"
        in doctor(imported, "2026-12-07").words
    )
    assert (
        "export let op de laatste export is van 17 november, 15 schooldagen geleden; lees een nieuwe in"
        in doctor(imported, "2026-12-08").words
    )


def test_a_holiday_does_not_make_an_export_old(imported: Path) -> None:
    jaarcyclus(imported, "import", "edexml", str(imported / "edex.xml"), today="2026-12-18")
    assert "export goed" in doctor(imported, "2027-01-04").words


def test_people_without_an_address_and_what_waits_for_it_are_one_line(imported: Path) -> None:
    change(imported / "medewerkers.csv", "bram@voorbeeldschool.nl", "")
    change(imported / "medewerkers.csv", "daan@voorbeeldschool.nl", "")
    brought = jaarcyclus(imported, "import", "medewerkers", str(imported / "medewerkers.csv"), today=TODAY)
    assert brought.code == 0, brought.out
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    line = next(each for each in doctor(imported).lines if each.strip().startswith("adressen"))
    assert "2 leerkrachten zonder adres, " in line
    assert line.rstrip().endswith("taken wachten")


def test_pupils_of_whom_nobody_knows_since_when_they_are_here_are_counted(imported: Path) -> None:
    """Pupil 1010 has no date of entry: whoever asks for six months at school never finds that child."""
    told = doctor(imported).words
    assert "leerlingen let op 1 leerling zonder instroomdatum; wat afhangt van hoe lang een kind op school zit" in told
    change(imported / "edex.xml", "<instroomdatum>", "<geen>")
    change(imported / "edex.xml", "</instroomdatum>", "</geen>")
    jaarcyclus(imported, "import", "edexml", str(imported / "edex.xml"), today=TODAY)
    assert "2 leerlingen zonder instroomdatum" in doctor(imported).words


def test_a_broken_file_is_named_with_the_version_that_holds_and_doctor_says_it_is_not_well(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today="2026-11-03")
    change(imported / "rules" / "voorbeeld.yaml", "niveau: verplicht", "niveau: verplich")
    said = doctor(imported)
    assert said.code == 1
    assert "rules/voorbeeld.yaml is stuk (regel " in said.words
    assert "de versie van 3 november geldt" in said.words


def test_a_run_that_did_not_come_for_days_is_a_warning(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    assert "sindsdien 2 schooldagen niet" in doctor(imported, "2026-11-20").words


def test_a_school_year_without_a_calendar_is_a_warning(imported: Path) -> None:
    assert "er is geen kalender voor 2027-2028; maak calendar/2027-2028.yaml" in doctor(imported, "2027-09-06").words


def test_a_rule_that_waits_for_what_nobody_enters_is_shown_as_sleeping_with_what_would_wake_it(school: Path) -> None:
    change(school / "config.toml", "packs = []", 'packs = ["mijnkleutergroep"]')
    jaarcyclus(school, "import", "edexml", str(school / "edex.xml"), today=TODAY)
    told = " ".join(jaarcyclus(school, "doctor", today=TODAY).out.split())
    assert "slaapt: wacht op signalering (niemand voert die in; met `jaarcyclus note signalering`)" in told
    assert "slaapt: wacht op seo-zorg (niemand voert die in; met registraties.csv)" in told
    plan = " ".join(jaarcyclus(school, "plan", today=TODAY).out.split())
    assert "wacht op extra-hulp (niemand voert die in; met zaken.csv)" in plan


def test_a_rule_wakes_up_when_the_first_case_is_entered(school: Path) -> None:
    change(school / "config.toml", "packs = []", 'packs = ["mijnkleutergroep"]')
    jaarcyclus(school, "import", "alles", str(school), today=TODAY)
    assert "slaapt: wacht op signalering" not in doctor(school).words


def test_a_date_that_is_not_in_the_calendar_puts_a_rule_to_sleep(imported: Path) -> None:
    add(
        imported / "rules" / "panel.yaml",
        "regels:\n  - {id: eigen-panel, titel: Panel, voor: directie, per: school, uiterlijk: op ouderpanel}\n",
    )
    said = doctor(imported)
    assert "eigen-panel" in said.out
    assert 'slaapt: wacht op ouderpanel (staat nog niet bij "ankers" in de kalender)' in said.words
    change(imported / "calendar" / "2026-2027.yaml", "  sportdag:", "  ouderpanel: [{op: 2027-03-09}]\n  sportdag:")
    assert "63 regels, allemaal wakker" in doctor(imported).words


def test_a_store_that_is_no_store_is_told_and_nothing_breaks(imported: Path) -> None:
    for each in imported.glob("jaarcyclus.db*"):
        each.unlink()
    add(imported / "jaarcyclus.db", "dit is geen database, maar een briefje\n" * 50)
    said = doctor(imported)
    assert said.code == 1
    assert "gaat niet open" in said.words


def test_a_folder_that_is_not_there_is_named_by_doctor_and_by_whatever_opens_the_store(school: Path) -> None:
    change(school / "config.toml", "sqlite:///jaarcyclus.db", "sqlite:////geen/map/x.db")
    said = doctor(school)
    assert said.code == 1
    assert "opslag fout de map /geen/map voor de opslag is er niet" in said.words
    assert "de map /geen/map voor de opslag is er niet" in jaarcyclus(school, "run", today=TODAY).err


def test_colleagues_who_share_an_address_are_named_for_they_cannot_sign_in(imported: Path) -> None:
    change(imported / "medewerkers.csv", "bram@voorbeeldschool.nl", "daan@voorbeeldschool.nl")
    brought = jaarcyclus(imported, "import", "medewerkers", str(imported / "medewerkers.csv"), today=TODAY)
    assert brought.code == 0, brought.out
    assert "Bram en Daan delen een mailadres, en kunnen zich daarom niet aanmelden" in doctor(imported).words


def test_a_secret_of_the_provider_of_accounts_that_is_not_there_is_a_fault(imported: Path) -> None:
    config = imported / "config.toml"
    oidc = '[oidc]\nkind = "google"\ndomain = "x.example"\nclient_id = "x"\nclient_secret_file = "aanmelden.geheim"\n'
    text = config.read_text(encoding="utf-8")
    assert 'base_url = ""' in text
    with_pages = text.replace('base_url = ""', 'base_url = "https://x.example"')
    config.write_text(f"{with_pages}\n{oidc}", encoding="utf-8")
    told = doctor(imported)
    assert told.code == 1
    assert "met het geheim van het aanmelden is niet te lezen" in told.words
    (imported / "aanmelden.geheim").write_text("hocus pocus", encoding="utf-8")
    assert "met Google; het geheim is er" in doctor(imported).words
    assert "hocus" not in doctor(imported).words
