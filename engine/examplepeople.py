"""`groepen`, `leerlingen` and `medewerkers` of an example: few words, with everything left out as is usual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.exampleitems import choice, day, in_order, items, known_words, needed, school_year, word, words, yes
from engine.intake import yeargroup
from engine.kinds import CASE_TRAITS, GROUP_KINDS, KINDS_WITHOUT_ROLE, ROLES, STAFF_KINDS, USUAL_ROLES, WORKING_DAYS
from engine.model import HOME_GROUP, Group, Pupil, Staff
from engine.reading import as_list, as_text, unknown_word
from engine.yamldoc import Mapping

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.kinds import Kinds
    from engine.reading import Problems
    from engine.yamldoc import Node

GROUP_KEYS = ("naam", "jaargroepen", "leerkrachten", "leerlingen", "soort", "schooljaar", "ib", "in_invoer")
PUPIL_KEYS = (
    "nummer", "roepnaam", "groep", "jaargroep", "geboren", "instroom", "uitstroom", "vorige_groep", "kenmerken",
    "in_invoer",
)  # fmt: skip
STAFF_KEYS = (
    "code", "rollen", "werkdagen", "soort", "in_dienst", "uit_dienst", "account", "in_invoer",
)  # fmt: skip
# Who is always there, each with the role of that name.
ALWAYS = ("ib", "beheerder", "directie", "orthopedagoog", "kc")
TEACHER = frozenset({"leerkracht"})
A_GROUP = "{naam: 1/2 A, jaargroepen: [1, 2], leerkrachten: [anna]}"
A_PUPIL = "{nummer: 7, groep: 1/2 A}"
A_COLLEAGUE = "{code: anna, werkdagen: [ma, di]}"


@dataclass(frozen=True, slots=True)
class People:
    """Everybody in an example, linked."""

    groups: tuple[Group, ...]
    pupils: tuple[Pupil, ...]
    staff: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class _Pupil:
    pupil: Pupil
    groups: tuple[tuple[Node, str], ...]


def read_people(root: Mapping | None, start: int, kinds: Kinds, problems: Problems) -> People:
    """Read the three lists; `start` is the first calendar year of the example's school year."""
    listed = {key: root.get(key) if root else None for key in ("groepen", "leerlingen", "medewerkers")}
    nodes = list(items(listed["groepen"], GROUP_KEYS, problems, A_GROUP))
    groups = [_group(each, start, problems) for each in nodes]
    pupils = [
        _pupil(each, groups, kinds, problems) for each in items(listed["leerlingen"], PUPIL_KEYS, problems, A_PUPIL)
    ]
    staff = _staff(listed["medewerkers"], groups, problems)
    _check_groups(pupils, groups, problems)
    numbers, codes = [each.pupil.number for each in pupils], [each.code for each in staff]
    for node in nodes:
        known_words(node, "leerlingen", numbers, problems, "e leerling")
        known_words(node, "ib", codes, problems, "e medewerker")
    placed = tuple(_with_pupils(each, pupils, groups, start) for each in groups)
    return People(placed, tuple(each.pupil for each in pupils), staff)


# --- groups


def _group(item: Mapping, start: int, problems: Problems) -> Group:
    return Group(
        needed(item, "naam", problems, "een groep"),
        label(school_year(item, problems, start)),
        choice(item, "soort", GROUP_KINDS, problems, "e soort groep") or HOME_GROUP,
        frozenset(each for node in _listed(item, "jaargroepen") if (each := _year_group(node, problems))),
        frozenset(text for _, text in words(item, "leerkrachten", problems)),
        frozenset(text for _, text in words(item, "leerlingen", problems)),
        frozenset(text for _, text in words(item, "ib", problems)),
        present=yes(item, "in_invoer", problems) is not False,
    )


def _listed(item: Mapping, key: str) -> tuple[Node, ...]:
    node = item.get(key)
    return as_list(node) if node is not None else ()


def _year_group(node: Node, problems: Problems) -> int:
    text = as_text(node, problems, "een jaargroep") or ""
    read = yeargroup.read(text) if text else ""
    if text and read not in yeargroup.NUMBERS:
        problems.error(node, f'"{text}" is geen jaargroep; schrijf 1 t/m 8')
        return 0
    return int(read or 0)


