"""New csv files over what was told: rows are added, or change what an earlier file said of the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from engine.model import SCHOOL, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from engine.intake.delivery import Delivery
    from engine.intake.sheet import Sheet
    from engine.model import Registration, Told

T = TypeVar("T", bound=Any)


def take_in(told: Told, delivery: Delivery) -> Told:
    """Return what is told after every sheet of the delivery."""
    groups = [_bound(row.value, told.school_year) for row in delivery.groups.rows]
    cases = [_of_school(row.value, told.brin) for row in delivery.cases.rows]
    found = [_of_school(row.value, told.brin) for row in delivery.registrations.rows]
    return replace(
        told,
        sheet_staff=_upsert(told.sheet_staff, _values(delivery.staff), delivery.staff, lambda it: it.code),
        sheet_pupils=_upsert(told.sheet_pupils, _values(delivery.pupils), delivery.pupils, lambda it: it.number),
        sheet_groups=_upsert(told.sheet_groups, groups, delivery.groups, lambda it: (it.name, it.school_year)),
        cases=_upsert(told.cases, cases, delivery.cases, lambda it: (it.type, it.key)),
        registrations=_added(told.registrations, found),
    )


def _values(sheet: Sheet[T]) -> list[T]:
    return [row.value for row in sheet.rows]


def _upsert(known: tuple[T, ...], found: Iterable[T], sheet: Sheet[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Add what is new; of what was known, take over the fields this file speaks about."""
    after = {key(each): each for each in known}
    for each in found:
        earlier = after.get(key(each))
        after[key(each)] = replace(earlier, **{name: getattr(each, name) for name in sheet.fields}) if earlier else each
    return tuple(after.values())


def _added(known: tuple[Registration, ...], found: Iterable[Registration]) -> tuple[Registration, ...]:
    """Add the registrations that are not there yet; where one came from does not make it another."""
    after = {replace(each, origin=""): each for each in reversed(known)}
    fresh = [each for each in found if replace(each, origin="") not in after]
    return (*known, *dict.fromkeys(fresh))


def _bound(group: Group, school_year: str) -> Group:
    return replace(group, school_year=group.school_year or school_year)


def _of_school(it: T, brin: str) -> T:
    """The school goes by its brin, whether it was named or not."""
    own = it.subject_type == SCHOOL and it.subject.upper() in ("", brin.upper())
    return replace(it, subject=brin) if own else it
