"""A page to keep, to print or to hang on a wall: HTML from a template beside this file. Knows nothing of the engine."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def drawn(template: str, **values: object) -> str:
    """Return the page that this template (`year.html.j2`) makes of the values it names.

    Everything in it is escaped, and a value that is missing is a mistake: jinja2.UndefinedError.
    """
    return _room().get_template(template).render(**values)


@lru_cache
def _room() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("engine.drawing", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
