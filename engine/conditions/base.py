"""What every condition and every piece of evidence is: a reader of its node, a selector of subjects, its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from engine.almanac.phrasereader import read_phrase
from engine.almanac.phrasewords import PhraseMistake
from engine.model import BY_TICK
from engine.problem import nearest
from engine.reading import as_text, unknown_word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from engine.almanac.anchorreader import Vocabulary
    from engine.almanac.phrase import Phrase
    from engine.anchors.dates import Dated
    from engine.anchors.timing import Timing, Workers
    from engine.census import Census, Subject
    from engine.kinds import Kinds
    from engine.model import Registration
    from engine.reading import Problems
    from engine.yamldoc import Node, Scalar


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A subject at one occasion: what a condition looks at. `start` is the occasion's school year.

    `opens` is the first day the task shows; while subjects are still being chosen it is the day it is due.
    `counts_from` is the day from which evidence counted when its task was done, whatever the calendar says since.
    """

    subject: Subject
    start: int
    dated: Dated
    opens: date
    counts_from: date | None = None

    @property
    def due(self) -> date:
        return self.dated.due

    def opening(self, day: date) -> Candidate:
        """Return the same with the first day its task shows."""
        return Candidate(self.subject, self.start, self.dated, day, self.counts_from)

    def about(self, subject: Subject) -> Candidate:
        """Return another subject at the same occasion."""
        return Candidate(subject, self.start, self.dated, self.opens, self.counts_from)


@dataclass(frozen=True, slots=True)
class World:
    """All that conditions may ask: facts, school time, today, and who would do the work (for working days).

    `unchosen`: what is judged had a task, and `waar` chooses it no longer.
    """

    census: Census
    timing: Timing
    today: date
    workers: Workers
    unchosen: bool = False


class Condition(Protocol):
    """Chooses subjects. Answers for all candidates at once; all, any and not are set algebra."""

    def select(self, among: Iterable[Candidate], world: World) -> set[Candidate]: ...

    def words(self) -> str: ...


class LooksAtRecords:
    """What looks at registrations or cases says of which kinds: those of another kind change nothing for it."""

    __slots__ = ()

    @property
    def records(self) -> tuple[str, ...]:
        raise NotImplementedError


class Narrows:
    """A condition that knows, before any date is reckoned, of some subjects that it chooses them on no day at all."""

    __slots__ = ()

    def narrow(self, among: list[Subject], start: int, census: Census) -> list[Subject]:
        return among


def narrow(condition: Condition | None, among: list[Subject], start: int, census: Census) -> list[Subject]:
    """Return the subjects a condition may still choose in a school year, in the same order."""
    return condition.narrow(among, start, census) if isinstance(condition, Narrows) else among


@dataclass(frozen=True, slots=True)
class Judgement:
    """Which candidates are done, in Dutch what is still missing or what proves it, and since when evidence counts.

    `days` says when the evidence was complete, where it has a date; `ticked` are those for whom it is there by a tick
    alone.
    """

    done: set[Candidate]
    missing: Mapping[Candidate, tuple[str, ...]] = field(default_factory=dict)
    proof: Mapping[Candidate, tuple[str, ...]] = field(default_factory=dict)
    since: Mapping[Candidate, date] = field(default_factory=dict)
    days: Mapping[Candidate, date] = field(default_factory=dict)
    ticked: Collection[Candidate] = frozenset()


class Evidence(Protocol):
    """Shows that something was done. `ticks` is what a tick records; nothing when a tick closes only its own task."""

    @property
    def ticks(self) -> tuple[Registering, ...]: ...

    def judge(self, among: Iterable[Candidate], world: World) -> Judgement: ...


@dataclass(frozen=True, slots=True)
class Registering:
    """A registration that a tick writes about the subject (regeltaal 34)."""

    kind: str
    area: str = ""
    value: str = ""


