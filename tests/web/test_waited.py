"""A tick that waited on a device: sent late, it is a tick like any other, unless somebody did otherwise since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.site import proof
from tests.web.test_my_day import press, seo, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.site import Site

MINUTE = 60_000


def late(visitor: TestClient, path: str, key: str, ago: int, begun: int | None = None) -> str:
    """Send a wish given so many minutes ago; return what the page says when it is refused, else ""."""
    form = {"bewijs": proof(visitor), "taak": key, "geleden": str(ago * MINUTE), "begon": str((begun or ago) * MINUTE)}
    answer = visitor.post(path, data=form)
    assert answer.status_code in (303, 409)
    return words(answer.text) if answer.status_code == 409 else ""


def test_a_tick_that_waited_is_a_tick_and_once_only(site: Site) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    assert [late(visitor, f"/taken/{first}/vink", first, 90) for _ in range(2)] == ["", ""]
    assert site.state(first) == "klaar"
    with site.wilg.database.reading(ID) as store:
        assert [each.who for each in load_events(store, first) if each.what == "afgevinkt"] == ["PAR"]


def test_a_tick_that_waited_does_not_undo_what_somebody_took_back_since(site: Site) -> None:
    visitor, ib, (first, _) = site.signed_in("PAR"), site.signed_in("ILS"), seo(site)
    press(visitor, f"/taken/{first}/vink", taak=first)
    site.wilg.clock.forward(30)
    press(ib, f"/taken/{first}/terug", taak=first)
    site.wilg.clock.forward(30)
    said = late(visitor, f"/taken/{first}/vink", first, 45)
    assert "Ilse nam dit vinkje terug op 10 november om 8.00 uur. Dat is zo gebleven" in said
    assert site.state(first) == "open"
    assert late(visitor, f"/taken/{first}/vink", first, 15) == ""
    assert site.state(first) == "klaar"


def test_a_tick_that_waited_does_not_undo_that_it_does_not_apply(site: Site) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    press(visitor, f"/taken/{first}/nvt", reden="Is verhuisd")
    site.wilg.clock.forward(30)
    assert "Paula zette dit op niet van toepassing" in late(visitor, f"/taken/{first}/vink", first, 45)
    assert site.state(first) == "nvt"


def test_taking_back_what_a_colleague_ticked_meanwhile_is_refused_and_what_i_sent_myself_is_not(site: Site) -> None:
    """Ticked and taken back without a connection: the tick may have arrived, and then it is mine to take back."""
    visitor, ib, (first, second) = site.signed_in("PAR"), site.signed_in("ILS"), seo(site)
    press(ib, f"/taken/{first}/vink", taak=first)
    press(visitor, f"/taken/{second}/vink", taak=second)
    site.wilg.clock.forward(30)
    said = late(visitor, f"/taken/{first}/terug", first, 29, 45)
    assert "Ilse vinkte dit af op 10 november om 7.30 uur" in said
    assert late(visitor, f"/taken/{second}/terug", second, 29, 45) == ""
    assert (site.state(first), site.state(second)) == ("klaar", "open")


@pytest.mark.parametrize("ago", ["", "-5", "x", "9" * 400, "1e9"])
def test_a_moment_that_is_none_does_no_harm(site: Site, ago: str) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    press(visitor, f"/taken/{first}/vink", taak=first, geleden=ago, begon=ago)
    assert site.state(first) == "klaar"


def test_a_device_knows_people_apart_by_a_mark_that_says_nothing_and_stays_the_same(site: Site) -> None:
    marks: dict[str, str] = {}
    for person in ("PAR", "PAR", "ILS"):
        page = site.signed_in(person).get("/taken").text
        mark = page.partition('data-who="')[2].partition('"')[0]
        assert len(mark) == 16
        assert marks.setdefault(person, mark) == mark
    assert marks["PAR"] != marks["ILS"]
    assert "data-who" not in site.visitor().get("/aanmelden").text
