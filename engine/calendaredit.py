"""A date put in a calendar file, moved or taken out: the text as somebody wrote it, with that one thing different."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.calendarentry import (
    ANCHORS,
    DATE,
    DAY_OFF,
    DAYS_OFF,
    EDGE,
    FROM,
    HALF_DAY,
    HOLIDAY,
    HOLIDAYS,
    ON,
    STUDY_DAY,
    TEAM_DAY,
    TEAM_DAYS,
    UNTIL,
    Entry,
    entries,
)
from engine.calendarspan import DAYS_KEY
from engine.yamldoc import read_yaml
from engine.yamltext import node_at, quoted, with_item, with_keys_for, with_value, without_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SECTIONS = {
    HOLIDAY: HOLIDAYS,
    STUDY_DAY: DAYS_OFF,
    DAY_OFF: DAYS_OFF,
    HALF_DAY: DAYS_OFF,
    TEAM_DAY: TEAM_DAYS,
}
AFTERNOON = "middag"


@dataclass(frozen=True, slots=True)
class Put:
    """A date to add; its `path` says nothing."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Move:
    """What stands at a place, to other days."""

    place: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class Remove:
    place: str


Edit = Put | Move | Remove


def edited(text: str, edits: Iterable[Edit]) -> str | None:
    """Return the text with the edits in it, one after the other; None where that cannot be done in place.

    What comes out says what it said, with just these edits: anything else is no answer.
    """
    for each in edits:
        found = _edited(text, each)
        if found is None or not _says(found, _after(entries(text), each)):
            return None
        text = found
    return text


def _edited(text: str, edit: Edit) -> str | None:
    if read_yaml(text, "").problems:
        return None
    if isinstance(edit, Put):
        return _put(text, edit.entry)
    entry = entry_at(text, edit.place)
    if entry is None:
        return None
    return _moved(text, entry, edit) if isinstance(edit, Move) else _removed(text, entry)


def entry_at(text: str, place: str) -> Entry | None:
    """Return what stands at a place."""
    return next((each for each in entries(text) if each.place == place), None)


def _says(text: str, wanted: tuple[Entry, ...]) -> bool:
    return not read_yaml(text, "").problems and Counter(each.what for each in entries(text)) == Counter(
        each.what for each in wanted
    )


def _after(there: tuple[Entry, ...], edit: Edit) -> tuple[Entry, ...]:
    if isinstance(edit, Put):
        return (*there, edit.entry)
    if isinstance(edit, Remove):
        return tuple(each for each in there if each.place != edit.place)
    return tuple(replace(each, begin=edit.begin, end=edit.end) if each.place == edit.place else each for each in there)


# --- putting in


def _put(text: str, entry: Entry) -> str | None:
    path = (ANCHORS, entry.anchor) if entry.kind == DATE else (SECTIONS[entry.kind],)
    return with_item(text, path, written(entry), _before(text, path, entry.begin))


def _before(text: str, path: tuple[str, ...], day: date) -> int:
    """Return the place behind the last one that does not begin later."""
    mine = (each for each in entries(text) if each.path[:-1] == path and each.begin <= day)
    return max((int(each.path[-1]) + 1 for each in mine), default=0)


def written(entry: Entry) -> str:
    """Return a date as one line of the file: {naam: studiedag, op: 2026-10-05, team_werkt: ja}."""
    one = entry.begin == entry.end
    pairs = [
        ("naam", quoted(entry.name) if entry.name else ""),
        *([(ON, str(entry.begin))] if one else [(FROM, str(entry.begin)), (UNTIL, str(entry.end))]),
        ("team_werkt", "ja" if entry.kind == STUDY_DAY else ""),
        ("vrij_vanaf", quoted(entry.hour or AFTERNOON) if entry.kind == HALF_DAY else ""),
        ("groep", _listed([quoted(each) for each in entry.groups])),
        ("jaargroep", _listed([str(each) for each in sorted(entry.year_groups)])),
    ]
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs if value)}}}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]" if words else ""


# --- moving and taking out


def _moved(text: str, entry: Entry, move: Move) -> str | None:
    if entry.kind == EDGE:
        return with_value(text, entry.path, str(move.begin)) if move.begin == move.end else None
    if entry.day is not None:
        return _days_moved(text, entry, move)
    if node_at(text, (*entry.path, ON)) is None:
        begun = with_value(text, (*entry.path, FROM), str(move.begin))
        return with_value(begun, (*entry.path, UNTIL), str(move.end)) if begun is not None else None
    if move.begin == move.end:
        return with_value(text, (*entry.path, ON), str(move.begin))
    return with_keys_for(text, entry.path, ON, ((FROM, str(move.begin)), (UNTIL, str(move.end))))


def _days_moved(text: str, entry: Entry, move: Move) -> str | None:
    assert entry.day is not None
    if move.begin != move.end:
        return None
    return with_value(text, (*entry.path, DAYS_KEY, entry.day), str(move.begin))


def _removed(text: str, entry: Entry) -> str | None:
    if entry.kind == EDGE:
        return None
    if entry.day is not None:
        days = node_at(text, (*entry.path, DAYS_KEY))
        if days is not None and days.id == "sequence" and len(days.value) > 1:
            return without_item(text, (*entry.path, DAYS_KEY, entry.day))
    return without_item(text, entry.path)
