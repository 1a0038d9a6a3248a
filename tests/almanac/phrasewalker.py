"""What a phrase says, by hand: 1 to 8 and 14 to 19 of regeltaal, one sentence after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.almanac.occasionwalker import OWN, Time, Whose, chosen, own_times, times
from tests.almanac.walker import DAY, Walker, months_on, start_of, weekdays_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.almanac.written import Life, Said, Worker

    Good = Callable[[date], bool]

TWO_WEEKS = timedelta(days=14)
FORWARD = ("instroom", "zaak", "registratie")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks: whose calendar, whose life, and who would do it. `steady`: days do not move (7)."""

    whose: Whose
    life: Life | None
    workers: tuple[Worker, ...] = ()
    steady: bool = False


class PhraseWalker:
    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    # --- the dates of one time

    def point(self, said: Said, time: Time) -> date | None:
        """1: `voor` counts from the begin and `na` from the end, unless `begin` or `einde` stands there."""
        at_end = (said.edge or {"voor": "begin", "na": "einde"}[said.relation]) == "einde"
        if at_end and time.is_open:
            return None
        return time.end if at_end else time.begin

    def bare(self, said: Said, time: Time, asked: Asked) -> date | None:
        if said.relation in ("op", "begin"):
            return time.begin
        if said.relation == "einde":
            return None if time.is_open else time.end
        point = self.point(said, time)
        if point is None:
            return None
        sign = -1 if said.relation == "voor" else 1
        if not said.count:
            return point + sign * DAY
        if said.unit == "maanden":
            return months_on(point, sign * said.count)
        if said.unit in ("dagen", "weken"):
            return point + sign * said.count * (7 if said.unit == "weken" else 1) * DAY
        return self.counted(said, point, sign, asked)

    def counted(self, said: Said, point: date, sign: int, asked: Asked) -> date:
        """2, 3, 5, 19: the N-th school day, or the first N-th working day of whoever gets there."""
        good = [self.school(asked.whose.days_off)] if said.unit == "schooldagen" else []
        if said.unit == "werkdagen":
            good = [self.own(each) for each in asked.workers]
        found = [self.walker.search(point + sign * DAY, sign * DAY, each, said.count) for each in good]
        reached = [each for each in found if each is not None]
        return min(reached) if reached else weekdays_on(point, sign * said.count)

    def school(self, groups: frozenset[int]) -> Good:
        return lambda day: self.walker.is_school_day(day, groups)

    def own(self, worker: Worker) -> Good:
        return lambda day: self.walker.works(worker, day)

    def due(self, said: Said, time: Time, asked: Asked) -> date | None:
        bare = self.bare(said, time, asked)
        if bare is None or asked.steady or said.unit in ("schooldagen", "werkdagen"):
            return bare
        good = self.school(asked.whose.days_off)
        if said.relation == "op":
            return self.on(time, good)
        if said.relation in ("begin", "einde"):
            return self.edge(said.relation, time, asked)
        if said.relation == "voor":
            return self.walker.search(bare, -DAY, good) or bare
        if not said.count:
            return self.walker.search(bare, DAY, good) or bare
        return self.window(said, time, bare, asked)

    def on(self, time: Time, good: Good) -> date:
        """4: the day itself, or the last school day before; forward for entry, cases and registrations."""
        if time.life in FORWARD:
            return self.walker.search(time.begin, DAY, good) or time.begin
        return self.walker.search(time.begin, -DAY, lambda day: good(day) or self.walker.is_team_day(day)) or time.begin

    def edge(self, edge: str, time: Time, asked: Asked) -> date:
        """4 and 16."""
        day = time.begin if edge == "begin" else time.end
        good = self.school(asked.whose.days_off)
        if not self.walker.known(day):
            return day
        if time.is_open:
            return self.walker.search(day, DAY, good) or day
        inside = self.walker.school_days(time.begin, time.end, asked.whose.days_off)
        if inside:
            return inside[0] if edge == "begin" else inside[-1]
        return self.walker.search(day, DAY if time.life == "instroom" else -DAY, good) or day

    def window(self, said: Said, time: Time, bare: date, asked: Asked) -> date:
        """3 and 17: the last school day in (point, point + N], else the first after."""
        point = self.point(said, time)
        if point is None or not self.walker.known(bare):
            return bare
        last, unknown, day = None, False, point + DAY
        while day <= bare:
            unknown = unknown or not self.walker.known(day)
            if self.walker.is_school_day(day, asked.whose.days_off):
                last = day
            day += DAY
        if last is not None or unknown:
            return last or bare
        return self.walker.search(bare, DAY, self.school(asked.whose.days_off)) or bare

    # --- all times in a school year

    def dated(self, said: Said, start: int, asked: Asked) -> list[tuple[Time, date]]:
        """Every time of the phrase in a school year with the day it is due (10 to 12)."""
        year = self.walker.year(start)
        if said.anchor in OWN:
            found = self.own_dated(said, start, asked)
        elif year is None:
            return []
        else:
            every = ((each, self.due(said, each, asked)) for each in times(self.walker, said.anchor, year, asked.whose))
            found = [(each, day) for each, day in every if day is not None]
        right = chosen([time for time, _ in found], said.choice)
        return [(time, day) for time, day in found if time in right]

    def own_dated(self, said: Said, start: int, asked: Asked) -> list[tuple[Time, date]]:
        """11: the school year of the day it is due, but never before that of the pupil's entry."""
        found: list[tuple[Time, date]] = []
        for time in sorted(own_times(said.anchor, asked.life) if asked.life else [], key=lambda each: each.begin):
            day = self.due(said, time, asked)
            if day is not None and self.belongs(day, asked) == start:
                found.append((replace(time, number=len(found) + 1), day))
        return found

    def belongs(self, day: date, asked: Asked) -> int | None:
        year = start_of(day)
        if asked.life is None or asked.life.entry is None:
            return year
        entered = start_of(asked.life.entry)
        if year < entered - 1:
            return None
        return entered if year < entered else year

    # --- from when

    def opens(self, second: Said | None, said: Said, time: Time, due: date, start: int, asked: Asked) -> date:
        bare = self.second(second, said, time, due, start, replace(asked, steady=True)) if second else None
        day = self.default(said, time, due) if bare is None else bare
        return min(day, due)

    def second(self, second: Said, said: Said, time: Time, due: date, start: int, asked: Asked) -> date | None:
        """14: the same time when it names the same anchor, else the last one of that year on or before `uiterlijk`."""
        if family(second) == family(said) and pick(second) in ("", pick(said)):
            return self.bare(second, time, asked)
        bares = [bare for _, bare in self.dated(second, start, asked) if bare <= due]
        return max(bares, default=None)

    def default(self, said: Said, time: Time, due: date) -> date:
        """6 and 15."""
        if said.relation in ("op", "begin", "einde") and said.anchor in ("schooldag", "schoolweek"):
            return time.begin
        if said.relation == "op" and time.life == "registratie":
            return time.begin
        point = self.point(said, time) if said.relation == "na" else None
        return max(due - TWO_WEEKS, point) if point else due - TWO_WEEKS


def family(said: Said) -> str:
    """A month by its name is an anchor `maand` with a choice."""
    return "maand" if said.anchor == "mei" else said.anchor


def pick(said: Said) -> str:
    if said.anchor == "mei":
        return "mei"
    choice = said.choice
    kind = "nummer" if choice.kind == "rang" else choice.kind
    return f"{kind} {choice.number} {choice.name}" if kind else ""
