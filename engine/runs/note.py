"""Noting what no export has: the same facts as the csv files, checked the same way; then the tasks follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from engine import lookup
from engine.intake import noted
from engine.intake.combine import combine
from engine.intake.folder import File, open_files
from engine.intake.merge import merge
from engine.lookup import NoSuch
from engine.model import DONE, GROUP, LIVE, PUPIL, SCHOOL, STAFF
from engine.runs.evaluate import gather_all
from engine.runs.follow import follow
from engine.runs.gather import kinds_of
from engine.runs.since import with_told
from engine.runs.tasks import Listing
from engine.store.facts import load_told, save_told
from engine.store.log import Event, add_events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from engine.intake.noted import CaseNote, RegistrationNote
    from engine.model import Case, Facts, Registration, Task, Told
    from engine.reconcile import Change
    from engine.runs.evaluate import Before
    from engine.settings import Settings
    from engine.store.database import Store

ORIGIN, WHO, NOTED = "notitie", "note", "genoteerd"
CASES, REGISTRATIONS = "zaken", "registraties"
RECIPIENT = "ontvanger"
HERE = "note"
# What the log keeps of a note that can be taken back.
MARK, WAS, PRINT, CAME, CLOSED = "merk", "was", "afdruk", "erbij", "klaar"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted (nothing when it stood there already), and the tasks that appeared, moved and became done.

    `after` is what the store holds now.
    """

    after: Before
    case: Case | None = None
    registration: Registration | None = None
    changed: bool = True
    appeared: tuple[Task, ...] = ()
    moved: tuple[Task, ...] = ()
    closed: tuple[Task, ...] = ()

    @property
    def listing(self) -> Listing:
        """What to show them with."""
        return Listing(self.after.school, self.after.tasks)


def note_case(
    settings: Settings,
    store: Store,
    note: CaseNote,
    about: str,
    by: str,
    today: date,
    now: datetime,
    before: Before | None = None,
    mark: str = "",
) -> Noted | NoSuch:
    """Note a talk, an exam, a message and so on about whom `about` names ("" with the key of a known case).

    `before` is what the store holds, for who knows it already. With a `mark` the log keeps what is needed to find this
    note again, and to take it back.
    """
    told = load_told(store)
    facts = combine(told)
    who = _code(by, facts)
    if isinstance(who, NoSuch):
        return who
    note = replace(note, begin=note.begin or _usual_day(note, today, told))
    found = _with_subject(note, about, facts) if about or not note.key else _known(note, told)
    if isinstance(found, NoSuch):
        return found
    earlier = noted.same_case(found, told.cases)
    note = noted.completed(found, told.cases)
    if wrong := _wrong(note):
        return NoSuch(wrong)
    after = _taken_in(settings, told, CASES, noted.case_sheet(note))
    if isinstance(after, NoSuch):
        return after
    # What kind of signal it is and about whom stays with the case: the log is read by more people.
    case = next(each for each in after.cases if (each.type, each.key) == (note.type, note.key))
    data = {"type": case.type, "van": note.begin, **(_to_take_back(mark, case, earlier) if mark else {})}
    return _kept(
        settings, store, told, after, Event(now, who or WHO, NOTED, case.key, "", data), today, before, case=case
    )


def _to_take_back(mark: str, case: Case, earlier: Case | None) -> dict[str, Any]:
    was = None if earlier is None else {"tot": str(earlier.end or ""), "kenmerken": dict(earlier.traits)}
    return {MARK: mark, WAS: was, PRINT: fingerprint(case)}


def fingerprint(case: Case) -> str:
    """Return a short mark of all that a case says, to tell whether it was changed since."""
    said = repr((case.kind, case.subject, case.begin, case.end, sorted(case.traits.items())))
    return sha256(said.encode()).hexdigest()[:12]


def _usual_day(note: CaseNote, today: date, told: Told) -> str:
    """Today, unless this type needs no date or an earlier note gave one."""
    if note.type in noted.UNDATED or (note.key and noted.same_case(note, told.cases)):
        return ""
    return str(today)


def note_registration(
    settings: Settings,
    store: Store,
    note: RegistrationNote,
    about: str,
    today: date,
    now: datetime,
    before: Before | None = None,
) -> Noted | NoSuch:
    """Note that something was recorded, about whom `about` names ("": the school). `before` is what the store holds."""
    told = load_told(store)
    facts = combine(told)
    subject = find_subject(about, noted.ANYTHING, facts) if about else (SCHOOL, told.brin)
    if isinstance(subject, NoSuch):
        return subject
    by = _code(note.by, facts)
    if isinstance(by, NoSuch):
        return by
    note = replace(note, subject_type=subject[0], subject=subject[1], on=note.on or str(today), by=by)
    after = _taken_in(settings, told, REGISTRATIONS, noted.registration_sheet(note))
    if isinstance(after, NoSuch):
        return after
    fresh = tuple(each for each in after.registrations if each not in told.registrations)
    after = replace(after, registrations=(*told.registrations, *(replace(each, origin=ORIGIN) for each in fresh)))
    event = Event(now, note.by or WHO, NOTED, "", "", {"registratie": note.kind, "op": note.on})
    same = next((each for each in (*fresh, *told.registrations) if _is(each, note)), None)
    return _kept(settings, store, told, after, event, today, before, registration=same)


