"""The plan of the voorbeeldschool, against the one that was worked out by hand and by others."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.cli.door import SCHOOL, jaarcyclus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Task = dict[str, Any]
SIDE_ISSUE = "gelegenheid"


def test_after_import_alles_the_files_are_right_and_the_plan_is_the_expected_one(school: Path) -> None:
    brought = jaarcyclus(school, "import", "alles", str(school))
    assert brought.code == 0, brought.out + brought.err
    checked = jaarcyclus(school, "check")
    assert (checked.code, checked.out) == (0, "Alles klopt: 62 regels en een kalender nagekeken.\n")
    planned = jaarcyclus(school, "plan", "--schooljaar", "2026-2027", "--json")
    assert planned.code == 0, planned.err
    theirs = (SCHOOL / "verwacht-plan.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(planned.lines) == len(theirs)
    assert differences(planned.lines, theirs) == []


def test_a_difference_is_told_per_task_with_the_field_that_differs() -> None:
    ours = json.dumps({"regel": "a", "onderwerp": "1/2 A", "uiterlijk": "2026-11-04", "gelegenheid": "x/1"})
    theirs = json.dumps({"regel": "a", "onderwerp": "1/2 A", "uiterlijk": "2026-11-05", "gelegenheid": "y/2"})
    assert differences([ours], [theirs]) == ["a 1/2 A: uiterlijk is 2026-11-04, verwacht 2026-11-05"]
    assert differences([ours], []) == [f"a 1/2 A: niet verwacht: {ours}"]
    assert differences([], [theirs]) == [f"a 1/2 A: ontbreekt: {theirs}"]


def differences(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Compare two plans as sets of lines, `gelegenheid` aside, and word every difference."""
    mine, expected = _only_in(ours, theirs), _only_in(theirs, ours)
    by_subject: dict[tuple[str, str], tuple[list[Task], list[Task]]] = defaultdict(lambda: ([], []))
    for side, tasks in enumerate((mine, expected)):
        for task in tasks:
            by_subject[task["regel"], task["onderwerp"]][side].append(task)
    return [line for (rule, subject), pair in sorted(by_subject.items()) for line in _told(f"{rule} {subject}", *pair)]


def _only_in(one: Iterable[str], other: Iterable[str]) -> list[Task]:
    there = {_plain(each) for each in other}
    found = [json.loads(each) for each in one if _plain(each) not in there]
    return sorted(found, key=lambda each: str(each["uiterlijk"]))


def _plain(line: str) -> str:
    return json.dumps({name: value for name, value in json.loads(line).items() if name != SIDE_ISSUE}, sort_keys=True)


def _told(what: str, ours: list[Task], theirs: list[Task]) -> list[str]:
    pairs = list(zip(ours, theirs, strict=False))
    found = [
        f"{what}: {name} is {mine.get(name)}, verwacht {his[name]}"
        for mine, his in pairs
        for name in his
        if name != SIDE_ISSUE and mine.get(name) != his[name]
    ]
    found += [f"{what}: niet verwacht: {json.dumps(each)}" for each in ours[len(pairs) :]]
    return found + [f"{what}: ontbreekt: {json.dumps(each)}" for each in theirs[len(pairs) :]]
