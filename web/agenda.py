"""Somebody's own tasks for their calendar programme, at an address that only they have, and can end."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from engine.runs.agenda import agenda, owner
from engine.store.agendas import note_fetched

if TYPE_CHECKING:
    from web.access import Visit

# A programme keeps it, and asks each time whether it is still so.
ASK_AGAIN = "private, no-cache"
KIND = "text/calendar; charset=utf-8"


def show(visit: Visit) -> Response:
    """Give the calendar, or say that it is still the same."""
    house, secret = visit.house, visit.request.path_params["agenda"]
    if not house.limits.fetched_agenda.allows(sha256(secret.encode()).hexdigest(), house.now()):
        raise HTTPException(429)
    with house.database.reading(house.school) as store:
        day = house.current.on(store, house.today)
        found = owner(store, secret, day)
    if found is None:
        raise HTTPException(404)
    person, fetched = found
    made = day.once(("agenda", person.code), lambda: agenda(day, person, house.pages))
    if fetched != day.today:
        with house.database.writing(house.school) as store:
            note_fetched(store, person.code, day.today)
    mark = f'"{sha256(made).hexdigest()[:16]}"'
    headers = {"ETag": mark, "Cache-Control": ASK_AGAIN}
    if mark in _known(visit.request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(made, headers=headers | {"Content-Type": KIND})


def _known(said: str) -> set[str]:
    """Return the marks a programme has; on the way they may have been weakened."""
    return {each.strip().removeprefix("W/") for each in said.split(",")}
