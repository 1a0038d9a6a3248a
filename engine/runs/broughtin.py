"""The tasks as they are when a mail is written, also where an import came after the run that planned it.

An import leaves the tasks to the next run. Until then they are seen through what it brought: done or with somebody
else by now. Tasks that are new wait for the run, and so does everything that the run would hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.runs.evaluate import KIND, decide, gather_all
from engine.runs.follow import is_held
from engine.runs.post import tasks_after
from engine.runs.tasks import Listing, listing
from engine.store.log import imported_after, load_runs

if TYPE_CHECKING:
    from datetime import date

    from engine.settings import Settings
    from engine.store.database import Store


def listing_now(settings: Settings, store: Store, today: date) -> Listing:
    """Return the stored tasks as the next run will leave them, if anything was imported since the last one."""
    last = next(iter(load_runs(store, KIND, 1)), None)
    if last is None or not imported_after(store, last.finished):
        return listing(settings, store)
    before = gather_all(settings, store)
    outcome = decide(before, today)
    if is_held(settings, store, outcome, today):
        return Listing(before.school, before.tasks)
    after = {each.key: each for each in tasks_after(before, outcome).values()}
    return Listing(outcome.school, tuple(after.get(each.key, each) for each in before.tasks))
