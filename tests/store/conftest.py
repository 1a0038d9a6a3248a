"""An open store, on each database."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.store.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, Path(), patience=20)
    yield opened
    opened.close()


@pytest.fixture
def another_school() -> Callable[[], str]:
    """Give a school nobody used yet, each time: one for every example hypothesis thinks up."""
    numbers = count(1)
    return lambda: f"school-{next(numbers)}"
