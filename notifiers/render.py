"""A letter as people read it: plain text and HTML, drawn from the same value by two templates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Template
    from markupsafe import Markup

    from notifiers.letter import Letter

WIDTH = 76
HELD = "\N{NO-BREAK SPACE}"


def render(letter: Letter) -> tuple[str, str]:
    """Return (plain text, HTML)."""
    return plain_text(letter), html(letter)


def plain_text(letter: Letter) -> str:
    """Return the letter as text: for a terminal, a small telephone and everybody who prefers it."""
    return _template("letter.txt.j2").render(letter=letter).strip() + "\n"


def html(letter: Letter) -> str:
    """Return the letter as HTML with its style in every tag, as mail programs want it."""
    return _inliner().inline(_template("letter.html.j2").render(letter=letter)) + "\n"


@lru_cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("notifiers"),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    room.filters["wrapped"] = _wrapped
    room.filters["held"] = _held
    room.filters["typed"] = _typed
    return room.get_template(name)


def _held(text: str) -> str:
    """Keep "groep 1/2 B" and "10 november" on one line."""
    return re.sub(r"(?<=\d) (?=\w)|(?<=[Gg]roep) (?=\d)", HELD, text)


def _typed(text: str) -> Markup:
    """Show what somebody has to type, between backticks, as it looks on a keyboard."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _wrapped(text: str, indent: str = "") -> str:
    """Break a line where it gets too wide, but never within "1/2 B" or "10 november"; below it stands `indent` in."""
    if len(text) <= WIDTH:
        return text
    import textwrap

    lines = textwrap.wrap(_held(text), WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(HELD, " ")


@lru_cache
def _inliner() -> CSSInliner:
    """One for all letters; nothing is ever fetched."""
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False)
