"""Each kind of line under `dan`: when it holds, and what is told when it does not."""

from __future__ import annotations

import pytest

from tests.examples.trying import differs, failures, holds, note

GROUP = """
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}]}}
vandaag: %s
feiten:
  groepen: [{naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}]
  %s
dan: [%s]
"""
NOTHING = "zaken: []"
ANALYSED = "registraties: [{soort: groepsanalyse, groep: 1/2 A, op: 2026-11-02, door: anna}]"
TICKED = "vinkjes: [{onderwerp: 1/2 A, op: 2026-11-01, door: anna}]"


def group(today: str, facts: str, then: str) -> str:
    return GROUP % (today, facts, then)


# --- taak


@pytest.mark.parametrize(
    ("today", "facts", "state"),
    [
        ("2026-10-01", NOTHING, "open"),
        ("2026-11-03", NOTHING, "open"),
        ("2026-11-04", NOTHING, "te-laat"),
        ("2026-11-04", ANALYSED, "klaar"),
        ("2026-11-04", TICKED, "klaar"),
        ("2026-11-04", "vinkjes: [{door: ib, nvt: ja}]", "nvt"),
    ],
)
def test_a_task_stands_as_it_does_that_day_after_evidence_and_ticks(today: str, facts: str, state: str) -> None:
    assert holds(group(today, facts, f"taak: {{onderwerp: 1/2 A, status: {state}}}"))


def test_what_expires_is_missed_the_day_after() -> None:
    assert holds("regel: planner\nvandaag: 2026-09-18\ndan: [taak: {uiterlijk: 2026-09-18, status: open}]")
    assert holds("regel: planner\nvandaag: 2026-09-19\ndan: [taak: {uiterlijk: 2026-09-18, status: gemist}]")


def test_where_everybody_ticks_for_themselves_one_tick_is_not_enough() -> None:
    planner = (
        "regel: planner\nvandaag: 2026-09-18\nfeiten: {vinkjes: [%s]}\ndan: [taak: {uiterlijk: 2026-09-18, status: %s}]"
    )
    occasion = "gelegenheid: schoolweek/2026-W38"
    assert holds(planner % (f"{{door: ib, {occasion}}}", "open"))
    assert holds(planner % (f"{{door: ib, {occasion}}}, {{door: directie, {occasion}}}", "klaar"))


def test_a_condition_that_holds_today_is_due_today() -> None:
    assert holds("""
regel: zonder-leerkracht
vandaag: 2026-10-06
feiten: {groepen: [{naam: 1/2 A}, {naam: 3 A, leerkrachten: [bo]}]}
dan:
  - taak: {onderwerp: 1/2 A, gelegenheid: direct/2026-2027/1, uiterlijk: 2026-10-06, voor: [directie], status: open}
  - geen taak: {onderwerp: 3 A}
""")


def test_a_matter_with_a_date_has_its_own_task() -> None:
    """Two school days after Thursday 1 October 2026 is Monday 5 October."""
    signal = """
regel: signaal
vandaag: 2026-10-02
feiten:
  leerlingen: [{nummer: 7, jaargroep: 3}]
  zaken: [{type: signalering, sleutel: s1, leerling: 7, soort: dyslexie, van: 2026-10-01%s}]
dan: [taak: {onderwerp: s1, uiterlijk: 2026-10-05, voor: [ib], status: %s}]
"""
    assert holds(signal % ("", "open"))
    assert holds(signal % (", kenmerken: {status: verwerkt}", "klaar"))


def test_a_wrong_day_is_told_beside_the_right_one() -> None:
    told = differs(group("2026-11-02", NOTHING, "taak: {onderwerp: 1/2 A, uiterlijk: 2026-11-06, status: open}"))
    assert told == {"uiterlijk": ("2026-11-06", "2026-11-03")}


def test_every_field_that_differs_is_told() -> None:
    told = differs(group("2026-11-02", NOTHING, "taak: {voor: [anna, ib], niveau: gewenst, status: klaar}"))
    assert told == {"voor": ("anna, ib", "anna"), "niveau": ("gewenst", "verplicht"), "status": ("klaar", "open")}


def test_of_more_tasks_the_one_about_that_subject_is_shown() -> None:
    told = differs("""
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]}}
vandaag: 2026-11-02
feiten: {groepen: [{naam: 1/2 A, jaargroepen: 1}, {naam: 1/2 B, jaargroepen: 1}]}
dan: [taak: {onderwerp: 1/2 B, uiterlijk: 2027-03-09}]
""")
    assert told == {"uiterlijk": ("2027-03-09", "2027-03-02")}


def test_a_rule_without_any_task_is_told_so() -> None:
    assert note("regel: analyse\nvandaag: 2026-11-02\ndan: [taak: {status: open}]") == (
        "er is geen enkele taak van deze regel"
    )


