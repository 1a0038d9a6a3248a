"""The test mail to one person: how it ended stands in the log as it was, also when nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.outbox import FAILED, IN_DOUBT, SENT, TEST_LETTER
from engine.runs.testmail import send_test
from notifiers.mailer import Accepted, NotReached, RefusedForGood, RefusedForNow, Unsure
from notifiers.memory import Mailbox

if TYPE_CHECKING:
    from notifiers.mailer import Outcome
    from tests.sending.school import Wilg


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Accepted("250 in de bus"), SENT),
        (RefusedForGood("550 nee"), FAILED),
        (RefusedForNow("450 druk"), FAILED),
        (NotReached("geen lijn"), FAILED),
        (Unsure("de lijn brak"), IN_DOUBT),
    ],
)
def test_it_ends_as_the_server_left_it_and_is_never_tried_again(wilg: Wilg, outcome: Outcome, state: str) -> None:
    beheerder = next(each for each in wilg.staff() if each.code == "BEA")
    wilg.clock.set("22:15")
    ended = send_test(wilg.database, wilg.settings, Mailbox([outcome]), beheerder, wilg.clock())
    assert (ended.state, ended.answer) == (state, outcome.answer)
    assert wilg.post("BEA", TEST_LETTER).state == state
    wilg.clock.forward(60)
    again = Mailbox()
    wilg.send(again)
    assert again.offered == []
