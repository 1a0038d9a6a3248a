"""The plan of a school year, the slow way: every rule, every subject, every time. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.oracle.dates import Setting, due, opens, times, year_of
from tests.oracle.days import Days, UnknownDayError, forward, in_service
from tests.oracle.folder import Case, Group, School, open_school, year_name
from tests.oracle.occasions import OPEN_CASES, Occasion, all_occasions, number_of, numbered
from tests.oracle.people import (
    Subject,
    at_school,
    audience,
    group_named,
    groups_of,
    home_group,
)
from tests.oracle.phrases import Phrase, read
from tests.oracle.reminders import Task, reminders
from tests.oracle.where import Moment, as_list, holds, yes

if TYPE_CHECKING:
    from pathlib import Path

DIRECT = Phrase("direct")


@dataclass
class Rule:
    node: dict[str, Any]
    due: list[Phrase]
    opens: list[Phrase]
    anchors: set[str]

    @property
    def where(self) -> dict[str, Any]:
        return self.node.get("waar") or {}


def plan_of(folder: Path, year: int) -> list[dict[str, Any]]:
    return plan(open_school(folder), year)


def plan(school: School, year: int) -> list[dict[str, Any]]:
    anchors = {a for c in school.calendars.values() for a in c.anchors}
    anchors |= {n for c in school.calendars.values() for h in c.holidays for n in (h.name, h.replaces) if n}
    anchors |= {"herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"}
    found = []
    for node in school.rules:
        vanaf = read(node["vanaf"], anchors) if "vanaf" in node else []
        rule = Rule(node, read(str(node["uiterlijk"]), anchors), vanaf, anchors)
        for subject in subjects(school, rule, year):
            found += tasks(school, rule, subject, year)
    return found


# --- subjects (20) ---------------------------------------------------------------------------------------------------


def subjects(school: School, rule: Rule, year: int) -> list[Subject]:
    per = rule.node["per"]
    if per == "school":
        return [Subject(per, school.brin)]
    if per == "leerling":
        return [Subject(per, p.number, p, home_group(school, p, year)) for p in school.pupils.values()]
    if per == "medewerker":
        return [Subject(per, s.code, staff=s) for s in school.staff.values()]
    if per == "groep":
        return [Subject(per, _group_title(rule, g, year), group=g) for g in _groups(school, rule, year)]
    rounds = _rounds(school, year) if per == "gespreksronde" else []
    return rounds + [_case(school, c, year) for c in school.cases if c.type == per]


def _names(where: Any, field: str) -> bool:
    if isinstance(where, list):
        return any(_names(part, field) for part in where)
    if not isinstance(where, dict):
        return False
    nested = [where[n] for n in ("alle_van", "een_van", "niet") if n in where]
    return field in where or any(_names(part, field) for part in nested)


def _groups(school: School, rule: Rule, year: int) -> list[Group]:
    """20: the home groups of the year, unless `waar` names a `soort` or `schooljaar`."""
    found = list(school.groups) if _names(rule.where, "schooljaar") else groups_of(school, year)
    return found if _names(rule.where, "soort") else [g for g in found if g.kind == "stam"]


def _group_title(rule: Rule, group: Group, year: int) -> str:
    if _names(rule.where, "schooljaar") and group.year != year:
        return f"{group.name} ({year_name(group.year)})"
    return group.name


def _case(school: School, case: Case, year: int) -> Subject:
    subject = Subject(case.type, case.key, case=case)
    if case.about_type == "leerling" and case.about in school.pupils:
        subject.pupil = school.pupils[case.about]
        subject.group = home_group(school, subject.pupil, year)
    if case.about_type == "groep":
        subject.group = group_named(school, case.about, year)
    if case.about_type == "medewerker":
        subject.staff = school.staff.get(case.about)
    return subject


def _rounds(school: School, year: int) -> list[Subject]:
    """A round's subject is its name if that occurs once that year, else its number; every time is there once."""
    calendar = school.calendars.get(year)
    entries = calendar.anchors.get("gespreksronde", []) if calendar else []
    shared = {number_of(entries, e) for e in entries if not e.group}
    found = []
    for entry in entries:
        if entry.group and number_of(entries, entry) in shared:
            continue
        once = entry.name and [e.name.lower() for e in entries].count(entry.name.lower()) == 1
        subject = Subject("gespreksronde", entry.name if once else str(number_of(entries, entry)), round=entry)
        subject.group = group_named(school, entry.group, year) if entry.group else None
        found.append(subject)
    return found


# --- tasks -----------------------------------------------------------------------------------------------------------


