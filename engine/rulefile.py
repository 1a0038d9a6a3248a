"""Rule files to rules: every file read on its own, overrides applied, ids and phrases checked across files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from string import digits
from typing import TYPE_CHECKING, Any

from engine.almanac.phrase import BY_NAME, EVERY
from engine.anchors.known import PERSONAL
from engine.conditions.base import Reading
from engine.conditions.by_hand import ByHand
from engine.exampletext import EXAMPLES, without_examples
from engine.kinds import Kinds
from engine.model import GROUP, PUPIL, SCHOOL, STAFF, TALK_ROUND
from engine.phraseorder import always_after
from engine.problem import has_errors, nearest
from engine.reading import Problems, as_mapping, as_sequence, as_yes_no, unknown_word
from engine.rule import (
    AT_DUE,
    ON_THE_DAY,
    OPTIONAL,
    REQUIRED,
    USUAL_REMINDERS,
    VALID_FROM,
    VALID_TO,
    Expiry,
    Remind,
    Rule,
)
from engine.rulekeys import KEYS, OFF, REQUIRED_KEYS
from engine.ruletext import in_words, one_line
from engine.usedanchors import with_used_anchors
from engine.validity import FOR_GOOD, in_order, is_dated, overlapping
from engine.yamldoc import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from engine.almanac.phrase import Moment, Phrase, Vocabulary
    from engine.problem import Problem
    from engine.yamldoc import Node

RULES, OVERRIDES = "regels", "aanpassingen"
DAILY, WEEKLY = "schooldag", "schoolweek"


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file: its name as people read it, its text, and the pack it belongs to ("" for the school's own)."""

    file: str
    text: str | bytes
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """The words a school may use in its rules.

    `occasion_names` gives the names that any calendar has with an anchor family, in lower case. `known_ids` are ids of
    packs the school does not use: `hoort_bij` may name them. `known_packs` are the packs there are for `bij_pakket`.
    """

    vocabulary: Vocabulary
    kinds: Kinds = field(default_factory=Kinds)
    occasion_names: Callable[[str], frozenset[str]] = lambda family: frozenset()
    known_ids: frozenset[str] = frozenset()
    known_packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a school, and everything that is wrong in their files. A file with a mistake gives no rules."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]
    overrides: tuple[Override, ...] = ()

    @property
    def broken(self) -> frozenset[str]:
        return frozenset(each.file for each in self.problems if each.is_error)


@dataclass(frozen=True, slots=True)
class Override:
    """What an `aanpassing` changes: the rule's id, the keys it replaces, where it stands, whether it is off."""

    id: str
    keys: tuple[str, ...]
    file: str
    line: int
    off: bool


@dataclass(frozen=True, slots=True)
class _Key:
    name: Scalar
    node: Node
    problems: Problems


@dataclass(slots=True)
class _Raw:
    """A rule's keys before they are read; an override puts its own in place, one with a date among `dated`."""

    source: Source
    node: Mapping
    keys: dict[str, _Key]
    problems: Problems
    off: bool = False
    settled: list[str] = field(default_factory=list)
    dated: list[_Raw] = field(default_factory=list)


def read_rules(sources: Iterable[Source], language: Language, *, overridden: bool = True) -> Book:
    """Read all rule files of a school together. Every mistake of every file is in the book's problems, sorted.

    Packs come first: of two rules with the same id the school's own is the one that must change. Not `overridden`: the
    rules as they stand, before any override.
    """
    files = [_File(each, overridden=overridden) for each in sorted(sources, key=lambda each: not each.pack)]
    rules, overrides = _assemble(files, language)
    problems = tuple(sorted({one for each in files for one in each.problems.found}))
    broken = {each.file for each in problems if each.is_error}
    if broken:
        ids = frozenset(each.id for each in rules)
        fine = [each for each in files if each.source.file not in broken]
        rules, overrides = _assemble(fine, replace(language, known_ids=language.known_ids | ids))
    return Book(rules, problems, overrides)


def _assemble(files: list[_File], language: Language) -> tuple[tuple[Rule, ...], tuple[Override, ...]]:
    """Lay the overrides over the rules and read them. Once more without the broken files, so that a mistake in an
    override leaves the rule as it was."""
    raw = _unique(files)
    overrides = tuple(one for each in files for one in _override_all(each, raw))
    read = (_read_with_versions(each, language) for each in raw.values())
    found = [each for each in read if each is not None]
    _check_references(found, raw, language)
    packs = {each.source.pack for each in files} | {""}
    there = (each for each in found if each.with_pack in packs)
    on = tuple(each for each in there if not raw[each.id].off)
    return with_used_anchors(on, language.kinds.cases), overrides


