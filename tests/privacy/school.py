"""A school that lives through 2026-2027, and is looked at again in later years. Every door is the one of a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from engine.model import Case, Group, Pupil, Registration, Staff, Told
from engine.outbox import SENT, Cause, Post
from engine.runs.dayrun import run_day
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.exceptions import load_exceptions
from engine.store.facts import load_told, save_told
from engine.store.log import Event, load_events
from engine.store.outbox import add_posts, load_posts
from engine.store.spells import load_spells
from engine.store.tasks import load_tasks
from engine.store.told import add_told
from tests.cli.door import jaarcyclus
from tests.reconcile.school import moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.model import Task
    from engine.runs.dayrun import DayRan
    from tests.cli.door import Said

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
CALENDARS = {
    "2026-2027": "schooljaar: 2026-2027\neerste_schooldag: 2026-08-31\nlaatste_schooldag: 2027-07-16\n",
    "2027-2028": "schooljaar: 2027-2028\neerste_schooldag: 2027-08-30\nlaatste_schooldag: 2028-07-07\n",
    "2028-2029": "schooljaar: 2028-2029\neerste_schooldag: 2028-08-21\nlaatste_schooldag: 2029-07-20\n",
    "2029-2030": "schooljaar: 2029-2030\neerste_schooldag: 2029-09-03\nlaatste_schooldag: 2030-07-05\n",
}
RULES = """
regels:
  - {id: kennismaken, titel: Maak kennis, voor: leerkracht, per: leerling, uiterlijk: 2 weken na begin schooljaar}
  - {id: observeren, titel: Observeer, voor: leerkracht, per: leerling, uiterlijk: 1 december,
     klaar_als: {registratie: observatie}}
  - {id: verslag, titel: Schrijf het verslag, voor: ib, per: gesprek, uiterlijk: 1 week na gesprek}
  - {id: steun, titel: Regel steun, voor: ib, per: leerling, waar: {kenmerk: nt2}, uiterlijk: direct}
