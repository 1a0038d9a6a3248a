"""Finds where a module reads the clock, whatever it calls its imports."""

from __future__ import annotations

import ast

CLOCKS = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
        "pendulum.now",
        "pendulum.today",
        "pendulum.tomorrow",
        "pendulum.yesterday",
        "sqlalchemy.func.now",
        "sqlalchemy.func.current_date",
        "sqlalchemy.func.current_timestamp",
        "sqlmodel.func.now",
        "sqlmodel.func.current_date",
        "sqlmodel.func.current_timestamp",
    }
)


def clock_reads(source: str) -> list[int]:
    """Return the lines on which this module reads the clock."""
    tree = ast.parse(source)
    meaning = _imported(tree)
    return sorted({line for line, said in _dotted(tree) if _spell_out(said, meaning) in CLOCKS})


def _imported(tree: ast.Module) -> dict[str, str]:
    """Map each imported name to what it stands for: `today` to `datetime.date.today`."""
    meaning = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning.update({each.asname: each.name for each in node.names if each.asname})
        if isinstance(node, ast.ImportFrom) and node.module:
            meaning.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return meaning


def _dotted(tree: ast.Module) -> list[tuple[int, str]]:
    """Return each name and each chain of attributes with its line, as written."""
    said = ((node, _words(node)) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name))
    return [(node.lineno, words) for node, words in said if words]


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _words(node.value)):
        return f"{before}.{node.attr}"
    return ""


def _spell_out(said: str, meaning: dict[str, str]) -> str:
    first, dot, rest = said.partition(".")
    return meaning.get(first, first) + dot + rest
