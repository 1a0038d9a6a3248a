"""`titel` and `uitleg`: small templates, checked when a file loads and filled per task, in Jinja2's sandbox."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from engine.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

PUPIL_NAME = "leerling.roepnaam"
NAMES = (PUPIL_NAME, "groep.naam", "gelegenheid.naam", "gelegenheid.datum", "school.naam")
NAMES_IN_TITLE = NAMES[1:]

PLAIN_FIELD = re.compile(r"(?<!\{)\{\{ *([a-z]+\.[a-z]+) *\}\}")
NO_FIELD = "dit is geen goed invulveld: schrijf het als {{ groep.naam }}"


def is_template(text: str) -> bool:
    return "{" in text and any(mark in text for mark in ("{{", "{%", "{#"))


def template_mistakes(text: str, allowed: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return each mistake in a template with the line of the text it is on, from 0.

    Only `{{ name }}` with an allowed name is a template here: no conditions, filters or calculations.
    """
    if not is_template(_without_plain_fields(text, allowed)):
        return []
    from jinja2 import TemplateSyntaxError

    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        return [(error.lineno - 1, NO_FIELD)]
    except (ValueError, RecursionError):
        return [(0, NO_FIELD)]
    return [found for each in tree.body for found in _mistakes(each, allowed)]


def _without_plain_fields(text: str, allowed: tuple[str, ...]) -> str:
    """Take out the fields that are right as they stand: Jinja2 need not be loaded for them."""
    return PLAIN_FIELD.sub(lambda found: "x" if found.group(1) in allowed else found.group(), text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its names filled in; `values` maps `groep.naam` and so on to what stands there."""
    if not is_template(text):
        return text
    nested: dict[str, dict[str, str]] = {}
    for path, value in values.items():
        about, _, name = path.partition(".")
        nested.setdefault(about, {})[name] = value
    return str(_compiled(text).render(nested))


@cache
def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)


@cache
def _compiled(text: str) -> Any:
    return _environment().from_string(text)


def _mistakes(node: Any, allowed: tuple[str, ...]) -> list[tuple[int, str]]:
    from jinja2 import nodes

    if not isinstance(node, nodes.Output):
        return [(node.lineno - 1, "hier kan alleen een invulveld staan, zoals {{ groep.naam }}")]
    return [(each.lineno - 1, said) for each in node.nodes if (said := _mistake(each, allowed))]


def _mistake(node: Any, allowed: tuple[str, ...]) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.TemplateData):
        return ""
    path = _path(node)
    if path in allowed:
        return ""
    if path == PUPIL_NAME:
        return "een titel noemt nooit een leerling, want titels staan in mail; zet de naam in de uitleg"
    if not path:
        return "in een invulveld staat alleen een naam, zoals {{ groep.naam }}"
    near = nearest(path, allowed)
    hint = f'; bedoel je "{near}"?' if near else f"; kies uit {', '.join(allowed)}"
    return f'onbekend invulveld "{path}"{hint}'


def _path(node: Any) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return ""
