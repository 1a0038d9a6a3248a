"""Bytes -> text. Files come as UTF-8, with or without a byte order mark, or as Windows-1252."""

from __future__ import annotations

OTHER_ENCODING = "cp1252"


def decode(data: bytes) -> str:
    """Return the text of `data`. Bytes that mean nothing in either encoding become a question mark in a diamond."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(OTHER_ENCODING, errors="replace")
