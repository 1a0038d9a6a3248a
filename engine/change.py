"""What changes in a rule, one Dutch sentence a key: `het moet een week eerder af: 3 weken voor ..`. Reads no file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, dutch
from engine.changewords import escalations, expiry, moved, people, plain_title, reminders
from engine.missingwords import listed
from engine.model import EVERYBODY
from engine.rulekeys import KEYS
from engine.validity import validity_words
from engine.wanting import clauses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.rule import Rule

Words = tuple[str, ...]

EVERYONE = {
    "leerling": "alle leerlingen",
    "groep": "alle groepen",
    "medewerker": "alle medewerkers",
    "school": "de hele school",
}


def sentences(before: Rule, after: Rule) -> Words:
    """Say each thing that changes for people, without the rule's name: a full stop is for who lays them together.

    Where a rule stands, and how its sentence is spelt, is no change.
    """
    return tuple(one for say in SAYING for one in say(before, after))


def new_rule(rule: Rule) -> str:
    """Say what a rule that was not there asks."""
    per = "eens voor de hele school" if rule.per == "school" else f"per {rule.per}"
    return f"nieuw: voor {people(rule.assignees)}, {per}, uiterlijk {rule.due.words}"


def since_then(then: Rule, now: Rule | None, on: date) -> str:
    """Say by which words a task was made; "" when nothing in them was different."""
    opening = f"De taak is gemaakt volgens de regel zoals die was op {dutch(on, year=True)}"
    if now is None:
        asked = new_rule(then).removeprefix("nieuw: ")
        return f"{opening}: {asked}. Die regel is er niet meer."
    proof = now.done_when if then.proof_words == now.proof_words else then.done_when
    plain = replace(then, versions=(), valid_from=None, valid_to=None, done_when=proof)
    said = sentences(plain, replace(now, versions=(), valid_from=None, valid_to=None))
    return f"{opening}. Nu is dat anders: {'; '.join(said)}." if said else ""


# --- dates


def _due(before: Rule, after: Rule) -> Words:
    return moved(before.due, after.due, "het moet {how} af")


def _opens(before: Rule, after: Rule) -> Words:
    if before.opens is None or after.opens is None:
        usual = "zoals gewoonlijk, twee weken van tevoren"
        then, now = (each.opens.words if each.opens else usual for each in (before, after))
        return () if then == now else (f"het staat op de lijst vanaf {now} (was {then})",)
    return moved(before.opens, after.opens, "het komt {how} op de lijst")


# --- who and what


def _title(before: Rule, after: Rule) -> Words:
    return () if before.title == after.title else (f'het heet nu "{plain_title(after)}" (was "{plain_title(before)}")',)


def _assignees(before: Rule, after: Rule) -> Words:
    then, now = set(before.assignees), set(after.assignees)
    return () if then == now else (f"het is voor {people(after.assignees)} (was {people(before.assignees)})",)


def _per(before: Rule, after: Rule) -> Words:
    return () if before.per == after.per else (f"er komt een taak per {after.per} (was per {before.per})",)


def _where(before: Rule, after: Rule) -> Words:
    if before.where == after.where:
        return ()
    return (f"het geldt bij {_chosen(after)} (was bij {_chosen(before)})",)


def _chosen(rule: Rule) -> str:
    return "; ".join(clauses(rule.where)) or EVERYONE.get(rule.per, f"elke {rule.per}")


def _done_when(before: Rule, after: Rule) -> Words:
    if before.done_when == after.done_when:
        return ()
    then, now = (each.proof_words or "afgevinkt" for each in (before, after))
    if then == now:
        return ("het vraagt nu andere datums in de kalender: de regels gebruiken er andere",)
    return (f"het is klaar bij: {now} (was {then})",)


def _who(before: Rule, after: Rule) -> Words:
    if before.who == after.who:
        return ()
    return ("ieder vinkt nu voor zich af" if after.who == EVERYBODY else "een vinkje van een van allen is nu genoeg",)


# --- how hard, and how loud


def _level(before: Rule, after: Rule) -> Words:
    return () if before.level == after.level else (f"het is {after.level} (was {before.level})",)


def _remind(before: Rule, after: Rule) -> Words:
    then, now = reminders(before.remind), reminders(after.remind)
    return () if then == now else (f"herinneringen komen {now} (was {then})",)


def _escalate(before: Rule, after: Rule) -> Words:
    then, now = escalations(before.escalate), escalations(after.escalate)
    return () if then == now else (f"blijft het liggen, dan hoort dat: {now} (was {then})",)


def _expires(before: Rule, after: Rule) -> Words:
    then, now = expiry(before.expires), expiry(after.expires)
    return () if then == now else (f"wat niet gedaan is, vervalt {now} (was {then})",)


# --- validity, and the rest


def _valid(before: Rule, after: Rule) -> Words:
    then, now = validity_words(before), validity_words(after)
    return () if then == now else (f"het geldt {now} (was {then})",)


def _versions(before: Rule, after: Rule) -> Words:
    """Say what dated overrides bring, come and gone."""
    then, now = ({_said(rule, each) for each in rule.versions} for rule in (before, after))
    come = tuple(_said(after, each) for each in after.versions if _said(after, each) not in then)
    gone = tuple(f"niet meer: {_said(before, each)}" for each in before.versions if _said(before, each) not in now)
    return (*come, *gone)


def _said(rule: Rule, version: Rule) -> str:
    return f"{validity_words(version)}: {dated_words(rule, version)}"


def dated_words(rule: Rule, version: Rule) -> str:
    """Say what a dated override does while it holds."""
    if version.off:
        return "het hoeft niet"
    every = (one for say in SAYING if say not in (_valid, _versions) for one in say(rule, version))
    return "; ".join(every) or "geen verschil"


def _formerly(before: Rule, after: Rule) -> Words:
    come = [each for each in after.formerly if each not in before.formerly]
    return (f"het heette eerder {listed(come)}: taken, vinkjes en herinneringen gaan mee",) if come else ()


def _months(before: Rule, after: Rule) -> Words:
    then, now = (listed(MONTHS[each - 1] for each in rule.meant_in) or "geen maand" for rule in (before, after))
    return () if then == now else (f"het papier bedoelt {now} (was {then})",)


def _text(field: str, telling: str) -> Callable[[Rule, Rule], Words]:
    """Return what words a key that holds a text of its own."""

    def say(before: Rule, after: Rule) -> Words:
        then, now = getattr(before, field), getattr(after, field)
        return () if then == now else (telling.format(now=now or "niets", then=then or "niets"),)

    return say


def _yes_no(field: str, yes: str, no: str) -> Callable[[Rule, Rule], Words]:
    """Return what words a key that is on or off."""

    def say(before: Rule, after: Rule) -> Words:
        then, now = getattr(before, field), getattr(after, field)
        return () if then == now else (yes if now else no,)

    return say


def _guidance(before: Rule, after: Rule) -> Words:
    return () if before.guidance == after.guidance else ("de uitleg is herschreven",)


def _other(before: Rule, after: Rule) -> Words:
    """Say that a key changed which has no words of its own here, so that nothing goes by unsaid."""
    rest = [(key, field) for key, (field, _) in KEYS.items() if field not in SAID]
    return tuple(f"{key} is veranderd" for key, field in rest if getattr(before, field) != getattr(after, field))


# Fields that have words of their own.
SAID = frozenset({
    "id", "title", "assignees", "per", "where", "opens", "due", "done_when", "remind", "escalate", "level", "who",
    "own_mail", "in_holidays", "expires", "sensitive", "trial", "same_as", "meant_in", "formerly", "duration",
    "assumption", "guidance", "source", "with_pack", "valid_from", "valid_to",
})  # fmt: skip
# What is said first is what people notice first.
SAYING: tuple[Callable[[Rule, Rule], Words], ...] = (
    _due,
    _opens,
    _assignees,
    _per,
    _where,
    _done_when,
    _level,
    _remind,
    _escalate,
    _expires,
    _who,
    _yes_no("own_mail", "de herinnering komt in een eigen mail", "de herinnering komt weer in het overzicht"),
    _yes_no("in_holidays", "het loopt ook in vakanties door", "het staat in vakanties weer stil"),
    _yes_no("trial", "het is op proef: niemand krijgt er mail van", "het is niet meer op proef: vanaf nu komt er mail"),
    _yes_no("sensitive", "het is gevoelig: in mail staat alleen een aantal", "het is niet meer gevoelig"),
    _valid,
    _versions,
    _text("same_as", "het hoort bij {now} (was {then})"),
    _formerly,
    _title,
    _months,
    _text("duration", "het kost {now} (was {then})"),
    _text("with_pack", "het hangt aan het pakket {now} (was {then})"),
    _text("source", "de bron is {now} (was {then})"),
    _text("assumption", "de aanname is: {now} (was {then})"),
    _guidance,
    _other,
)
