"""Why there is no task: the same evaluation, step by step, with every step kept until one says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch, label
from engine.almanac.phrase import BY_NAME, BY_ORDINAL, LAST
from engine.anchors.known import PERSONAL, REGISTRATIONS
from engine.conditions.base import Candidate
from engine.conditions.combine import AllOf, AnyOf, Not
from engine.takingpart import is_here, select, select_present, speaks_of_enrolment, takes_part
from engine.validity import validity_words, version_on

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.phrase import Moment
    from engine.anchors.dates import Dated
    from engine.candidates import Candidates
    from engine.census import Subject
    from engine.conditions.base import Condition, World
    from engine.rule import Rule
    from engine.validity import Falling


@dataclass(frozen=True, slots=True)
class Step:
    """One occasion that was looked at ("" when there was none to look at), and what came of it.

    `no` are the reasons why it is no task; with none it is one, due on `due`, under `occasion`.
    """

    no: tuple[str, ...] = ()
    occasion: str = ""
    name: str = ""
    due: date | None = None


def why_not(candidates: Candidates, rule: Rule, subject: Subject, start: int) -> tuple[Step, ...]:
    """Go through a rule for one subject in one school year; one step for each occasion."""
    world = candidates.grounds.world(rule)
    if rule.at_once and version_on(rule, candidates.grounds.today) is None:
        return (Step((f"de regel geldt {validity_words(rule)}",)),)
    if rule.at_once:
        today = [each for each in candidates.as_of_today(rule) if each.subject.key == subject.key]
        return tuple(_looked_at(candidates, rule, each, world) for each in today)
    found = [
        (version, Candidate(subject, start, each, each.due))
        for version in (rule, *rule.versions)
        for each in candidates.occasions(version, subject, start, candidates.grounds.world(version))
    ]
    if not found:
        return (Step(_no_occasion(candidates, rule, subject, start, world)),)
    falling = candidates.falling(rule, start)
    steps = (_of_version(candidates, falling, version, each) for version, each in found)
    return tuple(each for each in steps if each is not None)


def _of_version(candidates: Candidates, falling: Falling, version: Rule, candidate: Candidate) -> Step | None:
    """Look at an occasion under the version it falls under; the others have nothing to say about it."""
    day = falling.day(candidate.subject.key, candidate.dated.occasion.key, candidate.due)
    holds = version_on(falling.rule, day)
    if holds is version:
        return _dated(candidates, version, candidate, candidates.grounds.world(version))
    if holds is None and version is falling.rule:
        off = any(each.off and each.holds_on(day) for each in version.versions)
        said = "de school zet de regel dan uit" if off else f"de regel geldt {validity_words(version)}"
        return _step(candidate, (f"uiterlijk zou {_day(day)} zijn, en {said}",))
    return None


def _dated(candidates: Candidates, rule: Rule, candidate: Candidate, world: World) -> Step:
    first = candidates.grounds.known.start
    if first is not None and candidate.due < first:
        said = f"uiterlijk was {_day(candidate.due)}, en wat voor de start op {_day(first)} af moest, wordt geen taak"
        return _step(candidate, (said,))
    return _looked_at(candidates, rule, candidate, world)


def _looked_at(candidates: Candidates, rule: Rule, candidate: Candidate, world: World) -> Step:
    if candidate in select(rule.where, [candidate], world):
        return _step(candidate, ())
    if not takes_part(candidate):
        return _step(candidate, (f"de zaak valt niet in schooljaar {label(candidate.start)}",))
    here = is_here(candidate, world.census)
    absent = () if here or _decides_itself(rule.where) else (_absence(candidate),)
    return _step(candidate, (*absent, *_failing(rule.where, candidate, world, here=here)))


def _step(candidate: Candidate, no: tuple[str, ...]) -> Step:
    occasion = candidate.dated.occasion
    return Step(no, occasion.key, occasion.title, candidate.due)


# --- no occasion


def _no_occasion(candidates: Candidates, rule: Rule, subject: Subject, start: int, world: World) -> tuple[str, ...]:
    """Say for each alternative of `uiterlijk` why it gives nothing this school year."""
    elsewhere = _in_another_year(candidates, rule, subject, start, world)
    return elsewhere or tuple(_gives_none(candidates, each, subject, start) for each in rule.due.alternatives)


def _in_another_year(candidates: Candidates, rule: Rule, subject: Subject, start: int, world: World) -> tuple[str, ...]:
    """Name the other school year that an occasion in somebody's own life belongs to."""
    families = {each.anchor.family for each in rule.due.alternatives if each.anchor}
    if not any(candidates.grounds.timing.occasions.own(family, subject) for family in families):
        return ()
    others: list[tuple[int, Dated]] = [
        (year, each)
        for year in range(start - 8, start + 9)
        if year != start
        for each in candidates.occasions(rule, subject, year, world)
    ]
    return tuple(
        f'"{rule.due.words}" is {_day(each.due)}, en hoort bij schooljaar {label(year)}' for year, each in others
    )