"""
GONE, STAYS = "77011", "77012"
PUPILS = (
    Pupil(GONE, "Xantippe", "Zwartjes", date(2019, 3, 1), "3", traits={"nt2": ""}, exit=date(2027, 3, 12)),
    Pupil(STAYS, "Quirijn", "Ypma", date(2019, 3, 2), "3"),
)
STAFF = (
    Staff("PAR", "Paula", "Ros", "paula@dewilg.example", frozenset({"leerkracht"})),
    Staff("MVD", "Marieke", "Vandaal", "marieke@dewilg.example", frozenset({"ib"}), out_of_service=date(2027, 7, 31)),
    Staff("ILS", "Ilse", "Mol", "ilse@dewilg.example", frozenset({"ib"})),
    Staff("BEA", "Bea", "Kok", "bea@dewilg.example", frozenset({"beheerder"})),
)
GROUPS = (
    Group("3", "2026-2027", "stam", frozenset({3}), frozenset({"PAR"}), frozenset({GONE, STAYS})),
    Group("4", "2027-2028", "stam", frozenset({4}), frozenset({"PAR"}), frozenset({STAYS})),
    Group("5", "2028-2029", "stam", frozenset({5}), frozenset({"PAR"}), frozenset({STAYS})),
    Group("6", "2029-2030", "stam", frozenset({6}), frozenset({"PAR"}), frozenset({STAYS})),
)  # fmt: skip
CASES = (
    Case("gesprek", f"rapport-{GONE}", "leerling", GONE, "rapport", date(2027, 2, 16)),
    Case("gesprek", f"rapport-{STAYS}", "leerling", STAYS, "rapport", date(2027, 2, 16)),
    Case("afwezigheid", "griep", "medewerker", "PAR", "", date(2026, 11, 2), date(2026, 11, 6)),
    Case("afwezigheid", "lang", "medewerker", "ILS", "", date(2027, 5, 3)),
)
RECORDED = (
    Registration("observatie", "leerling", GONE, date(2026, 10, 1), "PAR", "seo", "onrustig"),
    Registration("observatie", "leerling", STAYS, date(2026, 10, 1), "PAR"),
    Registration("observatie", "leerling", STAYS, date(2027, 10, 1), "PAR"),
    Registration("gespreksverslag", "gesprek", f"rapport-{STAYS}", date(2027, 2, 17), "PAR"),
    Registration("groepsanalyse", "groep", "3", date(2026, 11, 1), "PAR"),
)
TOLD = Told(
    "99XX",
    "2026-2027",
    date(2026, 9, 1),
    export_pupils=PUPILS,
    export_groups=GROUPS[:1],
    export_staff=STAFF,
    registrations=RECORDED,
    cases=CASES,
    renames={("leerling", "501"): GONE, ("leerling", "502"): STAYS},
)
# What would give Xantippe away, or what was said about her.
SECRETS = (GONE, "Xantippe", "Zwartjes", "onrustig", "thuis gaat het moeizaam", "rustig aan doen", "Beste Paula")


class Years:
    """The school, and its days."""

    def __init__(self, folder: Path) -> None:
        (folder / "rules").mkdir()
        (folder / "calendar").mkdir()
        (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "rules" / "eigen.yaml").write_text(RULES, encoding="utf-8")
        for year, text in CALENDARS.items():
            (folder / "calendar" / f"{year}.yaml").write_text(text, encoding="utf-8")
        self.folder = folder
        self.reload()
        self.database = open_database(self.settings.store.url, folder)
        self.change(lambda _: TOLD)

    def reload(self) -> None:
        settings, problems = load_settings(self.folder / "config.toml")
        assert settings is not None, problems
        self.settings = settings

    def config(self, text: str) -> None:
        (self.folder / "config.toml").write_text(CONFIG + text, encoding="utf-8")
        self.reload()

    def change(self, changed: Callable[[Told], Told]) -> None:
        with self.database.writing(ID) as store:
            before = load_told(store)
            save_told(store, before, changed(before))

    def lived_through(self) -> None:
        """Let the year pass with a tick, a "not applicable", an exception and a mail about Xantippe."""
        self.day("2026-08-31")
        self.says("done", self.task("kennismaken", GONE).key, "--door", "PAR", today="2026-09-07")
        self.says("nvt", self.task("steun", GONE).key, "--reden", "thuis gaat het moeizaam", "--door", "ILS",
                  today="2026-09-08")  # fmt: skip
        self.says("exception", "add", "--leerling", GONE, "--regel", "verslag", "--reden", "rustig aan doen",
                  "--door", "ILS", today="2026-09-08")  # fmt: skip
        self.day("2027-02-24")
        self.mailed("2026-11-24", self.task("kennismaken", GONE))
        self.change(lambda told: replace(told, school_year="2029-2030", export_groups=GROUPS, export_pupils=(
            PUPILS[0], replace(PUPILS[1], year_group="6"))))  # fmt: skip

    def mailed(self, day: str, task: Task) -> None:
        on, at = date.fromisoformat(day), datetime.fromisoformat(day).replace(tzinfo=UTC)
        cause = Cause(task.key, "op de dag", 1, task.due)
        post = Post(
            f"mail{day}", "overzicht", "PAR", on, "", SENT, "paula@dewilg.example", (cause,), at, at, at,
            subject="2 taken", body=b"Beste Paula", message_id="<1@dewilg.example>", answer="250 paula@dewilg.example",
        )  # fmt: skip
        with self.database.writing(ID) as store:
            add_posts(store, [post])
            add_told(store, "PAR", [cause], at)

    def day(self, day: str) -> DayRan:
        """Let the whole run of a day pass."""
        today = date.fromisoformat(day)
        return run_day(self.database, self.settings, today, moment(today), "BEA")

    def says(self, *words: str, today: str) -> Said:
        said = jaarcyclus(self.folder, *words, today=today)
        assert said.code == 0, said.out + said.err
        return said

    # --- what there is

    def tasks(self, rule: str = "") -> tuple[Task, ...]:
        with self.database.reading(ID) as store:
            return tuple(each for each in load_tasks(store) if rule in ("", each.rule))

    def task(self, rule: str, subject: str) -> Task:
        found = [each for each in self.tasks(rule) if each.subject == subject]
        return next(each for each in found if each.school_year == "2026-2027")

    def told(self) -> Told:
        with self.database.reading(ID) as store:
            return load_told(store)

    def posts(self) -> tuple[Post, ...]:
        with self.database.reading(ID) as store:
            return load_posts(store)

    def events(self) -> tuple[Event, ...]:
        with self.database.reading(ID) as store:
            return load_events(store)

    def everything(self) -> str:
        """Return all rows of all tables as text, and the bytes of the file they lie in."""
        with self.database.reading(ID) as store:
            names = store.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            rows = [str(store.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in names.all()]
            rows.append(str((load_spells(store), load_exceptions(store))))
        return "\n".join(rows)

    def file(self) -> bytes:
        with self.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return (self.folder / "jaarcyclus.db").read_bytes()
