"""Tasks, spells and exceptions of who or what is over its term: counted on, under a key that says nothing. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.model import LIVE, MISSED, PUPIL, WAIVED, Because

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from engine.exception import Exemption
    from engine.model import Spell, Task
    from engine.retention import Ending

MARK = "verwijderd-"
REMOVED = "de gegevens zijn na de bewaartermijn verwijderd"


def is_forgotten(task: Task) -> bool:
    """Tell whether whom or what a task was about has been removed."""
    return task.subject.startswith(MARK) or task.occasion.startswith(MARK)


@dataclass(slots=True)
class Keys:
    """Gives who is removed a key without a meaning, the same one each time within a run. `fresh` makes new ones."""

    over: Ending
    fresh: Callable[[], str]
    _given: dict[tuple[str, str], str]

    def subject(self, per: str, subject: str) -> str:
        gone = (per == PUPIL and subject in self.over.pupils) or (per, subject) in self.over.cases
        return self._key(per, subject) if gone else subject

    def occasion(self, anchor: str, occasion: str) -> str:
        return self._key(anchor, occasion) if (anchor, occasion) in self.over.cases else occasion

    def _key(self, kind: str, name: str) -> str:
        if (kind, name) not in self._given:
            self._given[kind, name] = f"{MARK}{self.fresh()}"
        return self._given[kind, name]


def keys_for(over: Ending, fresh: Callable[[], str]) -> Keys:
    return Keys(over, fresh, {})


def forgotten_tasks(tasks: Iterable[Task], keys: Keys) -> tuple[Task, ...]:
    """Return the tasks that change, as they are from now on: still counted, and about nobody."""
    renamed = ((each, _renamed(each, keys)) for each in tasks)
    return tuple(after for before, after in renamed if after != before)


def _renamed(task: Task, keys: Keys) -> Task:
    subject = keys.subject(task.per, task.subject)
    occasion = keys.occasion(task.because.anchor, task.occasion)
    if (subject, occasion) == (task.subject, task.occasion):
        return task
    return replace(
        task,
        subject=subject,
        occasion=occasion,
        state=MISSED if task.state in LIVE else task.state,
        because=bare(task),
        reason=without_words(task).reason,
    )


def bare(task: Task) -> Because:
    """Keep of a reason where the rule stands and what it says; days and evidence were somebody's."""
    before = task.because
    return Because(
        file=before.file,
        line=before.line,
        due_sentence=before.due_sentence,
        opens_sentence=before.opens_sentence,
        occasion_name="",
        occasion_begin=task.due,
        occasion_end=None,
        due_bare=task.due,
        on_trial=before.on_trial,
        exception=before.exception,
        excepted=before.excepted,
    )


def without_words(task: Task) -> Task:
    """Return a task without what somebody typed about it."""
    return replace(task, reason=REMOVED) if task.state == WAIVED and task.reason else task


def spells_left(spells: Iterable[Spell], over: Ending) -> tuple[Spell, ...]:
    return tuple(
        each
        for each in spells
        if not (each.per == PUPIL and each.subject in over.pupils) and (each.per, each.subject) not in over.cases
    )


def exceptions_left(exemptions: Iterable[Exemption], keys: Keys, before: date) -> tuple[Exemption, ...]:
    """Return the exceptions; of a removed pupil, and of those that ended `before` a day, why is no longer said."""
    return tuple(_exception(each, keys, before) for each in exemptions)


def _exception(exemption: Exemption, keys: Keys, before: date) -> Exemption:
    subject = keys.subject(exemption.per, exemption.subject)
    if subject == exemption.subject and exemption.end >= before:
        return exemption
    return replace(exemption, subject=subject, reason=REMOVED)
