"""The usual things of a rule as a form has them, and which keys of the rule somebody changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.changewords import remind_words
from engine.rule import AFTER, AT_BEGIN, BEFORE, ON_THE_DAY, VALID_FROM, VALID_TO
from engine.rulekeys import OFF
from engine.rulekeys import RECIPIENT as RECEIVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rule import Remind, Rule
    from engine.yamlpage import Value

    Change = tuple[str, Value | None]

ON, TRIAL, SWITCHED_OFF = "aan", "proef", "uit"
STATES = (ON, TRIAL, SWITCHED_OFF)
RECIPIENT = RECEIVER
KEYS_HERE = ("uiterlijk", "vanaf", "voor", "herinner", "niveau", "proef", VALID_FROM, VALID_TO, OFF)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form says of a rule. `remind` are sentences as a file has them; None: as is usual, or as the pack says.

    `opens` is "" where the rule does not say it, so are the days that it is valid.
    """

    due: str
    opens: str
    assignees: tuple[str, ...]
    remind: tuple[str, ...] | None
    level: str
    state: str
    valid_from: str
    valid_to: str


def wish_of(rule: Rule, *, reminds: bool, off: bool) -> Wish:
    """Return a rule as a form shows it. `reminds`: the file that the form changes says itself when to remind."""
    return Wish(
        rule.due.words,
        rule.opens.words if rule.opens else "",
        rule.assignees,
        tuple(remind_words(each) for each in rule.remind) if reminds else None,
        rule.level,
        SWITCHED_OFF if off else TRIAL if rule.trial else ON,
        rule.valid_from.isoformat() if rule.valid_from else "",
        rule.valid_to.isoformat() if rule.valid_to else "",
    )


def usual_order(remind: tuple[Remind, ...]) -> tuple[Remind, ...]:
    """Return reminders in the order of their days."""
    order = {AT_BEGIN: 0, BEFORE: 1, ON_THE_DAY: 2, AFTER: 3}
    return tuple(sorted(remind, key=lambda each: order.get(each.when, 4)))


def changes(was: Wish, wish: Wish, pack: Rule | None) -> dict[str, Value | None]:
    """Return which keys change, each with what it becomes; None takes it out of the school's file.

    `pack` is the rule as its pack has it, None for one of the school's own: what is as the pack has it need not be
    said by the school.
    """
    return dict(_changes(was, wish, pack))


def _changes(was: Wish, wish: Wish, pack: Rule | None) -> Iterator[Change]:
    if not _alike(was.due, wish.due):
        yield "uiterlijk", None if pack is not None and _alike(pack.due.words, wish.due) else wish.due
    if not _alike(was.opens, wish.opens):
        yield "vanaf", None if not wish.opens or _opens_so(pack, wish.opens) else wish.opens
    if set(was.assignees) != set(wish.assignees):
        yield "voor", None if pack is not None and set(pack.assignees) == set(wish.assignees) else _people(was, wish)
    if _days_of(was) != _days_of(wish):
        yield "herinner", wish.remind
    if was.level != wish.level:
        yield "niveau", None if pack is not None and pack.level == wish.level else wish.level
    yield from _state(was, wish, pack)
    yield from _days(was, wish, pack)


def _days_of(wish: Wish) -> frozenset[str] | None:
    return None if wish.remind is None else frozenset(wish.remind)


def _alike(one: str, other: str) -> bool:
    return one.lower().split() == other.lower().split()


def _opens_so(pack: Rule | None, words: str) -> bool:
    return pack is not None and pack.opens is not None and _alike(pack.opens.words, words)


def _people(was: Wish, wish: Wish) -> Value:
    """Who stays keeps their place; who comes stands behind them."""
    stay = [each for each in was.assignees if each in wish.assignees]
    found = tuple(dict.fromkeys((*stay, *wish.assignees)))
    return found[0] if len(found) == 1 else found


def _state(was: Wish, wish: Wish, pack: Rule | None) -> Iterator[Change]:
    if was.state == wish.state:
        return
    if SWITCHED_OFF in (was.state, wish.state):
        yield OFF, "ja" if wish.state == SWITCHED_OFF else None
    if wish.state != SWITCHED_OFF and (wish.state == TRIAL or was.state == TRIAL):
        yield "proef", _trial(wish.state == TRIAL, packed=pack is not None and pack.trial)


def _trial(trial: bool, *, packed: bool) -> Value | None:
    if trial == packed:
        return None
    return "ja" if trial else "nee"


def _days(was: Wish, wish: Wish, pack: Rule | None) -> Iterator[Change]:
    """Say which days change: an override cannot take away a day that the pack gives, only give another."""
    packed = {VALID_FROM: pack.valid_from, VALID_TO: pack.valid_to} if pack is not None else {}
    for key, then, now in ((VALID_FROM, was.valid_from, wish.valid_from), (VALID_TO, was.valid_to, wish.valid_to)):
        if then != now:
            day = packed.get(key)
            yield key, None if not now or (day is not None and day.isoformat() == now) else now
