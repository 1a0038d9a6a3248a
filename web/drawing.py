"""A page as HTML: a template beside its page, and what stands on every page."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from web.scripts import address

if TYPE_CHECKING:
    from web.access import Visit
    from web.house import House

LOOK = "look.css"


def drawn(house: House, template: str, status: int = 200, **words: object) -> HTMLResponse:
    """Draw a page. Every template gets the school's name, where the pages lie, and its own words."""
    always = {"school": house.settings.school.name, "root": house.root, "look_version": look()[1], "script": address}
    return HTMLResponse(_room().get_template(template).render(always | {"member": None} | words), status)


def drawn_for(visit: Visit, template: str, status: int = 200, **words: object) -> HTMLResponse:
    """Draw a page for who is signed in, if anybody: with the ways through the house and the proof for its forms."""
    return drawn(visit.house, template, status, member=visit.member, here=visit.request.url.path, **words)


@lru_cache
def look() -> tuple[str, str]:
    """Return the style of all pages, and a short mark that changes with it."""
    style = files("web").joinpath(LOOK).read_text(encoding="utf-8")
    return style, sha256(style.encode()).hexdigest()[:8]


@lru_cache
def _room() -> Environment:
    return Environment(
        loader=PackageLoader("web", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
