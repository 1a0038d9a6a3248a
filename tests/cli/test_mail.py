"""`jaarcyclus mail`: what goes, what waits and why, and what people decide; and a test mail that really leaves."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from engine.store.homes import keep_home
from tests.cli.door import QUIETLY, TODAY, Said, add, change, jaarcyclus
from tests.cli.todo import changing
from tests.sending.school import read
from tests.sending.servers import Inbox, free_port, proper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HALF_PAST_SIX = f"{TODAY}T06:30"


@pytest.fixture(scope="module")
def ran_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school whose mail of today is ready, early in the morning."""
    folder = shutil.copytree(imported_once, tmp_path_factory.mktemp("klaar") / "school")
    assert jaarcyclus(folder, *QUIETLY, today=HALF_PAST_SIX).code == 0
    return folder


@pytest.fixture
def ready(ran_once: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(ran_once, tmp_path / "school")
    with changing(folder) as store:
        keep_home(store)
    return folder


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Inbox]:
    inbox = Inbox()
    running = proper(inbox)
    running.start()
    inbox.port = running.port  # type: ignore[attr-defined]
    yield inbox
    running.stop()


def reach(folder: Path, port: int) -> None:
    change(folder / "config.toml", 'host = "localhost"\nport = 25', f'host = "127.0.0.1"\nport = {port}')


def mail(folder: Path, *words: str, today: str = TODAY) -> Said:
    return jaarcyclus(folder, "mail", *words, today=today)


