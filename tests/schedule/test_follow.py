"""What somebody does while a run is held: their own task changes, and nothing of what waits slips through."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.intake.noted import CaseNote
from engine.lookup import NoSuch
from engine.model import DONE, OPEN, OVERDUE
from engine.outbox import HELD
from engine.runs.note import note_case
from engine.runs.tick import tick
from engine.runs.untick import undo
from tests.sending.school import ID

if TYPE_CHECKING:
    from engine.model import Task
    from tests.schedule.desk import Desk

TALKS = """
regels:
  - {id: verslag, titel: Schrijf het verslag, voor: leerkracht, per: gesprek, uiterlijk: 1 week na gesprek}
  - {id: dossier, titel: Vul het dossier aan, voor: leerkracht, per: gesprek, uiterlijk: 2 weken na gesprek,
     hoort_bij: verslag}
"""


def the_task(desk: Desk, rule: str, group: str = "") -> Task:
    return next(each for each in desk.tasks() if each.rule == rule and group in ("", each.group))


def ticked(desk: Desk, rule: str, by: str) -> None:
    with desk.database.writing(ID) as store:
        found = tick(desk.settings, store, [the_task(desk, rule).key], by, desk.clock().date(), desk.clock())
    assert not isinstance(found, NoSuch), found


def taken_back(desk: Desk, rule: str) -> None:
    with desk.database.writing(ID) as store:
        found = undo(desk.settings, store, the_task(desk, rule).key, "", desk.clock().date(), desk.clock())
    assert not isinstance(found, NoSuch), found


def talk(desk: Desk) -> list[str]:
    """Note a talk about a pupil; return the rules of the tasks that appeared."""
    note = CaseNote("gesprek", kind="startgesprek", begin="2026-11-10")
    with desk.database.writing(ID) as store:
        found = note_case(desk.settings, store, note, "77011", "PAR", desk.clock().date(), desk.clock())
    assert not isinstance(found, NoSuch), found
    return sorted(each.rule for each in found.appeared)


def held(desk: Desk) -> Desk:
    desk.many()
    assert desk.run().hold is not None
    return desk


def nothing_slipped_through(desk: Desk, before: dict[str, str]) -> bool:
    now = {each.key: each.state for each in desk.tasks()}
    return {key: now[key] for key in before} == before and all(each.rule != "elke-dag" for each in desk.tasks())


def states(desk: Desk, *but: str) -> dict[str, str]:
    return {each.key: each.state for each in desk.tasks() if each.rule not in but}


def test_a_tick_while_a_run_is_held_closes_its_own_task_and_no_held_task_is_made(settled: Desk) -> None:
    settled.clock.moment = type(settled.clock)("2026-11-11T06:00").moment
    held(settled)
    assert the_task(settled, "analyse", "1/2 A").state == OPEN  # the run that waits would make it late
    before = states(settled, "kas")
    ticked(settled, "kas", "DIR")
    assert the_task(settled, "kas").state == DONE
    assert nothing_slipped_through(settled, before)
    assert settled.run().hold is not None
    settled.run(by="BEA")
    assert the_task(settled, "kas").state == DONE
    assert the_task(settled, "analyse", "1/2 A").state == OVERDUE
    assert any(each.rule == "elke-dag" for each in settled.tasks())


def test_taking_a_tick_back_while_a_run_is_held_opens_that_task_alone(settled: Desk) -> None:
    ticked(settled, "kas", "DIR")
    held(settled)
    before = states(settled, "kas")
    taken_back(settled, "kas")
    assert the_task(settled, "kas").state == OPEN
    assert nothing_slipped_through(settled, before)


def test_what_is_noted_while_a_run_is_held_brings_its_own_tasks(settled: Desk) -> None:
    (settled.folder / "rules" / "gesprek.yaml").write_text(TALKS, encoding="utf-8")
    held(settled)
    before = states(settled)
    assert talk(settled) == ["dossier", "verslag"]
    assert nothing_slipped_through(settled, before)
    assert talk(settled) == []
    assert nothing_slipped_through(settled, before)


def test_a_tick_before_the_run_that_would_be_held_lets_nothing_through_either(settled: Desk) -> None:
    settled.many()
    before = states(settled, "kas")
    ticked(settled, "kas", "DIR")
    assert settled.holds() == []
    assert the_task(settled, "kas").state == DONE
    assert nothing_slipped_through(settled, before)
    assert settled.run().hold is not None


def test_a_tick_on_a_store_that_was_put_back_waits_for_nobody_and_lets_nothing_through(settled: Desk) -> None:
    from sqlalchemy import text

    with settled.database.writing(ID) as store:
        store.connection.execute(text("UPDATE homes SET place = 'elders'"))
    settled.clock.moment = type(settled.clock)("2026-11-11T06:00").moment
    before = states(settled, "kas")
    ticked(settled, "kas", "DIR")
    assert the_task(settled, "kas").state == DONE
    assert nothing_slipped_through(settled, before)


def test_on_an_ordinary_day_a_tick_brings_everything_up_to_date(settled: Desk) -> None:
    settled.clock.moment = type(settled.clock)("2026-11-11T06:00").moment
    ticked(settled, "kas", "DIR")
    assert the_task(settled, "analyse", "1/2 A").state == OVERDUE
    assert settled.outbox(HELD) == []
    assert settled.clock().date() == date(2026, 11, 11)
