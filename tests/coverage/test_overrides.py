"""What `check` tells of each override: what it changes, and what the pack changed underneath it since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.settings import load_settings
from engine.shipped import pack_files
from engine.store.database import open_database
from engine.store.rulefiles import remember
from tests.cli.door import QUIETLY, add, change, jaarcyclus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.coverage.conftest import WithPacks

HEADING = "Wat de school anders doet dan het pakket:"
LATER = "aanpassingen:\n  - {id: oco-verslag, uiterlijk: 2 weken na gesprek}\n"
FILE = "oudercommunicatie/communicatie.yaml"
OWN = """\
regels:
  - id: eigen-brief
    titel: Schrijf de brief
    voor: leerkracht
    per: groep
    uiterlijk: einde mei
"""


def told(folder: Path) -> list[str]:
    """Return what check says of overrides, each on one line: a terminal breaks them where it ends."""
    _, _, section = jaarcyclus(folder, "check", today="2026-11-24").err.partition(HEADING)
    return [each.strip() for each in section.replace("\n      ", " ").splitlines() if each.strip()]


def seen(folder: Path, day: str) -> None:
    """Let the store see the files as they are on this day."""
    said = jaarcyclus(folder, *QUIETLY, today=f"{day}T06:00")
    assert said.code == 0, said.err


def an_older_pack(folder: Path, old: str, new: str, day: datetime) -> None:
    """Let the store have seen, on a day before, a pack in which `new` was still `old`."""
    text = dict(pack_files("oudercommunicatie"))[FILE].read_text(encoding="utf-8")
    assert new in text
    settings, _ = load_settings(folder / "config.toml")
    assert settings is not None
    database = open_database(settings.store.url, folder)
    with database.writing(settings.school.id) as store:
        remember(store, {FILE: text.replace(new, old, 1), "rules/anders.yaml": LATER}, day)
    database.close()


def test_an_override_says_in_a_sentence_what_it_changes(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "anders.yaml", LATER + "  - {id: oco-maandbericht, uit: ja}\n")
    verslag, maandbericht = told(folder)
    assert verslag.startswith(
        "oco-verslag (rules/anders.yaml, regel 2): het moet een week later af: 2 weken na gesprek"
    )
    assert maandbericht == "oco-maandbericht (rules/anders.yaml, regel 3): dit doet op onze school niet mee"


def test_an_override_that_says_what_the_pack_says_is_told_to_change_nothing(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "anders.yaml", LATER.replace("2 weken", "1 week"))
    assert told(folder) == [
        "oco-verslag (rules/anders.yaml, regel 2): dit verandert niets: de regel zegt het zelf al zo"
    ]


def test_the_lines_of_mistakes_on_stdout_stay_as_they_are(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie")
    add(folder / "rules" / "anders.yaml", LATER)
    assert jaarcyclus(folder, "check").out.startswith("Alles klopt: ")


def test_what_a_newer_pack_changed_underneath_is_told_until_somebody_looks_at_the_override(
    school_with: WithPacks,
) -> None:
    folder = school_with("oudercommunicatie", imported=True)
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "anders.yaml", LATER)
    then = datetime(2026, 11, 12, 6, tzinfo=ZoneInfo("Europe/Amsterdam"))
    an_older_pack(folder, "Schrijf een verslag", "Schrijf een kort verslag", then)
    first, underneath = told(folder)
    assert first.startswith("oco-verslag ")
    since = "let op: het pakket oudercommunicatie is hieronder veranderd sinds jullie aanpassing van 12 november: "
    assert underneath.startswith(since)
    assert "Schrijf een kort verslag" in underneath
    assert "Schrijf een verslag" in underneath
    seen(folder, "2026-11-17")
    seen(folder, "2026-11-24")
    assert told(folder) == [first, underneath]
    add(folder / "rules" / "anders.yaml", LATER.replace("2 weken", "3 weken"))
    assert len(told(folder)) == 1
    seen(folder, "2026-11-25")
    assert len(told(folder)) == 1


def test_a_remark_in_the_file_is_no_new_override(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie", imported=True)
    (folder / "rules" / "voorbeeld.yaml").unlink()
    then = datetime(2026, 11, 12, 6, tzinfo=ZoneInfo("Europe/Amsterdam"))
    add(folder / "rules" / "anders.yaml", LATER)
    an_older_pack(folder, "Schrijf een verslag", "Schrijf een kort verslag", then)
    seen(folder, "2026-11-17")
    add(folder / "rules" / "anders.yaml", "# Afgesproken in het team.\n" + LATER)
    assert len(told(folder)) == 2


def test_a_change_elsewhere_in_the_pack_is_nothing_to_say(school_with: WithPacks) -> None:
    folder = school_with("oudercommunicatie", imported=True)
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "anders.yaml", LATER)
    then = datetime(2026, 11, 12, 6, tzinfo=ZoneInfo("Europe/Amsterdam"))
    an_older_pack(folder, "Zet een toets", "Zet de leertoets", then)
    assert len(told(folder)) == 1


def test_a_rule_in_another_file_of_the_school_may_change_underneath_too(school_with: WithPacks) -> None:
    folder = school_with(imported=True)
    (folder / "rules" / "voorbeeld.yaml").unlink()
    add(folder / "rules" / "brief.yaml", OWN)
    add(folder / "rules" / "anders.yaml", "aanpassingen:\n  - {id: eigen-brief, niveau: gewenst}\n")
    seen(folder, "2026-11-17")
    change(folder / "rules" / "brief.yaml", "einde mei", "einde april")
    _, underneath = told(folder)
    assert underneath.startswith("let op: de regel is hieronder veranderd sinds jullie aanpassing van 17 november: ")
    assert "einde april" in underneath
