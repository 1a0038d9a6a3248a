"""Every shipped rule shows by an example what it asks, and by another when it does not."""

from __future__ import annotations

from functools import cache

import pytest

from engine.runs.examples import NotThere, TriedFile, try_examples
from engine.shipped import pack_names


@cache
def tried() -> tuple[TriedFile, ...]:
    found = try_examples(None)
    assert not isinstance(found, NotThere)
    return found


def lacking(pack: str) -> set[str]:
    """Give the rules of a pack that miss one of the two kinds."""
    covered = [each.covered for each in tried() if each.file.startswith(f"{pack}/")]
    return {one for each in covered for one in (*each.without_positive, *each.without_negative)}


@pytest.mark.parametrize("file", [each.file for each in tried()])
def test_every_example_of_a_shipped_rule_holds(file: str) -> None:
    (found,) = [each for each in tried() if each.file == file]
    assert found.problems == ()
    assert [trial.example.name for trial in found.trials if not trial.holds] == []


@pytest.mark.parametrize("pack", sorted(pack_names()))
def test_every_shipped_rule_has_an_example_and_a_counterexample(pack: str) -> None:
    assert lacking(pack) == set()


def test_no_two_examples_of_a_file_have_the_same_name() -> None:
    names = [(each.file, trial.example.name) for each in tried() for trial in each.trials]
    assert len(names) == len(set(names))
