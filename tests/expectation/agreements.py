"""The list of obligations, as data: what each asks of whom, about what and when. The rule files are never opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).resolve().parents[2] / "rules" / "afspraken.yaml"


@dataclass(frozen=True, slots=True)
class Agreement:
    id: str
    pack: str
    roles: tuple[str, ...]
    per: str
    where: str
    opens: str
    due: str
    level: str


def all_agreements() -> list[Agreement]:
    packs = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [_one(pack, node) for pack, parts in packs.items() for part in parts.values() for node in part]


def _one(pack: str, node: dict[str, Any]) -> Agreement:
    roles = node["voor"] if isinstance(node["voor"], list) else [node["voor"]]
    where, opens = str(node.get("waar", "")), str(node.get("vanaf", ""))
    return Agreement(node["id"], pack, tuple(roles), node["per"], where, opens, str(node["uiterlijk"]), node["niveau"])
