"""A word before an exception ends: once, two weeks ahead, to who decided it; and a count for who keeps the rules."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.lookup import NoSuch
from engine.runs.doctor import examined
from engine.runs.evaluate import gather_all
from engine.runs.exceptions import Asked, end, make
from engine.runs.mailwhy import opened
from engine.store.outbox import load_posts
from notifiers.memory import Mailbox
from tests.sending import school
from tests.sending.school import ID, Wilg, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.runs.exceptions import Shown

TOLD = "Uitzondering 1 (een leerling) loopt tot en met maandag 15 februari; daarna telt alles weer mee"
# Monday 15 February is two weeks after Monday 1 February.
SOON, LAST = "2027-02-01", "2027-02-15"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("soon") / "wilg"
    folder.mkdir()
    school.make(folder)
    return folder


@pytest.fixture
def wilg(made: Path, tmp_path: Path) -> Iterator[Wilg]:
    """Give the school with an exception for Xantippe of Paula's group, until 15 February."""
    found = Wilg(shutil.copytree(made, tmp_path / "wilg"))
    found.clock.moment = found.clock.moment.replace(year=2026, month=10, day=6)
    agreed(found, Asked("Xantippe1 is veel ziek", "PAR", pupil="77011", end=date(2027, 2, 15)))
    yield found
    found.database.close()


def agreed(wilg: Wilg, asked: Asked) -> Shown:
    now = wilg.clock()
    with wilg.database.writing(ID) as store:
        found = make(wilg.settings, store, asked, now.date(), now)
    assert not isinstance(found, NoSuch), found.message
    return found


def mails(wilg: Wilg, day: str) -> dict[str, str]:
    """Let a morning come, send its mail, and return what each person reads."""
    wilg.morning(day)
    box = Mailbox()
    wilg.send(box)
    return {each.to: text_of(each.body) for each in box.parcels}


def told(wilg: Wilg, day: str) -> list[str]:
    """Return who reads that the exception ends."""
    return sorted(to.partition("@")[0] for to, text in mails(wilg, day).items() if "loopt tot en met" in text)


def test_two_weeks_before_the_end_who_decided_it_reads_so_in_the_overview_and_never_again(wilg: Wilg) -> None:
    assert told(wilg, "2027-01-29") == []
    read = mails(wilg, SOON)
    assert TOLD in " ".join(read["paula@dewilg.example"].split())
    assert [to for to, text in read.items() if "loopt tot en met" in text] == ["paula@dewilg.example"]
    for day in ("2027-02-02", "2027-02-03", LAST, "2027-02-16"):
        assert told(wilg, day) == []


def test_neither_the_reason_nor_the_pupil_stands_in_any_mail(wilg: Wilg) -> None:
    for day in ("2026-10-06", "2026-11-10", SOON, "2027-02-02"):
        for text in mails(wilg, day).values():
            assert not any(word in text for word in ("ziek", "Xantippe", "77011", "Zwartjes"))


def test_who_is_off_or_ill_that_day_reads_it_on_the_next_day_at_work(wilg: Wilg) -> None:
    wilg.absent("PAR", "2027-01-31", "2027-02-03")
    assert told(wilg, SOON) == []
    assert told(wilg, "2027-02-04") == ["paula"]


def test_when_the_author_has_left_the_administrator_reads_it(wilg: Wilg) -> None:
    gone = {"PAR": date(2026, 12, 31)}
    wilg.change(
        lambda before: replace(
            before,
            sheet_staff=tuple(
                replace(each, out_of_service=gone.get(each.code, each.out_of_service)) for each in before.sheet_staff
            ),
            export_staff=tuple(
                replace(each, out_of_service=gone.get(each.code, each.out_of_service)) for each in before.export_staff
            ),
        )
    )
    assert told(wilg, SOON) == ["bea"]


def test_what_somebody_ended_before_then_ends_without_a_word(wilg: Wilg) -> None:
    with wilg.database.writing(ID) as store:
        end(wilg.settings, store, 1, "ILS", date(2027, 1, 12), wilg.clock())
    assert told(wilg, SOON) == []


def test_what_was_planned_and_ended_meanwhile_is_not_sent(wilg: Wilg) -> None:
    wilg.morning(SOON)
    with wilg.database.writing(ID) as store:
        end(wilg.settings, store, 1, "ILS", date(2027, 2, 1), wilg.clock())
    box = Mailbox()
    wilg.send(box)
    assert [each for each in box.parcels if "loopt tot en met" in text_of(each.body)] == []


def test_an_exception_of_two_weeks_or_less_ends_without_a_word(wilg: Wilg) -> None:
    agreed(wilg, Asked("studieweek", "PAR", group="1/2 A", end=date(2026, 10, 16)))
    assert told(wilg, "2026-10-07") == []


def test_why_somebody_got_that_mail_can_be_read(wilg: Wilg) -> None:
    mails(wilg, SOON)
    with wilg.database.reading(ID) as store:
        (post,) = [each for each in load_posts(store, day=date(2027, 2, 1)) if each.person == "PAR"]
        found = opened(wilg.settings, store, post.id)
    assert not isinstance(found, NoSuch)
    assert [(each.cause.sentence, each.task) for each in found.causes if each.task is None] == [("loopt af", None)]


def test_the_administrators_overview_counts_what_is_running(wilg: Wilg) -> None:
    agreed(wilg, Asked("een jaar zonder", "ILS", group="1/2 B"))
    read = mails(wilg, "2026-10-16")
    assert "2 uitzonderingen lopen; kijk met" in " ".join(read["bea@dewilg.example"].split())
    assert [to for to, text in read.items() if "uitzonderingen lopen" in text] == ["bea@dewilg.example"]


def test_doctor_counts_them_too_and_finds_nothing_wrong_with_that(wilg: Wilg) -> None:
    with wilg.database.reading(ID) as store:
        found = examined(store, gather_all(wilg.settings, store), date(2026, 10, 7)).findings
    assert [(each.state, each.sentence) for each in found if each.about == "uitzonderingen"] == [
        ("goed", "een uitzondering loopt; kijk met `jaarcyclus exception list`")
    ]
