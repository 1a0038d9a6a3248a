"""The scripts of the pages: all from our own address, made at set-up. A page works without them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from web.headers import A_YEAR

if TYPE_CHECKING:
    from web.access import Visit


def show(visit: Visit) -> Response:
    """Give a script; its address changes with it, so that it may be kept."""
    found = script(visit.request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type="text/javascript", headers={"Cache-Control": A_YEAR})


def address(name: str) -> str:
    """Return where a script lies under the pages: "" when it was not made here, and the page does without."""
    found = script(name)
    return f"/js/{name}.js?{found[1]}" if found else ""


def script(name: str) -> tuple[bytes, str] | None:
    """Return a script by its name, and a short mark that changes with it."""
    return _scripts().get(name)


@lru_cache
def _scripts() -> dict[str, tuple[bytes, str]]:
    room = files("web").joinpath("static")
    if not room.is_dir():
        return {}
    made = ((path.name, path.read_bytes()) for path in room.iterdir() if path.name.endswith(".js"))
    return {name.removesuffix(".js"): (text, sha256(text).hexdigest()[:8]) for name, text in made}
