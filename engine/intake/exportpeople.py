"""The people of an export: pupils and staff as model values, each put in the groups they point at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.intake import yeargroup
from engine.intake.exportgroups import HOME, MIXED_GROUP
from engine.kinds import USUAL_ROLES
from engine.model import Pupil, Staff
from engine.problem import WARNING, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.intake.exportgroups import GroupTable, Whole
    from engine.intake.xmlnodes import Node

ISO_DATE = 10
ONE_DAY = timedelta(days=1)
TEACHING_ROLES = frozenset({"LRK", "KLA", "ADJ", "DIR", "IB", "TAL"})


class People:
    """Reads pupils and staff; collects what is wrong and on which line everybody stands."""

    __slots__ = ("file", "groups", "lines", "problems")

    def __init__(self, file: str, groups: GroupTable, problems: list[Problem]) -> None:
        self.file = file
        self.groups = groups
        self.problems = problems
        self.lines: dict[tuple[str, str], int] = {}

    def pupils(self, node: Node | None) -> Iterator[Pupil]:
        for each in node.named("leerling") if node else ():
            if self._known_by(each, "leerling"):
                yield self._pupil(each)

    def staff(self, node: Node | None) -> Iterator[Staff]:
        for each in node.named("leerkracht") if node else ():
            if self._known_by(each, "medewerker"):
                yield self._staff(each)

    def _pupil(self, node: Node) -> Pupil:
        number = node.identity
        self._join_groups(node, number)
        birth, entry, leaving = (
            self._date(node, word) for word in ("geboortedatum", "instroomdatum", "uitstroomdatum")
        )
        if entry and leaving and leaving <= entry:
            self._warn(node, f"leerling {number} gaat volgens de export weg voor de eerste schooldag")
        year_group = self._year_group(node)
        if not birth and not node.value("geboortedatum") and year_group != yeargroup.GONE:
            self._warn(node, f"leerling {number} heeft geen geboortedatum")
        if not _first_name(node) and not node.value("achternaam"):
            self._warn(node, f"leerling {number} heeft geen naam")
        return Pupil(
            number,
            first_name=_first_name(node),
            last_name=_last_name(node),
            birth=birth,
            year_group=year_group,
            entry=entry,
            exit=leaving - ONE_DAY if leaving else None,
        )

    def _staff(self, node: Node) -> Staff:
        code = node.identity
        roles = list(_roles(node))
        for block in node.named("groepen"):
            for link in block.named(HOME, MIXED_GROUP):
                roles.extend(_roles(link))
                if whole := self._whole(link, f"medewerker {code} hoort bij"):
                    whole.teachers.add(code)
        teaches = not roles or TEACHING_ROLES.intersection(roles)
        return Staff(
            code,
            first_name=_first_name(node),
            last_name=_last_name(node),
            email=node.value("emailadres"),
            roles=USUAL_ROLES if teaches else frozenset(),
        )

    def _known_by(self, node: Node, kind: str) -> bool:
        """Note the line of somebody with a key of his own; without one there is nobody to speak of."""
        key = node.identity
        if not key:
            self.problems.append(Problem(self.file, node.line, 1, f"deze {kind} heeft geen sleutel (key)"))
            return False
        if earlier := self.lines.get((kind, key)):
            message = f"{kind} {key} staat er twee keer in; de eerste keer op regel {earlier}"
            self.problems.append(Problem(self.file, node.line, 1, message))
            return False
        self.lines[kind, key] = node.line
        return True

    def _join_groups(self, node: Node, number: str) -> None:
        """Put a pupil in every group pointed at, but in one home group at most."""
        home: Whole | None = None
        for link in _links(node):
            whole = self._whole(link, f"leerling {number} zit in")
            if whole and whole.is_home and home and whole is not home:
                self._warn(link, f"leerling {number} zit in twee groepen, {home.name} en {whole.name}; de eerste telt")
                continue
            if whole:
                whole.pupils.add(number)
                home = whole if whole.is_home else home

    def _whole(self, link: Node, who: str) -> Whole | None:
        found = self.groups.whole_of.get(link.identity)
        if found is None and self.groups.wholes and link.identity:
            self._warn(link, f'{who} een groep met sleutel "{link.identity}", en die staat niet in het bestand')
        return found

    def _year_group(self, node: Node) -> str:
        """Return the pupil's own year group, or that of the group when the group has one."""
        own = yeargroup.read(node.value("jaargroep"))
        if own is None:
            word = node.value("jaargroep")
            self._warn(node, f'leerling {node.identity} heeft een onbekende jaargroep "{word}"; die telt niet mee')
        if own and own != yeargroup.MIXED:
            return own
        parts = (self.groups.part_of.get(link.identity) for link in node.named(HOME))
        of_group = next((part.year_group for part in parts if part), "")
        if of_group and of_group != yeargroup.MIXED:
            return of_group
        if own is not None:
            self._warn(node, f"leerling {node.identity} heeft geen jaargroep, en die van de groep zegt het ook niet")
        return ""

    def _date(self, node: Node, word: str) -> date | None:
        """Return a date; what is no date is reported without repeating it, it is personal."""
        text = node.value(word)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:ISO_DATE])
        except ValueError:
            self._warn(node, f"de {word} van leerling {node.identity} is geen datum en telt niet mee")
            return None

    def _warn(self, node: Node, message: str) -> None:
        self.problems.append(Problem(self.file, node.line, 1, message, WARNING))


def _links(node: Node) -> Iterator[Node]:
    yield from node.named(HOME)
    for block in node.named("samengestelde_groepen"):
        yield from block.named(MIXED_GROUP)


def _roles(node: Node) -> Iterator[str]:
    """Return every role said here; a described one is a role as well, though none that teaches."""
    return (each.text.upper() for each in node.named("rol", "rolomschrijving") if each.text)


def _first_name(node: Node) -> str:
    return node.value("roepnaam", "voornamen", "voorletters-1", "voorletters")


def _last_name(node: Node) -> str:
    return f"{node.value('voorvoegsel', 'tussenvoegsel')} {node.value('achternaam')}".strip()
