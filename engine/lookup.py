"""What somebody typed -> the person, task, rule or group they mean, or in Dutch why not and what comes near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from engine.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.model import Group, Pupil, Staff, Task

T = TypeVar("T")
SHORTEST_KEY = 3


@dataclass(frozen=True, slots=True)
class NoSuch:
    """Nothing, or more than one thing, goes by that word: `message` is one Dutch sentence."""

    message: str


def person(word: str, staff: Iterable[Staff]) -> Staff | NoSuch:
    """Find somebody by code, e-mail address, first name or full name; capitals do not matter."""
    everybody = [each for each in staff if each.present]
    low = word.strip().lower()
    for names in (_codes, _first_names, _full_names):
        found = [each for each in everybody if low in names(each)]
        if len(found) > 1:
            codes = ", ".join(sorted(each.code for each in found))
            return NoSuch(f'er zijn {len(found)} collega\'s die "{word}" heten; noem de code: {codes}')
        if found:
            return found[0]
    known = [name for each in everybody for name in (each.code, each.first_name, each.email) if name]
    return NoSuch(_unknown("e collega", word, known))


def task(word: str, tasks: Sequence[Task]) -> Task | NoSuch:
    """Find a task by its key, or the beginning of it when no other begins so."""
    low = word.strip().lower()
    exact = [each for each in tasks if each.key == low]
    begins = [each for each in tasks if len(low) >= SHORTEST_KEY and each.key.startswith(low)]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    if found:
        return NoSuch(f'er zijn {len(found)} taken die met "{word}" beginnen; schrijf de sleutel voluit')
    return NoSuch(_unknown("e taak", word, [each.key for each in tasks]))


def rule_id(word: str, known: Collection[str]) -> str | NoSuch:
    """Find a rule by its id; capitals do not matter."""
    return _one_of(word, known, "e regel")


def group(word: str, groups: Iterable[Group]) -> str | NoSuch:
    """Find a group's name; capitals and spaces do not matter (`1/2b`)."""
    return _one_of(word, dict.fromkeys(each.name for each in groups), "e groep")


def pupil(word: str, pupils: Iterable[Pupil]) -> Pupil | NoSuch:
    """Find a pupil by number; leading zeros that a spreadsheet ate do not matter when one pupil is left."""
    every = list(pupils)
    found = [each for each in every if each.number == word.strip()]
    found = found or [each for each in every if each.number.lstrip("0") == word.strip().lstrip("0")]
    if len(found) == 1:
        return found[0]
    return NoSuch(f'onbekende leerling "{word}"; noem het leerlingnummer uit de administratie')


def _codes(staff: Staff) -> set[str]:
    return {staff.code.lower(), staff.email.lower()} - {""}


def _first_names(staff: Staff) -> set[str]:
    return {staff.first_name.lower()} - {""}


def _full_names(staff: Staff) -> set[str]:
    return {f"{staff.first_name} {staff.last_name}".strip().lower(), staff.last_name.lower()} - {""}


def _one_of(word: str, known: Collection[str], what: str) -> str | NoSuch:
    squeezed = {_squeezed(each): each for each in known}
    found = squeezed.get(_squeezed(word))
    return found if found is not None else NoSuch(_unknown(what, word, known))


def _squeezed(word: str) -> str:
    return "".join(word.split()).lower()


def _unknown(what: str, word: str, known: Collection[str]) -> str:
    near = nearest(word, known)
    return f'onbekend{what} "{word}"' + (f'; bedoel je "{near}"?' if near else "")


def case_key(word: str, known: Collection[str], what: str) -> NoSuch:
    """Say that no case goes by this key, and which one comes near."""
    return NoSuch(_unknown(f" {what} met sleutel", word, known))
