"""Which obligations deserve a talk: nearly always late, nearly always only ticked, never anything to do. In Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.report import Account, Line
    from engine.sleeping import Sleeper

FEWEST = 3
NEARLY_ALWAYS = 0.9
LATE, AT_ONCE, LEFT = (
    "bijna altijd later dan afgesproken",
    "bijna altijd later dan meteen",
    "bijna altijd blijven liggen",
)
TICKED, NEVER_APPLIES, IDLE = "bijna altijd alleen afgevinkt", "altijd nvt", "nooit iets te doen"
# What to ask each other, in the order in which it is asked.
QUESTIONS = {
    LATE: "Past de datum bij hoe het jaar loopt?",
    AT_ONCE: "Dit moet af op de dag waarop het ontstaat. Past een termijn van een paar dagen beter?",
    LEFT: "Gebeurt het wel maar zegt niemand het, of is het niet nodig?",
    TICKED: "Is het ergens anders vastgelegd, of vraagt de afspraak meer dan nodig is?",
    NEVER_APPLIES: "Hoort de afspraak zo nog bij de school?",
    IDLE: "Klopt dat, of mist er nog iets in de gegevens?",
}


@dataclass(frozen=True, slots=True)
class Talk:
    """Something to talk about: what kind of thing (see QUESTIONS), the obligations, and a sentence with the figures."""

    kind: str
    rules: tuple[str, ...]
    sentence: str


def talks(found: Account, asleep: Iterable[Sleeper], *, whole_school: bool) -> tuple[Talk, ...]:
    """Return what deserves a talk, what happened most often first. Of small sensitive figures nothing is said.

    That there was never anything to do can only be said of the whole school: many an obligation is not of one group.
    """
    spoken_of = [each for each in found.lines if not each.hides and not each.gone]
    told = [_late(each) for each in _most_first(spoken_of, _not_in_time) if _mostly(_not_in_time(each), _asked(each))]
    told += [_ticked(each) for each in _most_first(spoken_of, _ticks) if _only_ticked(each)]
    told += [_waived(each) for each in spoken_of if _never_applies(each)]
    if whole_school and any(each.of_year for each in found.lines):
        told += _idle(spoken_of, asleep)
    kinds = list(QUESTIONS)
    return tuple(sorted(told, key=lambda each: kinds.index(each.kind)))


def _most_first(lines: Iterable[Line], figure: Callable[[Line], int]) -> list[Line]:
    return sorted(lines, key=lambda each: (-figure(each), each.title))


def _mostly(part: int, whole: int) -> bool:
    return whole >= FEWEST and part >= NEARLY_ALWAYS * whole


def _asked(line: Line) -> int:
    return line.counts.asked


def _not_in_time(line: Line) -> int:
    return line.counts.asked - line.counts.on_time


# --- later than agreed


def _late(line: Line) -> Talk:
    counts = line.counts
    missed = counts.missed - counts.free
    how = [
        f"{counts.later} keer later klaar{_half(counts.days_late)}" if counts.later else "",
        f"{counts.overdue} keer nog te doen" if counts.overdue else "",
        f"{missed} keer gemist" if missed else "",
    ]
    mostly_left = 2 * (missed + counts.overdue) > counts.asked
    kind = LEFT if mostly_left else AT_ONCE if line.at_once else LATE
    told = f"“{line.title}” was {_of(_not_in_time(line), counts.asked)} niet op tijd: {_listed(how)}."
    return Talk(kind, (line.rule,), told)


def _half(days: tuple[int, ...]) -> str:
    """Say how much later it usually was: half of them were done within so many days."""
    if len(days) < FEWEST:
        return ""
    middle = median_low(days)
    return f" (de helft binnen {middle} {'dag' if middle == 1 else 'dagen'})"


# --- ticked where evidence is asked


def _ticks(line: Line) -> int:
    return line.counts.ticked


def _only_ticked(line: Line) -> bool:
    return line.asks_proof and _mostly(line.counts.ticked, line.counts.done)


def _ticked(line: Line) -> Talk:
    told = f"“{line.title}” is {_of(line.counts.ticked, line.counts.done)} afgevinkt zonder dat er iets was vastgelegd."
    return Talk(TICKED, (line.rule,), told)


# --- nothing to do


def _never_applies(line: Line) -> bool:
    return line.counts.waived >= FEWEST and line.counts.waived == line.counts.tasks


def _waived(line: Line) -> Talk:
    told = f"“{line.title}” was alle {line.counts.waived} keer niet van toepassing"
    reasons = ", ".join(f"{reason} ({number})" for reason, number in line.counts.reasons[:FEWEST])
    why = f": {reasons}" if reasons and not line.sensitive else ""
    return Talk(NEVER_APPLIES, (line.rule,), f"{told}{why}.")


def _idle(lines: list[Line], asleep: Iterable[Sleeper]) -> Iterator[Talk]:
    """Take together what waits for the same; the others have nothing to do all year without waiting for anything."""
    idle = {each.rule: each.title for each in lines if not each.of_year}
    waiting: dict[str, list[str]] = {}
    for each in asleep:
        if each.rule in idle:
            waiting.setdefault(" en ".join(one.word for one in each.waits), []).append(each.rule)
    for word, rules in waiting.items():
        told = f"{_obligations(rules, idle)} in het hele schooljaar niets te doen: er is nog geen {word} ingevoerd."
        yield Talk(IDLE, tuple(rules), told)
    still = [each for each in idle if not any(each in rules for rules in waiting.values())]
    if still:
        told = f"{_obligations(still, idle)} in het hele schooljaar niets te doen: er is niets waarvoor het geldt."
        yield Talk(IDLE, tuple(still), told)


def _obligations(rules: list[str], titles: dict[str, str]) -> str:
    if len(rules) == 1:
        return f"Bij “{titles[rules[0]]}” is er"
    named = "; ".join(titles[each] for each in rules)
    return f"Bij {len(rules)} afspraken ({named}) is er"


# --- words


def _of(part: int, whole: int) -> str:
    return f"alle {whole} keer" if part == whole else f"{part} van de {whole} keer"


def _listed(words: Iterable[str]) -> str:
    every = [each for each in words if each]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} en {every[-1]}"
