"""The `voorbeelden:` of a rule file to values; a mistake is a problem at its place, and leaves that example out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.example import (
    EXAMPLE_KEYS,
    LINES,
    MAIL,
    MAIL_FIELDS,
    NO_MAIL,
    STATES,
    TASK_FIELDS,
    TICK_KEYS,
    Example,
    Line,
    Ticked,
)
from engine.examplecalendar import ExampleCalendars
from engine.examplefacts import FACT_KEYS, names, read_facts
from engine.exampleitems import choice, day, items, needed, word, yes
from engine.exampletext import EXAMPLES, only_examples
from engine.model import GROUP, STAFF, TALK_ROUND
from engine.problem import has_errors
from engine.reading import Problems, as_date, as_list, as_mapping, as_sequence, as_text, fields, unknown_word
from engine.rule import LEVELS
from engine.yamldoc import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as MappingOf
    from datetime import date

    from engine.example import Value
    from engine.kinds import Kinds
    from engine.model import Facts
    from engine.officialdates import OfficialDates
    from engine.problem import Problem
    from engine.rawrule import Source
    from engine.rule import Rule
    from engine.yamldoc import Node

YEAR_BEHIND = re.compile(r" \(\d{4}-\d{4}\)$")
AN_EXAMPLE = "naam: De analyse is twee weken voor de groepsbespreking ingevuld"
A_LINE = "taak: {onderwerp: 1/2 A, uiterlijk: 2026-11-03, voor: [anna], status: open}"
PEOPLE, DAYS = ("voor", "aan"), ("vanaf", "uiterlijk", "op")


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one file that can be run, and what is wrong with the others."""

    examples: tuple[Example, ...] = ()
    problems: tuple[Problem, ...] = ()


class ExampleReader:
    """Reads the examples of many files about the same rules; what they have in common is worked out once.

    `rules` are those that examples may be about. `loading` is what else has an id, in a file that does not load: an
    example of it cannot be run, and is not wrong for that.
    """

    def __init__(
        self, rules: MappingOf[str, Rule], kinds: Kinds, official: OfficialDates, broken: Collection[str] = ()
    ) -> None:
        self.rules = rules
        self.kinds = kinds
        self.calendars = ExampleCalendars(official)
        self.broken = frozenset(broken)

    def read(self, source: Source) -> Examples:
        """Read one file's examples; a file without any has none."""
        text = only_examples(source.text, source.file)
        if not text:
            return Examples()
        document = read_yaml(text, source.file)
        found, problems = list[Example](), list(document.problems)
        for node in _listed(document.root, problems, source.file):
            own = Problems(source.file)
            example = _Reader(self, own).example(node)
            problems.extend(own.found)
            if example is not None and not has_errors(own.found):
                found.append(example)
        if source.file in self.broken:
            problems = [each for each in problems if not each.message.startswith("onbekende regel")]
        return Examples(tuple(found), tuple(sorted(problems)))


def _listed(root: Node | None, problems: list[Problem], file: str) -> list[Mapping]:
    """Return each example as it stands there; its keys are looked at with the rest of it."""
    node = root.get(EXAMPLES) if isinstance(root, Mapping) else None
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return []
    own = Problems(file)
    found = [as_mapping(each, own, AN_EXAMPLE) for each in as_sequence(node, own) or ()]
    problems.extend(own.found)
    return [each for each in found if each is not None]


