"""Which obligations deserve a talk: nearly always late, nearly always only ticked, never anything to do. In Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from engine.model import WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.report import Account, Line
    from engine.sleeping import Sleeper

FEWEST = 3
NEARLY_ALWAYS = 0.9
LATE, TICKED, IDLE = "bijna altijd later dan afgesproken", "bijna altijd alleen afgevinkt", "nooit iets te doen"


@dataclass(frozen=True, slots=True)
class Talk:
    """Something to talk about: what kind of thing, the obligations it is about, and a sentence with the figures."""

    kind: str
    rules: tuple[str, ...]
    sentence: str


def talks(found: Account, asleep: Iterable[Sleeper], *, whole_school: bool) -> tuple[Talk, ...]:
    """Return what deserves a talk, what happened most often first. Of small sensitive figures nothing is said.

    That there was never anything to do can only be said of the whole school: many an obligation is not of one group.
    """
    open_ones = [each for each in found.lines if not each.hides and not each.gone]
    late = sorted((each for each in open_ones if _mostly(_not_in_time(each), each.counts.asked)), key=_most_late)
    ticked = (each for each in open_ones if each.asks_proof and _mostly(each.counts.ticked, each.counts.done))
    by_tick = sorted(ticked, key=lambda each: -each.counts.ticked)
    idle = tuple(_idle(open_ones, asleep)) if whole_school and any(each.of_year for each in found.lines) else ()
    return (*map(_late, late), *map(_ticked, by_tick), *map(_waived, filter(_never_applies, open_ones)), *idle)


def _mostly(part: int, whole: int) -> bool:
    return whole >= FEWEST and part >= NEARLY_ALWAYS * whole


def _not_in_time(line: Line) -> int:
    return line.counts.asked - line.counts.on_time


def _most_late(line: Line) -> tuple[int, str]:
    return (-_not_in_time(line), line.title)


# --- later than agreed


def _late(line: Line) -> Talk:
    counts = line.counts
    missed = counts.missed - counts.free
    how = [
        f"{counts.later} keer later klaar{_half(counts.days_late)}" if counts.later else "",
        f"{counts.overdue} keer nog te doen" if counts.overdue else "",
        f"{missed} keer gemist" if missed else "",
    ]
    told = f"“{line.title}” was {_of(_not_in_time(line), counts.asked)} niet op tijd: {_listed(how)}."
    return Talk(LATE, (line.rule,), f"{told} {_question(line, 2 * missed > counts.asked)}")


def _question(line: Line, mostly_missed: bool) -> str:
    if mostly_missed:
        return "Gebeurt het wel maar zegt niemand het, of is het niet nodig?"
    if line.at_once:
        return "Het moet af op de dag dat het ontstaat. Past een termijn van een paar dagen beter?"
    return "Past de datum bij hoe het jaar loopt?"


def _half(days: tuple[int, ...]) -> str:
    """Say how much later it usually was: half of them were done within so many days."""
    if len(days) < FEWEST:
        return ""
    middle = median_low(days)
    return f" (de helft binnen {middle} {'dag' if middle == 1 else 'dagen'})"


# --- ticked where evidence is asked


def _ticked(line: Line) -> Talk:
    told = f"“{line.title}” is {_of(line.counts.ticked, line.counts.done)} afgevinkt zonder dat er iets was vastgelegd."
    return Talk(TICKED, (line.rule,), f"{told} Staat het ergens anders, of vraagt de afspraak meer dan nodig is?")


# --- nothing to do


def _never_applies(line: Line) -> bool:
    return line.counts.waived >= FEWEST and line.counts.waived == line.counts.tasks


def _waived(line: Line) -> Talk:
    told = f"“{line.title}” was alle {line.counts.waived} keer niet van toepassing"
    reasons = ", ".join(f"{reason} ({number})" for reason, number in line.counts.reasons[:FEWEST])
    why = f": {reasons}" if reasons and not line.sensitive else ""
    return Talk(WAIVED, (line.rule,), f"{told}{why}. Hoort de afspraak zo nog bij de school?")


def _idle(lines: list[Line], asleep: Iterable[Sleeper]) -> Iterator[Talk]:
    """Take together what waits for the same; the others had nothing to do all year without waiting for anything."""
    idle = {each.rule: each.title for each in lines if not each.of_year}
    waiting: dict[str, list[str]] = {}
    for each in asleep:
        if each.rule in idle:
            waiting.setdefault(" en ".join(one.word for one in each.waits), []).append(each.rule)
    for word, rules in waiting.items():
        told = f"{_obligations(rules, idle)} het hele schooljaar niets te doen, want er is nog geen {word} ingevoerd."
        yield Talk(IDLE, tuple(rules), f"{told} Komt dat nog, of hoort het niet bij jullie school?")
    still = [each for each in idle if not any(each in rules for rules in waiting.values())]
    if still:
        told = (
            f"{_obligations(still, idle)} het hele schooljaar niets te doen: er was niemand en niets waarvoor het gold."
        )
        yield Talk(IDLE, tuple(still), f"{told} Klopt dat, of mist er iets in de gegevens?")


def _obligations(rules: list[str], titles: dict[str, str]) -> str:
    if len(rules) == 1:
        return f"Bij “{titles[rules[0]]}” was er"
    named = "; ".join(titles[each] for each in rules)
    return f"Bij {len(rules)} afspraken ({named}) was er"


# --- words


def _of(part: int, whole: int) -> str:
    return f"alle {whole} keer" if part == whole else f"{part} van de {whole} keer"


def _listed(words: Iterable[str]) -> str:
    every = [each for each in words if each]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} en {every[-1]}"
