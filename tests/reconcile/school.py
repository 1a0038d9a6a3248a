"""A school in a folder with a real store: write its files, tell it facts, tick, and let a day come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from engine.intake.folder import File, open_files
from engine.intake.merge import merge
from engine.model import DONE, OPEN, WAIVED, Registration, Tick, Told
from engine.runs.evaluate import run
from engine.runs.gather import kinds_of
from engine.settings import load_settings
from engine.store.database import open_database
from engine.store.facts import load_told, save_told
from engine.store.log import load_events
from engine.store.occasions import load_occasion_numbers
from engine.store.renames import apply_renames
from engine.store.tasks import apply_tasks, close_school_year, load_tasks
from engine.store.ticks import add_ticks, remove_ticks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.model import OccasionNumber, Task
    from engine.runs.evaluate import Outcome
    from engine.store.log import Event

ID = "reconcile"
YEAR = "2026-2027"
CONFIG = """
[school]
name = "De Voorbeeldschool"
brin = "99XX"
region = "midden"
id = "{school}"
start = 2026-08-31
packs = [{packs}]

[store]
url = "{url}"
"""
CALENDAR = """
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31
laatste_schooldag: 2027-07-16
ankers:
"""


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


class KeptSchool:
    """Everything about one school, through the same doors as the commands. Days are texts: `2026-11-17`."""

    def __init__(self, folder: Path, url: str, packs: tuple[str, ...] = ()) -> None:
        self.folder = folder
        (folder / "rules").mkdir(parents=True, exist_ok=True)
        (folder / "calendar").mkdir(exist_ok=True)
        named = ", ".join(f'"{each}"' for each in packs)
        (folder / "config.toml").write_text(CONFIG.format(school=ID, packs=named, url=url), encoding="utf-8")
        self.reload()
        self.database = open_database(url, folder, patience=20)

    def reload(self) -> None:
        settings, problems = load_settings(self.folder / "config.toml")
        assert settings is not None, problems
        self.settings = settings

    # --- files

    def rules(self, text: str, file: str = "eigen") -> None:
        (self.folder / "rules" / f"{file}.yaml").write_text(text, encoding="utf-8")

    def no_rules(self, file: str = "eigen") -> None:
        (self.folder / "rules" / f"{file}.yaml").unlink()

    def dates(self, anchors: str) -> None:
        """Write the calendar of 2026-2027 with these anchors (indented by two)."""
        self.calendar(CALENDAR + (anchors or "  {}"))

    def calendar(self, text: str, year: str = YEAR) -> None:
        (self.folder / "calendar" / f"{year}.yaml").write_text(text, encoding="utf-8")

    # --- facts

    def tell(self, **texts: str) -> None:
        """Import files given as text, by the word for each: `edexml=...`, `leerlingen=...`."""
        files = {word: File(f"{word}.xml", text.encode()) for word, text in texts.items()}
        with self.database.writing(ID) as store:
            before = load_told(store)
            told = before if before.brin else Told(self.settings.school.brin)
            opened = open_files(files, self.settings.school.brin, kinds_of(self.settings))
            merged = merge(told, opened.delivery)
            errors = [str(each) for each in (*opened.problems, *merged.problems) if each.is_error]
            assert errors == []
            apply_renames(store, merged.renames)
            save_told(store, before, merged.told)

    def registered(self, kind: str, subject_type: str, subject: str, on: str, by: str = "", **more: str) -> None:
        fact = Registration(kind, subject_type, subject, date.fromisoformat(on), by, **more)
        self.change(lambda told: replace(told, registrations=(*told.registrations, fact)))

    def withdrawn(self, kind: str, subject: str) -> None:
        """Take back what was registered about somebody."""
        self.change(
            lambda told: replace(
                told,
                registrations=tuple(
                    each for each in told.registrations if (each.kind, each.subject) != (kind, subject)
                ),
            )
        )

    def change(self, changed: Callable[[Told], Told]) -> None:
        with self.database.writing(ID) as store:
            before = load_told(store)
            save_told(store, before, changed(before))

    # --- people

    def tick(self, task: Task, by: str, on: str) -> None:
        with self.database.writing(ID) as store:
            add_ticks(store, [Tick(task.key, by, date.fromisoformat(on))])

    def untick(self, task: Task, by: str) -> None:
        with self.database.writing(ID) as store:
            remove_ticks(store, task.key, by)

    def waive(self, task: Task, reason: str) -> None:
        with self.database.writing(ID) as store:
            apply_tasks(store, changed=[replace(task, state=WAIVED, reason=reason)])

    def unwaive(self, task: Task) -> None:
        with self.database.writing(ID) as store:
            apply_tasks(store, changed=[replace(task, state=OPEN, reason="")])

    def close(self, school_year: str, on: str) -> None:
        with self.database.writing(ID) as store:
            close_school_year(store, school_year, "DIR", moment(date.fromisoformat(on)))

    # --- days

    def on(self, day: str) -> Outcome:
        """Let the run of this day pass, twice: the second time nothing may change."""
        today = date.fromisoformat(day)
        outcome = self.run(today)
        again = self.run(today)
        assert again.changes == ()
        return outcome

    def run(self, today: date) -> Outcome:
        with self.database.writing(ID) as store:
            return run(self.settings, store, today, moment(today))

    # --- what there is

    def tasks(self, rule: str = "") -> tuple[Task, ...]:
        with self.database.reading(ID) as store:
            return tuple(each for each in load_tasks(store) if not rule or each.rule == rule)

    def task(self, subject: str = "", occasion: str = "", rule: str = "") -> Task:
        """Return the only task about this subject at this occasion (the end of its key is enough)."""
        found = [
            each
            for each in self.tasks(rule)
            if (not subject or each.subject == subject) and each.occasion.endswith(occasion)
        ]
        assert len(found) == 1, found
        return found[0]

    def states(self, subject: str = "") -> dict[str, str]:
        """Return the state of every task (about this subject) by its occasion."""
        return {each.occasion: each.state for each in self.tasks() if not subject or each.subject == subject}

    def counted(self) -> Counter[str]:
        return Counter(each.state for each in self.tasks())

    def done(self, subject: str = "") -> set[str]:
        return {each.occasion for each in self.tasks() if each.state == DONE and subject in ("", each.subject)}

    def numbers(self) -> tuple[OccasionNumber, ...]:
        with self.database.reading(ID) as store:
            return load_occasion_numbers(store)

    def events(self, task: Task) -> list[Event]:
        with self.database.reading(ID) as store:
            return list(load_events(store, task.key))


# --- a small school as its export and sheets


def group(key: str, name: str, year_group: str) -> str:
    return f'<groep key="{key}"><naam>{name}</naam><jaargroep>{year_group}</jaargroep></groep>'


def pupil(number: str, group: str, year_group: str = "1", *, until: str = "", subgroup: str = "") -> str:
    """A pupil who came in 2025; `until` is the first day without the child."""
    more = f"<uitstroomdatum>{until}</uitstroomdatum>" if until else ""
    link = f'<samengestelde_groepen><samengestelde_groep key="{subgroup}"/></samengestelde_groepen>' if subgroup else ""
    return (
        f'<leerling key="{number}"><achternaam>Kind</achternaam><roepnaam>{number}</roepnaam>'
        f'<geboortedatum>2021-03-04</geboortedatum><jaargroep>{year_group}</jaargroep><groep key="{group}"/>{link}'
        f"<instroomdatum>2025-03-04</instroomdatum>{more}</leerling>"
    )


def export(*pupils: str, groups: str = "", as_of: str = "2026-09-01", school_year: str = YEAR) -> str:
    own = groups or group("g1", "1/2 A", "1") + group("g2", "1/2 B", "2") + group("g3", "3", "3")
    return (
        f"<EDEX><school><schooljaar>{school_year}</schooljaar><peildatum>{as_of}</peildatum>"
        f"<brincode>99XX</brincode></school><groepen>{own}</groepen>"
        f"<leerlingen>{''.join(pupils)}</leerlingen><leerkrachten></leerkrachten></EDEX>"
    )


PUPILS = (pupil("11", "g1"), pupil("12", "g1"), pupil("21", "g2", "2"), pupil("31", "g3", "3"))
STAFF = """code,email,rollen,werkdagen
ANN,ann@school.nl,leerkracht,
BEA,bea@school.nl,leerkracht,
CEES,cees@school.nl,leerkracht,
IBO,ibo@school.nl,ib,
DIR,dir@school.nl,directie;beheerder,
"""
GROUPS = """groep,schooljaar,soort,leerkrachten,leerlingen
1/2 A,2026-2027,stam,ANN;BEA,
1/2 B,2026-2027,stam,CEES,
3,2026-2027,stam,CEES,
"""