def _with_pupils(group: Group, pupils: list[_Pupil], groups: list[Group], start: int) -> Group:
    """Add who names this group: of more groups with that name the one of the example's own year is meant."""
    mine = (
        each.pupil.number for each in pupils if any(_named(text, groups, start) is group for _, text in each.groups)
    )
    return replace(group, pupils=group.pupils | set(mine))


def _named(name: str, groups: list[Group], start: int) -> Group | None:
    alike = [each for each in groups if each.name == name]
    own = [each for each in alike if each.school_year == label(start)]
    return next(iter(own or alike), None)


def _check_groups(pupils: list[_Pupil], groups: list[Group], problems: Problems) -> None:
    names = list(dict.fromkeys(each.name for each in groups))
    for node, name in (one for each in pupils for one in each.groups):
        if name not in names:
            problems.error(node, unknown_word("e groep", name, names))


# --- pupils


def _pupil(item: Mapping, groups: list[Group], kinds: Kinds, problems: Problems) -> _Pupil:
    number = needed(item, "nummer", problems, "een leerling")
    named = tuple(words(item, "groep", problems))
    entry, leaving = day(item, "instroom", problems), day(item, "uitstroom", problems)
    in_order(item, entry, "uitstroom", leaving, problems)
    own = (each for _, name in named for each in groups if each.name == name)
    first = next((min(each.year_groups) for each in own if each.year_groups), "")
    pupil = Pupil(
        number,
        word(item, "roepnaam", problems) or f"Kind {number}",
        birth=day(item, "geboren", problems),
        year_group=_own_year_group(item, problems) or str(first),
        entry=entry,
        exit=leaving,
        traits=read_traits(item, {*kinds.traits, *CASE_TRAITS}, problems),
        previous_group=word(item, "vorige_groep", problems),
        present=yes(item, "in_invoer", problems) is not False,
    )
    return _Pupil(pupil, named)


def _own_year_group(item: Mapping, problems: Problems) -> str:
    text = word(item, "jaargroep", problems)
    read = yeargroup.read(text)
    if read is None:
        problems.error(item.get("jaargroep") or item, f'"{text}" is geen jaargroep; schrijf 1 t/m 8, of H')
    return read or ""


def read_traits(item: Mapping, known: Collection[str], problems: Problems) -> dict[str, str]:
    """Return `kenmerken`: a word or a list of them, or each with its value."""
    node = item.get("kenmerken")
    if not isinstance(node, Mapping):
        return dict.fromkeys(known_words(item, "kenmerken", sorted(known), problems, " kenmerk"), "")
    for key, _ in node.pairs:
        if key.value not in known:
            problems.error(key, unknown_word(" kenmerk", key.value, sorted(known)))
    return {key.value: as_text(value, problems) or "" for key, value in node.pairs}


# --- people who work here


def _staff(node: Node | None, groups: list[Group], problems: Problems) -> tuple[Staff, ...]:
    """Return those who are described, those whom a group names and those who are always there."""
    linked = {code for each in groups for code in each.teachers}
    found = [_colleague(each, problems) for each in items(node, STAFF_KEYS, problems, A_COLLEAGUE)]
    named = {code: Staff(code, code, email=_address(code), roles=TEACHER, kind="vast") for code in sorted(linked)}
    always = {role: Staff(role, role, email=_address(role), roles=frozenset({role}), kind="vast") for role in ALWAYS}
    return tuple({**always, **named, **{each.code: each for each in found}}.values())


def _colleague(item: Mapping, problems: Problems) -> Staff:
    code = needed(item, "code", problems, "een medewerker")
    kind = choice(item, "soort", STAFF_KINDS, problems, "e soort medewerker")
    begin, end = day(item, "in_dienst", problems), day(item, "uit_dienst", problems)
    in_order(item, begin, "uit_dienst", end, problems)
    return Staff(
        code,
        code,
        email=_address(code),
        roles=frozenset(known_words(item, "rollen", ROLES, problems, "e rol")) or _usual_roles(code, kind),
        working_days=known_words(item, "werkdagen", WORKING_DAYS, problems, "e werkdag"),
        kind=kind,
        in_service=begin,
        out_of_service=end,
        account=yes(item, "account", problems),
        present=yes(item, "in_invoer", problems) is not False,
    )


def _usual_roles(code: str, kind: str) -> frozenset[str]:
    if code in ALWAYS:
        return frozenset({code})
    return frozenset() if kind in KINDS_WITHOUT_ROLE else USUAL_ROLES


def _address(code: str) -> str:
    return f"{code.lower()}@school.example"
