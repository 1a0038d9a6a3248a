"""Something recorded in two taps: what, about whom; the tasks that wait for it come and close, once, and go back."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from engine.intake.folder import File
from engine.runs.eyes import Viewer
from engine.runs.intake import bring_in
from engine.runs.recordable import recordables
from engine.store.facts import load_told
from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.site import proof
from tests.web.test_my_day import words

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from engine.model import Case
    from tests.web.site import Site

RULES = """
  - {id: rapport, titel: Voer het rapportgesprek, voor: leerkracht, per: leerling, klaar_als: {gesprek: rapport},
     uiterlijk: 1 week voor groepsbespreking}
  - {id: antwoord, titel: Beantwoord het bericht, voor: ontvanger, per: bericht, uiterlijk: 2 schooldagen na bericht}
  - {id: zorg, titel: Bespreek het signaal, voor: leerkracht, per: signalering, gevoelig: ja,
     uiterlijk: 1 week na signalering}
  - {id: les, titel: Regel de les, voor: beheerder, per: afwezigheid, uiterlijk: op afwezigheid}
"""
TALK, MESSAGE, SIGNAL, AWAY = "gesprek.rapport", "bericht", "signalering.dyslexie", "afwezigheid"
OTHER = "gesprek,g-1,leerling,77012,rapport,2026-11-09,status=gevoerd"
BUTTON = re.compile(r'name="wie" value="([^"]+)"[^>]*>([^<]+)<')


@pytest.fixture
def site(site: Site) -> Site:
    """De Wilg with rules that look at talks, messages, signals and absences, on a morning that was seen to."""
    rules = next(each for each in _rules(site.wilg.settings.folder) if "id: analyse" in each.read_text("utf-8"))
    rules.write_text(rules.read_text("utf-8").rstrip() + RULES, encoding="utf-8")
    site.wilg.morning("2026-11-10")
    return site


def _rules(folder: Path) -> list[Path]:
    return sorted((folder / "rules").rglob("*.yaml"))


def buttons(visitor: TestClient, what: str) -> dict[str, str]:
    return {unescape(name): mark for mark, name in BUTTON.findall(visitor.get(f"/vastleggen/{what}").text)}


def send(visitor: TestClient, what: str, mark: str, **more: str) -> str:
    answer = visitor.post(f"/vastleggen/{what}/nu", data={"bewijs": proof(visitor), "wie": mark, **more})
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"]


def cases(site: Site) -> list[Case]:
    with site.wilg.database.reading(ID) as store:
        return list(load_told(store).cases)


def back(visitor: TestClient, what: str, mark: str) -> int:
    data = {"bewijs": proof(visitor), "merk": mark}
    return visitor.post(f"/vastleggen/{what}/terug", data=data).status_code


# --- two taps


def test_my_day_offers_only_what_rules_here_look_at(site: Site) -> None:
    page = site.signed_in("PAR").get("/taken").text
    assert f"/vastleggen/{TALK}" in page
    assert f"/vastleggen/{MESSAGE}" in page
    assert "/vastleggen/gesprek.huisbezoek" not in page


def test_a_talk_closes_the_task_that_waits_for_it_and_taking_it_back_opens_it_again(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("rapport", "1/2 A")
    where = send(visitor, TALK, buttons(visitor, TALK)["Xantippe1"])
    assert site.state(key) == "klaar"
    said = words(visitor.get(where).text)
    assert "Vastgelegd. 1 taak is klaar." in said
    assert "Rapportgesprek: Xantippe1 (77011), dinsdag" in said or "Rapportgesprek: Xantippe1 (77011), 10 nov" in said
    assert back(visitor, TALK, where.partition("klaar=")[2]) == 303
    assert (site.state(key), cases(site)) == ("open", [])


def test_a_message_brings_the_task_to_answer_it_for_who_recorded_it(site: Site) -> None:
    visitor = site.signed_in("PAR")
    where = send(visitor, MESSAGE, buttons(visitor, MESSAGE)["Xantippe2"])
    said = words(visitor.get(where).text)
    assert "Vastgelegd. 1 taak is erbij." in said
    assert "Erbij: Beantwoord het bericht" in said
    assert "Beantwoord het bericht" in words(visitor.get("/taken").text)
    assert back(visitor, MESSAGE, where.partition("klaar=")[2]) == 303
    assert "Beantwoord het bericht" not in words(visitor.get("/taken").text)


def test_two_colleagues_may_each_get_a_message_about_a_child_on_one_day(site: Site) -> None:
    for code in ("MVD", "JAN"):
        visitor = site.signed_in(code)
        send(visitor, MESSAGE, buttons(visitor, MESSAGE)["Xantippe3"])
    assert {each.traits["ontvanger"] for each in cases(site)} == {"MVD", "JAN"}


def test_it_can_be_of_an_earlier_day_and_of_no_later_one(site: Site) -> None:
    visitor = site.signed_in("PAR")
    mark = buttons(visitor, TALK)["Xantippe1"]
    send(visitor, TALK, mark, op="2026-11-06")
    assert [str(each.begin) for each in cases(site)] == ["2026-11-06"]
    for day, status in (("2026-11-11", 409), ("2020-01-01", 409), ("morgen", 400)):
        data = {"bewijs": proof(visitor), "wie": buttons(visitor, TALK)["Xantippe2"], "op": day}
        assert visitor.post(f"/vastleggen/{TALK}/nu", data=data).status_code == status
    assert len(cases(site)) == 1


def test_an_absence_is_of_oneself_and_who_keeps_the_school_notes_it_for_all(site: Site) -> None:
    assert list(buttons(site.signed_in("PAR"), AWAY)) == ["Paula"]
    visitor = site.signed_in("BEA")
    assert len(buttons(visitor, AWAY)) == 6
    send(visitor, AWAY, buttons(visitor, AWAY)["Jan"])
    assert [(each.subject, each.begin == each.end) for each in cases(site)] == [("JAN", True)]


# --- once


def test_what_is_sent_twice_is_recorded_once_also_after_it_was_taken_back(site: Site) -> None:
    visitor = site.signed_in("PAR")
    mark = buttons(visitor, TALK)["Xantippe1"]
    assert send(visitor, TALK, mark) == send(visitor, TALK, mark)
    assert len(cases(site)) == 1
    assert (back(visitor, TALK, mark), back(visitor, TALK, mark)) == (303, 303)
    send(visitor, TALK, mark)
    assert cases(site) == []


def test_what_stood_there_already_is_said_and_not_recorded_again(site: Site) -> None:
    visitor = site.signed_in("PAR")
    send(visitor, TALK, buttons(visitor, TALK)["Xantippe1"])
    where = send(visitor, TALK, buttons(visitor, TALK)["Xantippe1"])
    assert "Dit stond er al" in words(visitor.get(where).text)
    assert len(cases(site)) == 1


def test_from_one_page_two_children_are_recorded(site: Site) -> None:
    visitor = site.signed_in("PAR")
    for mark in buttons(visitor, TALK).values():
        send(visitor, TALK, mark)
    assert len(cases(site)) == 2


def test_what_changed_since_is_not_taken_back(site: Site) -> None:
    visitor = site.signed_in("PAR")
    mark = buttons(visitor, TALK)["Xantippe1"]
    send(visitor, TALK, mark)
    (case,) = cases(site)
    changed = replace(case, end=case.begin)
    site.wilg.change(lambda told: replace(told, cases=(changed,)))
    assert back(visitor, TALK, mark) == 409
    assert cases(site) == [changed]


# --- for whose eyes


def test_a_teacher_records_for_children_of_the_own_groups_only(site: Site) -> None:
    mine, other = site.signed_in("PAR"), site.signed_in("MVD")
    assert set(buttons(mine, TALK)) == {"Xantippe1", "Xantippe2"}
    theirs = buttons(other, TALK)["Xantippe3"]
    assert mine.post(f"/vastleggen/{TALK}/nu", data={"bewijs": proof(mine), "wie": theirs}).status_code == 400
    assert cases(site) == []


def test_who_has_no_groups_records_nothing_about_a_child(site: Site) -> None:
    for code in ("BEA", "DIR"):
        visitor = site.signed_in(code)
        assert visitor.get(f"/vastleggen/{TALK}").status_code == 404
    assert len(buttons(site.signed_in("ILS"), TALK)) == 4


def test_a_session_by_mail_sees_and_records_nothing_that_a_sensitive_rule_looks_at(site: Site) -> None:
    visitor = site.signed_in("PAR")
    assert "signalering" not in visitor.get("/taken").text
    assert visitor.get(f"/vastleggen/{SIGNAL}").status_code == 404
    answer = visitor.post(f"/vastleggen/{SIGNAL}/nu", data={"bewijs": proof(visitor), "wie": "x"})
    assert answer.status_code == 404


def test_nobody_takes_back_what_a_colleague_recorded(site: Site) -> None:
    jan, marieke = site.signed_in("JAN"), site.signed_in("MVD")
    mark = buttons(jan, TALK)["Xantippe3"]
    send(jan, TALK, mark)
    assert back(marieke, TALK, mark) == 409
    assert len(cases(site)) == 1


def test_the_last_two_weeks_are_listed_with_a_way_back(site: Site) -> None:
    visitor = site.signed_in("PAR")
    send(visitor, TALK, buttons(visitor, TALK)["Xantippe1"])
    page = visitor.get("/vastgelegd").text
    assert "Rapportgesprek: Xantippe1" in words(page)
    mark = re.findall(r'name="merk" value="([^"]+)"', page)[0]
    data = {"bewijs": proof(visitor), "merk": mark, "vanuit": "lijst"}
    where = visitor.post(f"/vastleggen/{TALK}/terug", data=data).headers["location"]
    assert "Dat is teruggenomen" in words(visitor.get(where).text)
    assert "Xantippe1" not in visitor.get(where).text


def test_the_log_says_who_recorded_what_and_not_about_whom(site: Site) -> None:
    visitor = site.signed_in("PAR")
    mark = buttons(visitor, TALK)["Xantippe1"]
    send(visitor, TALK, mark)
    back(visitor, TALK, mark)
    page = site.signed_in("BEA").get("/beheer/logboek").text
    assert "genoteerd" in page
    assert "notitie teruggenomen" in page
    assert "77011" not in page
    with site.wilg.database.reading(ID) as store:
        assert "PAR" in {each.who for each in load_events(store) if each.what == "genoteerd"}


def test_what_a_button_sends_does_not_tell_who_it_is(site: Site) -> None:
    visitor = site.signed_in("PAR")
    assert not any("77011" in mark or "Xan" in mark for mark in buttons(visitor, TALK).values())
    assert 'data-keep="wie op" data-once="wie"' in visitor.get(f"/vastleggen/{TALK}").text


# --- an import afterwards


@pytest.mark.parametrize("rows", ["", "{case}\n"])
def test_an_import_afterwards_neither_loses_nor_doubles_it(site: Site, rows: str) -> None:
    visitor = site.signed_in("PAR")
    mark = buttons(visitor, TALK)["Xantippe1"]
    send(visitor, TALK, mark)
    (case,) = cases(site)
    row = f"gesprek,{case.key},leerling,77011,rapport,2026-11-10,status=gevoerd"
    sheet = f"type,sleutel,onderwerp_type,onderwerp,soort,van,kenmerken\n{rows.format(case=row)}{OTHER}\n"
    with site.wilg.database.writing(ID) as store:
        files = {"zaken": File("zaken.csv", sheet.encode())}
        assert bring_in(site.wilg.settings, store, files, site.wilg.clock())[1]
    assert [each for each in cases(site) if each.subject == "77011"] == [case]
    assert back(visitor, TALK, mark) == 303
    assert [each.subject for each in cases(site)] == ["77012"]


def test_of_a_sensitive_rule_only_who_has_its_tasks_may_record(site: Site) -> None:
    with site.wilg.database.reading(ID) as store:
        day = site.house.current.on(store, site.house.today)

    def may(code: str, *, sensitive: bool) -> bool:
        viewer = Viewer(day.listing.staff[code], sensitive)
        return SIGNAL in {each.name for each in recordables(site.wilg.settings, day, viewer)}

    assert {each: may(each, sensitive=True) for each in ("PAR", "ILS", "BEA", "DIR")} == {
        "PAR": True, "ILS": True, "BEA": False, "DIR": False,
    }  # fmt: skip
    assert not any(may(each, sensitive=False) for each in ("PAR", "ILS", "BEA", "DIR"))
