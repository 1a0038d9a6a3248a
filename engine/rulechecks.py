"""What a rule that was read says against itself, the calendar or the other rules: sentences, ids and packs."""

from __future__ import annotations

from string import digits
from typing import TYPE_CHECKING

from engine.almanac.phrase import BY_NAME
from engine.anchors.known import PERSONAL
from engine.model import GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND
from engine.phraseorder import always_after
from engine.problem import nearest
from engine.reading import unknown_word
from engine.readrule import families

if TYPE_CHECKING:
    from engine.almanac.phrase import Phrase
    from engine.rawrule import Key, RawRule
    from engine.readrule import Language
    from engine.rule import Rule


def check_phrases(rule: Rule, raw: RawRule, language: Language) -> None:
    """Report sentences that cannot stand with this kind of rule, and warn of names that look misspelt."""
    for name, phrase in (("uiterlijk", rule.due), ("vanaf", rule.opens)):
        if phrase is not None:
            _check_anchors(name, phrase, rule.per, raw)
            _check_names(phrase, raw.keys[name], language)
    if rule.opens is not None and always_after(rule.opens, rule.due):
        key = raw.keys["vanaf"]
        stands = f'"{rule.opens.words}" ligt altijd na uiterlijk "{rule.due.words}"'
        key.problems.error(key.node, f"{stands}; kies een eerdere dag, of laat vanaf weg")


def _check_anchors(name: str, phrase: Phrase, per: str, raw: RawRule) -> None:
    key = raw.keys[name]
    for family in families(phrase):
        if family in PERSONAL and per in (GROUP, SCHOOL, TALK_ROUND):
            key.problems.error(
                key.node, f'"{family}" gaat over een leerling of medewerker en kan niet bij "per: {per}"'
            )
        elif family == "uit-dienst" and per == PUPIL:
            key.problems.error(key.node, f'"{family}" kan alleen bij "per: {STAFF}"')
        elif family in ("uitstroom", "vierde verjaardag") and per == STAFF:
            key.problems.error(key.node, f'"{family}" gaat over een leerling en kan niet bij "per: {per}"')


def _check_names(phrase: Phrase, key: Key, language: Language) -> None:
    """Warn about a name that is nearly one from a calendar; one that is not there yet may still come (regeltaal 12).

    Another number is no slip of the pen: with "rapport 1" in the calendar, "rapport 2" is the one still to come.
    """
    for each in phrase.alternatives:
        if each.anchor is None or each.anchor.choice.kind != BY_NAME:
            continue
        name, known = each.anchor.choice.name, language.occasion_names(each.anchor.family)
        near = nearest(name, known)
        if name not in known and near and not _is_another_time(name, near):
            message = f'in geen kalender heet {each.anchor.family} "{name}"; bedoel je "{near}"?'
            key.problems.warning(key.node, message)


def _is_another_time(name: str, near: str) -> bool:
    """Tell whether two names differ only in the number they end with."""
    return name[-1:].isdecimal() and near[-1:].isdecimal() and name.rstrip(digits) == near.rstrip(digits)


def check_references(rules: list[Rule], raw: dict[str, RawRule], language: Language) -> None:
    """Report ids and packs that are named and not there; `raw` holds every rule by id, read or not."""
    ids = {each.id for each in rules} | set(raw)
    known = ids | language.known_ids
    for rule in rules:
        _check_same_as(rule, raw[rule.id], known)
        _check_formerly(rule, raw[rule.id], ids)
        _check_pack(rule, raw[rule.id], language.known_packs)


def _check_same_as(rule: Rule, raw: RawRule, known: set[str] | frozenset[str]) -> None:
    if not rule.same_as:
        return
    key = raw.keys["hoort_bij"]
    if rule.same_as == rule.id:
        key.problems.error(key.node, "een regel hoort niet bij zichzelf")
    elif rule.same_as not in known:
        key.problems.error(key.node, unknown_word("e regel", rule.same_as, sorted(known)))


def _check_formerly(rule: Rule, raw: RawRule, ids: set[str]) -> None:
    for old in rule.formerly:
        if old in ids:
            key = raw.keys["voorheen"]
            key.problems.error(key.node, f'"{old}" bestaat nog; voorheen noemt een id die weg is')


def _check_pack(rule: Rule, raw: RawRule, known: tuple[str, ...]) -> None:
    if rule.with_pack and known and rule.with_pack not in known:
        key = raw.keys["bij_pakket"]
        key.problems.error(key.node, unknown_word(" pakket", rule.with_pack, known))
