"""The proposal that `diff` and `backtest` look at: a folder or a file that is not in force yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.shell import refuse

Proposal = Annotated[
    Path | None,
    typer.Argument(
        metavar="[VOORSTEL]",
        help="Een map met rules/ of calendar/, of een bestand; zonder: de bestanden van de school zelf.",
    ),
]


def must_be_there(proposal: Path | None) -> None:
    if proposal is not None and not proposal.exists():
        refuse(f"{proposal} is er niet")
