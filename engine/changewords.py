"""The parts of a rule in words: roles, dates that shift, reminders, escalations, and when it lapses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.phrase import AFTER as PHRASE_AFTER
from engine.almanac.phrase import BEFORE as PHRASE_BEFORE
from engine.almanac.phrase import DAY, WEEK
from engine.missingwords import listed
from engine.rule import AFTER, AT_DUE, BEFORE, EVERY_AFTER, NEVER
from engine.whywords import quantity
from engine.wording import PLAIN_FIELD

if TYPE_CHECKING:
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
FIELDS = {"groep.naam": "de groep", "gelegenheid.naam": "de gelegenheid", "gelegenheid.datum": "de datum"}
DAYS_IN = {DAY: 1, WEEK: 7}


def plain_title(rule: Rule) -> str:
    """Return a rule's title with a word where a task's own name would stand."""
    return PLAIN_FIELD.sub(lambda found: FIELDS.get(found.group(1), "de school"), rule.title)


def people(roles: Words) -> str:
    return listed(ROLES.get(each, f"de {each}") for each in roles)


# --- dates


def moved(before: Phrase, after: Phrase, telling: str) -> Words:
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


# --- reminders


def reminders(remind: tuple[Remind, ...]) -> str:
    return listed(remind_words(each) for each in remind) or "niet"


def remind_words(remind: Remind) -> str:
    """Return a reminder as a rule file says it."""
    if remind.when == EVERY_AFTER and remind.quantity is not None:
        return f"elke {remind.quantity.unit if remind.quantity.count == 1 else remind.quantity} erna"
    return f"{remind.quantity} {remind.when}" if remind.when in (BEFORE, AFTER) else remind.when


def escalations(escalate: tuple[Escalation, ...]) -> str:
    return listed(f"{people((each.to,))} na {each.after}" for each in escalate) or "niemand"


def expiry(expires: Expiry) -> str:
    if expires.when == NEVER:
        return "nooit vanzelf"
    return "na de laatste dag" if expires.when == AT_DUE else f"{expires.after} na de laatste dag"
