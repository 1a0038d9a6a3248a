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

# The browser reads its own picture. Colours are made coarser by ever larger steps, until a byte can number them all.
_NUMBERED = """
async picture => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const data = canvas.getImageData(0, 0, image.width, image.height).data;
  for (const step of [1, 3, 5, 15, 17, 51]) {
    const coarse = value => Math.round(value / step) * step;
    const numbers = new Map();
    const pixels = new Uint8Array(data.length / 4);
    for (let at = 0; at < data.length && numbers.size <= 256; at += 4) {
      const colour = coarse(data[at]) * 65536 + coarse(data[at + 1]) * 256 + coarse(data[at + 2]);
      if (!numbers.has(colour)) numbers.set(colour, numbers.size);
      pixels[at / 4] = numbers.get(colour);
    }
    if (numbers.size > 256) continue;
    let text = "";
    for (const each of pixels) text += String.fromCharCode(each);
    return {width: image.width, height: image.height, colours: [...numbers.keys()], pixels: btoa(text)};
  }
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
            _chunk(b"PLTE", b"".join(each.to_bytes(3, "big") for each in found["colours"])),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
