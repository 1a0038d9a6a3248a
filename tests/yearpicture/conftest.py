"""The pages that are looked at: a school, a large one, everything at once, one group and one teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

# The voorbeeldschool with everything imported, as in the tests of the command line.
from tests.cli.conftest import imported, imported_once  # noqa: F401
from tests.yearpicture import schools
from tests.yearpicture.drawing import page_of
from tests.yearpicture.seen import Seen, looked_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser import Browser

SCREEN = {"width": 1180, "height": 840}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as text, and as a browser shows and prints it."""

    html: str
    seen: Seen


PAGES: dict[str, Callable[[], str]] = {
    "de demoschool": lambda: page_of(schools.demo()),
    "alle pakketten": lambda: page_of(schools.every_pack()),
    "25 groepen": lambda: page_of(schools.large()),
    "25 groepen met alle pakketten": lambda: page_of(schools.large(all_packs=True)),
    "een leerkracht": lambda: page_of(schools.demo(), person="MVD"),
    "een ib'er": lambda: page_of(schools.demo(), person="EVR"),
    "een groep": lambda: page_of(schools.demo(), group="1/2 A"),
    "een leerkracht met alle pakketten": lambda: page_of(schools.every_pack(), person="WBR"),
}


@pytest.fixture(scope="session", params=list(PAGES))
def drawn(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    html = PAGES[request.param]()
    path: Path = tmp_path_factory.mktemp("year") / "jaar.html"
    path.write_text(html, encoding="utf-8")
    return Drawn(html, browser.visit(lambda page: looked_at(page, path), **SCREEN))
