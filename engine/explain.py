"""A because -> Dutch sentences, as a colleague would say it. Words what was decided, and never works it out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.almanac.days import WEEKDAY_NAMES, dutch, dutch_with_weekday
from engine.almanac.phrase import AFTER, AT_ONCE, BEFORE, DATE, END, IN_WORDS, SCHOOL_DAY, WORKING_DAY, Quantity
from engine.forgotten import REMOVED, is_forgotten
from engine.missingwords import listed, missing
from engine.model import DONE, EVERYBODY, LAPSED, LATER, LIVE, MISSED, OUT, OVERDUE, WAIVED
from engine.occasionwords import day_of, occasion_clause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.model import Because, Task
    from engine.rule import Rule

ROLES = {"leerkracht": "leerkracht", "ib": "ib'er", "directie": "directie", "ontvanger": "ontvanger van het bericht"}
WITH_GROUP = ("leerkracht", "ib")


@dataclass(frozen=True, slots=True)
class Names:
    """What people call what a task is about, its group ("" when none), and everybody by code."""

    subject: str
    group: str = ""
    people: Mapping[str, str] = field(default_factory=dict)

    def of(self, codes: Iterable[str]) -> str:
        return listed(self.people.get(each, each) for each in codes)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened to a task: the day, who or what did it, the fixed word for it, and why."""

    on: date
    who: str
    what: str
    why: str = ""
    moved: tuple[date, date] | None = None


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
        assumption=f"Let op: {_sentence(rule.assumption)}" if rule is not None and rule.assumption else "",
        guidance=rule.guidance if rule is not None else "",
        history=tuple(_told(each, names) for each in happened),
    )


# --- why


def why(task: Task, names: Names, today: date) -> str:
    """Say why a task is there: what it hangs on, how far from that it is due, what is still missing, and the rule."""
    because = task.because
    if is_forgotten(task):
        return f"{_sentence(REMOVED.capitalize())} De taak kwam van {because.file}, regel {because.line}."
    lacking = _lacking(task, names)
    rest = f"; {lacking}" if lacking else ""
    return f"Je kreeg dit omdat {_cause(task, names, today)}{rest} ({because.file}, regel {because.line})."


def _lacking(task: Task, names: Names) -> str:
    if task.state not in (*LIVE, MISSED):
        return ""
    return missing(task.because.missing, names.subject) or "het is nog niet afgevinkt"


def _cause(task: Task, names: Names, today: date) -> str:
    because = task.because
    if because.relation == DATE:
        return f"dit elk schooljaar op {because.occasion_name} af moet zijn"
    if because.relation == AT_ONCE:
        so = f": {' en '.join(because.selected)}" if because.selected else ""
        return f"dit voor {names.subject} zo is sinds {dutch(because.occasion_begin)}{so}"
    at_end = reckons_from_end(because)
    clause = occasion_clause(because, names.subject, names.group, today, at_end=at_end)
    return f"{clause} en {distance(because)}"


def reckons_from_end(because: Because) -> bool:
    """Tell whether the sentence counts from the end of the occasion (regeltaal 1)."""
    if because.edge:
        return because.edge == END
    return because.relation in (AFTER, END)


def distance(because: Because) -> str:
    """Say how far from the occasion it is due: `dit twee weken eerder af moet`."""
    amount = quantity(because.count, because.unit) if because.count else ""
    if because.relation == BEFORE:
        return f"dit {amount} eerder af moet" if amount else "dit daarvoor af moet"
    if because.relation == AFTER and not amount:
        return "dit meteen daarna af moet"
    if because.relation == AFTER:
        counted = because.unit in (SCHOOL_DAY, WORKING_DAY)
        return f"dit {amount} later af moet" if counted else f"dit binnen {amount} af moet"
    return "dit dan af moet"


def quantity(count: int, unit: str) -> str:
    """Return `twee weken`, `een schooldag`, `15 schooldagen`."""
    number, _, word = str(Quantity(count, unit)).partition(" ")
    return f"{IN_WORDS[count] if count < len(IN_WORDS) else number} {word}"


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
        f"{_sentence(because.excepted_why)}"
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


# --- how it stands, and for whom