def log(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    lines = [json.loads(each) for each in jaarcyclus(folder, "mail", "log", "--json").lines]
    return {(each["wie"], each["soort"]): each for each in lines}


def held(folder: Path, today: str = TODAY) -> dict[str, str]:
    lines = [json.loads(each) for each in mail(folder, "held", "--json", today=today).lines]
    return {each["wie"]: each["reden"] for each in lines}


# --- looking


def test_before_the_first_run_the_mail_can_be_read_and_nothing_is_written(imported: Path) -> None:
    said = mail(imported, "preview", "anna")
    assert said.code == 0
    assert "Anna (ANN), Anna Aalbers <anna@voorbeeldschool.nl>" in said.out
    assert "Onderwerp: " in said.out
    assert "Carla" not in said.out
    assert jaarcyclus(imported, "mail", "log").out == "Er is nog geen mail.\n"
    assert jaarcyclus(imported, "tasks", "--json", today=TODAY).lines == []


def test_the_preview_is_what_goes(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    foreseen = mail(ready, "preview").out
    assert jaarcyclus(ready, "run", today=TODAY).code == 0
    assert {to for to, _ in server.mails} == {
        each["aan"] for each in log(ready).values() if each["soort"] == "overzicht"
    }
    for _, body in server.mails:
        assert f"Onderwerp: {read(body)['Subject']}\n" in foreseen
        text = read(body).get_body(("plain",))
        assert text is not None
        assert text.get_content().replace("\r\n", "\n") in foreseen


def test_nothing_today_is_said_plainly(imported: Path) -> None:
    assert mail(imported, "preview", today="2026-11-21").out == "Op zaterdag 21 november gaat er geen mail weg.\n"


def test_every_mail_stands_in_the_log_with_its_answer(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    jaarcyclus(ready, "run", today=TODAY)
    sent = log(ready)["ANN", "overzicht"]
    assert (sent["staat"], sent["antwoord"]) == ("verzonden", "250 aangenomen")
    assert sent["onderwerp"].startswith("2 taken voor maandag 30 november")
    assert "anna@voorbeeldschool.nl" not in jaarcyclus(ready, "mail", "log", "--persoon", "carla", "--json").out


def test_what_waits_says_for_what(ready: Path) -> None:
    assert held(ready, HALF_PAST_SIX)["ANN"] == "het verzendvenster opent om 07:30"
    assert "ANN" not in held(ready, f"{TODAY}T08:00")
    assert held(ready, f"{TODAY}T17:30")["ANN"] == "het verzendvenster was tot 17:00"


def test_held_by_the_brake(imported: Path) -> None:
    jaarcyclus(imported, "run", "--zonder-versturen", today=TODAY)
    assert "jaarcyclus run --release" in held(imported)["ANN"]
    said = mail(imported, "release", "--alles")
    assert (said.code, said.err) == (2, "de rem staat erop: geef de hele run vrij met `jaarcyclus run --release`\n")


def test_right_after_a_restore_held_says_that_mail_waits_and_how_to_go_on(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    assert "De mail staat vast" not in mail(ready, "held").out
    with closing(sqlite3.connect(ready / "jaarcyclus.db")) as store:
        store.execute("VACUUM INTO ?", (str(ready / "kopie.db"),))
    jaarcyclus(ready, "run", today=TODAY)
    for each in ready.glob("jaarcyclus.db*"):
        each.unlink()
    shutil.copy(ready / "kopie.db", ready / "jaarcyclus.db")
    said = mail(ready, "held")
    assert said.lines[0].startswith("De mail staat vast. Er is een reservekopie teruggezet")
    assert "ga verder met `jaarcyclus run --release`" in said.words
    assert held(ready)["ANN"] == "de rem: verder met `jaarcyclus run --release`"
    assert held(ready)[""] == said.lines[0]
    assert mail(ready, "preview").out.startswith("De mail staat vast.")


def test_held_leaves_out_what_is_long_past_and_who_had_nothing_to_hear(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    server.answers["anna@voorbeeldschool.nl"] = "550 die ken ik niet"
    jaarcyclus(ready, "run", today=TODAY)
    assert "550" in mail(ready, "held", today="2026-11-18").out
    assert "550" not in mail(ready, "held", today="2026-11-25").out
    refused = [json.loads(each) for each in mail(ready, "held", "--alles", "--json", today="2026-11-25").lines]
    assert ("2026-11-17", "ANN", "550 die ken ik niet") in {
        (each["dag"], each["wie"], each["reden"]) for each in refused
    }


def test_who_wants_it_every_day_and_has_nothing_to_hear_is_shown_on_request_only(ready: Path) -> None:
    mail(ready, "wens", "HAN", "elke werkdag")
    nothing = "vandaag is er niets te melden"
    assert nothing not in mail(ready, "held", "--json").out
    assert {"wie": "HAN", "reden": nothing}.items() <= json.loads(
        next(each for each in mail(ready, "held", "--alles", "--json").lines if nothing in each)
    ).items()


def test_held_for_a_day_off_a_pause_or_no_address(ready: Path) -> None:
    assert held(ready, "2026-11-19")["ANN"] == "vandaag geen werkdag"
    mail(ready, "pauze", "ANN", "--tot", "2026-11-27")
    assert held(ready)["ANN"] == "pauze tot en met 27 november"
    change(ready / "medewerkers.csv", "daan@voorbeeldschool.nl", "")
    jaarcyclus(ready, "import", "medewerkers", str(ready / "medewerkers.csv"), today=TODAY)
    assert held(ready)["DAA"] == "geen mailadres"


def test_a_mail_that_was_sent_is_shown_with_the_task_and_rule_behind_each_line(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    jaarcyclus(ready, "run", today=TODAY)
    said = jaarcyclus(ready, "mail", "show", log(ready)["ANN", "overzicht"]["id"][:6])
    assert said.code == 0
    assert "To: Anna Aalbers <anna@voorbeeldschool.nl>" in said.out
    assert "Message-ID: <" in said.out
    after = said.lines[next(n for n, each in enumerate(said.lines) if each.startswith("- Maandbericht")) + 1]
    key = after.split()[1].rstrip(",")
    assert after.strip().startswith("taak ")
    assert "regel vb-" in after
    assert jaarcyclus(ready, "explain", key, today=TODAY).code == 0
    assert "Daarom ging deze mail:" in said.out
    hidden = said.lines[next(n for n, each in enumerate(said.lines) if "achter de aanmelding" in each) + 1]
    assert "regel" not in hidden


def test_a_mail_that_waits_has_no_words_yet(ready: Path) -> None:
    said = jaarcyclus(ready, "mail", "show", log(ready)["ANN", "overzicht"]["id"])
    assert said.lines[0] == "overzicht van dinsdag 17 november voor ANN: wacht"
    assert "komen pas bij het versturen" in said.out


def test_a_mail_nobody_knows_is_refused(ready: Path) -> None:
    said = jaarcyclus(ready, "mail", "show", "zzzzzzzz")
    assert (said.code, said.err) == (2, 'onbekende mail "zzzzzzzz"\n')


# --- deciding


def test_a_mail_is_taken_back_with_a_reason_and_does_not_go(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    said = mail(ready, "drop", log(ready)["ANN", "overzicht"]["id"], "--reden", "Anna is met verlof", "--door", "FEN")
    assert said.out.startswith("Ingetrokken: overzicht van dinsdag 17 november voor ANN")
    jaarcyclus(ready, "run", today=TODAY)
    assert "anna@voorbeeldschool.nl" not in {to for to, _ in server.mails}
    assert log(ready)["ANN", "overzicht"]["reden"] == "Anna is met verlof"
    again = mail(ready, "drop", log(ready)["ANN", "overzicht"]["id"], "--reden", "nog eens")
    assert (again.code, again.err) == (2, "deze mail is niet meer in te trekken: zij is ingetrokken\n")


def test_a_mail_that_was_refused_goes_after_its_release(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    server.answers["anna@voorbeeldschool.nl"] = "550 die ken ik niet"
    jaarcyclus(ready, "run", today=TODAY)
    assert log(ready)["ANN", "overzicht"]["staat"] == "mislukt"
    assert "550" in held(ready)["ANN"]
    server.answers.clear()
    assert mail(ready, "release", log(ready)["ANN", "overzicht"]["id"]).out.startswith("Vrij: overzicht")
    jaarcyclus(ready, "run", today=TODAY)
    assert [to for to, _ in server.mails].count("anna@voorbeeldschool.nl") == 1


def test_after_the_window_a_release_comes_too_late(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    server.answers["anna@voorbeeldschool.nl"] = "550 die ken ik niet"
    jaarcyclus(ready, "run", today=TODAY)
    said = mail(ready, "release", log(ready)["ANN", "overzicht"]["id"], today=f"{TODAY}T18:00")
    assert said.out.startswith("Te laat: het venster van dinsdag 17 november is voorbij")


def test_a_mail_that_waits_its_turn_needs_no_release(ready: Path) -> None:
    said = mail(ready, "release", log(ready)["ANN", "overzicht"]["id"])
    assert (said.code, said.err) == (2, "deze mail staat niet vast: zij is wacht\n")


def test_who_wants_it_every_day_gets_it_every_working_day(ready: Path) -> None:
    assert mail(ready, "wens", "anna", "elke werkdag").out == "Anna krijgt het overzicht voortaan elke werkdag.\n"
    assert "Anna (ANN)" in mail(ready, "preview", "anna", today="2026-11-24").out
    said = mail(ready, "wens", "anna", "elke maand")
    assert said.code == 2
    assert "kies uit: herinnering, elke werkdag, eerste werkdag" in said.err


def test_a_pause_has_ten_school_days_at_most_ends_by_itself_and_the_administrator_sees_it(ready: Path) -> None:
    said = mail(ready, "pauze", "anna", "--tot", "2026-12-01")
    assert (said.code, said.err) == (2, "een pauze duurt hoogstens 10 schooldagen; dat is tot en met 30 november\n")
    assert mail(ready, "pauze", "anna", "--tot", "2026-11-24").code == 0
    doctor = jaarcyclus(ready, "doctor", today="2026-11-23").words
    assert "geen overzicht krijgt Anna tot en met 24 november" in doctor
    assert "geen overzicht krijgt" not in jaarcyclus(ready, "doctor", today="2026-11-25").words
    assert "Anna (ANN)" not in mail(ready, "preview", today="2026-11-24").out


def test_a_pause_cannot_be_stretched_by_asking_again(ready: Path) -> None:
    assert mail(ready, "pauze", "anna", "--tot", "2026-11-30").code == 0
    assert "10 schooldagen" in mail(ready, "pauze", "anna", "--tot", "2026-12-04", today="2026-11-25").err
    assert mail(ready, "pauze", "anna", "--stop").out == "Anna krijgt het overzicht weer.\n"


def test_between_two_pauses_comes_a_working_day_with_mail(ready: Path) -> None:
    """Anna works from Monday to Wednesday: her pause of ten school days ends on Monday 30 November."""
    assert mail(ready, "pauze", "anna", "--tot", "2026-11-30").code == 0
    said = mail(ready, "pauze", "anna", "--tot", "2026-12-02", today="2026-12-01")
    assert (said.code, said.err) == (
        2,
        "een pauze duurt hoogstens 10 schooldagen, en daarna komt er eerst een werkdag met mail; "
        "een nieuwe kan na 1 december\n",
    )
    assert mail(ready, "pauze", "anna", "--tot", "2026-12-15", today="2026-12-02").code == 0


def test_a_pause_that_was_stopped_still_counts_for_the_next_day(ready: Path) -> None:
    mail(ready, "pauze", "anna", "--tot", "2026-11-30")
    assert "krijgt het overzicht weer" in mail(ready, "pauze", "anna", "--stop", today="2026-11-27").out
    assert "geen overzicht krijgt" not in jaarcyclus(ready, "doctor", today="2026-11-27").words
    again = mail(ready, "pauze", "anna", "--tot", "2026-12-04", today="2026-11-29")
    assert "hoogstens 10 schooldagen; dat is tot en met 30 november" in again.err
    assert mail(ready, "pauze", "anna", "--tot", "2026-12-04", today="2026-12-01").code == 0


# --- the mail server


def test_doctor_shakes_hands_with_the_mail_server(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    assert "mailserver goed 127.0.0.1 antwoordt" in jaarcyclus(ready, "doctor", today=TODAY).words
    assert server.mails == []


def test_doctor_says_what_the_mail_server_said(ready: Path) -> None:
    reach(ready, free_port())
    said = jaarcyclus(ready, "doctor", today=TODAY)
    assert "127.0.0.1 is niet te gebruiken" in said.words


def test_a_password_that_is_not_there_is_named(ready: Path) -> None:
    change(
        ready / "config.toml", "[schedule]", 'username = "jaarcyclus"\npassword_env = "GEEN_WACHTWOORD"\n\n[schedule]'
    )
    assert "GEEN_WACHTWOORD" in jaarcyclus(ready, "doctor", today=TODAY).words
    assert "GEEN_WACHTWOORD" in jaarcyclus(ready, "run", today=TODAY).err


def test_a_test_mail_goes_to_one_person_and_takes_nothing_along(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    said = jaarcyclus(ready, "doctor", "--proefmail", "FEN", today=TODAY)
    assert (said.code, said.out) == (0, "De proefmail aan fenna@voorbeeldschool.nl is aangenomen: 250 aangenomen\n")
    assert [to for to, _ in server.mails] == ["fenna@voorbeeldschool.nl"]
    assert log(ready)["FEN", "proef"]["staat"] == "verzonden"
    assert log(ready)["ANN", "overzicht"]["staat"] == "wacht"


def test_a_test_mail_that_is_refused_says_so(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    server.answers["fenna@voorbeeldschool.nl"] = "550 die ken ik niet"
    said = jaarcyclus(ready, "doctor", "--proefmail", "FEN", today=TODAY)
    assert said.code == 1
    assert "550 die ken ik niet" in said.err


# --- the run


def test_a_run_within_the_window_sends_and_again_sends_nothing(ready: Path, server: Inbox) -> None:
    reach(ready, server.port)  # type: ignore[attr-defined]
    assert "3 mails verzonden" in jaarcyclus(ready, "run", today=TODAY).words
    jaarcyclus(ready, "run", today=TODAY)
    assert len(server.mails) == 3


def test_a_run_that_is_held_later_on_ends_with_its_own_code(ready: Path) -> None:
    add(
        ready / "rules" / "eigen" / "veel.yaml",
        "regels:\n  - {id: eigen-veel, titel: Doe iets, voor: leerkracht, per: groep, uiterlijk: op schooldag}\n",
    )
    said = jaarcyclus(ready, "run", "--zonder-versturen", today="2026-11-18")
    assert said.code == 3
    assert "Veel meer dan verwacht" in said.out
    assert "jaarcyclus run --release" in said.out
    assert jaarcyclus(ready, "tasks", "--regel", "eigen-veel", "--json", today="2026-11-18").lines == []
    released = jaarcyclus(ready, "run", "--release", "--door", "FEN", "--zonder-versturen", today="2026-11-18")
    assert released.code == 0
