"""Every state a post can come into, and what goes out then: through the outbox, with a mailbox for a server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.brake import Figures, Hold
from engine.outbox import (
    BRAKE_LETTER,
    CLAIMED,
    FAILED,
    HELD,
    IN_DOUBT,
    ON_THE_WIRE,
    RETRY,
    SENT,
    TEST_LETTER,
    WAITING,
    WITHDRAWN,
)
from engine.runs.post import system_post
from engine.runs.writing import Writer
from engine.store.holds import add_hold, release_holds
from engine.store.log import load_runs
from engine.store.outbox import keep, load_post
from notifiers.mailer import Meanwhile, NotReached, RefusedForGood, RefusedForNow, Unsure
from notifiers.memory import Mailbox
from tests.sending.school import ID, read, text_of

if TYPE_CHECKING:
    from datetime import datetime

    from engine.outbox import Post
    from engine.runs.writing import Written
    from engine.store.database import Store
    from notifiers.mailer import Outcome, Parcel
    from tests.sending.school import Wilg

PAULA, MARIEKE = "paula@dewilg.example", "marieke@dewilg.example"
EVERYBODY = [
    "bea@dewilg.example",
    "dirk@dewilg.example",
    "dirk@dewilg.example",
    MARIEKE,
    PAULA,
]


class Doing(Mailbox):
    """Answers some people something else than yes."""

    def __init__(self, **answers: Outcome) -> None:
        super().__init__()
        self.answers = answers

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        name = parcel.to.partition("@")[0]
        if name in self.answers:
            self.offered.append(parcel)
            return self.answers[name]
        return super().send(parcel, meanwhile)

    def to(self, address: str) -> list[Parcel]:
        return [each for each in self.offered if each.to == address]


def test_everybody_gets_what_was_planned_and_once(wilg: Wilg) -> None:
    mailbox = Mailbox()
    assert wilg.send(mailbox).sent == 5
    assert sorted(each.to for each in mailbox.parcels) == EVERYBODY
    assert wilg.send(mailbox).sent == 0
    assert len(mailbox.parcels) == 5


def test_a_sent_post_keeps_its_bytes_its_words_and_the_answer(wilg: Wilg) -> None:
    mailbox = Mailbox()
    wilg.send(mailbox)
    post = wilg.post("PAR")
    letter = read(post.body or b"")
    assert [each.body for each in mailbox.parcels if each.to == PAULA] == [post.body]
    assert (post.state, post.answer, post.to) == (SENT, "250 in de bus", PAULA)
    assert (letter["Message-ID"], letter["Subject"]) == (post.message_id, post.subject)
    assert post.subject == "2 taken voor vandaag, groep 1/2 A"
    assert letter["Date"].datetime == wilg.clock()
    assert wilg.told() >= {("PAR", "analyse"), ("PAR", "seo"), ("MVD", "analyse")}


def test_nothing_goes_before_the_window_and_nothing_after_it(wilg: Wilg) -> None:
    mailbox = Mailbox()
    wilg.clock.set("07:29")
    assert wilg.send(mailbox).states == {}
    wilg.clock.set("17:00")
    assert wilg.send(mailbox).states == {WITHDRAWN: 5}
    assert mailbox.offered == []
    assert wilg.post("PAR").reason == "het verzendvenster is voorbij; komt in het volgende overzicht"


def test_what_waited_past_the_window_goes_into_the_next_overview(wilg: Wilg) -> None:
    wilg.clock.set("17:00")
    wilg.send(Mailbox())
    assert wilg.told() == set()
    wilg.morning("2026-11-11")
    mailbox = Mailbox()
    wilg.send(mailbox)
    paula = next(each for each in mailbox.parcels if each.to == PAULA)
    assert "Vul de analyse in: moest gisteren af zijn" in text_of(paula.body)
    assert ("PAR", "analyse") in wilg.told()


def test_a_refusal_for_now_is_tried_again_with_the_same_bytes(wilg: Wilg) -> None:
    first = Doing(paula=RefusedForNow("450 grijze lijst"))
    wilg.send(first)
    post = wilg.post("PAR")
    assert (post.state, post.answer, post.attempts) == (RETRY, "450 grijze lijst", 1)
    again = Mailbox()
    wilg.clock.forward(1)
    assert wilg.send(again).states == {}
    wilg.clock.forward(1)
    assert wilg.send(again).sent == 1
    assert [each.body for each in again.parcels] == [each.body for each in first.to(PAULA)]
    assert wilg.post("PAR").attempts == 2


def test_the_wait_between_two_tries_grows_to_half_an_hour(wilg: Wilg) -> None:
    busy = Doing(paula=RefusedForNow("450 druk"))
    tries = []
    for _ in range(80):
        before = len(busy.to(PAULA))
        wilg.send(busy)
        if len(busy.to(PAULA)) > before:
            tries.append(f"{wilg.clock():%H:%M}")
        wilg.clock.forward(1)
    assert tries == ["07:30", "07:32", "07:42", "08:12", "08:42"]


def test_a_retry_that_is_no_longer_true_is_written_afresh(wilg: Wilg) -> None:
    first = Doing(paula=RefusedForNow("450 druk"))
    wilg.send(first)
    wilg.done("seo", group="1/2 A")
    wilg.clock.forward(2)
    again = Mailbox()
    wilg.send(again)
    before, after = first.to(PAULA)[0], again.parcels[0]
    assert "Werk de SEO bij" in text_of(before.body)
    assert "Werk de SEO bij" not in text_of(after.body)
    assert read(before.body)["Message-ID"] != read(after.body)["Message-ID"]
    assert ("PAR", "seo") not in wilg.told()


def test_a_retry_with_nothing_left_to_tell_is_withdrawn(wilg: Wilg) -> None:
    wilg.send(Doing(paula=RefusedForNow("450 druk")))
    wilg.done("analyse", "seo", "zorglijst", group="1/2 A")
    wilg.clock.forward(2)
    again = Mailbox()
    wilg.send(again)
    assert again.offered == []
    assert (wilg.post("PAR").state, wilg.post("PAR").reason) == (WITHDRAWN, "er is niets meer te melden")


def test_when_the_next_try_would_come_too_late_there_is_one_just_before_five(wilg: Wilg) -> None:
    for moment in ("16:00", "16:10", "16:35"):
        wilg.clock.set(moment)
        wilg.send(Mailbox([RefusedForNow("450 grijze lijst")] * 5))
    assert {each.attempts for each in wilg.posts().values()} == {3}
    wilg.clock.set("16:59")
    assert wilg.send(Mailbox()).states == {SENT: 5}


def test_a_retry_that_outlives_the_window_is_withdrawn_and_told_tomorrow(wilg: Wilg) -> None:
    wilg.clock.set("16:59")
    wilg.send(Doing(paula=RefusedForNow("450 druk")))
    wilg.clock.set("17:01")
    wilg.send(Mailbox())
    assert wilg.post("PAR").state == WITHDRAWN
    wilg.morning("2026-11-11")
    assert ("PAR", "overzicht") in wilg.posts()


def test_a_final_refusal_is_failed_with_the_servers_words(wilg: Wilg) -> None:
    wilg.send(Doing(paula=RefusedForGood("550 kennen we niet")))
    post = wilg.post("PAR")
    assert (post.state, post.answer) == (FAILED, "550 kennen we niet")
    wilg.clock.forward(60)
    again = Mailbox()
    wilg.send(again)
    assert again.offered == []
    assert ("PAR", "analyse") not in wilg.told()


def test_what_may_have_arrived_is_left_to_a_person(wilg: Wilg) -> None:
    wilg.send(Doing(paula=Unsure("de lijn brak")))
    assert (wilg.post("PAR").state, wilg.post("PAR").answer) == (IN_DOUBT, "de lijn brak")
    wilg.clock.forward(60)
    again = Mailbox()
    wilg.send(again)
    assert again.offered == []


def test_what_may_have_been_told_is_not_told_again_tomorrow(wilg: Wilg) -> None:
    wilg.send(Doing(paula=Unsure("de lijn brak"), marieke=RefusedForGood("550 nee")))
    plan = wilg.morning("2026-11-11")
    assert "PAR" not in {each.person for each in plan.posts}
    plan = wilg.morning("2026-11-16")
    assert "MVD" in {each.person for each in plan.posts}


def test_a_server_out_of_reach_stops_the_round_and_leaves_the_rest_waiting(wilg: Wilg) -> None:
    away = Mailbox([NotReached("geen lijn")])
    done = wilg.send(away)
    assert (done.states, done.stopped) == ({RETRY: 1}, "de mailserver is niet bereikbaar: geen lijn")
    assert len(away.offered) == 1
    wilg.clock.forward(2)
    assert wilg.send(Mailbox()).sent == 5


def test_somebody_elses_claim_is_left_alone_until_its_lease_is_over(wilg: Wilg) -> None:
    claimed = replace(wilg.post("PAR"), state=CLAIMED, lease_by="iemand", lease_until=wilg.clock())
    _keep(wilg, replace(claimed, lease_until=wilg.clock().replace(hour=7, minute=50)))
    assert wilg.send(Mailbox()).sent == 4
    wilg.clock.set("07:50")
    assert wilg.send(Mailbox()).sent == 1


def test_what_was_stranded_on_the_wire_comes_in_doubt(wilg: Wilg) -> None:
    _keep(wilg, replace(wilg.post("PAR"), state=ON_THE_WIRE, lease_by="weg", lease_until=wilg.clock()))
    mailbox = Mailbox()
    assert wilg.send(mailbox).states == {IN_DOUBT: 1, SENT: 4}
    assert PAULA not in {each.to for each in mailbox.offered}
    assert "niet zeker" in wilg.post("PAR").reason


def test_a_claim_left_behind_past_the_window_is_withdrawn(wilg: Wilg) -> None:
    _keep(wilg, replace(wilg.post("PAR"), state=CLAIMED, lease_by="weg", lease_until=wilg.clock()))
    _keep(wilg, replace(wilg.post("MVD"), state=HELD))
    wilg.clock.set("17:05")
    wilg.send(Mailbox())
    assert {each.state for each in wilg.posts().values()} == {WITHDRAWN}


def test_a_held_post_waits_for_a_person(wilg: Wilg) -> None:
    _keep(wilg, replace(wilg.post("PAR"), state=HELD))
    assert wilg.send(Mailbox()).sent == 4
    assert wilg.post("PAR").state == HELD


def test_an_address_that_is_none_fails_and_holds_up_nobody(wilg: Wilg) -> None:
    wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(
                replace(each, email="paula ros") if each.code == "PAR" else each for each in told.export_staff
            ),
        )
    )
    assert wilg.send(Mailbox()).states == {FAILED: 1, SENT: 4}
    assert "niet als mail te schrijven" in wilg.post("PAR").reason


def test_without_a_sender_nothing_goes(wilg: Wilg) -> None:
    wilg.settings = replace(wilg.settings, mail=replace(wilg.settings.mail, sender=""))
    mailbox = Mailbox()
    assert "sender" in wilg.send(mailbox).stopped
    assert mailbox.offered == []


def test_a_round_is_kept_in_the_log_of_runs(wilg: Wilg) -> None:
    wilg.send(Mailbox())
    wilg.send(Mailbox())
    with wilg.database.reading(ID) as store:
        runs = load_runs(store, "verzenden")
    assert [dict(each.figures) for each in runs] == [{SENT: 5}]


# --- letters of the system itself


def test_a_test_mail_goes_at_any_hour_and_its_body_is_never_kept(wilg: Wilg) -> None:
    wilg.clock.set("22:15")
    wilg.by_hand(system_post(wilg.settings, TEST_LETTER, "1", "BEA", "bea@dewilg.example", wilg.clock()))
    mailbox = Mailbox()
    wilg.send(mailbox)
    post = wilg.post("BEA", TEST_LETTER)
    assert [each.to for each in mailbox.parcels] == ["bea@dewilg.example"]
    assert read(mailbox.parcels[0].body)["Subject"] == "Proefmail van De Wilg" == post.subject
    assert (post.state, post.body) == (SENT, None)
    assert read(mailbox.parcels[0].body)["Message-ID"] == post.message_id


def test_a_system_letter_that_did_not_go_within_a_day_stands_in_no_overview(wilg: Wilg) -> None:
    wilg.by_hand(system_post(wilg.settings, TEST_LETTER, "1", "BEA", "bea@dewilg.example", wilg.clock()))
    post = wilg.post("BEA", TEST_LETTER)
    wilg.clock.forward(24 * 60)
    wilg.send(Mailbox())
    with wilg.database.reading(ID) as store:
        after = load_post(store, post.id)
    assert after is not None
    assert (after.state, after.reason) == (WITHDRAWN, "lukte niet op tijd, en heeft nu geen zin meer")


def test_a_system_letter_that_is_tried_again_is_the_same_letter(wilg: Wilg) -> None:
    wilg.clock.set("22:15")
    wilg.by_hand(system_post(wilg.settings, TEST_LETTER, "1", "BEA", "bea@dewilg.example", wilg.clock()))
    first, second = Mailbox([RefusedForNow("450 druk")]), Mailbox()
    wilg.send(first)
    wilg.clock.forward(2)
    wilg.send(second)
    assert [each.body for each in second.parcels] == [each.body for each in first.offered]


def test_the_brakes_letter_gives_its_figures_unless_somebody_let_go(wilg: Wilg) -> None:
    with wilg.database.writing(ID) as store:
        hold = Hold("Veel meer dan verwacht: 812 mails gaan weg.", Figures(900, 812), None)
        add_hold(store, hold, wilg.clock().date(), wilg.clock())
    wilg.clock.set("06:00")
    wilg.by_hand(system_post(wilg.settings, BRAKE_LETTER, "1", "BEA", "bea@dewilg.example", wilg.clock()))
    mailbox = Mailbox()
    wilg.send(mailbox)
    assert "812 mails" in text_of(mailbox.parcels[0].body)
    with wilg.database.writing(ID) as store:
        release_holds(store, "BEA", wilg.clock())
    wilg.by_hand(system_post(wilg.settings, BRAKE_LETTER, "2", "BEA", "bea@dewilg.example", wilg.clock()))
    assert wilg.send(Mailbox()).states == {WITHDRAWN: 1}


def _keep(wilg: Wilg, post: Post) -> None:
    with wilg.database.writing(ID) as store:
        keep(store, post)


def test_the_host_gets_its_rest_and_the_window_does_not_wait_for_it(wilg: Wilg) -> None:
    class Slow(Mailbox):
        """Wants five minutes after every second mail."""

        def rest(self) -> float:
            return 300.0 if self.parcels and len(self.parcels) % 2 == 0 and not self.rested else 0.0

        def wait(self) -> None:
            if self.rest():
                wilg.clock.forward(5)
                self.rested = True

        def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
            self.rested = False
            return super().send(parcel, meanwhile)

        rested = False

    wilg.clock.set("16:54")
    slow = Slow()
    assert wilg.send(slow).sent == 4
    assert sum(each.state == WAITING for each in wilg.posts().values()) == 1
    assert wilg.send(Mailbox()).states == {WITHDRAWN: 1}


def test_the_greeting_follows_the_moment_of_writing_and_a_retry_of_the_same_words_keeps_it(wilg: Wilg) -> None:
    wilg.clock.set("11:59")
    first = Doing(paula=RefusedForNow("450 druk"), marieke=RefusedForNow("450 druk"))
    wilg.send(first)
    assert "Goedemorgen Paula," in text_of(first.to(PAULA)[0].body)
    wilg.done("seo", group="1/2 B")
    wilg.clock.set("12:01")
    again = Doing()
    wilg.send(again)
    assert again.to(PAULA)[0].body == first.to(PAULA)[0].body
    assert "Goedemiddag Marieke," in text_of(again.to(MARIEKE)[0].body)


def test_what_goes_wrong_with_the_next_while_one_is_on_the_wire_leaves_that_one_as_it_ended(wilg: Wilg) -> None:
    class Stumbles(Writer):
        """Cannot write the second letter it is asked for."""

        asked = 0

        def __call__(self, store: Store, post: Post, now: datetime, seen: tuple[int, int] | None = None) -> Written:
            self.asked += 1
            if self.asked == 2:
                raise RuntimeError("de inkt is op")
            return super().__call__(store, post, now, seen)

    mailbox = Mailbox()
    with pytest.raises(RuntimeError, match="de inkt is op"):
        wilg.send(mailbox, Stumbles(wilg.settings))
    assert len(mailbox.parcels) == 1
    assert sorted(each.state for each in wilg.posts().values()) == [SENT, *[WAITING] * 4]
    assert wilg.send(mailbox).sent == 4
    assert sorted(each.to for each in mailbox.parcels) == EVERYBODY
