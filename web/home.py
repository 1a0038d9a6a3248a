"""The front door, which also tells that the house stands; and the style that every page wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from engine.pages import TASKS
from web.drawing import drawn_for, look
from web.headers import A_YEAR

if TYPE_CHECKING:
    from web.access import Visit

# A year that goes round, with the part that is done.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="11" fill="none" '
    'stroke="#c9c3b7" stroke-width="6"/><path d="M16 5a11 11 0 1 1-9.5 16.5" fill="none" stroke="#2a5d54" '
    'stroke-width="6"/></svg>'
)


def show(visit: Visit) -> Response:
    """Let who is signed in go on to their own day."""
    if visit.member is not None:
        return RedirectResponse(f"{visit.house.root}/{TASKS}", 303)
    return drawn_for(visit, "home.html.j2", out=bool(visit.request.query_params.get("uit")))


def show_look(_visit: Visit) -> Response:
    """Give the style; its address changes with it, so that it may be kept."""
    return Response(look()[0], media_type="text/css", headers={"Cache-Control": A_YEAR})


def show_icon(_visit: Visit) -> Response:
    """Give what a browser shows beside the name of a page."""
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": A_YEAR})
