"""Values as schools have them, and as hypothesis can think them up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine.model import Because, Case, Group, OccasionNumber, Pupil, Registration, Spell, Staff, Task, Told

A_MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SCHOOL = "voorbeeldschool"
Value = TypeVar("Value")

a_few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
names = texts.filter(bool)
dates = st.dates(date(1990, 1, 1), date(2040, 12, 31))
perhaps = st.none() | dates
sets_of_names = st.frozensets(names, max_size=3)
traits = st.dictionaries(names, texts, max_size=3)
years = st.integers(2020, 2030).map(lambda year: f"{year}-{year + 1}")

pupils = st.builds(Pupil, names, texts, texts, perhaps, texts, perhaps, perhaps, traits, texts, st.booleans())
groups = st.builds(
    Group, names, years, texts, st.frozensets(st.integers(1, 8)), sets_of_names, sets_of_names, sets_of_names,
    sets_of_names, st.booleans(),
)  # fmt: skip
staff = st.builds(
    Staff, names, texts, texts, texts, sets_of_names, st.lists(names, max_size=3).map(tuple), texts, perhaps, perhaps,
    st.none() | st.booleans(), st.booleans(),
)  # fmt: skip
registrations = st.builds(Registration, names, names, names, dates, texts, texts, texts, texts)
cases = st.builds(Case, names, names, names, names, texts, perhaps, perhaps, traits)
a_list = st.lists(texts).map(tuple)
reasons = st.builds(
    Because, texts, st.integers(0, 999), texts, texts, texts, dates, perhaps, dates,
    selected=a_list, missing=a_list, proof=a_list, audience=a_list,
)  # fmt: skip
tasks = st.builds(
    Task, names, names, names, names, names, years, dates, dates, st.lists(names, max_size=3).map(tuple), texts, texts,
    texts, st.sampled_from(["open", "te-laat", "klaar", "nvt", "gemist", "vervallen"]), reasons, texts, perhaps, texts,
    st.lists(names, max_size=2).map(tuple), perhaps, perhaps,
)  # fmt: skip
numbers = st.builds(OccasionNumber, names, years, texts, names, dates, dates, texts)
spells = st.builds(Spell, names, names, names, years, st.integers(1, 5), dates, perhaps)


def many(values: st.SearchStrategy[Value], *key: str) -> st.SearchStrategy[tuple[Value, ...]]:
    """Make some values, no two with one key, in the order of their keys."""

    def key_of(value: Value) -> tuple[Any, ...]:
        return tuple(getattr(value, each) for each in key)

    return st.lists(values, unique_by=key_of, max_size=4).map(lambda found: tuple(sorted(found, key=key_of)))


REGISTRATION = ("on", "kind", "subject_type", "subject", "by", "area", "value", "origin")
told = st.builds(
    Told, names, years, perhaps, many(pupils, "number"), many(groups, "school_year", "name"), many(staff, "code"),
    many(pupils, "number"), many(groups, "school_year", "name"), many(staff, "code"),
    many(registrations, *REGISTRATION), many(cases, "type", "key"),
    st.dictionaries(st.tuples(st.sampled_from(["leerling", "groep"]), names), names, max_size=2),
)  # fmt: skip


BECAUSE = Because(
    file="mijnkleutergroep/groepsbespreking.yaml",
    line=12,
    due_sentence="2 weken voor groepsbespreking",
    opens_sentence="4 weken voor groepsbespreking",
    occasion_name="groepsbespreking",
    occasion_begin=date(2026, 11, 17),
    occasion_end=date(2026, 11, 17),
    due_bare=date(2026, 11, 3),
    selected=("jaargroep 1 of 2",),
    missing=("er is nog geen groepsanalyse sinds 20 oktober",),
)


def analysis(key: str = "4t7wq9k2", **changes: Any) -> Task:
    """Return the task to fill in the analysis of group 1/2 B, open, with what the test changes."""
    usual: dict[str, Any] = {
        "rule": "mkg-groepsbespreking-analyse",
        "per": "groep",
        "subject": "1/2 B",
        "occasion": "groepsbespreking/2026-2027/1",
        "school_year": "2026-2027",
        "opens": date(2026, 10, 20),
        "due": date(2026, 11, 3),
        "recipients": ("DJA", "PBO"),
        "level": "verplicht",
        "title": "Analyse invullen voor de groepsbespreking",
        "group": "1/2 B",
        "state": "open",
        "because": BECAUSE,
    }
    return Task(key=key, **(usual | changes))
