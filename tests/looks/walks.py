"""All walks through the pages of the demo school, and how they are looked at: each walk has its room in docs/looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tests.looks.dates import walk_dates
from tests.looks.groups import walk_groups
from tests.looks.pages import walk, walk_as_keeper
from tests.looks.record import walk_record
from tests.looks.rules import walk_rules
from tests.looks.sight import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from tests.looks.pages import Served

    Draw = Callable[[str, Page], None]


class Walk(Protocol):
    """Goes through pages of the served school, and gives each to `draw` under its name."""

    __name__: str

    def __call__(self, school: Served, page: Page, draw: Draw) -> None: ...


WALKS: Mapping[Walk, str] = {
    walk: "pages",
    walk_as_keeper: "pages",
    walk_groups: "groups",
    walk_rules: "rules",
    walk_record: "record",
    walk_dates: "dates",
}
WIDTHS = {"telefoon": 390, "bureau": 1000}
SCHEMES = {"licht": LIGHT, "donker": DARK}
PAGES_SEEN = (("telefoon", "licht"), ("bureau", "donker"))
