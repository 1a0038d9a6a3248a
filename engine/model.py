"""What the engine knows and decides, as frozen values. Shapes only: no rows, no files, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# Subject kinds as schools write them under `per:`; they travel as data.
PUPIL = "leerling"
GROUP = "groep"
STAFF = "medewerker"
SCHOOL = "school"
TALK_ROUND = "gespreksronde"

HOME_GROUP = "stam"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the administration knows the child.

    `year_group` is what the export says for its own school year, as text: "1".."8"
    ("0" is read as "1"), "H" (no longer here), another letter, or "" when unknown.
    `entry` is the first and `exit` the last day at this school.
    `traits` maps a trait to its value ("" for a plain trait).
    `present` is False for a pupil whom the latest export no longer names.
    """

    number: str
    first_name: str = ""
    last_name: str = ""
    birth: date | None = None
    year_group: str = ""
    entry: date | None = None
    exit: date | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    previous_group: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A group of one school year; name and school year together are its identity.

    `year_groups` are the group's own (empty when the export says C or nothing).
    `teachers` are the codes of everybody linked, whatever their role.
    `care_coordinators` are the codes groups.csv names under `ib` (empty: all of them).
    """

    name: str
    school_year: str
    kind: str = HOME_GROUP
    year_groups: frozenset[int] = frozenset()
    teachers: frozenset[str] = frozenset()
    pupils: frozenset[str] = frozenset()
    care_coordinators: frozenset[str] = frozenset()
    export_keys: frozenset[str] = frozenset()
    present: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works at the school.

    `working_days` are words as in medewerkers.csv ("ma", "wo-even"); empty means Monday to Friday.
    `in_service` is the first and `out_of_service` the last day. `account` is None when unknown.
    """

    code: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()
    working_days: tuple[str, ...] = ()
    kind: str = ""
    in_service: date | None = None
    out_of_service: date | None = None
    account: bool | None = None
    present: bool = True


@dataclass(frozen=True, slots=True)
class Registration:
    """Something that was recorded: an observation, an analysis, a report.

    `origin` says where it came from: "invoer" (a file), "notitie" (a command) or "vinkje" (a tick).
    """

    kind: str
    subject_type: str
    subject: str
    on: date
    by: str = ""
    area: str = ""
    value: str = ""
    origin: str = "invoer"


