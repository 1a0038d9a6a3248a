"""The catalogue of the papers: every obligation with its id, and what the papers say that is no rule, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.reading import Problems, as_mapping, as_sequence, as_text, fields, required
from engine.yamldoc import Mapping, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.problem import Problem
    from engine.yamldoc import Node

PAPER, UNRULED, HEADING, SAYS, BECAUSE = "papier", "geen_regel", "kop", "zegt", "want"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a paper asks. `id` is also the id of its rule; `due` says in a phrase when, as in a rule."""

    id: str
    heading: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Unruled:
    """What a paper says (`says`, in our own words) that is no rule, and `why` not."""

    heading: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: the pack that carries it out, its name, what it asks and what it says beside that."""

    pack: str
    name: str = ""
    obligations: tuple[Obligation, ...] = ()
    unruled: tuple[Unruled, ...] = ()


def read_catalogue(asked: str | bytes, unruled: str | bytes) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Read the two shipped files together: what is asked (afspraken.yaml) and what is no rule (geen-regel.yaml)."""
    first, second = _File(asked, "afspraken.yaml"), _File(unruled, "geen-regel.yaml")
    obligations = {pack: tuple(_obligations(node, first.problems)) for pack, node in first.packs}
    beside = {pack: _beside(node, second.problems) for pack, node in second.packs}
    papers = (_paper(pack, obligations.get(pack, ()), beside) for pack in dict.fromkeys((*obligations, *beside)))
    return tuple(papers), tuple(sorted((*first.problems.found, *second.problems.found)))


def _paper(pack: str, obligations: tuple[Obligation, ...], beside: dict[str, tuple[str, tuple[Unruled, ...]]]) -> Paper:
    name, unruled = beside.get(pack, ("", ()))
    return Paper(pack, name, obligations, unruled)


class _File:
    """One of the two files: packs with what stands under them."""

    def __init__(self, text: str | bytes, name: str) -> None:
        document = read_yaml(text, name)
        self.problems = Problems(name)
        self.problems.found.extend(document.problems)
        root = as_mapping(document.root, self.problems) if document.root else None
        self.packs = [(key.value, node) for key, node in root.pairs] if root else []


def _obligations(node: Node, problems: Problems) -> Iterator[Obligation]:
    sections = as_mapping(node, problems)
    for heading, items in sections.pairs if sections else ():
        for each in as_sequence(items, problems) or ():
            entry = as_mapping(each, problems, "{id: mkg-iets, voor: leerkracht}")
            name = _text(entry, "id", problems) if entry else ""
            if entry and name:
                due = entry.get("uiterlijk")
                yield Obligation(name, heading.value, (as_text(due, problems) or "") if due else "")


def _beside(node: Node, problems: Problems) -> tuple[str, tuple[Unruled, ...]]:
    paper = as_mapping(node, problems, "papier: MKG-afspraken")
    if paper is None:
        return "", ()
    fields(paper, (PAPER, UNRULED), problems)
    items = paper.get(UNRULED)
    listed = (as_sequence(items, problems) if items else ()) or ()
    entries = (as_mapping(each, problems, "kop: Doel") for each in listed)
    return _text(paper, PAPER, problems), tuple(_unruled(each, problems) for each in entries if each)


def _unruled(entry: Mapping, problems: Problems) -> Unruled:
    fields(entry, (HEADING, SAYS, BECAUSE), problems)
    heading, says, why = (_text(entry, each, problems) for each in (HEADING, SAYS, BECAUSE))
    return Unruled(heading, says, why)


def _text(node: Mapping, key: str, problems: Problems) -> str:
    found = required(node, key, problems)
    return (as_text(found, problems) or "") if found else ""
