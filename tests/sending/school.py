"""A small school with a real store on the morning that its analyses are due: tasks kept, mail planned, nothing sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from engine.model import DONE, Case, Group, Pupil, Staff, Told
from engine.runs import evaluate
from engine.runs.people import staff_of
from engine.runs.post import DayPlan, plan_posts, put_in_outbox
from engine.runs.send import Sent, send_due
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from engine.store.outbox import load_posts
from engine.store.tasks import apply_tasks, load_tasks
from engine.store.told import load_told_causes
from tests.sending.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage
    from pathlib import Path

    from engine.model import Task
    from engine.outbox import Post
    from engine.runs.writing import Writer
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer

ID = "dewilg"
SENDER = "Jaarcyclus <jaarcyclus@dewilg.example>"
TODAY = "2026-11-10"
CONFIG = f"""
[school]
name = "De Wilg"
brin = "99XX"
region = "midden"
id = "{ID}"
start = 2026-08-31
packs = []

[mail]
sender = "{SENDER}"
"""
CALENDAR = """
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31
laatste_schooldag: 2027-07-16
ankers:
  groepsbespreking:
    - {op: %s}
"""
RULES = """
regels:
  - id: analyse
    titel: Vul de analyse in
    voor: leerkracht
    per: groep
    uiterlijk: 1 week voor groepsbespreking
    escaleer: [{naar: ib, na: 3 schooldagen}]
  - {id: seo, titel: Werk de SEO bij, voor: leerkracht, per: leerling, uiterlijk: 1 week voor groepsbespreking}
  - {id: zorglijst, titel: Vul de zorglijst in, voor: leerkracht, per: leerling, gevoelig: ja,
     uiterlijk: 1 week voor groepsbespreking}
  - {id: brief, titel: Stuur de brief aan ouders, voor: directie, per: school, eigen_mail: ja,
     uiterlijk: 1 week voor groepsbespreking}
  - {id: kas, titel: Tel de kas na, voor: directie, per: school, uiterlijk: 1 week voor groepsbespreking}
  - {id: sleutel, titel: Controleer de sluiting, voor: beheerder, per: school, uiterlijk: 22 oktober,
     ook_in_vakantie: ja}
  - {id: lampen, titel: Kijk de lampen na, voor: beheerder, per: school, uiterlijk: einde schoolweek 7,
     herinner: [op de dag, elke 3 schooldagen erna]}
