"""A screenshot made small: a picture of text has few colours, and a PNG with a list of them is a third the size."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE, EIGHT_BITS = 3, 8

# The browser reads its own picture. The 256 colours there is most of stay, others become the nearest of them.
_NUMBERED = """
async picture => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const colours = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  const count = new Map();
  for (const each of colours) count.set(each, (count.get(each) || 0) + 1);
  const kept = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(each => each[0]);
  const parts = colour => [colour & 255, colour >> 8 & 255, colour >> 16 & 255];
  const apart = (a, b) => parts(a).reduce((sum, each, place) => sum + (each - parts(b)[place]) ** 2, 0);
  const nearest = colour =>
    kept.reduce((best, each, at) => apart(each, colour) < apart(kept[best], colour) ? at : best, 0);
  const numbers = new Map([...count.keys()].map(each => [each, nearest(each)]));
  let text = "";
  for (const each of colours) text += String.fromCharCode(numbers.get(each));
  return {width: image.width, height: image.height, colours: kept.map(parts), pixels: btoa(text)};
}
"""


def small(page: Page, picture: bytes) -> bytes:
    """Return the same picture as a PNG with at most 256 colours."""
    found = page.evaluate(_NUMBERED, b64encode(picture).decode())
    width, height, pixels = found["width"], found["height"], b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, EIGHT_BITS, PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(map(bytes, found["colours"]))),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
