"""What was ticked off by hand before today: work that leaves no trace in any file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.demoschool.children import INFANT_GROUPS
from engine.demoschool.days import LAST_YEAR, TODAY
from engine.demoschool.diligence import AVERAGE, BEHIND, DILIGENCE, KEEPS_UP
from engine.demoschool.staff import ADMINISTRATOR, TEACHERS_LAST_YEAR, TEACHERS_OF

# rule, the last due date that counts as done, for the groups with this diligence
_INFANTS = (
    ("mkg-weekplanner-instellen", date(2026, 9, 4), (KEEPS_UP, AVERAGE)),
    ("mkg-onderwijsbehoeftes-verwerken", date(2026, 9, 4), (KEEPS_UP, AVERAGE, BEHIND)),
    ("mkg-gezondheid-weekrooster", TODAY, (KEEPS_UP,)),
    ("mkg-gezondheid-weekrooster", date(2026, 11, 9), (AVERAGE,)),
    ("mkg-gezondheid-weekrooster", date(2026, 9, 28), (BEHIND,)),
    ("mkg-actueel-oudergesprek", date(2026, 11, 18), (KEEPS_UP, AVERAGE)),
    ("mkg-actueel-oudergesprek", date(2026, 9, 30), (BEHIND,)),
    ("mkg-groepsbespreking-controleren", date(2026, 11, 10), (KEEPS_UP,)),
    ("mkg-actueel-groepsbespreking", TODAY, (KEEPS_UP,)),
)
# Two of last year's groups still have their teachers.
_STILL_LINKED = ("6/7", "8")


@dataclass(frozen=True, slots=True)
class HandTick:
    """Tasks of `rule` about `group` that are due on or before `until` were ticked off by `by`.

    `group` is the group as a task shows it: its name, with the school year behind it when that is another than the
    task's own; "" for tasks about the school or a colleague.
    """

    rule: str
    group: str
    until: date
    by: str


def demo_ticks() -> tuple[HandTick, ...]:
    """Return what counts as ticked off by hand before the demo's today."""
    infants = (
        HandTick(rule, group, until, TEACHERS_OF[group][0])
        for rule, until, who in _INFANTS
        for group in INFANT_GROUPS
        if DILIGENCE[group] in who
    )
    return (*infants, *_unlinked())


def _unlinked() -> list[HandTick]:
    """The administrator took last year's teachers off their old groups, but for two."""
    groups = [group for group in TEACHERS_LAST_YEAR if group not in _STILL_LINKED]
    return [
        HandTick("mkg-leerkrachten-ontkoppelen", f"{group} ({LAST_YEAR})", TODAY, ADMINISTRATOR) for group in groups
    ]
