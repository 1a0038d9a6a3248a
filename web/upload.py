"""A form with a file in it, as browsers send it: the fields and the bytes of the file. The file's name goes unread."""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING

from starlette.datastructures import ImmutableMultiDict

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND = "multipart/form-data"
MOST_BYTES = 8_000_000
MOST_PARTS = 20
END = b"\r\n\r\n"


def parts_of(content_type: str, body: bytes) -> tuple[ImmutableMultiDict[str, str], bytes] | None:
    """Return the fields and the file (b"" without one); None for what is no such form."""
    boundary = _header("Content-Type", content_type).get_param("boundary")
    if not isinstance(boundary, str) or not boundary.isascii():
        return None
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if not 2 < len(pieces) <= MOST_PARTS or not pieces[-1].startswith(b"--"):
        return None
    try:
        return _sorted(pieces[1:-1])
    except UnicodeDecodeError:
        return None


def _sorted(pieces: list[bytes]) -> tuple[ImmutableMultiDict[str, str], bytes]:
    fields, file = [], b""
    for name, is_file, data in _read(pieces):
        if is_file:
            file = data
        else:
            fields.append((name, data.decode()))
    return ImmutableMultiDict(fields), file


def _read(pieces: list[bytes]) -> Iterator[tuple[str, bool, bytes]]:
    for piece in pieces:
        head, found, data = piece.partition(END)
        lines = (each.partition(":") for each in head.decode().splitlines())
        about = {name.strip().lower(): value.strip() for name, _, value in lines}
        disposition = _header("Content-Disposition", about.get("content-disposition", ""))
        name = disposition.get_param("name", header="content-disposition")
        if found and isinstance(name, str):
            yield name, disposition.get_filename() is not None, data


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = value
    return message
