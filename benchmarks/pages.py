"""Every page of the demo school with every pack, as each role that may open it: how long, how large, how much of empty.

Whole requests in this process, without a network: reading the form, the store, drawing, packing. `warm` is how a page
is answered as a rule, `cpu` how much of that this process worked: other work on the machine hardly changes that.
`ticked` is the first such page after a tick by anybody, `changed` the first after a run, an import or a file: the
school is then gathered anew. `kB` is the page over the wire, `whole` with the style and scripts that it loads. The goal
is judged by the clock, unless the processor says that the machine was busy with something else. Names of pages as words
(`python -m benchmarks.pages year week`) measure no others.
"""

from __future__ import annotations

import asyncio
import gc
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from benchmarks.kit.asked import ask
from benchmarks.kit.lived import lived_with_every_pack
from benchmarks.kit.walk import Walk
from engine.cli.main import FEWER_LOOKS
from engine.store.log import Event, add_events
from web.app import app_of
from web.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp

    from benchmarks.kit.asked import Answer
    from benchmarks.kit.lived import Lived
    from benchmarks.kit.walk import Stop

    Work = Callable[[], Awaitable[object]]

TIMES, TIMES_COLD = 11, 3
MOST_MS, MOST_BYTES, MOST_BYTES_EDITOR = 50.0, 100_000, 250_000
EDITORS = frozenset({"rule file"})
SOMETHING = "iets veranderd"
MOST_MS_TICK = 150.0
PROOF = re.compile(r'name="bewijs" value="([^"]+)"')


@dataclass(frozen=True)
class Took:
    """Milliseconds by the clock and of the processor, the middle of a few times."""

    wall: float
    processor: float

    @property
    def fair(self) -> float:
        """What it takes on a machine that does nothing else."""
        return min(self.wall, max(self.processor, self.wall / 2))


def main() -> None:
    gc.set_threshold(FEWER_LOOKS)  # as the command line does for `serve`
    with TemporaryDirectory() as folder:
        over = asyncio.run(_measure(lived_with_every_pack(Path(folder) / "school")))
    if over:
        print("over the goal:")
        print("\n".join(f"  {each}" for each in over))
        sys.exit(1)


async def _measure(school: Lived) -> list[str]:
    day = Walk(school).day
    facts = f"{len(day.school.facts.pupils)} pupils, {len(day.school.book.rules)} rules, {len(day.listing.tasks)} tasks"
    empty = await _took(lambda: ask(_empty(), "/"), TIMES)
    print(f"  {facts}; an empty page takes {empty.wall:.2f} ms")
    print(f"  {'page':<46} {'warm':>7} {'cpu':>6} {'x empty':>7} {'ticked':>7} {'changed':>8} {'kB':>6} {'whole':>6}")
    stops = [each for each in Walk(school).stops() if each.name in sys.argv[1:] or not sys.argv[1:]]
    found = [await _visited(school, each, empty) for each in stops]
    return [line for each in found for line in each] + await _ticked(school)


async def _visited(school: Lived, stop: Stop, empty: Took) -> list[str]:
    app = app_of(school.house)
    answer = await ask(app, stop.address, stop.cookie)
    if answer.status not in (200, 303):
        return [f"{stop.name} as {stop.role}: {answer.status} at {stop.address}"]
    warm = await _took(lambda: ask(app, stop.address, stop.cookie), TIMES)
    changed = await _after_changes(school, stop)
    ticked = await _after_ticks(school, stop)
    whole = answer.size + sum([(await ask(app, each)).size for each in sorted(answer.linked)])
    asked = stop.address.partition("?")[2]
    name = f"{stop.name}{'?' if asked else ''}{asked} ({stop.role})"
    times = warm.wall / empty.wall
    print(
        f"  {name:<46} {warm.wall:>7.1f} {warm.processor:>6.1f} {times:>7.0f} "
        f"{ticked.wall:>7.1f} {changed.wall:>8.0f} {answer.size / 1000:>6.1f} {whole / 1000:>6.1f}"
    )
    return [f"{name}: {said}" for said in _too_much(stop, answer, warm, whole)]


