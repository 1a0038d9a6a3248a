"""A whole random school in a folder, the same for the same seed. For the oracle only."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from tests.oracle.folder import year_name
from tests.oracle.made_calendar import Official, Year
from tests.oracle.made_people import Maker
from tests.oracle.made_rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

RULES = 14


def make_school(folder: Path, seed: int) -> int:
    """Write the school of this seed and return the school year to plan."""
    random = Random(seed)
    region = random.choice(["noord", "midden", "zuid"])
    year = random.choice([2025, 2026, 2026, 2026, 2027, 2028])
    years = random.choice([[year], [year], [year, year + 1], [year - 1, year], [year - 1, year, year + 1]])
    exported = year if random.random() < 0.8 else random.choice([year - 1, year + 1])
    maker = Maker(random, exported, "99XX")
    people = maker.make()
    official = Official(region)
    calendars = [Year(random, official, y, maker.group_names(y)).node() for y in years]
    packs = random.choice([[], [], [], [], ["mijnkleutergroep"], ["ouder-kindgesprekken"]])
    for name in ("calendar", "rules"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    start = f"start = {year}-0{random.choice([8, 9])}-1{random.randrange(0, 9)}\n" if random.random() < 0.6 else ""
    (folder / "config.toml").write_text(
        f'[school]\nname = "School {seed}"\nbrin = "99XX"\nregion = "{region}"\n{start}packs = {json.dumps(packs)}\n'
    )
    for y, node in zip(years, calendars, strict=True):
        (folder / "calendar" / f"{year_name(y)}.yaml").write_text(to_yaml(node))
    (folder / "edex.xml").write_text(people.export)
    for name, text in people.sheets.items():
        (folder / f"{name}.csv").write_text(text)
    rules = Rules(random, calendars, people.groups)
    write_rules(folder, [rules.rule(f"regel-{n}") for n in range(RULES)])
    write_overrides(folder, [rules.override(f"regel-{random.randrange(RULES)}") for _ in range(random.randrange(3))])
    return year


def write_rules(folder: Path, rules: list[dict[str, Any]]) -> None:
    """Each rule in a file of its own, so that one that `check` refuses takes no other along."""
    for rule in rules:
        (folder / "rules" / f"{rule['id']}.yaml").write_text(to_yaml({"regels": [rule]}))


def write_overrides(folder: Path, overrides: list[dict[str, Any]]) -> None:
    for number, one in enumerate({each["id"]: each for each in overrides}.values()):
        (folder / "rules" / f"wijzig-{number}.yaml").write_text(to_yaml({"aanpassingen": [one]}))


def read_rules(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "rules").glob("*.yaml"))
    return [rule for file in files for rule in yaml.load(file.read_text(), Loader=yaml.CSafeLoader).get("regels", [])]


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def to_yaml(node: Any) -> str:
    return yaml.dump(node, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=200)
