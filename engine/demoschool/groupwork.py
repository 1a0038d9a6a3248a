"""What teachers, care coordinators and the administrator recorded about a whole group or the school."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

from engine.demoschool.children import INFANT_GROUPS, in_group
from engine.demoschool.days import FIRST_SCHOOL_DAY, TODAY, YESTERDAY, school_days
from engine.demoschool.diligence import AVERAGE, BEHIND, DILIGENCE, KEEPS_UP
from engine.demoschool.profiles import child_row
from engine.demoschool.shapes import Row
from engine.demoschool.staff import ADMINISTRATOR, CARE_LOWER, HEAD, TEACHERS_OF, teacher_on

if TYPE_CHECKING:
    from engine.demoschool.shapes import Child

BRIN = "99ZZ"
TALK_GROUPS = tuple(group for group in TEACHERS_OF if group not in INFANT_GROUPS)

# kind, day, for the groups with this diligence
_DONE = (
    ("themadoelen-aangeboden", date(2026, 9, 18), (KEEPS_UP, AVERAGE, BEHIND)),
    ("themadoelen-aangeboden", date(2026, 10, 16), (KEEPS_UP, AVERAGE, BEHIND)),
    ("themadoelen-aangeboden", date(2026, 11, 13), (KEEPS_UP, AVERAGE)),
    ("niveaus-bijgewerkt", date(2026, 9, 24), (KEEPS_UP, AVERAGE, BEHIND)),
    ("niveaus-bijgewerkt", date(2026, 10, 26), (KEEPS_UP, AVERAGE)),
    ("niveaus-bijgewerkt", date(2026, 11, 16), (KEEPS_UP,)),
    ("groepsanalyse", date(2026, 11, 5), (KEEPS_UP,)),
    ("groepsanalyse", date(2026, 11, 9), (AVERAGE,)),
    ("hgw-analyse", date(2026, 11, 16), (KEEPS_UP,)),
)
_GROWTH = {"1/2 A": "17", "1/2 B": "16", "1/2 C": "12"}
_LEVELS = {"2": ("groep 1-2", "eind groep 2", "groep 2-3"), "1": ("groep 1 basis", "groep 1 basis", "groep 1-2")}


def group_rows(everybody: tuple[Child, ...]) -> list[Row]:
    """Return the rows about groups and the school, and the levels of the infants per group."""
    return [*_school(), *_infants(), *_plans(), *_invitations(), *_levels(everybody), *_autumn(everybody)]


def _school() -> list[Row]:
    """The goals of the first period were divided; those of the second are still waiting. One paper was looked at."""
    return [
        Row("papier-geevalueerd", "school", BRIN, date(2025, 10, 14), HEAD, value="mijnkleutergroep"),
        Row("mkg-groepen-3", "school", BRIN, date(2026, 5, 28), ADMINISTRATOR),
        Row("mkg-groepen-1-2", "school", BRIN, date(2026, 5, 28), ADMINISTRATOR),
        Row("doelen-verdeeld", "school", BRIN, date(2026, 8, 27), ADMINISTRATOR),
    ]


def _infants() -> list[Row]:
    rows = [
        _group_row(kind, group, on) for kind, on, who in _DONE for group in INFANT_GROUPS if DILIGENCE[group] in who
    ]
    rows += [_group_row("groei", group, date(2026, 6, 11), value) for group, value in _GROWTH.items()]
    rows.append(Row("ib-aanvulling", "groep", "1/2 A", YESTERDAY, CARE_LOWER))
    return rows


def _plans() -> list[Row]:
    """The day plans; the group that keeps up has today's as well."""
    rows = [_group_row("dagplanning", "1/2 A", TODAY)]
    for group in INFANT_GROUPS:
        random = Random(f"dagplanning {group}")
        days = school_days(FIRST_SCHOOL_DAY, YESTERDAY)
        rows += [_group_row("dagplanning", group, day) for day in days if random.random() < DILIGENCE[group].daily]
    return rows


def _invitations() -> list[Row]:
    on = date(2026, 9, 4)
    kinds = ("uitnodiging", "voorbereidingsformulier")
    return [_group_row(kind, group, on) for group in TALK_GROUPS for kind in kinds]


def _levels(everybody: tuple[Child, ...]) -> list[Row]:
    """The level of every infant after the second theme, where the teachers got that far."""
    random = Random("niveaus")
    rows = []
    for group in INFANT_GROUPS[:2]:
        for child in in_group(everybody, group):
            if child.entry <= date(2026, 9, 30):
                rows += _levels_of(child, random)
    return rows


def _levels_of(child: Child, random: Random) -> list[Row]:
    levels = _LEVELS["1" if "kleuterverlenging" in child.traits else child.year_group]
    level = levels[int(random.random() * len(levels))]
    return [child_row("niveau", child, date(2026, 10, 26), area, level) for area in ("taal", "rekenen")]


def _autumn(everybody: tuple[Child, ...]) -> list[Row]:
    """The indicators for group 3 of the children born in autumn: all of them in A, half in B, none in C."""
    return [
        child_row("indicatoren-groep-3", child, date(2026, 11, 12))
        for group, every in (("1/2 A", 1), ("1/2 B", 2))
        for place, child in enumerate(_born_in_autumn(everybody, group))
        if place % every == 0
    ]


def _born_in_autumn(everybody: tuple[Child, ...], group: str) -> list[Child]:
    return [child for child in in_group(everybody, group) if child.year_group == "2" and child.birth.month >= 10]


def _group_row(kind: str, group: str, on: date, value: str = "") -> Row:
    return Row(kind, "groep", group, on, teacher_on(group, on), "", value)
