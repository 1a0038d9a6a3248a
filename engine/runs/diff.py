"""What a change of rules or calendar comes down to: both versions evaluated over the same facts. Writes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac
from engine.almanac.days import ONE_DAY
from engine.changebook import RuleChange, rule_changes
from engine.changecalendar import CalendarChange, calendar_changes
from engine.changeeffect import Effect, Side, effect_of, shifts
from engine.mailday import mail_of
from engine.numbering import renumber
from engine.runs.evaluate import Before, Outcome, decide
from engine.runs.files import read_files
from engine.runs.gather import gather
from engine.runs.post import desk_of, tasks_after
from engine.runs.ruledby import proposed, ruled_by, same
from engine.store.exceptions import load_exceptions
from engine.store.facts import load_told
from engine.store.occasions import load_occasion_numbers
from engine.store.rulefiles import last_good_files
from engine.store.spells import load_spells
from engine.store.tasks import closed_school_years, load_tasks
from engine.store.ticks import load_ticks
from engine.store.told import load_heard_moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from engine.changeeffect import Shift
    from engine.model import Told
    from engine.problem import Problem
    from engine.reconcile import Change
    from engine.runs.files import Files
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store

NO_RUN_YET = "de opslag kent nog geen versie van de regels: na de eerste run is te zien wat er verandert"
NO_PROPOSAL = "daar staan geen regels en geen kalender: noem een map met rules/ of calendar/, of een bestand"


@dataclass(frozen=True, slots=True)
class RuleDiff:
    """One rule that differs, and what that does."""

    change: RuleChange
    effect: Effect


@dataclass(frozen=True, slots=True)
class CalendarDiff:
    """Changes of the calendar that have their effect together: one date, or all days off."""

    changes: tuple[CalendarChange, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs. `morning` is the day whose mail is looked at; `problems` are those of the new files.

    `shifted` are the tasks that change, and `names` who has them. `mailed` are those who get another number of mails
    that morning or read something else in them: who, how many mails they would have had, and how many they get.
    """

    rules: tuple[RuleDiff, ...]
    calendar: tuple[CalendarDiff, ...]
    total: Effect
    today: date
    morning: date
    problems: tuple[Problem, ...] = ()
    mails: tuple[int, int] = (0, 0)
    shifted: tuple[Shift, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    mailed: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NotToCompare:
    """Why there is nothing to compare, in a sentence."""

    message: str


def diff(settings: Settings, store: Store, today: date, proposal: Path | None = None) -> Diff | NotToCompare:
    """Compare the files by which the store rules with those on disk, or with a proposal. Raises OSError."""
    last_good = last_good_files(store)
    now = read_files(settings.folder, settings.school.packs)
    before = ruled_by(last_good, now) or (now if proposal is not None else None)
    if before is None:
        return NotToCompare(NO_RUN_YET)
    after = now if proposal is None else proposed(proposal, before, settings.school.packs)
    if after is None:
        return NotToCompare(NO_PROPOSAL)
    texts = {path: each.text for path, each in last_good.items()}
    return _Comparison(settings, store, today, texts).of(before, after)


def between(settings: Settings, store: Store, today: date, before: Files, after: Files) -> Diff:
    """Compare two versions of the files over the same facts, whatever the store rules by."""
    texts = {path: each.text for path, each in last_good_files(store).items()}
    return _Comparison(settings, store, today, texts).of(before, after)


class _Comparison:
    """Reads the store once, and evaluates each version of the files as tomorrow's run would."""

    def __init__(self, settings: Settings, store: Store, today: date, texts: dict[str, str]) -> None:
        self.settings = settings
        self.store = store
        self.today = today
        self.texts = texts
        self.told: Told = load_told(store)
        self.numbers = load_occasion_numbers(store)
        self.exemptions = load_exceptions(store)
        self.stored = (
            load_tasks(store),
            load_ticks(store),
            load_spells(store),
            self.numbers,
            closed_school_years(store),
            load_heard_moves(store),
        )

    def of(self, before: Files, after: Files) -> Diff:
        old, new = self._school(before), self._school(after)
        morning = self._next_school_day(new)
        changed = rule_changes(old.book.rules, new.book.rules, _off(new))
        dates = calendar_changes(old.calendars, new.calendars)
        nothing = same(before, after) or not (changed or dates)
        if nothing:
            return Diff((), (), Effect(), self.today, morning, new.problems)
        outcomes = [decide(self._before(old), morning)]
        if dates:
            between = replace(old, calendars=new.calendars, numbers=new.numbers)
            outcomes.append(decide(self._before(between), morning))
        if changed:
            outcomes.append(self._decide_again(outcomes[-1], new, _touched(changed, new), morning))
        return self._diff(changed, dates, [self._side(each, morning) for each in outcomes], morning, new)

    def _diff(
        self,
        changed: list[RuleChange],
        dates: tuple[CalendarChange, ...],
        sides: list[Side],
        morning: date,
        new: School,
    ) -> Diff:
        first, last = sides[0], sides[-1]
        by_calendar = shifts(first, sides[1]) if dates else ()
        middle = sides[-2] if dates and changed else first
        by_rules = shifts(middle, last) if changed else ()
        shifted = shifts(first, last)
        total = effect_of(shifted, first)
        return Diff(
            tuple(RuleDiff(each, _of_rule(each, by_rules, middle)) for each in changed),
            tuple(_of_calendar(dates, by_calendar, first)),
            total,
            self.today,
            morning,
            new.problems,
            (len(first.posts), len(last.posts)),
            shifted,
            {each.code: each.first_name or each.code for each in new.facts.staff},
            tuple(_mailed(first, last, total.told)),
        )

    def _school(self, files: Files) -> School:
        school = gather(self.settings, self.told, self.texts, files=files)
        numbers = renumber(self.numbers, school.calendars)
        return replace(school, numbers=numbers, exemptions=self.exemptions)

    def _before(self, school: School) -> Before:
        return Before(school, *self.stored)

    def _decide_again(self, known: Outcome, school: School, touched: frozenset[str], morning: date) -> Outcome:
        """Decide about the rules that changed only; about the others everything is known already."""
        rules = tuple(each for each in school.book.rules if each.id in touched)
        some = replace(school, book=replace(school.book, rules=rules))
        again = decide(self._before(some), morning)
        found = (*(each for each in known.evaluation.found if each.rule.id not in touched), *again.evaluation.found)
        kept = (each for each in known.changes if not _is_of(each, touched))
        changes = (*kept, *(each for each in again.changes if _is_of(each, touched)))
        return Outcome(school, replace(again.evaluation, found=found), changes)

    def _side(self, outcome: Outcome, morning: date) -> Side:
        before = self._before(outcome.school)
        desk = desk_of(self.store, before, outcome, morning)
        tasks = {each.key: each for each in tasks_after(before, outcome).values()}
        return Side(tasks, mail_of(desk).posts)

    def _next_school_day(self, school: School) -> date:
        """Return the first school day after today: what changes today is told then. Without a calendar, tomorrow."""
        line = Almanac(school.calendars).school_days()
        return line.first_on_or_after(self.today + ONE_DAY) or self.today + ONE_DAY


def _mailed(before: Side, after: Side, told: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Give who gets another number of mails, or reads of the change in them, in order of their code."""
    then, now = (Counter(each.person for each in side.posts) for side in (before, after))
    for code in sorted({*then, *now, *told}):
        if then[code] != now[code] or code in told:
            yield code, then[code], now[code]


def _touched(changed: Iterable[RuleChange], new: School) -> frozenset[str]:
    """Return the ids of the rules that changed, those they had before too."""
    ids = {each.id for each in changed}
    return frozenset(ids.union(*(each.formerly for each in new.book.rules if each.id in ids)))


def _is_of(change: Change, rules: frozenset[str]) -> bool:
    return change.after.rule in rules or (change.before is not None and change.before.rule in rules)


def _off(school: School) -> frozenset[str]:
    return frozenset(each.id for each in school.book.overrides if each.off)


def _of_rule(change: RuleChange, shifted: Iterable[Shift], before: Side) -> Effect:
    return effect_of((each for each in shifted if each.task.rule == change.id), before)


def _of_calendar(dates: tuple[CalendarChange, ...], shifted: tuple[Shift, ...], before: Side) -> Iterable[CalendarDiff]:
    """Give each date with the tasks that hang on it; what is left follows from the days off."""
    left = list(shifted)
    for each in (one for one in dates if one.anchor):
        mine = [one for one in left if _hangs_on(one, each)]
        left = [one for one in left if one not in mine]
        yield CalendarDiff((each,), effect_of(mine, before))
    days = tuple(one for one in dates if not one.anchor)
    if days or left:
        yield CalendarDiff(days, effect_of(left, before))


def _hangs_on(shift: Shift, change: CalendarChange) -> bool:
    sides = [each for each in (shift.before, shift.after) if each is not None]
    return any(each.because.anchor == change.anchor and each.because.occasion_begin in change.begins for each in sides)
