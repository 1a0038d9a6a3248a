"""XML bytes -> nodes that know their line, and only the nodes somebody asked for.

What is not in `wanted` is skipped with all that lies within it: its text never reaches memory, a message or a log.
Of the attributes only `key` is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from engine.intake.text import decode
from engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from xml.sax.expatreader import ExpatParser
    from xml.sax.xmlreader import AttributesImpl

NOT_XML = "dit is geen leesbaar XML-bestand; maak in ParnasSys of ESIS opnieuw een EDEXML-export"
BROKEN = "hier klopt de XML niet, waarschijnlijk is het bestand niet heel overgekomen; maak de export opnieuw"
ODD_ENCODING = "de eerste regel noemt een tekenset die we niet kennen; sla het bestand op als UTF-8"
UNSAFE = "dit bestand verwijst naar iets buiten zichzelf en wordt daarom niet gelezen"


@dataclass(slots=True)
class Node:
    """One element: its local name, the line it starts on, its `key`, its own text and its wanted children."""

    name: str
    line: int
    key: str = ""
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, *names: str) -> Node | None:
        """Return the first child with one of `names`, the names in order of preference."""
        for name in names:
            for each in self.children:
                if each.name == name:
                    return each
        return None

    def value(self, *names: str) -> str:
        """Return the text of the first child that has any; an empty element counts as absent."""
        for name in names:
            for each in self.named(name):
                if each.text:
                    return each.text
        return ""

    def named(self, *names: str) -> Iterator[Node]:
        return (each for each in self.children if each.name in names)

    @property
    def identity(self) -> str:
        """The `key` attribute, or the text of a child element `key`."""
        return self.key or self.value("key")


class _Builder(ContentHandler):
    """Builds nodes; `skipping` counts how deep we are within an element nobody asked for."""

    def __init__(self, wanted: Collection[str], place: ExpatParser) -> None:
        super().__init__()
        self.place = place
        self.wanted = wanted
        self.root: Node | None = None
        self.open: list[Node] = []
        self.text: list[str] = []
        self.skipping = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        local = name.rpartition(":")[2]
        if self.skipping or (self.open and local not in self.wanted):
            self.skipping += 1
            return
        node = Node(local, self.place.getLineNumber() or 0, _tidy(attrs.get("key", "") or ""))
        if self.open:
            self.open[-1].children.append(node)
        self.root = self.root or node
        self.open.append(node)
        self.text.clear()

    def characters(self, content: str) -> None:
        if not self.skipping:
            self.text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        if self.skipping:
            self.skipping -= 1
            return
        self.open.pop().text = _tidy("".join(self.text))
        self.text.clear()


def parse(data: bytes, file: str, wanted: Collection[str]) -> Node | Problem:
    """Return the root with its wanted descendants, or the problem that kept us from reading it.

    A file that says it is UTF-8 and is not, is read as Windows-1252.
    """
    found = _parsed(data, file, wanted)
    if isinstance(found, Node) or _is_utf8(data):
        return found
    again = _parsed(decode(data), file, wanted)
    return again if isinstance(again, Node) else found


def _parsed(data: bytes | str, file: str, wanted: Collection[str]) -> Node | Problem:
    parser = DefusedExpatParser(forbid_dtd=True)
    builder = _Builder(wanted, parser)
    parser.setContentHandler(builder)
    try:
        parser.feed(data)
        parser.close()
    except SAXParseException as fault:
        return _fault(file, fault, started=builder.root is not None)
    except DefusedXmlException:
        return Problem(file, 1, 1, UNSAFE)
    except (LookupError, ValueError):
        return Problem(file, 1, 1, ODD_ENCODING)
    return builder.root or Problem(file, 1, 1, NOT_XML)


def _fault(file: str, fault: SAXParseException, *, started: bool) -> Problem:
    if not started:
        return Problem(file, 1, 1, NOT_XML)
    return Problem(file, fault.getLineNumber() or 1, (fault.getColumnNumber() or 0) + 1, BROKEN)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _tidy(text: str) -> str:
    """Spaces around a key or a name do not count, and within a name one is enough."""
    return " ".join(text.split())
