"""A digest becomes a letter: the words around the lines, the subject, and links to the pages that are there."""

from __future__ import annotations

from datetime import timedelta
from email.headerregistry import Address
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.days import WEEKDAY_NAMES, dutch_with_weekday
from engine.digestlayout import FINDINGS, GROUPS, HIDDEN, LATE, NEW, RAISED, SHIFTED, SOON
from engine.digestline import FEW_GROUPS, when
from engine.pages import NO_PAGES
from notifiers import letter
from notifiers.letter import Letter, Link
from notifiers.message import Envelope

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.digestlayout import Digest, Section
    from engine.digestline import Line
    from engine.model import Staff
    from engine.pages import Pages
    from engine.settings import Settings

WEEK = timedelta(days=7)
NOON = 12


def compose(
    told: Digest, person: Staff, settings: Settings, now: datetime | None = None, pages: Pages = NO_PAGES
) -> Letter:
    """Write the letter of one day; `now` is the moment of writing, without it that of the digest."""
    whole, pause = pages.task_list(), pages.unsubscribe(settings.school.id, person.code)
    return Letter(
        to=_address(person),
        subject=subject(told),
        heading=f"{' '.join(filter(None, (greeting(settings, now), told.first_name)))},",
        paragraphs=(_opening(told),),
        sections=tuple(_section(each, told, pages) for each in told.sections),
        closing=f"En nog {told.more} andere." if told.more else "",
        links=(Link("Bekijk je hele lijst", whole),) if whole else (),
        footer=(_footer(told, settings.school.name),),
        below=(Link("Even geen mail? Pauzeer hier", pause),) if pause else (),
    )


def greeting(settings: Settings, now: datetime | None = None) -> str:
    """Greet as people do at this moment, by the school's own clock: until noon it is morning."""
    zone = ZoneInfo(settings.schedule.timezone)
    hour = (now.astimezone(zone).time() if now else settings.schedule.digest).hour
    return "Goedemorgen" if hour < NOON else "Goedemiddag"


def envelope(told: Digest, settings: Settings, sent: datetime, pages: Pages = NO_PAGES) -> Envelope:
    """Address the mail of a digest: the same digest at the same moment is the same mail."""
    identity = f"{settings.school.id}/{told.person}/{told.today}/{sent.isoformat()}"
    stop = pages.unsubscribe(settings.school.id, told.person)
    return Envelope(settings.mail.sender, sent, identity, f"Overzicht van {settings.school.name}", stop)


def subject(told: Digest) -> str:
    """Return a subject that says something: `3 taken voor donderdag, groep 1/2 B`."""
    line = _only_line(told)
    if line is not None:
        return _by_its_title(line, told)
    return ", ".join(filter(None, (_what(told), _group(told))))


def _only_line(told: Digest) -> Line | None:
    """Return what the mail of one rule is about, where that is one thing (moved or not) that may be named."""
    lines = [line for each in told.sections if each.kind in (LATE, RAISED, SOON, NEW) for line in each.lines]
    alone = told.by_itself and len(lines) == sum(each.total for each in told.sections if each.kind != SHIFTED)
    return lines[0] if alone and len({each.title for each in lines}) == 1 else None


def _by_its_title(line: Line, told: Digest) -> str:
    """The mail of one rule is called as its rule is: `Stuur de brief aan ouders, groep 8: vrijdag`."""
    on_one_day = line.due is not None and line.when == when(line.due, told.today)
    said = _day(line.due, told.today) if line.due is not None and on_one_day else line.when
    about = ", ".join(filter(None, (line.title, _group(told))))
    return f"{about}: {said}" if said else about


def _what(told: Digest) -> str:
    if told.soonest is not None:
        return f"{_tasks(told.due_then)} voor {_day(told.soonest, told.today)}"
    numbers = {each.kind: each.total for each in told.sections}
    if LATE in numbers:
        return f"{_tasks(numbers[LATE])} die {'bleven' if numbers[LATE] > 1 else 'bleef'} liggen"
    if RAISED in numbers:
        return f"{_tasks(numbers[RAISED])} die bij een collega {'bleven' if numbers[RAISED] > 1 else 'bleef'} liggen"
    if NEW in numbers:
        return f"{numbers[NEW]} nieuwe {'taken' if numbers[NEW] > 1 else 'taak'}"
    if HIDDEN in numbers:
        return next(each.lines[0].title for each in told.sections if each.kind == HIDDEN)
    if GROUPS in numbers:
        return "Zo staan de groepen ervoor"
    return "Om even na te kijken" if FINDINGS in numbers else f"Je overzicht van {dutch_with_weekday(told.today)}"


def _tasks(number: int) -> str:
    return f"{number} {'taak' if number == 1 else 'taken'}"


def _day(day: date, today: date) -> str:
    """Within a week the name of the day is enough."""
    said = when(day, today)
    return WEEKDAY_NAMES[day.weekday()] if said == dutch_with_weekday(day) and day - today < WEEK else said


def _group(told: Digest) -> str:
    return f"groep {told.group}" if told.group else ""


def _opening(told: Digest) -> str:
    who = _group(told) or "je klaar"
    return f"Dit ligt er op {dutch_with_weekday(told.today)} voor {who}."


def _footer(told: Digest, school: str) -> str:
    if told.by_itself:
        return f"Dit is een aparte mail van {school}, naast je overzicht. Is het af, dan hoor je het niet nog eens."
    return f"Dit is je overzicht van {school}. Wat af is, staat er de volgende keer niet meer in."


def _section(section: Section, told: Digest, pages: Pages) -> letter.Section:
    lines = tuple(_line(each, section.kind, told, pages) for each in section.lines)
    return letter.Section(section.heading, lines)


def _line(line: Line, kind: str, told: Digest, pages: Pages) -> letter.Line:
    return letter.Line(
        text=_text(line, kind, told),
        count=_count(line, kind),
        when=line.when if kind != GROUPS else "",
        address=pages.task(line.key),
        late=kind in (LATE, RAISED),
    )


def _count(line: Line, kind: str) -> str:
    """How a group stands is no date: it belongs to what is done."""
    done = f"{line.count} gedaan" if " van " in line.count else line.count
    return f"{done}, {line.when}" if kind == GROUPS and line.when else done


def _text(line: Line, kind: str, told: Digest) -> str:
    """The group stands with a line only where there are more of them."""
    if kind == GROUPS:
        return f"Groep {line.group}, {line.title[:1].lower()}{line.title[1:]}"
    if line.group in ("", told.group):
        return line.title
    where = line.group if len(line.groups) > FEW_GROUPS else f"groep {line.group}"
    return f"{line.title}, {where}" if len(line.groups) == 1 or "(" in where else f"{line.title} ({where})"


def _address(person: Staff) -> str:
    name = " ".join(filter(None, (person.first_name, person.last_name)))
    return str(Address(name, addr_spec=person.email)) if person.email else ""
