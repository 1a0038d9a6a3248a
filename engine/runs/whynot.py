"""Why there is no task: from rule and subject as somebody typed them to sentences, by way of the evaluation itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import lookup
from engine.almanac.days import dutch, label, school_year_start, start_of
from engine.candidates import Candidates
from engine.grounds import Grounds
from engine.identity import AT_ONCE
from engine.lookup import NoSuch
from engine.model import GROUP, PUPIL, SCHOOL, STAFF
from engine.naming import called
from engine.problem import nearest
from engine.runs.evaluate import gather_all
from engine.runs.files import read_files
from engine.sleeping import sleepers
from engine.whynot import Step, why_not

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.census import Subject
    from engine.model import Facts, Task
    from engine.rule import Rule
    from engine.runs.evaluate import Before
    from engine.runs.gather import School
    from engine.settings import Settings
    from engine.store.database import Store

MOST = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked in the school's own words, and the sentences that answer it."""

    about: str
    sentences: tuple[str, ...]


def answer(settings: Settings, store: Store, rule: str, subject: str, school_year: str, today: date) -> Answer | NoSuch:
    """Say why a rule gives no task about a subject in a school year ("" is today's), or that it gives one."""
    before = gather_all(settings, store)
    school = before.school
    known = {old: each for each in school.book.rules for old in (*each.formerly, each.id)}
    found = known.get(rule.strip().lower())
    if found is None:
        return _no_rule(school, rule, sorted(known))
    start = start_of(school_year) if school_year else school_year_start(today)
    candidates = Candidates(Grounds(school.known, today))
    asleep = tuple(f"De regel {each.words}." for each in sleepers([found], school.facts, school.calendars))
    about = find_subject(candidates, found, subject, start)
    if isinstance(about, NoSuch):
        return Answer(f"{found.title} ({found.place})", asleep) if asleep else about
    tasks = [each for each in before.tasks if each.rule == found.id and each.subject == about.key]
    steps = why_not(candidates, found, about, start)
    told = tuple(_tell(steps, {each.occasion: each for each in tasks}, before, label(start), today))
    head = f"{found.title}, {called(school.facts, found.per, about.key)}, schooljaar {label(start)} ({found.place})"
    return Answer(head, (*asleep, *told, *_left(tasks, steps, label(start))))


# --- which rule, and about whom


def _no_rule(school: School, word: str, known: list[str]) -> Answer | NoSuch:
    """Say why no rule goes by that word: it is off, its file is broken, another pack has it, or nobody knows it."""
    rule = word.strip().lower()
    off = next((each for each in school.book.overrides if each.id == rule and each.off), None)
    if off is not None:
        return Answer(rule, (f"De regel staat uit ({off.file}, regel {off.line}).",))
    broken = _in_a_broken_file(school, rule)
    if broken:
        return Answer(rule, (f"De regel staat in {broken}, en dat bestand is stuk; kijk met `jaarcyclus check`.",))
    if rule in school.language.known_ids:
        return Answer(rule, ("De regel komt uit een pakket dat je school niet gebruikt (packs in config.toml).",))
    near = nearest(word, known)
    return NoSuch(f'onbekende regel "{word}"' + (f'; bedoel je "{near}"?' if near else ""))


def _in_a_broken_file(school: School, rule: str) -> str:
    settings = school.settings
    files = read_files(settings.folder, settings.school.packs).rules if school.out else ()
    texts = {each.file: each.text.encode() if isinstance(each.text, str) else each.text for each in files}
    return next((file for file in school.out if f"id: {rule}".encode() in texts.get(file, b"")), "")


def find_subject(candidates: Candidates, rule: Rule, word: str, start: int) -> Subject | NoSuch:
    """Find the subject of a rule that somebody means, among all it may be about that year."""
    every = {each.key: each for each in candidates.subjects(rule, start)}
    if word in every:
        return every[word]
    facts = candidates.grounds.known.facts
    if not word and rule.per != SCHOOL:
        return NoSuch(f"zeg over wie of wat: deze regel gaat per {rule.per}")
    key = _key(word, rule.per, facts, every)
    if isinstance(key, NoSuch):
        return key
    if key not in every:
        return NoSuch(f"{called(facts, rule.per, key)} telt in {label(start)} niet mee bij deze regel")
    return every[key]


