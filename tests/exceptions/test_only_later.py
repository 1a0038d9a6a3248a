"""An exception that ends in a beginning: "deze leerling pas in maart". Until then nobody hears of it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.almanac.days import ONE_DAY
from engine.evaluate import Evaluator
from engine.exception import Exemption
from engine.exceptionlaid import lay_over
from engine.model import LATER, OUT
from engine.runs.evaluate import gather_all
from engine.runs.plan import plan_of
from tests.cli.door import jaarcyclus
from tests.exceptions.agreed import FIRST, RULES, SECOND, TWO_MEETINGS, agreed, end, explained
from tests.reconcile.school import GROUPS, ID, PUPILS, STAFF, KeptSchool, export

if TYPE_CHECKING:
    from engine.found import Found
    from engine.model import Task
    from engine.runs.gather import School

MARCH = ("--leerling", "21", "--alles", "--pas-vanaf", "2027-02-01")
DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 30))


def of(school: KeptSchool, subject: str, rule: str = "seo") -> dict[str, Task]:
    return {each.occasion: each for each in school.tasks(rule) if each.subject == subject}


def test_what_was_due_before_that_day_begins_then_with_as_many_days_as_it_would_have_had(school: KeptSchool) -> None:
    """From 20 October to 3 November is two weeks; from Monday 1 February that is Monday 15 February."""
    told = agreed(school, *MARCH)
    assert told.splitlines()[1] == "1 taak begint op maandag 1 februari."
    tasks = of(school, "21")
    assert [(str(each.opens), str(each.due)) for each in tasks.values()] == [
        ("2027-02-01", "2027-02-15"),
        ("2027-02-16", "2027-03-02"),
    ]
    assert {each.state for each in tasks.values()} == {"open"}


def test_nobody_else_waits_along(school: KeptSchool) -> None:
    before = of(school, "11")
    agreed(school, *MARCH)
    assert of(school, "11") == before


def test_until_that_day_nobody_is_reminded_and_afterwards_everybody_as_usual(school: KeptSchool) -> None:
    agreed(school, *MARCH)
    said = jaarcyclus(school.folder, "tasks", "--json", "--regel", "seo", today="2026-10-06")
    lines = [json.loads(each) for each in said.lines]
    (mine,) = [each for each in lines if each["onderwerp"] == "21" and each["gelegenheid"] == FIRST]
    assert mine["uiterlijk"] == "2027-02-15"
    assert min(each["op"] for each in mine["herinneringen"]) >= "2027-02-01"


def test_it_falls_on_a_school_day(school: KeptSchool) -> None:
    """1 May is a Saturday; two weeks later as well, and then comes Whit Monday."""
    agreed(school, "--leerling", "21", "--regel", "seo", "--pas-vanaf", "2027-05-01")
    moved = of(school, "21")[SECOND]
    assert (str(moved.opens), str(moved.due)) == ("2027-05-01", "2027-05-18")


def test_of_what_comes_round_again_before_that_day_only_the_last_time_waits(school: KeptSchool) -> None:
    agreed(school, "--leerling", "21", "--regel", "seo", "--pas-vanaf", "2027-05-10")
    tasks = of(school, "21")
    assert (tasks[FIRST].state, tasks[SECOND].state) == ("nvt", "open")
    assert str(tasks[SECOND].opens) == "2027-05-10"


def test_what_is_over_by_itself_does_not_wait(school: KeptSchool) -> None:
    """Thirty notes of the week would all be due in May."""
    agreed(school, "--groep", "1/2 B", "--regel", "weekdoel", "--pas-vanaf", "2027-05-10")
    tasks = of(school, "1/2 B", "weekdoel").values()
    before = [each for each in tasks if date(2026, 10, 6) <= each.due < date(2027, 5, 10)]
    assert {each.state for each in before} == {"nvt"}
    assert {each.state for each in tasks if each.due >= date(2027, 5, 10)} == {"open"}


def test_what_is_late_is_open_again_and_waits(school: KeptSchool) -> None:
    school.on("2026-11-05")
    assert of(school, "21")[FIRST].state == "te-laat"
    agreed(school, *MARCH, "--van", "2026-11-01", today="2026-11-05")
    assert of(school, "21")[FIRST].state == "open"


def test_what_shows_before_that_day_and_is_due_after_it_shows_only_then(school: KeptSchool) -> None:
    agreed(school, "--leerling", "21", "--regel", "seo", "--pas-vanaf", "2026-11-02")
    waits = of(school, "21")[FIRST]
    assert (str(waits.opens), str(waits.due)) == ("2026-11-02", "2026-11-03")


def test_at_the_end_of_the_school_year_there_is_no_next_day_to_wait_for(school: KeptSchool) -> None:
    agreed(school, "--leerling", "21", "--regel", "seo", "--pas-vanaf", "2027-07-12")
    assert str(of(school, "21")[SECOND].due) == "2027-07-16"


def test_ended_before_its_time_it_begins_on_that_day(school: KeptSchool) -> None:
    agreed(school, *MARCH)
    school.on("2026-12-01")
    end(school, 1, "2026-12-01")
    assert (str(of(school, "21")[FIRST].opens), str(of(school, "21")[FIRST].due)) == ("2026-12-01", "2026-12-15")


def test_taken_back_on_the_day_itself_it_is_as_if_nothing_was_said(school: KeptSchool) -> None:
    before = of(school, "21")
    agreed(school, *MARCH)
    end(school, 1, "2026-10-06")
    assert of(school, "21") == before


def test_a_day_that_moves_by_agreement_is_no_news(school: KeptSchool) -> None:
    agreed(school, *MARCH)
    assert of(school, "21")[FIRST].moved_from is None
    school.dates(TWO_MEETINGS.replace("11-17", "11-24"))
    school.on("2026-10-07")
    assert of(school, "21")[FIRST].moved_from is None
    assert str(of(school, "11")[FIRST].moved_from) == "2026-11-03"


def test_explain_says_who_lets_it_begin_later_and_why(school: KeptSchool) -> None:
    agreed(school, *MARCH, reason="went eerst rustig")
    told = explained(school, of(school, "21")[FIRST].key)
    assert "Door uitzondering 1 van IBO begint het pas op maandag 1 februari 2027: went eerst rustig." in told
    assert "dat is geen schooldag" not in told


def test_a_plan_shows_the_later_day(school: KeptSchool) -> None:
    agreed(school, *MARCH)
    plan = [json.loads(each) for each in jaarcyclus(school.folder, "plan", "--json", today="2026-10-06").lines]
    mine = [each for each in plan if (each["regel"], each["onderwerp"]) == ("seo", "21")]
    assert [each["uiterlijk"] for each in mine] == ["2027-02-15", "2027-03-02"]


# --- whatever the days


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> School:
    folder = tmp_path_factory.mktemp("days")
    kept = KeptSchool(folder, "sqlite:///jaarcyclus.db")
    kept.tell(edexml=export(*PUPILS), medewerkers=STAFF, groepen=GROUPS)
    kept.dates(TWO_MEETINGS)
    kept.rules(RULES)
    with kept.database.reading(ID) as store:
        school = gather_all(kept.settings, store).school
    kept.database.close()
    return school


@given(begin=DAYS, days=st.integers(0, 330), kind=st.sampled_from([OUT, LATER]), rule=st.sampled_from(["", "seo"]))
def test_whatever_the_days_only_what_is_due_within_them_is_touched_and_nothing_comes_before_its_day(
    known: School, begin: date, days: int, kind: str, rule: str
) -> None:
    last = min(date.fromordinal(begin.toordinal() + days), date(2027, 7, 31))
    agreement = Exemption(1, kind, "leerling", "21", begin, last, "zo", "IBO", begin, rule)
    evaluator = Evaluator(known.known, date(2026, 10, 5))
    found = evaluator.plan(known.book.rules, 2026).found
    laid = lay_over(found, [agreement], known.book.rules, evaluator.grounds.timing)
    assert [each.wanted.identity for each in laid] == [each.wanted.identity for each in found]
    for was, now in zip(found, laid, strict=True):
        _holds(was, now, agreement)


def _holds(was: Found, now: Found, agreement: Exemption) -> None:
    due, what = was.wanted.due, now.wanted.because.excepted
    mine = was.wanted.subject == "21" and agreement.rule in ("", was.rule.id)
    if not mine or due < agreement.begin or (due > agreement.last and was.wanted.opens > agreement.last):
        assert now == was
    elif agreement.kind == OUT:
        assert (what == OUT) == (due <= agreement.last)
    elif what == LATER:
        assert min(now.wanted.opens, now.wanted.due) > agreement.last
        assert now.wanted.due >= max(due, now.wanted.opens)
        assert now.wanted.due <= max(date(2027, 7, 31), agreement.last + ONE_DAY)
    else:
        assert (what, due <= agreement.last) == (OUT, True)


@given(begin=DAYS, days=st.integers(0, 330))
def test_an_exception_that_was_taken_back_leaves_the_plan_to_the_letter(known: School, begin: date, days: int) -> None:
    from dataclasses import replace

    last = date.fromordinal(begin.toordinal() + days)
    gone = Exemption(1, OUT, "school", "", begin, last, "zo", "IBO", begin, ended_on=begin, ended_by="IBO")
    today = date(2026, 10, 5)
    assert plan_of(replace(known, exemptions=(gone,)), 2026, today) == plan_of(known, 2026, today)
