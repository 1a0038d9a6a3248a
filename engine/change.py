"""What changes in a rule, one Dutch sentence a key: `het moet een week eerder af: 3 weken voor ..`. Reads no file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.almanac.days import MONTHS, dutch
from engine.almanac.phrase import AFTER as PHRASE_AFTER
from engine.almanac.phrase import BEFORE as PHRASE_BEFORE
from engine.almanac.phrase import DAY, WEEK
from engine.explain import quantity
from engine.missingwords import listed
from engine.model import EVERYBODY
from engine.rule import AFTER, AT_DUE, BEFORE, EVERY_AFTER, NEVER
from engine.rulekeys import KEYS
from engine.validity import validity_words
from engine.wanting import clauses
from engine.wording import PLAIN_FIELD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.almanac.phrase import Phrase
    from engine.rule import Escalation, Expiry, Remind, Rule

Words = tuple[str, ...]

ROLES = {
    "leerkracht": "de leerkracht",
    "ib": "de ib'er",
    "directie": "de directie",
    "beheerder": "de beheerder",
    "bestuur": "het bestuur",
    "ontvanger": "de ontvanger",
}
EVERYONE = {
    "leerling": "alle leerlingen",
    "groep": "alle groepen",
    "medewerker": "alle medewerkers",
    "school": "de hele school",
}
FIELDS = {"groep.naam": "de groep", "gelegenheid.naam": "de gelegenheid", "gelegenheid.datum": "de datum"}
DAYS_IN = {DAY: 1, WEEK: 7}


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
    said = sentences(*(replace(each, versions=(), valid_from=None, valid_to=None) for each in (then, now)))
    return f"{opening}. Nu is dat anders: {'; '.join(said)}." if said else ""


def plain_title(rule: Rule) -> str:
    """Return a rule's title with a word where a task's own name would stand."""
    return PLAIN_FIELD.sub(lambda found: FIELDS.get(found.group(1), "de school"), rule.title)


def people(roles: Words) -> str:
    return listed(ROLES.get(each, f"de {each}") for each in roles)


# --- dates


def _due(before: Rule, after: Rule) -> Words:
    return _moved(before.due, after.due, "het moet {how} af")


def _opens(before: Rule, after: Rule) -> Words:
    if before.opens is None or after.opens is None:
        usual = "zoals gewoonlijk, twee weken van tevoren"
        then, now = (each.opens.words if each.opens else usual for each in (before, after))
        return () if then == now else (f"het staat op de lijst vanaf {now} (was {then})",)
    return _moved(before.opens, after.opens, "het komt {how} op de lijst")


def _moved(before: Phrase, after: Phrase, telling: str) -> Words:
    if before.alternatives == after.alternatives:
        return ()
    how = _shift(before, after) or "op een ander moment"
    return (f"{telling.format(how=how)}: {after.words} (was {before.words})",)


def _shift(before: Phrase, after: Phrase) -> str:
    """Return `een week eerder` where both count from the same point in units that compare; "" elsewhere."""
    then, now = _counted(before), _counted(after)
    if then is None or now is None or then[1:] != now[1:] or then[0] == now[0]:
        return ""
    number, unit = abs(now[0] - then[0]), now[1]
    if unit == DAY and number % DAYS_IN[WEEK] == 0:
        number, unit = number // DAYS_IN[WEEK], WEEK
    return f"{quantity(number, unit)} {'later' if now[0] > then[0] else 'eerder'}"


def _counted(phrase: Phrase) -> tuple[int, str, object] | None:
    """Return how many units after which point a sentence counts; before it is less than nothing."""
    moment = phrase.alternatives[0]
    if len(phrase.alternatives) > 1 or moment.quantity is None or moment.anchor is None:
        return None
    if moment.relation not in (PHRASE_BEFORE, PHRASE_AFTER):
        return None
    count, unit = moment.quantity.count * DAYS_IN.get(moment.unit, 1), moment.unit
    sign = -1 if moment.relation == PHRASE_BEFORE else 1
    point = (moment.relation, moment.anchor.family, moment.anchor.choice, moment.edge)
    return sign * count, DAY if unit in DAYS_IN else unit, point


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
    return (f"het is klaar bij: {now} (was {then})",)


def _who(before: Rule, after: Rule) -> Words:
    if before.who == after.who:
        return ()
    return ("ieder vinkt nu voor zich af" if after.who == EVERYBODY else "een vinkje van een van allen is nu genoeg",)


# --- how hard, and how loud


def _level(before: Rule, after: Rule) -> Words:
    return () if before.level == after.level else (f"het is {after.level} (was {before.level})",)


def _remind(before: Rule, after: Rule) -> Words:
    then, now = _reminders(before.remind), _reminders(after.remind)
    return () if then == now else (f"herinneringen komen {now} (was {then})",)


def _reminders(remind: tuple[Remind, ...]) -> str:
    return listed(remind_words(each) for each in remind) or "niet"


def remind_words(remind: Remind) -> str:
    """Return a reminder as a rule file says it."""
    if remind.when == EVERY_AFTER:
        return f"elke {remind.quantity} erna"
    return f"{remind.quantity} {remind.when}" if remind.when in (BEFORE, AFTER) else remind.when


def _escalate(before: Rule, after: Rule) -> Words:
    then, now = _escalations(before.escalate), _escalations(after.escalate)
    return () if then == now else (f"blijft het liggen, dan hoort dat: {now} (was {then})",)


def _escalations(escalate: tuple[Escalation, ...]) -> str:
    return listed(f"{people((each.to,))} na {each.after}" for each in escalate) or "niemand"


def _expires(before: Rule, after: Rule) -> Words:
    then, now = _expiry(before.expires), _expiry(after.expires)
    return () if then == now else (f"wat niet gedaan is, vervalt {now} (was {then})",)


def _expiry(expires: Expiry) -> str:
    if expires.when == NEVER:
        return "nooit vanzelf"
    return "na de laatste dag" if expires.when == AT_DUE else f"{expires.after} na de laatste dag"


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
