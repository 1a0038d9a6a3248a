"""A school of two groups in the summer of 2027, that has its mail decided every day and reads its groups in late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.model import Case, Group, Pupil, Staff, Told
from engine.runs import evaluate
from engine.runs.lookagain import Look, look, scene_of
from engine.runs.post import plan_posts, put_in_outbox
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from engine.store.outbox import load_posts
from engine.store.tasks import close_school_year, load_tasks
from engine.store.told import add_told
from tests.reconcile.school import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.runs.post import DayPlan

ID = "dewilg"
CONFIG = f"""
[school]
name = "De Wilg"
brin = "99XX"
region = "midden"
id = "{ID}"
start = 2026-08-31
packs = []

[store]
url = "sqlite:///jaarcyclus.db"
"""
THIS_YEAR = """
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31
laatste_schooldag: 2027-07-16
vrije_dagen:
  - {naam: studiedag, op: 2026-10-05, team_werkt: ja}
ankers:
  groepsbespreking:
    - {op: 2026-11-17}
    - {op: 2027-03-16}
  sportdag: [{op: 2027-05-19}]
"""
NEXT_YEAR = """
schooljaar: 2027-2028
eerste_schooldag: 2027-08-30
laatste_schooldag: 2028-07-07
teamdagen: [{op: 2027-08-27}]
"""
RULES = """
regels:
  - {id: doelen, titel: Kies de doelen, voor: leerkracht, per: groep, vanaf: begin schooljaar,
     uiterlijk: einde schoolweek}
  - {id: kennismaken, titel: Maak kennis, voor: leerkracht, per: leerling, uiterlijk: 2 weken na begin schooljaar}
  - {id: gesprek, titel: Werk het gesprek uit, voor: ib, per: gesprek, uiterlijk: 1 week na gesprek}
  - {id: agenda, titel: Zet je agenda klaar, voor: leerkracht, per: medewerker, uiterlijk: 1 week na begin schooljaar}
  - {id: sleutels, titel: Deel de sleutels uit, voor: directie, per: school, uiterlijk: 1 week na begin schooljaar}
  - {id: analyse, titel: Vul de analyse in, voor: leerkracht, per: groep, uiterlijk: 1 week voor groepsbespreking,
     niveau: gewenst}
"""
PUPILS = tuple(Pupil(f"7701{n}", f"Xantippe{n}", f"Zwartjes{n}", date(2019, 3, n), "3") for n in range(1, 5))
STAFF = (
    Staff("PAR", "Paula", "Ros", "paula@dewilg.example", frozenset({"leerkracht"})),
    Staff("MVD", "Marieke", "van Dijk", "marieke@dewilg.example", frozenset({"leerkracht"})),
    Staff("ILS", "Ilse", "Mol", "ilse@dewilg.example", frozenset({"ib"})),
    Staff("BEA", "Bea", "Kok", "bea@dewilg.example", frozenset({"beheerder"})),
    Staff("DIR", "Dirk", "Smit", "dirk@dewilg.example", frozenset({"directie"})),
)


def groups(school_year: str, *teachers: str) -> tuple[Group, ...]:
    """Give the two groups of a school year, each with its teacher and two children."""
    number = frozenset({3 if school_year == "2026-2027" else 4})
    halves = (frozenset({"77011", "77012"}), frozenset({"77013", "77014"}))
    pairs = zip(("A", "B"), teachers, halves, strict=True)
    return tuple(Group(each, school_year, "stam", number, frozenset({who}), pupils) for each, who, pupils in pairs)


TALK = Case("gesprek", "g1", "leerling", "77011", "rapport", date(2027, 9, 7))
TOLD = Told("99XX", "2026-2027", date(2026, 9, 1), PUPILS, groups("2026-2027", "PAR", "MVD"), STAFF, cases=(TALK,))


class Summer:
    """The school from day to day. What a mail says is looked at once more, as it is when it is sent."""

    def __init__(self, folder: Path) -> None:
        (folder / "rules").mkdir()
        (folder / "calendar").mkdir()
        (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "calendar" / "2026-2027.yaml").write_text(THIS_YEAR, encoding="utf-8")
        (folder / "rules" / "eigen.yaml").write_text(RULES, encoding="utf-8")
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        self.folder, self.settings = folder, settings
        self.database = open_database(settings.store.url, folder)
        self.change(lambda _: TOLD)

    def next_calendar(self) -> None:
        (self.folder / "calendar" / "2027-2028.yaml").write_text(NEXT_YEAR, encoding="utf-8")

    def new_groups(self, *teachers: str) -> None:
        """Read the groups of 2027-2028 in."""
        fresh = groups("2027-2028", *teachers)
        self.change(
            lambda told: replace(
                told,
                school_year="2027-2028",
                export_groups=(*told.export_groups, *fresh),
                export_pupils=tuple(replace(each, year_group="4") for each in told.export_pupils),
            )
        )

    def change(self, changed: Callable[[Told], Told]) -> None:
        with self.database.writing(ID) as store:
            before = load_told(store)
            save_told(store, before, changed(before))

    def close(self, day: str, school_year: str = "2026-2027") -> None:
        with self.database.writing(ID) as store:
            close_school_year(store, school_year, "DIR", moment(date.fromisoformat(day)))

    def tasks(self) -> dict[str, str]:
        """Return the rule of every task by its key."""
        with self.database.reading(ID) as store:
            return {each.key: each.rule for each in load_tasks(store)}

    def day(self, day: str) -> Morning:
        """Let a day pass: its run, its mail, and everybody told."""
        today = date.fromisoformat(day)
        now = moment(today)
        with self.database.writing(ID) as store:
            before = evaluate.gather_all(self.settings, store)
            outcome = evaluate.decide(before, today)
            plan = plan_posts(self.settings, store, before, outcome, today, now)
            evaluate.apply(store, before, outcome, today, now)
            put_in_outbox(store, plan)
            scene = scene_of(self.settings, store, today)
            looks = [(each, look(scene, each)) for each in load_posts(store, day=today)]
            mails = {post.person: found for post, found in looks if isinstance(found, Look)}
            for person, found in mails.items():
                add_told(store, person, found.causes, now)
        return Morning(self.tasks(), plan, mails)

    def days(self, first: str, last: str) -> Iterator[Morning]:
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        while day <= end:
            yield self.day(str(day))
            day += timedelta(days=1)


class Morning:
    """What a morning brought."""

    def __init__(self, rules: dict[str, str], plan: DayPlan, mails: dict[str, Look]) -> None:
        self.rules, self.plan, self.mails = rules, plan, mails

    @property
    def causes(self) -> set[tuple[str, str]]:
        """Return (person, rule) of each reminder that went out."""
        every = ((person, cause) for person, found in self.mails.items() for cause in found.causes)
        return {(person, self.rules.get(cause.task, cause.task)) for person, cause in every}

    @property
    def lines(self) -> dict[str, list[str]]:
        """Return every line of each person's mail."""
        return {
            person: [line.title for section in found.told.sections for line in section.lines]
            for person, found in self.mails.items()
        }

    @property
    def held(self) -> set[tuple[str, str]]:
        return {(each.person, each.reason) for each in self.plan.held}
