"""`make looks`: draw letters of the demo school, on a phone and a desktop, in the light and in the dark.

The pictures go to docs/looks/; the text of each letter is printed, to be read as well.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from notifiers.render import html, plain_text
from tests.browser import NAMED, opened
from tests.looks.letters import letters
from tests.looks.sight import DARK, LIGHT, shown
from tests.looks.small import small

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from notifiers.letter import Letter
    from tests.browser import Browser

HERE = Path(__file__).resolve().parents[2] / "docs" / "looks"
WIDTHS = {"telefoon": 390, "bureau": 1000}
SCHEMES = {"licht": LIGHT, "donker": DARK}


def main() -> int:
    with opened() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            print(f"no Chromium here: install it, or set {NAMED}", file=sys.stderr)
            return 1
        for name, letter in letters(Path(folder) / "school").items():
            print(f"── {name}: {letter.subject}\n\n{plain_text(letter)}")
            draw(browser, name, letter)
    return 0


def draw(browser: Browser, name: str, letter: Letter) -> None:
    """Draw one letter four times."""
    HERE.mkdir(parents=True, exist_ok=True)
    source = html(letter)
    for size, width in WIDTHS.items():
        for light, scheme in SCHEMES.items():
            picture = browser.visit(lambda page: _picture(page, source), width=width, height=200, color_scheme=scheme)
            (HERE / f"{name}-{size}-{light}.png").write_bytes(picture)


def _picture(page: Page, source: str) -> bytes:
    shown(page, source)
    return small(page, page.screenshot(full_page=True))


if __name__ == "__main__":
    sys.exit(main())
