"""`zaak`: a trait of the case itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.conditions.base import EvidenceField, Reading
from engine.conditions.chosen import Chosen
from engine.conditions.trait import VALUES, read_values
from engine.reading import as_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.yamldoc import Node


def _read(parts: Mapping[str, Node], node: Node, reading: Reading) -> Chosen | None:
    mapping = as_mapping(node, reading.problems, "zaak: {status: beantwoord}")
    found = read_values(mapping, reading) if mapping else None
    return Chosen(found) if found else None


EVIDENCE = EvidenceField("zaak", ("zaak",), _read, VALUES, help="kenmerk van de zaak zelf")
