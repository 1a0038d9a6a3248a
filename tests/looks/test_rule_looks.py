"""The pictures of the pages of rules that are kept: each page in each way, and small."""

from __future__ import annotations

from itertools import product

from tests.looks.__main__ import HERE
from tests.looks.rules import RULE_PAGES
from tests.looks.walks import PAGES_SEEN

MOST_BYTES_EACH = 75_000


def test_every_page_of_rules_was_drawn_and_the_pictures_are_small() -> None:
    drawn = {path.name: path.stat().st_size for path in (HERE / "rules").glob("*.png")}
    assert set(drawn) == {f"{name}-{'-'.join(seen)}.png" for name, seen in product(RULE_PAGES, PAGES_SEEN)}
    assert sum(drawn.values()) < MOST_BYTES_EACH * len(drawn)


def test_each_page_of_rules_is_told_of_beside_its_picture() -> None:
    told = (HERE / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in told for name in RULE_PAGES)