@dataclass(slots=True)
class Reading:
    """What a field needs to read its node: where problems go, what the rule is about, and the known words.

    `occasion_names` gives the names any calendar has with an anchor family; `due_families` are those of `uiterlijk`.
    """

    problems: Problems
    per: str
    kinds: Kinds
    vocabulary: Vocabulary
    occasion_names: Callable[[str], frozenset[str]]
    due_families: tuple[str, ...] = ()

    def phrase(self, node: Scalar, *, since: bool = False) -> Phrase | None:
        """Read a time phrase; a mistake in it is placed at its own column."""
        found = read_phrase(node.value, self.vocabulary)
        if isinstance(found, PhraseMistake):
            self.problems.error(_Spot(node.line, node.column + found.offset + node.quoted), found.message)
            return None
        if not since and _asks_previous(found):
            self.problems.error(node, '"vorige" kan alleen bij "sinds"; kies hier een nummer, "eerste" of "laatste"')
            return None
        return found


@dataclass(frozen=True, slots=True)
class _Spot:
    line: int
    column: int


def _asks_previous(phrase: Phrase) -> bool:
    return any(each.anchor is not None and each.anchor.choice.kind == "vorige" for each in phrase.alternatives)


@dataclass(frozen=True, slots=True)
class Field:
    """A word under `waar` or `klaar_als`: what it may be about (None: anything), how it is read, its JSON Schema.

    `schemas` are those for one kind of subject, where it differs. What a school may say ("registratie", "tijdzin")
    stands as a `ref` to engine/schema.py.
    """

    name: str
    about: tuple[str, ...] | None
    read: Callable[[Node, Reading], Condition | None]
    schema: Mapping[str, object]
    help: str = ""
    schemas: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceField:
    """A word under `klaar_als`. `beside` are the words that may stand next to it and belong to it."""

    name: str
    about: tuple[str, ...] | None
    read: Callable[[Mapping[str, Node], Node, Reading], Evidence | None]
    schema: Mapping[str, object]
    beside: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    help: str = ""


def complete_on(found: Iterable[Registration], at_least: int = 1) -> date:
    """Return the day on which there were enough; raises IndexError where there never were."""
    return sorted(each.on for each in found)[at_least - 1]


def by_tick_alone(found: Iterable[Registration], at_least: int = 1) -> bool:
    """Tell whether there are only enough because somebody ticked."""
    return sum(each.origin != BY_TICK for each in found) < at_least


def keep(among: Iterable[Candidate], test: Callable[[Candidate], bool]) -> set[Candidate]:
    """Return the candidates that pass."""
    return {each for each in among if test(each)}


def words_or(words: Iterable[str]) -> str:
    """Word a list of which one is enough: `a, b of c`."""
    every = list(words)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} of {every[-1]}"


def own_word(node: Node, known: Collection[str], problems: Problems, what: str, setting: str) -> str | None:
    """Return a word from a list that a school may add to in config.toml, under `setting`."""
    text = as_text(node, problems, "een woord")
    if text is None or text in known:
        return text
    message = unknown_word(what, text, known)
    if nearest(text, known) is None:
        message += f"; een eigen woord zet je in config.toml bij [kinds], onder {setting}"
    problems.error(node, message)
    return None


def ref(name: str) -> Mapping[str, object]:
    """Return a reference to a part of the schema that depends on the school's own words."""
    return {"$ref": f"#/$defs/{name}"}


def one_or_more(schema: Mapping[str, object]) -> Mapping[str, object]:
    return {"anyOf": [schema, {"type": "array", "minItems": 1, "items": schema}]}


TEXT: Mapping[str, object] = {"type": ["string", "number"]}
TEXT_OR_LIST = one_or_more(TEXT)
YES_NO: Mapping[str, object] = {"enum": ["ja", "nee"]}
ONLY_YES: Mapping[str, object] = {"enum": ["ja"]}
SINCE = ref("sinds")
