"""Counting on made-up tasks: every task of the period is counted once, and rows and totals add up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.model import DONE, LAPSED, MISSED, OPEN, OVERDUE, WAIVED, Because, Facts, Pupil, Staff, Task
from engine.nameless import Nameless
from engine.report import Scope, account
from engine.reportcount import LATER, ON_TIME, Period, count, done_day, outcome, total
from engine.rule import LEVELS, REQUIRED

TODAY = date(2026, 11, 17)
PERIOD = Period(date(2026, 9, 1), TODAY)
NOBODY = Nameless(Facts("99XX"))
days = st.integers(-120, 60).map(lambda each: TODAY + timedelta(days=each))


def task(
    due: date, state: str, done_on: date | None = None, done_by: str = "", proven_on: date | None = None, **more: str
) -> Task:
    proof = ("iets",) if proven_on else ()
    because = Because("r.yaml", 1, "", "", "iets", due, None, due, proof=proof, proven_on=proven_on)
    rule, level, reason = more.get("rule", "een"), more.get("level", REQUIRED), more.get("reason", "")
    return Task(
        "abc", rule, "groep", "1/2 A", "x", "2026-2027", due, due, (), level, "Iets", "1/2 A", state, because,
        reason=reason, done_on=done_on, done_by=done_by,
    )  # fmt: skip


tasks = st.lists(
    st.builds(
        task,
        days,
        st.sampled_from([OPEN, OVERDUE, DONE, WAIVED, MISSED, LAPSED]),
        st.none() | days,
        st.sampled_from(["", "ANN"]),
        st.none() | days,
        rule=st.sampled_from(["een", "twee", "drie"]),
        level=st.sampled_from(LEVELS),
        reason=st.sampled_from(["", "ziek", "Ziek.", "al gedaan"]),
    ),
    max_size=40,
)


@given(tasks)
def test_every_task_of_the_period_is_counted_once(made: list[Task]) -> None:
    found = account((), made, PERIOD, Scope(), TODAY, NOBODY)
    inside = [each for each in made if PERIOD.first <= each.due <= PERIOD.last]
    wanted = [each for each in inside if each.state != LAPSED]
    assert sum(each.counts.tasks for each in found.lines) == len(wanted)
    for line in found.lines:
        counts = line.counts
        mine = [each for each in wanted if each.rule == line.rule]
        assert sum((counts.on_time, counts.later, counts.overdue, counts.missed, counts.waived, counts.open)) == len(
            mine
        )
        assert (
            counts.proven + counts.ticked == counts.on_time + counts.later == sum(each.state == DONE for each in mine)
        )
        assert sum(number for _, number in counts.reasons) == counts.waived
        assert len(counts.days_late) == counts.later
        assert counts.on_time <= counts.asked <= counts.tasks


@given(tasks, tasks)
def test_counting_apart_and_adding_up_is_counting_together(one: list[Task], other: list[Task]) -> None:
    apart = total([count(one, TODAY, NOBODY), count(other, TODAY, NOBODY)])
    together = count([*one, *other], TODAY, NOBODY)
    assert apart == together


@given(tasks)
def test_a_total_leaves_out_exactly_what_is_hidden(made: list[Task]) -> None:
    found = account((), made, PERIOD, Scope(), TODAY, NOBODY)
    shown = [each.counts.tasks for each in found.lines if not each.hides]
    assert found.counts.tasks == sum(shown) == sum(each.counts.tasks for each in found.chapters)


DUE = date(2026, 10, 1)


def test_evidence_of_the_day_itself_is_in_time_whenever_a_run_saw_it() -> None:
    seen_later = task(DUE, DONE, date(2026, 10, 12), proven_on=DUE)
    assert (outcome(seen_later, TODAY), done_day(seen_later)) == (ON_TIME, DUE)


def test_evidence_of_the_day_after_is_later() -> None:
    assert outcome(task(DUE, DONE, date(2026, 10, 2), proven_on=date(2026, 10, 2)), TODAY) == LATER


def test_who_ticked_in_time_was_in_time_though_the_evidence_is_from_later() -> None:
    assert outcome(task(DUE, DONE, DUE, "ANN", proven_on=date(2026, 10, 9)), TODAY) == ON_TIME


def test_evidence_without_a_date_counts_on_the_day_it_was_seen() -> None:
    assert done_day(task(DUE, DONE, date(2026, 10, 3))) == date(2026, 10, 3)


def test_what_is_only_desired_is_never_late_and_what_was_optional_does_not_count_against_anybody() -> None:
    late = task(DUE, OPEN, level="gewenst")
    assert outcome(late, TODAY) == OPEN
    assert count([task(DUE, MISSED, level="facultatief")], TODAY, NOBODY).asked == 0
    assert count([task(DUE, MISSED, level="gewenst")], TODAY, NOBODY).asked == 1


def test_reasons_that_differ_in_capitals_or_a_full_stop_are_one_reason() -> None:
    made = [task(DUE, WAIVED, reason=each) for each in ("ziek", "Ziek.", "al gedaan", "")]
    assert count(made, TODAY, NOBODY).reasons == (("ziek", 2), ("al gedaan", 1), ("zonder reden", 1))


def test_names_numbers_and_addresses_are_taken_out_of_what_somebody_typed() -> None:
    facts = Facts(
        "99XX",
        pupils=(Pupil("1001", "Sem", "de Vries"), Pupil("12", "Bo", "El Amrani"), Pupil("7", "Fleur-Anne", "Maas")),
        staff=(Staff("MVD", "Mies", "van Dijk"),),
    )
    clean = Nameless(facts)
    assert clean("sem is ziek, Vries") == "… is ziek, …"
    assert clean("Sems moeder belde met mies (m.vandijk@school.nl)") == "… moeder belde met … …"
    assert clean("leerling 1001 en 12, niet 1002") == "leerling … en …, niet 1002"
    assert clean("Bo Amrani en Fleur-Anne; bo in groep 3") == "… … en …; bo in groep 3"
    assert clean("de dijk is van de gemeente") == "de … is van de gemeente"
    assert clean("in overleg met het team") == "in overleg met het team"
