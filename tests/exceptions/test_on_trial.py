"""`proef: ja`: who keeps the rules sees what a rule would ask, and nobody else hears of it until the trial is over."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from engine.outbox import EVERY_DAY
from engine.runs.dayrun import run_within
from engine.runs.ics import calendar, gather_tasks
from engine.store.wishes import save_wish
from notifiers.memory import Mailbox
from tests.cli.door import QUIETLY, jaarcyclus
from tests.exceptions.agreed import FIRST
from tests.sending import school as sending
from tests.sending.clock import Clock
from tests.sending.school import ID, Wilg, read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.door import Said
    from tests.reconcile.school import KeptSchool

TODAY = "2026-10-06"
ON_TRIAL = """
regels:
  - id: portfolio
    titel: Vul het portfolio
    voor: leerkracht
    per: groep
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    herinner: [bij het begin, 2 schooldagen ervoor, op de dag, elke 3 schooldagen erna]
    escaleer: [{naar: ib, na: 3 schooldagen}]
    proef: ja
"""
LIVE = ON_TRIAL.replace("proef: ja", "proef: nee")


def trying(school: KeptSchool, text: str = ON_TRIAL, today: str = TODAY) -> KeptSchool:
    school.rules(text, "proef")
    school.on(today)
    return school


def said(school: KeptSchool, *words: str, today: str = TODAY) -> Said:
    found = jaarcyclus(school.folder, *words, today=today)
    assert found.code == 0, found.out + found.err
    return found


# --- who sees it


def test_the_tasks_are_there_and_stand_apart_in_the_list(school: KeptSchool) -> None:
    told = said(trying(school), "tasks").words
    assert len(school.tasks("portfolio")) == 6
    assert "Op proef: 6 taken van 1 regel; niemand krijgt er mail van" in told
    assert "Vul het portfolio" not in told[: told.index("Op proef")]
    assert told.count("Vul het portfolio") == 6


def test_in_nobodys_own_list_does_it_stand(school: KeptSchool) -> None:
    trying(school)
    for person in ("ANN", "CEES", "IBO", "DIR"):
        assert "portfolio" not in said(school, "tasks", "--persoon", person).words
        lines = said(school, "tasks", "--json", "--persoon", person).lines
        assert not any("portfolio" in each for each in lines)
        assert "portfolio" not in said(school, "plan", "--persoon", person).words


def test_the_plan_shows_it_in_a_part_of_its_own_and_without_reminders(school: KeptSchool) -> None:
    trying(school)
    told = said(school, "plan").words
    assert "Op proef: 6 taken van 1 regel; niemand krijgt er mail van" in told or "Op proef: 3 taken" in told
    lines = [json.loads(each) for each in said(school, "plan", "--json").lines]
    mine = [each for each in lines if each["regel"] == "portfolio"]
    assert len(mine) == 6
    assert {(each["proef"], len(each["herinneringen"])) for each in mine} == {(True, 0)}
    assert all("proef" not in each for each in lines if each["regel"] != "portfolio")


def test_in_nobodys_calendar_does_it_stand(school: KeptSchool) -> None:
    trying(school)
    with school.database.reading("reconcile") as store:
        shelf = gather_tasks(school.settings, store)
    for person in shelf.listing.staff.values():
        made = calendar(shelf, person, school.settings, Clock(f"{TODAY}T08:00")())
        assert b"portfolio" not in made


def test_check_names_the_rules_on_trial(school: KeptSchool) -> None:
    trying(school)
    found = jaarcyclus(school.folder, "check", today=TODAY)
    assert found.code == 0
    assert "Op proef (alleen de beheerder ziet de taken, niemand krijgt mail):" in found.err
    assert "  portfolio: Vul het portfolio (rules/proef.yaml, regel 3)" in found.err


def test_explain_says_that_it_is_being_tried_out(school: KeptSchool) -> None:
    trying(school)
    key = school.task("3", FIRST, "portfolio").key
    assert "De regel is op proef: alleen de beheerder ziet deze taak" in said(school, "explain", key).words


def test_an_override_may_put_a_rule_on_trial_or_take_it_off(school: KeptSchool) -> None:
    trying(school, ON_TRIAL + "aanpassingen:\n  - {id: analyse, proef: ja}\n")
    assert {each.on_trial for each in school.tasks("analyse")} == {True}
    trying(school, ON_TRIAL)
    school.rules("aanpassingen:\n  - {id: portfolio, proef: nee}\n", "anders")
    school.on(TODAY)
    assert {each.on_trial for each in school.tasks() if each.rule in ("analyse", "portfolio")} == {False}


def test_proef_is_ja_or_nee(school: KeptSchool) -> None:
    school.rules(ON_TRIAL.replace("proef: ja", "proef: misschien"), "proef")
    found = jaarcyclus(school.folder, "check", today=TODAY)
    assert found.code == 1
    assert "rules/proef.yaml:11:12:" in found.out


def test_a_great_many_tasks_on_trial_do_not_hold_the_run(school: KeptSchool) -> None:
    assert jaarcyclus(school.folder, *QUIETLY, today=TODAY).code == 0
    weekly = ON_TRIAL.replace("2 weken voor groepsbespreking", "einde schoolweek").replace(
        "    vanaf: 4 weken voor groepsbespreking\n", ""
    )
    school.rules(weekly, "proef")
    found = jaarcyclus(school.folder, "run", "--zonder-versturen", today="2026-10-07")
    assert found.code == 0, found.out + found.err
    assert len(school.tasks("portfolio")) > 100
    school.rules(weekly.replace("proef: ja", "proef: nee"), "proef")
    assert "wacht op jou" in jaarcyclus(school.folder, "run", "--zonder-versturen", today="2026-10-08").words


# --- when it is over


def test_when_the_trial_is_over_what_is_still_to_come_counts_from_that_day(school: KeptSchool) -> None:
    """Due 3 November and 2 March; the trial ends on 10 November. CEES has two groups."""
    trying(school)
    school.on("2026-11-10")
    trying(school, LIVE, "2026-11-10")
    past, coming = (school.task("3", each, "portfolio") for each in (FIRST, "2026-2027/2"))
    assert (past.on_trial, past.state) == (True, "te-laat")
    assert (coming.on_trial, str(coming.first_seen)) == (False, "2026-11-10")
    assert school.on("2026-11-11").changes == ()
    told = said(school, "tasks", "--persoon", "CEES", today="2026-11-11").words
    assert told.count("di 2 mrt Vul het portfolio") == told.count("Vul het portfolio") == 2


def test_what_opened_during_the_trial_is_reminded_of_from_the_day_it_is_over(school: KeptSchool) -> None:
    trying(school)
    trying(school, LIVE, "2026-10-28")
    lines = [json.loads(each) for each in said(school, "tasks", "--json", today="2026-10-28").lines]
    (mine,) = [each for each in lines if (each["regel"], each["onderwerp"]) == ("portfolio", "3")][:1]
    assert "2026-10-30" in [each["op"] for each in mine["herinneringen"]]


def test_what_was_done_during_the_trial_counts_along_afterwards(school: KeptSchool) -> None:
    trying(school)
    key = school.task("3", FIRST, "portfolio").key
    said(school, "done", key, "--door", "CEES")
    trying(school, LIVE, "2026-10-28")
    task = school.task("3", FIRST, "portfolio")
    assert (task.state, task.on_trial) == ("klaar", False)


# --- two months of mail

# A holiday, the end of two months and of a block lie in between; the whole year says the same and takes a minute.
FIRST_DAY, LAST_DAY = date(2026, 10, 12), date(2026, 12, 5)
TRIED = "portfolio"
TITLE = "Houd het portfolio bij"
TRIALS = f"""
regels:
  - {{id: {TRIED}, titel: {TITLE}, voor: leerkracht, per: groep, uiterlijk: einde maand, proef: ja,
     herinner: [bij het begin, op de dag, elke schooldag erna], escaleer: [{{naar: ib, na: 2 schooldagen}}]}}
  - {{id: {TRIED}-eigen, titel: {TITLE} zelf, voor: ib, per: leerling, uiterlijk: einde hgw-blok, proef: ja,
     eigen_mail: ja, ook_in_vakantie: ja}}
  - {{id: {TRIED}-week, titel: {TITLE} elke week, voor: [beheerder, directie], per: school, uiterlijk: einde schoolweek,
     proef: ja}}
  - {{id: {TRIED}-zacht, titel: {TITLE} als het kan, voor: leerkracht, per: leerling, uiterlijk: begin maand,
     proef: ja, niveau: gewenst, gevoelig: ja}}
