"""How a task stands today: by its evidence, its ticks, an exception, and the days it is due and over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from engine.model import ANY_OF_US, DONE, MISSED, OPEN, OUT, OVERDUE, WAIVED, Task
from engine.rule import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.found import Found
    from engine.model import Because, Tick, Wanted
    from engine.rule import Rule

NOT_CLOSED: dict[str, Any] = {"reason": "", "done_on": None, "done_by": ""}


class States:
    """Decides over the ticks there are."""

    def __init__(self, ticks: Iterable[Tick], today: date) -> None:
        self.ticks = _by_task(ticks)
        self.today = today

    def of(self, found: Found, before: Task) -> str:
        """Return the state of a task that is wanted and was there before."""
        wanted = found.wanted
        if wanted.done or self._ticked(found, before):
            return DONE
        if wanted.because.excepted == OUT:
            return WAIVED
        if waived_by_hand(before) or (before.state == MISSED and wanted.due <= before.due):
            return before.state
        return self.by_itself(wanted)

    def _ticked(self, found: Found, task: Task) -> bool:
        """One tick is enough, or everybody's where everybody does it for themselves.

        A task that was closed by ticks stays closed while these are there, whoever comes to share it later.
        """
        by = {each.by for each in self.ticks.get(task.key, ())}
        if not by or found.rule.who == ANY_OF_US:
            return bool(by)
        closed_by = set(task.ticked_by) if task.state == DONE else set()
        return by >= set(found.wanted.recipients) or (bool(closed_by) and by >= closed_by)

    def by_itself(self, wanted: Wanted) -> str:
        """Return the state of a task that nobody has touched."""
        if wanted.done:
            return DONE
        if wanted.because.excepted == OUT:
            return WAIVED
        if wanted.expires is not None and self.today > wanted.expires:
            return MISSED
        return OVERDUE if wanted.level == REQUIRED and self.today > wanted.due else OPEN

    def ticked_at_last(self, task: Task, rule: Rule | None) -> bool:
        """Done comes before lapsed, also for a tick that came in on the very day."""
        by = {each.by for each in self.ticks.get(task.key, ())}
        everybody = rule is not None and rule.who != ANY_OF_US
        return by >= set(task.recipients) and bool(by) if everybody else bool(by)

    def closed(self, task: Task, state: str, because: Because) -> dict[str, Any]:
        """Give the state with who closed it when: by the last tick, an exception, or the evidence there is today."""
        ticks = sorted(self.ticks.get(task.key, ()), key=lambda each: (each.on, each.by))
        by = {"state": state, "ticked_by": tuple(sorted(each.by for each in ticks))}
        if state == WAIVED:
            return by if waived_by_hand(task) else by | self._excepted(task, because)
        if state != DONE:
            return by | NOT_CLOSED
        return by | {
            "reason": "",
            "done_on": ticks[-1].on if ticks else self.today,
            "done_by": ticks[-1].by if ticks else "",
        }

    def _excepted(self, task: Task, because: Because) -> dict[str, Any]:
        since = task.done_on if task.state == WAIVED else self.today
        return {"reason": because.excepted_why, "done_on": since, "done_by": ""}


def as_task(wanted: Wanted, key: str, state: str) -> Task:
    """Return a wanted task as one that is kept, under its key."""
    return Task(
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
        state=state,
        because=wanted.because,
    )


def waived_by_hand(task: Task) -> bool:
    """Tell whether somebody said of this very task that it does not apply; an exception does so without a name."""
    return task.state == WAIVED and not (task.because.excepted == OUT and not task.done_by)


def _by_task(ticks: Iterable[Tick]) -> dict[str, list[Tick]]:
    found: dict[str, list[Tick]] = defaultdict(list)
    for each in ticks:
        found[each.task].append(each)
    return dict(found)
