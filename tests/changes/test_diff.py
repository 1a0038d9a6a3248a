"""`jaarcyclus diff`: a change is a sentence, with the tasks that move and the people who hear of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.changes.village import DAY, RULES, as_json, diff, run
from tests.cli.door import add, brought_in, change, copied, jaarcyclus
from tests.cli.todo import tasks

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_change_it_says_that_nothing_changes(ruled: Path) -> None:
    assert diff(ruled) == "Er verandert niets sinds de laatste run: regels en kalender zijn hetzelfde.\n"


def test_an_earlier_deadline_is_one_sentence_with_what_moves_and_what_is_late_then(ruled: Path) -> None:
    # 1/2 A had its analysis on 28 October; of what is left 1/2 B is due on 29 October, in the past, and four move.
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    first = diff(ruled).splitlines()[0]
    assert first.startswith(
        "Vul de analyse in (analyse): het moet een week eerder af: 3 weken voor groepsbespreking "
        "(was 2 weken voor groepsbespreking); 5 taken verschuiven"
    )
    (only,) = as_json(ruled)
    assert (only["verschuiven"], only["te_laat"], only["vervallen"], only["komen_erbij"]) == (5, 1, 0, 0)


def test_who_would_not_have_had_mail_tomorrow_is_counted_apart(ruled: Path) -> None:
    # From 12 May to tomorrow, and to Gijs: he hears of it on the day. Carla hears of the analysis anyway.
    change(ruled / "rules/eigen.yaml", "uiterlijk: 1 week voor sportdag", "uiterlijk: 3 november\n    voor: directie")
    change(ruled / "rules/eigen.yaml", "    voor: beheerder\n", "")
    (only,) = as_json(ruled)
    assert only["mail_op"] == "2026-11-03"
    assert only["mail_anders_niet"] == ["GIJ"]
    assert "1 collega krijgt morgen een mail" in diff(ruled)


def test_the_mail_is_that_of_the_first_school_day_after_the_change(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    (only,) = as_json(ruled, today="2026-11-13")
    assert only["mail_op"] == "2026-11-16"
    assert "op maandag 16 november" in diff(ruled, today="2026-11-13")


def test_what_diff_foretells_is_what_the_next_run_does(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    (only,) = as_json(ruled)
    before = {each["taak"]: each for each in tasks(ruled, "--regel", "analyse")}
    run(ruled, today=only["mail_op"])
    after = {each["taak"]: each for each in tasks(ruled, "--regel", "analyse")}
    live = [key for key in before if before[key]["status"] in ("open", "te-laat")]
    assert sum(before[key]["uiterlijk"] != after[key]["uiterlijk"] for key in live) == only["verschuiven"]
    late = [key for key in live if after[key]["status"] == "te-laat" != before[key]["status"]]
    assert len(late) == only["te_laat"]


def test_nothing_is_written(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    before = tasks(ruled)
    assert diff(ruled) == diff(ruled)
    assert tasks(ruled) == before


def test_after_the_run_the_change_is_how_it_is(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    run(ruled)
    assert "Er verandert niets" in diff(ruled)


# what stood there | what stands there now | the sentence
SENTENCES = """
voor: leerkracht                  | voor: [leerkracht, ib]                    | het is voor de leerkracht en de ib'er (was de leerkracht)
waar: {jaargroep: [1, 2]}         | waar: {jaargroep: 2}                      | het geldt bij jaargroep 2 (was bij jaargroep 1 of 2)
{registratie: groepsanalyse}      | {registratie: groepsanalyse, sinds: 4 weken voor groepsbespreking} | het is klaar bij: registratie groepsanalyse, sinds 4 weken voor groepsbespreking (was registratie groepsanalyse)
per: school                       | per: school\\n    niveau: gewenst          | het is gewenst (was verplicht)
per: groep                        | per: groep\\n    herinner: []              | herinneringen komen niet (was 2 schooldagen ervoor, op de dag en elke 3 schooldagen erna)
per: groep                        | per: groep\\n    herinner: [elke week erna] | herinneringen komen elke week erna (was 2 schooldagen ervoor, op de dag en elke 3 schooldagen erna)
per: groep                        | per: groep\\n    escaleer: {naar: ib, na: 3 schooldagen} | blijft het liggen, dan hoort dat: de ib'er na 3 schooldagen (was niemand)
per: groep                        | per: groep\\n    vervalt: na 5 schooldagen | wat niet gedaan is, vervalt 5 schooldagen na de laatste dag (was nooit vanzelf)
per: groep                        | per: groep\\n    wie: ieder                | ieder vinkt nu voor zich af
per: groep                        | per: groep\\n    eigen_mail: ja            | de herinnering komt in een eigen mail
per: groep                        | per: groep\\n    ook_in_vakantie: ja       | het loopt ook in vakanties door
per: groep                        | per: groep\\n    gevoelig: ja              | het is gevoelig: in mail staat alleen een aantal
per: groep                        | per: groep\\n    hoort_bij: rapport-lezen  | het hoort bij rapport-lezen (was niets)
per: groep                        | per: groep\\n    vanaf: 5 weken voor groepsbespreking | het staat op de lijst vanaf 5 weken voor groepsbespreking (was zoals gewoonlijk, twee weken van tevoren)
per: groep                        | per: groep\\n    geldig_tot: 2027-01-31    | het geldt tot en met 31 januari 2027 (was altijd)
titel: Vul de analyse in          | titel: Maak de analyse                    | het heet nu "Maak de analyse" (was "Vul de analyse in")
uitleg: Kies tien waarnemingen.   | uitleg: Kies er vijftien.                 | de uitleg is herschreven; er verandert geen taak
uiterlijk: 1 week voor rapport    | uiterlijk: 3 schooldagen voor rapport     | het moet op een ander moment af: 3 schooldagen voor rapport (was 1 week voor rapport)
uiterlijk: 1 week voor sportdag   | uiterlijk: 3 dagen voor sportdag          | het moet vier dagen later af: 3 dagen voor sportdag (was 1 week voor sportdag); 1 taak verschuift
uiterlijk: 1 week voor sportdag   | uiterlijk: 4 maanden na begin schooljaar  | het moet op een ander moment af: 4 maanden na begin schooljaar (was 1 week voor sportdag)
"""  # noqa: E501
ROWS = [[cell.strip() for cell in line.split("|")] for line in SENTENCES.strip().splitlines()]


@pytest.mark.parametrize(("old", "new", "sentence"), ROWS, ids=[row[2][:40] for row in ROWS])
def test_each_key_that_changes_has_its_sentence(ruled: Path, old: str, new: str, sentence: str) -> None:
    change(ruled / "rules/eigen.yaml", old, new.replace("\\n", "\n"))
    assert sentence in diff(ruled).replace("\n", " ")


def test_a_rule_that_only_moved_in_its_file_did_not_change(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "regels:\n", "# onze afspraken\n\nregels:\n")
    change(ruled / "rules/eigen.yaml", "voor: leerkracht", "voor:   [leerkracht]")
    assert "Er verandert niets" in diff(ruled)


def test_a_new_rule_says_what_it_asks_and_one_that_goes_takes_its_tasks_along(ruled: Path) -> None:
    more = "  - {id: tafels, titel: Zet de tafels klaar, voor: directie, per: school, uiterlijk: op sportdag}\n"
    change(ruled / "rules/eigen.yaml", "regels:\n", f"regels:\n{more}")
    change(ruled / "rules/eigen.yaml", RULES[RULES.index("  - id: inhaaldag") :], "")
    new, gone = as_json(ruled)
    assert new["zin"] == (
        "Zet de tafels klaar (tafels): nieuw: voor de directie, eens voor de hele school, uiterlijk op sportdag; "
        "1 taak komt erbij"
    )
    assert gone["zin"] == "Zet de inhaaldag klaar (inhaaldag): is weg; 1 taak vervalt"


def test_another_bare_date_is_told_as_a_move_though_it_is_another_occasion(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "1 week voor sportdag", "12 januari")
    run(ruled)
    change(ruled / "rules/eigen.yaml", "12 januari", "19 januari")
    # This school year and the next one are kept up.
    assert "19 januari (was 12 januari); 2 taken verschuiven." in diff(ruled)


def test_an_override_that_switches_a_rule_off_says_so(ruled: Path) -> None:
    add(ruled / "rules/anders.yaml", "aanpassingen:\n  - {id: inhaaldag, uit: ja}\n")
    assert "Zet de inhaaldag klaar (inhaaldag): staat uit; 1 taak vervalt." in diff(ruled)


def test_a_rule_that_asks_for_every_anchor_changes_with_the_rules_beside_it(ruled: Path) -> None:
    asks = "{id: alles, titel: Zet alle datums klaar, voor: beheerder, per: school, uiterlijk: begin mei, klaar_als: "
    add(ruled / "rules/alles.yaml", f"regels:\n  - {asks}{{kalender: {{elk_anker: ja}}}}}}\n")
    run(ruled)
    add(ruled / "rules/los.yaml", "regels:\n  - {id: los, titel: Los, voor: ib, per: school, uiterlijk: op cito}\n")
    assert "(alles): het vraagt nu andere datums in de kalender: de regels gebruiken er andere" in diff(ruled)


# --- the calendar

CALENDAR = """
{op: 2027-03-16}                 | {op: 2027-03-23}                              | groepsbespreking gaat van 16 naar 23 maart; 2 taken verschuiven
{op: 2027-06-08}                 | {op: 2027-06-08}\\n    - {op: 2027-04-13}      | groepsbespreking komt erbij: 13 april
sportdag: [{op: 2027-05-19}]     | sportdag: [{op: 2027-06-02}]                  | sportdag gaat van 19 mei naar 2 juni; 1 taak verschuift
vrije_dagen:                     | vrije_dagen:\\n  - {naam: ijsvrij, op: 2027-01-14} | 14 januari wordt een vrije dag (ijsvrij)
{naam: goede vrijdag, op: 2027-03-26} | {naam: goede vrijdag, op: 2027-03-25}    | de vrije dag goede vrijdag gaat van 26 naar 25 maart
tot_en_met: 2027-05-07}          | tot_en_met: 2027-05-14}                       | de vakantie meivakantie gaat van 24 april tot en met 9 mei naar 24 april tot en met 16 mei
laatste_schooldag: 2027-07-16    | laatste_schooldag: 2027-07-15                 | de laatste schooldag gaat van 16 naar 15 juli
"""  # noqa: E501
DATES = [[cell.strip() for cell in line.split("|")] for line in CALENDAR.strip().splitlines()]


@pytest.mark.parametrize(("old", "new", "sentence"), DATES, ids=[row[2][:40] for row in DATES])
def test_a_change_of_the_calendar_is_a_sentence(ruled: Path, old: str, new: str, sentence: str) -> None:
    change(ruled / "calendar/2026-2027.yaml", old, new.replace("\\n", "\n"))
    assert sentence in diff(ruled)


def test_what_the_calendar_moves_and_what_a_rule_moves_are_told_apart(ruled: Path) -> None:
    change(ruled / "calendar/2026-2027.yaml", "{op: 2027-03-16}", "{op: 2027-03-23}")
    change(ruled / "rules/eigen.yaml", "1 week voor sportdag", "3 dagen voor sportdag")
    calendar, rule = as_json(ruled)
    assert (calendar["soort"], calendar["over"], calendar["verschuiven"]) == ("kalender", "groepsbespreking", 2)
    assert (rule["soort"], rule["over"], rule["verschuiven"]) == ("regel", "inhaaldag", 1)


def test_a_date_moves_also_past_one_that_a_group_has_for_itself(ruled: Path) -> None:
    calendar = ruled / "calendar/2026-2027.yaml"
    change(calendar, "{op: 2027-03-16}", "{op: 2027-03-16}\n    - {op: 2027-03-18, groep: 1/2 B}")
    run(ruled)
    change(calendar, "{op: 2027-03-16}", "{op: 2027-03-23}")
    assert "groepsbespreking gaat van 16 naar 23 maart; 1 taak verschuift" in diff(ruled)


def test_what_was_done_and_is_asked_again_opens_again_and_is_nothing_new(ruled: Path) -> None:
    rule = "  - {id: kijk, titel: Kijk mee, voor: ib, per: groep, uiterlijk: einde mei, klaar_als: {registratie: %s}}\n"
    said = jaarcyclus(ruled, "note", "registratie", "groepsanalyse", "1/2 B", "--door", "esr", today=DAY)
    assert said.code == 0, said.err
    add(ruled / "rules/kijk.yaml", "regels:\n" + rule % "groepsanalyse, sinds: ooit")
    run(ruled)
    add(ruled / "rules/kijk.yaml", "regels:\n" + rule % "gespreksverslag")
    assert "2 taken gaan weer open" in diff(ruled)


# --- a proposal


def test_a_folder_with_a_proposal_is_compared_without_touching_the_school(ruled: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "voorstel"
    shutil.copytree(ruled / "rules", proposal / "rules")
    change(proposal / "rules/eigen.yaml", "1 week voor sportdag", "3 dagen voor sportdag")
    assert "3 dagen voor sportdag (was 1 week voor sportdag); 1 taak verschuift." in diff(ruled, str(proposal))
    assert "Er verandert niets" in diff(ruled)


def test_one_file_takes_the_place_of_the_one_with_its_name(ruled: Path, tmp_path: Path) -> None:
    add(tmp_path / "eigen.yaml", RULES.replace("1 week voor sportdag", "3 dagen voor sportdag"))
    assert "3 dagen voor sportdag (was 1 week voor sportdag); 1 taak verschuift." in diff(
        ruled, str(tmp_path / "eigen.yaml")
    )


def test_one_file_with_another_name_comes_on_top(ruled: Path, tmp_path: Path) -> None:
    add(tmp_path / "anders.yaml", "aanpassingen:\n  - {id: inhaaldag, uiterlijk: 3 dagen voor sportdag}\n")
    assert "3 dagen voor sportdag (was 1 week voor sportdag); 1 taak verschuift." in diff(
        ruled, str(tmp_path / "anders.yaml")
    )


def test_one_calendar_can_be_a_proposal_too(ruled: Path, tmp_path: Path) -> None:
    shutil.copy(ruled / "calendar/2026-2027.yaml", tmp_path)
    change(tmp_path / "2026-2027.yaml", "{op: 2027-03-16}", "{op: 2027-03-23}")
    assert "groepsbespreking gaat van 16 naar 23 maart" in diff(ruled, str(tmp_path / "2026-2027.yaml"))


def test_a_folder_without_rules_or_calendar_is_no_proposal(ruled: Path, tmp_path: Path) -> None:
    said = jaarcyclus(ruled, "diff", str(tmp_path), today=DAY)
    assert said.code == 2
    assert "noem een map met rules/ of calendar/, of een bestand" in said.err


# --- what is broken, and what is not there yet


def test_a_mistake_in_the_new_file_is_told_with_its_place_and_changes_nothing(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "voor groepsbespreking", "voor groepsbespreeking")
    said = jaarcyclus(ruled, "diff", today=DAY)
    assert said.code == 1
    assert 'rules/eigen.yaml:7:29: onbekend anker "groepsbespreeking"; bedoel je "groepsbespreking"?' in said.err
    assert said.out == "Er verandert nog niets: een bestand met een fout doet pas mee als het klopt.\n"


def test_before_the_first_run_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    said = jaarcyclus(brought_in(copied(tmp_path)), "diff", today=DAY)
    assert said.code == 2
    assert "na de eerste run is te zien wat er verandert" in said.err


def test_a_rule_file_that_was_taken_away_long_ago_is_not_told_again(ruled: Path) -> None:
    add(ruled / "rules/los.yaml", "regels:\n  - {id: los, titel: Los, voor: ib, per: school, uiterlijk: op sportdag}\n")
    run(ruled)
    (ruled / "rules/los.yaml").unlink()
    assert "Los (los): is weg; 1 taak vervalt." in diff(ruled)
    run(ruled, today="2026-11-03")
    assert "Er verandert niets" in diff(ruled, today="2026-11-03")


def test_every_task_can_be_named_with_its_old_and_new_date(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "1 week voor sportdag", "3 dagen voor sportdag")
    words = " ".join(diff(ruled, "--taken").split())
    assert "Zet de inhaaldag klaar wo 12 mei vr 14 mei" in words
