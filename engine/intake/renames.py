"""Another name for the same pupil, group or member of staff: everything said under the old one follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from engine.almanac.days import school_year_of
from engine.model import GROUP, PUPIL, STAFF

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from datetime import date

    from engine.model import Case, Group, Registration, Told

T = TypeVar("T")
RECIPIENT = "ontvanger"


@dataclass(frozen=True, slots=True)
class Rename:
    """`old` is called `new` from now on. `school_year` is the group's; "" for people.

    Renames that come together happen at once: two groups may swap names.
    """

    kind: str
    old: str
    new: str
    school_year: str = ""


def renamed(told: Told, renames: Iterable[Rename]) -> Told:
    """Return what was told with every reference under its new name."""
    names = _Names(told, tuple(renames))
    if not names.renames:
        return told
    return replace(
        told,
        export_pupils=_each(
            told.export_pupils, lambda it: replace(it, number=names.pupil(it.number)), lambda it: it.number
        ),
        sheet_pupils=_each(
            told.sheet_pupils, lambda it: replace(it, number=names.pupil(it.number)), lambda it: it.number
        ),
        export_staff=_each(told.export_staff, lambda it: replace(it, code=names.member(it.code)), lambda it: it.code),
        sheet_staff=_each(told.sheet_staff, lambda it: replace(it, code=names.member(it.code)), lambda it: it.code),
        export_groups=_each(told.export_groups, names.in_group, lambda it: (it.name, it.school_year)),
        sheet_groups=_each(told.sheet_groups, names.in_group, lambda it: (it.name, it.school_year)),
        registrations=tuple(names.in_registration(it) for it in told.registrations),
        cases=tuple(names.in_case(it) for it in told.cases),
        renames=names.remembered(told.renames),
    )


class _Names:
    """Answers what something is called now."""

    def __init__(self, told: Told, renames: tuple[Rename, ...]) -> None:
        self.renames = renames
        self.school_year = told.school_year
        self.people = {(each.kind, each.old): each.new for each in renames if each.kind != GROUP}
        self.groups = {(each.old, each.school_year): each.new for each in renames if each.kind == GROUP}

    def pupil(self, number: str) -> str:
        return self.people.get((PUPIL, number), number)

    def member(self, code: str) -> str:
        return self.people.get((STAFF, code), code)

    def group(self, name: str, school_year: str) -> str:
        return self.groups.get((name, school_year or self.school_year), name)

    def subject(self, kind: str, subject: str, on: date | None) -> str:
        """Return the subject; of a group the one of the school year in which `on` falls."""
        if kind == GROUP:
            return self.group(subject, school_year_of(on) if on else "")
        return self.people.get((kind, subject), subject)

    def in_group(self, group: Group) -> Group:
        return replace(
            group,
            name=self.group(group.name, group.school_year),
            pupils=frozenset(self.pupil(each) for each in group.pupils),
            teachers=frozenset(self.member(each) for each in group.teachers),
            care_coordinators=frozenset(self.member(each) for each in group.care_coordinators),
        )

    def in_registration(self, it: Registration) -> Registration:
        return replace(it, subject=self.subject(it.subject_type, it.subject, it.on), by=self.member(it.by))

    def in_case(self, it: Case) -> Case:
        traits = dict(it.traits)
        if RECIPIENT in traits:
            traits[RECIPIENT] = self.member(traits[RECIPIENT])
        return replace(it, subject=self.subject(it.subject_type, it.subject, it.begin), traits=traits)

    def remembered(self, before: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """Return old name -> present name; a name that came back is no longer an old one."""
        now = {(each.kind, each.old): each.new for each in self.renames}
        after = {key: now.get((key[0], name), name) for key, name in before.items()} | now
        present = {(each.kind, each.new) for each in self.renames}
        return {key: name for key, name in after.items() if key not in present}


def _each(items: tuple[T, ...], change: Callable[[T], T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Change every item; where two end under one name, the one that had it already stays."""
    after = [change(each) for each in items]
    kept = {key(new) for old, new in zip(items, after, strict=True) if key(old) == key(new)}
    found: dict[Hashable, T] = {}
    for old, new in zip(items, after, strict=True):
        if key(old) == key(new) or key(new) not in kept:
            found.setdefault(key(new), new)
    return tuple(found.values())
