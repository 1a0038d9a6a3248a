"""Kalender: what there is and what lacks; a date comes, moves and goes once who changes it saw what that does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.store.log import load_events
from tests.sending.school import CALENDAR, ID
from tests.web.site import proof

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.site import Site

YEAR = "2026-2027"
PAGE = f"/kalender?jaar={YEAR}"
MEETING = {"doe": "verplaats", "plek": "ankers.groepsbespreking.0", "van": "2026-11-24"}
STUDY_DAY = {"doe": "zet", "wat": "studiedag", "van": "2026-11-09"}


def text_of(site: Site, year: str = YEAR) -> str:
    return (site.wilg.folder / "calendar" / f"{year}.yaml").read_text(encoding="utf-8")


def write(site: Site, text: str, year: str = YEAR) -> None:
    (site.wilg.folder / "calendar" / f"{year}.yaml").write_text(text, encoding="utf-8")


def seal(visitor: TestClient) -> str:
    found: str = re.findall(r'name="versie" value="([^"]*)"', visitor.get("/kalender/2026-11-17").text)[0]
    return found


def post(visitor: TestClient, act: str, year: str = YEAR, **form: str):  # type: ignore[no-untyped-def]
    return visitor.post(f"/kalender/{year}/{act}", data={"bewijs": proof(visitor)} | form)


def test_a_year_is_shown_month_by_month_with_words_and_marks(site: Site) -> None:
    page = site.signed_in("PAR").get(PAGE).text
    for words in ("November 2026", "17 nov: groepsbespreking", "herfstvakantie", "november: groepsbespreking"):
        assert words in page
    assert page.count('<table class="days"') == 12
    assert "Wat de tekens betekenen" in page


@pytest.mark.parametrize("person", ["PAR", "ILS", "DIR"])
def test_who_does_not_keep_it_sees_the_dates_and_no_form(site: Site, person: str) -> None:
    visitor = site.signed_in(person)
    day = visitor.get("/kalender/2026-11-17").text
    assert "Groepsbespreking" in day
    assert "<form" not in visitor.get(PAGE).text + day
    assert post(visitor, "bewaar", **MEETING).status_code == 404
    assert text_of(site) == CALENDAR % "2026-11-17"


def test_a_meeting_is_looked_at_before_it_moves_and_is_put_back(site: Site) -> None:
    bea, before = site.signed_in("BEA"), text_of(site)
    form = MEETING | {"versie": seal(bea)}
    look = post(bea, "kijk", **form)
    assert look.status_code == 200
    assert "van 17 november 2026 naar 24 november 2026" in look.text
    assert "10 november 2026</td><td>17 november 2026" in look.text
    assert text_of(site) == before
    saved = post(bea, "bewaar", waarom="de ib'er is op cursus", **form)
    assert saved.headers["location"] == f"{PAGE}&gedaan=bewaard"
    assert text_of(site) == CALENDAR % "2026-11-24"
    page = bea.get(saved.headers["location"]).text
    assert "24 nov: groepsbespreking" in page
    assert "bewaard door Bea Kok, “de ib&#39;er is op cursus”" in page
    assert post(bea, "terug").headers["location"] == f"{PAGE}&gedaan=terug"
    assert text_of(site) == before
    with site.wilg.database.reading(ID) as store:
        kept = [each for each in load_events(store) if each.what.startswith("kalender")]
    assert [(each.what, each.who, each.subject) for each in kept] == [
        ("kalender bewaard", "BEA", "calendar/2026-2027.yaml"),
        ("kalender teruggezet", "BEA", "calendar/2026-2027.yaml"),
    ]


def test_a_study_day_comes_on_a_line_of_its_own(site: Site) -> None:
    bea = site.signed_in("BEA")
    form = STUDY_DAY | {"versie": seal(bea)}
    assert "Erbij: studiedag, 9 november 2026." in post(bea, "kijk", **form).text
    post(bea, "bewaar", **form)
    added = "vrije_dagen:\n  - {naam: studiedag, op: 2026-11-09, team_werkt: ja}\n"
    assert text_of(site) == CALENDAR % "2026-11-17" + added
    assert "Studiedag" in bea.get("/kalender/2026-11-09").text


def test_a_date_goes(site: Site) -> None:
    bea = site.signed_in("BEA")
    form = {"doe": "weg", "plek": "ankers.groepsbespreking.0", "versie": seal(bea)}
    assert "Weg: groepsbespreking, 17 november 2026." in post(bea, "kijk", **form).text
    post(bea, "bewaar", **form)
    assert "op:" not in text_of(site)
    page = bea.get(PAGE).text
    assert "Geen datum voor groepsbespreking" in page
    assert "5 regels wachten erop." in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (STUDY_DAY | {"van": ""}, "Vul een dag in"),
        (STUDY_DAY | {"van": "2026-02-31"}, "Vul een dag in"),
        (STUDY_DAY | {"tot": "2026-11-02"}, "De laatste dag ligt voor de eerste."),
        (STUDY_DAY | {"wat": "feest"}, "Kies wat voor dag het is."),
        (STUDY_DAY | {"wat": "datum:"}, "Kies wat voor dag het is."),
        (STUDY_DAY | {"wat": "vakantie"}, "Geef de vakantie een naam."),
        ({"doe": "weg", "plek": "vrije_dagen.7"}, "niet te veranderen"),
    ],
)
def test_a_form_that_lacks_something_says_what(site: Site, form: dict[str, str], words: str) -> None:
    bea = site.signed_in("BEA")
    answer = post(bea, "kijk", **form, versie=seal(bea))
    assert answer.status_code in (400, 409)
    assert words in answer.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (STUDY_DAY | {"van": "2027-08-30"}, "valt buiten schooljaar"),
        (STUDY_DAY | {"van": "2026-08-31"}, "de eerste schooldag is zelf geen schooldag"),
        ({"doe": "zet", "wat": "datum:cito", "van": "2027-01-18", "groep": "9 Z"}, "9 Z"),
    ],
)
def test_a_date_that_would_break_the_calendar_is_never_saved(site: Site, form: dict[str, str], words: str) -> None:
    bea, before = site.signed_in("BEA"), text_of(site)
    form = form | {"versie": seal(bea)}
    look, saved = post(bea, "kijk", **form), post(bea, "bewaar", **form)
    for each in (look, saved):
        assert words in each.text or words[:1].upper() + words[1:] in each.text
        assert "Er is niets veranderd." in each.text
    assert saved.status_code == 409
    assert text_of(site) == before


@pytest.mark.parametrize("act", ["kijk", "bewaar"])
def test_who_is_second_hears_it_and_nothing_is_overwritten(site: Site, act: str) -> None:
    one, other = site.signed_in("BEA"), site.signed_in("BEA")
    first, second = seal(one), seal(other)
    post(one, "bewaar", **STUDY_DAY, versie=first)
    between = text_of(site)
    answer = post(other, act, **MEETING, versie=second)
    assert answer.status_code == 409
    assert "Iemand anders heeft de kalender intussen veranderd." in answer.text
    assert text_of(site) == between


def test_what_changed_outside_is_not_put_back(site: Site) -> None:
    bea = site.signed_in("BEA")
    post(bea, "bewaar", **STUDY_DAY, versie=seal(bea))
    write(site, text_of(site) + "# nog iets\n")
    assert "Zet terug" not in bea.get(PAGE).text
    assert post(bea, "terug").status_code == 409
    assert "# nog iets" in text_of(site)


def test_a_calendar_broken_outside_is_shown_with_where_and_its_last_good_dates_hold(site: Site) -> None:
    bea = site.signed_in("BEA")
    write(site, (CALENDAR % "2026-11-17").replace("eerste_schooldag: 2026-08-31", "eerste_schooldag: 31 augustus"))
    page = bea.get(PAGE).text
    assert "De kalender klopt niet" in page
    assert "Regel 3." in page
    assert "17 nov: groepsbespreking" in page
    assert "<form" not in page + bea.get("/kalender/2026-11-17").text


def test_the_calendar_of_next_year_is_begun_and_taken_back(site: Site) -> None:
    bea = site.signed_in("BEA")
    assert "Er is nog geen kalender voor 2027-2028" in bea.get("/kalender?jaar=2027-2028").text
    begun = post(bea, "begin", "2027-2028")
    assert begun.headers["location"] == "/kalender?jaar=2027-2028&gedaan=begonnen"
    page = bea.get(begun.headers["location"]).text
    assert "kerstvakantie" in page
    assert "Geen datum voor groepsbespreking" in page
    assert post(bea, "begin", "2027-2028").status_code == 409
    post(bea, "terug", "2027-2028")
    assert not (site.wilg.folder / "calendar" / "2027-2028.yaml").exists()


@pytest.mark.parametrize(
    "path", ["/kalender?jaar=1999-2000", "/kalender?jaar=x", "/kalender/x", "/kalender/1999-01-01"]
)
def test_a_year_or_day_without_a_calendar_is_not_there(site: Site, path: str) -> None:
    assert site.signed_in("BEA").get(path).status_code == 404


def test_remarks_and_line_ends_of_the_file_stay(site: Site) -> None:
    text = (
        "# van Bea\r\n" + (CALENDAR % "2026-11-17   # met ib").replace("}", "}").strip().replace("\n", "\r\n") + "\r\n"
    )
    text = text.replace("   # met ib}", "}   # met ib")
    (site.wilg.folder / "calendar" / f"{YEAR}.yaml").write_bytes(text.encode())
    bea = site.signed_in("BEA")
    post(bea, "bewaar", **MEETING, versie=seal(bea))
    after = (site.wilg.folder / "calendar" / f"{YEAR}.yaml").read_bytes().decode()
    assert after == text.replace("2026-11-17", "2026-11-24")


# --- out of another agenda


ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Studiedag
DTSTART;VALUE=DATE:20261109
DTEND;VALUE=DATE:20261110
DESCRIPTION:over Xantippe
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:groepsbespreking
DTSTART:20261117T143000Z
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Gesprek met Xantippe
DTSTART:20261118T143000Z
END:VEVENT
END:VCALENDAR
"""


