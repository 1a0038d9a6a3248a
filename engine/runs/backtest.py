"""Changed rules over a school year that is behind us: what it would have been, before and after. Writes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from engine import shipped
from engine.almanac.days import label, school_year_start
from engine.candidates import Candidates
from engine.changebook import rule_changes
from engine.changepast import Figures, Stretch, by_rule, figures, live_through
from engine.changewords import plain_title
from engine.formerly import tasks_by_identity
from engine.grounds import Grounds
from engine.model import DONE, Told
from engine.numbering import renumber
from engine.runs.diff import NO_PROPOSAL, NotToCompare
from engine.runs.files import Files, read_files
from engine.runs.gather import gather
from engine.runs.intake import look
from engine.runs.ruledby import CALENDAR, proposed, ruled_by
from engine.store.facts import load_told
from engine.store.occasions import load_occasion_numbers
from engine.store.rulefiles import last_good_files
from engine.store.tasks import load_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.changepast import Lived
    from engine.intake.folder import File
    from engine.model import Facts, OccasionNumber, Task
    from engine.problem import Problem
    from engine.rule import Rule
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store

LAST_YEAR, THIS_YEAR, OF_DEMO = "vorig schooljaar", "dit schooljaar tot nu toe", "het schooljaar van de demo tot nu toe"

OF_ANOTHER = "demo/"


@dataclass(frozen=True, slots=True)
class Enough:
    """How much has to be known of a year: in how many months, how many deeds for each group."""

    months: int
    per_group: int


A_WHOLE_YEAR, ANYTHING = Enough(5, 2), Enough(1, 0)


@dataclass(frozen=True, slots=True)
class DemoPast:
    """The demo's facts, for a school that has none yet: its files, its brin, and the day it is there."""

    files: Mapping[str, File]
    brin: str
    today: date


@dataclass(frozen=True, slots=True)
class RuleBacktest:
    """One rule for which the year would have been another."""

    id: str
    title: str
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Backtest:
    """The figures of a year under both versions. `whose` says whose facts they are; `skipped` counts rules that count
    at once: when their condition held is not known any more. `names` are the people by code. `changed`: rules or
    calendar say something else than at the last run."""

    whose: str
    stretch: Stretch
    before: Figures
    after: Figures
    rules: tuple[RuleBacktest, ...]
    skipped: int
    names: Mapping[str, str]
    problems: tuple[Problem, ...]
    changed: bool = True


@dataclass(frozen=True, slots=True)
class _Past:
    """The facts of a year: whose, which days, what was told, and who ticked what when.

    `calendars` come before the school's own, which may not suit the groups of another school.
    """

    whose: str
    stretch: Stretch
    settings: Settings
    told: Told
    tasks: tuple[Task, ...]
    numbers: tuple[OccasionNumber, ...]
    calendars: Mapping[str, bytes] = field(default_factory=dict)


def backtest(
    settings: Settings, store: Store, today: date, demo: Callable[[], DemoPast], proposal: Path | None = None
) -> Backtest | NotToCompare:
    """Live a past year through under the rules the store has and under those on disk, or of a proposal. OSError."""
    last_good = last_good_files(store)
    now = read_files(settings.folder, settings.school.packs)
    before = ruled_by(last_good, now) or now
    after = now if proposal is None else proposed(proposal, before, settings.school.packs)
    if after is None:
        return NotToCompare(NO_PROPOSAL)
    texts = {path: each.text for path, each in last_good.items()}
    past = _past(settings, store, today, demo, before)
    found = _compare(past, _school(past, before, texts), _school(past, after, texts))
    return (
        replace(found, problems=gather(settings, load_told(store), {}, files=after).problems)
        if past.calendars
        else found
    )


def backtest_between(
    settings: Settings, store: Store, today: date, demo: Callable[[], DemoPast], before: Files, after: Files
) -> Backtest:
    """Live a past year through under two versions of the files, whatever the store rules by."""
    texts = {path: each.text for path, each in last_good_files(store).items()}
    past = _past(settings, store, today, demo, before)
    return _compare(past, _school(past, before, texts), _school(past, after, texts))


# --- whose year


def _past(settings: Settings, store: Store, today: date, demo: Callable[[], DemoPast], files: Files) -> _Past:
    told, tasks, numbers = load_told(store), load_tasks(store), load_occasion_numbers(store)
    school = gather(settings, told, {}, files=files)
    year = school_year_start(today)
    years = ((LAST_YEAR, year - 1, date(year, 7, 31), A_WHOLE_YEAR), (THIS_YEAR, year, today, ANYTHING))
    for whose, start, until, enough in years:
        if _has_year(school, start, enough):
            return _Past(whose, _stretch(start, until), settings, told, tasks, numbers)
    return _of_demo(settings, demo())


