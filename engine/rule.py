"""A rule as a value: one obligation of the school, read and checked, with every default filled in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from engine.almanac.phrase import AT_ONCE, SCHOOL_DAY, Quantity
from engine.model import ANY_OF_US

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.phrase import Moment, Phrase
    from engine.conditions.base import Condition, Evidence

REQUIRED, DESIRED, OPTIONAL = "verplicht", "gewenst", "facultatief"
LEVELS = (REQUIRED, DESIRED, OPTIONAL)

AT_BEGIN, ON_THE_DAY, BEFORE, AFTER, EVERY_AFTER = "bij het begin", "op de dag", "ervoor", "erna", "elke erna"
NEVER, AT_DUE, LATER = "nee", "ja", "na"
VALID_FROM, VALID_TO = "geldig_vanaf", "geldig_tot"
VERSION_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Remind:
    """One reminder sentence: when, and how far from `uiterlijk`."""

    when: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who hears it when something stays undone, and how long after it was due."""

    to: str
    after: Quantity


@dataclass(frozen=True, slots=True)
class Expiry:
    """When an undone task counts as missed: never by itself, at the end of the day it is due, or so long after."""

    when: str = NEVER
    after: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One obligation. `file` and `line` are where it stands, `pack` is "" for the school's own.

    `remind` and `expires` have the defaults of the level and the anchor filled in; `title` and `guidance` may be
    templates (engine/wording.py). `meant_in` are month numbers. `settled` are the keys an override replaced.
    `with_pack` is the pack without which the rule is not there ("" for always).
    `otherwise` has those defaults for each `anders` in `uiterlijk` where they are not the first sentence's.
    `valid_from` and `valid_to` are the first and last `uiterlijk` it holds for; `versions` are the rule as overrides
    with such dates make it, each for its own days, and `off` says that such an override switches it off.
    `trial` (`proef`) says that nobody but who keeps the rules sees its tasks, and nobody gets mail about them.
    `text` is the rule written out as one line that reads back to it, `proof_words` what stands under `klaar_als`.
    """

    id: str
    title: str
    assignees: tuple[str, ...]
    per: str
    due: Phrase
    done_when: Evidence
    file: str
    line: int
    pack: str = ""
    where: Condition | None = None
    opens: Phrase | None = None
    remind: tuple[Remind, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    level: str = REQUIRED
    who: str = ANY_OF_US
    own_mail: bool = False
    in_holidays: bool = False
    expires: Expiry = Expiry()
    sensitive: bool = False
    same_as: str = ""
    meant_in: tuple[int, ...] = ()
    formerly: tuple[str, ...] = ()
    duration: str = ""
    assumption: str = ""
    guidance: str = ""
    source: str = ""
    with_pack: str = ""
    settled: tuple[str, ...] = ()
    otherwise: tuple[tuple[Moment, tuple[Remind, ...], Expiry], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    versions: tuple[Rule, ...] = ()
    off: bool = False
    trial: bool = False
    text: str = field(default="", compare=False)
    proof_words: str = field(default="", compare=False)

    def under(self, moment: Moment) -> Rule:
        """Return the rule as it reminds and expires when this sentence of `uiterlijk` holds."""
        for each, remind, expires in self.otherwise:
            if each == moment:
                return replace(self, remind=remind, expires=expires)
        return self

    def holds_on(self, due: date) -> bool:
        """Tell whether what is due on that day falls under this rule."""
        return (self.valid_from is None or self.valid_from <= due) and (self.valid_to is None or due <= self.valid_to)

    @property
    def version(self) -> str:
        """A short name for what the rule says: the same words have the same name."""
        return sha256(self.text.encode()).hexdigest()[:VERSION_LENGTH] if self.text else ""

    @property
    def at_once(self) -> bool:
        """Whether it is due on the day its condition is first seen (`direct`)."""
        return self.due.alternatives[0].relation == AT_ONCE

    @property
    def place(self) -> str:
        return f"{self.file}, regel {self.line}"


USUAL_REMINDERS: dict[str, tuple[Remind, ...]] = {
    REQUIRED: (
        Remind(BEFORE, Quantity(2, SCHOOL_DAY)),
        Remind(ON_THE_DAY),
        Remind(EVERY_AFTER, Quantity(3, SCHOOL_DAY)),
    ),
    DESIRED: (Remind(AT_BEGIN),),
    OPTIONAL: (),
}