def _too_much(stop: Stop, answer: Answer, warm: Took, whole: int) -> list[str]:
    slow = [f"{warm.wall:.0f} ms"] if warm.fair > MOST_MS else []
    return slow + ([f"{whole / 1000:.0f} kB"] if whole > most_bytes(stop) and not answer.is_picture else [])


def most_bytes(stop: Stop) -> int:
    """Return how large a page may be with all that it loads, but for pictures."""
    return MOST_BYTES_EDITOR if stop.name in EDITORS else MOST_BYTES


async def _after_changes(school: Lived, stop: Stop) -> Took:
    """Open a page each time after something that is in the log, so that the school is gathered anew."""
    app, found = app_of(school.house), []
    for _ in range(TIMES_COLD):
        with school.database.writing(school.settings.school.id) as store:
            add_events(store, [Event(school.now, "bank", SOMETHING)])
        found.append(await _once(lambda: ask(app, stop.address, stop.cookie)))
    await ask(app, stop.address, stop.cookie)
    return _middle(found)


async def _after_ticks(school: Lived, stop: Stop) -> Took:
    """Open a page each time after a tick by somebody: the day is another one, though nothing is read again."""
    app, found, house = app_of(school.house), [], school.house
    for _ in range(TIMES_COLD):
        with school.database.reading(house.school) as store:
            kept = house.current.after(store, house.current.held(store, school.today), school.today)
        house.current.take(kept)
        found.append(await _once(lambda: ask(app, stop.address, stop.cookie)))
    return _middle(found)


# --- a tick


async def _ticked(school: Lived) -> list[str]:
    """Tick off, and take back, one line of each rule that a teacher has open; the page that follows comes with it."""
    walk, app = Walk(school), app_of(school.house)
    keys = walk.tickable()
    ticks, backs, after = [], [], []
    for person, key in keys:
        cookie = walk.cookie(person)
        form = f"bewijs={await _proof(app, cookie)}&taak={key}".encode()
        ticks.append(await _once(lambda: ask(app, f"/taken/{key}/vink", cookie, form)))  # noqa: B023
        after.append(await _once(lambda: ask(app, f"/taken/{key}", cookie)))  # noqa: B023
        backs.append(await _once(lambda: ask(app, f"/taken/{key}/terug", cookie, form)))  # noqa: B023
    for name, found in (("tick", ticks), ("the page after it", after), ("take it back", backs)):
        wall = [each.wall for each in found]
        print(
            f"  {name:<46} {median(wall):>7.1f} {median(each.processor for each in found):>6.1f}   most {max(wall):.0f}"
        )
    middle = _middle(ticks)
    return [f"a tick: {middle.wall:.0f} ms"] if middle.fair > MOST_MS_TICK else []


async def _proof(app: ASGIApp, cookie: str) -> str:
    """Return what the forms of this browser carry."""
    found = PROOF.search((await ask(app, "/ik", cookie)).text)
    assert found is not None
    return found[1]


# --- measuring


async def _took(work: Work, times: int) -> Took:
    return _middle([await _once(work) for _ in range(times)])


async def _once(work: Work) -> Took:
    wall, processor = perf_counter(), process_time()
    await work()
    return Took((perf_counter() - wall) * 1000, (process_time() - processor) * 1000)


def _middle(found: list[Took]) -> Took:
    return Took(median(each.wall for each in found), median(each.processor for each in found))


def _empty() -> ASGIApp:
    """Return an application with one page that says nothing: what any page costs here."""
    return Headers(Starlette(routes=[Route("/", lambda _: HTMLResponse("<!DOCTYPE html><title>x</title>"))]))


if __name__ == "__main__":
    main()
