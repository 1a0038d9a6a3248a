"""A school year as values, ready to be laid out: its weeks, its dates, and the load of every cycle and everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.model import HOME_GROUP
from engine.yearpicture.busy import busiest_weeks
from engine.yearpicture.dates import Whose, bands_of, lanes_of
from engine.yearpicture.load import cycles_of, load_of, people_of, pieces_of
from engine.yearpicture.weeks import weeks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.almanac.schoolcalendar import SchoolCalendar
    from engine.model import Facts, Group, Staff, Task, Wanted
    from engine.rule import Rule
    from engine.yearpicture.busy import BusyWeek
    from engine.yearpicture.dates import Lane, Span
    from engine.yearpicture.load import Load
    from engine.yearpicture.weeks import Week

EVERYTHING = "alles"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose year it is: a person's, a group's, of one rule; nothing at all is the whole school's."""

    person: Staff | None = None
    group: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a year is drawn from. `tasks` are those asked for; `school` is the school's name."""

    tasks: tuple[Task | Wanted, ...]
    rules: Sequence[Rule]
    calendar: SchoolCalendar
    facts: Facts
    school: str


@dataclass(frozen=True, slots=True)
class Year:
    """All that the picture shows. `everything` is the load of all tasks, each once; `people` have theirs each.

    `groups` says where somebody works, `both` what somebody is called beside a colleague. `outside` counts the tasks
    that fall outside the year, `on_trial` those of rules that are tried out: neither is in the picture. `of_some`:
    it is the year of a person or a group, not of a school.
    """

    title: str
    subtitle: str
    weeks: tuple[Week, ...]
    bands: tuple[Span, ...]
    lanes: tuple[Lane, ...]
    everything: Load
    cycles: tuple[Load, ...]
    people: tuple[Load, ...]
    busiest: tuple[BusyWeek, ...]
    of_some: bool
    groups: Mapping[str, str]
    both: Mapping[str, str]
    outside: int = 0
    on_trial: int = 0


def year_of(known: Known, asked: Asked) -> Year:
    """Put a year together from its tasks."""
    mine = [each for each in known.tasks if not each.because.on_trial]
    weeks = weeks_of(known.calendar, {each.due for each in mine})
    pieces = pieces_of(mine, known.rules, weeks)
    everything = load_of(EVERYTHING, "Alle taken", pieces, len(weeks))
    team = _Team(known.facts, known.calendar.start)
    one = asked.person is not None
    people = () if one else people_of(pieces, team.labels(), len(weeks))
    return Year(
        title=f"Schooljaar {label(known.calendar.start)}",
        subtitle=_subtitle(asked, known.school, team),
        weeks=weeks,
        bands=bands_of(known.calendar),
        lanes=lanes_of(known.calendar, mine, team.whose(asked)),
        everything=everything,
        cycles=cycles_of(pieces, len(weeks)),
        people=people,
        busiest=busiest_weeks(everything, pieces),
        of_some=one or bool(asked.group),
        groups=team.where,
        both=team.names,
        outside=len(mine) - len(pieces),
        on_trial=len(known.tasks) - len(mine),
    )


def _subtitle(asked: Asked, school: str, team: _Team) -> str:
    person = asked.person
    who = team.full_name(person) if person else ""
    group = f"groep {asked.group}" if asked.group else ""
    rule = f"regel {asked.rule}" if asked.rule else ""
    return " · ".join(each for each in (who, group, rule, school) if each)


class _Team:
    """The people of one school year: what they are called and where they work."""

    def __init__(self, facts: Facts, start: int) -> None:
        self.staff = {each.code: each for each in facts.staff}
        year = label(start)
        of_year = [each for each in facts.groups if each.school_year == year and each.kind == HOME_GROUP]
        self.groups = sorted(of_year, key=lambda each: natural(each.name))
        self.names = _names(self.staff.values())
        self.where = {code: self._where(code) for code in self.staff}

    def labels(self) -> dict[str, str]:
        """Name everybody with where they work, by group and then by role."""
        place = {each.name: number for number, each in enumerate(self.groups)}
        last = len(place)

        def order(code: str) -> tuple[int, str, str]:
            first = next((each.name for each in self.groups if code in each.teachers), "")
            return (place.get(first, last), "" if first else self.where[code], self.names[code])

        return {code: self._label(code) for code in sorted(self.staff, key=order)}

    def _label(self, code: str) -> str:
        where = self.where[code]
        return f"{self.names[code]} · {where}" if where else self.names[code]

    def _where(self, code: str) -> str:
        mine = self._groups_of(code)
        if mine:
            return ", ".join(each.name for each in mine)
        # Of more roles the shortest word: beheerder rather than applicatiebeheer.
        return min(self.staff[code].roles, key=lambda each: (len(each), each), default="")

    def _groups_of(self, code: str) -> list[Group]:
        return [each for each in self.groups if code in each.teachers]

    def whose(self, asked: Asked) -> Whose:
        """Tell whose dates to show; somebody without a group sees those of the school."""
        mine = [each for each in self.groups if each.name == asked.group]
        if asked.person is not None and not asked.group:
            mine = self._groups_of(asked.person.code)
        return Whose(frozenset(each.name for each in mine), frozenset().union(*(each.year_groups for each in mine)))

    def full_name(self, person: Staff) -> str:
        name = f"{person.first_name} {person.last_name}".strip() or person.code
        where = self.where.get(person.code, "")
        return f"{name} ({where})" if where else name


def _names(staff: Iterable[Staff]) -> dict[str, str]:
    """Call everybody by first name, and who shares one by last name too."""
    every = list(staff)
    firsts = [each.first_name for each in every]
    return {each.code: _name(each, alone=firsts.count(each.first_name) == 1) for each in every}


def _name(person: Staff, *, alone: bool) -> str:
    if not person.first_name:
        return person.code
    return person.first_name if alone else f"{person.first_name} {person.last_name}".strip()


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts group 10 after group 2, and words after numbers."""
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in re.findall(r"\d+|\D+", name))
