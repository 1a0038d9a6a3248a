"""A handful of people whom rules choose from, and the question in a rule's own words: who, and when.

Rules are due on Monday 1 March 2027 unless they say otherwise, and are looked at on Wednesday 24 February.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.evaluate import Evaluator
from engine.grounds import Known
from engine.model import Case, Facts, Group, Pupil, Registration, Staff, Wanted
from engine.rawrule import Source
from engine.rulefile import read_rules
from tests.language.school import school_calendar, school_language

if TYPE_CHECKING:
    from engine.rule import Rule

TODAY = date(2027, 2, 24)
YEAR = 2026
USUAL_ROLE = frozenset({"leerkracht"})

PUPILS = (
    # Ada: an autumn child in group 2, since November 2025.
    Pupil("1", "Ada", birth=date(2021, 11, 5), year_group="2", entry=date(2025, 11, 10), traits={"nt2": ""}),
    # Bas: group 1, since the first day of this school year.
    Pupil("2", "Bas", birth=date(2022, 3, 1), year_group="1", entry=date(2026, 8, 31), traits={"nt2": "ja"}),
    # Cem: an autumn child who came in January.
    Pupil("3", "Cem", birth=date(2022, 12, 24), year_group="1", entry=date(2027, 1, 11), traits={"gezondheid": ""}),
    # Dee: group 2, goes to group 3 B.
    Pupil(
        "4", "Dee", birth=date(2020, 6, 1), year_group="2", entry=date(2024, 9, 2),
        traits={"zorgleerling": "", "onderwijsbehoefte": "4", "nt2": "nee"},
    ),
    # Eva: was in group 3, and left on 26 February.
    Pupil("5", "Eva", birth=date(2020, 1, 1), year_group="3", entry=date(2023, 9, 1), exit=date(2027, 2, 26)),
    # Finn: an autumn child in group 3, had another teacher last year.
    Pupil(
        "6", "Finn", birth=date(2019, 12, 1), year_group="3", entry=date(2023, 12, 1), previous_group="1/2 Oud",
        traits={"onderwijsbehoefte": "2,5"},
    ),
    # Gus: the administration says H, no longer here.
    Pupil("7", "Gus", birth=date(2015, 1, 1), year_group="H", entry=date(2019, 1, 1)),
)  # fmt: skip

GROUPS = (
    Group("1/2 A", "2026-2027", "stam", frozenset({1, 2}), frozenset({"an", "bo"}), frozenset("1234")),
    Group("3 A", "2026-2027", "stam", frozenset({3}), frozenset({"cas", "ed"}), frozenset("56")),
    Group("Leeg", "2026-2027", "stam", frozenset({4})),
    Group("NT2 kleuters", "2026-2027", "subgroep", frozenset({1, 2}), frozenset(), frozenset("2")),
    Group("1/2 Oud", "2025-2026", "stam", frozenset({1, 2}), frozenset({"an"}), frozenset("146")),
    Group("8 Oud", "2024-2025", "stam", frozenset({8}), frozenset({"bo"}), frozenset("4")),
    Group("3 B", "2027-2028", "stam", frozenset({3}), frozenset({"dia"}), frozenset("4")),
)

STAFF = (
    Staff("an", email="an@school.nl", roles=USUAL_ROLE, kind="vast", account=True),
    Staff("bo", email="bo@school.nl", roles=USUAL_ROLE, kind="vast"),
    Staff("cas", email="cas@school.nl", roles=USUAL_ROLE, kind="invaller", account=False),
    Staff("dia", email="dia@school.nl", roles=USUAL_ROLE, kind="lio", account=False),
    Staff("ed", email="ed@school.nl", roles=frozenset({"ib"}), kind="vast", account=True),
    Staff("fay", email="fay@school.nl", roles=USUAL_ROLE, out_of_service=date(2026, 12, 31)),
)

REGISTRATIONS = (
    Registration("observatie", "leerling", "1", date(2026, 10, 1), area="seo"),
    Registration("observatie", "leerling", "1", date(2026, 11, 2), area="rekenen"),
    Registration("observatie", "leerling", "2", date(2027, 2, 10), area="taal", value="zwak"),
    Registration("observatie", "leerling", "4", date(2027, 3, 5), area="seo"),
    Registration("niveau", "leerling", "1", date(2026, 9, 1), value="groep 1 basis"),
    Registration("niveau", "leerling", "1", date(2027, 1, 15), value="groep 1-2"),
    Registration("groei", "leerling", "3", date(2027, 2, 1), value="12 %"),
    Registration("gearchiveerd", "leerling", "4", date(2026, 9, 1)),
    Registration("groepsanalyse", "groep", "3 A", date(2027, 2, 1)),
    Registration("gespreksplanner", "school", "99XX", date(2027, 2, 1)),
)

CASES = (
    Case(
        "gesprek", "g1", "leerling", "1", "startgesprek", date(2026, 11, 10),
        traits={"status": "gevoerd", "tijd": "8:15", "minuten": "10"},
    ),
    Case(
        "gesprek", "g2", "leerling", "6", "rapport", date(2027, 2, 16),
        traits={"online": "ja", "tijd": "12:30", "minuten": "20"},
    ),
    Case("gesprek", "g3", "groep", "3 A", "kennismaking", date(2026, 9, 8), traits={"online": "nee"}),
)  # fmt: skip


@cache
def evaluator(gone: str = "") -> Evaluator:
    """Give the school; `gone` is the number of a pupil whom the latest export no longer names."""
    pupils = tuple(replace(each, present=each.number != gone) for each in PUPILS)
    facts = Facts("99XX", "2026-2027", pupils, GROUPS, STAFF, REGISTRATIONS, CASES)
    return Evaluator(Known(facts, (school_calendar(),)), TODAY)


def rule(about: str, clause: str, due: str = "begin maart") -> Rule:
    """Read a rule about a kind of subject with one more line, such as `waar: {jaargroep: 1}`."""
    lines = ["regels:", "  - id: r", "    titel: Doen", "    voor: leerkracht", f"    per: {about}"]
    text = "\n".join([*lines, f"    uiterlijk: {due}", f"    {clause}" if clause else "", ""])
    book = read_rules([Source("r.yaml", text)], school_language())
    assert book.problems == ()
    return book.rules[0]


def chosen(about: str, where: str, due: str = "begin maart") -> str:
    """Say who is chosen, in order: `1, 2, 4`."""
    asked = rule(about, f"waar: {where}" if where else "", due)
    return ", ".join(sorted({each.subject for each in evaluator().plan([asked], YEAR).wanted}))


def days(where: str, due: str) -> str:
    """Say on which days a rule about the school is due."""
    asked = rule("school", f"waar: {where}", due)
    return ", ".join(dutch(each.due) for each in evaluator().plan([asked], YEAR).wanted)


def tasks(about: str, done_when: str, due: str = "begin maart", gone: str = "") -> list[Wanted]:
    return list(evaluator(gone).evaluate([rule(about, f"klaar_als: {done_when}", due)], [YEAR]).wanted)


def done(about: str, done_when: str, due: str = "begin maart", gone: str = "") -> str:
    """Say for whom it is done: `1, 2, 4`."""
    return ", ".join(sorted(each.subject for each in tasks(about, done_when, due, gone) if each.done))
