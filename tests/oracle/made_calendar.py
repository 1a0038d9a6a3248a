"""Random calendars that a school could have. For the oracle only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from tests.oracle.folder import DAY, TOP, year_name

if TYPE_CHECKING:
    from random import Random

ROUNDS = ["kennismaking", "rapport februari", "Adviesgesprekken", "voortgang"]
OWN = ["sportdag", "kijkdag", "open dag", "teamoverleg"]


class Official:
    def __init__(self, region: str) -> None:
        node = yaml.load((TOP / "calendar" / "schoolvakanties.yaml").read_text(), Loader=yaml.CSafeLoader)
        self.years: dict[int, dict[str, tuple[date, date]]] = {
            int(name[:4]): {h["naam"]: (h["van"], h["tot_en_met"]) for h in regions[region]}
            for name, regions in node["schooljaren"].items()
        }
        self.closed = {d["op"] for days in node["feestdagen"].values() for d in days if d["schoolvrij"] == "ja"}


class Year:
    """One school year in the making: which days are still school days."""

    def __init__(self, random: Random, official: Official, year: int, groups: list[str]) -> None:
        self.random, self.year, self.groups = random, year, groups
        self.official = official.years[year]
        before = official.years[year - 1]["zomervakantie"][1]
        self.closed = set(official.closed)
        self.first = self._weekday(before + DAY * random.choice([1, 1, 1, 2, 3]), 1)
        self.last = self._weekday(self.official["zomervakantie"][0] - DAY * random.choice([1, 1, 2, 3, 8]), -1)
        self.holidays: list[dict[str, Any]] = []
        self.off: list[dict[str, Any]] = []
        self.team: list[dict[str, Any]] = []

    def _weekday(self, day: date, step: int) -> date:
        while day.weekday() >= 5 or day in self.closed:
            day += DAY * step
        return day

    def node(self) -> dict[str, Any]:
        self._holidays()
        self._days_off()
        return {
            "schooljaar": year_name(self.year),
            "eerste_schooldag": self.first,
            "laatste_schooldag": self.last,
            "vakanties": self.holidays,
            "vrije_dagen": self.off,
            "teamdagen": self.team,
            "ankers": self._anchors(),
        }

    def _holidays(self) -> None:
        may = self.official["meivakantie"]
        if self.random.random() < 0.6:
            begin = may[0] + DAY * self.random.choice([0, 2, -7])
            end = may[1] + DAY * self.random.choice([0, 5, 7, -2])
            self.holidays.append({"naam": "meivakantie", "van": begin, "tot_en_met": end})
        if self.random.random() < 0.4:
            spring = self.official["voorjaarsvakantie"]
            shift = timedelta(weeks=self.random.choice([-1, 0, 1, 2]))
            name = self.random.choice(["carnavalsvakantie", "Krokusvakantie"])
            begin, end = spring[0] + shift + DAY * self.random.choice([0, 2]), spring[1] + shift
            self.holidays.append(
                {"naam": name, "vervangt": "voorjaarsvakantie", "van": begin, "tot_en_met": end - DAY * 2}
            )
        if self.random.random() < 0.2:
            begin = self._monday(date(self.year, 11, 16))
            self.holidays.append({"naam": "kampeerdagen", "van": begin + DAY * 2, "tot_en_met": begin + DAY * 4})
        if self.random.random() < 0.2:
            autumn = self.official["herfstvakantie"]
            self.holidays.append({"naam": "herfstvakantie", "van": autumn[0] + DAY * 2, "tot_en_met": autumn[1] - DAY})
        named = {h["naam"]: (h["van"], h["tot_en_met"]) for h in self.holidays}
        replaced = {h.get("vervangt") for h in self.holidays}
        every = {n: s for n, s in self.official.items() if n not in replaced} | named
        for begin, end in every.values():
            self.closed |= {begin + DAY * n for n in range((end - begin).days + 1)}

    def _monday(self, day: date) -> date:
        return day - DAY * day.weekday()

    def some_day(self, school_day: bool = True) -> date:
        """A random day of the year; a weekday that is not a holiday unless anything goes."""
        if not school_day and self.random.random() < 0.15:
            return self.random.choice(
                [date(self.year, 8, 3), date(self.year + 1, 7, 27)]
            ) + DAY * self.random.randrange(4)
        while True:
            day = self.first + DAY * self.random.randrange((self.last - self.first).days + 1)
            if not school_day or (day.weekday() < 5 and day not in self.closed):
                return day

    def _days_off(self) -> None:
        random = self.random
        for n in range(random.randrange(2, 10)):
            day = self.some_day()
            if day in (self.first, self.last):
                continue
            off: dict[str, Any] = {"naam": f"dag {n}", "op": day}
            how = random.random()
            if how < 0.3:
                off["team_werkt"] = "ja"
            elif how < 0.65:
                off["jaargroep"] = random.choice([[1, 2], [1], 1, [5, 6], [3], [1, 2, 3, 4], [6, 7, 8]])
            elif how < 0.75:
                off["vrij_vanaf"] = random.choice(["12:00", "middag"])
            elif how < 0.9:
                del off["op"]
                off |= {"van": day, "tot_en_met": min(day + DAY * random.randrange(1, 4), self.last - DAY)}
                if off["tot_en_met"] < day:
                    continue
                if random.random() < 0.4:
                    off["team_werkt"] = "ja"
                if random.random() < 0.3:
                    off["jaargroep"] = [1, 2]
            self.off.append(off)
            if "jaargroep" in off and "op" in off and random.random() < 0.3:
                self.off.append({**off, "naam": f"ook {n}", "jaargroep": random.choice([[2], [1, 2, 3], [7, 8]])})
        if random.random() < 0.5:
            end = self.first - DAY * random.choice([1, 3])
            self.team.append({"van": end - DAY * random.choice([0, 2]), "tot_en_met": end})
        for _ in range(random.randrange(0, 3)):
            day = self.some_day(random.random() < 0.6)
            if day not in (self.first, self.last):
                self.team.append({"naam": "teamdag", "op": day})

    # --- anchors ------------------------------------------------------------------------------------------------

    def _anchors(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for name in ["groepsbespreking", "rapport", "cito", "informatieavond", "groepsindeling", "activiteit", *OWN]:
            if self.random.random() < 0.75:
                found[name] = self._dates(self.random.randrange(1, 5))
        found["periode"] = self._periods()
        found["thema"] = [
            {"naam": n, **self._span(20)} for n in self.random.sample(["Herfst", "Licht", "Lente", "Kunst"], 3)
        ]
        found["gespreksronde"] = self._rounds()
        return found

    def _span(self, most: int) -> dict[str, date]:
        begin = self.some_day(self.random.random() < 0.7)
        return {
            "van": begin,
            "tot_en_met": min(begin + DAY * self.random.randrange(0, most), date(self.year + 1, 7, 31)),
        }

    def _when(self) -> dict[str, Any]:
        how = self.random.random()
        if how < 0.7:
            return {"op": self.some_day(self.random.random() < 0.75)}
        if how < 0.9:
            return self._span(12)
        day = self.some_day()
        return {"dagen": [day, min(day + DAY * 2, date(self.year + 1, 7, 31))]}

    def _dates(self, number: int) -> list[dict[str, Any]]:
        dates = [self._when() for _ in range(number)]
        for one in dates:
            if self.random.random() < 0.3:
                one["naam"] = self.random.choice(["ochtend", "Groot overleg", "rapport"])
            if self.random.random() < 0.3:
                one["soort"] = self.random.choice(["rapport", "startgesprek", "zorg"])
            if self.random.random() < 0.15:
                one["jaargroep"] = self.random.choice([[1, 2], [5, 6], [3], 1])
        if self.random.random() < 0.3:
            dates.append({**self._when(), "jaargroep": self.random.choice([[1, 2], [3], [8]]), "volgnummer": 1})
        taken: set[tuple[str, int]] = set()
        for _ in range(self.random.randrange(0, 3) if self.groups else 0):
            group = self.random.choice(self.groups)
            when = {**self._when(), "groep": group}
            if self.random.random() < 0.6:
                number = self.random.randrange(1, 5)
                if (group, number) in taken or any(d.get("groep") == group and "volgnummer" not in d for d in dates):
                    continue
                taken.add((group, number))
                when["volgnummer"] = number
            elif any(d.get("groep") == group for d in dates):
                continue
            if self.random.random() < 0.2:
                when["naam"] = "eigen naam"
            dates.append(when)
        self.random.shuffle(dates)
        return dates

    def _periods(self) -> list[dict[str, Any]]:
        step = (self.last - self.first).days // 4
        cuts = [self.first + DAY * (step * n + self.random.randrange(0, 5)) for n in range(4)]
        ends = [*[c - DAY * self.random.choice([1, 3]) for c in cuts[1:]], self.last]
        return [{"naam": n + 1, "van": cuts[n], "tot_en_met": ends[n]} for n in range(4)]

    def _rounds(self) -> list[dict[str, Any]]:
        found = []
        for _ in range(self.random.randrange(1, 5)):
            one: dict[str, Any] = {**self._when(), "naam": self.random.choice(ROUNDS)}
            if self.random.random() < 0.5:
                one["soort"] = self.random.choice(["startgesprek", "rapport"])
            if self.random.random() < 0.3:
                one["jaargroep"] = self.random.choice([[1, 2], [5, 6, 7, 8]])
            if self.random.random() < 0.1:
                del one["naam"]
            found.append(one)
        if self.groups and self.random.random() < 0.4:
            found.append(
                {
                    **self._when(),
                    "groep": self.random.choice(self.groups),
                    "volgnummer": self.random.randrange(1, len(found) + 2),
                }
            )
        return found
