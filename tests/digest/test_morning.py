"""A morning on a real store: what is new since the last overview that went, and whose tasks somebody has today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.digestlayout import FINDINGS, SOON
from engine.health import EXPORT
from engine.outbox import Pause
from engine.runs.doctor import examined
from engine.runs.evaluate import gather_all
from engine.runs.morning import findings, morning, overview, since
from engine.store.log import Import, add_imports
from engine.store.wishes import save_pauses
from notifiers.mailer import Unsure
from notifiers.memory import Mailbox
from tests.sending import school
from tests.sending.school import ID, TODAY, Wilg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.runs.morning import Morning

TENTH, ELEVENTH = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture
def wilg(tmp_path: Path) -> Iterator[Wilg]:
    school.make(tmp_path)
    found = Wilg(tmp_path)
    found.morning(TODAY)
    yield found
    found.database.close()


def on(wilg: Wilg, day: date) -> Morning:
    with wilg.database.reading(ID) as store:
        return morning(wilg.settings, store, day)


def since_of(wilg: Wilg, code: str, day: date) -> date:
    found = on(wilg, day)
    return since(found, found.listing.staff[code])


def titles(wilg: Wilg, code: str, day: date) -> list[tuple[str, str]]:
    found = on(wilg, day)
    told = overview(found, found.listing.staff[code])
    section = told.section(SOON) if told is not None else None
    return [(each.title, each.group) for each in section.lines] if section is not None else []


def test_new_is_what_came_after_the_overview_that_was_sent_last_and_not_after_one_that_was_planned(wilg: Wilg) -> None:
    assert since_of(wilg, "PAR", ELEVENTH) == date(2026, 10, 28)
    wilg.send(Mailbox())
    assert since_of(wilg, "PAR", ELEVENTH) == TENTH
    assert since_of(wilg, "PAR", TENTH) == date(2026, 10, 27)
    assert since_of(wilg, "ILS", ELEVENTH) == date(2026, 10, 28)


def test_the_tasks_of_somebody_absent_stand_in_the_overview_of_who_stands_in(wilg: Wilg) -> None:
    assert ("Vul de analyse in", "1/2 A") not in titles(wilg, "JAN", TENTH)
    wilg.absent("PAR", TODAY, TODAY)
    assert ("Vul de analyse in", "1/2 A en 1/2 B") in titles(wilg, "JAN", TENTH)
    assert titles(wilg, "PAR", TENTH) == []


def test_what_has_a_mail_of_its_own_is_not_in_the_overview(wilg: Wilg) -> None:
    assert [title for title, _ in titles(wilg, "DIR", TENTH)] == ["Tel de kas na"]


def test_a_broken_file_is_named_to_the_administrator_as_it_is_written(wilg: Wilg, tmp_path: Path) -> None:
    rules = tmp_path / "rules" / "eigen.yaml"
    rules.write_text(rules.read_text(encoding="utf-8") + "  - {id: [\n", encoding="utf-8")
    found = on(wilg, TENTH)
    told = overview(found, found.listing.staff["BEA"])
    section = told.section(FINDINGS) if told is not None else None
    assert section is not None
    assert section.lines[0].title.startswith("rules/eigen.yaml is stuk (regel ")


def test_doctor_and_the_overview_count_the_age_of_an_export_from_the_same_day(wilg: Wilg) -> None:
    """Read in on the tenth; what it says is of the twelfth."""
    with wilg.database.writing(ID) as store:
        add_imports(store, [Import("edexml", "edex.xml", wilg.clock(), date(2026, 11, 12))])
    with wilg.database.reading(ID) as store:
        examined_now = examined(store, gather_all(wilg.settings, store), date(2026, 12, 2))
        told = findings(morning(wilg.settings, store, date(2026, 12, 2)))
    ages = [[each for each in found if each.about == EXPORT] for found in (examined_now.findings, told)]
    assert ages[0] == ages[1]
    assert ages[0][0].sentence == "de laatste export is van 12 november, 14 schooldagen geleden"


def lines_of(wilg: Wilg, code: str, kind: str) -> list[str]:
    found = on(wilg, TENTH)
    told = overview(found, found.listing.staff[code])
    section = told.section(kind) if told is not None else None
    return [each.title for each in section.lines] if section is not None else []


def test_pauses_and_mail_in_doubt_are_seen_whatever_else_there_is_to_say(wilg: Wilg) -> None:
    """Five things are broken, a lot is late, and still the administrator sees them first."""
    for number in range(5):
        (wilg.folder / "rules" / f"stuk{number}.yaml").write_text("regels: [\n", encoding="utf-8")
    (wilg.folder / "rules" / "laat.yaml").write_text(
        "regels:\n"
        + "".join(
            f"  - {{id: laat{n}, titel: Doe {n}, voor: beheerder, per: school, uiterlijk: {n} {month}}}\n"
            for month in ("oktober", "november")
            for n in (range(5, 9) if month == "oktober" else range(16, 20))
        ),
        encoding="utf-8",
    )
    wilg.morning(TODAY)
    wilg.send(Mailbox([Unsure("de lijn brak")]))
    with wilg.database.writing(ID) as store:
        paused = [Pause(code, TENTH, date(2026, 11, end)) for code, end in (("MVD", 20), ("JAN", 13), ("PAR", 17))]
        save_pauses(store, (), paused)
    seen = lines_of(wilg, "BEA", FINDINGS)
    assert seen[0].startswith("Van 1 mail is niet zeker of zij aankwam")
    assert seen[1] == (
        "3 mensen krijgen even geen overzicht (Jan, Paula en Marieke); de eerste pauze loopt tot en met 13 november"
    )
