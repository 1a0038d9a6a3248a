"""A mail that a rule sends by itself (`eigen_mail`) is called after it, and never names what stays behind a door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.runs.compose import subject
from tests.digest.desk import task, told

NOV = {day: date(2026, 11, day) for day in range(1, 31)}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (17, "Vul de analyse in, groep 1/2 B: vandaag"),
        (20, "Vul de analyse in, groep 1/2 B: vrijdag"),
        (27, "Vul de analyse in, groep 1/2 B: vrijdag 27 november"),
        (10, "Vul de analyse in, groep 1/2 B: moest dinsdag 10 november af zijn"),
    ],
)
def test_it_says_what_is_asked_of_whom_and_by_when(day: int, words: str) -> None:
    assert subject(replace(told(task("analyse", NOV[day])), by_itself=True)) == words


def test_more_groups_with_their_own_days_are_one_title_with_the_first_of_them() -> None:
    one, other = task("analyse", NOV[19]), task("analyse", NOV[24], "3", group="3")
    assert subject(replace(told(one, other), by_itself=True)) == "Vul de analyse in: de eerste op donderdag 19 november"


def test_of_a_sensitive_rule_only_the_number_is_told() -> None:
    assert subject(replace(told(task("zorg", NOV[17])), by_itself=True)) == "1 taak achter de aanmelding"


def test_an_overview_is_not_called_after_its_only_task() -> None:
    assert subject(told(task("analyse", NOV[20]))) == "1 taak voor vrijdag, groep 1/2 B"
