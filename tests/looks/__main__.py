"""`make looks`: draw letters and pages of the demo school, on a phone and a desktop, in the light and in the dark.

The pictures go to docs/looks/, those of pages to pages/, rules/ and groups/ in it; the text of each letter is printed,
to be read as well.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from notifiers.render import html, plain_text
from tests.browser import NAMED, opened
from tests.looks.letters import letters, lived_school
from tests.looks.pages import served
from tests.looks.sight import shown
from tests.looks.small import small
from tests.looks.walks import PAGES_SEEN, SCHEMES, WALKS, WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from notifiers.letter import Letter
    from tests.browser import Browser

HERE = Path(__file__).resolve().parents[2] / "docs" / "looks"


def main() -> int:
    with opened() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            print(f"no Chromium here: install it, or set {NAMED}", file=sys.stderr)
            return 1
        for name, letter in letters(Path(folder) / "school").items():
            print(f"── {name}: {letter.subject}\n\n{plain_text(letter)}")
            draw(browser, name, letter)
        draw_pages(browser, Path(folder))
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
    for (size, light), (walk, room) in product(PAGES_SEEN, WALKS.items()):
        with served(folder / "lived", folder / f"{size}-{walk.__name__}") as school:
            draw = partial(_keep, f"{size}-{light}", room=room)
            browser.visit(
                partial(walk, school, draw=draw), width=WIDTHS[size], color_scheme=SCHEMES[light], locale="nl-NL"
            )


def _keep(manner: str, name: str, page: Page, room: str) -> None:
    """Make it small on an empty page beside it, where scripts of a test may work."""
    (HERE / room).mkdir(parents=True, exist_ok=True)
    aside = page.context.new_page()
    (HERE / room / f"{name}-{manner}.png").write_bytes(small(aside, page.screenshot(full_page=True)))
    aside.close()


def _picture(page: Page, source: str) -> bytes:
    shown(page, source)
    return small(page, page.screenshot(full_page=True))


if __name__ == "__main__":
    sys.exit(main())