class _File:
    """One file's two lists, as far as they can be read."""

    def __init__(self, source: Source, *, overridden: bool) -> None:
        self.source = source
        document = read_yaml(without_examples(source.text, source.file), source.file)
        self.problems = Problems(source.file)
        self.problems.found.extend(document.problems)
        root = as_mapping(document.root, self.problems, "regels:") if document.root else None
        self.rules = _items(root, RULES, self.problems)
        self.overrides = _items(root, OVERRIDES, self.problems) if overridden else []
        self._check_top(root)

    def _check_top(self, root: Mapping | None) -> None:
        for key, _ in root.pairs if root else ():
            if key.value not in (RULES, OVERRIDES, EXAMPLES):
                message = unknown_word("e sleutel", key.value, (RULES, OVERRIDES, EXAMPLES))
                self.problems.error(key, message)
        if root and RULES not in root and OVERRIDES not in root and not has_errors(self.problems.found):
            self.problems.error(root, 'een regelbestand heeft "regels:" of "aanpassingen:", of allebei')


def _items(root: Mapping | None, key: str, problems: Problems) -> list[Mapping]:
    node = root.get(key) if root else None
    if node is None:
        return []
    items = as_sequence(node, problems) or ()
    found = (as_mapping(each, problems, "id: mijn-regel") for each in items)
    return [each for each in found if each is not None]


def _unique(files: list[_File]) -> dict[str, _Raw]:
    """Give each rule under its id; a second rule with the same id is a mistake, and so is one without."""
    raw: dict[str, _Raw] = {}
    nameless = 0
    for file in files:
        for node in file.rules:
            found = _Raw(file.source, node, _keys(node, file.problems), file.problems)
            name = _id_of(node)
            if name in raw:
                file.problems.error(node.get("id") or node, _taken(name, raw[name]))
                continue
            nameless += not name
            raw[name or f"?{nameless}"] = found
    return raw


def _taken(name: str, first: _Raw) -> str:
    place = f"{first.source.file}:{first.node.line}"
    other = ', of verander die regel onder "aanpassingen:"' if first.source.pack else ""
    return f'de id "{name}" bestaat al ({place}); kies een andere{other}'


def _id_of(node: Mapping) -> str:
    name = node.get("id")
    return name.value.strip() if isinstance(name, Scalar) else ""


def _keys(node: Mapping, problems: Problems) -> dict[str, _Key]:
    return {key.value: _Key(key, value, problems) for key, value in node.pairs}


def _override_all(file: _File, raw: dict[str, _Raw]) -> list[Override]:
    found = (_override(node, file, raw) for node in file.overrides)
    return [each for each in found if each is not None]


def _override(node: Mapping, file: _File, raw: dict[str, _Raw]) -> Override | None:
    name = _id_of(node)
    rule = raw.get(name)
    if rule is None:
        _no_such_rule(node, name, file, raw)
        return None
    off = _off(node, file)
    keys = {key: value for key, value in _keys(node, file.problems).items() if key not in ("id", OFF)}
    target = _dated(rule, node, file) if is_dated(keys, off=off) else rule
    target.off = target.off or off
    for key, value in keys.items():
        if key not in KEYS:
            file.problems.error(value.name, _unknown_key(key, (*KEYS, OFF)))
        else:
            target.keys[key] = value
            target.settled.append(key)
    if not keys and OFF not in node:
        file.problems.error(node, "deze aanpassing verandert niets: noem een sleutel, of uit: ja")
    return Override(name, tuple(keys), file.source.file, node.line, off)


def _dated(rule: _Raw, node: Mapping, file: _File) -> _Raw:
    """Give a place for what an override says of certain days only."""
    rule.dated.append(_Raw(rule.source, node, {}, file.problems))
    return rule.dated[-1]


def _unknown_key(name: str, known: Collection[str]) -> str:
    remark = "" if nearest(name, known) else "; is het een opmerking, zet er dan # voor"
    return f"{unknown_word('e sleutel', name, known)}{remark}"


