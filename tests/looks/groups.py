"""`make looks`, Groepen and Het jaar: as the care coordinator of the demo school sees them, on a phone and a desktop.

The pictures go to docs/looks/groups/.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.demoschool.staff import CARE_LOWER
from tests.browser import NAMED, opened
from tests.looks.letters import lived_school
from tests.looks.pages import Served, served
from tests.looks.sight import DARK, LIGHT
from tests.looks.small import small

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Browser

HERE = Path(__file__).resolve().parents[2] / "docs" / "looks" / "groups"
PATHS = {
    "groepen": "/groepen",
    "een-veld": "/groepen/taken?groep=1/2 C&cyclus=seo",
    "straks": "/groepen/straks",
    "jaar": "/jaar",
    "week": "/jaar/week/2026-W47?groep=1/2 B",
}
MANNERS = (("telefoon-licht", 390, LIGHT), ("bureau-donker", 1280, DARK))
LOADED = "[...document.images].every(each => each.complete && each.naturalWidth > 0)"


def main() -> int:
    with opened() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            print(f"no Chromium here: install it, or set {NAMED}", file=sys.stderr)
            return 1
        draw_groups(browser, Path(folder))
    return 0


def draw_groups(browser: Browser, folder: Path) -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    lived_school(folder / "lived")
    for manner, width, scheme in MANNERS:
        with served(folder / "lived", folder / manner) as school:
            browser.visit(partial(_walk, school, manner), width=width, color_scheme=scheme)


def _walk(school: Served, manner: str, page: Page) -> None:
    page.goto(f"{school.base}/aanmelden")
    page.get_by_label("Je mailadres").fill(school.addresses[CARE_LOWER])
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("De code uit de mail").fill(school.code(page))
    page.get_by_role("button", name="Meld me aan").click()
    for name, path in PATHS.items():
        page.goto(f"{school.base}{path}")
        while page.locator(".plate").is_visible() and not page.evaluate(LOADED):
            page.wait_for_timeout(50)
        aside = page.context.new_page()
        (HERE / f"{name}-{manner}.png").write_bytes(small(aside, page.screenshot(full_page=True)))
        aside.close()


if __name__ == "__main__":
    sys.exit(main())