def _key(word: str, per: str, facts: Facts, every: Iterable[str]) -> str | NoSuch:
    if per == SCHOOL:
        return facts.brin
    if per == GROUP:
        return lookup.group(word, facts.groups)
    if per == PUPIL:
        pupil = lookup.pupil(word, facts.pupils)
        return pupil if isinstance(pupil, NoSuch) else pupil.number
    if per == STAFF:
        person = lookup.person(word, facts.staff)
        return person if isinstance(person, NoSuch) else person.code
    return lookup.case_key(word, sorted(every), per)


# --- in sentences


def _tell(
    steps: Iterable[Step], tasks: dict[str, Task], before: Before, school_year: str, today: date
) -> Iterable[str]:
    """Say of every occasion what came of it; the same reason for many occasions is said once."""
    alike: dict[tuple[str, ...], list[Step]] = {}
    for each in steps:
        alike.setdefault(each.no, []).append(each)
    for no, mine in alike.items():
        if no:
            yield f"{_when(mine)}geen taak, want {' en '.join(no)}."
        else:
            yield from _there(mine, tasks, before, school_year, today)


def _when(steps: list[Step]) -> str:
    """Return `groepsbespreking, uiterlijk 3 november 2026: `; of many only how many there are."""
    dated = [each for each in steps if each.due is not None]
    if not dated:
        return "Er is "
    if len(dated) > MOST:
        return f"{len(dated)} keer, van {_due(dated[0])} tot en met {_due(dated[-1])}: "
    return f"{'; '.join(_moment(each) for each in dated)}: "


def _moment(step: Step) -> str:
    return "op dit moment" if step.occasion.startswith(AT_ONCE) else f"{step.name}, uiterlijk {_due(step)}"


def _there(steps: list[Step], tasks: dict[str, Task], before: Before, school_year: str, today: date) -> Iterable[str]:
    ahead = [each for each in steps if each.due is None or each.due >= today] or steps
    shown = steps if len(steps) <= MOST else ahead[:MOST]
    for each in shown:
        yield f"{_moment(each)}: {_state(_task_of(each, tasks), before, school_year)}"
    if len(shown) < len(steps):
        yield f"En nog {len(steps) - len(shown)} keer."


def _task_of(step: Step, tasks: dict[str, Task]) -> Task | None:
    """Return the stored task of an occasion; one that counts at once is kept under a number behind its key."""
    found = tasks.get(step.occasion)
    return found or next((each for key, each in tasks.items() if key.startswith(f"{step.occasion}/")), None)


def _state(task: Task | None, before: Before, school_year: str) -> str:
    if task is not None:
        reason = f" ({task.reason})" if task.reason else ""
        return f"er is een taak, {task.state}{reason}; zie `jaarcyclus explain {task.key}`."
    if school_year in before.closed:
        return f"geen taak, want schooljaar {school_year} is afgesloten."
    return "hier hoort een taak te zijn; die komt bij de volgende `jaarcyclus run`."


def _left(tasks: Iterable[Task], steps: tuple[Step, ...], school_year: str) -> tuple[str, ...]:
    """Name the tasks of that year whose occasion is not there any more."""
    told = {each.occasion for each in steps}
    left = (each for each in tasks if each.school_year == school_year and not any(_same(each, key) for key in told))
    return tuple(
        f"Eerder was er een taak, uiterlijk {dutch(each.due, year=True)}: nu {each.state}"
        f"{f' ({each.reason})' if each.reason else ''}; zie `jaarcyclus explain {each.key}`."
        for each in left
    )


def _same(task: Task, occasion: str) -> bool:
    return task.occasion == occasion or (bool(occasion) and task.occasion.startswith(f"{occasion}/"))


def _due(step: Step) -> str:
    return dutch(step.due, year=True) if step.due else ""
