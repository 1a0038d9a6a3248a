"""What a past year would have been, in words and figures: for who looks back at a command or on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import dutch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.changepast import Figures
    from engine.runs.backtest import Backtest


def whose(found: Backtest) -> str:
    """Say which days were lived through, and whose they are."""
    days = f"{dutch(found.stretch.begin, year=True)} tot en met {dutch(found.stretch.until, year=True)}"
    return f"Teruggekeken: {found.whose}, {days}."


def skipped(found: Backtest) -> str:
    """Say what could not be counted; "" when all was."""
    if not found.skipped:
        return ""
    rules = '1 regel met "direct"' if found.skipped == 1 else f'{found.skipped} regels met "direct"'
    return f"Niet meegeteld: {rules}; wanneer die toen speelden, is niet meer bekend."


def totals(found: Backtest) -> Iterator[tuple[str, str, str]]:
    """Give each figure of the whole year, as it was and as it would have been."""
    yield "taken", str(found.before.tasks), str(found.after.tasks)
    yield "waarvan te laat of nooit gedaan", str(found.before.late), str(found.after.late)
    yield "mails", str(found.before.all_mails), str(found.after.all_mails)
    yield "mails per collega, gemiddeld", _average(found.before), _average(found.after)


def _average(figures: Figures) -> str:
    people = max(1, len(figures.mails))
    return f"{figures.all_mails / people:.1f}".replace(".", ",")
