"""What came new, moved, went up or calls somebody who is off on the day itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engine.digest import digest
from engine.digestlayout import HIDDEN, LATE, MOST, NEW, RAISED, ROUTINE, SHIFTED, SOON, Digest
from engine.model import DONE, Staff
from engine.raised import raised_lines
from engine.runs.compose import compose, subject
from engine.shifted import shifted_lines
from tests.digest.desk import MARIEKE, TODAY, every_day, reading, shown, task, told
from tests.digest.test_compose import SETTINGS

NOV = {day: date(2026, 11, day) for day in range(1, 31)}
LATER = date(2026, 12, 18)
JAN = Staff("JAN", "Jan", "Bos", "jan@school.example", frozenset({"leerkracht"}))
ELS = Staff("EVR", "Els", "Vrieling", "els@school.example", frozenset({"ib"}))
STAFF = {each.code: each for each in (MARIEKE, JAN, ELS)}


def raised(*tasks: object) -> Digest:
    """Return the overview of the ib'er to whom these went up."""
    about = reading(*tasks)  # type: ignore[arg-type]
    lines = raised_lines(tasks, about, STAFF, TODAY)  # type: ignore[arg-type]
    found = digest(ELS, [], about, TODAY, None, {RAISED: lines})
    assert found is not None
    return found


def test_a_task_that_came_into_being_after_the_last_overview_is_new_however_long_it_is_open() -> None:
    fresh = task("analyse", LATER, opens=NOV[2], first_seen=NOV[16])
    assert shown(told(fresh, since=NOV[13]), NEW) == [("Vul de analyse in", "", "vrijdag 18 december")]


def test_what_the_last_overview_could_tell_is_not_new_again() -> None:
    seen = task("analyse", LATER, opens=NOV[2], first_seen=NOV[13])
    assert told(seen, task("bespreking", NOV[19]), since=NOV[13]).section(NEW) is None


def test_one_newcomer_does_not_make_a_whole_group_new_again() -> None:
    seen = [task("seo", LATER, opens=NOV[2], first_seen=NOV[2]) for _ in range(5)]
    late = task("seo", LATER, opens=NOV[2], first_seen=NOV[16])
    assert told(*seen, late, task("bespreking", NOV[19]), since=NOV[13]).section(NEW) is None


def test_who_is_off_on_friday_hears_of_the_weekly_work_on_the_last_day_before() -> None:
    friday = TODAY + timedelta(days=3)
    weekly = [*every_day("weekdoelen")[1:], task("weekdoelen", friday, occasion="schoolweek/2026-W47", opens=TODAY)]
    assert digest(MARIEKE, weekly, reading(*weekly), TODAY) is None
    found = digest(MARIEKE, weekly, reading(*weekly), TODAY, called={weekly[-1].key})
    assert found is not None
    assert shown(found, ROUTINE) == [("Noteer hoe het gaat", "", "")]


def test_what_went_up_says_since_when_and_with_whom_it_lies() -> None:
    found = raised(task("analyse", NOV[10], recipients=("MVD", "JAN")))
    assert shown(found, RAISED) == [
        ("Vul de analyse in", "", "moest dinsdag 10 november af zijn, ligt bij Marieke en Jan")
    ]
    assert found.section(LATE) is None
    assert subject(found) == "1 taak die bij een collega bleef liggen"


def test_pupils_of_a_task_that_went_up_are_counted_and_a_whole_team_too() -> None:
    found = raised(*(task("seo", NOV[16]) for _ in range(3)))
    assert shown(found, RAISED) == [("Werk de SEO bij", "3 leerlingen", "moest gisteren af zijn, ligt bij Marieke")]
    team = {f"T{each}": replace(JAN, code=f"T{each}") for each in range(5)}
    lines = raised_lines([task("analyse", NOV[16], recipients=tuple(team))], reading(), team, TODAY)
    assert [each.when for each in lines] == ["moest gisteren af zijn, ligt bij 5 collega's"]


def test_of_a_sensitive_task_that_went_up_there_is_only_a_number() -> None:
    secret = task("zorg", NOV[10])
    about = reading(secret)
    assert raised_lines([secret], about, STAFF, TODAY) == []
    found = digest(ELS, [secret], about, TODAY)
    assert found is not None
    assert shown(found, HIDDEN) == [("1 taak achter de aanmelding", "", "")]


def test_the_letter_names_the_group_of_what_went_up() -> None:
    letter = compose(raised(task("analyse", NOV[10])), ELS, SETTINGS)
    assert [each.heading for each in letter.sections] == ["Dit ligt nog bij een collega"]
    assert letter.sections[0].lines[0].text == "Vul de analyse in, groep 1/2 B"


def test_a_few_moved_dates_are_a_line_each() -> None:
    moved = task("analyse", NOV[19], moved_from=NOV[12])
    assert [(each.title, each.when) for each in shifted_lines([moved], reading(moved))] == [
        ("Vul de analyse in", "verschoven van 12 naar 19 november")
    ]


def test_a_meeting_that_moves_with_all_its_steps_is_one_line() -> None:
    steps = [task(rule, NOV[19], moved_from=NOV[12]) for rule in ("analyse", "bespreking", "wens", "seo", "seo")]
    lines = shifted_lines(steps, reading(*steps))
    assert [(each.title, each.group, each.count, each.when) for each in lines] == [
        ("Groepsbespreking", "1/2 B", "4 taken", "de eerste verschoven van 12 naar 19 november")
    ]


def test_other_moves_of_that_day_keep_their_own_line() -> None:
    steps = [task(rule, NOV[19], moved_from=NOV[12]) for rule in ("analyse", "bespreking", "wens", "seo")]
    alone = task("verslag", NOV[26], "gesprek-1", occasion="gesprek-1", moved_from=NOV[24])
    found = shifted_lines([*steps, alone], reading(*steps, alone))
    assert [each.title for each in found] == ["Groepsbespreking", "Schrijf het verslag"]
    assert SHIFTED not in {each.kind for each in told(*steps).sections}


def test_what_a_reminder_calls_for_finds_a_place_before_what_is_due_earlier() -> None:
    many = [task("seo", NOV[18], occasion=f"vakantie/2026-2027/{number}") for number in range(12)]
    meant = task("bespreking", NOV[24])
    found = digest(MARIEKE, [*many, meant], reading(*many, meant), TODAY, called={meant.key})
    assert found is not None
    assert shown(found, SOON)[-1] == ("Voer de groepsbespreking", "", "dinsdag 24 november")
    assert (len(shown(found, SOON)), found.more) == (MOST, 5)


def test_talks_on_several_days_say_which_is_the_first() -> None:
    found = told(*(task("verslag", NOV[day], f"g{day}", occasion=f"g{day}") for day in (19, 20)))
    assert shown(found, SOON) == [("Schrijf het verslag", "2 gesprekken", "de eerste op donderdag 19 november")]


def test_one_pupil_is_counted_as_well() -> None:
    assert shown(told(task("hand", NOV[18], occasion="instroom")), SOON)[0][1:] == ("1 leerling", "morgen")
    done = [task("seo", NOV[18], state=DONE)]
    assert shown(told(task("seo", NOV[18]), *done), SOON)[0][1:] == ("1 van 2", "morgen")


def test_more_groups_stand_between_brackets_so_that_they_do_not_run_on_from_the_title() -> None:
    found = told(*(task("bespreking", NOV[24], group, group=group) for group in ("1/2 A", "1/2 B")))
    assert (
        compose(found, MARIEKE, SETTINGS).sections[0].lines[0].text == "Voer de groepsbespreking (groep 1/2 A en 1/2 B)"
    )