def _no_such_rule(node: Mapping, name: str, file: _File, raw: dict[str, _Raw]) -> None:
    place = node.get("id") or node
    if not name:
        file.problems.error(place, "een aanpassing noemt de id van een regel")
        return
    file.problems.error(place, unknown_word("e regel", name, [each for each in raw if not each.startswith("?")]))


def _off(node: Mapping, file: _File) -> bool:
    off = node.get(OFF)
    return bool(off is not None and as_yes_no(off, file.problems))


def _read_with_versions(raw: _Raw, language: Language) -> Rule | None:
    """Read a rule, and once more for each override with a date: as it was written, with that laid over it."""
    rule = _read_rule(raw, language)
    if rule is None:
        return None
    _check_validity(rule, raw)
    versions: list[Rule] = []
    for each in raw.dated:
        version = _read_rule(_laid_over(raw, each), language)
        if version is not None and _check_validity(version, each, versions) and _check_kind(rule, version, each):
            versions.append(replace(version, off=each.off))
    return replace(rule, versions=tuple(sorted(versions, key=lambda each: each.valid_from or date.min)))


def _check_kind(rule: Rule, version: Rule, raw: _Raw) -> bool:
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


def _laid_over(raw: _Raw, dated: _Raw) -> _Raw:
    always = {name: key for name, key in raw.keys.items() if name not in (VALID_FROM, VALID_TO)}
    return replace(raw, keys={**always, **dated.keys}, settled=[*raw.settled, *dated.settled], dated=[])


def _check_validity(rule: Rule, raw: _Raw, others: Iterable[Rule] = ()) -> bool:
    """Report days that end before they begin, and days for which there is another override already."""
    key = raw.keys.get(VALID_TO) or raw.keys.get(VALID_FROM)
    if key is None:
        return True
    other = next((each for each in others if overlapping(rule, each)), None)
    if not in_order(rule):
        key.problems.error(key.node, f"deze regel geldt tot {rule.valid_to}, voor {rule.valid_from}: draai de dagen om")
    elif other is not None:
        key.problems.error(
            key.node, f'er is al een aanpassing van "{rule.id}" voor deze dagen; laat ze elkaar aflossen'
        )
    return in_order(rule) and other is None


def _read_rule(raw: _Raw, language: Language) -> Rule | None:
    """Read one rule's keys; None after a mistake, which is then in the problems of the file it stands in."""
    before = {id(each): len(each.found) for each in _books(raw)}
    for name, key in raw.keys.items():
        if name not in KEYS:
            key.problems.error(key.name, _unknown_key(name, KEYS))
    for name in REQUIRED_KEYS:
        if name not in raw.keys:
            raw.problems.error(raw.node, f'de sleutel "{name}" ontbreekt bij deze regel')
    values = _values(raw, language)
    if any(len(each.found) > before[id(each)] and has_errors(each.found[before[id(each)] :]) for each in _books(raw)):
        return None
    rule = _with_defaults(values, raw)
    _check_phrases(rule, raw, language)
    return rule


def _books(raw: _Raw) -> list[Problems]:
    return list({id(each): each for each in (raw.problems, *(key.problems for key in raw.keys.values()))}.values())


def _values(raw: _Raw, language: Language) -> dict[str, Any]:
    """Read every known key, `per` and `uiterlijk` first: what the others may say depends on them."""
    values: dict[str, Any] = {}
    order = sorted((each for each in raw.keys if each in KEYS), key=lambda each: each not in ("per", "uiterlijk"))
    for name in order:
        field_name, read = KEYS[name]
        key = raw.keys[name]
        due = values.get("due")
        reading = Reading(
            key.problems,
            values.get("per") or PUPIL,
            language.kinds,
            language.vocabulary,
            language.occasion_names,
            _families(due) if due else (),
        )
        if name in ("waar", "klaar_als") and values.get("per") is None:
            continue
        values[field_name] = read(key.node, reading)
    return values


def _families(phrase: Phrase) -> tuple[str, ...]:
    return tuple(each.anchor.family for each in phrase.alternatives if each.anchor is not None)


