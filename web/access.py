"""Who may see what: the one place that says so. A page that is not named here does not open for anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from web.house import House

EVERYBODY, HOLDER = "iedereen", "wie de link uit de mail heeft"
# Each page by its name.
WHO = {
    "home": EVERYBODY,
    "look": EVERYBODY,
    "unsubscribe": HOLDER,
    "pause": HOLDER,
    "resume": HOLDER,
    "resume again": HOLDER,
}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a page that may be opened: `person` is whose page it is, "" when it is everybody's."""

    house: House
    request: Request
    person: str = ""


def opened(name: str, house: House, answer: Callable[[Visit], Response]) -> Callable[[Request], Response]:
    """Return the page as visitors reach it. Who may not see it hears that it is not there."""
    find = _FINDERS[WHO[name]]

    def visited(request: Request) -> Response:
        person = find(house, request)
        if person is None:
            raise HTTPException(404)
        return answer(Visit(house, request, person))

    return visited


def _anybody(_house: House, _request: Request) -> str | None:
    return ""


def _holder(house: House, request: Request) -> str | None:
    return house.pages.unsubscriber(house.school, request.path_params["token"])


_FINDERS: dict[str, Callable[[House, Request], str | None]] = {EVERYBODY: _anybody, HOLDER: _holder}
