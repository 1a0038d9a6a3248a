"""`feiten` of an example: its people, the matters with a date and what was recorded, all pointing at what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import label
from engine.exampleitems import choice, day, in_order, items, needed, word
from engine.examplepeople import People, read_people, read_traits
from engine.kinds import CASE_TRAITS
from engine.model import GROUP, PUPIL, SCHOOL, STAFF, Case, Facts, Registration
from engine.reading import as_choice, as_text, as_yes_no, unknown_word

if TYPE_CHECKING:
    from datetime import date

    from engine.kinds import Kinds
    from engine.reading import Problems
    from engine.yamldoc import Mapping, Node

FACT_KEYS = ("groepen", "leerlingen", "medewerkers", "zaken", "registraties", "vinkjes")
A_CASE = "zaak"
ABOUT = (PUPIL, GROUP, STAFF, SCHOOL)
CASE_KEYS = ("type", "sleutel", *ABOUT, "soort", "van", "tot_en_met", "kenmerken")
REGISTRATION_KEYS = ("soort", *ABOUT, A_CASE, "op", "door", "gebied", "waarde")
BRIN = "00AA"
RECIPIENT = "ontvanger"
LIKE_A_CASE = "{type: gesprek, sleutel: g1, leerling: 7, soort: rapport, van: 2027-02-16}"
LIKE_A_REGISTRATION = "{soort: observatie, leerling: 7, op: 2026-10-01}"
WHAT = {PUPIL: "e leerling", GROUP: "e groep", STAFF: "e medewerker"}


def read_facts(root: Mapping | None, start: int, kinds: Kinds, problems: Problems) -> Facts:
    """Return the facts; what points at nobody is a problem and is left out."""
    people = read_people(root, start, kinds, problems)
    reader = _Reader(people, kinds, problems)
    cases = reader.cases(root.get("zaken") if root else None)
    registrations = reader.registrations(root.get("registraties") if root else None)
    return Facts(
        BRIN,
        label(start),
        pupils=people.pupils,
        groups=people.groups,
        staff=people.staff,
        registrations=registrations,
        cases=cases,
    )


def names(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return by what names each kind of subject can be spoken of."""
    found = {
        PUPIL: tuple(each.number for each in facts.pupils),
        GROUP: tuple(dict.fromkeys(each.name for each in facts.groups)),
        STAFF: tuple(each.code for each in facts.staff),
        SCHOOL: (facts.brin,),
    }
    for each in facts.cases:
        found[each.type] = (*found.get(each.type, ()), each.key)
    return found


class _Reader:
    def __init__(self, people: People, kinds: Kinds, problems: Problems) -> None:
        self.names = names(Facts(BRIN, "", people.pupils, people.groups, people.staff))
        self.kinds = kinds
        self.problems = problems
        self.types: dict[str, str] = {}

    def cases(self, node: Node | None) -> tuple[Case, ...]:
        read = (self._case(each) for each in items(node, CASE_KEYS, self.problems, LIKE_A_CASE))
        return tuple(each for each in read if each is not None)

    def registrations(self, node: Node | None) -> tuple[Registration, ...]:
        found = items(node, REGISTRATION_KEYS, self.problems, LIKE_A_REGISTRATION)
        read = (self._registration(each) for each in found)
        return tuple(each for each in read if each is not None)

    def _case(self, item: Mapping) -> Case | None:
        problems = self.problems
        needed(item, "type", problems, "een zaak")
        case_type = choice(item, "type", self.kinds.cases, problems, " type zaak")
        key = needed(item, "sleutel", problems, "een zaak")
        about = self._about(item, ABOUT)
        begin, end = day(item, "van", problems), day(item, "tot_en_met", problems)
        in_order(item, begin, "tot_en_met", end, problems)
        kind = self._kind(item, case_type)
        traits = read_traits(item, {*CASE_TRAITS, *self.kinds.traits}, problems)
        self._check_traits(item, traits)
        if not (case_type and key and about):
            return None
        self.types[key] = case_type
        return Case(case_type, key, *about, kind=kind, begin=begin, end=end, traits=traits)

    def _kind(self, item: Mapping, case_type: str) -> str:
        known = self.kinds.of_case(case_type)
        if known is None:
            return word(item, "soort", self.problems).lower()
        return choice(item, "soort", sorted(known), self.problems, "e soort")

    def _check_traits(self, item: Mapping, traits: dict[str, str]) -> None:
        place = item.get("kenmerken")
        for name, value in traits.items() if place else ():
            known = CASE_TRAITS.get(name) or (self.names[STAFF] if name == RECIPIENT else ())
            if known and place and value not in known:
                self.problems.error(place, unknown_word(f"e waarde bij {name}:", value, known))

    def _registration(self, item: Mapping) -> Registration | None:
        problems = self.problems
        needed(item, "soort", problems, "een registratie")
        kind = choice(item, "soort", sorted(self.kinds.registrations), problems, "e registratie")
        on = self._day(item)
        about = self._about(item, (*ABOUT, A_CASE))
        by = choice(item, "door", self.names[STAFF], problems, "e medewerker")
        area = choice(item, "gebied", self.kinds.areas, problems, " gebied")
        value = word(item, "waarde", problems)
        return Registration(kind, *about, on, by, area, value) if kind and on and about else None

    def _day(self, item: Mapping) -> date | None:
        if "op" not in item:
            self.problems.error(item, 'de sleutel "op" ontbreekt bij een registratie')
        return day(item, "op", self.problems)

    # --- whom it is about

    def _about(self, item: Mapping, keys: tuple[str, ...]) -> tuple[str, str] | None:
        """Return the kind and name of the one subject an item names."""
        named = [each for each in keys if each in item]
        if len(named) != 1:
            said = "noem over wie het gaat" if not named else "kies er een"
            self.problems.error(item, f"{said}: {', '.join(keys[:-1])} of {keys[-1]}")
            return None
        key = named[0]
        node = item.get(key)
        return self._subject(key, node) if node is not None else None

    def _subject(self, key: str, node: Node) -> tuple[str, str] | None:
        if key == SCHOOL:
            return (SCHOOL, BRIN) if as_yes_no(node, self.problems) else None
        if key == A_CASE:
            found = as_choice(node, tuple(self.types), self.problems, "e zaak")
            return (self.types[found], found) if found else None
        name = as_text(node, self.problems)
        if name is None or name in self.names[key]:
            return (key, name) if name else None
        self.problems.error(node, unknown_word(WHAT[key], name, self.names[key]))
        return None
