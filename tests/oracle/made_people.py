"""Random pupils, groups, staff, cases and registrations, as export and csv. For the oracle only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.oracle.folder import DAY, year_name

if TYPE_CHECKING:
    from random import Random

SHAPES = [
    [("1/2 A", [1, 2]), ("1/2 B", [1, 2]), ("3", [3]), ("5/6", [5, 6])],
    [("Otters", [1]), ("Dassen", [2, 3]), ("6/7/8", [6, 7, 8])],
    [("1", [1]), ("2", [2]), ("3/4", [3, 4]), ("8", [8])],
    [("1/2 A", [1, 2]), ("1/2 B", [1, 2]), ("1/2 C", [1, 2])],
]
TRAITS = ["nt2", "zorgleerling", "kleuterverlenging", "verlengt", "specifieke-doelen", "gezondheid", "verhuizing"]
DAYS = ["", "", "ma;di;wo", "wo;do;vr", "ma;do", "wo-even;vr", "di;wo-oneven", "vr", "ma-even;ma-oneven;do"]
ROLES = ["ib", "ib", "beheerder", "directie", "orthopedagoog", "kc", "ib;leerkracht", "beheerder;leerkracht"]


@dataclass
class People:
    """The files, and the words that rules may use."""

    export: str = ""
    sheets: dict[str, str] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)


class Maker:
    def __init__(self, random: Random, year: int, brin: str) -> None:
        self.random, self.year, self.brin = random, year, brin
        self.shape = random.choice(SHAPES)
        self.pupils: list[str] = []
        self.staff: list[str] = []
        self.rows: dict[str, list[str]] = {}

    def any_day(self, before: int = 60, after: int = 400) -> date:
        return date(self.year, 8, 20) + DAY * self.random.randrange(-before, after)

    def make(self) -> People:
        groups, refs = self._groups()
        leerlingen = "".join(self._pupil(n, refs) for n in range(self.random.randrange(8, 18)))
        leerkrachten = "".join(self._teacher(n, refs) for n in range(self.random.randrange(3, 8)))
        self._staff_rows()
        self._pupil_rows()
        self._group_rows()
        self._case_rows()
        self._registration_rows()
        head = f"<schooljaar>{year_name(self.year)}</schooljaar><brincode>{self.brin}</brincode>"
        head += f"<aanmaakdatum>{self.year}-08-24T09:00:00</aanmaakdatum><xsdversie>2.1</xsdversie>"
        export = (
            f"<?xml version='1.0' encoding='UTF-8'?>\n<EDEX>\n<school>{head}</school>\n<groepen>{groups}</groepen>\n"
        )
        export += f"<leerlingen>{leerlingen}</leerlingen>\n<leerkrachten>{leerkrachten}</leerkrachten>\n</EDEX>\n"
        sheets = {name: "\n".join(rows) + "\n" for name, rows in self.rows.items()}
        return People(export, sheets, [name for name, _ in self.shape])

    def group_names(self, year: int) -> list[str]:
        """The groups of a school year that its calendar may name: its own, else those of the last year before."""
        rows = [row.split(",") for row in self.rows["groepen"][1:]]
        by_year = {self.year: [name for name, _ in self.shape]}
        for row in rows:
            if row[1] and row[1] != year_name(self.year):
                by_year.setdefault(int(row[1][:4]), []).append(row[0])
        return by_year[max(y for y in by_year if y <= year)] if min(by_year) <= year else []

    def _groups(self) -> tuple[str, list[tuple[str, int]]]:
        """The groups' XML, and (key, year group) of every place a pupil may have."""
        text, refs = "", []
        for n, (name, levels) in enumerate(self.shape):
            if len(levels) > 1 and self.random.random() < 0.4:  # a combination group as several groups
                for level in levels:
                    key = f"k{n}_lj_{level}"
                    text += f'<groep key="{key}"><naam>{name}</naam><jaargroep>{level}</jaargroep></groep>\n'
                    refs.append((key, level))
                continue
            said = str(levels[0]) if len(levels) == 1 or self.random.random() < 0.2 else "C"
            text += f'<groep key="g{n}"><naam>{name}</naam><jaargroep>{said}</jaargroep></groep>\n'
            refs += [(f"g{n}", level) for level in levels]
        text += '<samengestelde_groep key="s1"><naam>NT2-groepje</naam></samengestelde_groep>\n'
        text += '<samengestelde_groep key="s2"><naam>Herfstleerlingen</naam></samengestelde_groep>\n'
        return text, refs

    def _pupil(self, n: int, refs: list[tuple[str, int]]) -> str:
        random, number = self.random, str(1001 + n)
        self.pupils.append(number)
        key, level = random.choice(refs)
        birth = date(self.year - 3 - level, 10, 1) + DAY * random.randrange(0, 365)
        entry = birth.replace(year=birth.year + 4, day=min(birth.day, 28)) + DAY * random.randrange(0, 20)
        if random.random() < 0.35:
            entry = self.any_day(150, 340)
        said = random.choices([str(level), "", "0", "H", "S"], [80, 6, 5 if level == 1 else 0, 3, 3])[0]
        inside = f"<achternaam>Voorbeeld</achternaam><roepnaam>Kind{n}</roepnaam>"
        if random.random() < 0.93:
            inside += f"<geboortedatum>{birth}</geboortedatum>"
        inside += "<geslacht>0</geslacht>"
        inside += f"<jaargroep>{said}</jaargroep>" if said else ""
        if random.random() < 0.93:
            inside += f'<groep key="{key}"/>'
        if random.random() < 0.25:
            own = f'<samengestelde_groep key="{random.choice(["s1", "s2"])}"/>'
            inside += f"<samengestelde_groepen>{own}</samengestelde_groepen>"
        if random.random() < 0.92:
            inside += f"<instroomdatum>{entry}</instroomdatum>"
        if random.random() < 0.15:
            inside += f"<uitstroomdatum>{max(entry + DAY, self.any_day(100, 400))}</uitstroomdatum>"
        return f'<leerling key="{number}">{inside}</leerling>\n'

    def _teacher(self, n: int, refs: list[tuple[str, int]]) -> str:
        random, code = self.random, f"L{n:02}"
        self.staff.append(code)
        inside = f"<achternaam>Naam{n}</achternaam><roepnaam>Juf{n}</roepnaam>"
        if random.random() < 0.6:
            inside += f"<emailadres>{code.lower()}@edex.example</emailadres>"
        if random.random() < 0.3:
            inside += f"<rol>{random.choice(['LRK', 'IB', 'OWA', 'STA', 'DIR'])}</rol>"
        places = ""
        for key in sorted({random.choice(refs)[0] for _ in range(random.randrange(0, 3))}):
            rol = f"<rol>{random.choice(['LRK', 'STA', 'OWA'])}</rol>" if random.random() < 0.15 else ""
            places += f'<groep key="{key}">{rol}</groep>'
        return f'<leerkracht key="{code}">{inside}<groepen>{places}</groepen></leerkracht>\n'

    # --- sheets ---------------------------------------------------------------------------------------------------

    def _staff_rows(self) -> None:
        random = self.random
        rows = ["code,email,rollen,werkdagen,soort,in_dienst,uit_dienst,account"]
        extra = [f"X{n:02}" for n in range(random.randrange(2, 6))]
        for code in [c for c in self.staff if random.random() < 0.8] + extra:
            new = code in extra
            email = f"{code.lower()}@school.example" if random.random() < (0.93 if new else 0.5) else ""
            roles = random.choice(ROLES) if new else random.choice(["", "", "leerkracht", "leerkracht;ib"])
            kind = random.choices(
                ["vast", "", "invaller", "invaller-langdurig", "stagiair", "lio"], [50, 20, 10, 10, 5, 5]
            )[0]
            begin = self.any_day(10, 250) if random.random() < 0.15 else None
            end = self.any_day(0, 340) if random.random() < 0.2 else None
            if begin and end and end < begin:
                begin, end = end, begin
            account = random.choice(["ja", "nee", ""])
            rows.append(f"{code},{email},{roles},{random.choice(DAYS)},{kind},{begin or ''},{end or ''},{account}")
        self.staff += extra
        self.rows["medewerkers"] = rows

    def _pupil_rows(self) -> None:
        random = self.random
        rows = ["leerlingnummer,kenmerken,instroom,uitstroom,vorige_groep"]
        for number in self.pupils:
            if random.random() < 0.5:
                traits = ";".join(random.sample(TRAITS, random.randrange(0, 3)))
                entry = self.any_day(300, 0) if random.random() < 0.05 else None
                leaves = self.any_day(0, 400) if random.random() < 0.1 else None
                if entry and leaves and leaves < entry:
                    leaves = None
                before = random.choice(["", "Oud 4", "Oud 5", self.shape[0][0]])
                rows.append(f"{number},{traits},{entry or ''},{leaves or ''},{before}")
        self.rows["leerlingen"] = rows

    def _group_rows(self) -> None:
        random = self.random
        rows = ["groep,schooljaar,soort,leerkrachten,leerlingen,jaargroepen,ib"]
        for name, levels in self.shape:
            if random.random() < 0.6:
                year = random.choice(["", year_name(self.year)])
                ib = random.choice(["", "", *self.staff[-3:]])
                own = ";".join(map(str, levels)) if random.random() < 0.3 else ""
                rows.append(f"{name},{year},stam,{self._some(self.staff, 2)},,{own},{ib}")
        before, older, after = year_name(self.year - 1), year_name(self.year - 2), year_name(self.year + 1)
        rows.append(f"Oud 4,{before},stam,{self._some(self.staff, 2)},,4,")
        rows.append(f"Oud 5,{before},stam,{self._some(self.staff, 2)},,5,")
        if random.random() < 0.5:
            rows.append(f"{self.shape[0][0]},{before},stam,{self._some(self.staff, 2)},{self._some(self.pupils, 2)},,")
        if random.random() < 0.5:
            rows.append(f"Stokoud,{older},stam,{self._some(self.staff, 1)},,,")
        if random.random() < 0.6:
            rows.append(f"Nieuw 3,{after},stam,{self._some(self.staff, 1)},{self._some(self.pupils[:5], 2)},3,")
            rows.append(f"{self.shape[0][0]},{after},stam,,{self._some(self.pupils[5:], 2)},1;2,")
        if random.random() < 0.5:
            rows.append(f"Invalgroep,,invaller,{self._some(self.staff, 1)},{self._some(self.pupils, 2)},,")
        if random.random() < 0.3:
            rows.append(f"Verlengers,,kleuterverlenging,,{self._some(self.pupils, 2)},,")
        self.rows["groepen"] = rows

    def _some(self, among: list[str], most: int) -> str:
        return ";".join(self.random.sample(among, self.random.randrange(0, min(most, len(among)) + 1)))

    def _about(self) -> str:
        kind = self.random.choice(["leerling", "leerling", "leerling", "groep", "medewerker", "school"])
        words = {"leerling": self.pupils, "groep": [n for n, _ in self.shape], "medewerker": self.staff}
        return f"{kind},{self.random.choice(words.get(kind, [self.brin]))}"

    def _case_rows(self) -> None:
        random = self.random
        rows = ["type,sleutel,onderwerp_type,onderwerp,soort,van,tot_en_met,kenmerken"]
        kinds = {
            "gesprek": ["startgesprek", "rapport", "advies", "kennismaking"],
            "toets": ["rekenen", "topo"],
            "bericht": [""],
            "signalering": ["dyslexie", "incident", "voorsprong"],
            "afwezigheid": [""],
            "extra-hulp": ["logopedie", "rt"],
            "doel": ["rekenen", "seo", "taal"],
            "gespreksronde": ["rapport"],
        }
        for n in range(random.randrange(10, 26)):
            kind = random.choice(list(kinds))
            about = f"medewerker,{random.choice(self.staff)}" if kind == "afwezigheid" else self._about()
            if kind == "toets":
                about = f"groep,{random.choice(self.shape)[0]}"
            begin = self.any_day(40, 360)
            end: date | str = begin + timedelta(days=random.randrange(0, 60)) if random.random() < 0.35 else ""
            dated = kind not in ("doel",) or random.random() < 0.5
            rows.append(
                f"{kind},z{n},{about},{random.choice(kinds[kind])},{begin if dated else ''},"
                f"{end if dated else ''},{self._case_traits(kind)}"
            )
        self.rows["zaken"] = rows

    def _case_traits(self, kind: str) -> str:
        random = self.random
        some = {
            "gesprek": ["status=gevoerd", "online=ja", "los=ja", "tijd=12:30", "tijd=8:15", "minuten=20", "minuten=10"],
            "bericht": ["kanaal=parro", "kanaal=mail", f"ontvanger={random.choice(self.staff)}"],
            "signalering": ["opvallend=ja"],
            "afwezigheid": ["duur=kort", "duur=langer", "duur=langdurig"],
            "extra-hulp": ["extern=ja"],
            "doel": ["dagelijks=ja"],
        }.get(kind, [])
        chosen = [t for t in some if random.random() < 0.4]
        return ";".join({t.partition("=")[0]: t for t in chosen}.values())

    def _registration_rows(self) -> None:
        random = self.random
        rows = ["soort,onderwerp_type,onderwerp,op,door,gebied,waarde"]
        for _ in range(random.randrange(5, 25)):
            kind = random.choice(["seo-zorg", "mediawijsheid", "observatie", "niveau", "groei", "groepsanalyse"])
            about = f"leerling,{random.choice(self.pupils)}"
            if kind in ("groepsanalyse", "mediawijsheid") and random.random() < 0.7:
                about = f"groep,{random.choice(self.shape)[0]}"
            area = random.choice(["seo", "rekenen", "taal"]) if kind in ("observatie", "niveau") else ""
            value = {"niveau": random.choice(["groep 1", "groep 2"]), "groei": str(random.choice([40, 75, 110]))}.get(
                kind, ""
            )
            rows.append(escape(f"{kind},{about},{self.any_day(200, 330)},{random.choice(self.staff)},{area},{value}"))
        self.rows["registraties"] = rows
