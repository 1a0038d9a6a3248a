"""No more a minute than the host likes, whoever sends: processes after one another, at once, and letters of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.outbox import SENT, TEST_LETTER
from engine.runs.post import system_post
from engine.runs.testmail import send_test
from notifiers.memory import Mailbox
from notifiers.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from notifiers.mailer import Meanwhile, Outcome, Parcel
    from tests.sending.school import Wilg


class Limited(Mailbox):
    """A host's mailbox with a limit, in a process of its own; time goes by only while it waits."""

    def __init__(self, wilg: Wilg, per_minute: int, sent: list[float], meanwhile: Callable[[], object] = list) -> None:
        super().__init__()
        self.wilg = wilg
        self.sent = sent
        self.waited: list[float] = []
        self.throttle = Throttle(per_minute, self._seconds, self._sleeps)
        self.rest, self.wait = self.throttle.rest, self.throttle.wait  # type: ignore[method-assign]
        self.meanwhile = meanwhile

    def recall(self, others: Mapping[str, float], *, afresh: bool) -> None:
        self.throttle.recall(others, afresh=afresh)

    def is_due_to_hear(self) -> bool:
        return self.throttle.is_due_to_hear()

    def send(self, parcel: Parcel, meanwhile: Meanwhile = None) -> Outcome:
        self.throttle.count()
        self.sent.append(self._seconds())
        self.meanwhile()
        return super().send(parcel, meanwhile)

    def _seconds(self) -> float:
        return self.wilg.clock().timestamp()

    def _sleeps(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.wilg.clock.forward(seconds / 60)


def letters(wilg: Wilg, *keys: str) -> None:
    for each in keys:
        wilg.by_hand(system_post(wilg.settings, TEST_LETTER, each, "BEA", "bea@dewilg.example", wilg.clock()))


def most_in_a_minute(sent: list[float]) -> int:
    return max(sum(each <= other < each + 60 for other in sent) for each in sent)


def test_two_processes_one_after_the_other_share_the_hosts_minute(wilg: Wilg) -> None:
    sent: list[float] = []
    assert wilg.send(Limited(wilg, 5, sent)).sent == 5
    letters(wilg, "1", "2")
    wilg.clock.forward(0.25)
    second = Limited(wilg, 5, sent)
    assert wilg.send(second).sent == 2
    assert second.waited == [45]
    assert most_in_a_minute(sent) == 5


def test_the_same_process_counts_what_it_sent_itself_once(wilg: Wilg) -> None:
    mailer = Limited(wilg, 6, [])
    wilg.send(mailer)
    letters(wilg, "1")
    wilg.send(mailer)
    assert mailer.waited == []
    letters(wilg, "2")
    wilg.send(mailer)
    assert mailer.waited == [60]


def test_what_went_more_than_a_minute_ago_is_forgotten(wilg: Wilg) -> None:
    wilg.send(Limited(wilg, 5, []))
    letters(wilg, "1")
    wilg.clock.forward(1)
    second = Limited(wilg, 5, [])
    wilg.send(second)
    assert second.waited == []


def test_two_at_once_stay_within_the_minute_together(wilg: Wilg) -> None:
    sent: list[float] = []
    letters(wilg, "1", "2", "3")
    other = Limited(wilg, 4, sent)
    first = Limited(wilg, 4, sent, meanwhile=lambda: wilg.send(other) if len(sent) == 1 else None)
    wilg.send(first)
    assert len(sent) == 8
    assert most_in_a_minute(sent) == 4


def test_a_test_mail_counts_and_waits_its_turn(wilg: Wilg) -> None:
    beheerder = next(each for each in wilg.staff() if each.code == "BEA")
    sent: list[float] = []
    wilg.send(Limited(wilg, 5, sent))
    ours = Limited(wilg, 5, sent)
    assert send_test(wilg.database, wilg.settings, ours, beheerder, wilg.clock()).state == SENT
    assert ours.waited == [60]
    letters(wilg, *map(str, range(5)))
    wilg.send(Limited(wilg, 5, sent))
    assert len(sent) == 11
    assert most_in_a_minute(sent) == 5
