"""What the picture shows is what the plan holds: every field and bar counted again from `plan --json`."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.cli.door import TODAY, add, jaarcyclus
from tests.yearpicture import schools
from tests.yearpicture.drawing import page_of

if TYPE_CHECKING:
    from pathlib import Path

FIELD = re.compile(r'data-of="([^"]*)" data-week="([^"]*)" data-count="(\d+)"')
# A total may happen to be a pupil's number.
SUM = re.compile(r"(Samen )?\d+( taken)?")
TIP = re.compile(r"<title>([^<]*)</title>")
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def fields(html: str) -> dict[tuple[str, str], int]:
    """Return how much the picture shows by whose it is and the Monday of the week."""
    found = [((unescape(of), week), int(count)) for of, week, count in FIELD.findall(html)]
    assert len(dict(found)) == len(found)
    return dict(found)


# A task of this year may be due in the next; the picture ends with July and says how many those are.
END = "2027-08-01"


def monday(due: str) -> str:
    day = date.fromisoformat(due)
    return str(day - timedelta(days=day.weekday()))


def lines(folder: Path, *words: str) -> list[dict[str, object]]:
    """Return what `plan --json` says of the tasks that are due before the end of the year."""
    found = [json.loads(each) for each in jaarcyclus(folder, "plan", "--json", *words, today=TODAY).lines]
    return [each for each in found if each["uiterlijk"] <= END]


@pytest.fixture
def page(imported: Path) -> str:
    said = jaarcyclus(imported, "plan", "--html", str(imported / "jaar.html"), today=TODAY)
    assert said.code == 0, said.err
    assert said.out == f"Schooljaar 2026-2027 staat getekend in {imported / 'jaar.html'}: een A4, liggend.\n"
    return (imported / "jaar.html").read_text(encoding="utf-8")


def test_every_colleague_has_every_week_what_the_plan_says(imported: Path, page: str) -> None:
    address = {
        each.split(",")[0]: each.split(",")[1]
        for each in (imported / "medewerkers.csv").read_text("utf-8").splitlines()
    }
    expected = Counter((to, monday(str(each["uiterlijk"]))) for each in lines(imported) for to in _voor(each))
    shown = {
        (address[of], week): count for (of, week), count in fields(page).items() if address.get(of) and of in address
    }
    assert len(shown) > 50
    assert shown == dict(expected)


def _voor(line: dict[str, object]) -> list[str]:
    found = line["voor"]
    assert isinstance(found, list)
    return found


def test_the_bars_hold_every_task_once(imported: Path, page: str) -> None:
    expected = Counter(monday(str(each["uiterlijk"])) for each in lines(imported))
    bars: Counter[str] = Counter()
    for (of, week), count in fields(page).items():
        if of in ("alles-steady", "alles-extra"):
            bars[week] += count
    assert bars == expected


@pytest.mark.parametrize("plan", [schools.demo, schools.every_pack], ids=["demo", "alle pakketten"])
def test_the_rows_of_what_goes_on_add_up_to_the_bars(plan: object) -> None:
    assert callable(plan)
    planned = plan()
    found = fields(page_of(planned))
    staff = {each.code for each in planned.school.facts.staff}
    bars: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for (of, week), count in found.items():
        if of.startswith("alles-"):
            bars[week] += count
        elif of not in staff:
            rows[week] += count
    assert rows == bars


def test_a_large_school_shows_everybody_alone_with_a_twin_or_together() -> None:
    planned = schools.large()
    expected: Counter[tuple[str, str]] = Counter()
    for each in planned.tasks:
        for code in each.wanted.recipients:
            expected[code, monday(str(each.wanted.due))] += 1
    shown: dict[tuple[str, str], int] = {}
    for (of, week), count in fields(page_of(planned)).items():
        for code in of.split("+"):
            shown[code, week] = count
    codes = {code for code, _ in expected}
    assert {each: count for each, count in shown.items() if each[0] in codes} == dict(expected)


def test_of_one_person_only_the_own_tasks_are_drawn(imported: Path) -> None:
    jaarcyclus(imported, "plan", "--persoon", "ANN", "--html", str(imported / "a.html"), today=TODAY)
    html = (imported / "a.html").read_text(encoding="utf-8")
    mine = lines(imported, "--persoon", "ANN")
    assert f"Samen {len(mine)} taken" in TEXT.findall(html)
    assert any(each.startswith("Anna ") for each in TEXT.findall(html))
    assert "Wat er in de drukste weken af moet" in TEXT.findall(html)


def test_of_one_group_only_what_is_about_the_group_is_drawn(imported: Path) -> None:
    jaarcyclus(imported, "plan", "--groep", "1/2 A", "--html", str(imported / "g.html"), today=TODAY)
    texts = TEXT.findall((imported / "g.html").read_text(encoding="utf-8"))
    assert f"Samen {len(lines(imported, '--groep', '1/2 A'))} taken" in texts
    assert any(each.startswith("groep 1/2 A") for each in texts)


def test_no_pupil_is_in_any_picture() -> None:
    planned = schools.every_pack()
    pages = [page_of(planned), page_of(planned, group="1/2 A"), page_of(planned, person="MVD")]
    for pupil in planned.school.facts.pupils:
        for html in pages:
            said = " ".join(each for each in (*TEXT.findall(html), *TIP.findall(html)) if not SUM.fullmatch(each))
            assert not re.search(rf"\b({pupil.number}|{re.escape(pupil.last_name)})\b", said)


def test_what_is_confidential_is_only_a_number() -> None:
    planned = schools.demo()
    hidden = {each.id: each.title for each in planned.school.book.rules if each.sensitive}
    titles = {each.wanted.title for each in planned.tasks if each.wanted.rule in hidden}
    assert titles
    for html in (page_of(planned), page_of(planned, person="MVD"), page_of(planned, group="1/2 A")):
        assert "Achter de aanmelding" in TEXT.findall(html)
        assert not [each for each in titles if each in html]


def test_a_rule_on_trial_is_not_in_it_and_the_page_says_so(imported: Path) -> None:
    add(
        imported / "rules" / "eigen" / "proef.yaml",
        "regels:\n  - id: eigen-proef\n    titel: Probeer het formulier\n    voor: leerkracht\n    per: groep\n"
        "    uiterlijk: op informatieavond\n    proef: ja\n    bron: Team, proef\n",
    )
    on_trial = lines(imported, "--regel", "eigen-proef")
    assert on_trial
    jaarcyclus(imported, "plan", "--html", str(imported / "p.html"), today=TODAY)
    html = (imported / "p.html").read_text(encoding="utf-8")
    assert f"Zonder {len(on_trial)} taken van regels op proef." in html


def test_a_year_without_a_calendar_is_not_drawn(imported: Path) -> None:
    said = jaarcyclus(imported, "plan", "--schooljaar", "2033-2034", "--html", str(imported / "x.html"), today=TODAY)
    assert (said.code, said.out) == (2, "")
    assert "geen kalender voor 2033-2034" in said.err
    assert not (imported / "x.html").exists()


def test_the_same_plan_gives_the_same_page() -> None:
    assert page_of(schools.demo()) == page_of(schools.demo())
