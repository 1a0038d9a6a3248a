"""What axe finds on a page as it stands there: the rules of WCAG 2.2 A and AA, and the good habits beside them.

axe-core comes with the browser libraries at set-up, and never goes into the wheel.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "web" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = "kinds => axe.run(document, {runOnly: {type: 'tag', values: kinds}, resultTypes: ['violations']})"


def violations(page: Page) -> list[str]:
    """Return each thing axe finds wrong, with the first place where it stands."""
    page.evaluate(_axe())
    found = page.evaluate(ASK, KINDS)
    assert found["passes"], "axe looked at nothing"
    return [f"{each['id']}: {each['help']} · {each['nodes'][0]['html']}" for each in found["violations"]]


@lru_cache
def _axe() -> str:
    return SOURCE.read_text(encoding="utf-8")
