"""A rule as a colleague would say it: one sentence of who does what for whom by when, and what else it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS
from engine.change import dated_words
from engine.changewords import escalations, expiry, people, plain_title, reminders
from engine.missingwords import listed
from engine.model import EVERYBODY, SCHOOL
from engine.rule import NEVER
from engine.speaking import sentence as ended
from engine.validity import validity_words
from engine.wanting import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rule import Rule

BY_HAND = frozenset({"", "handmatig ja"})
AT_ONCE_WORDS = "zodra dat zo is"


def sentence(rule: Rule) -> str:
    """Say a rule in one sentence: `Vul de analyse in: dit doet de leerkracht per groep, uiterlijk einde mei.`"""
    return f"{plain_title(rule).rstrip('.')}: {asks(rule)}."


def asks(rule: Rule) -> str:
    """Say who does what a rule asks, for whom and by when; what it is stands in its title."""
    verb = "doet" if len(rule.assignees) == 1 else "doen"
    return f"dit {verb} {people(rule.assignees)} {_whom(rule)}{_chosen(rule)}, {_by_when(rule)}"


def particulars(rule: Rule) -> tuple[str, ...]:
    """Say what else a rule asks, a sentence each: what people notice first comes first."""
    return tuple(ended(each[:1].upper() + each[1:]) for each in _particulars(rule) if each)


def besides_the_usual(rule: Rule) -> tuple[str, ...]:
    """Say what a rule asks besides its dates, people, reminders and level: what a form leaves to the file."""
    bare = replace(rule, trial=False, valid_from=None, valid_to=None)
    found = (
        f"een taak komt er {_whom(rule)}{_chosen(rule)}",
        _proof(rule),
        *_left_undone(rule),
        *_switches(bare),
        *_validity(bare),
        *_background(rule),
    )
    return tuple(ended(each[:1].upper() + each[1:]) for each in found)


def _whom(rule: Rule) -> str:
    return "eens voor de hele school" if rule.per == SCHOOL else f"per {rule.per}"


def _chosen(rule: Rule) -> str:
    found = clauses(rule.where)
    return f" ({'; '.join(found)})" if found else ""


def _by_when(rule: Rule) -> str:
    return AT_ONCE_WORDS if rule.at_once else f"uiterlijk {rule.due.words}"


def _particulars(rule: Rule) -> Iterator[str]:
    if not rule.at_once:
        yield f"het staat op de lijst vanaf {rule.opens.words if rule.opens else 'twee weken van tevoren'}"
    yield _proof(rule)
    yield f"het is {rule.level}"
    yield f"herinneringen komen {reminders(rule.remind)}" if rule.remind else "er komen geen herinneringen"
    yield from _left_undone(rule)
    yield from _switches(rule)
    yield from _validity(rule)
    yield from _background(rule)


def _left_undone(rule: Rule) -> Iterator[str]:
    if rule.escalate:
        yield f"blijft het liggen, dan hoort dat {escalations(rule.escalate)}"
    if rule.expires.when != NEVER:
        yield f"wat niet gedaan is, vervalt {expiry(rule.expires)}"


def _proof(rule: Rule) -> str:
    everybody = " Ieder vinkt voor zich af." if rule.who == EVERYBODY else ""
    if rule.proof_words in BY_HAND:
        return f"het is klaar als iemand het afvinkt.{everybody}"
    return f"het is klaar bij: {rule.proof_words}.{everybody}"


def _switches(rule: Rule) -> Iterator[str]:
    if rule.trial:
        yield "het is op proef: niemand krijgt er mail van"
    if rule.sensitive:
        yield "het is gevoelig: in mail staat alleen een aantal"
    if rule.own_mail:
        yield "de herinnering komt in een eigen mail"
    if rule.in_holidays:
        yield "het loopt in vakanties door"
    if rule.same_as:
        yield f'het hoort bij "{rule.same_as}": een vinkje sluit ze allebei'


def _validity(rule: Rule) -> Iterator[str]:
    if rule.valid_from or rule.valid_to:
        yield f"het geldt {validity_words(rule)}"
    for each in rule.versions:
        yield f"{validity_words(each)} is het anders: {dated_words(rule, each)}"


def _background(rule: Rule) -> Iterator[str]:
    if rule.meant_in:
        yield f"het papier bedoelt {listed(MONTHS[each - 1] for each in rule.meant_in)}"
    if rule.duration:
        yield f"het kost ongeveer {rule.duration}"
    if rule.assumption:
        yield f"aanname: {rule.assumption}"
