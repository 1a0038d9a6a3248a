"""Tasks as `jaarcyclus tasks --json` gives them, and the one that a test is about."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.tasks import load_tasks
from tests.cli.door import QUIETLY, TODAY, add, jaarcyclus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.model import Task
    from engine.store.database import Store

YEAR = "2026-2027"


@contextmanager
def looking_in(folder: Path) -> Iterator[Store]:
    """Look in the store of a school as it is now."""
    settings, _ = load_settings(folder / "config.toml")
    assert settings is not None
    database = open_database(settings.store.url, folder)
    with database.reading(settings.school.id) as store:
        yield store
    database.close()


@contextmanager
def changing(folder: Path) -> Iterator[Store]:
    """Change something in the store of a school that no command does."""
    settings, _ = load_settings(folder / "config.toml")
    assert settings is not None
    database = open_database(settings.store.url, folder)
    with database.writing(settings.school.id) as store:
        yield store
    database.close()


def tasks(folder: Path, *words: str) -> list[dict[str, Any]]:
    said = jaarcyclus(folder, "tasks", "--json", *words, today=TODAY)
    assert said.code == 0, said.err
    return [json.loads(each) for each in said.lines]


def task(folder: Path, rule: str, subject: str, occasion: str = "") -> Task:
    """Return the only task of a rule about a subject (at an occasion) in the present school year."""
    with looking_in(folder) as store:
        found = [each for each in load_tasks(store, rule=rule, school_year=YEAR) if each.subject == subject]
    (only,) = [each for each in found if each.occasion.endswith(occasion)]
    return only


def key(folder: Path, rule: str, subject: str, occasion: str = "") -> str:
    return task(folder, rule, subject, occasion).key


def state(folder: Path, rule: str, subject: str, occasion: str = "") -> str:
    return task(folder, rule, subject, occasion).state


def with_rules(folder: Path, text: str, today: str = TODAY) -> Path:
    """Add rules of the school's own, and make their tasks."""
    add(folder / "rules" / "eigen.yaml", text)
    checked = jaarcyclus(folder, "check", today=today)
    assert checked.code == 0, checked.out
    assert jaarcyclus(folder, *QUIETLY, today=today).code == 0
    return folder
