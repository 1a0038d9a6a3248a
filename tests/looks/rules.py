"""The pages of rules as who keeps the demo school sees them: found, opened, changed with a slip, changed well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.demoschool.staff import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.looks.pages import Served

    Draw = Callable[[str, Page], None]

FORM_PAGES = ("regel-wijzigen", "regel-wijzigen-fout", "regel-wijzigen-gevolg")
RULE_PAGES = ("regels", "regel", *FORM_PAGES, "regelbestanden", "regelbestand-fout", "regelbestand")
RULE, FILE = "mkg-groepsbespreking-analyse", "eigen/voorbeeld.yaml"
EXAMPLES = "# Wat er uit je regels"
DEADLINE = "uiterlijk: 1 week voor kijkmiddag"


def walk_rules(school: Served, page: Page, draw: Draw) -> None:
    """Go through the pages of rules, and draw each of them under its name."""
    school.with_account(page, ADMINISTRATOR)
    page.goto(f"{school.base}/regels?zoek=analyse")
    draw("regels", page)
    page.goto(f"{school.base}/regels/{RULE}")
    draw("regel", page)
    _walk_form(page, draw)
    page.goto(f"{school.base}/regels/bestand")
    draw("regelbestanden", page)
    page.goto(f"{school.base}/regels/bestand/{FILE}")
    text = page.get_by_label("De tekst van het bestand")
    # Without its examples the file fits a picture.
    was = f"{page.locator('textarea').first.input_value().partition(EXAMPLES)[0].rstrip()}\n"
    for name, instead in (("regelbestand-fout", "1 week voor kijkmidag"), ("regelbestand", "2 weken voor kijkmiddag")):
        text.focus()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.insert_text(was.replace(DEADLINE, f"uiterlijk: {instead}"))
        page.get_by_role("button", name="Kijk na").click()
        draw(name, page)


def _walk_form(page: Page, draw: Draw) -> None:
    """Open the form, choose something that is a slip, and then something well."""
    page.get_by_role("link", name="Wijzig deze regel").click()
    draw("regel-wijzigen", page)
    page.get_by_label("Of typ de zin zelf").check()
    for name, words in (("regel-wijzigen-fout", "3 weken voor groepsbespreeking"), ("regel-wijzigen-gevolg", "")):
        page.get_by_label("De zin", exact=True).fill(words or "3 weken voor groepsbespreking")
        page.get_by_role("button", name="Kijk na").click()
        draw(name, page)
