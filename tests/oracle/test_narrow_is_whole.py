"""What a tick changes is decided for the rules it can touch: the same as if the whole school were looked over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from engine.anchors.known import CASES
from engine.evaluate import Evaluator
from engine.grounds import Known
from engine.intake.combine import combine
from engine.kinds import REGISTRATIONS
from engine.lookup import NoSuch
from engine.model import LIVE, PUPIL, Case, Registration
from engine.runs import evaluate
from engine.runs.demo import import_all
from engine.runs.follow import differing, rules_in
from engine.runs.since import with_recorded, with_told
from engine.runs.tick import tick
from engine.runs.touched import touched
from engine.runs.untick import undo
from engine.settings import load_settings
from engine.store.database import open_database
from engine.usedrecords import used_records
from tests.oracle.compare import engine_school, keep_good_rules
from tests.oracle.made_school import make_school

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.model import Task
    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Database

SEEDS = range(2001, 2009)
TICKS = 4


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_a_tick_can_touch_change_as_they_would_with_all_others_beside_them(seed: int, tmp_path: Path) -> None:
    settings, database, today = _lived(tmp_path, seed)
    random, now = Random(seed), datetime(today.year, today.month, today.day, 8, tzinfo=UTC)
    with database.writing(settings.school.id) as store:
        for task in _some(evaluate.gather_all(settings, store), random):
            before = evaluate.gather_all(settings, store)
            ticked = tick(settings, store, [task.key], _hand(before), today, now, before)
            if isinstance(ticked, NoSuch):
                continue
            assert _without_words(ticked.after) == _without_words(evaluate.gather_all(settings, store))
            _is_the_same_narrow_as_whole(before, replace(ticked.after, tasks=before.tasks, spells=before.spells), today)
            back = undo(settings, store, task.key, "", today, now, ticked.after)
            if not isinstance(back, NoSuch):
                assert _without_words(back.after) == _without_words(evaluate.gather_all(settings, store))
    database.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_recorded_touches_no_rule_that_does_not_look_at_it(seed: int, tmp_path: Path) -> None:
    settings, database, today = _lived(tmp_path, seed)
    with database.reading(settings.school.id) as store:
        before = evaluate.gather_all(settings, store)
    database.close()
    for fresh in _made_up(before, Random(seed), today):
        _is_the_same_narrow_as_whole(before, with_recorded(before, {*before.school.told.registrations, fresh}), today)
    for cases in _other_cases(before, Random(seed), today):
        _is_the_same_narrow_as_whole(before, with_told(before, replace(before.school.told, cases=cases)), today)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_asks_for_no_kind_of_registration_or_case_that_it_does_not_name(seed: int, tmp_path: Path) -> None:
    year = make_school(tmp_path, seed)
    keep_good_rules(tmp_path)
    school, _ = engine_school(tmp_path)
    known = Known(combine(school.told), school.calendars, start=school.settings.school.start)
    for rule in school.book.rules:
        evaluator, asked = Evaluator(known, date(year, 11, 17)), set[str]()
        kept = evaluator.grounds.census.__dict__
        for name in ("_registrations", "_cases"):
            kept[name] = _Watched(getattr(evaluator.grounds.census, name), asked)
        evaluator.evaluate([rule], [year])
        assert asked <= used_records(rule), rule.id


class _Watched(dict[tuple[str, str, str], Any]):
    """What there is, and the kinds that somebody wanted to see of it."""

    def __init__(self, there: dict[tuple[str, str, str], Any], asked: set[str]) -> None:
        super().__init__(there)
        self.asked = asked

    def get(self, key: tuple[str, str, str], default: Any = None) -> Any:
        self.asked.add(key[0])
        return super().get(key, default)


def _is_the_same_narrow_as_whole(before: Before, after: Before, today: date) -> None:
    only = touched(before, after)
    assert only is not None
    found = evaluate.decide(after, today, only)
    narrow = differing(after, found, evaluate.decide(before, today, rules_in(after, found)))
    whole = differing(after, evaluate.decide(after, today), evaluate.decide(before, today))
    assert set(narrow.changes) == set(whole.changes)
    assert set(narrow.evaluation.spells) == set(whole.evaluation.spells)


def _lived(folder: Path, seed: int) -> tuple[Settings, Database, date]:
    """Make the school of this seed, and let its day run."""
    year = make_school(folder, seed)
    keep_good_rules(folder)
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f'id = "school-{seed}"\n[store]\nurl = "sqlite:///school.db"\n')
    settings, problems = load_settings(folder / "config.toml")
    assert settings is not None, problems
    today = date(year, 11, 17)
    now = datetime(year, 11, 17, 6, tzinfo=UTC)
    database = open_database(settings.store.url, folder)
    import_all(database, settings, now)
    with database.writing(settings.school.id) as store:
        evaluate.run(settings, store, today, now)
    return settings, database, today


def _some(before: Before, random: Random) -> list[Task]:
    live = [each for each in before.tasks if each.state in LIVE]
    return random.sample(live, min(TICKS, len(live)))


def _hand(before: Before) -> str:
    return before.school.facts.staff[0].code


def _made_up(before: Before, random: Random, today: date) -> Iterator[Registration]:
    """Give registrations of kinds that rules look at, about anybody."""
    subjects = sorted({(each.per, each.subject) for each in before.tasks})
    kinds = sorted({kind for rule in before.school.book.rules for kind in used_records(rule)} | {min(REGISTRATIONS)})
    for _ in range(TICKS if subjects else 0):
        day = today - timedelta(days=random.randrange(60))
        yield Registration(random.choice(kinds), *random.choice(subjects), day)


def _other_cases(before: Before, random: Random, today: date) -> Iterator[tuple[Case, ...]]:
    """Give the cases with another one, with one that began on another day, and with one gone."""
    there, pupils = before.school.told.cases, before.school.facts.pupils
    for number, kind in enumerate(sorted(CASES)):
        day = today - timedelta(days=random.randrange(40))
        fresh = Case(kind, f"nieuw-{number}", PUPIL, random.choice(pupils).number, "startgesprek", day)
        yield (*there, fresh)
    for place in random.sample(range(len(there)), min(2, len(there))):
        moved = replace(there[place], begin=today - timedelta(days=3))
        yield (*there[:place], moved, *there[place + 1 :])
        yield (*there[:place], *there[place + 1 :])


def _without_words(held: Before) -> tuple[object, ...]:
    """Leave out how rules are read: those are functions, and no two are alike."""
    school = held.school
    return (school.told, school.facts, held.tasks, held.ticks, held.spells, held.numbers, held.closed, held.heard)
