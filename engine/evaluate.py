"""Rules, calendar, facts and a day: the tasks they ask for, each with its because. Reads and writes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac, serves
from engine.almanac.days import label, school_year_start, start_of
from engine.anchors.timing import Dated, Timing
from engine.audience import Audiences
from engine.census import Census, Subject
from engine.conditions.base import Candidate, World, narrow
from engine.conditions.combine import AllOf, AnyOf, walk
from engine.conditions.enrolment import Enrolment, Stay
from engine.conditions.kind import Kind
from engine.conditions.school_year import SchoolYear
from engine.found import Found
from engine.model import DONE, GROUP, HOME_GROUP, LIVE, MISSED, PUPIL, SCHOOL, STAFF, TALK_ROUND, Spell
from engine.validity import Falling
from engine.wanting import Wanting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.almanac.dayline import DayLine
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.conditions.base import Condition
    from engine.model import Facts, Group, OccasionNumber, Task, Wanted
    from engine.rule import Rule

Identity = tuple[str, str, str, str]
NOTHING_STORED: Mapping[Identity, Task] = MappingProxyType({})
ENTERING = ("instroom", "vierde verjaardag")
LEAVING = "uitstroom"
LEAVING_SERVICE = "uit-dienst"


@dataclass(frozen=True, slots=True)
class Known:
    """All that a school's tasks follow from. `start` is the first day anything may be due ([school] start)."""

    facts: Facts
    calendars: tuple[SchoolCalendar, ...]
    school_name: str = ""
    start: date | None = None
    numbers: tuple[OccasionNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is wanted on a day, and the spells of conditions that count at once: running and ended (regeltaal 24)."""

    found: tuple[Found, ...]
    spells: tuple[Spell, ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(each.wanted for each in self.found)


class Evaluator:
    """Evaluates rules one by one over the same facts. What is asked once of a group is kept for all its pupils."""

    def __init__(self, known: Known, today: date) -> None:
        self.known = known
        self.today = today
        self.almanac = Almanac(known.calendars)
        self.census = Census(known.facts)
        self.timing = Timing(self.almanac, self.census, known.numbers, known.start)
        self.audiences = Audiences(self.census, self.almanac)
        self._subjects: dict[tuple[str, int, bool, bool], list[Subject]] = {}

    # --- the three doors

    def plan(self, rules: Iterable[Rule], start: int) -> Evaluation:
        """Give all tasks of one school year, done or not; evidence does not count (regeltaal, opdrachten)."""
        found = [one for rule in rules for one in self._of_rule(rule, start, planned=True)]
        return Evaluation(tuple(found))

    def evaluate(
        self,
        rules: Iterable[Rule],
        years: Iterable[int],
        spells: Iterable[Spell] = (),
        stored: Mapping[Identity, Task] = NOTHING_STORED,
    ) -> Evaluation:
        """Give the tasks of some school years as they are today, with evidence.

        Done comes before lapsed, and stays done whatever the calendar does (regeltaal 31). So of what is `stored`, a
        task that `waar` no longer chooses is still given when its evidence is there; and of a task that was done,
        evidence also counts when it fell in the window the task had then.
        """
        rules, years = tuple(rules), tuple(years)
        lasting = (rule for rule in rules if not at_once(rule))
        kept = _subjects_unfinished(stored)
        found = [
            one
            for rule in lasting
            for year in years
            for one in self._of_rule(rule, year, stored, kept.get(rule.id, frozenset()))
        ]
        running = Spells(spells, self.today)
        found += [one for rule in rules if at_once(rule) for one in self._at_once(rule, running)]
        evaluated = {rule.id for rule in rules}
        return Evaluation(tuple(found), running.after(evaluated))

    def world(self, rule: Rule) -> World:
        """Return what conditions of a rule may ask; its assignees decide whose working days count."""
        return World(self.census, self.timing, self.today, self._workers(rule))

    # --- one rule, one school year

    def _of_rule(
        self,
        rule: Rule,
        start: int,
        stored: Mapping[Identity, Task] = NOTHING_STORED,
        kept: frozenset[str] = frozenset(),
        *,
        planned: bool = False,
    ) -> list[Found]:
        """Give a rule's tasks, each by the version its date falls under."""
        falling = self.falling(rule, start)
        if not rule.versions:
            return self._of_version(rule, falling, start, stored, kept, planned=planned)
        versions = (each for each in (rule, *rule.versions) if not each.off)
        return [
            one for each in versions for one in self._of_version(each, falling, start, stored, kept, planned=planned)
        ]

    def falling(self, rule: Rule, start: int) -> Falling:
        """Return what tells under which version of a rule an occasion of a school year falls."""
        return Falling(rule, self._by_the_old_text(rule, start)) if rule.versions else Falling(rule)

    def _by_the_old_text(self, rule: Rule, start: int) -> dict[tuple[str, str], date]:
        """Return when each occasion of each subject would be due if no override had a date."""
        every = self._candidates(self.subjects(rule, start), rule, start, self.world(rule))
        return {(each.subject.key, each.dated.occasion.key): each.due for each in every}

    def _of_version(
        self,
        rule: Rule,
        falling: Falling,
        start: int,
        stored: Mapping[Identity, Task],
        kept: frozenset[str],
        *,
        planned: bool,
    ) -> list[Found]:
        world = self.world(rule)
        every = list(self._candidates(self._perhaps(rule, start, kept), rule, start, world))
        if not falling.always:
            every = [each for each in every if falling.under(rule, each.subject.key, each.dated.occasion.key, each.due)]
        selected = self.select(rule, every, world)
        found = self._found(rule, [each for each in every if each in selected], world, stored, planned=planned)
        if planned or not stored:
            return found
        left = [each for each in every if each not in selected and _unfinished(stored, _identity(rule, each))]
        return found + [each for each in self._left(rule, left, world, stored) if each.wanted.done]

    def _left(
        self, rule: Rule, left: list[Candidate], world: World, stored: Mapping[Identity, Task]
    ) -> Iterator[Found]:
        """Look at what is no longer chosen: by `waar`, which ends a state, or because it takes no part any more."""
        live = {each for each in left if stored[_identity(rule, each)].state in LIVE}
        over = live - rule.where.select(live, world) if rule.where is not None else set()
        yield from self._found(
            rule, [each for each in left if each in over], replace(world, unchosen=True), planned=False
        )
        yield from self._found(rule, [each for each in left if each not in over], world, stored, planned=False)

    def candidates(self, rule: Rule, start: int, world: World) -> Iterator[Candidate]:
        """Give every subject at every occasion, before anybody is left out."""
        return self._candidates(self.subjects(rule, start), rule, start, world)

    def _perhaps(self, rule: Rule, start: int, kept: frozenset[str]) -> list[Subject]:
        """Return the subjects `waar` may choose on some day, and those of `kept`: no dates for the others."""
        every = self.subjects(rule, start)
        left = narrow(rule.where, every, start, self.census)
        if not kept:
            return left
        chosen = set(left)
        return [each for each in every if each in chosen or each.key in kept]

    def _candidates(self, subjects: list[Subject], rule: Rule, start: int, world: World) -> Iterator[Candidate]:
        first = self.known.start or date.min
        occasions = self._occasions_of(rule, start, world)
        for subject in subjects:
            for dated in occasions(subject):
                if dated.due >= first:
                    yield Candidate(subject, start, dated, dated.due)

    def select(self, rule: Rule, every: list[Candidate], world: World) -> set[Candidate]:
        """Return who takes part (regeltaal 20) and is chosen by `waar`."""
        among = {each for each in every if self.takes_part(each)}
        here = {each for each in among if self.is_here(each)}
        return select_present(rule.where, among, here, world)

    def occasions(self, rule: Rule, subject: Subject, start: int, world: World) -> list[Dated]:
        """Return a subject's occasions of a school year, whether anything comes of them or not."""
        if at_once(rule):
            now = self.timing.at_once(rule.due.alternatives[0], start)
            return [now] if school_year_start(now.due) == start else []
        return self.timing.dated(rule.due, subject, start, world.workers, steady=rule.in_holidays)

    def _occasions_of(self, rule: Rule, start: int, world: World) -> Callable[[Subject], list[Dated]]:
        """Return `occasions` for many subjects."""
        if at_once(rule):
            now = self.occasions(rule, self.census.school, start, world)
            return lambda subject: now
        return self.timing.dating(rule.due, start, world.workers, steady=rule.in_holidays)

    def _workers(self, rule: Rule):  # type: ignore[no-untyped-def]
        def lines(subject: Subject, day: date, start: int) -> tuple[DayLine, ...]:
            return self.audiences.lines(rule.assignees, subject, start, day)

        return lines

    # --- who and what a rule is about

    def subjects(self, rule: Rule, start: int) -> list[Subject]:
        """Return everything a rule may be about in a school year."""
        named = {type(each) for each in walk(rule.where)}
        key = (rule.per, start, SchoolYear in named, Kind in named)
        if key not in self._subjects:
            self._subjects[key] = list(self._all_subjects(*key))
        return self._subjects[key]

    def _all_subjects(self, per: str, start: int, any_year: bool, any_kind: bool) -> Iterable[Subject]:
        facts = self.known.facts
        if per == PUPIL:
            return (Subject(PUPIL, each.number, pupil=each) for each in facts.pupils)
        if per == STAFF:
            return (Subject(STAFF, each.code, staff=each) for each in facts.staff)
        if per == SCHOOL:
            return [self.census.school]
        if per == GROUP:
            return self._groups(start, any_year=any_year, any_kind=any_kind)
        cases = [Subject(per, each.key, case=each) for each in self.census.cases_by_type.get(per, ())]
        return [*self._rounds(start), *cases] if per == TALK_ROUND else cases

    def _groups(self, start: int, *, any_year: bool, any_kind: bool) -> Iterator[Subject]:
        year = start if any_year else self.census.groups_year(start)
        for group in self.known.facts.groups if any_year else self.census.groups(start):
            if (any_kind or group.kind == HOME_GROUP) and (group.present or group.pupils):
                yield Subject(GROUP, shown_name(group, year), group=group)

    def _rounds(self, start: int) -> Iterator[Subject]:
        for numbered, occasion in self.timing.dated_anchors.rounds(TALK_ROUND, start):
            suffix = occasion.key.removeprefix(f"{TALK_ROUND}/{label(start)}/")
            yield Subject(TALK_ROUND, suffix, round=numbered.date)

    # --- who takes part

    def takes_part(self, candidate: Candidate) -> bool:
        """Tell whether a case falls in the school year, where the rule hangs on something else."""
        case = candidate.subject.case
        if case is None or case.begin is None or _family(candidate) == case.type:
            return True
        last = case.end or (None if candidate.subject.per in self._open_ended else case.begin)
        return overlaps(case.begin, last, candidate.start)

    @property
    def _open_ended(self) -> set[str]:
        from engine.anchors.known import CASES

        return {name for name, habits in CASES.items() if habits.stays_open}

    def is_here(self, candidate: Candidate) -> bool:
        """Tell whether the pupil is at school, or the staff member in service, on the day it is due."""
        subject, day, family = candidate.subject, candidate.due, _family(candidate)
        if subject.staff is not None:
            staff = subject.staff
            joined = None if family in ENTERING else staff.in_service
            return family == LEAVING_SERVICE or serves(joined, staff.out_of_service, day)
        if subject.pupil is None:
            return True
        pupil = subject.pupil
        entry = None if family in ENTERING else pupil.entry
        leaving = None if family == LEAVING else pupil.exit
        return self.census.belongs(pupil, candidate.start) and serves(entry, leaving, day)

    # --- from a chosen candidate to a task

    def _found(
        self,
        rule: Rule,
        chosen: list[Candidate],
        world: World,
        stored: Mapping[Identity, Task] = NOTHING_STORED,
        *,
        planned: bool,
    ) -> list[Found]:
        wanting = self._wanting(rule, world)
        if planned or not chosen:
            return [_as_found(rule, each, wanting.wanted(each, wanting.opens(each))) for each in chosen]
        opened = [each.opening(wanting.opens(each)) for each in chosen]
        judged = rule.done_when.judge(opened, world)
        found = [_as_found(rule, each, wanting.wanted(each, each.opens, judged)) for each in opened]
        if len(judged.done) == len(opened):
            return found
        still = self._still_done(rule, [each for each in opened if each not in judged.done], world, stored)
        return (
            [replace(each, wanted=still.get(each.wanted.identity, each.wanted)) for each in found] if still else found
        )

    def _still_done(
        self, rule: Rule, left: list[Candidate], world: World, stored: Mapping[Identity, Task]
    ) -> dict[Identity, Wanted]:
        """Look once more at what was done, by the dates it had then: evidence stays evidence when a date moves."""
        before = {each: stored.get(_identity(rule, each)) for each in left}
        was_done = [_as_it_was(each, task) for each, task in before.items() if task is not None and task.state == DONE]
        if not was_done:
            return {}
        judged = rule.done_when.judge(was_done, world)
        proven = [each for each in was_done if each in judged.done]
        wanting = self._wanting(rule, world)
        return {_identity(rule, each): wanting.wanted(each, each.opens, judged) for each in proven}

    def _wanting(self, rule: Rule, world: World) -> Wanting:
        return Wanting(rule, self.audiences, world, self.known.school_name)

    # --- conditions that count at once

    def _at_once(self, rule: Rule, spells: Spells) -> list[Found]:
        """Look at a condition as it is today; the day it was first seen is when it is due."""
        versions = (each for each in (rule, *rule.versions) if not each.off)
        return [one for each in versions for one in self._version_at_once(each, Falling(rule), spells)]

    def _version_at_once(self, rule: Rule, falling: Falling, spells: Spells) -> list[Found]:
        world, start = self.world(rule), school_year_start(self.today)
        every = self.as_of_today(rule)
        selected = self.select(rule, every, world)
        now = (each for each in every if each in selected and falling.on(rule, spells.since(rule, each.subject.key)))
        chosen = [self._dated_by_spell(each, spells.seen(rule, each.subject.key, start)) for each in now]
        return self._found(rule, chosen, world, planned=False)

    def as_of_today(self, rule: Rule) -> list[Candidate]:
        """Give every subject as it is today, for a rule that counts at once."""
        start = school_year_start(self.today)
        now = replace(self.timing.at_once(rule.due.alternatives[0], start), bare=self.today, due=self.today)
        return [Candidate(each, start, now, self.today) for each in self.subjects(rule, start)]

    def _dated_by_spell(self, candidate: Candidate, spell: Spell) -> Candidate:
        day = spell.first_seen
        key = f"direct/{spell.school_year}/{spell.ordinal}"
        occasion = replace(candidate.dated.occasion, key=key, begin=day, end=day)
        dated = replace(candidate.dated, occasion=occasion, bare=day, due=day)
        return replace(candidate, dated=dated, opens=day)


class Spells:
    """Keeps since when a condition has held for a subject: a running spell goes on, a new one gets the next number."""

    def __init__(self, before: Iterable[Spell], today: date) -> None:
        self.before = tuple(before)
        self.today = today
        self._running = {(each.rule, each.per, each.subject): each for each in self.before if each.ended is None}
        self._seen: dict[tuple[str, str, str], Spell] = {}

    def since(self, rule: Rule, subject: str) -> date:
        """Return since when a condition holds that holds today."""
        running = self._running.get((rule.id, rule.per, subject))
        return running.first_seen if running is not None else self.today

    def seen(self, rule: Rule, subject: str, start: int) -> Spell:
        key = (rule.id, rule.per, subject)
        running = self._running.get(key)
        self._seen[key] = running if running is not None else self._new(key, label(start))
        return self._seen[key]

    def _new(self, key: tuple[str, str, str], school_year: str) -> Spell:
        earlier = [each for each in self.before if (each.rule, each.per, each.subject) == key]
        ordinals = (each.ordinal for each in earlier if each.school_year == school_year)
        return Spell(*key, school_year, max(ordinals, default=0) + 1, self.today)

    def after(self, evaluated: set[str]) -> tuple[Spell, ...]:
        """Return all spells as they are now; those of rules that were not evaluated stay as they were."""
        kept = [each for each in self.before if each.ended is not None or each.rule not in evaluated]
        over = [
            replace(each, ended=self.today)
            for key, each in self._running.items()
            if key not in self._seen and each.rule in evaluated
        ]
        return (*kept, *over, *self._seen.values())


def _subjects_unfinished(stored: Mapping[Identity, Task]) -> Mapping[str, frozenset[str]]:
    """Return by rule the subjects of stored tasks that evidence may still close."""
    found: dict[str, set[str]] = defaultdict(set)
    for identity in stored:
        if _unfinished(stored, identity):
            rule, _, subject, _ = identity
            found[rule].add(subject)
    return {rule: frozenset(subjects) for rule, subjects in found.items()}


def _unfinished(stored: Mapping[Identity, Task], identity: Identity) -> bool:
    task = stored.get(identity)
    return task is not None and (task.state in LIVE or task.state == MISSED)


def _as_it_was(candidate: Candidate, task: Task) -> Candidate:
    """Return a candidate with the dates under which its task was done."""
    because = task.because
    end = because.occasion_end or because.occasion_begin
    occasion = replace(candidate.dated.occasion, begin=because.occasion_begin, end=end)
    dated = replace(candidate.dated, occasion=occasion, bare=because.due_bare, due=task.due)
    return replace(candidate, dated=dated, opens=task.opens, counts_from=because.counts_from)


def _as_found(rule: Rule, candidate: Candidate, wanted: Wanted) -> Found:
    return Found(rule.under(candidate.dated.moment), wanted, candidate.subject, candidate.start)


def _identity(rule: Rule, candidate: Candidate) -> Identity:
    return (rule.id, rule.per, candidate.subject.key, candidate.dated.occasion.key)


def at_once(rule: Rule) -> bool:
    return rule.at_once


def select_present(
    condition: Condition | None, among: set[Candidate], here: set[Candidate], world: World
) -> set[Candidate]:
    """Choose among those who are here, save where a clause speaks of being at school itself (`op_school`)."""
    if condition is None:
        return among & here
    if not speaks_of_enrolment(condition):
        return condition.select(among & here, world)
    if isinstance(condition, AnyOf):
        return set().union(*(select_present(each, among, here, world) for each in condition.parts))
    if not isinstance(condition, AllOf):
        return condition.select(among, world)
    left = among
    for each in condition.parts:
        speaks = speaks_of_enrolment(each)
        left = select_present(each, left, here, world) if speaks else each.select(left, world)
    return left


def speaks_of_enrolment(condition: Condition) -> bool:
    """Tell whether a condition says itself who must be at school (`op_school`)."""
    return any(isinstance(each, Enrolment | Stay) for each in walk(condition))


def _family(candidate: Candidate) -> str:
    anchor = candidate.dated.moment.anchor
    return anchor.family if anchor is not None else ""


def overlaps(begin: date, last: date | None, start: int) -> bool:
    """Tell whether days from `begin` to `last` (None: no end yet) touch the school year that began in `start`."""
    return school_year_start(begin) <= start and (last is None or school_year_start(last) >= start)


def shown_name(group: Group, year: int | None) -> str:
    """Return the group's name, with its school year when that is not the one meant."""
    return group.name if start_of(group.school_year) == year else f"{group.name} ({group.school_year})"
