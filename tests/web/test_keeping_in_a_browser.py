"""Who keeps the school, in a real browser: a mail dropped, a file read in, a colleague noted, on phone and desktop."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engine.pages import Pages
from tests.looks.sight import DARK, LIGHT, measured_now
from tests.sending.servers import free_port
from tests.web.answering import answering
from tests.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Browser

pytestmark = pytest.mark.slow
PHONE, DESKTOP, SMALL, CLEAR = 390, 1200, 320, 4.5
SHEET = b"code,email,rollen\nZOE,zoe@dewilg.example,leerkracht\n"
PATHS = (
    "/verzonden",
    "/verzonden/morgen",
    "/gegevens",
    "/beheer",
    "/beheer/uitzonderingen",
    "/beheer/team",
    "/beheer/logboek",
)
# Every control has a name to be called by, no id comes twice, and headings skip no level.
UNNAMED = """
() => {
  const fields = [...document.querySelectorAll("input, select, textarea")].filter(each => each.type !== "hidden");
  const unnamed = fields.filter(each => !each.labels.length && !each.ariaLabel).map(each => each.outerHTML);
  const empty = [...document.querySelectorAll("button, a")].filter(each => !each.innerText.trim() && !each.ariaLabel);
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  const levels = [...document.querySelectorAll("h1, h2, h3")].map(each => Number(each.tagName[1]));
  const skipped = levels.filter((each, place) => each > (place ? levels[place - 1] : 0) + 1);
  const cells = [...document.querySelectorAll("th")].filter(each => !each.scope).map(each => each.innerText);
  return [...unnamed, ...empty.map(each => each.outerHTML), ...skipped, ...cells,
          ...ids.filter((each, place) => ids.indexOf(each) !== place)];
}
"""


@pytest.fixture
def served(planned: Path, tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    site = Site(
        shutil.copytree(planned, tmp_path / "wilg"), Pages(f"http://127.0.0.1:{port}", "een geheim dat niemand raadt")
    )
    with answering(site.app, port):
        yield site
    site.wilg.database.close()


def sign_in(site: Site, page: Page, path: str) -> None:
    page.goto(f"{site.pages.base}{path}")
    page.get_by_label("Je mailadres").fill("bea@dewilg.example")
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").wait_for()
    for _ in range(100):
        if site.box.parcels:
            break
        page.wait_for_timeout(50)
    page.get_by_label("De code uit de mail").fill(site.code())
    page.get_by_role("button", name="Meld me aan").click()
    page.wait_for_url(f"**{path}")


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, False), (DESKTOP, True)])
def test_a_mail_is_dropped_a_file_read_in_and_a_colleague_noted(
    served: Site, browser: Browser, width: int, scripts: bool
) -> None:
    mail = served.in_doubt("PAR", reason="de lijn viel weg")

    def path(page: Page) -> None:
        sign_in(served, page, "/verzonden")
        page.get_by_role("link", name="Paula Ros").first.click()
        page.get_by_label("Waarom gaat deze mail niet?").fill("Paula weet het al")
        page.get_by_role("button", name="Trek de mail in").click()
        assert page.get_by_role("status").inner_text() == "De mail is ingetrokken."
        page.get_by_role("link", name="Gegevens").click()
        page.get_by_label("Wat voor bestand").select_option("medewerkers")
        page.get_by_label("Het bestand").set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": SHEET})
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        page.get_by_role("button", name="Lees dit in").click()
        assert page.get_by_role("status").inner_text().startswith("Het bestand is ingelezen.")
        page.get_by_role("link", name="Beheer").click()
        page.get_by_role("link", name="Team en afwezigheid").click()
        page.get_by_label("Wie").select_option("MVD")
        page.get_by_role("button", name="Noteer de afwezigheid").click()
        assert page.get_by_role("status").inner_text() == "De afwezigheid is genoteerd."
        assert "Marieke van Dijk" in page.get_by_role("button", name="Weer terug").inner_text()

    browser.visit(path, width=width, java_script_enabled=scripts)
    assert served.wilg.post("PAR").id == mail
    assert served.wilg.post("PAR").state == "ingetrokken"
    assert "ZOE" in {each.code for each in served.wilg.staff()}


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_every_page_of_who_keeps_the_school_fits_a_small_phone_is_clear_and_has_its_names(
    served: Site, browser: Browser, scheme: str
) -> None:
    served.in_doubt("PAR")
    paths = (*PATHS, f"/verzonden/{served.wilg.post('PAR').id}")

    def path(page: Page) -> dict[str, tuple[object, ...]]:
        sign_in(served, page, "/verzonden")
        found: dict[str, tuple[object, ...]] = {}
        for each in paths:
            page.goto(f"{served.pages.base}{each}")
            seen = measured_now(page)
            unclear = [word.said for word in seen.words if word.contrast < CLEAR]
            found[each] = (seen.wide, unclear, page.evaluate(UNNAMED))
        return found

    found = browser.visit(path, width=SMALL, color_scheme=scheme)
    assert found == dict.fromkeys(paths, (SMALL, [], []))
