"""The small school as it mails: who works on which days, who stands in for whom, and a few rules of every sort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.year.smallschool import (
    FIRST_DAY,
    LAST_DAY,
    ONE_DAY,
    Child,
    Meeting,
    Room,
    SmallSchool,
    is_school_day,
)

WEEK = ("ma", "di", "wo", "do", "vr")
ALWAYS = (date(2020, 1, 1), date(2030, 1, 1))
FIRST_NAME, LAST_NAME, NUMBER = "Xantippe", "Zwartjes", "7701"
SENDER = "Jaarcyclus <jaarcyclus@school.nl>"
ADDRESS = "https://jaarcyclus.school.nl"
SECRET = "een geheim dat niemand raadt"
BEREND = date(2026, 12, 18)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who works when. `stand_in` are those who get what was theirs when they are away."""

    code: str
    roles: str
    days: tuple[str, ...]
    stand_in: tuple[str, ...]
    until: date = ALWAYS[1]

    @property
    def address(self) -> str:
        return f"{self.code.lower()}@school.nl"

    def own_day(self, day: date) -> bool:
        """Tell whether it is a day of the week this colleague works, in a holiday or not."""
        return day.weekday() < 5 and WEEK[day.weekday()] in self.days and day <= self.until

    def works(self, day: date) -> bool:
        return self.own_day(day) and is_school_day(day)


COLLEAGUES = {
    each.code: each
    for each in (
        Colleague("ANN", "leerkracht", ("ma", "di", "wo"), ("BEA",)),
        Colleague("BEA", "leerkracht", ("wo", "do", "vr"), ("ANN",)),
        Colleague("CEES", "leerkracht", WEEK, ("ANN", "BEA")),
        Colleague("DORA", "leerkracht", ("ma", "di", "do", "vr"), ("IBO",)),
        Colleague("EEF", "leerkracht", WEEK, ("BEREND",)),
        Colleague("BEREND", "leerkracht", ("ma", "vr"), ("EEF",), BEREND),
        Colleague("IBO", "ib", ("di", "do"), ()),
        Colleague("DIR", "directie", WEEK, ()),
        Colleague("KEES", "beheerder", ("ma", "wo", "vr"), ()),
    )
}

# By rule: the days before, the day itself, and every so many school days after it.
OFTEN, ONCE, AT_BEGIN, NEVER = "often", "once", "at begin", "never"
REMINDED = {
    "analyse": OFTEN, "voorbereiden": OFTEN, "rapport": OFTEN, "rapport-lezen": OFTEN, "welkom": OFTEN,
    "zorglijst": OFTEN, "brief": OFTEN, "weekplanner": ONCE, "plannen": AT_BEGIN, "activiteit": NEVER,
    "sluitronde": ONCE,
}  # fmt: skip
STEPS = {"analyse": ((3, "ib", "IBO"), (8, "directie", "DIR"))}
SENSITIVE, IN_HOLIDAYS, OWN_MAIL, EVERYBODY = "zorglijst", "sluitronde", "brief", "rapport-lezen"
OVER_AFTER = {"rapport": 5, "weekplanner": 0, "plannen": 0}
TITLES = {
    "analyse": "Vul de analyse in", "voorbereiden": "Bereid de bespreking voor", "rapport": "Schrijf het rapport",
    "rapport-lezen": "Lees elkaars rapporten", "welkom": "Nodig de ouders uit", "zorglijst": "Vul de zorglijst in",
    "brief": "Stuur de brief over het rapport", "weekplanner": "Zet de weekplanner klaar",
    "plannen": "Plan de groepsbespreking", "activiteit": "Bedenk iets bij de activiteit",
    "sluitronde": "Loop een ronde langs de ramen",
}  # fmt: skip
RULES = f"""
regels:
  - {{id: analyse, titel: {TITLES["analyse"]}, voor: leerkracht, per: groep, vanaf: 4 weken voor groepsbespreking,
     uiterlijk: 2 weken voor groepsbespreking,
     escaleer: [{{naar: ib, na: 3 schooldagen}}, {{naar: directie, na: 8 schooldagen}}]}}
  - {{id: voorbereiden, titel: {TITLES["voorbereiden"]}, voor: leerkracht, per: leerling, waar: {{jaargroep: 1}},
     uiterlijk: op groepsbespreking}}
  - {{id: plannen, titel: {TITLES["plannen"]}, voor: ib, per: school, vanaf: 6 weken voor groepsbespreking,
     uiterlijk: 3 weken voor groepsbespreking, niveau: gewenst}}
  - {{id: rapport, titel: {TITLES["rapport"]}, voor: leerkracht, per: leerling, uiterlijk: 1 week voor rapport,
     vervalt: na 5 schooldagen}}
  - {{id: rapport-lezen, titel: {TITLES["rapport-lezen"]}, voor: leerkracht, per: groep, vanaf: 5 weken voor rapport,
     uiterlijk: op rapport, wie: ieder}}
  - {{id: brief, titel: {TITLES["brief"]}, voor: directie, per: school, uiterlijk: 2 weken voor rapport,
     eigen_mail: ja}}
  - {{id: weekplanner, titel: {TITLES["weekplanner"]}, voor: leerkracht, per: groep, waar: {{jaargroep: 1}},
     uiterlijk: einde schoolweek}}
  - {{id: activiteit, titel: {TITLES["activiteit"]}, voor: leerkracht, per: groep, uiterlijk: op activiteit,
     niveau: facultatief}}
  - {{id: welkom, titel: {TITLES["welkom"]}, voor: leerkracht, per: leerling, uiterlijk: 2 weken na instroom}}
  - {{id: zorglijst, titel: {TITLES["zorglijst"]}, voor: leerkracht, per: leerling, waar: {{jaargroep: 1}},
     uiterlijk: einde hgw-blok, gevoelig: ja}}
  - {{id: sluitronde, titel: {TITLES["sluitronde"]}, voor: beheerder, per: school, uiterlijk: 5 dagen na begin vakantie,
     vanaf: 2 dagen na begin vakantie, ook_in_vakantie: ja, herinner: [op de dag], vervalt: ja}}
"""


