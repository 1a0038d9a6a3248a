"""The tasks as the store has them, with the rules and people they speak of: what a list of tasks is made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine import lookup
from engine.grounds import Grounds
from engine.lookup import NoSuch
from engine.remind import Reminders
from engine.runs.evaluate import decide, gather_all
from engine.store.tasks import load_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from engine.found import Found
    from engine.model import Staff, Task
    from engine.rule import Rule
    from engine.runs.evaluate import Before
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store


@dataclass(frozen=True)
class Listing:
    """All tasks of a school, and what is needed to show them: its rules by id and its people by code."""

    school: School
    tasks: tuple[Task, ...]

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        return {each.id: each for each in self.school.book.rules}

    @cached_property
    def staff(self) -> Mapping[str, Staff]:
        return {each.code: each for each in self.school.facts.staff}

    @cached_property
    def same_as(self) -> Mapping[str, str]:
        """Which rule belongs to which other (`hoort_bij`)."""
        return {each.id: each.same_as for each in self.school.book.rules if each.same_as}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tasks somebody wants to see; "" asks nothing."""

    person: str = ""
    group: str = ""
    rule: str = ""
    state: str = ""
    school_year: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stored task with the addresses of who gets it, and (day, address) of each reminder, as if it stays open."""

    task: Task
    addresses: tuple[str, ...]
    reminders: tuple[tuple[date, str], ...]


def listing(settings: Settings, store: Store) -> Listing:
    """Read the tasks and the school they are about."""
    return Listing(gather_all(settings, store).school, load_tasks(store))


def chosen(all_of_it: Listing, asked: Asked) -> tuple[Task, ...] | NoSuch:
    """Return the tasks that answer to all that is asked, or which word of it nobody knows."""
    tests: list[Callable[[Task], bool]] = []
    for word, find in ((asked.person, _of_person), (asked.group, _of_group), (asked.rule, _of_rule)):
        found = find(all_of_it, word) if word else None
        if isinstance(found, NoSuch):
            return found
        tests += [found] if found else []
    if asked.state:
        tests.append(lambda each: each.state == asked.state)
    if asked.school_year:
        tests.append(lambda each: each.school_year == asked.school_year)
    return tuple(each for each in all_of_it.tasks if all(test(each) for test in tests))


def _of_person(all_of_it: Listing, word: str) -> Callable[[Task], bool] | NoSuch:
    found = lookup.person(word, all_of_it.school.facts.staff)
    return found if isinstance(found, NoSuch) else lambda each: found.code in each.recipients and not each.on_trial


def _of_group(all_of_it: Listing, word: str) -> Callable[[Task], bool] | NoSuch:
    found = lookup.group(word, all_of_it.school.facts.groups)
    return found if isinstance(found, NoSuch) else lambda each: found == each.group


def _of_rule(all_of_it: Listing, word: str) -> Callable[[Task], bool] | NoSuch:
    known = {*all_of_it.rules, *(each.rule for each in all_of_it.tasks)}
    found = lookup.rule_id(word, sorted(known))
    return found if isinstance(found, NoSuch) else lambda each: each.rule == found


def lines(settings: Settings, store: Store, asked: Asked, today: date) -> tuple[Line, ...] | NoSuch:
    """Return tasks in the fixed form of `tasks --json`, each with its reminders; the first due first."""
    before = gather_all(settings, store)
    found = chosen(Listing(before.school, before.tasks), asked)
    if isinstance(found, NoSuch):
        return found
    wanted = _still_wanted(before, today)
    reminders = Reminders(Grounds(before.school.known, today).audiences)
    address = {each.code: each.email for each in before.school.facts.staff}
    ordered = sorted(found, key=lambda each: (each.due, each.identity))
    return tuple(_line(each, wanted.get(each.identity), reminders, address) for each in ordered)


def _still_wanted(before: Before, today: date) -> dict[tuple[str, str, str, str], Found]:
    return {each.wanted.identity: each for each in decide(before, today).evaluation.found}


def _line(task: Task, found: Found | None, reminders: Reminders, address: Mapping[str, str]) -> Line:
    """Give a task's reminders by the dates it has in the store; a task that nobody wants any more has none."""
    known = tuple(code for code in task.recipients if code in address)
    return Line(task, _sorted(address[code] for code in known), _reminders(task, known, found, reminders, address))


def _reminders(
    task: Task, known: tuple[str, ...], found: Found | None, reminders: Reminders, address: Mapping[str, str]
) -> tuple[tuple[date, str], ...]:
    if found is None:
        return ()
    stored = replace(found, wanted=replace(found.wanted, opens=task.opens, due=task.due, recipients=known))
    return tuple(sorted({(each.on, address[each.to]) for each in reminders.of(stored)}))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words) - {""}))
