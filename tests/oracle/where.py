"""The fields of `waar`, as the table has them. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.oracle.dates import Setting, bare, same_time, times
from tests.oracle.days import UnknownDayError, add, forward
from tests.oracle.occasions import Occasion, about, all_occasions
from tests.oracle.people import (
    Subject,
    at_school,
    groups_of,
    groups_of_staff,
    has_year_group,
    home_group,
    year_group,
    year_groups_on,
)
from tests.oracle.phrases import MONTHS, RANKS, UNITS, Phrase, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.folder import Group, Pupil, School

YEARS = {"volgend": 1, "vorig": -1}


@dataclass
class Moment:
    """22: the facts of now, with `uiterlijk` as the day."""

    setting: Setting
    day: date
    occasion: Occasion
    among: Callable[[], list[Occasion]]
    hangs_on: Phrase
    anchors: set[str]

    @property
    def school(self) -> School:
        return self.setting.school

    @property
    def year(self) -> int:
        return self.setting.year


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def yes(value: Any) -> bool:
    return value in ("ja", True)


def holds(where: dict[str, Any], subject: Subject, moment: Moment) -> bool:
    """Fields beside each other must all hold; alle_van, een_van and niet nest."""
    for name, value in where.items():
        if name == "alle_van":
            good = all(holds(part, subject, moment) for part in value)
        elif name == "een_van":
            good = any(holds(part, subject, moment) for part in value)
        elif name == "niet":
            good = not holds(value, subject, moment)
        else:
            good = _field(name, value, subject, moment)
        if not good:
            return False
    return True


def _field(name: str, value: Any, subject: Subject, moment: Moment) -> bool:
    if name in ("maand", "gelegenheid", "soort_gelegenheid"):
        return _about_occasion(name, value, moment)
    if name == "registratie":
        return _registered(value, subject, moment)
    if name == "jaargroep":
        return bool(_levels(subject, moment) & {int(n) for n in as_list(value)})
    if name == "kenmerk":
        traits = subject.case.traits if subject.case else subject.pupil.traits if subject.pupil else {}
        return has_trait(traits, value)
    if name == "soort":
        return _kind(subject) in [str(v) for v in as_list(value)]
    if name == "schooljaar":
        return subject.group is not None and _right_year(moment, subject.group, value)
    if name == "leerling":
        return subject.case is not None and subject.pupil is not None and _pupil(value, subject.pupil, moment)
    if name == "account":
        return subject.staff is not None and (subject.staff.account == "ja") == yes(value)
    if name == "heeft_leerling":
        return subject.group is not None and _has_pupil(value, subject.group, moment)
    if name == "heeft_leerkracht":
        return subject.group is not None and _has_teacher(subject.group, moment) == yes(value)
    if name == "leerkracht_van":
        return subject.staff is not None and _teaches(value, subject.staff.code, moment)
    assert subject.pupil is not None
    return _pupil_field(name, value, subject.pupil, moment)


# --- occasions


def _about_occasion(name: str, value: Any, moment: Moment) -> bool:
    occasion = moment.occasion
    if name == "maand":
        return MONTHS[occasion.month - 1] in [str(v).lower() for v in as_list(value)]
    if name == "soort_gelegenheid":
        return occasion.kind in [str(v) for v in as_list(value)]
    for wanted in (str(v).lower() for v in as_list(value)):
        if wanted == "laatste":
            if (occasion.begin, occasion.number) == max((o.begin, o.number) for o in moment.among()):
                return True
        elif wanted in RANKS:
            if occasion.number == RANKS.index(wanted) + 1:
                return True
        elif wanted.isdigit():
            if occasion.number == int(wanted):
                return True
        elif wanted in (occasion.name.lower(), occasion.also):
            return True
    return False


# --- registrations and traits


def has_trait(traits: dict[str, str], value: Any) -> bool:
    if isinstance(value, dict):
        return all(name in traits and _fits(traits[name], wanted) for name, wanted in value.items())
    return any(name in traits for name in as_list(value))


def _fits(text: str, wanted: Any) -> bool:
    """A value, a list, `meer_dan` and `minder_dan` for numbers, `vanaf` and `voor` for clock times."""
    if not isinstance(wanted, dict):
        return text in ["ja" if v is True else "nee" if v is False else str(v) for v in as_list(wanted)]
    good = True
    if "meer_dan" in wanted:
        good = good and _number(text) is not None and float(text) > wanted["meer_dan"]
    if "minder_dan" in wanted:
        good = good and _number(text) is not None and float(text) < wanted["minder_dan"]
    if "vanaf" in wanted:
        good = good and bool(text) and _clock(text) >= _clock(wanted["vanaf"])
    if "voor" in wanted:
        good = good and bool(text) and _clock(text) < _clock(wanted["voor"])
    return good


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _registered(value: Any, subject: Subject, moment: Moment) -> bool:
    said = value if isinstance(value, dict) else {"soort": value}
    since = _since(said.get("sinds"), moment)
    found = [
        r
        for r in moment.school.registrations
        if (r.about_type, r.about) == about(moment.school, subject)
        and r.kind in as_list(said["soort"])
        and r.on <= moment.day  # 22: one of after `uiterlijk` does not count
        and (since is None or r.on >= since)
        and ("gebied" not in said or r.area in as_list(said["gebied"]))
    ]
    if yes(said.get("laatste")) and found:
        newest = max(r.on for r in found)
        found = [r for r in found if r.on == newest][-1:]
    if "waarde" in said:
        found = [r for r in found if _fits(r.value, said["waarde"])]
    return len(found) >= int(said.get("minstens", 1))


def _since(text: str | None, moment: Moment) -> date | None:
    if text is None or text == "ooit":
        return None
    for phrase in read(text, moment.anchors):
        if phrase.previous:
            return _previous(phrase, moment)
        if same_time(moment.school, phrase, moment.hangs_on):
            return bare(moment.setting, phrase, moment.occasion)
        found = [on for _, on in times(moment.setting, phrase, bare)]
        if found:
            return max((on for on in found if on <= moment.day), default=None)
    return None


def _previous(phrase: Phrase, moment: Moment) -> date | None:
    """12: `vorige X` is the time before this one, also across the year; else the begin of the school year."""
    setting = moment.setting
    before = [
        o
        for year in (moment.year - 1, moment.year)
        for o in all_occasions(setting.school, phrase, setting.subject, year)
        if o.begin < moment.occasion.begin
    ]
    if before:
        return bare(setting, phrase, max(before, key=lambda o: o.begin))
    return first_day(setting)


def first_day(setting: Setting) -> date:
    start = date(setting.year, 8, 1)
    try:
        return forward(start, setting.days.is_school_day)
    except UnknownDayError:
        return start


# --- pupils


def _pupil(where: dict[str, Any], pupil: Pupil, moment: Moment) -> bool:
    group = home_group(moment.school, pupil, moment.year)
    return holds(where, Subject("leerling", pupil.number, pupil, group), moment)


def _pupil_field(name: str, value: Any, pupil: Pupil, moment: Moment) -> bool:
    school = moment.school
    if name == "herfstleerling":
        return (pupil.birth is not None and pupil.birth.month >= 10) == yes(value)
    if name == "nieuwe_leerkracht":
        return _new_teacher(pupil, moment) == yes(value)
    if name == "lid_van":
        return _member(value, pupil, moment)
    if name == "geen_lid_van":
        return not _member(value, pupil, moment)
    if name == "gaat_naar_jaargroep":
        return bool(_next_levels(pupil, moment) & set(as_list(value)))
    assert name == "op_school", name
    if value == "maakt niet uit":
        return True
    if isinstance(value, dict):
        return at_school(school, pupil, moment.day, moment.year) and _how_long(value, pupil, moment.day)
    there = at_school(school, pupil, moment.day, moment.year)
    return there if yes(value) else is_gone(moment, pupil)


def is_gone(moment: Moment, pupil: Pupil) -> bool:
    """`op_school: nee`: already away."""
    level = year_group(moment.school, pupil, moment.year)
    gone = level == "H" or (isinstance(level, int) and level > 8)
    return gone or (pupil.exit is not None and pupil.exit < moment.day)


def _how_long(value: dict[str, str], pupil: Pupil, day: date) -> bool:
    """22: `langer_dan: 6 maanden` is: entry + 6 months lies before `uiterlijk`."""
    if pupil.entry is None:
        return False
    good = True
    for name, text in value.items():
        number, unit = text.split()
        reached = add(pupil.entry, int(number), UNITS[unit])
        good = good and (reached < day if name == "langer_dan" else reached > day)
    return good


def _new_teacher(pupil: Pupil, moment: Moment) -> bool:
    """No teacher of now had `vorige_groep` last school year; unknown is no."""
    school = moment.school
    now = home_group(school, pupil, moment.year)
    before = [g for g in school.groups if g.year == moment.year - 1 and g.name == pupil.previous_group]
    if now is None or not before or not pupil.previous_group:
        return False
    teachers = {c for c in now.teachers if c in school.staff and "leerkracht" in school.staff[c].roles}
    had = {c for g in before for c in g.teachers}
    return bool(teachers) and bool(had) and not teachers & had


def _member(value: Any, pupil: Pupil, moment: Moment) -> bool:
    said = value if isinstance(value, dict) else {"soort": value}
    return any(pupil.number in g.pupils and _such(g, said, moment) for g in _groups_in(said, moment))


def _groups_in(said: dict[str, Any], moment: Moment) -> list[Group]:
    if "schooljaar" in said:
        return [g for g in moment.school.groups if _right_year(moment, g, said["schooljaar"])]
    return groups_of(moment.school, moment.year)


def _such(group: Group, said: dict[str, Any], moment: Moment) -> bool:
    if "soort" in said and group.kind not in as_list(said["soort"]):
        return False
    if "naam" in said and not any(str(n).lower() in group.name.lower() for n in as_list(said["naam"])):
        return False
    if "jaargroep" in said:
        levels = year_groups_on(moment.school, group, moment.day, moment.year)
        if not levels & set(as_list(said["jaargroep"])):
            return False
    return "heeft_leerling" not in said or _has_pupil(said["heeft_leerling"], group, moment)


def _right_year(moment: Moment, group: Group, value: Any) -> bool:
    for word in as_list(value):
        if word == "ouder" and group.year < moment.year - 1:
            return True
        if word in YEARS and group.year == moment.year + YEARS[word]:
            return True
    return False


def _next_levels(pupil: Pupil, moment: Moment) -> set[int]:
    """The year group of next school year, unless a home group of that year places the child elsewhere."""
    level = year_group(moment.school, pupil, moment.year + 1)
    levels = {level} if isinstance(level, int) else set()
    for group in moment.school.groups:
        if group.year == moment.year + 1 and group.kind == "stam" and pupil.number in group.pupils and group.own:
            return levels & group.own or set(group.own)
    return levels


# --- groups, staff, cases


def _kind(subject: Subject) -> str:
    if subject.case:
        return subject.case.kind
    if subject.round:
        return subject.round.kind
    if subject.per == "groep" and subject.group:
        return subject.group.kind
    return subject.staff.kind if subject.staff else ""


def _levels(subject: Subject, moment: Moment) -> set[int]:
    """21: a pupil's own; a group's; a case as its pupil or group, somebody of the staff as one of his groups."""
    school, year = moment.school, moment.year
    if subject.pupil is not None:
        level = year_group(school, subject.pupil, year)
        return {level} if isinstance(level, int) else set()
    if subject.group is not None:
        return year_groups_on(school, subject.group, moment.day, year)
    levels: set[int] = set()
    if subject.staff is not None:
        for group in groups_of_staff(school, subject.staff.code, year):
            levels |= year_groups_on(school, group, moment.day, year)
    return levels


def _has_pupil(value: Any, group: Group, moment: Moment) -> bool:
    here = [
        moment.school.pupils[n]
        for n in group.pupils
        if n in moment.school.pupils
        and has_year_group(moment.school, moment.school.pupils[n], moment.year)
        and at_school(moment.school, moment.school.pupils[n], moment.day, moment.year)
    ]
    if isinstance(value, dict):
        return any(_pupil(value, pupil, moment) for pupil in here)
    return bool(here) == yes(value)


def _has_teacher(group: Group, moment: Moment) -> bool:
    staff = moment.school.staff
    return any(c in staff and "leerkracht" in staff[c].roles for c in group.teachers)


def _teaches(value: Any, code: str, moment: Moment) -> bool:
    if not isinstance(value, dict):
        return bool(groups_of_staff(moment.school, code, moment.year)) == yes(value)
    return any(code in g.teachers and _such(g, value, moment) for g in _groups_in(value, moment))