"""
PUPILS = tuple(Pupil(f"7701{n}", f"Xantippe{n}", f"Zwartjes{n}", date(2022, 3, n), "1") for n in range(1, 5))
STAFF = (
    Staff("MVD", "Marieke", "van Dijk", "marieke@dewilg.example", frozenset({"leerkracht"}), ("ma", "di")),
    Staff("JAN", "Jan", "Bos", "jan@dewilg.example", frozenset({"leerkracht"}), ("wo", "do", "vr")),
    Staff("PAR", "Paula", "Ros", "paula@dewilg.example", frozenset({"leerkracht"})),
    Staff("ILS", "Ilse", "Mol", "ilse@dewilg.example", frozenset({"ib"})),
    Staff("BEA", "Bea", "Kok", "bea@dewilg.example", frozenset({"beheerder"})),
    Staff("DIR", "Dirk", "Smit", "dirk@dewilg.example", frozenset({"directie"})),
)
GROUPS = (
    Group("1/2 A", "2026-2027", "stam", frozenset({1, 2}), frozenset({"PAR"}), frozenset({"77011", "77012"})),
    Group("1/2 B", "2026-2027", "stam", frozenset({1, 2}), frozenset({"MVD", "JAN"}), frozenset({"77013", "77014"})),
)
TOLD = Told("99XX", "2026-2027", date(2026, 9, 1), PUPILS, GROUPS, STAFF)


class Wilg:
    """The school with its clock. Every door is the one that commands use."""

    def __init__(self, folder: Path, moment: str = f"{TODAY}T07:30") -> None:
        settings, problems = load_settings(folder / "config.toml")
        assert settings is not None, problems
        self.folder = folder
        self.settings: Settings = settings
        self.database: Database = open_database("sqlite:///wilg.db", folder)
        self.clock = Clock(moment)

    def morning(self, day: str) -> DayPlan:
        """Let the run of a day pass, at six, and plan its mail; the clock then stands at half past seven."""
        self.clock.moment = Clock(f"{day}T06:00").moment
        today, now = self.clock.moment.date(), self.clock()
        with self.database.writing(ID) as store:
            before = evaluate.gather_all(self.settings, store)
            outcome = evaluate.decide(before, today)
            plan = plan_posts(self.settings, store, before, outcome, today, now)
            evaluate.apply(store, before, outcome, today, now)
            put_in_outbox(store, plan)
        self.clock.set("07:30")
        return plan

    def send(self, mailer: Mailer, writer: Writer | None = None) -> Sent:
        return send_due(self.database, self.settings, mailer, self.clock, writer)

    # --- what is there

    def posts(self) -> dict[tuple[str, str], Post]:
        """Return today's posts by person and kind."""
        with self.database.reading(ID) as store:
            found = load_posts(store, day=self.clock.moment.date())
        return {(each.person, each.kind): each for each in found}

    def post(self, person: str, kind: str = "overzicht") -> Post:
        return self.posts()[person, kind]

    def told(self) -> set[tuple[str, str]]:
        """Return who was told of which rule."""
        rules = {each.key: each.rule for each in self.tasks()}
        with self.database.reading(ID) as store:
            return {(person, rules[cause.task]) for person, cause in load_told_causes(store)}

    def tasks(self) -> tuple[Task, ...]:
        with self.database.reading(ID) as store:
            return load_tasks(store)

    def staff(self) -> tuple[Staff, ...]:
        with self.database.reading(ID) as store:
            return staff_of(store)

    # --- what happens meanwhile

    def done(self, *rules: str, group: str = "") -> None:
        """Somebody did these tasks: they are done in the store, and the log says so."""
        chosen = [each for each in self.tasks() if each.rule in rules and group in ("", each.group)]
        with self.database.writing(ID) as store:
            apply_tasks(store, changed=[replace(each, state=DONE) for each in chosen])
        self.noted()

    def noted(self) -> None:
        from engine.store.log import Event, add_events

        with self.database.writing(ID) as store:
            add_events(store, [Event(self.clock(), "MVD", "afgevinkt")])

    def change(self, changed: Callable[[Told], Told]) -> None:
        with self.database.writing(ID) as store:
            before = load_told(store)
            save_told(store, before, changed(before))
        self.noted()

    def absent(self, code: str, begin: str, end: str) -> None:
        case = Case(
            "afwezigheid", f"weg-{code}", "medewerker", code, "", date.fromisoformat(begin), date.fromisoformat(end)
        )
        self.change(lambda told: replace(told, cases=(*told.cases, case)))

    def meeting_moves_to(self, day: str) -> None:
        (self.folder / "calendar" / "2026-2027.yaml").write_text(CALENDAR % day, encoding="utf-8")

    def by_hand(self, *posts: Post) -> None:
        from engine.store.outbox import add_posts

        with self.database.writing(ID) as store:
            add_posts(store, posts)


def make(folder: Path) -> None:
    """Write the school's files, tell it its facts, and let the first day of school and the tenth of November come."""
    (folder / "rules").mkdir()
    (folder / "calendar").mkdir()
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "calendar" / "2026-2027.yaml").write_text(CALENDAR % "2026-11-17", encoding="utf-8")
    (folder / "rules" / "eigen.yaml").write_text(RULES, encoding="utf-8")
    school = Wilg(folder)
    with school.database.writing(ID) as store:
        save_told(store, Told(""), TOLD)
    school.morning("2026-08-31")
    school.database.close()


def read(body: bytes) -> EmailMessage:
    return message_from_bytes(body, policy=default)


def text_of(body: bytes) -> str:
    """Return the plain text and the HTML of a mail, as people read them."""
    parts = [each for each in read(body).walk() if each.get_content_maintype() == "text"]
    return "\n".join(str(each.get_content()) for each in parts)
