"""Rules 25-28 and 33: who hears what on which day. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.oracle.days import (
    Days,
    UnknownDayError,
    add,
    backward,
    count_back,
    count_on,
    forward,
    in_service,
    is_own_weekday,
    is_weekday,
    is_working_day,
)
from tests.oracle.phrases import UNITS
from tests.oracle.where import as_list, yes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.oracle.dates import Setting
    from tests.oracle.folder import Staff
    from tests.oracle.phrases import Phrase

STANDARD = {
    "verplicht": ["2 schooldagen ervoor", "op de dag", "elke 3 schooldagen erna"],
    "gewenst": ["bij het begin"],
    "facultatief": [],
}


@dataclass
class Task:
    setting: Setting
    rule: dict[str, Any]
    phrase: Phrase
    opens: date
    due: date
    staff: list[Staff]
    level: str


def sentences(task: Task) -> list[str]:
    if "herinner" in task.rule:
        return [str(s) for s in as_list(task.rule["herinner"])]
    if task.phrase.anchor == "schooldag" and task.phrase.pick is None:
        return []
    if task.phrase.anchor == "schoolweek" and task.phrase.pick is None:
        return [] if task.level == "facultatief" else ["op de dag"]
    return STANDARD[task.level]


def nothing_after(task: Task) -> date | None:
    """The last day on which anything may still come: 27, 28, 32 and 33."""
    vervalt = task.rule.get("vervalt")
    if task.level != "verplicht":
        return task.due
    if vervalt is None and task.phrase.anchor in ("schooldag", "schoolweek") and task.phrase.pick is None:
        return task.due
    if vervalt is None or vervalt in ("nee", False):
        return None
    if yes(vervalt):
        return task.due
    _na, number, word = str(vervalt).split()
    if UNITS[word] != "schooldag":
        return add(task.due, int(number), UNITS[word])
    try:
        return count_on(task.due, int(number), task.setting.days.is_school_day)
    except UnknownDayError:
        return count_on(task.due, int(number), is_weekday)


def reminders(task: Task, escalated: list[tuple[str, list[Staff]]]) -> list[tuple[date, str]]:
    """Date and address; `escalated` has a quantity and the people of every step."""
    last = nothing_after(task)
    found: set[tuple[date, str]] = set()
    for staff in task.staff:
        days = sorted({day for text in sentences(task) for day in _days(task, text, staff)})
        after = [d for d in days if d > task.due][:5]  # 27: at most five after
        found |= {(d, staff.email) for d in days if d <= task.due} | {(d, staff.email) for d in after}
    for quantity, people in escalated:
        for staff in people:
            number, word = quantity.split()
            day = _send(task, staff, partial(_plus, task, staff, int(number), word), "erna")
            if day is not None:
                found.add((day, staff.email))
    return sorted((d, to) for d, to in found if last is None or d <= last)


def _days(task: Task, text: str, staff: Staff) -> list[date]:
    if text == "bij het begin":
        day = _send(task, staff, lambda: task.opens, "begin")
        return [day] if day is not None and day <= task.due else []
    if text == "op de dag":
        found = [_send(task, staff, lambda: task.due, "ervoor")]
        return [d for d in found if d is not None and d >= task.opens]
    words = text.split()
    times = 1
    if words[0] == "elke":
        words = words[1:] if words[1].isdigit() else ["1", *words[1:]]
        times = 5
    number, unit, side = int(words[0]), words[1], words[2]
    days = []
    for n in range(1, times + 1):
        if side == "ervoor":
            day = _send(task, staff, partial(_plus, task, staff, -number, unit), "ervoor")
        else:
            day = _send(task, staff, partial(_plus, task, staff, number * n, unit), "erna")
        if day is not None and day >= task.opens:
            days.append(day)
    return days


def _plus(task: Task, staff: Staff, number: int, word: str) -> date:
    """25: school days and own working days are counted without `uiterlijk` itself; 30: the school's school days."""
    unit = UNITS[word]
    if unit not in ("schooldag", "werkdag"):
        return add(task.due, number, unit)
    school = task.setting.school

    def good(day: date) -> bool:
        if unit == "schooldag":
            return Days(school, set()).is_school_day(day)
        return is_working_day(school, staff, day)

    return count_back(task.due, -number, good) if number < 0 else count_on(task.due, number, good)


def _send(task: Task, staff: Staff, reckon: Callable[[], date], side: str) -> date | None:
    """26: moved to a sending day; None when it falls in, or comes to, a year without calendar."""
    school = task.setting.school
    plain = Days(school, set())

    def sending(day: date) -> bool:
        if not task.setting.in_holidays:
            return is_working_day(school, staff, day)
        if abs((day - task.due).days) > 2000:
            raise UnknownDayError
        return is_own_weekday(staff, day) and in_service(staff, day)

    try:
        day = reckon()
        if not plain.known(day):
            return None
        if sending(day):
            return day
        if side == "begin":
            return forward(day, sending)
        return backward(day, sending) if day <= task.due else forward(day, sending)
    except UnknownDayError:
        return None
