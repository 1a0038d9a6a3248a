"""A small school as it changes through a year: 4 groups, 60 pupils, its export, sheets, calendar and rules as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2026, 8, 31), date(2027, 7, 16)
START = FIRST_DAY
SCHOOL_YEAR = "2026-2027"
HOLIDAYS = (
    ("herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)),
    ("kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    ("voorjaarsvakantie", date(2027, 2, 20), date(2027, 2, 28)),
    ("meivakantie", date(2027, 4, 24), date(2027, 5, 9)),
)
DAYS_OFF = (date(2026, 10, 5), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 17))
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Room:
    """A group: its key in the export never changes, its name may."""

    key: str
    name: str
    year_group: int
    teachers: tuple[str, ...]


@dataclass(slots=True)
class Child:
    """`last` is the last day at school."""

    number: str
    room: Room
    birth: date
    entry: date
    last: date | None = None
    nt2: bool = False


@dataclass(slots=True, eq=False)
class Meeting:
    """A date in the calendar. `suffix` is what it must be known by for good; `day` is where it stands now."""

    anchor: str
    day: date
    suffix: str
    name: str = ""
    there: bool = True


@dataclass(slots=True)
class SmallSchool:
    """Everything the school would write down itself, as it is today."""

    rooms: list[Room]
    children: list[Child]
    meetings: list[Meeting]
    broken: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)

    # --- what it hands in

    def export(self, as_of: date) -> str:
        groups = "".join(
            f'<groep key="{each.key}"><naam>{each.name}</naam><jaargroep>{each.year_group}</jaargroep></groep>'
            for each in self.rooms
        )
        pupils = "".join(map(_pupil, self.children))
        return (
            f"<EDEX><school><schooljaar>{SCHOOL_YEAR}</schooljaar><peildatum>{as_of}</peildatum>"
            f"<brincode>99XX</brincode></school><groepen>{groups}</groepen><leerlingen>{pupils}</leerlingen>"
            "<leerkrachten></leerkrachten></EDEX>"
        )

    def groups_sheet(self) -> str:
        rows = (f"{each.name},{SCHOOL_YEAR},stam,{';'.join(each.teachers)}\n" for each in self.rooms)
        return f"groep,schooljaar,soort,leerkrachten\n{''.join(rows)}"

    def pupils_sheet(self) -> str:
        rows = (f"{each.number},{'nt2' if each.nt2 else 'zorgleerling'}\n" for each in self.children)
        return f"leerlingnummer,kenmerken\n{''.join(rows)}"

    # --- what it writes itself

    def calendar(self) -> str:
        holidays = "".join(f"  - {{naam: {name}, van: {a}, tot_en_met: {b}}}\n" for name, a, b in HOLIDAYS)
        off = "".join(f"  - {{naam: vrij {number}, op: {day}}}\n" for number, day in enumerate(DAYS_OFF))
        standing = [each for each in self.meetings if each.there]
        anchors = "".join(
            f"  {anchor}:\n" + "".join(_date(each) for each in standing if each.anchor == anchor)
            for anchor in sorted({each.anchor for each in standing})
        )
        text = (
            f"schooljaar: {SCHOOL_YEAR}\neerste_schooldag: {FIRST_DAY}\nlaatste_schooldag: {LAST_DAY}\n"
            f"vakanties:\n{holidays}vrije_dagen:\n{off}ankers:\n{anchors}"
        )
        return text + "  rapport: nog niet\n" if "calendar" in self.broken else text

    def rules(self) -> dict[str, str]:
        """Return the text of each rule file; a broken one has a word in it that does not exist."""
        return {
            name: text.replace("uiterlijk:", "uiterlijkst:", 1) if name in self.broken else text
            for name, text in RULES.items()
        }


def _pupil(child: Child) -> str:
    until = f"<uitstroomdatum>{child.last + ONE_DAY}</uitstroomdatum>" if child.last else ""
    return (
        f'<leerling key="{child.number}"><achternaam>Kind</achternaam><roepnaam>Kind {child.number}</roepnaam>'
        f"<geboortedatum>{child.birth}</geboortedatum><jaargroep>{child.room.year_group}</jaargroep>"
        f'<groep key="{child.room.key}"/><instroomdatum>{child.entry}</instroomdatum>{until}</leerling>'
    )


def _date(meeting: Meeting) -> str:
    name = f", naam: {meeting.name}" if meeting.name else ""
    return f"    - {{op: {meeting.day}{name}}}\n"


def is_school_day(day: date) -> bool:
    off = day in DAYS_OFF or any(begin <= day <= end for _, begin, end in HOLIDAYS)
    return FIRST_DAY <= day <= LAST_DAY and day.weekday() < 5 and not off


def school_day_before(day: date) -> date:
    """Return the last school day on or before this day; the day itself when there is none in this year."""
    found = day
    while found >= FIRST_DAY:
        if is_school_day(found):
            return found
        found -= ONE_DAY
    return day


def school_days_after(day: date, count: int) -> date:
    while count:
        day += ONE_DAY
        count -= is_school_day(day)
    return day


def small_school() -> SmallSchool:
    """Return the school as it is in August."""
    rooms = [
        Room("g1", "1/2 A", 1, ("ANN", "BEA")),
        Room("g2", "1/2 B", 2, ("CEES",)),
        Room("g3", "3", 3, ("DORA",)),
        Room("g4", "4", 4, ("EEF", "BEA")),
    ]
    children = [
        Child(str(1000 + number), rooms[number % 4], date(2021 - number % 4, 3, 1 + number % 27), date(2025, 9, 1))
        for number in range(60)
    ]
    meetings = [
        Meeting("groepsbespreking", date(2026, 11, 17), "1"),
        Meeting("groepsbespreking", date(2027, 3, 16), "2"),
        Meeting("groepsbespreking", date(2027, 6, 8), "3"),
        Meeting("rapport", date(2027, 2, 12), "midden", "midden"),
        Meeting("rapport", date(2027, 6, 25), "eind", "eind"),
        Meeting("activiteit", date(2026, 9, 24), "1"),
        Meeting("activiteit", date(2026, 12, 3), "2"),
        Meeting("activiteit", date(2027, 4, 13), "3"),
    ]
    return SmallSchool(rooms, children, meetings)


STAFF = """code,email,rollen
ANN,ann@school.nl,leerkracht
BEA,bea@school.nl,leerkracht
CEES,cees@school.nl,leerkracht
DORA,dora@school.nl,leerkracht
EEF,eef@school.nl,leerkracht
IBO,ibo@school.nl,ib
DIR,dir@school.nl,directie;beheerder
"""

RULES = {
    "besprekingen": """
