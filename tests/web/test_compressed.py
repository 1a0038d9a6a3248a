"""Pages are packed for the wire, and nothing can be guessed from how well they pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.site import proof

if TYPE_CHECKING:
    from tests.web.site import Site


def test_a_page_is_packed_where_the_browser_can_unpack_it(site: Site) -> None:
    browser = site.signed_in("PAR")
    packed = browser.get("/taken", headers={"accept-encoding": "gzip"})
    plain = browser.get("/taken", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert "script-src 'self'" in packed.headers["content-security-policy"]


@pytest.mark.parametrize("sent_from", ["cross-site", "same-site"])
def test_who_is_sent_here_by_another_site_gets_a_page_whose_size_tells_nothing(site: Site, sent_from: str) -> None:
    answer = site.signed_in("PAR").get("/ik", headers={"accept-encoding": "gzip", "sec-fetch-site": sent_from})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


def test_a_form_proves_itself_otherwise_on_every_page_and_each_of_them_counts(site: Site) -> None:
    browser, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    first, second = proof(browser), proof(browser)
    assert first != second
    for each in (first, second, first):
        answer = browser.post(f"/taken/{key}/vink", data={"bewijs": each, "taak": key})
        assert answer.status_code == 303
    for wrong in (first[:-4], first[4:], f"A{first[1:]}" if first[0] != "A" else f"B{first[1:]}", "é", "=", "AAA"):
        assert browser.post(f"/taken/{key}/vink", data={"bewijs": wrong, "taak": key}).status_code == 403
