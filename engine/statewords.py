"""How a task stands, in a sentence: until when it is open, and by whom or what it came to be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import WEEKDAY_NAMES, dutch
from engine.missingwords import listed
from engine.model import DONE, EVERYBODY, LAPSED, MISSED, OUT, OVERDUE, WAIVED
from engine.occasionwords import day_of
from engine.speaking import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.model import Task
    from engine.rule import Rule
    from engine.speaking import Names


def state(task: Task, rule: Rule | None, names: Names, today: date) -> str:
    """Say how a task stands, and by whom or what it came to be so."""
    due = f"{WEEKDAY_NAMES[task.due.weekday()]} {day_of(task.due, today)}"
    if task.state == OVERDUE:
        return f"De taak is te laat: {due} was de laatste dag." + _half_ticked(task, rule, names)
    if task.state == DONE:
        return _done(task, names)
    if task.state == WAIVED:
        if task.because.excepted == OUT and not task.done_by:
            return _excepted(task, names)
        who = f" volgens {names.of([task.done_by])}" if task.done_by else ""
        return f"De taak is niet van toepassing{who}: {sentence(task.reason)}"
    if task.state == MISSED:
        return f"De taak is gemist: {due} was de laatste dag, en het is niet gebeurd."
    if task.state == LAPSED:
        return f"De taak is vervallen: {sentence(task.reason or 'er is niets meer te doen')}"
    return f"De taak staat open, uiterlijk {due}." + _half_ticked(task, rule, names)


def _excepted(task: Task, names: Names) -> str:
    because = task.because
    until = f", tot en met {dutch(because.excepted_until, year=True)}" if because.excepted_until else ""
    by = names.of([because.excepted_by])
    return (
        f"De taak is niet van toepassing door uitzondering {because.exception} van {by}{until}: {sentence(task.reason)}"
    )


def _done(task: Task, names: Names) -> str:
    day = f" sinds {dutch(task.done_on)}" if task.done_on else ""
    if task.done_by:
        return f"De taak is klaar{day}, afgevinkt door {names.of([task.done_by])}."
    proof = listed(task.because.proof)
    return f"De taak is klaar{day}: {sentence(proof)}" if proof else f"De taak is klaar{day}."


def _half_ticked(task: Task, rule: Rule | None, names: Names) -> str:
    if rule is None or rule.who != EVERYBODY or not task.ticked_by:
        return ""
    left = [each for each in task.recipients if each not in task.ticked_by]
    return f" {names.of(task.ticked_by)} {_have(task.ticked_by)} al afgevinkt, {names.of(left)} nog niet."


def _have(people: Iterable[str]) -> str:
    return "heeft" if len(tuple(people)) == 1 else "hebben"
