"""Regels: each rule as a sentence made from the rule itself; and one rule opened, with its tasks and its past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from engine.almanac.days import dutch
from engine.model import DONE, LAPSED, MISSED, OPEN, OVERDUE, WAIVED
from engine.runs.eyes import KEEPER
from engine.runs.rulebook import one_rule
from engine.runs.signin import is_somebody
from web.drawing import drawn_for
from web.mailwords import name_of
from web.myday import lines_of
from web.plainly import as_sentence
from web.unnamed import hidden_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from engine.health import Broken
    from engine.runs.rulebook import Entry, RuleBook
    from web.access import Visit

OUR_OWN, ALL = "eigen", ""
PERSON = "collega:"
LONGEST_SEARCH = 80
STATES = {
    OPEN: "open",
    OVERDUE: "te laat",
    DONE: "klaar",
    MISSED: "gemist",
    WAIVED: "niet van toepassing",
    LAPSED: "vervallen",
}
ROLES = {"leerkracht": "leerkracht", "ib": "ib'er", "kc": "kwaliteitscoördinator"}
KINDS = {"": "alle regels", "slaapt": "regels die slapen", "anders": "wat bij ons anders is", "proef": "op proef"}
OWN_FILES = "rules/"


def show(visit: Visit) -> Response:
    """Show the rules that were asked for, by pack."""
    book, asked = visit.house.rules.of(visit.me.day), visit.request.query_params
    words = asked.get("zoek", "").strip()[:LONGEST_SEARCH]
    pack, role, kind = asked.get("pakket", ALL), asked.get("voor", ALL), asked.get("welke", ALL)
    person = role.removeprefix(PERSON) if role.startswith(PERSON) else ""
    found = book.chosen(words, None if pack == ALL else pack.replace(OUR_OWN, ""), "" if person else role, person)
    hidden = hidden_rules(visit)
    chosen = [each for each in found if _is(each, kind) and each.rule.id not in hidden]
    return drawn_for(
        visit,
        "rules.html.j2",
        parts=[(_pack(one), [each for each in chosen if each.rule.pack == one]) for one in _packs(book, chosen)],
        number=len(chosen),
        of=sum(each.rule.id not in hidden for each in book.entries),
        unnamed=sum(each.rule.id in hidden for each in book.entries),
        words=words,
        chosen={"pakket": pack, "voor": role, "welke": kind},
        packs=[(each or OUR_OWN, _pack(each)) for each in book.packs],
        roles=[(each, ROLES.get(each, each)) for each in sorted(book.roles)],
        people=_people(visit),
        kinds=KINDS,
        broken=[(each, _since(each)) for each in visit.me.day.broken],
        keeps=keeps(visit),
    )


def show_one(visit: Visit) -> Response:
    """Show one rule."""
    house, me, name = visit.house, visit.me, visit.request.path_params["rule"]
    with house.database.reading(house.school) as store:
        found = one_rule(house.rules.of(me.day), store, me.viewer, name)
    if found is None or name in hidden_rules(visit):
        raise HTTPException(404)
    return drawn_for(
        visit,
        "rule.html.j2",
        found=found,
        entry=found.entry,
        rule=found.entry.rule,
        pack=_pack(found.entry.rule.pack),
        asleep=as_sentence(found.entry.asleep),
        said=f"{found.entry.asks[:1].upper()}{found.entry.asks[1:]}.",
        states=_counted(found.states),
        lines=lines_of(me.day, found.lines),
        wordings=[(dutch(each.since, year=True), each.says) for each in found.wordings],
        own=found.entry.rule.file.removeprefix(OWN_FILES) if not found.entry.rule.pack else "",
        keeps=keeps(visit),
    )


def _people(visit: Visit) -> list[tuple[str, str]]:
    """Return who can be chosen to see whose rules they are: everybody who works here, by name."""
    day = visit.me.day
    here = (each for each in day.school.facts.staff if each.present and is_somebody(each, day.today))
    return sorted(
        ((f"{PERSON}{each.code}", name_of(day, each.code)) for each in here), key=lambda each: each[1].lower()
    )


def keeps(visit: Visit) -> bool:
    """Tell whether this person keeps the rules, and does not only read them."""
    return KEEPER in visit.me.staff.roles


def _is(entry: Entry, kind: str) -> bool:
    tests = {"slaapt": bool(entry.asleep), "anders": bool(entry.changed), "proef": entry.rule.trial}
    return tests.get(kind, True)


def _packs(book: RuleBook, chosen: list[Entry]) -> list[str]:
    there = {each.rule.pack for each in chosen}
    return [each for each in book.packs if each in there]


def _pack(name: str) -> str:
    return name.replace("-", " ").capitalize() if name else "Van onszelf"


def _counted(states: Mapping[str, int]) -> str:
    return ", ".join(f"{states[each]} {word}" for each, word in STATES.items() if states.get(each))


def _since(broken: Broken) -> str:
    if broken.since is None:
        return "Er is geen eerdere versie: deze regels doen niet mee."
    return f"Zolang geldt de versie van {dutch(broken.since, year=True)}."
