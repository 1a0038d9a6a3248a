"""The table of fields of `waar` and `klaar_als`, and how a whole tree of them is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from engine.conditions import (
    account,
    autumn_pupil,
    by_hand,
    calendar_has,
    case_trait,
    chosen,
    enrolment,
    every_area,
    gone,
    groups_exist,
    has_pupil,
    has_teacher,
    kind,
    member,
    new_teacher,
    next_year_group,
    occasion,
    of_pupil,
    registration,
    school_year,
    talk,
    teacher_of,
    trait,
    year_group,
)
from engine.conditions.base import words_or
from engine.conditions.combine import AllEvidence, AllOf, AnyEvidence, AnyOf, Not, NotEvidence
from engine.model import GROUP, PUPIL, SCHOOL, STAFF
from engine.reading import as_mapping, as_sequence, unknown_word

T = TypeVar("T")

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.conditions.base import Condition, Evidence, EvidenceField, Field, Reading
    from engine.yamldoc import Mapping, Node, Scalar

ALL, ANY, NOT = "alle_van", "een_van", "niet"
CASE = "zaak"


def read_where(node: Mapping, reading: Reading) -> Condition | None:
    """Read `waar`: fields side by side all hold; `alle_van`, `een_van` and `niet` nest. None after a mistake."""
    found = [_read_condition(key, value, reading) for key, value in node.pairs]
    if not node.pairs:
        reading.problems.error(node, "hier hoort een veld te staan, bijvoorbeeld jaargroep: 1")
    known = tuple(each for each in found if each is not None)
    if not found or len(known) < len(found):
        return None
    return known[0] if len(known) == 1 else AllOf(known)


def _read_condition(key: Scalar, node: Node, reading: Reading) -> Condition | None:
    name = key.value
    if name == NOT:
        inside = as_mapping(node, reading.problems, "niet: {jaargroep: 1}")
        part = read_where(inside, reading) if inside else None
        return Not(part) if part else None
    if name in (ALL, ANY):
        parts = _read_list(node, reading, read_where)
        return (AllOf(parts) if name == ALL else AnyOf(parts)) if parts else None
    field = FIELDS.get(name)
    if field is None:
        reading.problems.error(key, unknown_word(" veld", name, (*FIELDS, ALL, ANY, NOT)))
        return None
    if not _fits(field.about, reading.per):
        reading.problems.error(key, _misplaced(name, field.about, reading.per))
        return None
    return field.read(node, reading)


def _read_list(node: Node, reading: Reading, read: Callable[[Mapping, Reading], T | None]) -> tuple[T, ...]:
    items = as_sequence(node, reading.problems) or ()
    inside = [as_mapping(each, reading.problems, "jaargroep: 1") for each in items]
    found = [read(each, reading) for each in inside if each is not None]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(items) else ()


def _fits(about: tuple[str, ...] | None, per: str) -> bool:
    return about is None or per in about or (CASE in about and is_case(per))


def is_case(per: str) -> bool:
    return per not in (PUPIL, GROUP, STAFF, SCHOOL)


def _misplaced(name: str, about: tuple[str, ...] | None, per: str) -> str:
    return f'"{name}" kan niet bij "per: {per}"; het gaat over een {" of ".join(about or ())}'


def read_evidence(node: Mapping, reading: Reading) -> Evidence | None:
    """Read `klaar_als`: fields side by side must all be shown; what belongs beside a field goes with it."""
    parts = {key.value: value for key, value in node.pairs}
    beside = {word for name in parts if name in EVIDENCE for word in EVIDENCE[name].beside}
    found = [_read_proof(key, value, parts, reading) for key, value in node.pairs if key.value not in beside]
    if not found:
        reading.problems.error(node, "hier hoort te staan waaruit blijkt dat het klaar is, bijvoorbeeld handmatig: ja")
    known = tuple(each for each in found if each is not None)
    if not found or len(known) < len(found):
        return None
    return known[0] if len(known) == 1 else AllEvidence(known)


def _read_proof(key: Scalar, node: Node, parts: dict[str, Node], reading: Reading) -> Evidence | None:
    name = key.value
    if name == NOT:
        mapping = as_mapping(node, reading.problems, "niet: {lid_van: stam}")
        part = read_evidence(mapping, reading) if mapping else None
        return NotEvidence(part) if part else None
    if name in (ALL, ANY):
        inside = _read_list(node, reading, read_evidence)
        return (AllEvidence(inside) if name == ALL else AnyEvidence(inside)) if inside else None
    field = EVIDENCE.get(name)
    if field is None:
        reading.problems.error(key, _unknown_evidence(name))
        return None
    if not _fits(field.about, reading.per):
        reading.problems.error(key, _misplaced(name, field.about, reading.per))
        return None
    return field.read(parts, node, reading)


def _unknown_evidence(name: str) -> str:
    owners = [each.name for each in EVIDENCE.values() if name in each.beside]
    if owners:
        return f'"{name}" hoort naast {words_or(owners)}'
    beside = sorted({word for each in EVIDENCE.values() for word in each.beside})
    return unknown_word(" veld", name, (*EVIDENCE, *beside, ALL, ANY, NOT))


_WHERE: tuple[Field, ...] = (
    year_group.FIELD,
    trait.FIELD,
    kind.FIELD,
    autumn_pupil.FIELD,
    new_teacher.FIELD,
    member.FIELD,
    member.NOT_FIELD,
    enrolment.FIELD,
    next_year_group.FIELD,
    has_pupil.reader(read_where),
    has_teacher.FIELD,
    school_year.FIELD,
    teacher_of.reader(read_where),
    account.FIELD,
    of_pupil.reader(read_where),
    registration.FIELD,
    occasion.MONTH_FIELD,
    occasion.WHICH_FIELD,
    occasion.KIND_FIELD,
)
FIELDS: dict[str, Field] = {each.name: each for each in _WHERE}

_PROOF: tuple[EvidenceField, ...] = (
    by_hand.EVIDENCE,
    registration.EVIDENCE,
    every_area.EVIDENCE,
    talk.EVIDENCE,
    case_trait.EVIDENCE,
    *chosen.EVIDENCE,
    groups_exist.EVIDENCE,
    calendar_has.EVIDENCE,
    *gone.EVIDENCE,
)
EVIDENCE: dict[str, EvidenceField] = {each.name: each for each in _PROOF}