class _Reader:
    """One example. The rule it names is that of every line which names none."""

    def __init__(self, shared: ExampleReader, problems: Problems) -> None:
        self.shared = shared
        self.problems = problems
        self.known: dict[str, tuple[str, ...]] = {}
        self.rule = ""
        self.names_one = False

    def example(self, node: Mapping) -> Example | None:
        problems = self.problems
        fields(node, EXAMPLE_KEYS, problems)
        name = needed(node, "naam", problems, "dit voorbeeld")
        self.rule, self.names_one = self._rule(node), "regel" in node
        today = self._today(node)
        if today is None:
            return None
        start = self.shared.calendars.year(node.get("kalender"), today, Problems(problems.file))
        root = self._facts_root(node)
        facts = read_facts(root, start, self.shared.kinds, problems)
        self.known = names(facts)
        calendars = self.shared.calendars.read(node.get("kalender"), start, _group_names(facts), problems)
        ticks = self._ticks(root, today)
        then = self._then(node)
        return Example(name, problems.file, node.line, today, start, facts, calendars, ticks, then)

    def _rule(self, item: Mapping, otherwise: str = "") -> str:
        found = choice(item, "regel", tuple(self.shared.rules), self.problems, "e regel")
        return found or ("" if "regel" in item else otherwise)

    def _today(self, node: Mapping) -> date | None:
        if "vandaag" not in node:
            self.problems.error(node, 'de sleutel "vandaag" ontbreekt bij dit voorbeeld')
        return day(node, "vandaag", self.problems)

    def _facts_root(self, node: Mapping) -> Mapping | None:
        facts = node.get("feiten")
        if facts is None or (isinstance(facts, Scalar) and facts.is_empty):
            return None
        root = as_mapping(facts, self.problems, "groepen: [{naam: 1/2 A}]")
        if root is not None:
            fields(root, FACT_KEYS, self.problems)
        return root

    # --- ticks

    def _ticks(self, root: Mapping | None, today: date) -> tuple[Ticked, ...]:
        like = "{onderwerp: 1/2 A, op: 2026-11-01, door: anna}"
        found = items(root.get("vinkjes") if root else None, TICK_KEYS, self.problems, like)
        return tuple(self._tick(each, today) for each in found)

    def _tick(self, item: Mapping, today: date) -> Ticked:
        rule = self._rule(item, self.rule)
        self._check_rule(item, rule)
        return Ticked(
            rule,
            self._subject(item.get("onderwerp"), rule),
            word(item, "gelegenheid", self.problems),
            day(item, "op", self.problems) or today,
            choice(item, "door", self.known[STAFF], self.problems, "e medewerker"),
            item.line,
            bool(yes(item, "nvt", self.problems)),
        )

    # --- what must follow

    def _then(self, node: Mapping) -> tuple[Line, ...]:
        then = node.get("dan")
        if then is None:
            self.problems.error(node, 'de sleutel "dan" ontbreekt bij dit voorbeeld')
            return ()
        listed = as_sequence(then, self.problems)
        if listed == ():
            self.problems.error(then, f'hier hoort te staan wat er volgt, zoals "- {A_LINE}"')
        found = (self._line(each) for each in listed or ())
        return tuple(each for each in found if each is not None)

    def _line(self, node: Node) -> Line | None:
        item = as_mapping(node, self.problems, A_LINE)
        if item is None:
            return None
        fields(item, LINES, self.problems, "e regel van dan:")
        if len(item.pairs) != 1:
            self.problems.error(item, f"hier hoort een van deze woorden te staan: {', '.join(LINES)}")
            return None
        key, value = item.pairs[0]
        return self._asked(key, value) if key.value in LINES else None

    def _asked(self, key: Scalar, value: Node) -> Line | None:
        empty = isinstance(value, Scalar) and value.is_empty
        item = Mapping((), key.line, key.column) if empty else as_mapping(value, self.problems, A_LINE)
        if item is None:
            return None
        known = MAIL_FIELDS if key.value in (MAIL, NO_MAIL) else TASK_FIELDS
        fields(item, known, self.problems, " veld")
        rule = self._rule(item, self.rule)
        self._check_rule(item, rule)
        if key.value in (MAIL, NO_MAIL) and "aan" not in item:
            self.problems.error(item, f'het veld "aan" ontbreekt: aan wie is er {key.value}')
        asked = {name.value: self._value(name.value, node, rule) for name, node in item.pairs if name.value in known}
        asked.pop("regel", None)
        return Line(key.value, rule, {name: each for name, each in asked.items() if each}, key.line)

    def _check_rule(self, item: Mapping, rule: str) -> None:
        if not rule and not self.names_one and "regel" not in item:
            self.problems.error(item, "noem de regel waar dit over gaat: regel: mijn-regel")

    def _value(self, name: str, node: Node, rule: str) -> Value:
        if name in DAYS:
            return as_date(node, self.problems) or ""
        if name in PEOPLE:
            return frozenset(self._person(each) for each in as_list(node))
        if name == "onderwerp":
            return self._subject(node, rule)
        text = as_text(node, self.problems) or ""
        closed = {"status": STATES, "niveau": LEVELS}.get(name, ())
        if text and closed and text not in closed:
            self.problems.error(node, unknown_word(f" {name}" if name == "niveau" else "e status", text, closed))
        return text

    def _person(self, node: Node) -> str:
        text = as_text(node, self.problems, "een code") or ""
        if text and text not in self.known[STAFF]:
            self.problems.error(node, unknown_word("e medewerker", text, self.known[STAFF]))
        return text

    def _subject(self, node: Node | None, rule: str) -> str:
        """Return a subject, which must be in the facts: without that, nothing follows for it whatever the rule says."""
        text = (as_text(node, self.problems) if node is not None else None) or ""
        about = self.shared.rules.get(rule)
        if node is None or not text or about is None or about.per == TALK_ROUND:
            return text
        known = self.known.get(about.per, ())
        name = YEAR_BEHIND.sub("", text) if about.per == GROUP else text
        if name not in known:
            hint = unknown_word(f" onderwerp bij per: {about.per},", text, known)
            self.problems.error(node, hint if known else f"{hint}; er staat er geen in de feiten")
        return text


def _group_names(facts: Facts) -> frozenset[str]:
    return frozenset(each.name for each in facts.groups)
