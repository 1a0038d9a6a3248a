"""The demo school's year with both packs: the engine against the same rules written by hand as Python loops.

Both get the same facts and calendars, and start from there: what they group or count they do within the time measured.
The one by hand has the rules in its code and gives no reasons; it shares only the values of facts and calendars.
"""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.byhand.wholeyear import whole_year
from benchmarks.byhand.windows import Task
from benchmarks.kit.demo import START, TODAY, demo_school
from benchmarks.kit.figures import in_turn, ratio, shown
from engine.cli.main import FEWER_LOOKS
from engine.evaluate import Evaluator

if TYPE_CHECKING:
    from engine.runs.gather import School

PAIRS = 25
WANTED_RATIO = 3.0


def main() -> None:
    school = demo_school()

    def engine() -> list[Task]:
        return by_engine(school)

    def hand() -> list[Task]:
        return whole_year(school.facts, school.calendars, START, school.known.start or date.min)

    assert_same(engine(), hand())
    gc.set_threshold(FEWER_LOOKS)  # as the command line does, for both
    ours, theirs = in_turn(lambda: Evaluator(school.known, TODAY).plan(school.book.rules, START), hand, PAIRS)
    print(f"  {len(school.book.rules)} rules, {len(school.facts.pupils)} pupils, {len(hand())} tasks, same results")
    print(shown("engine", ours))
    print(shown("by hand", theirs))
    print(f"  ratio {ratio(ours, theirs):.2f} (at most {WANTED_RATIO:g})")


def by_engine(school: School) -> list[Task]:
    """Return the engine's tasks in the form of the hand-written ones."""
    wanted = Evaluator(school.known, TODAY).plan(school.book.rules, START).wanted
    return [Task(each.rule, each.per, each.subject, each.opens, each.due, each.recipients) for each in wanted]


def assert_same(ours: list[Task], theirs: list[Task]) -> None:
    """Stop, showing where, when the two do not give exactly the same tasks."""
    differing = sorted(set(ours) ^ set(theirs))
    if differing or len(ours) != len(theirs):
        shown = "\n".join(f"{'engine' if each in set(ours) else 'hand'}: {each}" for each in differing[:20])
        raise SystemExit(f"not the same: {len(ours)} and {len(theirs)} tasks, {len(differing)} differ\n{shown}")


if __name__ == "__main__":
    main()
