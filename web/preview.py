"""What a changed rule does, as it is shown before it is saved: the change in sentences, the tasks, a past year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.runs.diffwords import sentence, together, when
from engine.runs.eyes import may_see
from engine.runs.pastwords import skipped, totals, whose
from web.unnamed import hidden_rules

if TYPE_CHECKING:
    from engine.changeeffect import Shift
    from engine.runs.backtest import Backtest
    from engine.runs.diff import CalendarDiff, Diff, RuleDiff
    from engine.runs.rulelook import Looked
    from web.access import Visit

    Row = tuple[str, str, str, str]

MOST_TASKS, MOST_OF_ALL = 40, 600
UNNAMED = "Er verandert iets aan een vertrouwelijke regel. Wat dat doet, ziet wie zich met een account aanmeldt."
NOTHING = "Dit verandert geen regel: er komen en gaan geen taken."


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a change. `rows` are the first of `number` tasks: what, when it was and becomes due, for whom.

    `more`: there are more of them to ask for. `failing` are examples that no longer hold, of so many `examples`.
    `mailed` says who gets how many mails on `mail_day`, and how many it would have been.
    """

    effect: tuple[str, ...]
    rows: tuple[Row, ...]
    number: int
    more: bool
    examples: int
    failing: tuple[str, ...]
    past: dict[str, object] | None
    mail_day: str = ""
    mailed: tuple[tuple[str, int, int], ...] = ()


def preview_of(visit: Visit, looked: Looked, past: Backtest | None = None, *, every: bool = False) -> Preview | None:
    """Return what a text that was looked over does; None while there is a mistake in it."""
    if looked.diff is None:
        return None
    shifts = _shifts(visit, looked.diff)
    rows = tuple(_row(each, looked.diff) for each in shifts[: MOST_OF_ALL if every else MOST_TASKS])
    return Preview(
        _effect(visit, looked.diff),
        rows,
        len(shifts),
        not every and len(rows) < len(shifts),
        looked.examples,
        looked.failing,
        _looked_back(visit, past) if past is not None else None,
        when(looked.diff),
        _mailed(visit, looked.diff),
    )


def _effect(visit: Visit, diff: Diff) -> tuple[str, ...]:
    """Say what changes, a sentence each, and what that comes down to; of a rule that stays unnamed only that."""
    hidden = hidden_rules(visit)
    named = [each for each in diff.rules if each.change.id not in hidden]
    every: tuple[RuleDiff | CalendarDiff, ...] = (*diff.calendar, *named)
    if len(named) < len(diff.rules):
        return (*(f"{sentence(each, diff)}." for each in every), UNNAMED)
    return (*(f"{sentence(each, diff)}." for each in every), together(diff)) if every else (NOTHING,)


def _shifts(visit: Visit, diff: Diff) -> list[Shift]:
    """Return the tasks that change and may be seen, in the order of their days."""
    day, viewer = visit.me.day, visit.me.viewer
    chosen = [each for each in diff.shifted if each.task.key in diff.total.tasks and may_see(day, viewer, each.task)]
    return sorted(chosen, key=lambda each: (each.task.due, each.task.title, each.task.group))


def _mailed(visit: Visit, diff: Diff) -> tuple[tuple[str, int, int], ...]:
    """Return who gets how many mails; of nobody where that would tell whose a task is that may not be seen."""
    if not all(may_see(visit.me.day, visit.me.viewer, each.task) for each in diff.shifted):
        return ()
    return tuple((diff.names.get(code, code), then, now) for code, then, now in diff.mailed)


def _row(shift: Shift, diff: Diff) -> Row:
    task = shift.task
    return (
        f"{task.title}{f', groep {task.group}' if task.group else ''}",
        dutch(shift.before.due, year=True) if shift.before is not None else "er niet",
        dutch(shift.after.due, year=True) if shift.after is not None else "er niet",
        ", ".join(diff.names.get(one, one) for one in task.recipients),
    )


def _looked_back(visit: Visit, past: Backtest) -> dict[str, object]:
    """Return what a past year would have been: its figures, and the rules for which it differs that may be named."""
    hidden = hidden_rules(visit)
    rules = [
        (f"{each.title}: taken", str(each.before.tasks), str(each.after.tasks))
        for each in past.rules
        if each.before.tasks != each.after.tasks and each.id not in hidden
    ]
    mails = [
        (f"{each.title}: mails", str(each.before.all_mails), str(each.after.all_mails))
        for each in past.rules
        if each.before.all_mails != each.after.all_mails and each.id not in hidden
    ]
    return {"whose": whose(past), "rows": [*totals(past), *rules, *mails], "skipped": skipped(past)}