def _stretch(start: int, until: date) -> Stretch:
    return Stretch(start, date(start, 8, 1), until)


def _has_year(school: School, start: int, enough: Enough) -> bool:
    """Tell whether a school year can be lived through: its calendar, its groups, and enough of what was done.

    Where the engine was not in use yet, an export and a few old papers still leave a trace: that is no year.
    """
    planned = any(each.start == start for each in school.calendars)
    groups = sum(each.school_year == label(start) for each in school.facts.groups)
    busy = [month for month, deeds in _deeds(school.facts, start).items() if deeds >= enough.per_group * groups]
    return planned and groups > 0 and len(busy) >= enough.months


def _deeds(facts: Facts, start: int) -> Counter[int]:
    """Count by month what was registered in a school year."""
    return Counter(each.on.month for each in facts.registrations if school_year_start(each.on) == start)


def _of_demo(settings: Settings, demo: DemoPast) -> _Past:
    theirs = replace(settings, school=replace(settings.school, brin=demo.brin))
    told = look(theirs, Told(demo.brin), demo.files).told
    paths = {name: path for name, path in shipped.working_school().items() if name.startswith(CALENDAR)}
    calendars = {f"{OF_ANOTHER}{name}": path.read_bytes() for name, path in paths.items()}
    stretch = _stretch(school_year_start(demo.today), demo.today)
    return _Past(OF_DEMO, stretch, theirs, told, (), (), calendars)


def _school(past: _Past, files: Files, texts: Mapping[str, str]) -> School:
    files = Files({**past.calendars, **files.calendars}, files.rules)
    school = gather(past.settings, past.told, texts, files=files)
    return replace(school, numbers=renumber(past.numbers, school.calendars))


# --- both versions


def _compare(past: _Past, old: School, new: School) -> Backtest:
    """Live both through; a rule that says the same in the same calendars is lived through once."""
    stretch = past.stretch
    before = _lived(past, old, old.book.rules)
    changed = {each.id for each in rule_changes(old.book.rules, new.book.rules)}
    alike = old.calendars == new.calendars
    again = [each for each in new.book.rules if not alike or each.id in changed]
    after = {**_kept(before, new, changed, alike=alike), **_lived(past, new, again)}
    names = {each.code: each.first_name or each.code for each in new.facts.staff}
    skipped = sum(each.at_once for each in new.book.rules)
    rules = tuple(_differing(before, after, {**_by_id(old), **_by_id(new)}))
    return Backtest(
        past.whose,
        stretch,
        _together(before),
        _together(after),
        rules,
        skipped,
        names,
        new.problems,
        bool(changed) or not alike,
    )


def _kept(before: Mapping[str, list[Lived]], new: School, changed: set[str], *, alike: bool) -> dict[str, list[Lived]]:
    there = {each.id for each in new.book.rules} - changed
    return {name: lived for name, lived in before.items() if alike and name in there}


def _lived(past: _Past, school: School, rules: tuple[Rule, ...] | list[Rule]) -> dict[str, list[Lived]]:
    """Give a year by rule, as if the school had used the rules from its first day on."""
    candidates = Candidates(Grounds(replace(school.known, start=None), past.stretch.until))
    return by_rule(live_through(candidates, rules, past.stretch, _ticked(past.tasks, school)))


def _ticked(tasks: tuple[Task, ...], school: School) -> dict[tuple[str, str, str, str], date]:
    """Return when people ticked a task off, under the name its rule has now."""
    found = tasks_by_identity(tasks, school.book.rules)
    return {
        identity: each.done_on
        for identity, each in found.items()
        if each.state == DONE and each.done_by and each.done_on is not None
    }


def _together(lived: Mapping[str, list[Lived]]) -> Figures:
    return figures(one for each in lived.values() for one in each)


def _by_id(school: School) -> dict[str, Rule]:
    return {each.id: each for each in school.book.rules}


def _differing(
    before: Mapping[str, list[Lived]], after: Mapping[str, list[Lived]], rules: Mapping[str, Rule]
) -> list[RuleBacktest]:
    pairs = ((name, figures(before.get(name, ())), figures(after.get(name, ()))) for name in {**before, **after})
    return [RuleBacktest(name, plain_title(rules[name]), one, other) for name, one, other in pairs if one != other]