regels:
  - id: analyse
    titel: Analyse invullen voor de groepsbespreking
    voor: leerkracht
    per: groep
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse, sinds: 4 weken voor groepsbespreking}
  - id: voorbereiden
    titel: Bereid de bespreking van dit kind voor
    voor: leerkracht
    per: leerling
    waar: {jaargroep: [1, 2]}
    uiterlijk: op groepsbespreking
  - id: plannen
    titel: Plan de groepsbespreking
    voor: ib
    per: school
    uiterlijk: 3 weken voor groepsbespreking
    niveau: gewenst
""",
    "rapporten": """
regels:
  - id: rapport
    titel: Schrijf het rapport
    voor: leerkracht
    per: leerling
    waar: {jaargroep: [3, 4]}
    uiterlijk: 1 week voor rapport
    vervalt: na 5 schooldagen
  - id: rapport-lezen
    titel: Lees elkaars rapporten
    voor: leerkracht
    per: groep
    uiterlijk: op rapport
    wie: ieder
""",
    "week": """
regels:
  - id: weekplanner
    titel: Zet de weekplanner klaar
    voor: leerkracht
    per: groep
    uiterlijk: einde schoolweek
  - id: activiteit
    titel: Bedenk iets bij de activiteit
    voor: leerkracht
    per: groep
    uiterlijk: op activiteit
    niveau: facultatief
""",
    "kinderen": """
regels:
  - id: welkom
    titel: Nodig de ouders uit voor een welkomstgesprek
    voor: leerkracht
    per: leerling
    uiterlijk: 2 weken na instroom
  - id: nt2-lijst
    titel: Zet het kind op de lijst
    voor: ib
    per: leerling
    waar: {kenmerk: nt2}
    uiterlijk: direct
""",
}
