"""`make looks`, the year: draw the pages that are looked at, as they hang on the wall, in colour and copied.

The pictures go to docs/looks/: year-*.png, and year-*-grijs.png without colour.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import NAMED, opened
from tests.looks.small import small
from tests.yearpicture import schools
from tests.yearpicture.drawing import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).resolve().parents[2] / "docs" / "looks"
PAPER = {"width": 1123, "height": 794}
SHARP = 1.3
COPIED = "document.querySelector('svg').style.filter = 'grayscale(1)'"
PLAIN = "body { background: #fff } svg { margin: 0; box-shadow: none }"


def main() -> int:
    pages = {
        "school": page_of(schools.demo()),
        "leerkracht": page_of(schools.demo(), person="MVD"),
        "alle-pakketten": page_of(schools.every_pack()),
        "25-groepen": page_of(schools.large()),
    }
    with opened() as browser:
        if browser is None:
            print(f"no Chromium here: install it, or set {NAMED}", file=sys.stderr)
            return 1
        for name, html in pages.items():
            for copied in (False, True) if name in ("school", "leerkracht") else (False,):
                draw = partial(_picture, html=html, copied=copied)
                picture = browser.visit(draw, device_scale_factor=SHARP, **PAPER)
                (HERE / f"year-{name}{'-grijs' if copied else ''}.png").write_bytes(picture)
    return 0


def _picture(page: Page, *, html: str, copied: bool) -> bytes:
    page.set_content(html)
    page.add_style_tag(content=PLAIN)
    if copied:
        page.evaluate(COPIED)
    taken = page.screenshot()
    # The page itself lets nothing in, not even its own picture.
    page.goto("about:blank")
    return small(page, taken)


if __name__ == "__main__":
    sys.exit(main())
