"""The handleiding tells of every page that has a place in the menu, with pictures and places that are there."""

from __future__ import annotations

import re

from tests.looks.__main__ import HERE

DOCS = HERE.parent
TEXT = (DOCS / "handleiding.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MENU = re.compile(r">([A-Z][a-z ]+)</a>")


def test_every_page_of_the_menu_has_its_part() -> None:
    page = (DOCS.parent / "web" / "page.html.j2").read_text(encoding="utf-8")
    menu = set(MENU.findall(page.partition("<nav")[2].partition("</nav>")[0]))
    assert {"Mijn dag", "Kalender", "Beheer"} <= menu
    assert menu <= set(HEADING.findall(TEXT))


def test_every_picture_and_every_place_it_leads_to_is_there() -> None:
    places = {_anchor(each) for each in HEADING.findall(TEXT)}
    for link in LINK.findall(TEXT):
        file, _, anchor = link.partition("#")
        assert (DOCS / file).is_file() if file else anchor in places, link


def test_every_page_that_is_drawn_on_a_phone_or_a_desktop_is_shown_somewhere() -> None:
    shown = TEXT + (HERE / "README.md").read_text(encoding="utf-8")
    rooms = (path for path in HERE.glob("*/*.png"))
    missing = {path.stem.rsplit("-", 2)[0] for path in rooms} - set(re.findall(r"[\w-]+", shown))
    assert {each for each in missing if each not in shown} == set()


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