@dataclass(frozen=True, slots=True)
class Case:
    """A dated matter: a talk, an exam, a message, a signal, an absence, extra help, a goal."""

    type: str
    key: str
    subject_type: str
    subject: str
    kind: str = ""
    begin: date | None = None
    end: date | None = None
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All a school has told us, at one moment.

    `school_year` is the export's own ("2026-2027"), the year that pupils' year groups belong to;
    "" before the first import.
    """

    brin: str
    school_year: str = ""
    pupils: tuple[Pupil, ...] = ()
    groups: tuple[Group, ...] = ()
    staff: tuple[Staff, ...] = ()
    registrations: tuple[Registration, ...] = ()
    cases: tuple[Case, ...] = ()


# A task's states, as schools see them.
OPEN = "open"
OVERDUE = "te-laat"
DONE = "klaar"
WAIVED = "nvt"
MISSED = "gemist"
LAPSED = "vervallen"
LIVE = frozenset({OPEN, OVERDUE})

ANY_OF_US = "een van ons"
EVERYBODY = "ieder"

# The origin of a registration that is there because somebody ticked a task.
BY_TICK = "vinkje"

# What an exception does: the task does not apply, or it waits until a day.
OUT, LATER = "doet niet mee", "pas vanaf"


@dataclass(frozen=True, slots=True)
class Because:
    """Why a task is there and why it falls when it falls: all that `explain` words, in plain data.

    `file` and `line` are where the rule stands. `due_sentence` and `opens_sentence` are as written
    ("" when the rule leaves it to the default). `occasion_name` is the Dutch name of the occasion with its
    `occasion_begin` and `occasion_end`; `due_bare` is the date before it moved to a school day.
    `selected` words the clauses of `waar` that chose this subject, `missing` and `proof` word the evidence not found
    and found, `audience` words who gets it and why, `empty_roles` names the roles in which nobody could.
    `relation`, `count`, `unit` and `edge` are the due sentence as it was read ("voor", 2, "week", ""), `anchor` is the
    family of its anchor; a bare date or a condition that counts at once has none. `counts_from` is the day from which
    evidence counts (None: whenever it is from). `proven_on` is the day on which the evidence was complete (None for
    evidence without a date), `proven_by_tick` says that it is only there because somebody ticked.
    `on_trial`: the rule is being tried out, and nobody but who keeps it sees the task. `exception` is the number of the
    exception people made (0 for none; engine/exception.py), `excepted` what that does to the task, until which day, by
    whose word and why.
    """

    file: str
    line: int
    due_sentence: str
    opens_sentence: str
    occasion_name: str
    occasion_begin: date
    occasion_end: date | None
    due_bare: date
    selected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    empty_roles: tuple[str, ...] = ()
    relation: str = ""
    count: int = 0
    unit: str = ""
    edge: str = ""
    anchor: str = ""
    counts_from: date | None = None
    proven_on: date | None = None
    proven_by_tick: bool = False
    on_trial: bool = False
    exception: int = 0
    excepted: str = ""
    excepted_until: date | None = None
    excepted_by: str = ""
    excepted_why: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One task that rules, calendar and facts ask for; `done` when the evidence is there.

    (rule, per, subject, occasion) is its identity. `subject` is what people read: a group's name, a pupil's
    number, a staff code, a case's key or the school's brin. `group` is the home group it is about, for bundles
    ("" when none). `recipients` are staff codes, `unreachable` the roles nobody can be reached in. An undone task is
    missed at the end of `expires` (None: never by itself).
    """

    rule: str
    per: str
    subject: str
    occasion: str
    school_year: str
    opens: date
    due: date
    recipients: tuple[str, ...]
    level: str
    title: str
    group: str
    done: bool
    because: Because
    unreachable: tuple[str, ...] = ()
    expires: date | None = None

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return (self.rule, self.per, self.subject, self.occasion)


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the store keeps it. `key` is short and never changes; `state` is one of the six.

    `reason` says why it was waived or lapsed, `done_on` and `done_by` when and by whom it was closed (staff code,
    or "" for evidence). `ticked_by` are the people who ticked a task that everybody ticks for themselves, or the
    one who ticked it by hand. `moved_from` is the due date people last knew, where it moved. `made_by` is the version
    of the rule that made it (engine/rule.py), "" for a task from before versions were kept.
    """

    key: str
    rule: str
    per: str
    subject: str
    occasion: str
    school_year: str
    opens: date
    due: date
    recipients: tuple[str, ...]
    level: str
    title: str
    group: str
    state: str
    because: Because
    reason: str = ""
    done_on: date | None = None
    done_by: str = ""
    ticked_by: tuple[str, ...] = ()
    moved_from: date | None = None
    first_seen: date | None = None
    made_by: str = ""

    @property
    def on_trial(self) -> bool:
        return self.because.on_trial

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return (self.rule, self.per, self.subject, self.occasion)


@dataclass(frozen=True, slots=True)
class Told:
    """All a school told us, kept apart by origin so that a csv keeps its say over a later export.

    `export` holds what EDEXML gave and `sheets` what the csv files gave; in `sheets` an empty field means
    "not said". `school_year` is the latest export's; `as_of` its date. `renames` maps (kind, old name) to the
    present name, for groups that were renamed in mid-year.
    """

    brin: str
    school_year: str = ""
    as_of: date | None = None
    export_pupils: tuple[Pupil, ...] = ()
    export_groups: tuple[Group, ...] = ()
    export_staff: tuple[Staff, ...] = ()
    sheet_pupils: tuple[Pupil, ...] = ()
    sheet_groups: tuple[Group, ...] = ()
    sheet_staff: tuple[Staff, ...] = ()
    registrations: tuple[Registration, ...] = ()
    cases: tuple[Case, ...] = ()
    renames: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OccasionNumber:
    """The name or number by which one calendar date is known for good (regeltaal 29).

    `suffix` is the last part of the occasion's key. `group` is "" for a date of the school. `name`, `kind` and
    `year_groups` tell dates on the same days apart. `gone`: the date was taken out of the calendar; its number is never
    given to another.
    """

    anchor: str
    school_year: str
    group: str
    suffix: str
    begin: date
    end: date
    name: str = ""
    kind: str = ""
    year_groups: frozenset[int] = frozenset()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days in which a condition held (`direct`, regeltaal 24): first seen, and last if it is over.

    `ordinal` counts the spells of one rule and subject within one school year, from 1.
    """

    rule: str
    per: str
    subject: str
    school_year: str
    ordinal: int
    first_seen: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A person's tick on one task (regeltaal 34)."""

    task: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """Who hears about a task on which day, by which sentence of the rule.

    `number` tells the times of one `elke .. erna` apart, from 1. `escalation` names the role it goes up to.
    """

    on: date
    to: str
    sentence: str
    escalation: str = ""
    number: int = 1