def state(task: Task, rule: Rule | None, names: Names, today: date) -> str:
    """Say how a task stands, and by whom or what it came to be so."""
    due = f"{WEEKDAY_NAMES[task.due.weekday()]} {day_of(task.due, today)}"
    if task.state == OVERDUE:
        return f"De taak is te laat: {due} was de laatste dag." + _half_ticked(task, rule, names)
    if task.state == DONE:
        return _done(task, names)
    if task.state == WAIVED:
        if task.because.excepted == OUT and not task.done_by:
            return _excepted(task, names)
        who = f" volgens {names.of([task.done_by])}" if task.done_by else ""
        return f"De taak is niet van toepassing{who}: {_sentence(task.reason)}"
    if task.state == MISSED:
        return f"De taak is gemist: {due} was de laatste dag, en het is niet gebeurd."
    if task.state == LAPSED:
        return f"De taak is vervallen: {_sentence(task.reason or 'er is niets meer te doen')}"
    return f"De taak staat open, uiterlijk {due}." + _half_ticked(task, rule, names)


def _excepted(task: Task, names: Names) -> str:
    because = task.because
    until = f", tot en met {dutch(because.excepted_until, year=True)}" if because.excepted_until else ""
    by = names.of([because.excepted_by])
    return (
        f"De taak is niet van toepassing door uitzondering {because.exception} van {by}{until}: "
        f"{_sentence(task.reason)}"
    )


def _done(task: Task, names: Names) -> str:
    day = f" sinds {dutch(task.done_on)}" if task.done_on else ""
    if task.done_by:
        return f"De taak is klaar{day}, afgevinkt door {names.of([task.done_by])}."
    proof = listed(task.because.proof)
    return f"De taak is klaar{day}: {_sentence(proof)}" if proof else f"De taak is klaar{day}."


def _half_ticked(task: Task, rule: Rule | None, names: Names) -> str:
    if rule is None or rule.who != EVERYBODY or not task.ticked_by:
        return ""
    left = [each for each in task.recipients if each not in task.ticked_by]
    return f" {names.of(task.ticked_by)} {_have(task.ticked_by)} al afgevinkt, {names.of(left)} nog niet."


def _have(people: Iterable[str]) -> str:
    return "heeft" if len(tuple(people)) == 1 else "hebben"


def _who(task: Task, rule: Rule | None, names: Names) -> str:
    if not task.recipients:
        return "De taak is nu van niemand: er is ook geen beheerder of directie met een adres."
    roles = listed(_role(each, names) for each in task.because.audience)
    how = "; ieder vinkt voor zich af" if rule is not None and rule.who == EVERYBODY else ""
    told = f"De taak is voor {names.of(task.recipients)}"
    told += f", als {roles}{how}." if roles else f"{how}."
    empty = listed(_role(each, names) for each in task.because.empty_roles)
    return f"{told} Er was niemand te bereiken als {empty}." if empty else told


def _role(role: str, names: Names) -> str:
    word = ROLES.get(role, role)
    return f"{word} van {names.group}" if role in WITH_GROUP and names.group else word


# --- what happened

TELLING = {
    "nieuw": "op de lijst gekomen",
    "te-laat": "te laat geworden",
    "klaar": "klaar",
    "heropend": "weer open",
    "gemist": "gemist",
    "vervallen": "vervallen",
    "open": "open",
    "nvt": "niet van toepassing",
}
BY_SOMEBODY = {
    "afgevinkt": "afgevinkt",
    "vinkje teruggenomen": "vinkje teruggenomen",
    "niet van toepassing": "niet van toepassing gezet",
    "toch van toepassing": "toch weer van toepassing gezet",
}


def _told(happened: Happened, names: Names) -> str:
    day = dutch(happened.on, year=True)
    why = f": {happened.why}" if happened.why else ""
    if happened.what in BY_SOMEBODY:
        by = f" door {names.of([happened.who])}" if happened.who in names.people else ""
        return f"{day}: {BY_SOMEBODY[happened.what]}{by}{why}"
    if happened.moved:
        before, after = happened.moved
        what = "" if happened.what not in TELLING else f", {TELLING[happened.what]}"
        return f"{day}: verschoven van {dutch(before)} naar {dutch(after)}{what}"
    return f"{day}: {TELLING.get(happened.what, happened.what)}{why}"


def _sentence(words: str) -> str:
    """Return words as the end of a sentence."""
    text = words.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
