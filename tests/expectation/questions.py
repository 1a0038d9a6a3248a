"""The small questions that the words of a `waar` ask, each after regeltaal by its number.

None of them looks at how the engine or a rule file puts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.dates import bare, due, times
from tests.oracle.days import add
from tests.oracle.occasions import about
from tests.oracle.people import at_school, groups_of, groups_of_staff, year_group, year_groups_on
from tests.oracle.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tests.expectation.scene import Question, Scene
    from tests.oracle.folder import Pupil, Registration


# --- year groups (21)


def level(*numbers: int) -> Question:
    return lambda scene: bool(_levels(scene) & set(numbers))


def _levels(scene: Scene) -> set[int | str]:
    subject = scene.setting.subject
    if subject.pupil is not None:
        return {year_group(scene.school, subject.pupil, scene.year)}
    if subject.group is not None:
        return set(year_groups_on(scene.school, subject.group, scene.day, scene.year))
    if subject.staff is not None:
        own = groups_of_staff(scene.school, subject.staff.code, scene.year)
        return {n for group in own for n in year_groups_on(scene.school, group, scene.day, scene.year)}
    return set()


def goes_to(number: int) -> Question:
    return lambda scene: number in _next_levels(scene)


def _next_levels(scene: Scene) -> set[int | str]:
    """Next year's, unless a home group of that year says otherwise; a mixed group says nothing of whom it may hold."""
    after = scene.year + 1
    said = year_group(scene.school, scene.pupil, after)
    homes = [g for g in scene.school.groups if g.year == after and g.kind == "stam" and scene.pupil.number in g.pupils]
    own = set(homes[0].own) if homes else set()
    return {said} if not own or said in own else set(own)


# --- pupils


def trait(*names: str) -> Question:
    return lambda scene: any(name in scene.pupil.traits for name in names)


def autumn(scene: Scene) -> bool:
    return _is_autumn(scene.pupil)


def _is_autumn(pupil: Pupil) -> bool:
    return pupil.birth is not None and pupil.birth.month in (10, 11, 12)


def longer_than(number: int, unit: str) -> Question:
    """22: entry and that much later lies before the day; who has no entry is not known to be."""
    return lambda scene: scene.pupil.entry is not None and add(scene.pupil.entry, number, unit) < scene.day


def here(scene: Scene) -> bool:
    return at_school(scene.school, scene.pupil, scene.day, scene.year)


def gone(scene: Scene) -> bool:
    return scene.pupil.exit is not None and scene.pupil.exit < scene.day


def new_teacher(scene: Scene) -> bool:
    """No teacher of now had the pupil's group of last year; unknown is no."""
    now = scene.setting.subject.group
    before = [g for g in scene.school.groups if g.year == scene.year - 1 and g.name == scene.pupil.previous_group]
    if now is None or not before:
        return False
    had = {code for group in before for code in group.teachers}
    return bool(had) and bool(now.teachers) and not had & now.teachers


# --- groups


def has_pupil(which: Callable[[Pupil], bool], *levels: int) -> Question:
    """There is one like that in the group on the day, in one of these year groups if any are named."""

    def asked(scene: Scene) -> bool:
        inside = [scene.school.pupils[n] for n in scene.group.pupils if n in scene.school.pupils]
        present = [p for p in inside if at_school(scene.school, p, scene.day, scene.year) and which(p)]
        return any(not levels or year_group(scene.school, p, scene.year) in levels for p in present)

    return asked


def anyone(pupil: Pupil) -> bool:
    return bool(pupil.number)


def with_trait(name: str) -> Callable[[Pupil], bool]:
    return lambda pupil: name in pupil.traits


is_autumn = _is_autumn


# --- staff


def account(scene: Scene) -> bool:
    return scene.staff.account == "ja"


def is_a(*kinds: str) -> Question:
    return lambda scene: scene.staff.kind in kinds


def teaches(*levels: int, years_on: int = 0) -> Question:
    """Linked to a group of this school year, or of a later one, with one of these year groups."""

    def asked(scene: Scene) -> bool:
        wanted = scene.year + years_on
        groups = [g for g in scene.school.groups if g.year == wanted] if years_on else groups_of(scene.school, wanted)
        own = [g for g in groups if scene.staff.code in g.teachers]
        return any(set(levels) & year_groups_on(scene.school, g, scene.day, scene.year) for g in own)

    return asked


def has_group(scene: Scene) -> bool:
    return bool(groups_of_staff(scene.school, scene.staff.code, scene.year))


def has_group_with_pupils(scene: Scene) -> bool:
    numbers = {n for group in groups_of_staff(scene.school, scene.staff.code, scene.year) for n in group.pupils}
    found = [scene.school.pupils[n] for n in numbers if n in scene.school.pupils]
    return any(at_school(scene.school, pupil, scene.day, scene.year) for pupil in found)


# --- cases and dates


def kind(*names: str) -> Question:
    return lambda scene: scene.setting.subject.case is not None and scene.setting.subject.case.kind in names


def said(name: str, value: str) -> Question:
    """The case says so of itself: `kanaal=parro`."""
    return lambda scene: case_traits(scene).get(name) == value


def case_traits(scene: Scene) -> dict[str, str]:
    case = scene.setting.subject.case
    return case.traits if case is not None else {}


def ended(scene: Scene) -> bool:
    case = scene.setting.subject.case
    return case is not None and case.end is not None


def round_of(*names: str) -> Question:
    return lambda scene: scene.occasion.kind in names


def in_month(*numbers: int) -> Question:
    return lambda scene: scene.occasion.month in numbers


def last_time(scene: Scene) -> bool:
    found = [occasion for occasion, _ in times(scene.setting, scene.phrase, due)]
    return scene.occasion.begin == max(occasion.begin for occasion in found)


# --- registrations


def registered(name: str) -> Question:
    """Ever, on or before the day."""
    return lambda scene: bool(_known(scene, name))


def newest(name: str, fits: Callable[[str], bool]) -> Question:
    """The newest one says so."""

    def asked(scene: Scene) -> bool:
        found = _known(scene, name)
        return bool(found) and fits(max(found, key=lambda each: each.on).value)

    return asked


def this_year(name: str) -> Question:
    """In this school year, from its first day on."""

    def asked(scene: Scene) -> bool:
        begin = _begin_of_year(scene)
        return any(begin is None or each.on >= begin for each in _known(scene, name))

    return asked


def _known(scene: Scene, name: str) -> list[Registration]:
    whom = about(scene.school, scene.setting.subject)
    own: Iterable[Registration] = scene.school.registrations
    return [r for r in own if (r.about_type, r.about) == whom and r.kind == name and r.on <= scene.day]


def _begin_of_year(scene: Scene) -> date | None:
    start = Phrase("begin", "schooljaar")
    return next((on for _, on in times(scene.setting, start, bare)), None)
