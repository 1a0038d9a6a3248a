"""The voorbeeldschool with the packs a test wants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.cli.door import brought_in, change, copied

if TYPE_CHECKING:
    from pathlib import Path


class WithPacks(Protocol):
    def __call__(self, *packs: str, imported: bool = False) -> Path: ...


@pytest.fixture
def school_with(tmp_path: Path) -> WithPacks:
    """Make the folder of a school that chose these packs, perhaps with everything imported."""

    def made(*packs: str, imported: bool = False) -> Path:
        folder = copied(tmp_path)
        change(folder / "config.toml", "packs = []", f"packs = {json.dumps(list(packs))}")
        return brought_in(folder) if imported else folder

    return made
