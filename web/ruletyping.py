"""What the editor asks while somebody types a rule file: the marks at its lines, and the words that may come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from engine.runs.ruletyping import marks, offered
from web.rulefile import MOST_CHARACTERS, opened

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.problem import Problem
    from web.access import Visit

# As engine.reading words it: the word that is not known, and the nearest that is.
INSTEAD = re.compile(r'"(?P<wrong>[^"]+)"; bedoel je "(?P<right>[^"]+)"')
MOST_OFFERS = 200


def show_marks(visit: Visit) -> Response:
    """Give what is wrong with a text so far, each at its place and with the nearest word where there is one."""
    found, text = opened(visit), _text(visit)
    return JSONResponse([_mark(each) for each in marks(visit.me.day.school, found.path, text)])


def show_offers(visit: Visit) -> Response:
    """Give what may be typed at a place: each with where it begins on the line, and what it means."""
    text, line, column = _text(visit), _whole(visit, "regel"), _whole(visit, "kolom")
    found = offered(visit.me.day.school, text, line, column)[:MOST_OFFERS]
    return JSONResponse([{"text": each.text, "help": each.help, "begin": each.begin} for each in found])


def _mark(problem: Problem) -> dict[str, object]:
    words = f"{problem.message[:1].upper()}{problem.message[1:]}"
    near = INSTEAD.search(problem.message)
    return {
        "line": problem.line,
        "column": problem.column,
        "message": words,
        "isError": problem.is_error,
        "wrong": near["wrong"] if near else "",
        "right": near["right"] if near else "",
    }


def _text(visit: Visit) -> str:
    text = visit.form.get("tekst", "").replace("\r\n", "\n")
    if len(text) > MOST_CHARACTERS:
        raise HTTPException(413)
    return text


def _whole(visit: Visit, name: str) -> int:
    said = visit.form.get(name, "")
    if not (said.isascii() and said.isdecimal() and 1 <= len(said) <= 6):
        raise HTTPException(405)
    return int(said)
