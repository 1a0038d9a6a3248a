"""`make looks`: draw letters and pages of the demo school, on a phone and a desktop, in the light and in the dark.

The pictures go to docs/looks/, those of pages to pages/ in it; the text of each letter is printed, to be read as well.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from notifiers.render import html, plain_text
from tests.browser import NAMED, opened
from tests.looks.letters import letters, lived_school
from tests.looks.pages import served, walk, walk_as_keeper
from tests.looks.rules import walk_rules
from tests.looks.sight import DARK, LIGHT, shown
from tests.looks.small import small

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from notifiers.letter import Letter
    from tests.browser import Browser

HERE = Path(__file__).resolve().parents[2] / "docs" / "looks"
WIDTHS = {"telefoon": 390, "bureau": 1000}
SCHEMES = {"licht": LIGHT, "donker": DARK}
PAGES_SEEN = (("telefoon", "licht"), ("bureau", "donker"))


def main() -> int:
    with opened() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            print(f"no Chromium here: install it, or set {NAMED}", file=sys.stderr)
            return 1
        for name, letter in letters(Path(folder) / "school").items():
            print(f"── {name}: {letter.subject}\n\n{plain_text(letter)}")
            draw(browser, name, letter)
        draw_pages(browser, Path(folder))
        draw_rules(browser, Path(folder))
    return 0


def draw(browser: Browser, name: str, letter: Letter) -> None:
    """Draw one letter four times."""
    HERE.mkdir(parents=True, exist_ok=True)
    source = html(letter)
    for size, width in WIDTHS.items():
        for light, scheme in SCHEMES.items():
            picture = browser.visit(lambda page: _picture(page, source), width=width, height=200, color_scheme=scheme)
            (HERE / f"{name}-{size}-{light}.png").write_bytes(picture)


def draw_pages(browser: Browser, folder: Path) -> None:
    """Draw every page twice: by day on a phone, by night on a desktop."""
    lived_school(folder / "lived")
    for size, light in PAGES_SEEN:
        with served(folder / "lived", folder / size) as school:
            for each in (walk, walk_as_keeper):
                walk_through = partial(each, school, draw=partial(_keep, f"{size}-{light}"))
                browser.visit(walk_through, width=WIDTHS[size], color_scheme=SCHEMES[light])


def draw_rules(browser: Browser, folder: Path) -> None:
    """Draw the pages of rules twice, of the school that lived already."""
    for size, light in PAGES_SEEN:
        with served(folder / "lived", folder / f"rules-{size}") as school:
            walk_through = partial(walk_rules, school, draw=partial(_keep, f"{size}-{light}", room="rules"))
            browser.visit(walk_through, width=WIDTHS[size], color_scheme=SCHEMES[light])


def _keep(manner: str, name: str, page: Page, room: str = "pages") -> None:
    """Make it small on a page that lets scripts work: ours do not."""
    (HERE / room).mkdir(parents=True, exist_ok=True)
    aside = page.context.new_page()
    (HERE / room / f"{name}-{manner}.png").write_bytes(small(aside, page.screenshot(full_page=True)))
    aside.close()


def _picture(page: Page, source: str) -> bytes:
    shown(page, source)
    return small(page, page.screenshot(full_page=True))


if __name__ == "__main__":
    sys.exit(main())