"""


@pytest.fixture
def wilg(tmp_path: Path) -> Iterator[Wilg]:
    sending.make(tmp_path)
    shutil.copy(tmp_path / "rules" / "eigen.yaml", tmp_path / "eigen.yaml")
    (tmp_path / "rules" / "proef.yaml").write_text(TRIALS, encoding="utf-8")
    found = Wilg(tmp_path)
    yield found
    found.database.close()


def sent_on(wilg: Wilg, day: date) -> list[tuple[str, str, str]]:
    """Let a day come and go; return to whom what went, by subject and text."""
    wilg.morning(str(day))
    box = Mailbox()
    wilg.send(box)
    return [(each.to, str(read(each.body)["Subject"]), text_of(each.body)) for each in box.parcels]


@pytest.mark.slow
def test_from_october_to_december_no_mail_says_a_word_of_a_rule_on_trial(wilg: Wilg) -> None:
    with wilg.database.writing(ID) as store:
        save_wish(store, "PAR", EVERY_DAY)
    mails, day = [], FIRST_DAY
    while day < LAST_DAY:
        if day.weekday() < 5:
            mails += sent_on(wilg, day)
        day += timedelta(days=1)
    trials = [each for each in wilg.tasks() if each.rule.startswith(TRIED)]
    assert len(trials) > 60
    assert {"te-laat", "gemist", "open"} <= {each.state for each in trials}
    assert len(mails) > 20
    about = [each for each in mails if TITLE.lower() in (each[1] + each[2]).lower()]
    assert about == []
    assert {rule for _, rule in wilg.told() if rule.startswith(TRIED)} == set()
    shown = [text for to, _, text in mails if to.startswith("bea@") and "Op proef:" in text]
    assert shown
    assert all("Op proef:" not in text for to, _, text in mails if not to.startswith("bea@"))


def test_the_day_after_the_trial_its_mail_begins_and_nothing_is_said_of_the_past(wilg: Wilg) -> None:
    """End of September went by; what is due at the end of October is announced as the days come."""
    sent_on(wilg, date(2026, 10, 6))
    rules = wilg.folder / "rules" / "proef.yaml"
    rules.write_text(TRIALS.replace("proef: ja", "proef: nee"), encoding="utf-8")
    first = sent_on(wilg, date(2026, 10, 7))
    assert [each for each in first if TITLE in each[2] and "blijven liggen" in each[2]] == []
    last = sent_on(wilg, date(2026, 10, 30))
    assert [to for to, _, text in last if f"{TITLE}, groep" in text or f"{TITLE}:" in text] != []


def test_a_run_counts_no_task_on_trial_among_what_it_hits(wilg: Wilg) -> None:
    with wilg.database.writing(ID) as store:
        ran = run_within(store, wilg.settings, date(2026, 9, 1), wilg.clock())
    assert ran.hold is not None
    assert ran.hold.tasks < 10
    assert len([each for each in wilg.tasks() if each.rule.startswith(TRIED)]) > 60
