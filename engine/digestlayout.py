"""Eight lines for one person: which kinds there are, who gets a place, and what of it is only counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from engine.digestline import Line
    from engine.model import Staff

MOST = 8
LATE, SOON, NEW, ROUTINE, HIDDEN = "late", "soon", "new", "routine", "hidden"
RAISED, SHIFTED, GROUPS, FINDINGS = "raised", "shifted", "groups", "findings"
HEADINGS = {
    LATE: "Dit is blijven liggen",
    RAISED: "Dit ligt nog bij een collega",
    SOON: "Nu en in de komende twee weken",
    NEW: "Nieuw",
    SHIFTED: "Verschoven",
    ROUTINE: "Zoals steeds",
    HIDDEN: "Wat hier niet kan staan",
    GROUPS: "Zo staan de groepen ervoor",
    FINDINGS: "Om even na te kijken",
}
NOTHING_PRESSES: Mapping[str, int] = MappingProxyType({})
# Who gets a place first, and how many at least; what is left over goes round in the same order.
PLACES = (
    (HIDDEN, 1), (LATE, 3), (RAISED, 2), (SOON, 3), (SHIFTED, 1), (GROUPS, 3), (FINDINGS, 3), (NEW, 1), (ROUTINE, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind (LATE, SOON, ...), the most urgent first; `total` counts those that found no place too."""

    kind: str
    lines: tuple[Line, ...]
    total: int

    @property
    def heading(self) -> str:
        return HEADINGS[self.kind]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told this morning: at most MOST lines in all, and `more` that are left out.

    `group` is the one group that most of it is about ("" when there are more); `soonest` is the first day something is
    due and `due_then` how many lines are due that day (None and 0 when nothing comes within two weeks).
    `by_itself`: it is no overview but the mail of one rule, beside it.
    """

    person: str
    first_name: str
    today: date
    sections: tuple[Section, ...]
    more: int
    group: str = ""
    soonest: date | None = None
    due_then: int = 0
    by_itself: bool = False

    def section(self, kind: str) -> Section | None:
        return next((each for each in self.sections if each.kind == kind), None)


def laid_out(person: Staff, found: Mapping[str, Sequence[Line]], today: date) -> Digest:
    """Lay out the lines of each kind for one person; what finds no place is counted."""
    pressing = sum(each.called for each in found.get(FINDINGS, ()))
    places = allotted({kind: len(lines) for kind, lines in found.items()}, {FINDINGS: pressing})
    sections = tuple(
        Section(kind, _placed(found[kind], places[kind]), len(found[kind])) for kind in HEADINGS if places.get(kind, 0)
    )
    told = Digest(
        person.code,
        person.first_name,
        today,
        sections,
        sum(map(len, found.values())) - sum(places.values()),
        _group_of(sections),
    )
    days = [each.due for each in found[SOON] if each.due is not None]
    return replace(told, soonest=min(days), due_then=days.count(min(days))) if days else told


def _placed(lines: Sequence[Line], places: int) -> tuple[Line, ...]:
    """Choose what a reminder calls for before the rest; what is chosen stands in its own order."""
    chosen = sorted(range(len(lines)), key=lambda each: not lines[each].called)[:places]
    return tuple(lines[each] for each in sorted(chosen))


def allotted(
    numbers: Mapping[str, int], pressing: Mapping[str, int] = NOTHING_PRESSES, most: int = MOST
) -> dict[str, int]:
    """Divide the places: what is `pressing` goes before all, then what each kind gets at least, then what is left."""
    places = {kind: min(most, pressing.get(kind, 0)) for kind in numbers}
    for round_, (kind, least) in [(0, each) for each in PLACES] + [(1, each) for each in PLACES]:
        if kind in numbers:
            wish = numbers[kind] if round_ else min(least, numbers[kind])
            places[kind] += max(0, min(wish - places[kind], most - sum(places.values())))
    return places


def _group_of(sections: tuple[Section, ...]) -> str:
    """Return the only group that is named, when most lines are about it: then it need not stand with each of them."""
    tasks = [line for each in sections if each.kind in (LATE, SOON, NEW) for line in each.lines]
    named = [line.groups for line in tasks if line.groups]
    alone = len(set(named)) == 1 and len(named[0]) == 1 and 2 * len(named) > len(tasks)
    return named[0][0] if alone else ""
