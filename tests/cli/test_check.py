"""`jaarcyclus check`: every mistake of every file at once, and what is right but would surprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.door import QUIETLY, Said, add, brought_in, change, jaarcyclus, line_of

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
regels:
  - id: eigen-{name}
    titel: Iets
    voor: leerkracht
    per: groep
    uiterlijk: {due}
{more}"""
ADVICE_AT = "2026-11-17"


def check(folder: Path, *words: str) -> Said:
    return jaarcyclus(folder, "check", *words, today=ADVICE_AT)


def with_rule(folder: Path, name: str, due: str, more: str = "") -> str:
    add(folder / "rules" / f"{name}.yaml", RULE.format(name=name, due=due, more=more))
    return check(folder).err


def test_a_school_in_order_gets_one_friendly_line_and_no_store_is_made(school: Path) -> None:
    said = check(school)
    assert (said.code, said.out) == (0, "Alles klopt: 62 regels en een kalender nagekeken.\n")
    assert not (school / "jaarcyclus.db").exists()


def test_mistakes_in_settings_calendar_and_rules_come_in_one_go_each_with_its_place(school: Path) -> None:
    change(school / "config.toml", "port = 25", 'port = "vijfentwintig"')
    change(school / "calendar" / "2026-2027.yaml", "cito: [{van: 2027-01-18,", "cito: [{van: 2027-02-18,")
    with_rule(school, "gesprek", "2 weken voor groepsbespreeking")
    add(school / "rules" / "rol.yaml", RULE.format(name="rol", due="einde mei", more="").replace("leerkracht", "ibb"))
    said = check(school)
    assert said.code == 1
    places = [line.split(": ")[0] for line in said.lines]
    assert places == [
        f"calendar/2026-2027.yaml:{line_of(school / 'calendar' / '2026-2027.yaml', 'cito')}:40",
        f"config.toml:{line_of(school / 'config.toml', 'vijfentwintig')}:8",
        "rules/gesprek.yaml:6:29",
        "rules/rol.yaml:4:11",
    ]
    assert 'bedoel je "groepsbespreking"?' in said.out


def test_text_that_is_no_toml_is_one_mistake_and_no_traceback(school: Path) -> None:
    add(school / "config.toml", '[school\nname = "x"\n')
    said = check(school)
    assert said.code == 1
    assert said.lines[0].startswith("config.toml:1:")


def test_a_folder_without_settings_is_told_so(tmp_path: Path) -> None:
    said = check(tmp_path)
    assert said.code == 1
    assert "config.toml:0:0: het bestand" in said.out


def test_a_wrong_region_does_not_hide_a_mistake_in_a_rule(school: Path) -> None:
    change(school / "config.toml", 'region = "midden"', 'region = "miden"')
    with_rule(school, "gesprek", "op raport")
    said = check(school)
    assert 'bedoel je "midden"?' in said.out
    assert 'rules/gesprek.yaml:6:19: onbekend anker "raport"; bedoel je "rapport"?' in said.lines


def test_a_group_that_does_not_exist_is_a_mistake_once_groups_are_known(imported: Path) -> None:
    calendar = imported / "calendar" / "2026-2027.yaml"
    change(calendar, "{op: 2026-11-19, groep: 1/2 B}", "{op: 2026-11-19, groep: 1/2 C}")
    said = check(imported)
    assert said.code == 1
    place = f"calendar/2026-2027.yaml:{line_of(calendar, '1/2 C')}:31"
    assert said.lines == [f'{place}: onbekende groep "1/2 C"; bedoel je "1/2 B"?']


def test_an_own_anchor_may_not_carry_a_name_that_has_dates_of_its_own(school: Path) -> None:
    calendar = school / "calendar" / "2026-2027.yaml"
    change(
        calendar,
        "  sportdag:",
        "  mei: [{op: 2027-05-20}]\n  Schoolweek: [{op: 2027-05-20}]\n  instroom: [{op: 2027-05-20}]\n"
        "  herfstvakantie: [{op: 2026-10-19}]\n  sportdag:",
    )
    first = line_of(calendar, "  mei:")
    own = "heeft vanzelf al datums; geef dit anker een andere naam"
    assert check(school).lines == [
        f'calendar/2026-2027.yaml:{first}:3: "mei" {own}',
        f'calendar/2026-2027.yaml:{first + 1}:3: "Schoolweek" {own}',
        f'calendar/2026-2027.yaml:{first + 2}:3: "instroom" {own}',
        f'calendar/2026-2027.yaml:{first + 3}:3: "herfstvakantie" is een vakantie; zet haar bij "vakanties"',
    ]


