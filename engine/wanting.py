"""From a chosen candidate to a wanted task with its because; what subjects share is worked out once for a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.dayline import nth_weekday
from engine.almanac.days import dutch, label
from engine.almanac.phrase import SCHOOL_DAY
from engine.almanac.reckon import add
from engine.anchors.dates import looks_at_days_alone
from engine.conditions.combine import AllOf
from engine.model import Because, Wanted
from engine.rule import AT_DUE, LATER, REQUIRED
from engine.wording import fill, is_template

if TYPE_CHECKING:
    from datetime import date

    from engine.almanac.occasion import Occasion
    from engine.anchors.dates import Dated
    from engine.anchors.timing import Timing
    from engine.audience import Audience, Audiences
    from engine.conditions.base import Candidate, Condition, Judgement, World
    from engine.rule import Rule

Words = tuple[str, ...]
# When evidence was complete, and whether it is there by a tick alone.
Shown = tuple["date | None", bool]
NOT_SHOWN: Shown = (None, False)


class Wanting:
    """Makes the tasks of one rule. Candidates with the same days share their `Dated`, and so much of their task."""

    def __init__(self, rule: Rule, audiences: Audiences, world: World, school_name: str) -> None:
        self.rule = rule
        self.audiences = audiences
        self.world = world
        self.timing: Timing = world.timing
        self.school_name = school_name
        self._clauses = clauses(rule.where)
        self._has_fields = is_template(rule.title)
        self._opens_alike = opens_alike(rule, self.timing)
        self._opens: dict[Dated, date] = {}
        self._because: dict[tuple[Dated, Words, Words, Words, Words, date | None, Shown], Because] = {}

    # --- from when

    def opens(self, candidate: Candidate) -> date:
        """Return the first day a task shows."""
        if not self._opens_alike:
            return self._opening_day(candidate)
        if candidate.dated not in self._opens:
            self._opens[candidate.dated] = self._opening_day(candidate)
        return self._opens[candidate.dated]

    def _opening_day(self, candidate: Candidate) -> date:
        about = candidate.subject, candidate.start, self.world.workers
        return self.timing.opens(self.rule.opens, candidate.dated, *about)

    # --- the task

    def wanted(self, candidate: Candidate, opens: date, judged: Judgement | None = None) -> Wanted:
        rule, subject, dated, start = self.rule, candidate.subject, candidate.dated, candidate.start
        audience = self.audiences.of(rule.assignees, subject, start, dated.due)
        group = self.world.census.group_of(subject, start)
        group_name = group.name if group is not None else ""
        return Wanted(
            rule=rule.id,
            per=rule.per,
            subject=subject.key,
            occasion=dated.occasion.key,
            school_year=label(start),
            opens=opens,
            due=dated.due,
            recipients=audience.codes,
            level=rule.level,
            title=fill(rule.title, self.names(dated.occasion, group_name)) if self._has_fields else rule.title,
            group=group_name,
            done=judged is not None and candidate in judged.done,
            because=self._why(candidate, judged, audience),
            unreachable=audience.empty_roles,
            expires=self.expires(candidate),
        )

    def names(self, occasion: Occasion, group: str) -> dict[str, str]:
        """Return what the names in a title stand for."""
        return {
            "groep.naam": group,
            "gelegenheid.naam": occasion.title,
            "gelegenheid.datum": dutch(occasion.begin),
            "school.naam": self.school_name,
        }

    def _why(self, candidate: Candidate, judged: Judgement | None, audience: Audience) -> Because:
        missing = judged.missing.get(candidate, ()) if judged else ()
        proof = judged.proof.get(candidate, ()) if judged else ()
        since = judged.since.get(candidate) if judged else None
        shown = _shown(candidate, judged) if proof else NOT_SHOWN
        key = (candidate.dated, missing, proof, audience.reasons, audience.empty_roles, since, shown)
        if key not in self._because:
            self._because[key] = self._because_of(*key)
        return self._because[key]

    def _because_of(
        self, dated: Dated, missing: Words, proof: Words, reasons: Words, empty: Words, since: date | None, shown: Shown
    ) -> Because:
        moment, occasion = dated.moment, dated.occasion
        return Because(
            file=self.rule.file,
            line=self.rule.line,
            due_sentence=moment.words,
            opens_sentence=self.rule.opens.words if self.rule.opens else "",
            occasion_name=occasion.title,
            occasion_begin=occasion.begin,
            occasion_end=None if occasion.open_ended else occasion.end,
            due_bare=dated.bare,
            selected=self._clauses,
            missing=missing,
            proof=proof,
            audience=reasons,
            empty_roles=empty,
            relation=moment.relation,
            count=moment.quantity.count if moment.quantity else 0,
            unit=moment.unit,
            edge=moment.edge,
            anchor=moment.anchor.family if moment.anchor else "",
            counts_from=since,
            proven_on=shown[0],
            proven_by_tick=shown[1],
            on_trial=self.rule.trial,
        )

    def expires(self, candidate: Candidate) -> date | None:
        """Return the day at whose end an undone task is missed; None when that never happens by itself."""
        rule, due = self.rule.under(candidate.dated.moment), candidate.due
        if rule.expires.when == AT_DUE or rule.level != REQUIRED:
            return due
        if rule.expires.when != LATER or rule.expires.after is None:
            return None
        after = rule.expires.after
        if after.unit != SCHOOL_DAY:
            return add(due, after)
        line = self.timing.occasions.days(self.timing.occasions.scope(candidate.subject, candidate.start)).school
        return line.nth_after(due, after.count) or nth_weekday(due, after.count)


def _shown(candidate: Candidate, judged: Judgement | None) -> Shown:
    if judged is None or candidate not in judged.done:
        return NOT_SHOWN
    return judged.days.get(candidate), candidate in judged.ticked


def opens_alike(rule: Rule, timing: Timing) -> bool:
    """Tell whether all who share a `Dated` share the day it opens: also those of another group with the same days."""
    same_days = looks_at_days_alone(rule.opens) or not looks_at_days_alone(rule.due)
    return same_days and timing.says_the_same(rule.opens)


def clauses(condition: Condition | None) -> Words:
    """Word each clause of `waar` that holds side by side."""
    if condition is None:
        return ()
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return tuple(each.words() for each in parts)
