"""The people who work at De Kastanje, as a school would list them, and who teaches what on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.demoschool.days import works_on
from engine.demoschool.shapes import Colleague

CARE_LOWER = "EVR"
CARE_UPPER = "OBA"
ADMINISTRATOR = "FDK"
HEAD = "KVM"

TEACHER = ("leerkracht",)
MON_TO_WED = ("ma", "di", "wo")
THU_FRI = ("do", "vr")

_TEACHERS = (
    Colleague("SHO", "Sanne", "", "Hoekman", True, TEACHER, ("ma", "di", "wo-even"), account="ja"),
    Colleague("NAY", "Nadia", "", "Aydemir", True, TEACHER, ("wo-oneven", "do", "vr"), account="ja"),
    Colleague("MVD", "Marieke", "van", "Dijk", True, TEACHER, MON_TO_WED, account="ja"),
    Colleague("TBO", "Tom", "", "Bosma", True, TEACHER, THU_FRI, account="ja"),
    Colleague("LKO", "Linda", "", "Kok", True, TEACHER, MON_TO_WED, account="ja"),
    # Daan took over from Tineke after the autumn holiday and has no account yet.
    Colleague("DFE", "Daan", "", "Ferwerda", True, TEACHER, THU_FRI, in_service=date(2026, 11, 2), account="nee"),
    Colleague("ESC", "Esther", "", "Schippers", True, TEACHER, account="ja"),
    Colleague("HWI", "Hans", "", "Wiersma", True, TEACHER, ("ma", "di", "wo", "do")),
    Colleague("FKA", "Fatma", "", "Karaca", True, TEACHER, ("vr",)),
    Colleague("BVL", "Bas", "van", "Leeuwen", True, TEACHER),
    Colleague("JDW", "Johan", "de", "Wit", True, TEACHER, MON_TO_WED),
    Colleague("PSM", "Petra", "", "Smeets", False, TEACHER, THU_FRI),
    Colleague("MEL", "Mohamed", "", "El Amrani", True, TEACHER),
    Colleague("AGR", "Anouk", "de", "Groot", True, TEACHER),
    Colleague("RPO", "Rob", "", "Pronk", True, TEACHER),
    Colleague("INO", "Ilse", "", "Noordhof", True, TEACHER, ("ma", "di", "wo", "vr")),
    Colleague("WBR", "Wilma", "", "Brandsma", True, TEACHER),
)
_OTHERS = (
    Colleague(CARE_LOWER, "Els", "", "Vrieling", True, ("ib",), ("ma", "di", "do"), account="ja"),
    Colleague(CARE_UPPER, "Osman", "", "Bayraktar", True, ("ib",), ("di", "wo-even", "vr")),
    Colleague(
        ADMINISTRATOR, "Femke", "", "Dijkema", True, ("beheerder", "applicatiebeheer"), ("ma", "di", "do"), account="ja"
    ),
    Colleague(HEAD, "Karel", "van", "Meurs", True, ("directie",), ("ma", "di", "wo", "do"), account="nee", role="DIR"),
    # An account that a student teacher should not have: the administrator hears it.
    Colleague(
        "JMU", "Jesse", "", "Muis", True, (), ("di", "do"), "stagiair", date(2026, 9, 1), date(2027, 1, 29), "ja", "STA"
    ),
    Colleague(
        "NPE",
        "Noa",
        "",
        "Pelgrim",
        True,
        TEACHER,
        ("wo", "do", "vr"),
        "lio",
        date(2026, 8, 31),
        date(2027, 7, 16),
        "nee",
    ),
    Colleague(
        "WAA", "Wim", "", "Aalders", True, TEACHER, THU_FRI, "invaller", date(2026, 11, 12), date(2026, 11, 20), "ja"
    ),
    Colleague("TBA", "Tineke", "", "Baan", True, TEACHER, THU_FRI, out_of_service=date(2026, 10, 31), account="ja"),
    Colleague("KOW", "Kim", "", "Owel", True, (), ("ma", "di", "do", "vr"), account="ja", role="OWA"),
    Colleague("GAD", "Gerda", "", "Adema", True, (), ("ma", "wo", "do"), role="ADM"),
)

TEACHERS_OF = {
    "1/2 A": ("SHO", "NAY"),
    "1/2 B": ("MVD", "TBO"),
    "1/2 C": ("LKO", "DFE"),
    "3 A": ("ESC",),
    "3/4": ("HWI", "FKA"),
    "4": ("BVL",),
    "5": ("JDW", "PSM"),
    "6": ("MEL",),
    "6/7": ("AGR",),
    "7": ("RPO",),
    "7/8": ("INO",),
    "8": ("WBR",),
}
# Who taught what last year. Some moved along with their pupils, most did not.
TEACHERS_LAST_YEAR = {
    "1/2 A": ("SHO", "NAY"),
    "1/2 B": ("MVD", "TBO"),
    "1/2 C": ("LKO", "TBA"),
    "3": ("BVL",),
    "3/4": ("HWI", "FKA"),
    "4/5": ("ESC",),
    "5": ("JDW", "PSM"),
    "6": ("AGR",),
    "6/7": ("MEL",),
    "7": ("RPO",),
    "8": ("WBR", "INO"),
}
CARE_OF = {group: CARE_LOWER if group[0] in "1234" else CARE_UPPER for group in TEACHERS_OF}

_MORE_LINKS = {
    "JMU": (("1/2 B", "STA"),),
    "NPE": (("4", "LRK"),),
    "WAA": (("1/2 B", "LRK"),),
    "KOW": (("1/2 A", "OWA"), ("1/2 B", "OWA"), ("1/2 C", "OWA")),
}


def staff() -> tuple[Colleague, ...]:
    """Return everybody, teachers linked to the groups they teach."""
    return tuple(_linked(each) for each in (*_TEACHERS, *_OTHERS))


def teacher_on(group: str, day: date) -> str:
    """Return the code of the teacher who stands before the group that day, or of its first teacher."""
    teachers = TEACHERS_LAST_YEAR.get(group, TEACHERS_OF[group]) if day < date(2026, 8, 1) else TEACHERS_OF[group]
    if group == "1/2 C" and day < date(2026, 11, 2):
        teachers = ("LKO", "TBA")
    days = {each.code: each.working_days for each in (*_TEACHERS, *_OTHERS)}
    return next((code for code in teachers if works_on(days[code], day)), teachers[0])


def _linked(one: Colleague) -> Colleague:
    taught = tuple((group, "LRK") for group, codes in TEACHERS_OF.items() if one.code in codes)
    links = taught + _MORE_LINKS.get(one.code, ())
    return replace(one, links=links)
