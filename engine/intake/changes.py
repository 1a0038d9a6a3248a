"""What an import would change, one line each: the facts before against the facts after."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from engine.model import GROUP, PUPIL, STAFF, Facts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from engine.intake.renames import Rename

NEW, CHANGED, MISSING, RENAMED = "nieuw", "gewijzigd", "ontbreekt", "hernoemd"
REGISTRATION = "registratie"
# How people call the fields; of those not named here a change is not told.
WORDS = {
    "first_name": "roepnaam", "last_name": "achternaam", "birth": "geboortedatum", "year_group": "jaargroep",
    "entry": "instroom", "exit": "uitstroom", "traits": "kenmerken", "previous_group": "vorige groep",
    "present": "weer in de export", "kind": "soort", "year_groups": "jaargroepen", "teachers": "leerkrachten",
    "pupils": "leerlingen", "care_coordinators": "ib", "email": "e-mailadres", "roles": "rollen",
    "working_days": "werkdagen", "in_service": "in dienst", "out_of_service": "uit dienst", "account": "account",
    "subject_type": "onderwerp_type", "subject": "onderwerp", "begin": "van", "end": "tot en met",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `what` happened to the `subject` of this `kind`, in a line to read. Pupils go by number only."""

    what: str
    kind: str
    subject: str
    text: str
    fields: tuple[str, ...] = ()


def told_apart(before: Facts, after: Facts, renames: Iterable[Rename]) -> tuple[Change, ...]:
    """Return the changes; `before` goes by the new names already."""
    return (
        *(Change(RENAMED, each.kind, each.old, f"{each.kind} {each.old} heet nu {each.new}") for each in renames),
        *_year(before, after),
        *_people(PUPIL, {it.number: it for it in before.pupils}, {it.number: it for it in after.pupils}),
        *_people(GROUP, _groups(before), _groups(after)),
        *_people(STAFF, {it.code: it for it in before.staff}, {it.code: it for it in after.staff}),
        *_people("zaak", _cases(before), _cases(after)),
        *_registrations(before, after),
    )


def _groups(facts: Facts) -> dict[Hashable, Any]:
    return {f"{it.name} ({it.school_year})" if it.school_year else it.name: it for it in facts.groups}


def _cases(facts: Facts) -> dict[Hashable, Any]:
    return {f"{it.type} {it.key}": it for it in facts.cases}


def _year(before: Facts, after: Facts) -> Iterator[Change]:
    if before.school_year != after.school_year:
        yield Change(
            CHANGED, "schooljaar", after.school_year, f"de gegevens zijn nu van schooljaar {after.school_year}"
        )


def _people(kind: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[Change]:
    for key, now in after.items():
        earlier = before.get(key)
        if earlier is None:
            yield Change(NEW, kind, key, f"{kind} {key} is nieuw")
        elif earlier.__class__ is now.__class__ and earlier != now:
            yield from _changed(kind, key, earlier, now)


def _changed(kind: str, key: str, before: Any, now: Any) -> Iterator[Change]:
    if getattr(before, "present", True) and not getattr(now, "present", True):
        yield Change(MISSING, kind, key, f"{kind} {key} staat niet meer in de export")
    names = tuple(
        WORDS[each.name]
        for each in fields(now)
        if each.name in WORDS and getattr(before, each.name) != getattr(now, each.name)
        if each.name != "present" or now.present
    )
    if names:
        yield Change(CHANGED, kind, key, f"{kind} {key} is gewijzigd: {', '.join(names)}", names)


def _registrations(before: Facts, after: Facts) -> Iterator[Change]:
    added = len(after.registrations) - len(before.registrations)
    if added:
        text = "een registratie erbij" if added == 1 else f"{added} registraties erbij"
        yield Change(NEW, REGISTRATION, str(added), text)
