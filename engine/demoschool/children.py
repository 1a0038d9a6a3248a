"""The pupils of De Kastanje: eight year groups, born and placed as in a real school, newcomers all year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from engine.demoschool.days import TODAY, plus_months
from engine.demoschool.names import Register
from engine.demoschool.shapes import Child

SEED = 2026
AUTUMN_SUBGROUP = "Herfstleerlingen"
NT2_SUBGROUP = "NT2-groep"
PLUS_SUBGROUP = "Plusgroep"
EXTENSION_GROUP = "Kleuterverlenging"

INFANT_GROUPS = ("1/2 A", "1/2 B", "1/2 C")


@dataclass(frozen=True, slots=True)
class Cohort:
    """So many pupils of one year group in one group; `before` are the groups they sat in last year."""

    group: str
    year_group: int
    size: int
    before: tuple[str, ...]


COHORTS = (
    Cohort("1/2 A", 2, 9, ("1/2 A",)),
    Cohort("1/2 A", 1, 9, ("1/2 A",)),
    Cohort("1/2 B", 2, 12, ("1/2 B",)),
    Cohort("1/2 B", 1, 11, ("1/2 B",)),
    Cohort("1/2 C", 2, 8, ("1/2 C",)),
    Cohort("1/2 C", 1, 8, ("1/2 C",)),
    Cohort("3 A", 3, 16, ("1/2 A", "1/2 B")),
    Cohort("3/4", 3, 9, ("1/2 C",)),
    Cohort("3/4", 4, 9, ("3/4",)),
    Cohort("4", 4, 16, ("3",)),
    Cohort("5", 5, 18, ("4/5", "3/4")),
    Cohort("6", 6, 16, ("5",)),
    Cohort("6/7", 6, 8, ("4/5",)),
    Cohort("6/7", 7, 9, ("6",)),
    Cohort("7", 7, 16, ("6", "6/7")),
    Cohort("7/8", 7, 7, ("6/7",)),
    Cohort("7/8", 8, 9, ("7",)),
    Cohort("8", 8, 15, ("7",)),
)

# Children who turn four this school year: group, birth, first day at school.
_NEWCOMERS = (
    ("1/2 A", date(2022, 9, 9), date(2026, 9, 9)),
    ("1/2 A", date(2022, 10, 14), date(2026, 10, 14)),
    ("1/2 A", date(2022, 11, 12), date(2026, 11, 12)),
    ("1/2 A", date(2022, 12, 9), date(2026, 12, 9)),
    ("1/2 A", date(2023, 2, 3), date(2027, 2, 3)),
    ("1/2 A", date(2023, 4, 13), date(2027, 4, 13)),
    ("1/2 B", date(2022, 9, 14), date(2026, 9, 14)),
    ("1/2 B", date(2022, 11, 16), date(2026, 11, 16)),
    ("1/2 B", date(2022, 12, 29), date(2027, 1, 4)),
    ("1/2 B", date(2023, 3, 22), date(2027, 3, 22)),
    ("1/2 C", date(2022, 10, 1), date(2026, 10, 1)),
    ("1/2 C", date(2022, 10, 29), date(2026, 10, 29)),
    ("1/2 C", date(2022, 11, 30), date(2026, 11, 30)),
    ("1/2 C", date(2023, 1, 20), date(2027, 1, 20)),
    ("1/2 C", date(2023, 5, 3), date(2027, 5, 10)),
    ("", date(2023, 6, 1), date(2027, 6, 1)),
)

# (group, place within the group's list) -> what is special about that child.
_TRAITS: dict[tuple[str, int], tuple[str, ...]] = {
    ("1/2 A", 1): ("kleuterverlenging",),
    ("1/2 A", 4): ("nt2",),
    ("1/2 A", 11): ("gezondheid",),
    ("1/2 A", 13): ("nt2",),
    ("1/2 A", 14): ("specifieke-doelen",),
    ("1/2 B", 0): ("kleuterverlenging", "zorgleerling"),
    ("1/2 B", 3): ("specifieke-doelen",),
    ("1/2 B", 4): ("nt2",),
    ("1/2 B", 6): ("verhuizing",),
    ("1/2 B", 15): ("gezondheid",),
    ("1/2 B", 20): ("twee-adressen",),
    ("1/2 C", 2): ("zorgleerling", "verlengt"),
    ("1/2 C", 5): ("nt2", "specifieke-doelen"),
    ("1/2 C", 9): ("nt2",),
    ("1/2 C", 12): ("gezondheid",),
    ("1/2 C", 17): ("nt2",),
    ("3 A", 3): ("zorgleerling",),
    ("3/4", 8): ("nt2",),
    ("4", 7): ("gezondheid",),
    ("5", 2): ("twee-adressen",),
    ("6", 10): ("zorgleerling",),
    ("7", 4): ("nt2",),
    ("8", 6): ("verhuizing",),
}
_EXITS = {("1/2 B", 6): date(2026, 12, 4), ("8", 6): date(2027, 2, 19), ("7", 11): date(2026, 10, 16)}
_PLUS = frozenset({("5", 5), ("6", 3), ("6/7", 9), ("7", 1), ("7/8", 10), ("8", 2)})
_FORGOTTEN = frozenset({("1/2 B", 24), ("1/2 C", 17)})
_ENTRY_ONLY_IN_CSV = ("8", 9)


def children() -> tuple[Child, ...]:
    """Return all pupils, the same every time, in order of number."""
    random = Random(SEED)
    register = Register(random)
    placed = [child for cohort in COHORTS for child in _cohort(cohort, register, random)]
    newcomers = [_newcomer(row, register) for row in _NEWCOMERS]
    marked = _marked(placed + newcomers)
    by_age = sorted(marked, key=lambda child: (child.entry, child.birth, child.last, child.first))
    return tuple(replace(child, number=str(3101 + 3 * place)) for place, child in enumerate(by_age))


def in_group(everybody: tuple[Child, ...], group: str) -> tuple[Child, ...]:
    return tuple(child for child in everybody if child.group == group)


def _cohort(cohort: Cohort, register: Register, random: Random) -> list[Child]:
    born = [_birth(cohort, place, random) for place in range(cohort.size)]
    return [_child(cohort, birth, place, register) for place, birth in enumerate(born)]


def _birth(cohort: Cohort, place: int, random: Random) -> date:
    """Draw a day in the child's share of the year that fills the year group; infants who came by the last summer."""
    begin = date(2022 - cohort.year_group, 10, 1)
    days = 325 if cohort.year_group == 1 else 365
    return begin + timedelta(days=int((place + random.random()) * days / cohort.size))


