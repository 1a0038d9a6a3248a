"""Bytes of a file somebody wrote to text: UTF-8, with or without a BOM, and nothing else."""

from __future__ import annotations

import re

from engine.problem import Problem

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
BOM = "\ufeff"


def read_text(source: str | bytes, file: str) -> str | Problem:
    """Return the text without its BOM, or the first thing in it that no editor shows."""
    text = source if isinstance(source, str) else _decode(source, file)
    if isinstance(text, Problem):
        return text
    text = text.removeprefix(BOM)
    strange = UNREADABLE.search(text)
    if not strange:
        return text
    code = ord(strange.group())
    message = f"hier staat een onzichtbaar teken (U+{code:04X}); haal het weg"
    return Problem(file, *end_of(text[: strange.start()]), message)


def end_of(before: str) -> tuple[int, int]:
    """Return line and column directly after `before`, from 1."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _decode(source: bytes, file: str) -> str | Problem:
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(file, 1, 1, "het bestand is als UTF-16 bewaard; bewaar het als UTF-8")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix(BOM)
        message = "het bestand is geen UTF-8: dit teken is niet te lezen; bewaar het als UTF-8"
        return Problem(file, *end_of(before), message)
