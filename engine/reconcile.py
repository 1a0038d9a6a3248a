"""Wanted against stored: which tasks are new, moved, done, missed, overdue, open again or lapsed (regeltaal 29-37)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.formerly import former_ids
from engine.identity import AT_ONCE, task_key
from engine.model import DONE, LAPSED, LIVE, OPEN, OVERDUE, WAIVED
from engine.taskstate import States, as_task, waived_by_hand

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date

    from engine.found import Found
    from engine.identity import Identity
    from engine.model import Because, Task, Tick, Wanted
    from engine.rule import Rule

NEW, MOVED, CHANGED, REOPENED = "nieuw", "verschoven", "bijgewerkt", "heropend"
RULE_GONE = "de regel is er niet meer"
NOT_CHOSEN = "valt niet meer onder de regel, of de datum is weg"
GAVE_WAY = "gaat verder als de taak onder de naam die de regel eerder had"
UNTOUCHED = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one task: `what` is new, moved, changed, reopened, or the state it came into."""

    what: str
    before: Task | None
    after: Task


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store holds before the run, and what bounds it.

    `years` are the school years that were evaluated; tasks of others stay as they are, like those of closed years.
    `unreadable` says that a rule file without a version that loads is out: no rule is then taken to be gone.
    `heard` are the moves people were told of: a task, and the day it moved to. `other_keys` are those of tasks that are
    left out of the comparison, and still hold their key.
    """

    school: str
    tasks: tuple[Task, ...]
    ticks: tuple[Tick, ...]
    years: frozenset[str]
    unreadable: bool = False
    heard: Container[tuple[str, date]] = frozenset()
    other_keys: frozenset[str] = frozenset()


def reconcile(stored: Stored, found: Iterable[Found], rules: Iterable[Rule], today: date) -> tuple[Change, ...]:
    """Compare what is wanted with what is stored. Comparing the outcome again gives no changes."""
    return _Comparison(stored, {each.id: each for each in rules}, today).changes(tuple(found))


class _Comparison:
    def __init__(self, stored: Stored, rules: Mapping[str, Rule], today: date) -> None:
        self.stored = stored
        self.rules = rules
        self.today = today
        self.taken = {each.key for each in stored.tasks} | stored.other_keys
        self.known = {each.identity: each for each in stored.tasks}
        self.renamed = former_ids(rules.values())
        self.states = States(stored.ticks, today)

    def changes(self, found: tuple[Found, ...]) -> tuple[Change, ...]:
        inherited = self._inherited()
        made, seen = [], set()
        for each in found:
            before, instead = self._before(each.wanted.identity, inherited)
            made.append(self._renewed(each, before) if before is not None else self._new(each))
            if before is not None:
                seen.add(before.key)
            if before is not None and instead is not None:
                seen.add(instead.key)
                made.append(_gave_way(instead, before))
        gone = (self._gone(each, inherited) for each in self.stored.tasks if each.key not in seen)
        return tuple(each for each in (*made, *gone) if each is not None)

    def _inherited(self) -> dict[Identity, Task]:
        """Give tasks of a former id under the identity they have now (`voorheen`); of more, what people did."""
        old = (each for each in self.stored.tasks if each.rule in self.renamed)
        ordered = sorted(old, key=self._weight)
        return {(self.renamed[each.rule], *each.identity[1:]): each for each in ordered}

    def _before(self, identity: Identity, inherited: Mapping[Identity, Task]) -> tuple[Task | None, Task | None]:
        """Return the task this is, and the one that stood in its place: `voorheen` may have been written too late."""
        own, former = self.known.get(identity), inherited.get(identity)
        if own is None:
            return former, None
        if former is not None and self._weight(own) == UNTOUCHED < self._weight(former):
            return former, own
        return own, None

    def _weight(self, task: Task) -> int:
        """What people did to a task weighs: nothing, or closed by evidence, or closed or ticked by somebody."""
        if task.key in self.states.ticks or waived_by_hand(task):
            return 2
        return 1 if task.state == DONE else UNTOUCHED

    # --- what is wanted

    def _new(self, found: Found) -> Change:
        key = task_key(self.stored.school, found.wanted.identity, self.taken)
        self.taken.add(key)
        state = self.states.by_itself(found.wanted)
        fresh = replace(
            as_task(found.wanted, key, state),
            reason=found.wanted.because.excepted_why if state == WAIVED else "",
            done_on=self.today if state in (DONE, WAIVED) else None,
            first_seen=self.today,
            made_by=found.rule.version,
        )
        return Change(NEW, None, fresh)

    def _renewed(self, found: Found, before: Task) -> Change | None:
        wanted = found.wanted
        state = self.states.of(found, before)
        if before.state == DONE and state == DONE:
            return self._still_done(wanted, before)
        fields = {
            "rule": wanted.rule,
            "school_year": before.school_year if _at_once(before) else wanted.school_year,
            "opens": wanted.opens,
            "due": wanted.due,
            "recipients": wanted.recipients,
            "level": wanted.level,
            "title": wanted.title,
            "group": wanted.group,
            "because": self._because(wanted, before),
            "moved_from": self._moved_from(wanted, before),
            "first_seen": before.first_seen,
            **self.states.closed(before, state, wanted.because),
        }
        if before.on_trial and not fields["because"].on_trial:
            fields |= {"first_seen": self.today, "moved_from": None}
        return _changed(before, fields)

    def _because(self, wanted: Wanted, before: Task) -> Because:
        """What was due while its rule was on trial stays of the trial: nobody hears of the past."""
        stays = before.on_trial and wanted.due < self.today
        return replace(wanted.because, on_trial=True) if stays else wanted.because

    def _moved_from(self, wanted: Wanted, before: Task) -> date | None:
        """Return the day people last knew. A date that moves by an exception is no news: who agreed on it knows."""
        if wanted.due == before.due:
            return before.moved_from
        if wanted.because.exception != before.because.exception:
            return None
        heard = before.moved_from is None or (before.key, before.due) in self.stored.heard
        known = before.due if heard else before.moved_from
        return known if known != wanted.due else None

    def _still_done(self, wanted: Wanted, before: Task) -> Change | None:
        """Done stays done, with the dates it was done under: a date that moves later does not touch it."""
        fields: dict[str, Any] = {"rule": wanted.rule, "title": wanted.title, "group": wanted.group}
        if before.done_by and before.key not in self.states.ticks and wanted.done:
            fields |= {"done_by": "", "ticked_by": ()}
        because = _with_proof(before.because, wanted.because)
        if before.on_trial and not wanted.because.on_trial:
            because = replace(because, on_trial=False)
        return _changed(before, fields | {"because": because})

    # --- what nobody wants any more

    def _gone(self, task: Task, inherited: Mapping[Identity, Task]) -> Change | None:
        if not (task.school_year in self.stored.years or _at_once(task)):
            return None
        after = self._left(self._under_its_present_id(task, inherited))
        if after == task:
            return None
        return Change(CHANGED if after.state == task.state else after.state, task, after)

    def _under_its_present_id(self, task: Task, inherited: Mapping[Identity, Task]) -> Task:
        identity = (self.renamed.get(task.rule, task.rule), *task.identity[1:])
        return task if identity in self.known or inherited[identity] is not task else replace(task, rule=identity[0])

    def _left(self, task: Task) -> Task:
        """Close what nobody wants any more; what was finished in any way stays as it is."""
        rule = self.rules.get(task.rule)
        if task.state not in LIVE or (rule is None and self.stored.unreadable):
            return task
        if self.states.ticked_at_last(task, rule):
            return replace(task, **self.states.closed(task, DONE, task.because))
        if rule is not None and _at_once(task) and rule.at_once:
            return replace(task, state=DONE, done_on=self.today)
        return replace(task, state=LAPSED, reason=RULE_GONE if rule is None else NOT_CHOSEN)


def _gave_way(task: Task, to: Task) -> Change:
    """Let a task that was made before `voorheen` was written trade places with the one it should have been."""
    after = replace(task, rule=to.rule, state=LAPSED, reason=GAVE_WAY)
    return Change(LAPSED, task, after)


def _with_proof(kept: Because, now: Because) -> Because:
    """A task that is done keeps its reasons, but takes in evidence that came after a tick."""
    came = not kept.proof or (kept.proven_by_tick and not now.proven_by_tick)
    if not now.proof or not came:
        return kept
    return replace(kept, missing=(), proof=now.proof, proven_on=now.proven_on, proven_by_tick=now.proven_by_tick)


def _at_once(task: Task) -> bool:
    return task.occasion.startswith(AT_ONCE)


def _changed(before: Task, fields: Mapping[str, Any]) -> Change | None:
    """Return the change these fields make; most days they make none."""
    if all(getattr(before, name) == value for name, value in fields.items()):
        return None
    after = replace(before, **fields)
    return Change(_what(before, after), before, after)


def _what(before: Task, after: Task) -> str:
    if before.state == after.state or {before.state, after.state} == {OVERDUE, OPEN}:
        if after.state == OVERDUE != before.state:
            return OVERDUE
        return MOVED if before.due != after.due else CHANGED
    return REOPENED if after.state in LIVE else after.state
