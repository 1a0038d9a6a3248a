"""Three rules of a small school, an example as somebody writes it, and whether it holds."""

from __future__ import annotations

from functools import cache
from textwrap import indent
from typing import TYPE_CHECKING

from engine.examplefile import ExampleReader
from engine.exampletrial import try_out
from engine.kinds import Kinds
from engine.officialdates import read_official
from engine.rawrule import Source
from engine.rulefile import read_rules
from engine.shipped import holidays_file
from tests.language.school import school_language

if TYPE_CHECKING:
    from engine.example import Example
    from engine.exampletrial import Failure
    from engine.officialdates import OfficialDates
    from engine.problem import Problem

FILE = "rules/eigen/regels.yaml"
RULES = """\
regels:
  - id: analyse
    titel: Analyse invullen voor de groepsbespreking
    voor: leerkracht
    per: groep
    waar: {jaargroep: [1, 2]}
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse}
  - id: startgesprek
    titel: Startgesprek voeren
    voor: leerkracht
    per: leerling
    waar: {jaargroep: 1, kenmerk: nt2}
    uiterlijk: 6 weken na instroom
    klaar_als: {gesprek: startgesprek}
  - id: planner
    titel: Gespreksplanner openzetten
    voor: [directie, ib]
    per: school
    uiterlijk: einde schoolweek 3
    wie: ieder
    vervalt: ja
  - id: signaal
    titel: Signaal bespreken
    voor: ib
    per: signalering
    uiterlijk: 2 schooldagen na signalering
    klaar_als: {zaak: {status: verwerkt}}
  - id: zonder-leerkracht
    titel: Een leerkracht zoeken
    voor: directie
    per: groep
    waar: {heeft_leerkracht: nee}
    uiterlijk: direct
    klaar_als: {toestand_voorbij: ja}
voorbeelden:
"""


@cache
def official() -> OfficialDates:
    return read_official(holidays_file().read_bytes())


def read(text: str) -> tuple[tuple[Example, ...], tuple[Problem, ...], ExampleReader]:
    """Read a whole rule file with its examples; its rules must be right."""
    source = Source(FILE, text)
    book = read_rules([source], school_language())
    assert book.problems == ()
    reader = ExampleReader({each.id: each for each in book.rules}, Kinds(), official())
    found = reader.read(source)
    return found.examples, found.problems, reader


def failures(example: str) -> list[Failure]:
    """Try out one example, written without its dash; it must be one that can be read."""
    body = indent(example.strip("\n"), "    ")
    examples, problems, reader = read(f"{RULES}  - naam: Zo is het\n{body}\n")
    assert problems == ()
    assert len(examples) == 1
    return list(try_out(examples[0], reader.rules).failures)


def holds(example: str) -> bool:
    return failures(example) == []


def differs(example: str) -> dict[str, tuple[str, str]]:
    """Give per field what was asked and found, of an example of which one line fails."""
    (failure,) = failures(example)
    return {each.name: (_words(each.asked), _words(each.found)) for each in failure.differences if each.differs}


def note(example: str) -> str:
    (failure,) = failures(example)
    return failure.note


def _words(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
