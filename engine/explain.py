"""A because -> Dutch sentences, as a colleague would say it. Words what was decided, and never works it out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch_with_weekday
from engine.almanac.phrase import AT_ONCE, DATE, IN_WORDS, WORKING_DAY
from engine.happenedwords import told
from engine.missingwords import listed
from engine.model import EVERYBODY, LATER
from engine.speaking import role, sentence
from engine.statewords import state
from engine.whywords import why

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.happenedwords import Happened
    from engine.model import Task
    from engine.rule import Rule
    from engine.speaking import Names


@dataclass(frozen=True, slots=True)
class Explanation:
    """A task explained: why it is there, how it stands, who gets it, what paper it comes from, what happened."""

    why: str
    state: str
    who: str
    applies_to: str = ""
    shifted: str = ""
    source: str = ""
    assumption: str = ""
    guidance: str = ""
    version: str = ""
    agreed: str = ""
    history: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said, in the order of telling."""
        every = (
            self.why,
            self.shifted,
            self.agreed,
            self.state,
            self.who,
            self.applies_to,
            self.source,
            self.version,
            self.assumption,
        )
        return tuple(each for each in every if each)


def explain(
    task: Task,
    rule: Rule | None,
    names: Names,
    happened: Iterable[Happened],
    today: date,
    beside: Iterable[Rule] = (),
) -> Explanation:
    """Explain a task. `rule` gives its paper as it is now; None when the rule is no longer there.

    `beside` are the rules that ask the same (`hoort_bij`): their papers are named too, and one tick closes them all.
    """
    because = task.because
    selected = "; ".join(because.selected)
    return Explanation(
        why=why(task, names, today),
        state=state(task, rule, names, today),
        who=_who(task, rule, names),
        applies_to=f"De afspraak geldt bij: {selected}." if selected and because.relation != AT_ONCE else "",
        shifted=_shifted(task),
        agreed=_agreed(task, names),
        source=_source(rule, beside),
        assumption=f"Let op: {sentence(rule.assumption)}" if rule is not None and rule.assumption else "",
        guidance=rule.guidance if rule is not None else "",
        history=tuple(told(each, names) for each in happened),
    )


def _shifted(task: Task) -> str:
    """Say that the date moved to a school day, where it did."""
    because = task.because
    if because.excepted == LATER or because.relation in (DATE, AT_ONCE):
        return ""
    if because.unit == WORKING_DAY or because.due_bare == task.due:
        return ""
    return (
        f"Uitgerekend was het {dutch_with_weekday(because.due_bare)}; dat is geen schooldag, dus werd het "
        f"{dutch_with_weekday(task.due)}."
    )


def _agreed(task: Task, names: Names) -> str:
    """Say by which exception a task waits, or that its rule is being tried out; what does not apply, the state says."""
    because = task.because
    if because.on_trial:
        return "De regel is op proef: alleen de beheerder ziet deze taak, en niemand krijgt er mail van."
    if because.excepted != LATER or because.excepted_until is None:
        return ""
    who, day = names.of([because.excepted_by]), dutch_with_weekday(because.excepted_until)
    return (
        f"Door uitzondering {because.exception} van {who} begint het pas op {day} {because.excepted_until.year}: "
        f"{sentence(because.excepted_why)}"
    )


def _source(rule: Rule | None, beside: Iterable[Rule]) -> str:
    """Name every paper that asks this, the task's own first."""
    asking = (each for each in (rule, *beside) if each is not None)
    sources = tuple(dict.fromkeys(each.source for each in asking if each.source))
    if len(sources) < 2:
        return f"De afspraak komt uit: {sources[0]}." if sources else ""
    papers = f"{'; '.join(sources[:-1])}; en {sources[-1]}"
    return f"De afspraak komt uit {_number(len(sources))} papieren: {papers}. Een vinkje sluit ze allemaal."


def _number(count: int) -> str:
    return IN_WORDS[count] if count < len(IN_WORDS) else str(count)


def _who(task: Task, rule: Rule | None, names: Names) -> str:
    if not task.recipients:
        return "De taak is nu van niemand: er is ook geen beheerder of directie met een adres."
    roles = listed(role(each, names) for each in task.because.audience)
    how = "; ieder vinkt voor zich af" if rule is not None and rule.who == EVERYBODY else ""
    told = f"De taak is voor {names.of(task.recipients)}"
    told += f", als {roles}{how}." if roles else f"{how}."
    empty = listed(role(each, names) for each in task.because.empty_roles)
    return f"{told} Er was niemand te bereiken als {empty}." if empty else told
