"""Beheer: the brake let go, exceptions made and ended, who is away, and the log in the words of the school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.brake import Figures, Hold
from engine.model import Pupil
from engine.runs.dayrun import RELEASED
from engine.store.exceptions import load_exceptions
from engine.store.holds import add_hold, standing_hold
from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.site import proof
from tests.web.test_sent import seen, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.exception import Exemption
    from engine.model import Case
    from tests.web.site import Site

EXCEPTIONS, TEAM, LOG = "/beheer/uitzonderingen", "/beheer/team", "/beheer/logboek"


@pytest.fixture
def bea(site: Site) -> TestClient:
    return site.signed_in("BEA")


def press(visitor: TestClient, path: str, **form: str) -> str:
    """Send a form; return where it leads, or what is said instead."""
    answer = visitor.post(path, data={"bewijs": proof(visitor), **form})
    return answer.headers["location"] if answer.status_code == 303 else words(answer.text)


def exempted(site: Site) -> tuple[Exemption, ...]:
    with site.wilg.database.reading(ID) as store:
        return load_exceptions(store)


def absences(site: Site) -> list[Case]:
    from engine.store.facts import load_told

    with site.wilg.database.reading(ID) as store:
        return [each for each in load_told(store).cases if each.type == "afwezigheid"]


def held(site: Site) -> None:
    with site.wilg.database.writing(ID) as store:
        add_hold(store, Hold("Veel meer dan verwacht.", Figures(80, 70), None), date(2026, 11, 10), site.wilg.clock())


# --- the brake and the installation


def test_what_is_amiss_stands_first_and_nothing_has_to_be_typed(site: Site, bea: TestClient) -> None:
    site.wilg.change(
        lambda told: replace(
            told,
            export_staff=tuple(replace(each, email="") if each.code == "ILS" else each for each in told.export_staff),
        )
    )
    answer = bea.get("/beheer").text
    page = words(answer)
    assert page.index("1 medewerker zonder adres") < page.index("Wat in orde is")
    assert "jaarcyclus" not in page.replace("Jaarcyclus van", "")
    assert "`" not in page


def test_a_run_that_waits_is_shown_with_its_figures_and_let_go_once(site: Site, bea: TestClient) -> None:
    assert "De rem staat er niet op." in seen(bea, "/beheer")
    held(site)
    assert "Veel meer dan verwacht." in seen(bea, "/beheer")
    assert press(bea, "/beheer/rem") == "/beheer?gedaan=vrij#rem"
    assert press(bea, "/beheer/rem") == "/beheer?gedaan=vrij#rem"
    with site.wilg.database.reading(ID) as store:
        assert standing_hold(store) is None
        assert [(each.who, each.what) for each in load_events(store) if each.what == RELEASED] == [("BEA", RELEASED)]
    assert "De rem staat er niet op." in seen(bea, "/beheer?gedaan=vrij")


def test_the_head_reads_and_presses_nothing(site: Site) -> None:
    held(site)
    dirk = site.signed_in("DIR")
    for path in ("/beheer", EXCEPTIONS, TEAM, LOG):
        answer = dirk.get(path)
        assert answer.status_code == 200
        assert 'method="post"' not in answer.text
    assert "De beheerder kan dit vrijgeven." in seen(dirk, "/beheer")


def test_rules_on_trial_are_named_with_their_tasks(site: Site, bea: TestClient) -> None:
    assert "Er is nu geen regel op proef." in seen(bea, "/beheer")
    rules = site.wilg.folder / "rules" / "eigen.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("titel: Tel de kas na,", "titel: Tel de kas na, proef: ja,"), encoding="utf-8")
    site.wilg.morning("2026-11-11")
    assert "Tel de kas na 1 taak" in seen(site.signed_in("BEA"), "/beheer")


# --- exceptions


def test_an_exception_is_made_for_a_group_and_its_task_does_not_apply(site: Site, bea: TestClient) -> None:
    form = {"voor": "groep:1/2 A", "waarover": "regel:analyse", "reden": "de groep is  nieuw"}
    assert press(bea, EXCEPTIONS, **form) == f"{EXCEPTIONS}?gedaan=gemaakt"
    (made,) = exempted(site)
    assert (made.per, made.subject, made.rule, made.by, made.reason) == (
        "groep", "1/2 A", "analyse", "BEA", "de groep is nieuw",
    )  # fmt: skip
    assert site.state(site.key("analyse", "1/2 A")) == "nvt"
    page = seen(bea, EXCEPTIONS)
    assert "Groep 1/2 A: Vul de analyse in" in page
    assert "de groep is nieuw (Bea)" in page


def test_an_exception_ends_and_what_is_due_comes_back(site: Site, bea: TestClient) -> None:
    press(bea, EXCEPTIONS, voor="school:", waarover="alles", reden="verbouwing")
    key = site.key("analyse", "1/2 A")
    assert site.state(key) == "nvt"
    assert press(bea, f"{EXCEPTIONS}/1/einde") == f"{EXCEPTIONS}?gedaan=voorbij"
    assert site.state(key) == "open"
    assert "Er is geen uitzondering 7" in press(bea, f"{EXCEPTIONS}/7/einde")
    assert "Er zijn nu geen uitzonderingen." in seen(bea, EXCEPTIONS)
    assert "De school: alle regels Teruggenomen" in seen(bea, f"{EXCEPTIONS}?alles=ja")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"voor": "school:"}, "Schrijf erbij waarom"),
        ({"voor": "", "reden": "x"}, "Kies voor wie of wat"),
        ({"voor": "dier:poes", "reden": "x"}, "Kies voor wie of wat"),
        ({"voor": "leerling:", "reden": "x"}, "Vul het leerlingnummer in."),
        ({"voor": "leerling:", "leerling": "99999", "reden": "x"}, "99999"),
        ({"voor": "school:", "reden": "x", "tot": "morgen"}, "Een dag is niet goed ingevuld."),
        ({"voor": "school:", "reden": "x", "tot": "2026-12-01", "vanaf": "2026-12-01"}, "niet allebei"),
        ({"voor": "school:", "reden": "x", "tot": "2027-12-01"}, "hoogstens tot het einde van het schooljaar"),
        ({"voor": "groep:9/9 Z", "reden": "x"}, "9/9 Z"),
        ({"voor": "school:", "reden": "x", "waarover": "regel:bestaat-niet"}, "bestaat-niet"),
    ],
)
def test_an_exception_that_is_not_clear_is_not_made(
    site: Site, bea: TestClient, form: dict[str, str], said: str
) -> None:
    assert said in press(bea, EXCEPTIONS, **form)
    assert exempted(site) == ()


# --- the team


def test_an_absence_is_noted_and_ended_and_the_tasks_follow(site: Site, bea: TestClient) -> None:
    assert "Iedereen is er." in seen(bea, TEAM)
    assert press(bea, TEAM, wie="PAR", van="2026-11-09", tot="", duur="langer") == f"{TEAM}?gedaan=weg"
    (case,) = absences(site)
    assert (case.subject, str(case.begin), case.end, case.traits["duur"]) == ("PAR", "2026-11-09", None, "langer")
    assert "Paula Ros Vanaf 9 november, einde nog niet bekend" in seen(bea, TEAM)
    assert "Vul de analyse in groep 1/2 A" in seen(site.signed_in("MVD"), "/taken")
    assert press(bea, f"{TEAM}/{case.key}/terug") == f"{TEAM}?gedaan=terug"
    assert [each.end for each in absences(site)] == [date(2026, 11, 9)]
    assert "Iedereen is er." in seen(bea, TEAM)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"wie": "XYZ"}, "Kies wie er niet is."),
        ({"wie": "PAR", "van": "gisteren"}, "Een dag is niet goed ingevuld."),
        ({"wie": "PAR", "van": "2026-11-09", "tot": "2026-11-02"}, "De laatste dag kan niet voor de eerste liggen."),
    ],
)
def test_an_absence_that_is_not_clear_is_not_noted(
    site: Site, bea: TestClient, form: dict[str, str], said: str
) -> None:
    assert said in press(bea, TEAM, **form)
    assert absences(site) == []


def test_an_absence_that_is_not_there_does_not_end(bea: TestClient) -> None:
    assert "Deze afwezigheid is er niet, of begint nog." in press(bea, f"{TEAM}/nergens/terug")


def test_who_works_here_is_listed_with_roles_groups_and_days(bea: TestClient) -> None:
    page = seen(bea, TEAM)
    assert "Marieke van Dijk leerkracht 1/2 B ma, di" in page
    assert "Ilse Mol ib'er ma t/m vr" in page


# --- the log


def test_the_log_tells_who_did_what_when_and_why(site: Site, bea: TestClient) -> None:
    press(bea, EXCEPTIONS, voor="school:", waarover="regel:kas", reden="geen kas meer")
    press(bea, TEAM, wie="PAR", van="2026-11-09")
    page = seen(bea, LOG)
    assert "07:30 Bea : uitzondering gemaakt uitzondering 1" in page
    assert "07:30 Bea : genoteerd afwezigheid" in page
    assert "07:30 Bea : aangemeld" in page
    assert "nieuw" not in page
    assert "vanzelf : nvt Tel de kas na" in seen(bea, f"{LOG}?alles=ja")
    assert "Bea : aangemeld" not in seen(bea, f"{LOG}?wie=ILS")
    assert bea.get(f"{LOG}?voor=x&wie=y").status_code == 200


def test_the_log_holds_no_number_of_a_child_and_no_reason_that_is_not_for_these_eyes(
    site: Site, bea: TestClient
) -> None:
    from engine.runs.waive import waive

    site.wilg.change(lambda told: replace(told, export_pupils=(*told.export_pupils, Pupil("77019", "Noor"))))
    now, key = site.wilg.clock(), site.key("zorglijst", "1/2 A")
    with site.wilg.database.writing(ID) as store:
        waive(site.wilg.settings, store, key, "dit is van niemand anders", "ILS", now.date(), now)
    page = seen(bea, f"{LOG}?alles=ja")
    assert "een vertrouwelijke taak" in page
    assert "dit is van niemand anders" not in page
    assert "zorglijst" not in page
    assert "7701" not in page
