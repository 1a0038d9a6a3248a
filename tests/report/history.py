"""A school's autumn, made by hand: what it agreed, what people did on which day, and what came of it, counted by hand.

There are three home groups (1/2 A, 1/2 B and 5/6), eight pupils in year groups 1 and 2, and four in 5 and 6.

On 17 November:
- agenda: all three done on 7 September, six days later than agreed
- groepsplan, due on 1 October: 1/2 A recorded on 30 September (handed in on 12 October), in time; 1/2 B recorded on
  5 October, four days later; 5/6 only ticked, on 29 September
- boekenkast: 1/2 A ticked a day before, 1/2 B does not apply, 5/6 not done
- lezen: only desired, and nobody did, so missed
- opmerking: all three ticked on 9 November, a day before, without the registration
- zorgronde, sensitive: eight pupils, none done
- zorgbrief, sensitive: four pupils, two ticked in time, two not done
- vandaag: due today
"""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

from tests.cli.door import QUIETLY, add, brought_in, copied, jaarcyclus
from tests.cli.todo import key

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.door import Said

DAY = "2026-11-17"
RULES = """\
regels:
  - id: agenda
    titel: Zet de data in de agenda
    voor: leerkracht
    per: groep
    uiterlijk: 1 september
    bron: MKG-afspraken, Jaarcyclus, punt 1
  - id: groepsplan
    titel: Schrijf het groepsplan
    voor: leerkracht
    per: groep
    uiterlijk: begin oktober
    klaar_als: {registratie: hgw-analyse}
    bron: MKG-afspraken, Groepsplan, punt 2
  - id: boekenkast
    titel: Ruim de boekenkast op
    voor: leerkracht
    per: groep
    uiterlijk: 15 oktober
  - id: lezen
    titel: Lees de nieuwe boeken
    voor: ib
    per: school
    uiterlijk: 20 oktober
    niveau: gewenst
  - id: opmerking
    titel: Zet de doelen klaar
    voor: leerkracht
    per: groep
    uiterlijk: 10 november
    klaar_als: {registratie: hgw-doelen}
    bron: MKG-afspraken, Groepsplan, punt 3
  - id: zorgronde
    titel: Kijk wie zorg vraagt
    voor: ib
    per: leerling
    waar: {jaargroep: [1, 2]}
    uiterlijk: 1 november
    gevoelig: ja
    bron: MKG-afspraken, Zorg, punt 1
  - id: zorgbrief
    titel: Bespreek de zorgbrief
    voor: ib
    per: leerling
    waar: {jaargroep: [5, 6]}
    uiterlijk: 1 november
    gevoelig: ja
    bron: MKG-afspraken, Zorg, punt 2
  - id: vandaag
    titel: Bel de bibliotheek
    voor: ib
    per: school
    uiterlijk: 17 november
  - id: straks
    titel: Bestel de boeken
    voor: ib
    per: school
    uiterlijk: 1 februari
  - id: op-proef
    titel: Probeer de leesclub
    voor: ib
    per: school
    uiterlijk: 1 oktober
    proef: ja
  - id: groep-acht
    titel: Neem afscheid van groep 8
    voor: leerkracht
    per: leerling
    waar: {jaargroep: 8}
    uiterlijk: 1 oktober
  - id: uitje
    titel: Regel het uitje
    voor: ib
    per: school
    uiterlijk: 1 week voor activiteit
"""
GROUPS = {"1/2 A": "ANN", "1/2 B": "DAA", "5/6": "CAR"}
REASON = "Aisha (1001) ruimt op met anna@voorbeeldschool.nl, van de ib'er Esra"
COLUMNS = ("taken", "op_tijd", "later_klaar", "nu_te_laat", "gemist", "nvt", "nog_open", "met_bewijs", "alleen_vinkje")
# Counted by hand from the table above, in the order of COLUMNS.
COUNTED = {
    "agenda": "3 0 3 0 0 0 0 0 3",
    "groepsplan": "3 2 1 0 0 0 0 2 1",
    "boekenkast": "3 1 0 1 0 1 0 0 1",
    "lezen": "1 0 0 0 1 0 0 0 0",
    "opmerking": "3 3 0 0 0 0 0 0 3",
    "zorgronde": "8 0 0 8 0 0 0 0 0",
    "zorgbrief": " <3 0 <3 0 0 0 0 <3",
    "vandaag": "1 0 0 0 0 0 1 0 0",
    "straks": "0 0 0 0 0 0 0 0 0",
    "groep-acht": "0 0 0 0 0 0 0 0 0",
    "uitje": "0 0 0 0 0 0 0 0 0",
}


def autumn(folder: Path) -> Path:
    """Live the autumn: rules, ticks, an import that comes late, and a run after each."""
    school = brought_in(copied(folder))
    shutil.rmtree(school / "rules")
    add(school / "rules" / "eigen.yaml", RULES)
    run(school, "2026-08-31")
    done(school, "agenda", "2026-09-07", GROUPS)
    done(school, "groepsplan", "2026-09-29", ["5/6"])
    recorded(school, "hgw-analyse", {"1/2 A": "2026-09-30", "1/2 B": "2026-10-05"}, "2026-10-12")
    done(school, "boekenkast", "2026-10-14", ["1/2 A"])
    said(school, "nvt", key(school, "boekenkast", "1/2 B"), "--reden", REASON, "--door", "DAA", today="2026-10-14")
    run(school, "2026-10-26")
    for pupil in ("1009", "1010"):
        said(school, "done", key(school, "zorgbrief", pupil), "--door", "JOS", today="2026-10-28")
    done(school, "opmerking", "2026-11-09", GROUPS)
    run(school, DAY)
    return school


def run(school: Path, today: str) -> None:
    said(school, *QUIETLY, today=today)


def done(school: Path, rule: str, today: str, groups: dict[str, str] | list[str]) -> None:
    for group in groups:
        said(school, "done", key(school, rule, group), "--door", GROUPS[group], today=today)


def recorded(school: Path, kind: str, on: dict[str, str], today: str) -> None:
    """Hand in a sheet with registrations about groups, some time after they were made, and run."""
    path = school / "registraties.csv"
    rows = "".join(f"{kind},groep,{group},{day},ANN,,\n" for group, day in on.items())
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    said(school, "import", "registraties", str(path), today=today)
    run(school, today)


def said(school: Path, *words: str, today: str = DAY) -> Said:
    """Say something on the command line, and see that it was taken."""
    answer = jaarcyclus(school, *words, today=today)
    assert answer.code == 0, answer.out + answer.err
    return answer


def sheet(school: Path, *words: str, today: str = DAY) -> dict[str, dict[str, str]]:
    """Return the csv of a report, by rule."""
    path = school / "verslag.csv"
    said(school, "report", "--csv", str(path), *words, today=today)
    text = path.read_bytes().decode("utf-8-sig")
    return {each["regel"]: each for each in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}


def figures(row: dict[str, str]) -> str:
    return " ".join(row[each] for each in COLUMNS)
