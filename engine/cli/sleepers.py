"""How a command shows the rules that sleep: what they wait for, and which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from engine.sleeping import by_wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.sleeping import Sleeper


def show_sleepers(asleep: Iterable[Sleeper]) -> None:
    """Say per thing that is waited for which rules wait for it; nothing when all are awake."""
    waiting = by_wait(asleep)
    if waiting:
        typer.echo("\nDeze regels slapen: zij wachten op iets wat er nog niet is.")
    for waits, rules in waiting.items():
        typer.echo(f"  {', '.join(rules)}")
        typer.echo(f"    slaapt: {' en '.join(each.words for each in waits)}")
