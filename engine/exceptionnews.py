"""What people hear of exceptions and rules on trial: a count for who keeps them, a word before the end. No names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.almanac.days import dutch_with_weekday
from engine.audience import FALLBACK, reachable
from engine.exception import about, running
from engine.health import FINE, MIND, Finding
from engine.model import LIVE
from engine.outbox import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from engine.exception import Exemption
    from engine.model import Staff, Task

EXCEPTIONS, TRIALS = "uitzonderingen", "proef"
ENDS_SOON = "loopt af"
AHEAD = timedelta(days=14)


def ending(exemptions: Iterable[Exemption], today: date) -> tuple[Exemption, ...]:
    """Return what ends within two weeks by itself. What somebody ended needs no word, nor what was that short."""
    near = (each for each in running(exemptions, today) if each.last - today <= AHEAD)
    return tuple(each for each in near if each.ended_on is None and each.end - each.made_on > AHEAD)


def notices(exemptions: Iterable[Exemption], staff: Sequence[Staff], today: date) -> tuple[tuple[str, Cause], ...]:
    """Return who is told of which end: who decided it, or else whoever keeps the rules."""
    return tuple((code, cause_of(each)) for each in ending(exemptions, today) for code in _told(each, staff, today))


def cause_of(exemption: Exemption) -> Cause:
    """Return what makes this word about an end this one and no other; it is told once."""
    return Cause(f"uitzondering-{exemption.number}", ENDS_SOON, 1, exemption.end)


def ending_of(cause: Cause, exemptions: Iterable[Exemption], today: date) -> Exemption | None:
    """Return the exception whose end this is a word about, as long as it is to come."""
    if cause.sentence != ENDS_SOON:
        return None
    return next((each for each in ending(exemptions, today) if cause_of(each) == cause), None)


def ending_words(exemption: Exemption) -> str:
    """Return the line that goes in somebody's overview."""
    last = dutch_with_weekday(exemption.last)
    return f"Uitzondering {exemption.number} ({about(exemption)}) loopt tot en met {last}; daarna telt alles weer mee"


def findings(exemptions: Iterable[Exemption], tasks: Iterable[Task], today: date) -> tuple[Finding, ...]:
    """Count what is running, for who keeps the rules; nothing where there is nothing."""
    now = len(running(exemptions, today))
    said = "een uitzondering loopt" if now == 1 else f"{now} uitzonderingen lopen"
    exceptions = (Finding(EXCEPTIONS, MIND, f"{said}; kijk met `jaarcyclus exception list`"),) if now else ()
    return (*exceptions, *on_trial(tasks))


def on_trial(tasks: Iterable[Task]) -> tuple[Finding, ...]:
    """Say how many tasks rules on trial ask, which only who keeps the rules gets to see."""
    found = [each for each in tasks if each.on_trial and each.state in LIVE]
    if not found:
        return ()
    return (Finding(TRIALS, MIND, f"op proef: {trial_words(len(found), {each.rule for each in found})}"),)


def trial_words(number: int, rules: Iterable[str]) -> str:
    """Return `12 taken van 2 regels`."""
    of = len(set(rules))
    return f"{number} {'taak' if number == 1 else 'taken'} van {of} {'regel' if of == 1 else 'regels'}"


def all_fine(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the same for a look at the installation: an exception or a trial is no fault."""
    return tuple(Finding(each.about, FINE, each.sentence) for each in found)


def _told(exemption: Exemption, staff: Sequence[Staff], today: date) -> tuple[str, ...]:
    here = [each for each in staff if each.present and reachable(each, today)]
    if any(each.code == exemption.by for each in here):
        return (exemption.by,)
    return next((found for role in FALLBACK if (found := tuple(each.code for each in here if role in each.roles))), ())
