"""The last look before a mail is written: what is done, moved, somebody else's or not for mail, stays out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.model import Registration, Tick
from engine.outbox import EVERY_DAY, ONCE_A_WEEK, WITHDRAWN, Pause
from engine.store.facts import load_told, save_told
from engine.store.log import Import, add_imports
from engine.store.tasks import apply_tasks
from engine.store.ticks import add_ticks
from engine.store.wishes import save_pauses, save_wish
from notifiers.memory import Mailbox
from tests.sending.school import ID, PUPILS, read, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model import Told
    from notifiers.mailer import Meanwhile, Outcome, Parcel
    from tests.sending.school import Wilg

PAULA, MARIEKE, JAN, BEA = (f"{each}@dewilg.example" for each in ("paula", "marieke", "jan", "bea"))
WITH_EVIDENCE = """
regels:
  - {id: verslag, titel: Schrijf het verslag, voor: leerkracht, per: leerling, uiterlijk: 1 week voor groepsbespreking,
     klaar_als: {registratie: observatie}}
"""
DIRK, ILSE = "dirk@dewilg.example", "ilse@dewilg.example"


def sent(wilg: Wilg) -> dict[str, list[str]]:
    """Send what is due, and return the words that went, by address."""
    mailbox = Mailbox()
    wilg.send(mailbox)
    found: dict[str, list[str]] = {}
    for each in mailbox.parcels:
        found.setdefault(each.to, []).append(text_of(each.body))
    return found


def test_a_task_that_was_done_meanwhile_is_not_told(wilg: Wilg) -> None:
    wilg.done("seo")
    words = sent(wilg)[PAULA][0]
    assert "Vul de analyse in" in words
    assert "SEO" not in words
    assert ("PAR", "seo") not in wilg.told()


def test_who_has_nothing_left_to_do_gets_no_mail(wilg: Wilg) -> None:
    wilg.done("analyse", "seo", "zorglijst", group="1/2 A")
    assert PAULA not in sent(wilg)
    assert (wilg.post("PAR").state, wilg.post("PAR").reason) == (WITHDRAWN, "er is niets meer te melden")


def test_what_is_done_between_two_mails_of_one_round_is_not_told_in_the_second(wilg: Wilg) -> None:
    class Busy(Mailbox):
        def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
            if not self.offered:
                wilg.done("seo")
            return super().send(parcel, meanwhile)

    mailbox = Busy()
    wilg.send(mailbox)
    later = [text_of(each.body) for each in mailbox.parcels[2:]]
    assert len(later) == 3
    assert not any("SEO" in each for each in later)


def imported(wilg: Wilg, changed: Callable[[Told], Told]) -> None:
    """An import brings this: it leaves the tasks to the run of tomorrow."""
    with wilg.database.writing(ID) as store:
        before = load_told(store)
        save_told(store, before, changed(before))
        add_imports(store, [Import("edexml", "edex.xml", wilg.clock(), wilg.clock().date())])
    wilg.noted()


def test_what_an_import_shows_to_be_done_since_this_mornings_run_is_not_told(wilg_before: Wilg) -> None:
    (wilg_before.folder / "rules" / "gesprek.yaml").write_text(WITH_EVIDENCE, encoding="utf-8")
    wilg_before.morning("2026-11-10")
    proof = [Registration("observatie", "leerling", pupil, date(2026, 11, 9)) for pupil in ("77011", "77012")]
    imported(wilg_before, lambda told: replace(told, registrations=(*told.registrations, *proof)))
    words = sent(wilg_before)
    assert "Schrijf het verslag" not in words[PAULA][0]
    assert "Schrijf het verslag" in words[MARIEKE][0]


def test_after_an_import_a_group_of_somebody_else_is_no_longer_told_to_who_had_it(wilg: Wilg) -> None:
    imported(wilg, _without_paula)
    assert PAULA not in sent(wilg)
    assert wilg.post("PAR").state == WITHDRAWN


def _without_paula(told: Told) -> Told:
    groups = (
        replace(each, teachers=frozenset({"JAN"})) if "PAR" in each.teachers else each for each in told.export_groups
    )
    return replace(told, export_groups=tuple(groups))


def test_an_absent_teachers_mail_does_not_go_and_the_duo_gets_the_tasks(wilg: Wilg) -> None:
    wilg.absent("MVD", "2026-11-10", "2026-11-13")
    assert MARIEKE not in sent(wilg)
    assert wilg.post("MVD").reason == "vandaag afwezig"
    wilg.morning("2026-11-11")
    assert "Vul de analyse in" in sent(wilg)[JAN][0]


def test_who_left_or_lost_the_address_gets_nothing(wilg: Wilg) -> None:
    def changed(told: Told) -> Told:
        gone: dict[str, dict[str, Any]] = {
            "PAR": {"email": ""},
            "MVD": {"out_of_service": wilg.clock().date().replace(day=9)},
        }
        return replace(told, export_staff=tuple(replace(each, **gone.get(each.code, {})) for each in told.export_staff))

    wilg.change(changed)
    words = sent(wilg)
    assert PAULA not in words
    assert MARIEKE not in words
    assert wilg.post("PAR").reason == "heeft geen mailadres, of is niet meer in dienst"


def test_a_pause_asked_for_this_morning_counts_today(wilg: Wilg) -> None:
    today = wilg.clock().date()
    with wilg.database.writing(ID) as store:
        over = Pause("PAR", today.replace(day=1), today.replace(day=3))
        save_pauses(store, (), (over, Pause("PAR", today, today.replace(day=12))))
    assert PAULA not in sent(wilg)
    assert wilg.post("PAR").reason == "pauze tot en met 12 november"


def test_a_reminder_of_another_date_than_the_task_has_now_is_dropped(wilg: Wilg) -> None:
    tasks = [each for each in wilg.tasks() if each.rule == "kas"]
    with wilg.database.writing(ID) as store:
        apply_tasks(store, changed=[replace(each, due=each.due.replace(day=20)) for each in tasks])
    wilg.noted()
    sent(wilg)
    assert wilg.post("DIR").state == WITHDRAWN


def test_what_everybody_does_for_themselves_is_not_told_to_who_did_it(wilg: Wilg) -> None:
    tasks = [each for each in wilg.tasks() if each.rule == "analyse"]
    with wilg.database.writing(ID) as store:
        apply_tasks(store, changed=[replace(each, ticked_by=("PAR",)) for each in tasks])
        add_ticks(store, [Tick(each.key, "PAR", wilg.clock().date()) for each in tasks])
    wilg.noted()
    words = sent(wilg)
    assert "analyse" not in words[PAULA][0]
    assert "analyse" in words[MARIEKE][0]


def test_a_rule_with_a_mail_of_its_own_stands_in_that_mail_alone(wilg: Wilg) -> None:
    mails = sent(wilg)[DIRK]
    assert len(mails) == 2
    assert [
        ("Stuur de brief" in each, "Tel de kas na" in each) for each in sorted(mails, key=lambda m: "kas" in m)
    ] == [
        (True, False),
        (False, True),
    ]
    assert [
        ("een aparte mail" in each, "je overzicht van" in each) for each in sorted(mails, key=lambda m: "kas" in m)
    ] == [
        (True, False),
        (False, True),
    ]


def test_in_a_holiday_only_rules_that_go_on_then_speak(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-10-22")
    words = sent(wilg_before)
    assert list(words) == [BEA]
    assert "Controleer de sluiting" in words[BEA][0]
    assert "lampen" not in words[BEA][0]
    assert "export" not in words[BEA][0]


def test_a_pupil_or_what_is_sensitive_is_never_in_the_bytes(wilg: Wilg) -> None:
    mailbox = Mailbox()
    wilg.send(mailbox)
    for each in mailbox.parcels:
        words = text_of(each.body) + each.body.decode()
        for pupil in PUPILS:
            assert pupil.first_name not in words
            assert pupil.last_name not in words
            assert pupil.number not in words
        assert "zorglijst" not in words
    assert "2 taken achter de aanmelding" in text_of(next(each.body for each in mailbox.parcels if each.to == PAULA))


def test_a_moved_date_is_told_once_in_the_next_overview(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    wilg_before.meeting_moves_to("2026-11-19")
    wilg_before.morning("2026-11-10")
    words = sent(wilg_before)[PAULA][0]
    assert words.count("Vul de analyse in: verschoven van 10 naar 12 november") == 1
    assert "Werk de SEO bij: 2 leerlingen, verschoven van 10 naar 12 november" in words
    wilg_before.morning("2026-11-12")
    assert "verschoven" not in sent(wilg_before)[PAULA][0]


def test_a_moved_date_of_a_rule_with_a_mail_of_its_own_is_told_in_that_mail_and_once(wilg: Wilg) -> None:
    sent(wilg)
    wilg.meeting_moves_to("2026-11-24")
    wilg.morning("2026-11-13")
    mailbox = Mailbox()
    wilg.send(mailbox)
    own = [each for each in mailbox.parcels if "Stuur de brief" in str(read(each.body)["Subject"])]
    assert [each.to for each in own] == [DIRK]
    assert str(read(own[0].body)["Subject"]) == "Stuur de brief aan ouders: dinsdag"
    assert "verschoven van 10 naar 17 november" in text_of(own[0].body)
    wilg.morning("2026-11-17")
    assert not any("brief" in each and "verschoven" in each for each in sent(wilg)[DIRK])


def test_an_escalation_tells_the_next_level_of_that_task_and_once(wilg: Wilg) -> None:
    sent(wilg)
    wilg.morning("2026-11-13")
    assert "Vul de analyse in" in sent(wilg)[ILSE][0]
    wilg.morning("2026-11-16")
    assert ILSE not in sent(wilg)


def test_a_long_standstill_gives_one_overview(wilg: Wilg) -> None:
    plan = wilg.morning("2026-11-19")
    assert [each.kind for each in plan.posts if each.person == "PAR"] == ["overzicht"]
    assert len(sent(wilg)[PAULA]) == 1
    wilg.morning("2026-11-20")
    assert PAULA not in sent(wilg)


def test_who_wants_it_every_day_gets_what_is_open_without_a_reminder(wilg: Wilg) -> None:
    with wilg.database.writing(ID) as store:
        save_wish(store, "PAR", EVERY_DAY)
        save_wish(store, "DIR", ONCE_A_WEEK)
    sent(wilg)
    wilg.morning("2026-11-11")
    words = sent(wilg)
    assert "moest gisteren af zijn" in words[PAULA][0]
    wilg.done("analyse", "seo", "zorglijst")
    wilg.morning("2026-11-12")
    wilg.done("analyse", "seo", "zorglijst")
    assert PAULA not in sent(wilg)
