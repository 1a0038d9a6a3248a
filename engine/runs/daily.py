"""The evaluating run as a whole: one transaction, or nothing and a note in the log of why not."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.runs import evaluate
from engine.runs.broken import broken
from engine.store.database import StoreError
from engine.store.log import Run, add_run
from engine.store.rulefiles import last_good_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from engine.health import Broken
    from engine.runs.evaluate import Outcome
    from engine.settings import Settings
    from engine.store.database import Database

FAILED = "mislukt"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did, and which files it could not read as they are now."""

    outcome: Outcome
    broken: tuple[Broken, ...]


def run_today(database: Database, settings: Settings, today: date, now: datetime) -> Ran:
    """Bring the tasks up to date, without mail and without the brake."""
    with noted(database, settings.school.id, today, now), database.writing(settings.school.id) as store:
        outcome = evaluate.run(settings, store, today, now)
        return Ran(outcome, broken(outcome.school, last_good_files(store)))


@contextmanager
def noted(database: Database, school: str, today: date, now: datetime) -> Iterator[None]:
    """Whatever goes wrong in here is kept in the log, and raised. A store that cannot be used can keep nothing."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        figures = {"fout": f"{type(error).__name__}: {error}"}
        with database.writing(school) as store:
            add_run(store, Run(evaluate.KIND, today, now, now, FAILED, figures))
        raise
