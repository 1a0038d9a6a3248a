"""A rule with its versions: as it was written, and once more for each override that has a date of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.readrule import read_rule
from engine.rule import VALID_FROM, VALID_TO
from engine.rulechecks import check_phrases
from engine.validity import FOR_GOOD, in_order, overlapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.rawrule import RawRule
    from engine.readrule import Language
    from engine.rule import Rule


def read_with_versions(raw: RawRule, language: Language) -> Rule | None:
    """Read a rule, and once more for each override with a date: as it was written, with that laid over it."""
    rule = _read_and_checked(raw, language)
    if rule is None:
        return None
    _check_validity(rule, raw)
    versions: list[Rule] = []
    for each in raw.dated:
        version = _read_and_checked(_laid_over(raw, each), language)
        if version is not None and _check_validity(version, each, versions) and _check_kind(rule, version, each):
            versions.append(replace(version, off=each.off))
    return replace(rule, versions=tuple(sorted(versions, key=lambda each: each.valid_from or date.min)))


def _read_and_checked(raw: RawRule, language: Language) -> Rule | None:
    rule = read_rule(raw, language)
    if rule is not None:
        check_phrases(rule, raw, language)
    return rule


def _check_kind(rule: Rule, version: Rule, raw: RawRule) -> bool:
    """Report a dated override of what a rule is for all its tasks: which they are, who may read them, in which mail."""
    wrong = [name for name in raw.keys if name in FOR_GOOD]
    if version.at_once != rule.at_once:
        wrong.append("uiterlijk")
    for name in wrong:
        key = raw.keys[name]
        key.problems.error(
            key.node, f'"{name}" kan niet veranderen op een datum; zet het in een aanpassing zonder datum'
        )
    return not wrong


def _laid_over(raw: RawRule, dated: RawRule) -> RawRule:
    always = {name: key for name, key in raw.keys.items() if name not in (VALID_FROM, VALID_TO)}
    return replace(raw, keys={**always, **dated.keys}, settled=[*raw.settled, *dated.settled], dated=[])


def _check_validity(rule: Rule, raw: RawRule, others: Iterable[Rule] = ()) -> bool:
    """Report days that end before they begin, and days for which there is another override already."""
    key = raw.keys.get(VALID_TO) or raw.keys.get(VALID_FROM)
    if key is None:
        return True
    other = next((each for each in others if overlapping(rule, each)), None)
    if not in_order(rule):
        key.problems.error(
            key.node,
            f"dit eindigt op {_day(rule.valid_to)}, voor het begint op {_day(rule.valid_from)}; draai de dagen om",
        )
    elif other is not None:
        key.problems.error(
            key.node, f'er is al een aanpassing van "{rule.id}" voor deze dagen; laat ze elkaar aflossen'
        )
    return in_order(rule) and other is None


def _day(day: date | None) -> str:
    return dutch(day, year=True) if day is not None else ""
