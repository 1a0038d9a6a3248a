"""A task's key is short, fixed and its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.identity import ALPHABET, task_key

ANALYSIS = ("mkg-groepsbespreking-analyse", "groep", "1/2 B", "groepsbespreking/2026-2027/1")


def test_a_key_is_fixed_for_good_by_what_the_task_is() -> None:
    assert task_key("voorbeeldschool", ANALYSIS) == "sg3byms1"


def test_another_school_gives_another_key() -> None:
    assert task_key("noord", ANALYSIS) != task_key("zuid", ANALYSIS)


def test_where_one_word_ends_and_the_next_begins_matters() -> None:
    assert task_key("noord", ("a", "bc")) != task_key("noord", ("ab", "c"))


@given(st.text(max_size=10), st.tuples(*[st.text(max_size=10)] * 4))
def test_a_key_has_eight_letters_nobody_mistakes_for_another(school: str, identity: tuple[str, ...]) -> None:
    key = task_key(school, identity)
    assert len(key) == 8
    assert set(key) <= set(ALPHABET)
    assert not set(key) & set("ilou")


def test_a_key_that_is_taken_gets_one_letter_more() -> None:
    key = task_key("noord", ANALYSIS)
    longer = task_key("noord", ANALYSIS, {key})
    assert len(longer) == 9
    assert longer.startswith(key)
    assert len(task_key("noord", ANALYSIS, {key, longer})) == 10
