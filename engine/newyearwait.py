"""A new school year whose groups nobody has read in yet: until then nothing about pupils or groups goes into a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.almanac.days import label, school_year_start, start_of
from engine.audience import FALLBACK, reachable
from engine.health import MIND, NEW_GROUPS, Finding
from engine.model import GROUP, HOME_GROUP, PUPIL, TALK_ROUND
from engine.outbox import Cause

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.model import Facts, Group, Staff, Task

ABOUT_CHILDREN = (PUPIL, GROUP, TALK_ROUND)
WAITS = "wacht op groepen"
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Silence:
    """What no mail speaks of. `school_year` is the one whose groups are not known yet, "" when nothing waits.

    `matters` are the (type, key) of cases about a pupil or a group.
    """

    school_year: str = ""
    matters: frozenset[tuple[str, str]] = frozenset()

    def covers(self, task: Task) -> bool:
        """Tell whether a task is about pupils or a group while their groups are not known."""
        if not self.school_year:
            return False
        about = task.per in ABOUT_CHILDREN or (task.per, task.subject) in self.matters
        return about or bool(task.group)

    @property
    def reason(self) -> str:
        return f"de groepen van {self.school_year} zijn nog niet ingelezen"


NOTHING_WAITS = Silence()


def silence_of(facts: Facts, closed: Collection[str], today: date) -> Silence:
    """Say what is not spoken of today: from the first of August, and in summer from the day the year was closed.

    A school that has no groups of an earlier year has nothing to be mistaken about.
    """
    start = year_to_be(closed, today)
    known = years_with_groups(facts.groups)
    if start in known or not any(year < start for year in known):
        return NOTHING_WAITS
    children = (each for each in facts.cases if each.subject_type in ABOUT_CHILDREN)
    return Silence(label(start), frozenset((each.type, each.key) for each in children))


def year_to_be(closed: Collection[str], today: date) -> int:
    """Return the school year that counts now: the one of today, or the next one once that was closed."""
    start = school_year_start(today)
    return start + 1 if label(start) in closed else start


def years_with_groups(groups: Iterable[Group]) -> frozenset[int]:
    """Return the school years of which the home groups are known: with children in them, where any group has any."""
    homes = [each for each in groups if each.kind == HOME_GROUP]
    filled = [each for each in homes if each.pupils]
    return frozenset(start_of(each.school_year) for each in filled or homes if each.school_year)


# --- what who keeps the school hears


def finding(silence: Silence) -> tuple[Finding, ...]:
    """Say why no mail speaks of pupils, and how to go on; nothing when nothing waits."""
    return (Finding(NEW_GROUPS, MIND, words(silence)),) if silence.school_year else ()


def words(silence: Silence) -> str:
    return (
        f"{silence.reason}; tot dan gaat er geen mail over leerlingen en groepen. "
        "Met `jaarcyclus new-year` zie je hoe het verdergaat"
    )


def notices(silence: Silence, staff: Sequence[Staff], today: date) -> tuple[tuple[str, Cause], ...]:
    """Return who is told that mail waits for groups: whoever keeps the school, once a week."""
    if not silence.school_year:
        return ()
    here = [each for each in staff if each.present and reachable(each, today)]
    told = next((found for role in FALLBACK if (found := [each for each in here if role in each.roles])), [])
    return tuple((each.code, cause_of(silence, today)) for each in told)


def cause_of(silence: Silence, today: date) -> Cause:
    """Return what makes this week's word about it this one."""
    begin = date(start_of(silence.school_year), 8, 1)
    return Cause(f"schooljaar-{silence.school_year}", WAITS, (today.toordinal() - 1) // DAYS_A_WEEK, begin)


def is_about_waiting(cause: Cause, silence: Silence, today: date) -> bool:
    """Tell whether this is that word, and still true."""
    return bool(silence.school_year) and cause == cause_of(silence, today)
