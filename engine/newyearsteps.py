"""On the way to a new school year: the checklist, one Dutch sentence a step. Words what stands, and does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch_with_weekday, school_year_start
from engine.naming import staff_names
from engine.newyear import (
    lacking,
    left_open,
    not_carried,
    to_carry,
    too_early,
    without_group,
    without_teacher,
    years_to_close,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.newyear import Turn

READY, TO_DO, MAY = "klaar", "te doen", "mag"
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist: what it is about, READY, TO_DO or MAY (nobody has to), and a sentence."""

    name: str
    state: str
    sentence: str


def steps(turn: Turn) -> tuple[Step, ...]:
    """Return the checklist, in the order in which people work."""
    return (
        _calendar(turn),
        _dates(turn),
        _days_off(turn),
        _old_year(turn),
        _groups(turn),
        _group_teachers(turn),
        _teachers(turn),
        _exceptions(turn),
        _rules(turn),
        _wishes(turn),
    )


# --- the calendar


def _calendar(turn: Turn) -> Step:
    if turn.broken:
        return Step("kalender", TO_DO, f"calendar/{turn.new}.yaml is niet te lezen; kijk met `jaarcyclus check`")
    if turn.calendar is None:
        return Step("kalender", TO_DO, f"er is nog geen calendar/{turn.new}.yaml")
    first, last = turn.calendar.first_day, turn.calendar.last_day
    days = f"van {dutch_with_weekday(first)} {first.year} tot en met {dutch_with_weekday(last)} {last.year}"
    return Step("kalender", READY, f"calendar/{turn.new}.yaml is er: {days}")


def _dates(turn: Turn) -> Step:
    if not turn.used:
        return Step("datums", READY, "geen regel vraagt naar een datum van de school")
    missing = lacking(turn)
    if not missing:
        return Step("datums", READY, f"elk van de {len(turn.used)} ankers heeft een datum")
    return Step("datums", TO_DO, f"nog geen datum voor {_some(missing, len(missing))}")


def _days_off(turn: Turn) -> Step:
    found = [each for each in turn.calendar.days_off if each.team_works] if turn.calendar is not None else []
    if found:
        return Step("studiedagen", READY, f"{_count(len(found), 'studiedag', 'studiedagen')} in de kalender")
    last = [each for each in turn.before.days_off if each.team_works] if turn.before is not None else []
    more = f"; vorig jaar waren het er {len(last)}" if last else ""
    return Step("studiedagen", TO_DO if last else MAY, f"nog geen studiedag in de kalender{more}")


# --- the year that ends


def _old_year(turn: Turn) -> Step:
    number = len(left_open(turn))
    open_now = _count(number, "taak staat", "taken staan") + " nog open"
    if not years_to_close(turn):
        who = staff_names(turn.facts).get(turn.closed.get(turn.old, ""), turn.closed.get(turn.old, ""))
        return Step("oude jaar", READY, f"{turn.old} is afgesloten door {who}")
    wait = too_early(turn)
    if wait:
        return Step("oude jaar", TO_DO, f"{wait}; {open_now}")
    missed = {0: "", 1: "; die wordt gemist"}.get(number, "; die worden gemist")
    return Step("oude jaar", TO_DO, f"{open_now}{missed}. Sluit {turn.old} met `jaarcyclus new-year --afsluiten`")


# --- groups and people


def _groups(turn: Turn) -> Step:
    if turn.groups_known:
        last = f"; {turn.old} had er {len(turn.old_groups)}" if turn.old_groups else ""
        return Step("groepen", READY, f"{_count(len(turn.groups), 'groep', 'groepen')} van {turn.new}{last}")
    return Step(
        "groepen",
        TO_DO,
        f"nog geen groepen met leerlingen van {turn.new}: lees een export van dat jaar in "
        "(`jaarcyclus import edexml edex.xml`). Tot dan gaat er vanaf 1 augustus geen mail over leerlingen",
    )


def _group_teachers(turn: Turn) -> Step:
    name = "leerkrachten bij groepen"
    if not turn.groups:
        return Step(name, TO_DO, "dat volgt op de groepen")
    bare = without_teacher(turn)
    if not bare:
        return Step(name, READY, "elke groep heeft een leerkracht")
    how = "koppel in groepen.csv (`jaarcyclus import groepen groepen.csv`)"
    return Step(name, TO_DO, f"zonder leerkracht: {_some(bare, SHOWN)}; {how}")


def _teachers(turn: Turn) -> Step:
    name = "leerkrachten zonder groep"
    if not turn.groups:
        return Step(name, TO_DO, "dat volgt op de groepen")
    free = without_group(turn)
    if not free:
        return Step(name, READY, "elke leerkracht heeft een groep")
    return Step(name, MAY, f"{_some(free, SHOWN)}; klopt dat niet, koppel dan in groepen.csv")


# --- what goes along


def _exceptions(turn: Turn) -> Step:
    every, left = to_carry(turn), not_carried(turn)
    if not every:
        return Step("uitzonderingen", READY, f"geen uitzondering loopt tot het einde van {turn.old}")
    if not left:
        return Step("uitzonderingen", READY, f"{_count(len(every), 'uitzondering gaat', 'uitzonderingen gaan')} mee")
    numbers = ", ".join(str(each.number) for each in left)
    eindigt = _count(len(left), "uitzondering eindigt", "uitzonderingen eindigen")
    how = "neem mee wat blijft gelden met `jaarcyclus new-year --neem-over NUMMER`"
    return Step("uitzonderingen", MAY, f"{eindigt} met {turn.old} (nummer {numbers}); {how}")


def _rules(turn: Turn) -> Step:
    dated = [each for each in turn.rules if each.valid_to is not None]
    ends = [each.id for each in dated if each.valid_to and school_year_start(each.valid_to) < turn.start]
    own, changed = sum(not each.pack for each in turn.rules), len(turn.overrides)
    said = f"{_count(own, 'eigen regel', 'eigen regels')} en {_count(changed, 'aanpassing', 'aanpassingen')}"
    stays = f"{said} in {_count(turn.own_files, 'bestand', 'bestanden')} gelden gewoon verder"
    if not own and not turn.overrides:
        stays = "de school heeft geen eigen regels of aanpassingen"
    over = f"; niet meer in {turn.new}: {_some(ends, SHOWN)}" if ends else ""
    return Step("eigen regels", READY, f"{stays}{over}")


def _wishes(turn: Turn) -> Step:
    if not turn.wishes:
        return Step("wensen", READY, "iedereen krijgt het overzicht bij een herinnering")
    return Step("wensen", READY, f"{_count(turn.wishes, 'wens gaat mee', 'wensen gaan mee')} (`jaarcyclus mail wens`)")


def _some(words: Iterable[str], most: int) -> str:
    """Return `a, b en c`; of more than `most` the first ones and how many others."""
    every = list(words)
    if len(every) > most:
        return f"{', '.join(every[:most])} en nog {len(every) - most}"
    return f"{', '.join(every[:-1])} en {every[-1]}" if len(every) > 1 else "".join(every)


def _count(number: int, one: str, many: str) -> str:
    if number == 0:
        return f"geen {many}"
    return f"{number} {one if number == 1 else many}"
