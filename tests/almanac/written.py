"""A school's calendars as somebody would write them: plain values, and the text of the file they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Holiday:
    name: str
    begin: date
    end: date
    replaces: str = ""

    def line(self) -> str:
        more = f", vervangt: {self.replaces}" if self.replaces else ""
        return f"  - {{naam: {self.name}, van: {self.begin}, tot_en_met: {self.end}{more}}}"


@dataclass(frozen=True, slots=True)
class Off:
    begin: date
    end: date
    year_groups: frozenset[int] = frozenset()
    team: bool = False
    half: bool = False

    def line(self) -> str:
        groups = f", jaargroep: {sorted(self.year_groups)}" if self.year_groups else ""
        team = ", team_werkt: ja" if self.team else ""
        half = ", vrij_vanaf: middag" if self.half else ""
        return f"  - {{naam: vrij, van: {self.begin}, tot_en_met: {self.end}{groups}{team}{half}}}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One `groepsbespreking`, of the school, of some year groups or of one group."""

    begin: date
    end: date
    name: str = ""
    group: str = ""
    year_groups: frozenset[int] = frozenset()
    ordinal: int = 0

    def line(self) -> str:
        name = f", naam: {self.name}" if self.name else ""
        group = f", groep: {self.group}" if self.group else ""
        groups = f", jaargroep: {sorted(self.year_groups)}" if self.year_groups else ""
        ordinal = f", volgnummer: {self.ordinal}" if self.ordinal else ""
        return f"    - {{van: {self.begin}, tot_en_met: {self.end}{name}{group}{groups}{ordinal}}}"


@dataclass(frozen=True, slots=True)
class Year:
    start: int
    first: date
    last: date
    holidays: tuple[Holiday, ...] = ()
    off: tuple[Off, ...] = ()
    team: tuple[date, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def text(self) -> str:
        lines = [
            f"schooljaar: {self.start}-{self.start + 1}",
            f"eerste_schooldag: {self.first}",
            f"laatste_schooldag: {self.last}",
            "vakanties:",
            *(each.line() for each in self.holidays),
            "vrije_dagen:",
            *(each.line() for each in self.off),
            "teamdagen:",
            *(f"  - {{op: {each}}}" for each in self.team),
            "ankers:",
            "  groepsbespreking:",
            *(each.line() for each in self.meetings),
        ]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody's working days as medewerkers.csv says them, and the first and last day in service."""

    pattern: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """Extra help for the pupil; without an end it is not over."""

    begin: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Life:
    """What happens to one pupil: the days that anchors of its own look at."""

    born: date
    entry: date | None
    leaves: date | None
    talks: tuple[date, ...] = ()
    help: tuple[Help, ...] = ()
    worries: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which time: "" (all), "nummer", "rang", "laatste", "maand" or "naam"."""

    kind: str = ""
    number: int = 0
    name: str = ""


RANKS = ("eerste", "tweede", "derde", "vierde", "vijfde")
MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A time phrase in its parts; `count` 0 is no quantity."""

    relation: str
    anchor: str
    count: int = 0
    unit: str = ""
    edge: str = ""
    choice: Choice = Choice()

    def __str__(self) -> str:
        choice = self.choice
        before = RANKS[choice.number - 1] if choice.kind == "rang" else choice.kind if choice.kind == "laatste" else ""
        after = MONTH_NAMES[choice.number - 1] if choice.kind == "maand" else choice.name
        if choice.kind == "nummer":
            after = str(choice.number)
        quantity = f"{self.count} {self.unit}" if self.count else ""
        return " ".join(each for each in (quantity, self.relation, self.edge, before, self.anchor, after) if each)
