"""What an obligation's `waar` may look at, and how questions about it are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tests.oracle.dates import Setting
    from tests.oracle.folder import Group, Pupil, School, Staff
    from tests.oracle.occasions import Occasion
    from tests.oracle.phrases import Phrase


@dataclass
class Scene:
    """One subject at one time; `day` is `uiterlijk`, the day everything is looked at (22)."""

    setting: Setting
    day: date
    occasion: Occasion
    phrase: Phrase

    @property
    def school(self) -> School:
        return self.setting.school

    @property
    def year(self) -> int:
        return self.setting.year

    @property
    def pupil(self) -> Pupil:
        assert self.setting.subject.pupil is not None
        return self.setting.subject.pupil

    @property
    def group(self) -> Group:
        assert self.setting.subject.group is not None
        return self.setting.subject.group

    @property
    def staff(self) -> Staff:
        assert self.setting.subject.staff is not None
        return self.setting.subject.staff


Question = Callable[[Scene], bool]


def every(*questions: Question) -> Question:
    return lambda scene: all(question(scene) for question in questions)


def some(*questions: Question) -> Question:
    return lambda scene: any(question(scene) for question in questions)


def no(question: Question) -> Question:
    return lambda scene: not question(scene)


def always(scene: Scene) -> bool:
    return scene is not None
