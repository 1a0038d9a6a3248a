"""The demo's facts as a past year, for a school that looks back and has none of its own."""

from __future__ import annotations

from engine.demoschool.days import TODAY
from engine.demoschool.files import demo_files
from engine.demoschool.groupwork import BRIN
from engine.intake.folder import EXPORT, File
from engine.runs.backtest import DemoPast


def demo_past() -> DemoPast:
    """Make the demo's facts, for a school without any of its own."""
    made = {name: File(name, content) for name, content in demo_files().items()}
    return DemoPast({_word(name): file for name, file in made.items()}, BRIN, TODAY)


def _word(name: str) -> str:
    """Return the word an import has for a file: the export, or the sheet by its name."""
    return EXPORT if name.endswith(".xml") else name.partition(".")[0]
