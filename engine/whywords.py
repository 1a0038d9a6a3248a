"""Why a task is there, in a sentence: what it hangs on, how far from that it is due, what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.almanac.phrase import AFTER, AT_ONCE, BEFORE, DATE, END, IN_WORDS, SCHOOL_DAY, WORKING_DAY, Quantity
from engine.forgotten import REMOVED, is_forgotten
from engine.missingwords import missing
from engine.model import LIVE, MISSED
from engine.occasionwords import occasion_clause
from engine.speaking import sentence

if TYPE_CHECKING:
    from datetime import date

    from engine.model import Because, Task
    from engine.speaking import Names


def why(task: Task, names: Names, today: date) -> str:
    """Say why a task is there: what it hangs on, how far from that it is due, what is still missing, and the rule."""
    because = task.because
    if is_forgotten(task):
        return f"{sentence(REMOVED.capitalize())} De taak kwam van {because.file}, regel {because.line}."
    lacking = _lacking(task, names)
    rest = f"; {lacking}" if lacking else ""
    return f"Je kreeg dit omdat {_cause(task, names, today)}{rest} ({because.file}, regel {because.line})."


def _lacking(task: Task, names: Names) -> str:
    if task.state not in (*LIVE, MISSED):
        return ""
    return missing(task.because.missing, names.subject) or "het is nog niet afgevinkt"


def _cause(task: Task, names: Names, today: date) -> str:
    because = task.because
    if because.relation == DATE:
        return f"dit elk schooljaar op {because.occasion_name} af moet zijn"
    if because.relation == AT_ONCE:
        so = f": {' en '.join(because.selected)}" if because.selected else ""
        return f"dit voor {names.subject} zo is sinds {dutch(because.occasion_begin)}{so}"
    at_end = reckons_from_end(because)
    clause = occasion_clause(because, names.subject, names.group, today, at_end=at_end)
    return f"{clause} en {distance(because)}"


def reckons_from_end(because: Because) -> bool:
    """Tell whether the sentence counts from the end of the occasion (regeltaal 1)."""
    if because.edge:
        return because.edge == END
    return because.relation in (AFTER, END)


def distance(because: Because) -> str:
    """Say how far from the occasion it is due: `dit twee weken eerder af moet`."""
    amount = quantity(because.count, because.unit) if because.count else ""
    if because.relation == BEFORE:
        return f"dit {amount} eerder af moet" if amount else "dit daarvoor af moet"
    if because.relation == AFTER and not amount:
        return "dit meteen daarna af moet"
    if because.relation == AFTER:
        counted = because.unit in (SCHOOL_DAY, WORKING_DAY)
        return f"dit {amount} later af moet" if counted else f"dit binnen {amount} af moet"
    return "dit dan af moet"


def quantity(count: int, unit: str) -> str:
    """Return `twee weken`, `een schooldag`, `15 schooldagen`."""
    number, _, word = str(Quantity(count, unit)).partition(" ")
    return f"{IN_WORDS[count] if count < len(IN_WORDS) else number} {word}"