def tasks(school: School, rule: Rule, subject: Subject, year: int) -> list[dict[str, Any]]:
    roles = [str(r) for r in as_list(rule.node["voor"])]
    setting = Setting(school, subject, year, roles, yes(rule.node.get("ook_in_vakantie")))
    for phrase in rule.due:
        found = [(_direct(day), day)] if (day := _at_once(setting, phrase)) else _times(setting, phrase)
        if found:
            made = [_task(setting, rule, phrase, occasion, on) for occasion, on in found]
            return [task for task in made if task]
    return []


def _times(setting: Setting, phrase: Phrase) -> list[tuple[Occasion, date]]:
    return [] if phrase.relation == "direct" else times(setting, phrase, due)


def _direct(day: date) -> Occasion:
    return Occasion(day, day, 1, day.month, source="direct")


def _at_once(setting: Setting, phrase: Phrase = DIRECT) -> date | None:
    """24: in a plan the first school day of the school year, or on or after `start`."""
    calendar = setting.school.calendars.get(setting.year)
    if phrase.relation != "direct" or calendar is None:
        return None
    try:
        day = forward(max(calendar.first, setting.school.start), Days(setting.school, set()).is_school_day)
    except UnknownDayError:
        return None
    return day if day <= calendar.last else None


def _task(setting: Setting, rule: Rule, phrase: Phrase, occasion: Occasion, on: date) -> dict[str, Any] | None:
    school, subject, year = setting.school, setting.subject, setting.year
    if on < school.start:  # 37
        return None
    moment = Moment(setting, on, occasion, lambda: _among(setting, phrase, occasion), phrase, rule.anchors)
    if not _joins(rule, occasion, moment):
        return None
    begin = opens(setting, rule.opens, phrase, occasion, on, _at_once(setting))
    staff = audience(school, setting.roles, subject, on, year)
    level = rule.node.get("niveau", "verplicht")
    task = Task(setting, rule.node, phrase, begin, on, staff, level)
    steps = [
        (str(step["na"]), audience(school, [str(r) for r in as_list(step["naar"])], subject, on, year))
        for step in as_list(rule.node.get("escaleer") or [])
    ]
    return {
        "regel": rule.node["id"],
        "per": subject.per,
        "onderwerp": subject.name,
        "vanaf": begin.isoformat(),
        "uiterlijk": on.isoformat(),
        "voor": sorted({s.email for s in staff}),
        "niveau": level,
        "herinneringen": [{"op": day.isoformat(), "aan": to} for day, to in reminders(task, steps)],
    }


def _among(setting: Setting, phrase: Phrase, occasion: Occasion) -> list[Occasion]:
    """All times of the anchor in that school year, whatever the phrase picks and whichever case it is about."""
    if phrase.relation in ("direct", "datum"):
        return [occasion]
    every = []
    for other in all_occasions(setting.school, phrase, setting.subject, setting.year):
        on = due(setting, phrase, other)
        if other.source == "kalender" or (on is not None and year_of(setting, on) == setting.year):
            every.append(other)
    return numbered(every)


def _joins(rule: Rule, occasion: Occasion, moment: Moment) -> bool:
    """20: pupils who are at school on `uiterlijk`, staff in service; 14: cases of that school year; 22: `waar`."""
    subject = moment.setting.subject
    if subject.per == "leerling" and subject.pupil:
        entry = occasion.about not in ("instroom", "vierde verjaardag")
        leaving = occasion.about != "uitstroom"
        here = at_school(moment.school, subject.pupil, moment.day, moment.year, entry, leaving)
        return _holds_here(rule.where, here, moment)
    if subject.per == "medewerker" and subject.staff:
        staff = subject.staff
        if occasion.about == "instroom":
            staff = replace(staff, begin=None)
        here = occasion.about == "uit-dienst" or in_service(staff, moment.day)
        return here and holds(rule.where, subject, moment)
    if subject.case is not None and occasion.about != subject.per and not _falls_in(subject.case, moment.year):
        return False
    return holds(rule.where, subject, moment)


def _holds_here(where: dict[str, Any], here: bool, moment: Moment) -> bool:
    """`op_school` replaces 20, for the part of an `een_van` it stands in."""
    subject = moment.setting.subject
    if not _names(where, "op_school"):
        return here and holds(where, subject, moment)
    for name, value in where.items():
        if name == "een_van":
            good = any(_holds_here(part, here, moment) for part in value)
        elif name == "alle_van" and _names(value, "op_school"):
            good = all(_holds_here(part, here or not _names(part, "op_school"), moment) for part in value)
        else:
            good = holds({name: value}, subject, moment)
        if not good:
            return False
    return True


def _falls_in(case: Case, year: int) -> bool:
    """14: a case that falls in that school year, or has no date."""
    if case.begin is None:
        return True
    open_ended = case.end is None and case.type in OPEN_CASES  # 16
    ended = not open_ended and (case.end or case.begin) < date(year, 8, 1)
    return case.begin < date(year + 1, 8, 1) and not ended
