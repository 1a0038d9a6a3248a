"""What a teacher finds in the overview of a morning, and what she never finds there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.digest import digest
from engine.digestlayout import HIDDEN, LATE, MOST, NEW, ROUTINE, SOON, allotted
from engine.digestline import Line, listed, too_late, when
from engine.model import DONE, LAPSED, MISSED, WAIVED
from engine.readtogether import reading_of
from tests.digest.desk import MARIEKE, TODAY, every_day, morning, reading, rules, shown, task, told

NOV = {day: date(2026, 11, day) for day in range(1, 31)}


def test_a_day_is_worded_as_people_say_it() -> None:
    assert [when(NOV[day], TODAY) for day in (17, 18, 19)] == ["vandaag", "morgen", "donderdag 19 november"]
    assert too_late(NOV[10], TODAY) == "moest dinsdag 10 november af zijn"
    assert too_late(NOV[16], TODAY) == "moest gisteren af zijn"
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]


def test_late_and_coming_tasks_stand_apart() -> None:
    found = told(task("analyse", NOV[10]), task("bespreking", NOV[24]))
    assert shown(found, LATE) == [("Vul de analyse in", "", "moest dinsdag 10 november af zijn")]
    assert shown(found, SOON) == [("Voer de groepsbespreking", "", "dinsdag 24 november")]


def test_pupils_are_counted_in_one_line_with_what_is_done() -> None:
    done = [task("seo", NOV[17], state=DONE) for _ in range(18)]
    found = told(*done, *(task("seo", NOV[17]) for _ in range(6)))
    assert shown(found, SOON) == [("Werk de SEO bij", "18 van 24", "vandaag")]


def test_where_nothing_is_done_yet_the_pupils_are_counted() -> None:
    found = told(*(task("seo", NOV[17]) for _ in range(6)))
    assert shown(found, SOON) == [("Werk de SEO bij", "6 leerlingen", "vandaag")]


def test_newcomers_on_days_of_their_own_are_one_line_by_the_first_day() -> None:
    found = told(*(task("hand", NOV[day], occasion="instroom") for day in (20, 18, 26)))
    assert shown(found, SOON) == [("Noteer met welke hand het kind knipt", "3 leerlingen", "de eerste morgen")]


def test_one_rule_for_more_groups_is_one_line_that_names_them() -> None:
    groups = ("1/2 A", "1/2 B", "1/2 C")
    found = told(*(task("bespreking", NOV[24], group, group=group) for group in groups))
    section = found.section(SOON)
    assert section is not None
    assert [each.group for each in section.lines] == ["1/2 A, 1/2 B en 1/2 C"]
    assert found.group == ""


def test_many_groups_are_only_counted() -> None:
    found = told(*(task("bespreking", NOV[24], f"groep {number}") for number in range(12)))
    section = found.section(SOON)
    assert section is not None
    assert [each.group for each in section.lines] == ["12 groepen"]


def test_two_rules_that_ask_the_same_are_one_line() -> None:
    found = told(*(task(rule, NOV[19], "gesprek-1", occasion="gesprek-1") for rule in ("archief", "verslag")))
    assert shown(found, SOON) == [("Schrijf het verslag", "", "donderdag 19 november")]


def test_what_is_late_for_something_still_to_come_goes_before_what_is_longest_late() -> None:
    old = task("seo", NOV[2])
    meeting = task("analyse", NOV[12])
    found = told(old, replace(meeting, because=replace(meeting.because, occasion_begin=NOV[26])))
    assert [title for title, _, _ in shown(found, LATE)] == ["Vul de analyse in", "Werk de SEO bij"]


def test_sensitive_tasks_are_only_a_number() -> None:
    found = told(*(task("zorg", NOV[30]) for _ in range(2)), task("analyse", NOV[19]))
    assert shown(found, HIDDEN) == [("2 taken achter de aanmelding", "", "")]
    assert "zorglijst" not in repr(found)


def test_a_task_of_a_rule_nobody_can_read_any_more_is_not_named_either() -> None:
    found = told(task("weg", NOV[19]))
    assert shown(found, HIDDEN) == [("1 taak achter de aanmelding", "", "")]
    assert "regel die weg is" not in repr(found)


def test_what_belongs_to_a_sensitive_rule_is_as_quiet_as_that_rule() -> None:
    linked = replace(rules()["archief"], same_as="zorg")  # type: ignore[type-var]
    about = task("archief", NOV[19], occasion="gesprek-1")
    quiet = reading(about)
    assert "archief" not in quiet.hidden
    assert "archief" in reading_of([about], [linked, rules()["zorg"]]).hidden  # type: ignore[list-item]


@pytest.mark.parametrize("state", [DONE, WAIVED, MISSED, LAPSED])
def test_what_is_done_or_over_never_appears(state: str) -> None:
    assert morning(task("analyse", NOV[19], state=state)) is None


def test_what_is_not_open_yet_is_not_told() -> None:
    assert morning(task("analyse", NOV[30], opens=NOV[18])) is None


def test_nothing_to_tell_is_no_overview() -> None:
    assert morning() is None


def test_what_may_be_done_or_not_is_never_pushed() -> None:
    assert morning(task("mag", NOV[20])) is None


def test_a_wish_is_told_until_its_day_and_never_called_late() -> None:
    assert shown(told(task("wens", NOV[20])), SOON) == [("Breng gebieden in beeld", "", "vrijdag 20 november")]
    assert morning(task("wens", NOV[10], state="open")) is None


def test_what_comes_back_every_day_calls_nobody() -> None:
    assert morning(*every_day("plannen")) is None


def test_what_comes_back_every_day_stands_in_one_line_behind_the_rest() -> None:
    found = told(*every_day("plannen"), *every_day("weekdoelen"), task("analyse", NOV[19]))
    assert found.sections[-1].kind == ROUTINE
    assert shown(found, ROUTINE) == [("Noteer hoe het gaat; plan je doelen voor vandaag", "", "")]
    assert [title for title, _, _ in shown(found, SOON)] == ["Vul de analyse in"]


def test_what_comes_back_every_week_is_told_on_its_day() -> None:
    assert shown(told(*every_day("weekdoelen")), ROUTINE) == [("Noteer hoe het gaat", "", "")]


def test_daily_work_takes_no_place_from_the_rest() -> None:
    many = [task("seo", NOV[18], occasion=f"vakantie/2026-2027/{number}") for number in range(MOST)]
    found = told(*every_day("plannen"), *many)
    assert found.section(ROUTINE) is None
    assert (len(shown(found, SOON)), found.more) == (MOST, 1)


def test_new_is_what_opened_since_the_last_working_day_and_is_not_due_for_weeks() -> None:
    later = date(2026, 12, 18)
    fresh, older = task("analyse", later, opens=NOV[16]), task("wens", later, opens=NOV[9])
    assert shown(told(fresh, older, since=NOV[13]), NEW) == [("Vul de analyse in", "", "vrijdag 18 december")]
    assert morning(older, since=NOV[13]) is None


def test_the_soonest_day_and_how_many_lines_it_has_are_kept_for_the_subject() -> None:
    found = told(task("analyse", NOV[19]), task("wens", NOV[19]), task("bespreking", NOV[24]))
    assert (found.soonest, found.due_then, found.group) == (NOV[19], 2, "1/2 B")


def test_lines_beside_the_tasks_keep_their_places() -> None:
    tasks = [task("seo", NOV[2], occasion=f"vakantie/2026-2027/{number}") for number in range(20)]
    beside = {"findings": [Line("1 leerkracht zonder adres")]}
    found = digest(MARIEKE, tasks, reading(*tasks), TODAY, None, beside)
    assert found is not None
    assert shown(found, "findings") == [("1 leerkracht zonder adres", "", "")]
    assert sum(len(each.lines) for each in found.sections) == MOST


TASKS = st.builds(
    task,
    st.sampled_from(["seo", "analyse", "bespreking", "hand", "plannen", "wens", "mag", "zorg", "verslag", "weg"]),
    st.integers(-90, 90).map(lambda days: TODAY + timedelta(days=days)),
    group=st.sampled_from(["1/2 A", "1/2 B", "3"]),
    occasion=st.sampled_from(["instroom", "gesprek-1", "vakantie/2026-2027/herfst", "groepsbespreking/2026-2027/1"]),
)


@given(st.lists(TASKS, max_size=60))
def test_an_overview_has_at_most_eight_lines_and_says_how_many_are_left_out(tasks: list) -> None:  # type: ignore[type-arg]
    found = morning(*tasks)
    if found is not None:
        lines = sum(len(each.lines) for each in found.sections)
        assert 1 <= lines <= MOST
        assert found.more >= sum(each.total - len(each.lines) for each in found.sections)
        assert found.more == 0 or lines == MOST


@given(st.lists(TASKS, max_size=60))
def test_no_subject_and_no_sensitive_title_is_in_an_overview(tasks: list) -> None:  # type: ignore[type-arg]
    named = [replace(each, subject=f"leerling-{each.key}") for each in tasks if each.per != "groep"]
    found = morning(*named)
    assert "leerling-k" not in repr(found)
    assert "zorglijst" not in repr(found)


@given(st.dictionaries(st.sampled_from([LATE, SOON, NEW, HIDDEN, ROUTINE]), st.integers(0, 30)))
def test_places_are_never_more_than_there_are_and_none_is_left_empty(numbers: dict[str, int]) -> None:
    places = allotted(numbers)
    assert all(places[kind] <= numbers[kind] for kind in numbers)
    assert sum(places.values()) == min(MOST, sum(numbers.values()))


def test_what_presses_has_its_place_also_where_everything_else_is_full() -> None:
    numbers = {"late": 5, "raised": 4, "soon": 6, "hidden": 1, "findings": 7}
    assert allotted(numbers)["findings"] == 0
    places = allotted(numbers, {"findings": 2})
    assert places["findings"] == 2
    assert sum(places.values()) == MOST
