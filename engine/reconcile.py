"""Wanted against stored: which tasks are new, moved, done, missed, overdue, open again or lapsed (regeltaal 29-37)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.identity import task_key
from engine.model import ANY_OF_US, DONE, LAPSED, LIVE, MISSED, OPEN, OVERDUE, WAIVED, Task
from engine.rule import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.found import Found
    from engine.model import Tick, Wanted
    from engine.rule import Rule

Identity = tuple[str, str, str, str]

NEW, MOVED, CHANGED, REOPENED = "nieuw", "verschoven", "bijgewerkt", "heropend"
AT_ONCE = "direct/"
RULE_GONE = "de regel is er niet meer"
NOT_CHOSEN = "valt niet meer onder de regel, of de datum is weg"


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
    """

    school: str
    tasks: tuple[Task, ...]
    ticks: tuple[Tick, ...]
    years: frozenset[str]
    unreadable: bool = False


def reconcile(stored: Stored, found: Iterable[Found], rules: Iterable[Rule], today: date) -> tuple[Change, ...]:
    """Compare what is wanted with what is stored. Comparing the outcome again gives no changes."""
    return _Comparison(stored, {each.id: each for each in rules}, today).changes(tuple(found))


class _Comparison:
    def __init__(self, stored: Stored, rules: Mapping[str, Rule], today: date) -> None:
        self.stored = stored
        self.rules = rules
        self.today = today
        self.taken = {each.key for each in stored.tasks}
        self.known = {each.identity: each for each in stored.tasks}
        self.renamed = {old: rule.id for rule in rules.values() for old in rule.formerly}
        self.ticks: dict[str, list[Tick]] = defaultdict(list)
        for each in stored.ticks:
            self.ticks[each.task].append(each)

    def changes(self, found: tuple[Found, ...]) -> tuple[Change, ...]:
        inherited = self._inherited()
        pairs = [(each, self.known.get(each.wanted.identity) or inherited.get(each.wanted.identity)) for each in found]
        made = [self._renewed(each, before) if before is not None else self._new(each) for each, before in pairs]
        seen = {before.key for _, before in pairs if before is not None}
        left = (each for each in self.stored.tasks if each.key not in seen)
        gone = (self._gone(each) for each in left)
        return tuple(each for each in (*made, *gone) if each is not None)

    def _inherited(self) -> dict[Identity, Task]:
        """Give tasks of a former id under the identity they have now (`voorheen`)."""
        return {
            (self.renamed[each.rule], *each.identity[1:]): each
            for each in self.stored.tasks
            if each.rule in self.renamed
        }

    def _new(self, found: Found) -> Change:
        wanted = found.wanted
        key = task_key(self.stored.school, wanted.identity, self.taken)
        self.taken.add(key)
        fresh = Task(
            key=key,
            rule=wanted.rule,
            per=wanted.per,
            subject=wanted.subject,
            occasion=wanted.occasion,
            school_year=wanted.school_year,
            opens=wanted.opens,
            due=wanted.due,
            recipients=wanted.recipients,
            level=wanted.level,
            title=wanted.title,
            group=wanted.group,
            state=self._by_itself(wanted),
            because=wanted.because,
            first_seen=self.today,
        )
        done = replace(fresh, done_on=self.today) if fresh.state == DONE else fresh
        return Change(NEW, None, done)

    def _renewed(self, found: Found, before: Task) -> Change | None:
        wanted = found.wanted
        state = self._state(found, before)
        if before.state == DONE and state == DONE:
            return self._still_done(wanted, before)
        after = replace(
            before,
            rule=wanted.rule,
            opens=wanted.opens,
            due=wanted.due,
            recipients=wanted.recipients,
            level=wanted.level,
            title=wanted.title,
            group=wanted.group,
            because=wanted.because,
            state=state,
            moved_from=before.due if wanted.due != before.due else before.moved_from,
        )
        after = self._closed(after) if state == DONE else self._not_closed(after, before)
        return None if after == before else Change(_what(before, after), before, after)

    def _still_done(self, wanted: Wanted, before: Task) -> Change | None:
        """Done stays done, with the dates it was done under: a date that moves later does not touch it."""
        after = replace(before, rule=wanted.rule, title=wanted.title, group=wanted.group)
        return None if after == before else Change(CHANGED, before, after)

    def _closed(self, task: Task) -> Task:
        ticks = sorted(self.ticks[task.key], key=lambda each: (each.on, each.by))
        by = ticks[-1].by if ticks else ""
        return replace(task, done_on=ticks[-1].on if ticks else self.today, done_by=by, reason="")

    def _not_closed(self, task: Task, before: Task) -> Task:
        reason = task.reason if task.state == WAIVED else ""
        return replace(task, reason=reason, done_on=None if task.state != WAIVED else before.done_on,
                       done_by="" if task.state != WAIVED else before.done_by)  # fmt: skip

    def _state(self, found: Found, before: Task) -> str:
        wanted = found.wanted
        if wanted.done or self._ticked(found, before) or self._done_before_it_moved(wanted, before):
            return DONE
        return WAIVED if before.state == WAIVED else self._by_itself(wanted)

    def _ticked(self, found: Found, task: Task) -> bool:
        """One tick is enough, or everybody's where everybody does it for themselves."""
        by = {each.by for each in self.ticks[task.key]}
        if found.rule.who == ANY_OF_US:
            return bool(by)
        return bool(found.wanted.recipients) and by >= set(found.wanted.recipients)

    def _done_before_it_moved(self, wanted: Wanted, before: Task) -> bool:
        """Evidence that fell outside its window because the date moved still counts (regeltaal 31)."""
        by_evidence = before.state == DONE and not before.done_by
        return by_evidence and (wanted.opens, wanted.due) != (before.opens, before.due)

    def _by_itself(self, wanted: Wanted) -> str:
        if wanted.done:
            return DONE
        if wanted.expires is not None and self.today > wanted.expires:
            return MISSED
        return OVERDUE if wanted.level == REQUIRED and self.today > wanted.due else OPEN

    def _gone(self, task: Task) -> Change | None:
        """Close what nobody wants any more; what was finished in any way stays as it is."""
        if task.state not in LIVE or (
            task.school_year not in self.stored.years and not task.occasion.startswith(AT_ONCE)
        ):
            return None
        rule_gone = task.rule not in self.rules and task.rule not in self.renamed
        if rule_gone and self.stored.unreadable:
            return None
        if task.occasion.startswith(AT_ONCE) and not rule_gone:
            return Change(DONE, task, replace(task, state=DONE, done_on=self.today))
        reason = RULE_GONE if rule_gone else NOT_CHOSEN
        return Change(LAPSED, task, replace(task, state=LAPSED, reason=reason))


def _what(before: Task, after: Task) -> str:
    if before.state != after.state:
        return REOPENED if after.state == OPEN or before.state in (DONE, LAPSED) else after.state
    return MOVED if before.due != after.due else CHANGED