def mail_school() -> SmallSchool:
    """Return the school as it is in August: two parallel groups, a single one, and a duo of which one leaves."""
    rooms = [
        Room("g1", "1/2 A", 1, ("ANN", "BEA")),
        Room("g2", "1/2 B", 1, ("CEES",)),
        Room("g3", "3", 3, ("DORA",)),
        Room("g4", "4", 4, ("BEREND", "EEF")),
    ]
    children = [
        Child(f"{NUMBER}{each:02}", rooms[each % 4], date(2021 - each % 4, 3, 1 + each), date(2025, 9, 1))
        for each in range(12)
    ]
    meetings = [
        Meeting("groepsbespreking", date(2026, 11, 17), "1"),
        Meeting("groepsbespreking", date(2027, 3, 16), "2"),
        Meeting("groepsbespreking", date(2027, 6, 8), "3"),
        Meeting("rapport", date(2027, 2, 12), "midden", "midden"),
        Meeting("rapport", date(2027, 6, 25), "eind", "eind"),
        Meeting("activiteit", date(2026, 9, 24), "1"),
        Meeting("activiteit", date(2027, 4, 13), "2"),
    ]
    return SmallSchool(rooms, children, meetings)


def export(school: SmallSchool, as_of: date) -> str:
    """Return the export, with names that cannot stand in a mail by accident."""
    plain = school.export(as_of)
    named = plain.replace("<roepnaam>Kind ", f"<roepnaam>{FIRST_NAME}")
    return named.replace("<achternaam>Kind<", f"<achternaam>{LAST_NAME}<")


def staff_sheet() -> str:
    rows = (f"{each.code},{each.address},{each.roles},{';'.join(each.days)},{_end(each)}" for each in _everybody())
    return "\n".join(("code,email,rollen,werkdagen,uit_dienst", *rows))


def _everybody() -> tuple[Colleague, ...]:
    return tuple(COLLEAGUES.values())


def _end(colleague: Colleague) -> str:
    return str(colleague.until) if colleague.until != ALWAYS[1] else ""


def school_days_from(day: date, count: int) -> date | None:
    """Return the school day so many after (or, below zero, before) this day; None where the year does not have it."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left and FIRST_DAY - ONE_DAY <= day <= LAST_DAY + timedelta(days=20):
        day += step
        left -= is_school_day(day)
    return day if not left else None
