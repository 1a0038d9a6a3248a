"""The front door, which also tells that the house stands; and the style that every page wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from web.drawing import drawn, look

if TYPE_CHECKING:
    from web.access import Visit

A_YEAR = "public, max-age=31536000, immutable"


def show(visit: Visit) -> Response:
    return drawn(visit.house, "home.html.j2")


def show_look(_visit: Visit) -> Response:
    """Give the style; its address changes with it, so that it may be kept."""
    return Response(look()[0], media_type="text/css", headers={"Cache-Control": A_YEAR})
