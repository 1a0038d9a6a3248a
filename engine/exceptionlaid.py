"""Exceptions laid over what is wanted: what does not apply, and what waits until a day. Reads and writes nothing.

What counts is the day something is due. From the first to the last day of the exception it falls within it: with OUT it
does not apply, with LATER it begins on the day after, and keeps as many days as it would have had. Of what comes round
more often, only the last time before that day waits; the earlier times, and what is over by itself (`vervalt`), do not
apply. When an exception ends, what is due later was never within it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.exception import year_end
from engine.model import GROUP, LATER, OUT, PUPIL, SCHOOL, STAFF
from engine.rule import NEVER
from engine.sameas import root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.anchors.timing import Timing
    from engine.exception import Exemption
    from engine.found import Found
    from engine.model import Wanted
    from engine.rule import Rule

Rounds = dict[tuple[int, str, str, str], "date"]


def lay_over(
    found: tuple[Found, ...], exemptions: Iterable[Exemption], rules: Iterable[Rule], timing: Timing
) -> tuple[Found, ...]:
    """Return what is wanted under these exceptions: the same tasks, each with what an exception does to it."""
    every = tuple(exemptions)
    return _Laying(every, rules, timing).over(found) if every else found


def not_excepted(found: Iterable[Found]) -> tuple[Found, ...]:
    """Leave out what does not apply, for who looks ahead."""
    return tuple(each for each in found if each.wanted.because.excepted != OUT)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A wanted task with the exception that counts for it."""

    found: Found
    exemption: Exemption


class _Laying:
    def __init__(self, exemptions: tuple[Exemption, ...], rules: Iterable[Rule], timing: Timing) -> None:
        known = tuple(rules)
        self.same_as: Mapping[str, str] = {each.id: each.same_as for each in known if each.same_as}
        self.now = {old: each.id for each in known for old in each.formerly}
        self.timing = timing
        # Not at all goes before later; of two alike, the one that lasts longest.
        self.exemptions = sorted(exemptions, key=lambda each: (each.kind != OUT, -each.last.toordinal(), each.number))

    def over(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        chosen = [(each, self._one_for(each)) for each in found]
        last = _last_times(_Chosen(each, one) for each, one in chosen if one is not None)
        return tuple(each if one is None else self._under(_Chosen(each, one), last) for each, one in chosen)

    # --- which exception

    def _one_for(self, found: Found) -> Exemption | None:
        return next((each for each in self.exemptions if self._covers(each, found)), None)

    def _covers(self, exemption: Exemption, found: Found) -> bool:
        return (
            _falls_within(exemption, found.wanted)
            and _is_about(exemption, found)
            and self._speaks_of(exemption, found.rule)
        )

    def _speaks_of(self, exemption: Exemption, rule: Rule) -> bool:
        """A rule takes those along that ask the same (`hoort_bij`), as saying `nvt` does."""
        if exemption.rule:
            named = self.now.get(exemption.rule, exemption.rule)
            return root_of(named, self.same_as) == root_of(rule.id, self.same_as)
        return exemption.pack in ("", rule.pack)

    # --- what it does

    def _under(self, chosen: _Chosen, last: Rounds) -> Found:
        exemption, wanted = chosen.exemption, chosen.found.wanted
        if exemption.kind == OUT or self._does_not_wait(chosen, last):
            return _marked(chosen.found, exemption, OUT, exemption.last)
        opens = max(wanted.opens, exemption.goes_on)
        due = wanted.due if wanted.due >= opens else self._due_from(chosen.found, opens)
        expires = wanted.expires if wanted.expires is None else max(wanted.expires, due)
        later = replace(wanted, opens=opens, due=due, expires=expires)
        return _marked(replace(chosen.found, wanted=later), exemption, LATER, exemption.goes_on)

    def _does_not_wait(self, chosen: _Chosen, last: Rounds) -> bool:
        """Tell whether it is over before the exception is, or comes round again before then."""
        due = chosen.found.wanted.due
        if due >= chosen.exemption.goes_on:
            return False
        passes = chosen.found.rule.expires.when != NEVER
        return passes or due < last[_round(chosen)]

    def _due_from(self, found: Found, opens: date) -> date:
        """Return the day it is due when it only begins on that day: a school day, in the school year it belongs to."""
        end = max(opens, year_end(found.start))
        asked = min(opens + (found.wanted.due - found.wanted.opens), end)
        if found.rule.in_holidays:
            return asked
        line = self.timing.occasions.days(self.timing.occasions.scope(found.subject, found.start)).school
        day = line.first_on_or_after(asked)
        if day is None or day > end:
            day = line.last_on_or_before(asked) or asked
        return max(opens, day)


def _falls_within(exemption: Exemption, wanted: Wanted) -> bool:
    """With LATER also what would show before that day, though it is due after it."""
    if exemption.begin > exemption.last:
        return False
    end = exemption.last if exemption.kind == OUT or wanted.opens > exemption.last else wanted.due
    return exemption.begin <= wanted.due <= end


def _is_about(exemption: Exemption, found: Found) -> bool:
    """Tell whether a task is about whom an exception is about: itself, its pupils, or a matter of theirs."""
    wanted, case = found.wanted, found.subject.case
    if exemption.per == SCHOOL:
        return True
    if exemption.per == GROUP and wanted.per != GROUP:
        return wanted.per != STAFF and wanted.group == exemption.subject
    if case is not None:
        return exemption.per in (PUPIL, STAFF, GROUP) and (case.subject_type, case.subject) == (
            exemption.per,
            exemption.subject,
        )
    return (wanted.per, wanted.subject) == (exemption.per, exemption.subject)


def _marked(found: Found, exemption: Exemption, what: str, day: date) -> Found:
    because = replace(
        found.wanted.because,
        exception=exemption.number,
        excepted=what,
        excepted_until=day,
        excepted_by=exemption.by,
        excepted_why=exemption.reason,
    )
    return replace(found, wanted=replace(found.wanted, because=because))


def _round(chosen: _Chosen) -> tuple[int, str, str, str]:
    wanted = chosen.found.wanted
    return (chosen.exemption.number, wanted.rule, wanted.per, wanted.subject)


def _last_times(chosen: Iterable[_Chosen]) -> Rounds:
    """Return by exception, rule and subject the last day something is due before the exception is over."""
    days: dict[tuple[int, str, str, str], list[date]] = defaultdict(list)
    for each in chosen:
        if each.found.wanted.due < each.exemption.goes_on:
            days[_round(each)].append(each.found.wanted.due)
    return {key: max(found) for key, found in days.items()}
