"""A picture as the body of an image: shapes that look alike are one path, words that look alike one group.

A year has thousands of shapes: one element for each would be slow to make and long to send.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from engine.drawing.looks import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.yearpicture.shapes import Box, Picture, Stroke, Words


def body_of(picture: Picture) -> str:
    """Return what stands inside the image, as SVG, in the order of painting."""
    return "\n".join((*_boxes(picture.boxes), *_strokes(picture.strokes), *_words(picture.words)))


def _boxes(boxes: Iterable[Box]) -> Iterator[str]:
    """What is painted later may lie over what came before, so only neighbours go together."""
    for kind, alike in groupby(boxes, key=attrgetter("kind")):
        yield f'<path{attributes("rect", kind)} d="{"".join(map(_box, alike))}"/>'


def _box(box: Box) -> str:
    return f"M{box.x:.1f} {box.y:.1f}h{box.width:.1f}v{box.height:.1f}h{-box.width:.1f}z"


def _strokes(strokes: Iterable[Stroke]) -> Iterator[str]:
    for kind, alike in groupby(strokes, key=attrgetter("kind")):
        lines = "".join(f"M{each.x1:.1f} {each.y1:.1f}L{each.x2:.1f} {each.y2:.1f}" for each in alike)
        yield f'<path{attributes("line", kind)} d="{lines}"/>'


def _words(words: Iterable[Words]) -> Iterator[str]:
    """Words never lie over each other: all that look alike go together."""
    found: dict[tuple[str, float, str], list[Words]] = defaultdict(list)
    for each in words:
        found[each.kind, each.size, each.hold].append(each)
    for (kind, size, hold), alike in found.items():
        look = f'{attributes("text", kind)} font-size="{size:.2f}" text-anchor="{hold}"'
        yield f"<g{look}>{''.join(map(_text, alike))}</g>"


def _text(words: Words) -> str:
    place = f'x="{words.x:.1f}" y="{words.y:.1f}" textLength="{words.width:.1f}"'
    return f'<text {place} lengthAdjust="spacingAndGlyphs">{escape(words.text)}</text>'
