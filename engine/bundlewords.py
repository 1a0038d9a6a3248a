"""A bundle in words: what it counts, which time it is, how much of it is done, and what a list leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, school_year_start
from engine.bundle import of_the_year
from engine.model import GROUP, PUPIL, STAFF

if TYPE_CHECKING:
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Task

# What a bundle counts, one and more; the neutral word serves a school's own kinds of cases.
COUNTED = {
    PUPIL: ("leerling", "leerlingen"),
    GROUP: ("groep", "groepen"),
    STAFF: ("collega", "collega's"),
    "gesprek": ("gesprek", "gesprekken"),
    "gespreksronde": ("gespreksronde", "gespreksrondes"),
    "toets": ("toets", "toetsen"),
    "bericht": ("bericht", "berichten"),
    "signalering": ("signalering", "signaleringen"),
    "afwezigheid": ("afwezigheid", "afwezigheden"),
    "extra-hulp": ("keer extra hulp", "keer extra hulp"),
    "doel": ("doel", "doelen"),
}
ANYTHING = ("taak", "taken")


def in_words(bundle: Bundle) -> str:
    """Word a bundle in one line: `Werk de SEO bij voor de vakantie, 1/2 B: 18 van 24 gedaan`."""
    time = which_time(bundle.tasks[0])
    title = f"{bundle.title} ({time})" if time else bundle.title
    where = f", {bundle.group}" if bundle.group and bundle.group not in bundle.title else ""
    if bundle.total <= 1:
        return f"{title}{where}"
    if bundle.done == 0:
        return f"{title}{where}: {counted(bundle.per, bundle.total)}"
    return f"{title}{where}: {bundle.done} van {bundle.total} gedaan"


def which_time(task: Task) -> str:
    """Return the name of a task's occasion where it has one of its own that the title does not say: herfstvakantie."""
    name = task.because.occasion_name
    named = of_the_year(task) and not task.occasion.rpartition("/")[2][:1].isdigit()
    return name if named and name.lower() not in task.title.lower() else ""


def counted(per: str, number: int) -> str:
    """Return `6 leerlingen`, `1 gesprek`."""
    one, more = COUNTED.get(per, ANYTHING)
    return f"{number} {one if number == 1 else more}"


def and_more(number: int, until: date | None, today: date) -> str:
    """Word what a list leaves out: `en nog 35 tot en met juli`; "" for nothing."""
    if not number or until is None:
        return ""
    year = f" {until.year}" if school_year_start(until) != school_year_start(today) else ""
    return f"en nog {number} tot en met {MONTHS[until.month - 1]}{year}"