def _is(registration: Registration, note: RegistrationNote) -> bool:
    mine = (registration.kind, registration.subject_type, registration.subject, str(registration.on))
    return mine == (note.kind.lower(), note.subject_type, note.subject, note.on)


# --- by whom, about whom


def _code(word: str, facts: Facts) -> str | NoSuch:
    person = lookup.person(word, facts.staff) if word else None
    return person if isinstance(person, NoSuch) else person.code if person else ""


def find_subject(word: str, types: Iterable[str], facts: Facts) -> tuple[str, str] | NoSuch:
    """Find whom or what a word names, among these types in this order; the last one says what comes near."""
    types = tuple(types)
    said = NoSuch(f'ik weet niet wie of wat "{word}" is')
    for kind in types:
        found = _find(word, kind, facts)
        if not isinstance(found, NoSuch):
            return kind, found
        said = found if len(types) == 1 or _looks_like(word, kind) else said
    case = next((each for each in facts.cases if each.key == word), None)
    return (case.type, case.key) if case is not None else said


def _find(word: str, kind: str, facts: Facts) -> str | NoSuch:
    if kind == SCHOOL:
        return facts.brin if word.lower() in (SCHOOL, facts.brin.lower()) else NoSuch(f'onbekende school "{word}"')
    if kind == GROUP:
        return lookup.group(word, facts.groups)
    if kind == PUPIL:
        pupil = lookup.pupil(word, facts.pupils)
        return pupil if isinstance(pupil, NoSuch) else pupil.number
    person = lookup.person(word, facts.staff)
    return person if isinstance(person, NoSuch) else person.code


def _looks_like(word: str, kind: str) -> bool:
    """Guess what somebody meant by a word nobody knows: digits a pupil, digits and more a group, letters a person."""
    digits = any(each.isdigit() for each in word)
    return (kind == PUPIL and word.isdigit()) or (kind == STAFF and not digits) or (kind == GROUP and digits)


def _with_subject(note: CaseNote, about: str, facts: Facts) -> CaseNote | NoSuch:
    recipient = note.traits.get(RECIPIENT, "")
    if recipient:
        person = lookup.person(recipient, facts.staff)
        if isinstance(person, NoSuch):
            return person
        note = replace(note, traits={**note.traits, RECIPIENT: person.code})
    types = noted.ABOUT.get(note.type, noted.ANYTHING)
    if types == (SCHOOL,):
        return replace(note, subject_type=SCHOOL, subject=facts.brin, kind=note.kind or about)
    found = find_subject(about, types, facts)
    return found if isinstance(found, NoSuch) else replace(note, subject_type=found[0], subject=found[1])


def _known(note: CaseNote, told: Told) -> CaseNote | NoSuch:
    if noted.same_case(note, told.cases) is not None:
        return note
    return lookup.case_key(note.key, [each.key for each in told.cases if each.type == note.type], note.type)


def _wrong(note: CaseNote) -> str:
    if trait := noted.out_of_place(note):
        return f'"{trait}" hoort niet bij {note.type}'
    if noted.needs_kind(note.type) and not note.kind:
        return f"zeg met --soort wat voor {note.type} het is"
    return ""


# --- checked and kept


def _taken_in(settings: Settings, told: Told, word: str, sheet: bytes) -> Told | NoSuch:
    """Take a sheet of one row in; at the keyboard a warning is a mistake too, for it can be put right at once."""
    opened = open_files({word: File(HERE, sheet)}, told.brin, kinds_of(settings))
    merged = merge(told, opened.delivery)
    problems = (*opened.problems, *merged.problems)
    return NoSuch("\n".join(dict.fromkeys(each.message for each in problems))) if problems else merged.told


def _kept(
    settings: Settings,
    store: Store,
    told: Told,
    after: Told,
    event: Event,
    today: date,
    before: Before | None,
    case: Case | None = None,
    registration: Registration | None = None,
) -> Noted:
    before = before or gather_all(settings, store)
    if not save_told(store, told, after):
        return Noted(before, case, registration, changed=False)
    followed = follow(settings, store, before, today, event.at, with_told(before, after))
    subjects = _subjects(case, registration)
    mine = [each for each in followed.outcome.changes if _touches(each, subjects)]
    known = [(each.before, each.after) for each in mine if each.before is not None]
    found = Noted(
        followed.after,
        case,
        registration,
        appeared=tuple(each.after for each in mine if each.before is None and each.after.state != DONE),
        moved=tuple(after for before, after in known if after.state in LIVE and before.due != after.due),
        closed=tuple(after for _, after in known if after.state == DONE),
    )
    add_events(store, [_with_effects(event, found)])
    return found


def _with_effects(event: Event, found: Noted) -> Event:
    """Keep with a note that can be taken back which tasks came and which were closed by it."""
    if MARK not in event.data:
        return event
    tasks = {CAME: [each.key for each in found.appeared], CLOSED: [each.key for each in found.closed]}
    return replace(event, data={**event.data, **tasks})


def _subjects(case: Case | None, registration: Registration | None) -> set[str]:
    if case is not None:
        return {case.key, case.subject}
    return {registration.subject} if registration is not None else set()


def _touches(change: Change, subjects: set[str]) -> bool:
    """Tell whether a change is about what was noted: the case, whom it is about, or that pupil's group."""
    return change.after.subject in subjects or change.after.occasion in subjects or change.after.group in subjects