def test_a_calendar_that_cannot_be_read_is_the_only_mistake_told_of_its_anchors(school: Path) -> None:
    calendar = school / "calendar" / "2026-2027.yaml"
    change(calendar, "sportdag: [{op: 2027-05-19}]", "sportdag: [{op: 2027-05-19}")
    said = check(school)
    assert said.code == 1
    assert {line.split(":")[0] for line in said.lines} == {"calendar/2026-2027.yaml"}


def test_a_calendar_without_a_first_day_is_the_only_mistake_told_of_its_anchors(school: Path) -> None:
    calendar = school / "calendar" / "2026-2027.yaml"
    change(calendar, "eerste_schooldag: 2026-08-31\n", "")
    assert [line.split(": ")[1] for line in check(school).lines] == ['de sleutel "eerste_schooldag" ontbreekt']


def test_it_says_what_the_school_changes_in_a_rule_and_which_rule_it_puts_off(school: Path) -> None:
    said = check(school)
    assert "  vb-evalueren (rules/voorbeeld.yaml, regel 482): het moet " in said.err
    assert "  vb-uitgezet (rules/voorbeeld.yaml, regel 481): dit doet op onze school niet\n      mee\n" in said.err


def test_a_duration_nobody_can_add_up_is_a_warning_and_one_that_can_is_not(school: Path) -> None:
    words = with_rule(school, "lang", "einde mei", "    duur: lang\n")
    assert 'rules/lang.yaml:2:1: eigen-lang: duur "lang" telt niet mee; schrijf bijvoorbeeld 10 minuten' in words
    assert "telt niet mee" not in with_rule(school, "lang", "einde mei", "    duur: hoogstens anderhalf uur\n")


def test_a_window_that_misses_the_month_the_paper_means_is_a_warning(school: Path) -> None:
    told = with_rule(school, "juni", "2 weken voor groepsbespreking 2", "    bedoeld_in: juni\n")
    wrong = "eigen-juni: bedoeld in juni, maar deze regel loopt van 16 februari tot en met 2 maart"
    assert f"rules/juni.yaml:2:1: {wrong}" in told
    assert "eigen-juni" not in with_rule(
        school, "juni", "2 weken voor groepsbespreking 2", "    bedoeld_in: [februari, mei]\n"
    )


def test_the_month_of_a_rule_that_waar_limits_is_that_of_the_occasions_it_chooses(school: Path) -> None:
    more = "    waar: {maand: juni}\n    bedoeld_in: juni\n"
    assert "eigen-juni" not in with_rule(school, "juni", "op groepsbespreking", more)


def test_a_number_or_name_that_no_calendar_has_is_a_warning(school: Path) -> None:
    assert 'in geen kalender staat "groepsbespreking 5"; er komt dan geen taak' in with_rule(
        school, "vijf", "op groepsbespreking 5"
    )
    assert 'in geen kalender staat "thema Ridders"; er komt dan geen taak' in with_rule(
        school, "ridders", "einde thema Ridders"
    )
    assert "eigen-anders" not in with_rule(school, "anders", "einde thema Ridders, anders einde mei")


def test_dates_that_rules_wait_for_are_asked_once_for_each_anchor(school: Path) -> None:
    with_rule(school, "een", "op ouderpanel")
    told = with_rule(school, "twee", "2 weken voor ouderpanel")
    line = "calendar/2026-2027.yaml:0:0: geen datum voor ouderpanel; 2 regels wachten erop: eigen-een, eigen-twee"
    assert told.splitlines().count(line) == 1


def test_a_role_nobody_has_is_told_once_people_are_known(school: Path) -> None:
    told = "niemand is kc; die taken gaan naar de beheerder"
    assert told not in check(school).err.splitlines()
    assert told in check(brought_in(school)).err.splitlines()


def test_warnings_leave_the_outcome_alone_unless_strict(school: Path) -> None:
    with_rule(school, "een", "op ouderpanel")
    assert check(school).code == 0
    assert check(school, "--strict").code == 1


def test_an_untouched_copy_of_a_pack_in_the_folder_is_that_pack(school: Path) -> None:
    from engine.shipped import pack_files

    change(school / "config.toml", "packs = [] ", 'packs = ["mijnkleutergroep"] ')
    for label, path in pack_files("mijnkleutergroep"):
        add(school / "rules" / label, path.read_text(encoding="utf-8"))
    assert check(school).code == 0
    change(school / "rules" / "mijnkleutergroep" / "seo.yaml", "titel:", "titel: Toch")
    assert "bestaat al" in check(school).out


def test_a_rule_file_that_is_a_link_to_nothing_is_not_passed_over(living: Path) -> None:
    rules = living / "rules" / "voorbeeld.yaml"
    rules.rename(living / "elders.yaml")
    rules.symlink_to(living / "weg.yaml")
    for command in (("check",), QUIETLY):
        said = jaarcyclus(living, *command, today=ADVICE_AT)
        assert (said.code, said.err) == (2, f"het bestand {rules} is niet te lezen\n")