def _child(cohort: Cohort, birth: date, place: int, register: Register) -> Child:
    first, prefix, last, sex = register.name()
    entry = _entry(birth)
    before = cohort.before[place % len(cohort.before)] if entry < date(2026, 7, 18) else ""
    year_group = str(cohort.year_group)
    return Child("", first, prefix, last, sex, birth, year_group, cohort.group, entry, previous_group=before)


def _newcomer(row: tuple[str, date, date], register: Register) -> Child:
    group, birth, entry = row
    first, prefix, last, sex = register.name()
    year_group = "0" if entry > date(2027, 3, 1) else "1"
    return Child("", first, prefix, last, sex, birth, year_group, group, entry)


def _entry(birth: date) -> date:
    """The first day at school after the fourth birthday: no weekends, no summer, no Christmas."""
    day = plus_months(birth, 48)
    if date(day.year, 7, 10) <= day < _after_summer(day.year):
        return _after_summer(day.year)
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 4):
        day = date(day.year + (day.month == 12), 1, 5)
    return _monday_from(day) if day.weekday() > 4 else day


def _after_summer(year: int) -> date:
    return {2025: date(2025, 9, 1), 2026: date(2026, 8, 31)}.get(year, _monday_from(date(year, 8, 22)))


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _marked(everybody: list[Child]) -> list[Child]:
    places: dict[str, int] = {}
    marked = []
    for child in everybody:
        place = places.get(child.group, 0)
        places[child.group] = place + 1
        marked.append(_with_traits(child, (child.group, place)))
    return marked


def _with_traits(child: Child, spot: tuple[str, int]) -> Child:
    traits = _TRAITS.get(spot, ())
    return replace(
        child,
        traits=traits,
        exit=_EXITS.get(spot),
        subgroups=_subgroups(child, traits, spot),
        entry_in_export=spot != _ENTRY_ONLY_IN_CSV,
    )


def _subgroups(child: Child, traits: tuple[str, ...], spot: tuple[str, int]) -> tuple[str, ...]:
    """Infants born in autumn and pupils who learn Dutch sit in their subgroup, but for two who were forgotten."""
    plus = (PLUS_SUBGROUP,) if spot in _PLUS else ()
    if child.entry > TODAY or spot in _FORGOTTEN:
        return plus
    autumn = (AUTUMN_SUBGROUP,) if child.group in INFANT_GROUPS and child.birth.month >= 10 else ()
    nt2 = (NT2_SUBGROUP,) if "nt2" in traits else ()
    return autumn + nt2 + plus
