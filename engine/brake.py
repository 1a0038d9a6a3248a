"""This run against the usual: go, or hold with the figures until somebody releases it."""

from __future__ import annotations

from dataclasses import dataclass

FREELY_ABOVE = 50
TIMES = 1.25


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run touches: tasks that change and mails that would go."""

    tasks: int
    mails: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a run waits, in one Dutch sentence, with the figures behind it. `expected` is None at the very first run."""

    reason: str
    actual: Figures
    expected: Figures | None


def brake(expected: Figures | None, actual: Figures) -> Hold | None:
    """Return why this run must wait for a person, or None when it may go.

    It waits when it is the very first, and when tasks or mails are both more than 50 above the forecast and more than
    1.25 times it.
    """
    if expected is None:
        return Hold(f"Dit is de eerste keer: {said(actual)}. Kijk of dat klopt.", actual, None)
    if _far_more(expected.tasks, actual.tasks) or _far_more(expected.mails, actual.mails):
        return Hold(
            f"Veel meer dan verwacht: {said(actual)}, terwijl we rekenden op {_counted(expected)}.", actual, expected
        )
    return None


def _far_more(expected: int, actual: int) -> bool:
    return actual > expected + FREELY_ABOVE and actual > TIMES * expected


def said(figures: Figures) -> str:
    """Word figures as people say them: `3 taken veranderen en 1 mail gaat weg`."""
    tasks = "1 taak verandert" if figures.tasks == 1 else f"{figures.tasks} taken veranderen"
    mails = "1 mail gaat weg" if figures.mails == 1 else f"{figures.mails} mails gaan weg"
    return f"{tasks} en {mails}"


def _counted(figures: Figures) -> str:
    tasks = "1 taak" if figures.tasks == 1 else f"{figures.tasks} taken"
    return f"{tasks} en {'1 mail' if figures.mails == 1 else f'{figures.mails} mails'}"