def _with_defaults(values: dict[str, Any], raw: _Raw) -> Rule:
    level = values.setdefault("level", REQUIRED)
    values.setdefault("done_when", ByHand())
    moments = values["due"].alternatives
    first, *others = [_habits(each, values, level) for each in moments]
    values["remind"], values["expires"] = first
    pairs = zip(moments[1:], others, strict=True)
    values["otherwise"] = tuple((moment, *habits) for moment, habits in pairs if habits != first)
    return Rule(
        **values,
        file=raw.source.file,
        line=raw.node.line,
        pack=raw.source.pack,
        settled=tuple(raw.settled),
        text=one_line((name, raw.keys[name].node) for name in KEYS if name in raw.keys),
        proof_words=in_words(raw.keys["klaar_als"].node) if "klaar_als" in raw.keys else "",
    )


def _habits(moment: Moment, values: dict[str, Any], level: str) -> tuple[tuple[Remind, ...], Expiry]:
    """Return how a rule reminds and expires when this sentence holds: as it says, else as is usual for its anchor."""
    rhythm = _rhythm(moment)
    remind = values.get("remind", _usual(level, rhythm))
    return remind, values.get("expires", Expiry(AT_DUE) if rhythm else Expiry())


def _rhythm(moment: Moment) -> str:
    """Return schooldag or schoolweek where that anchor is meant every time, else nothing."""
    anchor = moment.anchor
    every = anchor is not None and anchor.family in (DAILY, WEEKLY) and anchor.choice == EVERY
    return anchor.family if anchor is not None and every else ""


def _usual(level: str, rhythm: str) -> tuple[Remind, ...]:
    if rhythm == DAILY or (rhythm and level == OPTIONAL):
        return ()
    return (Remind(ON_THE_DAY),) if rhythm == WEEKLY else USUAL_REMINDERS[level]


def _check_phrases(rule: Rule, raw: _Raw, language: Language) -> None:
    for name, phrase in (("uiterlijk", rule.due), ("vanaf", rule.opens)):
        if phrase is not None:
            _check_anchors(name, phrase, rule.per, raw)
            _check_names(phrase, raw.keys[name], language)
    if rule.opens is not None and always_after(rule.opens, rule.due):
        key = raw.keys["vanaf"]
        stands = f'"{rule.opens.words}" ligt altijd na uiterlijk "{rule.due.words}"'
        key.problems.error(key.node, f"{stands}; kies een eerdere dag, of laat vanaf weg")


def _check_anchors(name: str, phrase: Phrase, per: str, raw: _Raw) -> None:
    key = raw.keys[name]
    for family in _families(phrase):
        if family in PERSONAL and per in (GROUP, SCHOOL, TALK_ROUND):
            key.problems.error(
                key.node, f'"{family}" gaat over een leerling of medewerker en kan niet bij "per: {per}"'
            )
        elif family == "uit-dienst" and per == PUPIL:
            key.problems.error(key.node, f'"{family}" kan alleen bij "per: {STAFF}"')
        elif family in ("uitstroom", "vierde verjaardag") and per == STAFF:
            key.problems.error(key.node, f'"{family}" gaat over een leerling en kan niet bij "per: {per}"')


def _check_names(phrase: Phrase, key: _Key, language: Language) -> None:
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


def _check_references(rules: list[Rule], raw: dict[str, _Raw], language: Language) -> None:
    ids = {each.id for each in rules} | set(raw)
    known = ids | language.known_ids
    for rule in rules:
        _check_same_as(rule, raw[rule.id], known)
        _check_formerly(rule, raw[rule.id], ids)
        _check_pack(rule, raw[rule.id], language.known_packs)


def _check_same_as(rule: Rule, raw: _Raw, known: set[str] | frozenset[str]) -> None:
    if not rule.same_as:
        return
    key = raw.keys["hoort_bij"]
    if rule.same_as == rule.id:
        key.problems.error(key.node, "een regel hoort niet bij zichzelf")
    elif rule.same_as not in known:
        key.problems.error(key.node, unknown_word("e regel", rule.same_as, sorted(known)))


def _check_formerly(rule: Rule, raw: _Raw, ids: set[str]) -> None:
    for old in rule.formerly:
        if old in ids:
            key = raw.keys["voorheen"]
            key.problems.error(key.node, f'"{old}" bestaat nog; voorheen noemt een id die weg is')


def _check_pack(rule: Rule, raw: _Raw, known: tuple[str, ...]) -> None:
    if rule.with_pack and known and rule.with_pack not in known:
        key = raw.keys["bij_pakket"]
        key.problems.error(key.node, unknown_word(" pakket", rule.with_pack, known))
