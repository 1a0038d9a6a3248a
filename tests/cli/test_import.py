"""`jaarcyclus import`: all or nothing, the same again without doubles, and everything worth knowing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.cli.door import QUIETLY, TODAY, add, brought_in, change, jaarcyclus, line_of

if TYPE_CHECKING:
    from pathlib import Path


def everything(folder: Path, *words: str) -> str:
    said = jaarcyclus(folder, "import", "alles", str(folder), *words, today=TODAY)
    assert said.code == 0, said.out + said.err
    return said.words


def plan(folder: Path) -> str:
    return jaarcyclus(folder, "plan", "--schooljaar", "2026-2027", "--json").out


def test_an_import_counts_what_is_new_and_says_what_is_worth_knowing(school: Path) -> None:
    said = jaarcyclus(school, "import", "alles", str(school), today=TODAY)
    assert "leerling 15 groep 10 medewerker 12 zaak 17 registratie 8" in said.words
    told = [line.rpartition("edex.xml:")[2] for line in said.err.splitlines()]
    assert told == [
        "113:1: leerling 1010 heeft geen instroomdatum",
        "140:1: leerling 1013 heeft geen groep",
        "niemand doet applicatiebeheer; die taken gaan naar de beheerder",
        "niemand is kc; die taken gaan naar de beheerder",
    ]


def test_importing_again_changes_nothing(imported: Path) -> None:
    before = plan(imported)
    assert everything(imported).startswith("Er verandert niets")
    assert plan(imported) == before


def test_a_dry_run_shows_what_would_change_and_makes_no_store(school: Path) -> None:
    assert "er is niets bewaard" in everything(school, "--dry-run")
    assert not (school / "jaarcyclus.db").exists()


def test_a_dry_run_over_a_store_leaves_it_as_it_was(imported: Path) -> None:
    change(imported / "leerlingen.csv", "1005", "1004")
    change(imported / "leerlingen.csv", "nt2", "zorgleerling")
    before = plan(imported)
    assert "leerling 1002 is gewijzigd: kenmerken" in everything(imported, "--dry-run")
    assert plan(imported) == before


def test_what_changed_is_named_and_what_is_merely_new_is_counted(imported: Path) -> None:
    change(imported / "medewerkers.csv", "anna@", "annabel@")
    told = everything(imported)
    assert "medewerker 1 " in told
    assert "medewerker ANN is gewijzigd: e-mailadres" in told


def test_a_mistake_in_any_file_keeps_all_of_them_out_and_every_mistake_has_its_line(school: Path) -> None:
    change(school / "medewerkers.csv", "ma;di;wo", "ma;di;woe")
    change(school / "zaken.csv", "2026-10-14", "14-14-2026")
    change(school / "registraties.csv", "2026-11-03", "2026-11-3x")
    said = jaarcyclus(school, "import", "alles", str(school))
    assert said.code == 1
    wrong = {re.sub(r"^.*/", "", line).split(":")[0] for line in said.lines}
    assert wrong == {"medewerkers.csv", "zaken.csv", "registraties.csv"}
    assert all(re.search(r"\.csv:\d+:\d+: ", line) for line in said.lines)
    assert all(json.loads(each)["per"] in ("school", "gespreksronde") for each in plan(school).splitlines())


def test_the_export_of_another_school_is_refused(school: Path) -> None:
    change(school / "config.toml", 'brin = "99XX"', 'brin = "11YY"')
    said = jaarcyclus(school, "import", "edexml", str(school / "edex.xml"))
    assert said.code == 1
    assert "99XX" in said.out
    assert "11YY" in said.out


def test_one_csv_is_read_by_its_own_word(imported: Path) -> None:
    add(imported / "meer.csv", "soort,onderwerp_type,onderwerp,op\ngroepsanalyse,groep,1/2 A,2026-11-10\n")
    said = jaarcyclus(imported, "import", "registraties", str(imported / "meer.csv"))
    assert (said.code, "een registratie erbij" in said.words or "registratie 1" in said.words) == (0, True)


def test_words_nobody_knows_and_files_that_are_not_there_are_refused_in_dutch(school: Path) -> None:
    assert 'bedoel je "medewerkers"?' in jaarcyclus(school, "import", "medewerker", "x.csv").err
    assert "is er niet" in jaarcyclus(school, "import", "edexml", str(school / "weg.xml")).err
    assert "geen map" in jaarcyclus(school, "import", "alles", str(school / "edex.xml")).err
    assert "geen edex.xml" in jaarcyclus(school, "import", "alles", str(school / "rules")).err


def test_an_export_that_would_end_more_than_a_tenth_of_the_pupils_asks_first(imported: Path) -> None:
    text = (imported / "edex.xml").read_text(encoding="utf-8")
    fewer = re.sub(r'\s*<leerling key="100[12345]">.*?</leerling>', "", text, flags=re.DOTALL)
    add(imported / "edex.xml", fewer)
    before = plan(imported)
    said = jaarcyclus(imported, "import", "edexml", str(imported / "edex.xml"), today=TODAY)
    assert said.code == 1
    assert "zouden 5 van de" in said.err
    assert "--ja" in said.err
    assert plan(imported) == before
    again = jaarcyclus(imported, "import", "edexml", str(imported / "edex.xml"), "--ja", today=TODAY)
    assert again.code == 0
    assert "leerling 1001 staat niet meer in de export" in again.words


def test_with_a_map_a_pupil_gets_another_number_and_his_ticks_go_along(imported: Path) -> None:
    jaarcyclus(imported, *QUIETLY, today=TODAY)
    before = jaarcyclus(imported, "tasks", "--json", today=TODAY).lines
    keys = {json.loads(each)["taak"] for each in before if json.loads(each)["onderwerp"] == "1001"}
    add(imported / "oud-nieuw.csv", "soort,oud,nieuw\nleerling,1001,9001\n")
    for name in ("edex.xml", "leerlingen.csv", "groepen.csv", "registraties.csv", "zaken.csv"):
        text = (imported / name).read_text(encoding="utf-8")
        add(imported / name, text.replace("1001", "9001"))
    assert "leerling 1001 heet nu 9001" in everything(imported, "--map", str(imported / "oud-nieuw.csv"))
    after = jaarcyclus(imported, "tasks", "--json", today=TODAY).lines
    assert keys
    assert {json.loads(each)["taak"] for each in after if json.loads(each)["onderwerp"] == "9001"} == keys
    assert not [each for each in after if json.loads(each)["onderwerp"] == "1001"]


def test_settings_with_a_mistake_stop_an_import_with_their_place(school: Path) -> None:
    change(school / "config.toml", "port = 25", 'port = "x"')
    said = jaarcyclus(school, "import", "alles", str(school))
    assert said.code == 1
    assert said.out.startswith(f"config.toml:{line_of(school / 'config.toml', 'port')}:8: ")


def test_the_sample_export_gives_its_oddities_twice_the_same(school: Path) -> None:
    from tests.intake.school import SCHOOLS

    sample = SCHOOLS / "voorbeeld_edex.xml"
    change(school / "config.toml", 'brin = "99XX"', f'brin = "{_brin(sample)}"')
    first = jaarcyclus(school, "import", "edexml", str(sample), today=TODAY)
    again = jaarcyclus(school, "import", "edexml", str(sample), today=TODAY)
    assert first.code == again.code == 0, first.out + first.err
    assert first.err == again.err
    assert again.out.startswith("Er verandert niets")


def _brin(sample: Path) -> str:
    found = re.search(r"<brincode>(\w+)</brincode>", sample.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def test_a_school_that_imports_before_it_has_rules_is_told_nothing_about_roles(school: Path) -> None:
    (school / "rules" / "voorbeeld.yaml").unlink()
    assert brought_in(school) == school
