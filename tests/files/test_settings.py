"""config.toml: what a school writes, what it may leave out, and where the shipped files lie."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import shipped
from engine.configreaders import slug
from engine.settings import Settings, load_settings, read_settings

EXAMPLE = Path(__file__).parent.parent / "schools" / "voorbeeldschool" / "config.toml"
SMALL = '[school]\nname = "De Bron"\nbrin = "12AB"\nregion = "zuid"\n'
PACKS = ("mijnkleutergroep", "ouder-kindgesprekken")
HOME = Path("/school")


def right(text: str) -> Settings:
    settings, problems = read_settings(text, "config.toml", HOME, PACKS)
    assert problems == []
    assert settings is not None
    return settings


def test_the_config_of_the_example_school_reads_without_a_word() -> None:
    settings, problems = load_settings(EXAMPLE)
    assert problems == []
    assert settings is not None
    assert (settings.school.id, settings.school.start, settings.school.packs) == (
        "voorbeeldschool",
        date(2026, 8, 24),
        (),
    )
    assert settings.schedule.mail_window == (time(7, 30), time(17, 0))
    assert settings.store.url == f"sqlite:///{EXAMPLE.resolve().parent}/jaarcyclus.db"


def test_a_school_may_leave_out_nearly_everything() -> None:
    settings = right(SMALL)
    assert settings.school.id == "de-bron"
    assert settings.school.packs == PACKS
    assert settings.school.start is None
    assert settings.store.url == "sqlite:////school/jaarcyclus.db"
    assert settings.schedule.digest == time(7, 30)
    assert settings.mail.password_file is None


def test_paths_count_from_the_folder_of_the_config_file() -> None:
    settings = right(
        SMALL + '[mail]\nusername = "jc"\npassword_file = "geheim.txt"\n[store]\nurl = "sqlite:///data/school.db"\n'
    )
    assert settings.mail.password_file == HOME / "geheim.txt"
    assert settings.store.url == "sqlite:////school/data/school.db"


def test_the_web_listens_at_home_unless_the_school_says_where() -> None:
    assert right(SMALL).web.listen == ("127.0.0.1", 8000)
    assert right(SMALL + '[web]\nlisten = "0.0.0.0:8443"\n').web.listen == ("0.0.0.0", 8443)
    assert right(SMALL + '[web]\nlisten = "[::1]:8000"\n').web.listen == ("::1", 8000)


def test_what_signs_links_lies_in_a_file_of_the_school_or_in_the_environment() -> None:
    assert right(SMALL + '[web]\nsecret_file = "web.geheim"\n').web.secret_file == HOME / "web.geheim"
    assert right(SMALL + '[web]\nsecret_env = "JAARCYCLUS_GEHEIM"\n').web.secret_env == "JAARCYCLUS_GEHEIM"


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("sqlite:////var/lib/jc.db", "sqlite:////var/lib/jc.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://jc@localhost/jc", "postgresql+psycopg://jc@localhost/jc"),
        ("postgresql://jc@localhost/jc", "postgresql+psycopg://jc@localhost/jc"),
    ],
)
def test_other_addresses_of_a_store_stay_as_they_are(url: str, read: str) -> None:
    assert right(f'{SMALL}[store]\nurl = "{url}"\n').store.url == read


def test_a_school_adds_its_own_words() -> None:
    settings = right(f'{SMALL}[kinds]\nareas = ["muziek"]\ntalks = [\n  "wandelgesprek",\n]\n')
    assert settings.kinds.areas == ("muziek",)
    assert settings.kinds.talks == ("wandelgesprek",)
    assert settings.kinds.cases == ()


def test_every_mistake_is_told_in_one_go() -> None:
    text = SMALL.replace("12AB", "1AB").replace("zuid", "zuidd") + "[mail]\nprot = 25\n[webb]\n"
    settings, problems = read_settings(text, "config.toml", HOME, PACKS)
    assert settings is None
    assert [str(each).split(";")[0] for each in problems] == [
        'config.toml:3:8: een brin is twee cijfers en twee hoofdletters, zoals 99XX, niet "1AB"',
        'config.toml:4:10: onbekende waarde voor region: "zuidd"',
        'config.toml:6:1: onbekende sleutel "prot"',
        'config.toml:7:2: onbekend onderdeel "webb"',
    ]


def test_a_wrong_word_in_a_long_list_is_found_on_its_own_line() -> None:
    text = SMALL + 'packs = [\n  "mijnkleutergroep",\n  "ouder-kindgesprek",\n]\n'
    _, (problem,) = read_settings(text, "config.toml", HOME, PACKS)
    assert str(problem) == ('config.toml:7:3: onbekend pakket "ouder-kindgesprek"; bedoel je "ouder-kindgesprekken"?')


def test_a_config_that_is_not_there_is_a_problem() -> None:
    settings, (problem,) = load_settings(HOME / "nergens" / "config.toml")
    assert settings is None
    assert "is er niet" in problem.message


def test_a_config_may_begin_with_a_bom() -> None:
    settings, problems = read_settings(SMALL.encode("utf-8-sig"), "config.toml", HOME, PACKS)
    assert settings is not None
    assert problems == []


def test_the_id_of_a_school_is_its_name_in_small_letters_and_hyphens() -> None:
    assert slug("De Voorbeeldschool") == "de-voorbeeldschool"
    assert slug("  't Kofschip & Café  ") == "t-kofschip-cafe"


def test_a_pack_is_a_folder_with_rules_and_the_schools_own_folder_is_none() -> None:
    assert "eigen" not in shipped.pack_names()
    assert shipped.pack_files("eigen") == []
    for pack in shipped.pack_names():
        assert all(label == f"{pack}/{path.name}" and path.is_file() for label, path in shipped.pack_files(pack))


def test_the_official_holidays_and_the_catalogue_are_shipped() -> None:
    assert shipped.holidays_file().is_file()
    assert shipped.catalogue_file().is_file()


@given(st.data())
def test_a_config_torn_anywhere_gives_problems_and_never_a_crash(data: st.DataObject) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    begin = data.draw(st.integers(min_value=0, max_value=len(text)))
    length = data.draw(st.integers(min_value=1, max_value=40))
    instead = data.draw(st.sampled_from(["", "x", '"', "[", "=", "\t", "\n", "9", "'", "{"]))
    settings, problems = read_settings(text[:begin] + instead + text[begin + length :], "config.toml", HOME, PACKS)
    assert settings is not None or problems
    assert all(each.line > 0 and each.column > 0 for each in problems)
