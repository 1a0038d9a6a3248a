"""Rules, calendar, facts and a day: the tasks they ask for, each with its because. Reads and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.almanac.almanac import Almanac, serves
from engine.almanac.dayline import nth_weekday
from engine.almanac.days import dutch, label, school_year_start, start_of
from engine.almanac.phrase import SCHOOL_DAY
from engine.almanac.reckon import add
from engine.anchors.timing import Dated, Timing
from engine.audience import Audiences
from engine.census import Census, Subject
from engine.conditions.base import Candidate, World
from engine.conditions.combine import AllOf, AnyOf, walk
from engine.conditions.enrolment import Enrolment, Stay
from engine.conditions.kind import Kind
from engine.conditions.school_year import SchoolYear
from engine.found import Found
from engine.model import DONE, GROUP, HOME_GROUP, LIVE, MISSED, PUPIL, SCHOOL, STAFF, TALK_ROUND, Because, Spell, Wanted
from engine.rule import AT_DUE, LATER, REQUIRED
from engine.wording import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from engine.almanac.dayline import DayLine
    from engine.almanac.occasion import Occasion
    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.audience import Audience
    from engine.conditions.base import Condition, Judgement
    from engine.model import Facts, Group, OccasionNumber, Task
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
        found = [one for rule in lasting for year in years for one in self._of_rule(rule, year, stored)]
        running = Spells(spells, self.today)
        found += [one for rule in rules if at_once(rule) for one in self._at_once(rule, running)]
        evaluated = {rule.id for rule in rules}
        return Evaluation(tuple(found), running.after(evaluated))

    def world(self, rule: Rule) -> World:
        """Return what conditions of a rule may ask; its assignees decide whose working days count."""
        return World(self.census, self.timing, self.today, self._workers(rule))

    # --- one rule, one school year

    def _of_rule(
        self, rule: Rule, start: int, stored: Mapping[Identity, Task] = NOTHING_STORED, *, planned: bool = False
    ) -> list[Found]:
        world = self.world(rule)
        every = list(self.candidates(rule, start, world))
        selected = self.select(rule, every, world)
        found = self._found(rule, [each for each in every if each in selected], world, stored, planned=planned)
        if planned or not stored:
            return found
        left = [each for each in every if each not in selected and _unfinished(stored, _identity(rule, each))]
        return found + [each for each in self._found(rule, left, world, stored, planned=False) if each.wanted.done]

    def candidates(self, rule: Rule, start: int, world: World) -> Iterator[Candidate]:
        """Give every subject at every occasion, before anybody is left out."""
        for subject in self.subjects(rule, start):
            for dated in self.occasions(rule, subject, start, world):
                if self.known.start is None or dated.due >= self.known.start:
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

    def _workers(self, rule: Rule):  # type: ignore[no-untyped-def]
        def lines(subject: Subject, day: date, start: int) -> tuple[DayLine, ...]:
            return self.audiences.lines(rule.assignees, subject, start, day)

        return lines

    # --- who and what a rule is about

    def subjects(self, rule: Rule, start: int) -> list[Subject]:
        """Return everything a rule may be about in a school year."""
        if rule.per == PUPIL:
            return self._pupils
        if rule.per == STAFF:
            return [Subject(STAFF, each.code, staff=each) for each in self.known.facts.staff]
        if rule.per == SCHOOL:
            return [self.census.school]
        if rule.per == GROUP:
            return list(self._groups(rule, start))
        cases = [Subject(rule.per, each.key, case=each) for each in self.census.cases_by_type.get(rule.per, ())]
        return [*self._rounds(start), *cases] if rule.per == TALK_ROUND else cases

    @property
    def _pupils(self) -> list[Subject]:
        if not hasattr(self, "_pupil_subjects"):
            self._pupil_subjects = [Subject(PUPIL, each.number, pupil=each) for each in self.known.facts.pupils]
        return self._pupil_subjects

    def _groups(self, rule: Rule, start: int) -> Iterator[Subject]:
        named = {type(each) for each in walk(rule.where)}
        year = self.census.groups_year(start)
        every = self.known.facts.groups if SchoolYear in named else self.census.groups(start)
        for group in every:
            if (Kind in named or group.kind == HOME_GROUP) and (group.present or group.pupils):
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
            return family == LEAVING_SERVICE or serves(staff.in_service, staff.out_of_service, day)
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
        opened = [replace(each, opens=self._opens(rule, each, world)) for each in chosen]
        judged = None if planned or not opened else rule.done_when.judge(opened, world)
        found = [Found(rule, self._wanted(rule, each, judged), each.subject, each.start) for each in opened]
        if judged is None or len(judged.done) == len(opened):
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
        return {_identity(rule, each): self._wanted(rule, each, judged) for each in proven}

    def _opens(self, rule: Rule, candidate: Candidate, world: World) -> date:
        return self.timing.opens(rule.opens, candidate.dated, candidate.subject, candidate.start, world.workers)

    def _wanted(self, rule: Rule, candidate: Candidate, judged: Judgement | None) -> Wanted:
        subject, dated, start = candidate.subject, candidate.dated, candidate.start
        audience = self.audiences.of(rule.assignees, subject, start, dated.due)
        group = self.census.group_of(subject, start)
        group_name = group.name if group is not None else ""
        return Wanted(
            rule=rule.id,
            per=rule.per,
            subject=subject.key,
            occasion=dated.occasion.key,
            school_year=label(start),
            opens=candidate.opens,
            due=dated.due,
            recipients=audience.codes,
            level=rule.level,
            title=fill(rule.title, self.names(dated.occasion, group_name)),
            group=group_name,
            done=judged is not None and candidate in judged.done,
            because=self._because(rule, candidate, judged, audience),
            unreachable=audience.empty_roles,
            expires=self.expires(rule, candidate),
        )

    def names(self, occasion: Occasion, group: str) -> dict[str, str]:
        """Return what the names in a title stand for."""
        return {
            "groep.naam": group,
            "gelegenheid.naam": occasion.title,
            "gelegenheid.datum": dutch(occasion.begin),
            "school.naam": self.known.school_name,
        }

    def _because(self, rule: Rule, candidate: Candidate, judged: Judgement | None, audience: Audience) -> Because:
        dated = candidate.dated
        moment, occasion = dated.moment, dated.occasion
        return Because(
            file=rule.file,
            line=rule.line,
            due_sentence=moment.words,
            opens_sentence=rule.opens.words if rule.opens else "",
            occasion_name=occasion.title,
            occasion_begin=occasion.begin,
            occasion_end=None if occasion.open_ended else occasion.end,
            due_bare=dated.bare,
            selected=clauses(rule.where),
            missing=judged.missing.get(candidate, ()) if judged else (),
            proof=judged.proof.get(candidate, ()) if judged else (),
            audience=audience.reasons,
            empty_roles=audience.empty_roles,
            relation=moment.relation,
            count=moment.quantity.count if moment.quantity else 0,
            unit=moment.unit,
            edge=moment.edge,
            anchor=moment.anchor.family if moment.anchor else "",
            counts_from=judged.since.get(candidate) if judged else None,
        )

    def expires(self, rule: Rule, candidate: Candidate) -> date | None:
        """Return the day at whose end an undone task is missed; None when that never happens by itself."""
        due = candidate.due
        if rule.expires.when == AT_DUE or rule.level != REQUIRED:
            return due
        if rule.expires.when != LATER or rule.expires.after is None:
            return None
        after = rule.expires.after
        if after.unit != SCHOOL_DAY:
            return add(due, after)
        line = self.timing.days(self.timing.scope(candidate.subject, candidate.start)).school
        return line.nth_after(due, after.count) or nth_weekday(due, after.count)

    # --- conditions that count at once

    def _at_once(self, rule: Rule, spells: Spells) -> list[Found]:
        """Look at a condition as it is today; the day it was first seen is when it is due."""
        world, start = self.world(rule), school_year_start(self.today)
        every = self.as_of_today(rule)
        selected = self.select(rule, every, world)
        chosen = [
            self._dated_by_spell(each, spells.seen(rule, each.subject.key, start)) for each in every if each in selected
        ]
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


def clauses(condition: Condition | None) -> tuple[str, ...]:
    """Word each clause of `waar` that holds side by side."""
    if condition is None:
        return ()
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return tuple(each.words() for each in parts)
