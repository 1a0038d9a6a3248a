"""Our plan is the plan that a literal reading of the language gives, for schools of every shape."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.oracle.compare import difference, keep_good_rules
from tests.oracle.made_school import make_school, read_rules
from tests.oracle.plan import plan_of

SCHOOL = Path(__file__).parent.parent / "schools" / "voorbeeldschool"
FEW = range(1001, 1026)
MOST_REFUSED = 8


def test_the_oracle_gives_the_plan_we_were_given() -> None:
    given = [json.loads(line) for line in (SCHOOL / "verwacht-plan.ndjson").read_text().splitlines()]
    for task in given:
        del task["gelegenheid"]
    ours, theirs = (Counter(json.dumps(t, sort_keys=True) for t in tasks) for tasks in (plan_of(SCHOOL, 2026), given))
    assert ours == theirs


@pytest.mark.parametrize("seed", FEW)
def test_we_plan_a_made_up_school_as_the_oracle_does(seed: int, tmp_path: Path) -> None:
    year = make_school(tmp_path, seed)
    refused = keep_good_rules(tmp_path)
    assert len(refused) <= MOST_REFUSED, refused
    assert len(read_rules(tmp_path)) > 0
    found = difference(tmp_path, year)
    assert (found.ours, found.theirs) == ([], [])
