"""The plan a school should have, from the list of obligations and the reader of phrases that the engine has not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.expectation.scene import Scene
from tests.expectation.where import ALSO_GONE, IN_HOLIDAYS, OTHER_KIND, OTHER_YEAR
from tests.oracle.dates import Setting, due, opens, times
from tests.oracle.days import Days, forward, in_service
from tests.oracle.folder import year_name
from tests.oracle.occasions import Occasion
from tests.oracle.people import Subject, at_school, audience, groups_of
from tests.oracle.phrases import Phrase, read
from tests.oracle.plan import Rule, subjects
from tests.oracle.reminders import Task, reminders

if TYPE_CHECKING:
    from datetime import date

    from tests.expectation.agreements import Agreement
    from tests.expectation.scene import Question
    from tests.oracle.folder import Group, School

# per, subject, vanaf, uiterlijk, voor, niveau, reminders
Row = tuple[str, str, str, str, str, str, str]
HOLIDAYS = {"herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"}


@dataclass(frozen=True, slots=True)
class Reading:
    """An obligation with what its `waar` asks."""

    agreement: Agreement
    asked: Question


def expected_plan(school: School, readings: list[Reading], year: int) -> dict[str, list[Row]]:
    anchors = HOLIDAYS | {name for calendar in school.calendars.values() for name in calendar.anchors}
    found: dict[str, list[Row]] = defaultdict(list)
    for reading in readings:
        agreement = reading.agreement
        for subject in _subjects(school, agreement, year):
            setting = Setting(school, subject, year, list(agreement.roles), agreement.id in IN_HOLIDAYS)
            found[agreement.id] += _rows(setting, reading, anchors)
    return found


def _subjects(school: School, agreement: Agreement, year: int) -> list[Subject]:
    if agreement.per == "groep":
        return [Subject("groep", _name(g, year), group=g) for g in _groups(school, agreement, year)]
    return subjects(school, Rule({"per": agreement.per}, [], [], set()), year)


def _groups(school: School, agreement: Agreement, year: int) -> list[Group]:
    """20: the home groups of the school year, unless the obligation is about others."""
    if agreement.id in OTHER_YEAR:
        away = OTHER_YEAR[agreement.id]
        return [g for g in school.groups if g.year - year in away and g.kind == "stam"]
    wanted = OTHER_KIND.get(agreement.id, "stam")
    return [g for g in groups_of(school, year) if g.kind == wanted]


def _name(group: Group, year: int) -> str:
    return group.name if group.year == year else f"{group.name} ({year_name(group.year)})"


def _rows(setting: Setting, reading: Reading, anchors: set[str]) -> list[Row]:
    agreement = reading.agreement
    begin = read(agreement.opens, anchors) if agreement.opens else []
    for phrase in read(agreement.due, anchors):
        found = _times(setting, phrase)
        if found:  # "anders": the first phrase that has a time counts
            scenes = [Scene(setting, on, occasion, phrase) for occasion, on in found]
            return [_row(scene, agreement, begin) for scene in scenes if _counts(scene, reading)]
    return []


def _times(setting: Setting, phrase: Phrase) -> list[tuple[Occasion, date]]:
    if phrase.relation != "direct":
        return times(setting, phrase, due)
    day = _first_day(setting.school, setting.year)
    return [(Occasion(day, day, 1, day.month, source="direct"), day)]


def _first_day(school: School, year: int) -> date:
    """24: the first school day of the year, or on or after `start`."""
    first = max(school.calendars[year].first, school.start)
    return forward(first, Days(school, set()).is_school_day)


def _counts(scene: Scene, reading: Reading) -> bool:
    """37: nothing that was due before `start`; 20: who takes part; 22: what the obligation asks."""
    return scene.day >= scene.school.start and _takes_part(scene, reading.agreement) and reading.asked(scene)


def _takes_part(scene: Scene, agreement: Agreement) -> bool:
    anchor = scene.occasion.about
    if agreement.per == "leerling" and agreement.id not in ALSO_GONE:
        entry, leaving = anchor != "instroom", anchor != "uitstroom"
        return at_school(scene.school, scene.pupil, scene.day, scene.year, entry, leaving)
    if agreement.per == "medewerker" and anchor != "uit-dienst":
        return in_service(scene.staff, scene.day)
    return True


def _row(scene: Scene, agreement: Agreement, begin: list[Phrase]) -> Row:
    subject = scene.setting.subject
    starts = opens(scene.setting, begin, scene.phrase, scene.occasion, scene.day, None)
    staff = audience(scene.school, list(agreement.roles), subject, scene.day, scene.year)
    people = " ".join(sorted({each.email for each in staff}))
    task = Task(scene.setting, {}, scene.phrase, starts, scene.day, staff, agreement.level)
    mails = ", ".join(f"{day} {to}" for day, to in reminders(task, []))
    return (agreement.per, subject.name, str(starts), str(scene.day), people, agreement.level, mails)