def _gives_none(candidates: Candidates, moment: Moment, subject: Subject, start: int) -> str:
    anchor = moment.anchor
    if anchor is None:
        return f'"{moment.words}" geeft in {label(start)} geen datum'
    if anchor.family in PERSONAL:
        return f"van {subject.key} is geen {anchor.family} bekend"
    if anchor.family in REGISTRATIONS:
        return f"over {subject.key} is geen {anchor.family} vastgelegd"
    if start not in candidates.grounds.almanac.known:
        return f"er is geen kalender van {label(start)}"
    every = candidates.grounds.timing.occasions.yearly(
        anchor.family, start, candidates.grounds.timing.occasions.scope(subject, start)
    )
    if not every:
        return f"{anchor.family} komt in {label(start)} niet voor"
    if anchor.choice.kind == BY_ORDINAL:
        asked = f"en de regel vraagt nummer {anchor.choice.number}"
        return f"{anchor.family} komt in {label(start)} maar {len(every)} keer voor, {asked}"
    if anchor.choice.kind == BY_NAME:
        names = ", ".join(dict.fromkeys(each.name for each in every if each.name)) or "zonder naam"
        return f'er is in {label(start)} geen {anchor.family} "{anchor.choice.name}" (wel: {names})'
    last = " laatste" if anchor.choice.kind == LAST else ""
    return f"er is in {label(start)} geen{last} {anchor.words}"


# --- not here, not chosen


def _absence(candidate: Candidate) -> str:
    subject, day = candidate.subject, _day(candidate.due)
    if subject.staff is not None:
        known = _span(subject.staff.in_service, subject.staff.out_of_service)
        return f"{subject.key} is op {day} niet in dienst ({known})"
    pupil = subject.pupil
    known = _span(pupil.entry, pupil.exit) if pupil is not None else ""
    return f"{subject.key} is op {day} niet op school" + (f" ({known})" if known else "")


def _span(first: date | None, last: date | None) -> str:
    begin = f"vanaf {_day(first)}" if first else ""
    end = f"tot en met {_day(last)}" if last else ""
    return " ".join(each for each in (begin, end) if each)


def _decides_itself(where: Condition | None) -> bool:
    return where is not None and speaks_of_enrolment(where)


def _failing(where: Condition | None, candidate: Candidate, world: World, *, here: bool) -> tuple[str, ...]:
    """Word each clause of `waar` that does not hold for a candidate, as deep as one can be named."""
    if where is None or _holds(where, candidate, world, here=here):
        return ()
    if isinstance(where, AllOf):
        return tuple(one for each in where.parts for one in _failing(each, candidate, world, here=here))
    if isinstance(where, Not):
        return (f'"{where.part.words()}" geldt wel, en dat mag hier niet',)
    if isinstance(where, AnyOf):
        return (f"geen van deze geldt: {'; '.join(each.words() for each in where.parts)}",)
    return (f'"{where.words()}" geldt niet',)


def _holds(where: Condition, candidate: Candidate, world: World, *, here: bool) -> bool:
    """Ask one clause as the evaluation does: those who are not here count only for a clause that says so itself."""
    among = {candidate}
    if speaks_of_enrolment(where):
        return candidate in select_present(where, among, among if here else set(), world)
    return candidate in where.select(among, world)


def _day(day: date) -> str:
    return dutch(day, year=True)
