"""Every page of the demo school with every pack is small on the wire, for each role that may open it.

How quick they are is measured by `python -m benchmarks.pages`: a test that looks at a clock fails on a busy machine.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from benchmarks.kit.asked import ask
from benchmarks.kit.lived import lived_with_every_pack
from benchmarks.kit.walk import ELSEWHERE, Walk
from benchmarks.pages import most_bytes
from web.app import GET, PAGES, app_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.kit.lived import Lived
    from benchmarks.kit.walk import Stop


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    found = lived_with_every_pack(tmp_path_factory.mktemp("kastanje") / "school")
    yield found
    found.database.close()


def test_every_page_is_under_its_size_with_all_that_it_loads(school: Lived) -> None:
    stops = list(Walk(school).stops())
    assert {each.name for each in stops} == {name for name, method, *_ in PAGES if method == GET} - ELSEWHERE
    sizes = asyncio.run(_sizes(school, stops))
    assert {stop: size for stop, size in sizes.items() if size > most_bytes(stop)} == {}


async def _sizes(school: Lived, stops: list[Stop]) -> dict[Stop, int]:
    """Return the bytes of each page, with its style and scripts; a picture counts apart, and is a page here itself."""
    app = app_of(school.house)
    linked: dict[str, int] = {}
    found = {}
    for stop in stops:
        answer = await ask(app, stop.address, stop.cookie)
        assert answer.status in (200, 303), stop
        for each in answer.linked - linked.keys():
            linked[each] = (await ask(app, each)).size
        found[stop] = answer.size + sum(linked[each] for each in answer.linked)
    return found
