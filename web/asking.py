"""What pages that change something have in common: do it once, say in Dutch why it could not be, and go on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from engine.lookup import NoSuch
from web.plainly import as_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from engine.store.database import Store
    from web.access import Visit


def done(visit: Visit, do: Callable[[Store], object | NoSuch]) -> str:
    """Do it in one transaction; say in Dutch why it could not be, "" when it was done."""
    with visit.house.database.writing(visit.house.school) as store:
        found = do(store)
    return as_sentence(found.message) if isinstance(found, NoSuch) else ""


def to(visit: Visit, path: str) -> Response:
    """Go on to a page: after a change, so that a second press changes nothing."""
    return RedirectResponse(f"{visit.house.root}{path}", 303)


def asked_day(words: str) -> date | None:
    """Read a day as browsers send it; None for nothing and for what is no day."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def one_line(words: str, longest: int) -> str:
    """Put what somebody typed on one line, no longer than it may be."""
    return " ".join(words.split())[:longest]