# --- geen taak


def test_no_task_holds_where_no_task_fits() -> None:
    assert holds(group("2026-11-02", NOTHING, "geen taak: {onderwerp: 1/2 A, status: klaar}"))
    assert holds("regel: analyse\nvandaag: 2026-11-02\ndan: [geen taak: ]")


def test_a_task_that_should_not_be_there_is_shown() -> None:
    (failure,) = failures(group("2026-11-02", NOTHING, "geen taak: {onderwerp: 1/2 A}"))
    assert failure.note == "deze taak is er wel"
    assert {each.name: str(each.found) for each in failure.differences}["uiterlijk"] == "2026-11-03"


def test_no_task_is_about_the_school_year_of_the_example() -> None:
    """A pupil of group 2 with an occasion in every month has tasks of next year; of this year there are none."""
    next_year = "regel: planner\nkalender: [{schooljaar: 2027-2028}]\nvandaag: 2026-11-02\ndan: [%s]"
    assert holds(next_year % "geen taak: {gelegenheid: schoolweek/2026-W38}")
    assert holds(next_year % "taak: {gelegenheid: schoolweek/2027-W37}")


# --- mail


@pytest.mark.parametrize("day", ["2026-10-30", "2026-11-03", "2026-11-06"])
def test_a_reminder_falls_on_its_day(day: str) -> None:
    assert holds(group("2026-11-02", NOTHING, f"mail: {{aan: anna, op: {day}, onderwerp: 1/2 A}}"))


def test_without_a_day_a_reminder_is_asked_for_today() -> None:
    assert holds(group("2026-11-03", NOTHING, "mail: {aan: anna}"))
    assert holds(group("2026-11-02", NOTHING, "geen mail: {aan: anna}"))


@pytest.mark.parametrize("facts", [ANALYSED, TICKED])
def test_nobody_is_reminded_of_what_is_done(facts: str) -> None:
    assert holds(group("2026-11-02", facts, "geen mail: {aan: anna, op: 2026-11-03}"))


def test_who_hears_it_on_other_days_is_told_which() -> None:
    told = note(group("2026-11-02", NOTHING, "mail: {aan: anna, op: 2026-11-02}"))
    assert told.startswith("anna hoort het op 2026-10-30, 2026-11-03, 2026-11-06")


def test_who_never_hears_it_is_told_who_has_the_task() -> None:
    told = note(group("2026-11-02", NOTHING, "mail: {aan: kc, op: 2026-11-03}"))
    assert told == "kc hoort het nooit; de taken zijn 1/2 A (open, voor anna)"


def test_a_mail_that_should_not_go_is_told_with_the_words_of_the_rule() -> None:
    told = note(group("2026-11-02", NOTHING, "geen mail: {aan: anna, op: 2026-11-03}"))
    assert told == "er is die dag wel een herinnering (anna: op de dag)"


# --- vinkjes, and lines about another rule


def test_a_tick_on_a_task_that_is_not_there_fails() -> None:
    told = note("""
regel: analyse
vandaag: 2026-11-02
feiten: {groepen: [{naam: 1/2 A, jaargroepen: 1}], vinkjes: [{onderwerp: 1/2 A, door: ib}]}
dan: [geen taak: {onderwerp: 1/2 A}]
""")
    assert told == "er is geen taak van analyse om af te vinken"


def test_a_tick_that_may_mean_two_tasks_says_which() -> None:
    (failure, _) = failures("""
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]}}
vandaag: 2026-11-02
feiten: {groepen: [{naam: 1/2 A, jaargroepen: 1}], vinkjes: [{onderwerp: 1/2 A, door: ib}]}
dan: [taak: {onderwerp: 1/2 A, status: klaar}]
""")
    assert failure.note.startswith("er zijn 2 taken die je kunt bedoelen; noem onderwerp en gelegenheid: er is 1/2 A, ")


def test_a_tick_names_its_occasion_where_there_are_more() -> None:
    assert holds("""
regel: analyse
kalender: {ankers: {groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]}}
vandaag: 2026-11-02
feiten:
  groepen: [{naam: 1/2 A, jaargroepen: 1}]
  vinkjes: [{onderwerp: 1/2 A, gelegenheid: groepsbespreking/2026-2027/1, door: ib}]
dan:
  - taak: {gelegenheid: groepsbespreking/2026-2027/1, status: klaar}
  - taak: {gelegenheid: groepsbespreking/2026-2027/2, status: open}
""")


def test_a_line_may_be_about_another_rule() -> None:
    assert holds("""
regel: analyse
vandaag: 2026-09-01
dan:
  - geen taak:
  - taak: {regel: planner, uiterlijk: 2026-09-18}
""")
