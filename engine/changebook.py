"""Which rules differ between two books, each with its sentences; a new id that was nearly there is shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from engine.change import new_rule, sentences
from engine.changewords import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.rule import Rule

ALIKE = 0.8
CHANGED, NEW, GONE, OFF = "anders", "nieuw", "weg", "uit"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that is not what it was: `what` is anders, nieuw, weg or uit. `id` is the one it has now.

    `twin` is the id of a rule that came while this one went, and may be the same.
    """

    id: str
    title: str
    what: str
    says: tuple[str, ...]
    twin: str = ""


def rule_changes(before: Iterable[Rule], after: Iterable[Rule], off: frozenset[str] = frozenset()) -> list[RuleChange]:
    """Return what differs, in the order of the rules as they are now; `off` are ids that an override switches off."""
    then, now = {each.id: each for each in before}, {each.id: each for each in after}
    went = {each: then[each] for each in then if each not in now}
    came = {each: now[each] for each in now if each not in then}
    found = [*_still(then, now), *_came(came, then), *_went(went, came, off)]
    place = {each: number for number, each in enumerate((*now, *went))}
    return sorted(found, key=lambda each: place[each.id])


def _still(then: dict[str, Rule], now: dict[str, Rule]) -> Iterator[RuleChange]:
    for name, rule in now.items():
        said = sentences(then[name], rule) if name in then else ()
        if said:
            yield RuleChange(name, plain_title(rule), CHANGED, said)


def _came(came: dict[str, Rule], then: dict[str, Rule]) -> Iterator[RuleChange]:
    """A rule under a new id is compared with what it was called before (`voorheen`)."""
    for name, rule in came.items():
        former = next((then[each] for each in rule.formerly if each in then), None)
        if former is None:
            yield RuleChange(name, plain_title(rule), NEW, (new_rule(rule),))
        else:
            yield RuleChange(name, plain_title(rule), CHANGED, sentences(former, rule))


def _went(went: dict[str, Rule], came: dict[str, Rule], off: frozenset[str]) -> Iterator[RuleChange]:
    renamed = {old for rule in came.values() for old in rule.formerly}
    for name, rule in went.items():
        if name in renamed:
            continue
        if name in off:
            yield RuleChange(name, plain_title(rule), OFF, ("staat uit",))
            continue
        twin = near_twin(rule, came.values())
        hint = (f"komt {twin.id} ervoor in de plaats? zet daar dan bij: voorheen: {name}",) if twin else ()
        yield RuleChange(name, plain_title(rule), GONE, ("is weg", *hint), twin.id if twin else "")


def near_twin(gone: Rule, came: Iterable[Rule]) -> Rule | None:
    """Return the new rule that is most likely the same under another id; None when none comes near."""
    every = [(likeness(gone, each), each) for each in came if not each.formerly]
    best = max(every, key=lambda pair: (pair[0], pair[1].id), default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None


def likeness(one: Rule, other: Rule) -> float:
    """Return how much two rules are alike, from 0 to 1: by id, by title, or by all that they ask."""
    if one.per != other.per:
        return 0.0
    by_id = SequenceMatcher(None, one.id, other.id).ratio()
    by_title = SequenceMatcher(None, one.title.lower(), other.title.lower()).ratio()
    asks = (one.due, one.assignees, one.where, one.done_when) == (
        other.due,
        other.assignees,
        other.where,
        other.done_when,
    )
    return max(by_id, by_title, ALIKE if asks and min(by_id, by_title) > ALIKE / 2 else 0.0)
