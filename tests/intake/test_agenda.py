"""An .ics file of another program: dates of one school year to choose from, and nothing else of it."""

from __future__ import annotations

from datetime import date
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from engine.intake.agenda import Agenda, read_agenda

ZONE = ZoneInfo("Europe/Amsterdam")
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//NL\r\n"


def read(*events: str) -> Agenda:
    lines = (each.replace(" ¶ ", "\r\n") for each in events)
    body = "".join(f"BEGIN:VEVENT\r\nUID:{number}\r\n{each}\r\nEND:VEVENT\r\n" for number, each in enumerate(lines))
    return read_agenda(f"{HEAD}{body}END:VCALENDAR\r\n".encode(), 2026, ZONE)


def days(*events: str) -> list[str]:
    return [
        f"{each.begin:%d-%m}" + (f"/{each.end:%d-%m}" if each.end > each.begin else "") for each in read(*events).dates
    ]


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("SUMMARY:Studiedag ¶ DTSTART;VALUE=DATE:20261005", ["05-10"]),
        ("DTSTART;VALUE=DATE:20261005 ¶ DTEND;VALUE=DATE:20261006", ["05-10"]),
        ("DTSTART;VALUE=DATE:20261017 ¶ DTEND;VALUE=DATE:20261026", ["17-10/25-10"]),
        ("DTSTART:20261117T223000Z ¶ DTEND:20261117T225900Z", ["17-11"]),
        ("DTSTART:20261117T233000Z ¶ DTEND:20261118T003000Z", ["18-11"]),
        ("DTSTART;TZID=Europe/Amsterdam:20261117T153000 ¶ DURATION:PT1H", ["17-11"]),
        ("DTSTART:20261117T200000 ¶ DTEND:20261118T000000", ["17-11"]),
        ("DTSTART;VALUE=DATE:20250101", []),
        ("DTSTART;VALUE=DATE:20261005 ¶ STATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20240911 ¶ RRULE:FREQ=YEARLY", ["11-09"]),
        ("DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=MONTHLY;COUNT=3", ["01-09", "01-10", "01-11"]),
        ("DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=MONTHLY;BYDAY=1TU;UNTIL=20261110", ["01-09", "06-10", "03-11"]),
        ("DTSTART;VALUE=DATE:20260925 ¶ RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["25-09", "30-10"]),
        ("DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4",
         ["01-09", "03-09", "15-09", "17-09"]),
        ("DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=WEEKLY;COUNT=3 ¶ EXDATE;VALUE=DATE:20260908", ["01-09", "15-09"]),
        ("DTSTART;VALUE=DATE:20260930 ¶ RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["30-09", "31-10"]),
    ],
)  # fmt: skip
def test_an_event_becomes_whole_days_of_the_school_s_own_clock(event: str, found: list[str]) -> None:
    assert days(event) == found


def test_only_the_name_and_the_days_are_read() -> None:
    agenda = read(
        "SUMMARY:Groepsbespreking\\, 1/2 A ¶ DTSTART;VALUE=DATE:20261117 ¶ DESCRIPTION:over Sem ¶ "
        "ATTENDEE:mailto:sem@thuis.example ¶ LOCATION:bij Sem"
    )
    assert [each.name for each in agenda.dates] == ["Groepsbespreking, 1/2 A"]
    assert "Sem" not in repr(agenda)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("SUMMARY:Gym ¶ DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=WEEKLY", "keer terug en is overgeslagen"),
        ("SUMMARY:Gym ¶ DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=SECONDLY", "niet te lezen"),
        ("SUMMARY:Gym ¶ DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=DAILY;INTERVAL=0", "niet te lezen"),
        ("SUMMARY:Gym ¶ DTSTART;VALUE=DATE:20260901 ¶ RRULE:FREQ=YEARLY;BYSETPOS=1;BYDAY=MO", "niet te lezen"),
        ("SUMMARY:Gym", "geen goede datum"),
        ("SUMMARY:Gym ¶ DTSTART;VALUE=DATE:20261301", "geen goede datum"),
    ],
)
def test_what_comes_back_without_end_or_cannot_be_read_is_told(event: str, words: str) -> None:
    (problem,) = read(event).problems
    assert words in problem.message
    assert not problem.is_error


def test_a_date_that_never_comes_takes_no_time() -> None:
    began = process_time()
    assert days("DTSTART;VALUE=DATE:20000229 ¶ RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "data",
    [b"", b"niets", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
     b"BEGIN:VCALENDAR\r\n" + b"X" * 1_000_001],
)  # fmt: skip
def test_what_is_no_calendar_or_too_large_is_a_mistake(data: bytes) -> None:
    agenda = read_agenda(data, 2026, ZONE)
    assert agenda.dates == ()
    assert [each.is_error for each in agenda.problems] == [True]


def test_more_dates_than_anybody_chooses_from_are_cut_off() -> None:
    agenda = read(*(f"SUMMARY:dag {number} ¶ DTSTART;VALUE=DATE:20261005" for number in range(130)))
    assert len(agenda.dates) == 100
    assert "meer dan 100" in agenda.problems[0].message
    assert agenda.dates[0].begin == date(2026, 10, 5)


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;TZID=../../etc/passwd:20261101T120000\r\nDURATION:P99999999999D\r\nRRULE:FREQ=WEEKLY;BYDAY=99999MO\r\n",
        "DTSTART:99991231T235959Z\r\nDURATION:P5W\r\n",
        "DTSTART;TZID=Europe:20261101T120000\r\n",
    ],
)
def test_a_day_that_cannot_be_is_no_date_and_no_trouble(event: str) -> None:
    found = read_agenda(
        f"{HEAD}BEGIN:VEVENT\r\nSUMMARY:x\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n".encode(), 2026, ZONE
    )
    assert found.problems or found.dates
