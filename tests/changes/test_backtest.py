"""`jaarcyclus backtest`: changed rules over days that are behind us, by what was done then and on which day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.changes.village import RULES
from tests.cli.door import add, brought_in, change, copied, jaarcyclus
from tests.cli.todo import key, tasks

if TYPE_CHECKING:
    from pathlib import Path

# 1/2 A did its analysis on 28 October, 1/2 B never did. By the rules they were due on 3 and 4 November.
TODAY = "2026-11-17"


def backtest(folder: Path, *words: str, today: str = TODAY) -> dict[str, Any]:
    said = jaarcyclus(folder, "backtest", "--json", *words, today=today)
    assert said.code == 0, said.out + said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def of_rule(found: dict[str, Any], rule: str) -> tuple[dict[str, Any], dict[str, Any]]:
    (only,) = [each for each in found["regels"] if each["regel"] == rule]
    return only["was"], only["wordt"]


def test_an_earlier_deadline_makes_late_what_was_in_time(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    before, after = of_rule(backtest(ruled), "analyse")
    assert (before["taken"], before["te_laat"]) == (2, 1)
    assert (after["taken"], after["te_laat"]) == (2, 2)


def test_mail_is_counted_per_person_until_the_task_was_done(ruled: Path) -> None:
    # By hand. Before: Anna on 28 October, and Carla on 2, 3, 12 and 16 November. After: Anna on 14 and 27 October, Bram
    # on 16 October (his last day before the holiday), Carla on 27 and 29 October and on 3, 10 and 13 November.
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    before, after = of_rule(backtest(ruled), "analyse")
    assert before["mails_per_persoon"] == {"ANN": 1, "CAR": 4}
    assert after["mails_per_persoon"] == {"ANN": 2, "BRA": 1, "CAR": 5}


def test_what_is_not_due_yet_is_not_counted(ruled: Path) -> None:
    assert backtest(ruled, today="2026-11-03")["was"]["taken"] == 1
    assert backtest(ruled, today=TODAY)["was"]["taken"] == 2


def test_what_is_due_today_and_not_done_is_not_late_yet(ruled: Path) -> None:
    assert backtest(ruled, today="2026-11-04")["was"]["te_laat"] == 0
    assert backtest(ruled, today="2026-11-05")["was"]["te_laat"] == 1


def test_two_tasks_in_one_overview_are_one_mail(ruled: Path) -> None:
    twice = RULES + RULES.partition("\n")[2].partition("  - id: rapport")[0].replace("id: analyse", "id: nog-eens")
    add(ruled / "rules/eigen.yaml", twice)
    found = backtest(ruled)
    assert found["wordt"]["taken"] == 2 * found["was"]["taken"]
    assert found["wordt"]["mails_per_persoon"] == found["was"]["mails_per_persoon"]


def test_a_tick_counts_on_the_day_it_was_put(ruled: Path) -> None:
    change(
        ruled / "rules/eigen.yaml", "    klaar_als: {registratie: groepsanalyse}\n", "    klaar_als: {handmatig: ja}\n"
    )
    assert backtest(ruled)["wordt"]["te_laat"] == 2
    ticked = jaarcyclus(ruled, "done", key(ruled, "analyse", "1/2 B", "/1"), "--door", "CAR", today="2026-11-04")
    assert ticked.code == 0, ticked.err
    assert backtest(ruled)["wordt"]["te_laat"] == 1


def test_a_rule_that_goes_takes_its_figures_along_and_the_others_stay(ruled: Path) -> None:
    add(ruled / "rules/anders.yaml", "aanpassingen:\n  - {id: analyse, uit: ja}\n")
    before, after = of_rule(backtest(ruled), "analyse")
    assert before["taken"] == 2
    assert after == {"taken": 0, "te_laat": 0, "mails": 0, "mails_per_persoon": {}}


def test_a_change_from_a_day_on_leaves_the_days_before_it_as_they_were(ruled: Path) -> None:
    text = "aanpassingen:\n  - {id: analyse, geldig_vanaf: 2026-11-04, uiterlijk: 1 week voor groepsbespreking}\n"
    add(ruled / "rules/anders.yaml", text)
    before, after = of_rule(backtest(ruled), "analyse")
    # 1/2 B now has until 12 November, and 1/2 A has what it had.
    assert (before["mails_per_persoon"]["ANN"], after["mails_per_persoon"]["ANN"]) == (1, 1)
    assert after["mails_per_persoon"]["CAR"] < before["mails_per_persoon"]["CAR"]


def test_nothing_is_written(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    before = tasks(ruled)
    backtest(ruled)
    assert tasks(ruled) == before


def test_a_proposal_can_be_tried_on_the_past_too(ruled: Path, tmp_path: Path) -> None:
    add(tmp_path / "eigen.yaml", RULES.replace("2 weken voor groeps", "3 weken voor groeps"))
    before, after = of_rule(backtest(ruled, str(tmp_path / "eigen.yaml")), "analyse")
    assert (before["te_laat"], after["te_laat"]) == (1, 2)


def test_a_change_that_makes_no_difference_is_told_apart_from_no_change_at_all(ruled: Path) -> None:
    said = jaarcyclus(ruled, "backtest", today=TODAY)
    assert "Er is niets gewijzigd sinds de laatste run: regels en kalender zijn hetzelfde." in said.out
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "14 dagen voor groepsbespreking")
    said = jaarcyclus(ruled, "backtest", today=TODAY)
    assert "Met de gewijzigde regels was dit precies hetzelfde geweest." in said.out


def test_the_table_names_what_differs_and_for_whom(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "2 weken voor groepsbespreking", "3 weken voor groepsbespreking")
    words = jaarcyclus(ruled, "backtest", today=TODAY).words
    assert "Teruggekeken: dit schooljaar tot nu toe, 1 augustus 2026 tot en met 17 november 2026." in words
    assert "Vul de analyse in (analyse) 2 1 → 2 5 → 8" in words
    assert "Bram 0 1" in words


def test_a_school_with_nothing_done_yet_looks_back_on_the_demo(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "registraties.csv").unlink()
    brought_in(folder)
    found = backtest(folder)
    assert found["feiten"] == "het schooljaar van de demo tot nu toe"
    assert found["was"]["taken"] > 100
    assert found["was"] == found["wordt"]


def test_a_school_year_with_facts_all_through_is_looked_back_on_whole(ruled: Path) -> None:
    # The same facts seen from the year after: registrations in five months, for each group.
    rows = [
        f"observatie,leerling,{pupil},2026-{month:02}-{day:02},ANN,taal,"
        for month in (8, 9, 10, 11, 12)
        for day in range(1, 6)
        for pupil in (1001, 1002)
    ]
    add(ruled / "registraties.csv", "soort,onderwerp_type,onderwerp,op,door,gebied,waarde\n" + "\n".join(rows) + "\n")
    said = jaarcyclus(ruled, "import", "registraties", str(ruled / "registraties.csv"), today="2027-09-15")
    assert said.code == 0, said.out + said.err
    found = backtest(ruled, today="2027-09-15")
    assert (found["feiten"], found["van"], found["tot_en_met"]) == ("vorig schooljaar", "2026-08-01", "2027-07-31")
    assert found["was"]["taken"] == 9
