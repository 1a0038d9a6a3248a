"""When a file was made, where the system tells: a number of an inode is given again, this moment is not."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# linux/stat.h: where to look from, what to ask, and where in the answer it stands.
FROM_HERE, WANTED, ANSWER, MASK_AT, MOMENT_AT = -100, 0x800, 256, 0, 80


def born(path: Path) -> str:
    """Return the moment the file was made, to be compared and no more; "" where nobody tells."""
    if sys.platform == "linux":
        return _asked_of_linux(path)
    return str(getattr(path.stat(), "st_birthtime", ""))


def _asked_of_linux(path: Path) -> str:
    """Python does not pass on what Linux knows of it."""
    statx = getattr(ctypes.CDLL(None), "statx", None)
    answer = ctypes.create_string_buffer(ANSWER)
    if statx is None or statx(FROM_HERE, os.fsencode(path), 0, WANTED, answer) != 0:
        return ""
    (told,) = struct.unpack_from("I", answer, MASK_AT)
    return ".".join(map(str, struct.unpack_from("qI", answer, MOMENT_AT))) if told & WANTED else ""
