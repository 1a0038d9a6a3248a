"""A secret of our own: made by chance at first need, kept in a file that only its owner reads."""

from __future__ import annotations

import os
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".jaarcyclus-geheim"
LENGTH = 48
ONLY_OURS = 0o600


def kept_secret(folder: Path) -> str:
    """Return the secret that lies in this folder, and make it when there is none. Raises OSError.

    Of two processes that make one at the same moment both get the first.
    """
    path = folder / NAME
    if not path.exists():
        _make(path)
    return path.read_text(encoding="utf-8").strip()


def secret_there(folder: Path) -> str:
    """Return the secret that lies in this folder, "" when there is none. Raises OSError when it is not to be read."""
    path = folder / NAME
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _make(path: Path) -> None:
    """Write it whole beside its place and then give it its name, which fails where somebody was first."""
    fresh = path.with_name(f"{NAME}.{token_hex(6)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS), "w", encoding="utf-8") as file:
            file.write(f"{token_urlsafe(LENGTH)}\n")
        _name(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _name(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
