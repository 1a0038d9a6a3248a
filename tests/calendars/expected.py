"""What somebody worked out by hand for a school's calendar (`verwacht.txt`), and rules that ask for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOLIDAY, WEEK, DAYS, WEEKS, YEAR = "vakantie ", "schoolweek ", "schooldagen", "schoolweken", "jaar "
SCHOOL = "school"

# Questions in the language of the rules: their tasks say which days are school days, and where weeks and holidays end.
ASKED = """\
regels:
  - {id: vraag-dag-school, titel: Dag, voor: directie, per: school, uiterlijk: op schooldag}
  - {id: vraag-dag-groep, titel: Dag, voor: leerkracht, per: groep, uiterlijk: op schooldag}
  - {id: vraag-week, titel: Week, voor: directie, per: school, uiterlijk: einde schoolweek}
  - {id: vraag-vakantie-begin, titel: Begin, voor: directie, per: school, vanaf: begin vakantie, uiterlijk: na vakantie}
  - {id: vraag-vakantie-einde, titel: Einde, voor: directie, per: school, vanaf: einde vakantie, uiterlijk: na vakantie}
"""
WEEK_ASKED = """\
  - {{id: vraag-week-{0}-school, titel: Week, voor: directie, per: school, vanaf: begin {1}, uiterlijk: einde {1}}}
  - {{id: vraag-week-{0}-groep, titel: Week, voor: leerkracht, per: groep, vanaf: begin {1}, uiterlijk: einde {1}}}
"""

# A task of a rule: subject, occasion, from when and due.
Row = tuple[str, str, str, str]


@dataclass(slots=True)
class Expected:
    """One school year by hand: holidays by name, how many school days for whom, weeks by number, tasks by rule."""

    holidays: dict[str, tuple[str, str]] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    weeks: int = 0
    week: dict[int, dict[str, tuple[str, str]]] = field(default_factory=dict)
    tasks: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def read(self, head: str, rest: str) -> None:
        cells = [each.strip() for each in rest.split(" | ")]
        if head.startswith(HOLIDAY):
            begin, end = rest.split()
            self.holidays[head.removeprefix(HOLIDAY)] = (begin, end)
        elif head.startswith(WEEK):
            split = (each.rsplit(maxsplit=2) for each in cells)
            self.week[int(head.removeprefix(WEEK))] = {whose: (begin, end) for whose, begin, end in split}
        elif head == DAYS:
            pairs = (each.rsplit(maxsplit=1) for each in cells)
            self.days = {whose: int(number) for whose, number in pairs}
        elif head == WEEKS:
            self.weeks = int(rest)
        else:
            subject, occasion, opens, due = cells
            self.tasks[head].append((subject, occasion, opens, due))


def by_hand(folder: Path) -> dict[str, Expected]:
    """Read what was worked out by hand, for each school year in it."""
    found: dict[str, Expected] = {}
    for line in (folder / "verwacht.txt").read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(": ")
        if line.startswith(YEAR):
            found[line.removeprefix(YEAR)] = Expected()
        elif line and not line.startswith("#"):
            list(found.values())[-1].read(head, rest)
    return found


def questions(expected: dict[str, Expected]) -> str:
    """Return rules that ask what stands in the table, in the words a school would use."""
    numbers = sorted({number for each in expected.values() for number in each.week})
    return ASKED + "".join(WEEK_ASKED.format(each, f"schoolweek {each}") for each in numbers)
