"""The rules of a school to read: what each says, whether it sleeps, what the school changed in it, its tasks, its past.

Reads, and writes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.bundle import bundles, gathered
from engine.change import sentences
from engine.changewords import FIELDS, plain_title
from engine.exampletext import EXAMPLES, only_examples
from engine.model import LIVE
from engine.rulesentence import asks, particulars, sentence
from engine.runs.eyes import may_see
from engine.runs.files import read_files
from engine.runs.guidance import ANY_PUPIL
from engine.runs.madeby import read_version
from engine.runs.overrides import overridden, plain_rules
from engine.sleeping import sleepers
from engine.store.ruleversions import versions_of_rule
from engine.wording import fill
from engine.yamldoc import Mapping, Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as MappingOf
    from datetime import date

    from engine.bundle import Bundle
    from engine.rule import Rule
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning
    from engine.sleeping import Sleeper
    from engine.store.database import Store
    from engine.yamldoc import Node

MOST_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the book. `told` is its sentence, `asks` that sentence without the title.

    `asleep` says what it waits for ("" when awake), `changed` what the school does otherwise than its pack says.
    `off`: the school leaves it out.
    """

    rule: Rule
    title: str
    asks: str
    told: str
    asleep: str = ""
    changed: tuple[str, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a school as one day has them, in the order of their files; what is left out comes last."""

    day: Morning
    entries: tuple[Entry, ...]

    @property
    def packs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.rule.pack for each in self.entries))

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for each in self.entries for role in each.rule.assignees))

    def reaching(self, person: str) -> frozenset[str]:
        """Return the rules that somebody has tasks of; without any tasks yet, those for a role they have.

        Of a sensitive rule nobody is told who has a task: there the role counts as well.
        """
        staff, tasks = self.day.listing.staff.get(person), self.day.listing.tasks
        roles = staff.roles if staff is not None else frozenset()
        there = {each.rule for each in tasks}
        mine = {each.rule for each in tasks if person in each.recipients}
        by_role = {each.rule.id for each in self.entries if roles & set(each.rule.assignees)}
        hidden = {each.rule.id for each in self.entries if each.rule.sensitive or each.rule.id not in there}
        return frozenset((mine - hidden) | (by_role & hidden))

    def of(self, name: str) -> Entry | None:
        return next((each for each in self.entries if each.rule.id == name), None)

    def chosen(self, words: str = "", pack: str | None = None, role: str = "", person: str = "") -> tuple[Entry, ...]:
        """Return the rules that have all these words in what they say, of this pack ("": the school's own).

        `role` is one that has tasks of them, `person` the code of somebody who has.
        """
        asked = words.lower().split()
        reaching = self.reaching(person) if person else None
        return tuple(
            each
            for each in self.entries
            if pack in (None, each.rule.pack)
            if role in ("", *each.rule.assignees)
            if reaching is None or each.rule.id in reaching
            if all(word in _searched(each) for word in asked)
        )


class KeptBook:
    """The book of the day that was read last: as long as no task, fact or file was changed, it is that day's still."""

    def __init__(self) -> None:
        self._kept: RuleBook | None = None

    def of(self, day: Morning) -> RuleBook:
        kept = self._kept
        if kept is None or kept.day is not day:
            kept = self._kept = rulebook(day, kept)
        return kept


def rulebook(day: Morning, before: RuleBook | None = None) -> RuleBook:
    """Read the book once for a day: the files are opened for it. Of the same rules as `before` the words are there."""
    if before is not None and before.day.school.book is day.school.book:
        return _as_asleep_now(day, before)
    school = day.school
    asleep = {each.rule: each for each in sleepers(school.book.rules, school.facts, school.calendars)}
    changes = {each.id: each.changes for each in overridden(school)}
    there = tuple(_entry(each, asleep.get(each.id), changes.get(each.id, ())) for each in school.book.rules)
    return RuleBook(day, (*there, *_left_out(day, changes)))


def _as_asleep_now(day: Morning, before: RuleBook) -> RuleBook:
    """Return the same book for another day: only what rules wait for may be another thing."""
    school = day.school
    asleep = {each.rule: each.words for each in sleepers(school.book.rules, school.facts, school.calendars)}
    entries = (each if each.off else replace(each, asleep=asleep.get(each.rule.id, "")) for each in before.entries)
    return RuleBook(day, tuple(entries))


def _entry(rule: Rule, asleep: Sleeper | None, changed: tuple[str, ...], *, off: bool = False) -> Entry:
    waits = asleep.words if asleep is not None else ""
    return Entry(rule, plain_title(rule), asks(rule), sentence(rule), waits, changed, off)


def _left_out(day: Morning, changes: MappingOf[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Give the rules that an override leaves out, as their pack has them."""
    there = {each.id for each in day.school.book.rules}
    gone = [name for name in changes if name not in there]
    if not gone:
        return
    plain = plain_rules(day.school)
    yield from (_entry(plain[name], None, changes[name], off=True) for name in gone if name in plain)


def _searched(entry: Entry) -> str:
    rule = entry.rule
    return " ".join((rule.id, entry.told, rule.source, rule.guidance, rule.pack, rule.file)).lower()


# --- one rule


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule came to say on a day: the first wording whole, of a later one what changed."""

    since: date
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneRule:
    """A rule opened. `states` counts its tasks by state, `lines` are those that still ask something.

    `examples` are the names of the examples about it, `wordings` what it said before, the latest first.
    """

    entry: Entry
    particulars: tuple[str, ...]
    guidance: str
    examples: tuple[str, ...]
    states: MappingOf[str, int]
    lines: tuple[Bundle, ...]
    wordings: tuple[Wording, ...]


def one_rule(book: RuleBook, store: Store, viewer: Viewer, name: str) -> OneRule | None:
    """Open a rule for who may see its tasks as far as they may; None for a rule that is not there."""
    entry = book.of(name)
    if entry is None:
        return None
    day = book.day
    tasks = [each for each in day.listing.tasks if each.rule == name and may_see(day, viewer, each)]
    return OneRule(
        entry,
        particulars(entry.rule),
        _guidance(day, entry.rule),
        tuple(_examples(day, entry.rule))[:MOST_EXAMPLES],
        Counter(each.state for each in tasks),
        gathered(bundles((each for each in tasks if each.state in LIVE), day.listing.same_as)),
        tuple(reversed(list(_wordings(store, day, entry.rule)))),
    )


def _guidance(day: Morning, rule: Rule) -> str:
    """Return how to do it, with a word where a child's or a group's name would stand."""
    names = {**FIELDS, "leerling.roepnaam": ANY_PUPIL, "school.naam": day.school.settings.school.name}
    return fill(rule.guidance, names) if rule.guidance else ""


def _wordings(store: Store, day: Morning, rule: Rule) -> Iterator[Wording]:
    """Give what a rule ever said, the oldest first; wordings for certain days are part of the rule that has them."""
    zone = ZoneInfo(day.school.settings.schedule.timezone)
    dated = {each.version for each in rule.versions}
    before: Rule | None = None
    for kept in versions_of_rule(store, rule.id):
        read = read_version(day.school, kept) if kept.version not in dated else None
        if read is None:
            continue
        says = (sentence(read),) if before is None else sentences(before, read)
        before = read
        if says:
            yield Wording(kept.first_loaded_at.astimezone(zone).date(), says)


# --- the examples beside it


def _examples(day: Morning, rule: Rule) -> Iterator[str]:
    files = read_files(day.school.settings.folder, day.school.settings.school.packs)
    source = next((each for each in files.rules if each.file == rule.file), None)
    text = only_examples(source.text, source.file) if source is not None else ""
    root = read_yaml(text, rule.file).root if text else None
    items = root.get(EXAMPLES) if isinstance(root, Mapping) else None
    for each in items.items if isinstance(items, Sequence) else ():
        named = each.get("naam") if isinstance(each, Mapping) else None
        if isinstance(named, Scalar) and _names(each, rule.id):
            yield named.value


def _names(node: Node, rule: str) -> bool:
    """Tell whether an example is about this rule, as a whole or in one of its lines."""
    if isinstance(node, Sequence):
        return any(_names(each, rule) for each in node.items)
    if not isinstance(node, Mapping):
        return False
    said = node.get("regel")
    return (isinstance(said, Scalar) and said.value == rule) or any(_names(each, rule) for _, each in node.pairs)
