"""Recording a talk, a signal, a message or an absence from a page: once, however often it is sent, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.census import ABSENCE
from engine.conditions.talk import HELD, TALK
from engine.intake.noted import CaseNote
from engine.lookup import NoSuch
from engine.runs.follow import follow
from engine.runs.note import CAME, CLOSED, MARK, NOTED, PRINT, RECIPIENT, WAS, Noted, fingerprint, note_case
from engine.runs.recordable import MESSAGE, Recordable, whom
from engine.runs.since import with_told
from engine.store.facts import load_told, save_told
from engine.store.journal import newest_events
from engine.store.log import Event, add_events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engine.model import Case, Task
    from engine.runs.evaluate import Before
    from engine.runs.eyes import Viewer
    from engine.runs.morning import Morning
    from engine.settings import Settings
    from engine.store.database import Store

UNNOTED = "notitie teruggenomen"
FOR_NOW, LONGEST_AGO = timedelta(days=14), timedelta(days=365)
MOST_READ = 2_000
SHORT = {"duur": "kort"}
NOT_THEN = "kies een dag van het afgelopen jaar, tot en met vandaag"
NOT_THEIRS = "dit kun je niet vastleggen"
GONE = "dit is niet meer terug te nemen: het is intussen veranderd, of langer dan twee weken geleden"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to record: what, about whom (a code), which day. `mark` is the same when it comes again."""

    what: Recordable
    about: str
    on: date
    mark: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something that somebody recorded: the matter as it is now, when, and the tasks that came and were closed."""

    mark: str
    case: Case
    at: datetime
    came: tuple[str, ...]
    closed: tuple[str, ...]


def record(
    settings: Settings, store: Store, day: Morning, viewer: Viewer, wish: Wish, now: datetime, before: Before
) -> Noted | NoSuch | None:
    """Record it; None when it came before. What stood there already is not recorded again either (`changed`)."""
    code, today = viewer.person.code, now.date()
    if wish.about not in {each.code for _, them in whom(day, viewer, wish.what.type) for each in them}:
        return NoSuch(NOT_THEIRS)
    if not today - LONGEST_AGO <= wish.on <= today:
        return NoSuch(NOT_THEN)
    if any(each.data.get(MARK) == wish.mark for each in _of(store, code, now)):
        return None
    return note_case(settings, store, _note(wish, code), wish.about, code, today, now, before, wish.mark)


def _note(wish: Wish, by: str) -> CaseNote:
    """A talk was held; a message asks its recipient; an absence is of that one day. Two people may get a message."""
    kind, on = wish.what.kind, str(wish.on)
    if wish.what.type == MESSAGE:
        key = f"{MESSAGE}-{wish.about}-{on}-{by}"
        return CaseNote(MESSAGE, kind=kind, begin=on, traits={RECIPIENT: by}, key=key)
    if wish.what.type == ABSENCE:
        return CaseNote(ABSENCE, kind=kind, begin=on, end=on, traits=SHORT)
    return CaseNote(wish.what.type, kind=kind, begin=on, traits=dict([HELD]) if wish.what.type == TALK else {})


def recorded(store: Store, day: Morning, viewer: Viewer, may: Iterable[Recordable], now: datetime) -> list[Recorded]:
    """Return what somebody recorded the last two weeks and still stands, newest first, as far as they may see it."""
    cases = {(each.type, each.key): each for each in day.school.facts.cases}
    seen = {(each.type, each.kind) for each in may}
    found = []
    for each in _standing(_of(store, viewer.person.code, now)):
        case = cases.get((str(each.data["type"]), each.subject))
        if case is not None and (case.type, case.kind) in seen:
            tasks = [tuple(each.data.get(one, ())) for one in (CAME, CLOSED)]
            found.append(Recorded(each.data[MARK], case, each.at, *tasks))
    return found


def tasks_of(day: Morning, keys: Iterable[str]) -> list[Task]:
    wanted = frozenset(keys)
    return [each for each in day.listing.tasks if each.key in wanted]


def take_back(settings: Settings, store: Store, mark: str, by: str, now: datetime, before: Before) -> Before | NoSuch:
    """Take back what somebody recorded, and what followed; return what the store holds then. Twice does no harm."""
    said = _of(store, by, now)
    if any(each.what == UNNOTED and each.data.get(MARK) == mark for each in said):
        return before
    event = next((each for each in _standing(said) if each.data[MARK] == mark), None)
    told = load_told(store)
    key = (event.data["type"], event.subject) if event is not None else ("", "")
    case = next((each for each in told.cases if (each.type, each.key) == key), None)
    if event is None or case is None or fingerprint(case) != event.data[PRINT]:
        return NoSuch(GONE)
    left = [each for each in told.cases if each is not case]
    after = replace(told, cases=(*left, *_as_before(case, event)))
    save_told(store, told, after)
    add_events(store, [Event(now, by, UNNOTED, case.key, "", {"type": case.type, MARK: mark})])
    return follow(settings, store, before, now.date(), now, with_told(before, after)).after


def _as_before(case: Case, event: Event) -> tuple[Case, ...]:
    was = event.data[WAS]
    if was is None:
        return ()
    return (replace(case, end=date.fromisoformat(was["tot"]) if was["tot"] else None, traits=was["kenmerken"]),)


def _of(store: Store, who: str, now: datetime) -> list[Event]:
    """Return what somebody recorded and took back of late, newest first."""
    every = (each for _, each in newest_events(store, MOST_READ, who=who))
    return [each for each in every if MARK in each.data and now - each.at <= FOR_NOW]


def _standing(said: Iterable[Event]) -> list[Event]:
    every = list(said)
    back = {each.data[MARK] for each in every if each.what == UNNOTED}
    return [each for each in every if each.what == NOTED and each.data[MARK] not in back]