def bring(visitor: TestClient, data: str):  # type: ignore[no-untyped-def]
    file = {"bestand": ("agenda.ics", data.encode(), "text/calendar")}
    return visitor.post(f"/kalender/{YEAR}/agenda", data={"bewijs": proof(visitor)}, files=file)


def test_dates_of_another_agenda_are_chosen_looked_at_and_saved(site: Site) -> None:
    bea = site.signed_in("BEA")
    page = bring(bea, ICS).text
    assert "9 nov: Studiedag" in page
    assert "Staat al in de kalender." in page
    assert "over Xantippe" not in page
    chosen = re.findall(r'<option value="([^"]*)" selected', page)
    assert chosen == ["studiedag", "", ""]
    form = {"doe": "agenda", "versie": seal(bea), "wat.0": "studiedag", "van.0": "2026-11-09", "tot.0": "2026-11-09",
            "naam.0": "Studiedag", "wat.2": "", "van.2": "2026-11-18", "naam.2": "Gesprek met Xantippe"}  # fmt: skip
    look = post(bea, "kijk", **form)
    assert "Erbij: Studiedag, 9 november 2026." in look.text
    post(bea, "bewaar", **form)
    assert "- {naam: Studiedag, op: 2026-11-09, team_werkt: ja}" in text_of(site)
    assert "Xantippe" not in text_of(site)


@pytest.mark.parametrize("data", ["", "geen agenda", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "x" * 1_200_000])
def test_a_file_that_is_no_agenda_says_so_and_the_calendar_is_still_there(site: Site, data: str) -> None:
    answer = bring(site.signed_in("BEA"), data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "November 2026" in answer.text


def test_nothing_chosen_is_told(site: Site) -> None:
    bea = site.signed_in("BEA")
    assert "Kies bij minstens een datum" in post(bea, "kijk", doe="agenda", versie=seal(bea)).text
