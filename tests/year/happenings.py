"""What happens at a school in a year: dates move, children come and go, groups change, files break and are mended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.year.smallschool import FIRST_DAY, RULES, STAFF, Child, Meeting

if TYPE_CHECKING:
    import random
    from collections import Counter
    from collections.abc import Callable

    from tests.reconcile.school import KeptSchool
    from tests.year.smallschool import SmallSchool

RENAMING = date(2027, 1, 12)
LAST_DATE = date(2027, 7, 1)


class Happenings:
    """Does them to the school and hands in what is left; `happened` counts each."""

    def __init__(self, chance: random.Random, school: SmallSchool, kept: KeptSchool, happened: Counter[str]) -> None:
        self.chance = chance
        self.school = school
        self.kept = kept
        self.happened = happened
        self.mended: dict[str, date] = {}
        self.edited: set[str] = set()
        self._hand_in(date(2026, 8, 1))
        self._write()

    def happen(self, today: date, *, closed: bool) -> None:
        if today == RENAMING:
            self._rename(today)
        if today < FIRST_DAY or closed:
            return
        for happening, per_year in self._happenings():
            if self.chance.random() < per_year / 300:
                self.happened[happening.__name__.strip("_")] += happening(today)

    def _happenings(self) -> list[tuple[Callable[[date], bool], int]]:
        return [
            (self._move, 25),
            (self._move_and_insert, 8),
            (self._insert, 10),
            (self._remove, 10),
            (self._bring_back, 8),
            (self._newcomer, 15),
            (self._leaver, 10),
            (self._change_rooms, 8),
            (self._new_teacher, 3),
            (self._nt2, 30),
            (self._break, 12),
        ]

    def _standing(self, anchor: str) -> list[Meeting]:
        return sorted((each for each in self.school.meetings if each.there and each.anchor == anchor), key=_day)

    def _untouched(self) -> list[Meeting]:
        """Return the dates that may be edited today: one edit of an anchor a day, none while the file is broken."""
        if "calendar" in self.school.broken:
            return []
        return [each for each in self.school.meetings if each.anchor not in self.edited]

    def _move(self, today: date, most: int = 40) -> bool:
        standing = [each for each in self._untouched() if each.there]
        if not standing:
            return False
        meeting = self.chance.choice(standing)
        others = [each.day for each in self._standing(meeting.anchor) if each is not meeting]
        room = min([most, *((abs((meeting.day - each).days) - 1) // 2 for each in others)])
        day = meeting.day + timedelta(days=self.chance.randint(-room, room))
        if not FIRST_DAY <= day <= LAST_DATE or day == meeting.day:
            return False
        meeting.day = day
        return self._edit(meeting)

    def _insert(self, today: date) -> bool:
        anchors = sorted({each.anchor for each in self._untouched()})
        return bool(anchors) and self._insert_in(self.chance.choice(anchors))

    def _insert_in(self, anchor: str, away: int = 1, around: date = FIRST_DAY) -> bool:
        day = FIRST_DAY + timedelta(days=self.chance.randint(20, 300))
        every = [each for each in self.school.meetings if each.anchor == anchor]
        if any(abs((day - each.day).days) < away for each in every) or day == around:
            return False
        place = str(1 + sum(each.there and each.day < day for each in every))
        used = {each.suffix for each in every}
        highest = max((int(each) for each in used if each.isdecimal()), default=0)
        meeting = Meeting(anchor, day, str(highest + 1) if place in used else place)
        self.school.meetings.append(meeting)
        return self._edit(meeting)

    def _move_and_insert(self, today: date) -> bool:
        """Two edits at once: one date moves a few days, another comes in far from it."""
        before = {each: each.day for each in self.school.meetings}
        if not self._move(today, most=4):
            return False
        moved = next(each for each in before if each.day != before[each])
        return self._insert_in(moved.anchor, away=12)

    def _remove(self, today: date) -> bool:
        standing = [each for each in self._untouched() if each.there and len(self._standing(each.anchor)) > 1]
        if not standing:
            return False
        meeting = self.chance.choice(standing)
        meeting.there = False
        return self._edit(meeting)

    def _bring_back(self, today: date) -> bool:
        taken = {(each.anchor, each.day) for each in self.school.meetings if each.there}
        gone = [each for each in self._untouched() if not each.there and (each.anchor, each.day) not in taken]
        if not gone:
            return False
        meeting = self.chance.choice(gone)
        meeting.there = True
        return self._edit(meeting)

    def _edit(self, meeting: Meeting) -> bool:
        self.edited.add(meeting.anchor)
        self._write()
        return True

    def _newcomer(self, today: date) -> bool:
        number, room = str(1000 + len(self.school.children)), self.chance.choice(self.school.rooms)
        entry = today + timedelta(days=self.chance.randint(2, 20))
        if entry > date(2027, 6, 20):
            return False
        self.school.children.append(Child(number, room, date(2022 - room.year_group, 3, 4), entry))
        return self._hand_in(today)

    def _leaver(self, today: date) -> bool:
        child = self.chance.choice(self.school.children)
        if child.last is not None or child.entry > today:
            return False
        child.last = today + timedelta(days=self.chance.randint(0, 20))
        return self._hand_in(today)

    def _change_rooms(self, today: date) -> bool:
        child = self.chance.choice(self.school.children)
        child.room = self.chance.choice(self.school.rooms)
        return self._hand_in(today)

    def _new_teacher(self, today: date) -> bool:
        room = self.chance.choice(self.school.rooms)
        room.teachers = tuple(sorted({*room.teachers, self.chance.choice(["ANN", "CEES", "EEF"])}))
        return self._hand_in(today)

    def _nt2(self, today: date) -> bool:
        child = self.chance.choice(self.school.children[:12])
        child.nt2 = not child.nt2
        return self._hand_in(today)

    def _rename(self, today: date) -> None:
        self.school.rooms[1].name = "1/2 Beren"
        self.happened["rename"] += self._hand_in(today)

    def _break(self, today: date) -> bool:
        file = self.chance.choice([*RULES, "calendar"])
        if file in self.mended or (file == "calendar" and self.edited):
            return False
        self.mended[file] = today + timedelta(days=self.chance.randint(1, 6))
        self.school.broken.add(file)
        self._write()
        return True

    def begin(self, today: date) -> None:
        """Begin a day: no date was edited yet, and what was broken long enough is mended."""
        self.edited.clear()
        for file in [each for each, day in self.mended.items() if day <= today]:
            del self.mended[file]
            self.school.broken.discard(file)
            self._write()

    def _write(self) -> None:
        self.kept.calendar(self.school.calendar())
        for name, text in self.school.rules().items():
            self.kept.rules(text, file=name)

    def _hand_in(self, today: date) -> bool:
        self.kept.tell(
            edexml=self.school.export(today),
            medewerkers=STAFF,
            groepen=self.school.groups_sheet(),
            leerlingen=self.school.pupils_sheet(),
        )
        return True


def _day(meeting: Meeting) -> date:
    return meeting.day
