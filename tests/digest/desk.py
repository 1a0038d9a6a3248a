"""One teacher's desk: rules as a school writes them, tasks as the store keeps them, and the overview of a morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from engine.digest import digest
from engine.model import OPEN, OVERDUE, Because, Staff, Task
from engine.rawrule import Source
from engine.readtogether import Reading, reading_of
from engine.rulefile import read_rules
from tests.language.school import school_language

if TYPE_CHECKING:
    from engine.digestlayout import Digest

TODAY = date(2026, 11, 17)
MARIEKE = Staff("MVD", "Marieke", "van Dijk", "marieke@school.example", frozenset({"leerkracht"}))
NUMBERS = count(1)
RULES = """
regels:
  - {id: seo, titel: Werk de SEO bij, voor: leerkracht, per: leerling, uiterlijk: voor vakantie}
  - {id: analyse, titel: Vul de analyse in, voor: leerkracht, per: groep, uiterlijk: 2 weken voor groepsbespreking}
  - {id: bespreking, titel: Voer de groepsbespreking, voor: ib, per: groep, uiterlijk: op groepsbespreking}
  - {id: hand, titel: Noteer met welke hand het kind knipt, voor: leerkracht, per: leerling,
     uiterlijk: 6 weken na instroom}
  - {id: plannen, titel: Plan je doelen voor vandaag, voor: leerkracht, per: groep, uiterlijk: op schooldag}
  - {id: weekdoelen, titel: Noteer hoe het gaat, voor: leerkracht, per: groep, uiterlijk: einde schoolweek}
  - {id: wens, titel: Breng gebieden in beeld, voor: leerkracht, per: groep, uiterlijk: einde hgw-blok, niveau: gewenst}
  - {id: mag, titel: Hang een slinger op, voor: leerkracht, per: groep, uiterlijk: einde hgw-blok, niveau: facultatief}
  - {id: zorg, titel: Vul de zorglijst in, voor: leerkracht, per: leerling, uiterlijk: einde hgw-blok, gevoelig: ja}
  - {id: verslag, titel: Schrijf het verslag, voor: leerkracht, per: gesprek, uiterlijk: 1 week na gesprek}
  - {id: archief, titel: Hang het verslag in het archief, voor: leerkracht, per: gesprek, uiterlijk: 1 week na gesprek,
     hoort_bij: verslag}
"""


@cache
def rules() -> dict[str, object]:
    book = read_rules([Source("rules/eigen/desk.yaml", RULES)], school_language())
    assert book.problems == ()
    return {each.id: each for each in book.rules}


def task(rule: str, due: date, subject: str = "", **other: object) -> Task:
    """Make a task of a rule above, about 1/2 B, open since two weeks before it is due and late once that is past."""
    found = rules().get(rule)
    per = getattr(found, "per", "leerling")
    number = next(NUMBERS)
    made = Task(
        key=f"k{number:06}",
        rule=rule,
        per=per,
        subject=subject or ("1/2 B" if per == "groep" else str(number)),
        occasion="groepsbespreking/2026-2027/1",
        school_year="2026-2027",
        opens=date.fromordinal(due.toordinal() - 14),
        due=due,
        recipients=("MVD",),
        level=getattr(found, "level", "verplicht"),
        title=getattr(found, "title", "Een taak van een regel die weg is"),
        group="1/2 B",
        state=OVERDUE if due < TODAY else OPEN,
        because=Because("rules/eigen/desk.yaml", 1, "", "", "groepsbespreking", due, None, due),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def every_day(rule: str, days: int = 190) -> list[Task]:
    """Make a task for each of so many days, the last of them today: that is how a daily rule looks in the store."""
    dates = (date.fromordinal(TODAY.toordinal() - back) for back in range(days))
    return [
        task(rule, day, occasion=f"schooldag/{day}", opens=day, state=OPEN if day == TODAY else "gemist")
        for day in dates
    ]


def reading(*tasks: Task) -> Reading:
    return reading_of(tasks, rules().values())  # type: ignore[arg-type]


def morning(*tasks: Task, since: date | None = None, person: Staff = MARIEKE) -> Digest | None:
    """Return the overview of these tasks."""
    return digest(person, tasks, reading(*tasks), TODAY, since)


def told(*tasks: Task, since: date | None = None) -> Digest:
    found = morning(*tasks, since=since)
    assert found is not None
    return found


def shown(found: Digest, kind: str) -> list[tuple[str, str, str]]:
    """Return (title, count, when) of each line of a kind."""
    section = found.section(kind)
    return [(each.title, each.count, each.when) for each in section.lines] if section else []
