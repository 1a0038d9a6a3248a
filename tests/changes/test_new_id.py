"""`voorheen`: a rule under a new id goes on with ticks and reminders of the old one; check asks when it is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.outbox import load_posts
from tests.changes.village import DAY, diff, run
from tests.cli.door import add, change, jaarcyclus, line_of
from tests.cli.todo import key, looking_in, state, task, tasks

if TYPE_CHECKING:
    from pathlib import Path


def renamed(folder: Path, *, formerly: bool) -> None:
    """Give the reports another id, with or without saying what it was."""
    said = "\n    voorheen: rapport-lezen" if formerly else ""
    change(folder / "rules/eigen.yaml", "id: rapport-lezen", f"id: rapporten-lezen{said}")


def test_a_tick_goes_along_to_the_new_id(ruled: Path) -> None:
    ticked = key(ruled, "rapport-lezen", "99XX", "/1")
    assert jaarcyclus(ruled, "done", ticked, "--door", "ESR", today=DAY).code == 0
    renamed(ruled, formerly=True)
    run(ruled, "2026-11-03")
    after = task(ruled, "rapporten-lezen", "99XX", "/1")
    assert (after.key, after.state, after.done_by) == (ticked, "klaar", "ESR")
    assert not [each for each in tasks(ruled, "--regel", "rapporten-lezen") if each["status"] == "vervallen"]


def test_undoing_the_tick_under_the_new_id_opens_the_task_again(ruled: Path) -> None:
    ticked = key(ruled, "rapport-lezen", "99XX", "/1")
    assert jaarcyclus(ruled, "done", ticked, "--door", "ESR", today=DAY).code == 0
    renamed(ruled, formerly=True)
    run(ruled, "2026-11-03")
    assert jaarcyclus(ruled, "undo", ticked, "--door", "ESR", today="2026-11-03").code == 0
    assert state(ruled, "rapporten-lezen", "99XX", "/1") == "open"


def test_a_reminder_that_waits_or_went_under_the_old_id_does_not_come_again_under_the_new(ruled: Path) -> None:
    # 1/2 B is due on 4 November: Carla is reminded on the second already.
    mine = key(ruled, "analyse", "1/2 B", "/1")
    before = _told(ruled, mine)
    assert before
    change(ruled / "rules/eigen.yaml", "id: analyse", "id: groepsanalyse-invullen\n    voorheen: analyse")
    run(ruled)
    assert _told(ruled, mine) == before
    assert key(ruled, "groepsanalyse-invullen", "1/2 B", "/1") == mine


def _told(folder: Path, task_key: str) -> list[tuple[str, str, object]]:
    with looking_in(folder) as store:
        posts = load_posts(store)
    return sorted(
        (post.person, cause.sentence, post.day) for post in posts for cause in post.causes if cause.task == task_key
    )


def test_reminders_of_a_task_that_is_open_go_on_under_the_new_id(ruled: Path) -> None:
    old = {each["taak"]: each["herinneringen"] for each in tasks(ruled, "--regel", "rapport-lezen")}
    renamed(ruled, formerly=True)
    run(ruled, "2026-11-03")
    new = {each["taak"]: each["herinneringen"] for each in tasks(ruled, "--regel", "rapporten-lezen")}
    assert old == new
    assert all(new.values())


def test_diff_takes_a_renamed_rule_for_the_same_one(ruled: Path) -> None:
    renamed(ruled, formerly=True)
    said = diff(ruled)
    assert "(rapporten-lezen): het heette eerder rapport-lezen: taken, vinkjes en herinneringen gaan mee" in said
    assert "is weg" not in said
    assert "vervallen" not in said


def test_check_asks_whether_a_new_rule_is_the_old_one(ruled: Path) -> None:
    renamed(ruled, formerly=False)
    said = jaarcyclus(ruled, "check", today=DAY)
    place = f"rules/eigen.yaml:{line_of(ruled / 'rules/eigen.yaml', 'rapporten-lezen')}:1:"
    question = 'de regel "rapport-lezen" is weg en deze lijkt er erg op; bedoel je "voorheen: rapport-lezen"?'
    assert said.code == 0
    assert f"{place} {question}" in said.err
    assert jaarcyclus(ruled, "check", "--strict", today=DAY).code == 1


def test_check_is_silent_once_voorheen_stands_there(ruled: Path) -> None:
    renamed(ruled, formerly=True)
    assert "lijkt er erg op" not in jaarcyclus(ruled, "check", today=DAY).err


def test_check_is_silent_when_what_came_is_something_else(ruled: Path) -> None:
    text = (ruled / "rules/eigen.yaml").read_text(encoding="utf-8")
    other = "  - {id: tafels, titel: Zet de tafels klaar, voor: directie, per: school, uiterlijk: begin mei}\n"
    add(ruled / "rules/eigen.yaml", text[: text.index("  - id: inhaaldag")] + other)
    assert "lijkt er erg op" not in jaarcyclus(ruled, "check", today=DAY).err


def test_a_rule_that_is_gone_because_its_file_is_broken_has_no_twin(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "id: rapport-lezen", "idd: rapport-lezen")
    add(
        ruled / "rules/nieuw.yaml",
        "regels:\n  - {id: rapporten-lezen, titel: Lees de rapporten, voor: ib, per: school, "
        "uiterlijk: 1 week voor rapport}\n",
    )
    said = jaarcyclus(ruled, "check", today=DAY)
    assert said.code == 1
    assert "lijkt er erg op" not in said.err


def test_diff_asks_the_same_question(ruled: Path) -> None:
    renamed(ruled, formerly=False)
    assert "komt rapporten-lezen ervoor in de plaats? zet daar dan bij: voorheen: rapport-lezen" in diff(ruled)
