"""Mijn dag and a line opened: what somebody sees, ticks, takes back and says, by plain forms that may come twice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
import structlog

from engine.model import Pupil
from engine.runs.tick import tick
from engine.store.log import load_events
from tests.sending.school import ID
from tests.web.site import proof

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.site import Site


def words(page: str) -> str:
    """Return what a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def press(visitor: TestClient, path: str, **form: str | list[str]) -> str:
    """Send a form of this browser; return where that leads."""
    answer = visitor.post(path, data={"bewijs": proof(visitor), **form})
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"]


def states(site: Site, *keys: str) -> list[str]:
    return [site.state(each) for each in keys]


def seo(site: Site) -> tuple[str, str]:
    return site.key("seo", "1/2 A"), site.key("seo", "1/2 A", 1)


# --- what is seen


def test_a_day_is_ordered_by_what_is_most_urgent_and_counts_children(site: Site) -> None:
    said = words(site.signed_in("PAR").get("/taken").text)
    assert "Mijn dag Dinsdag 10 november, groep 1/2 A Vandaag" in said
    assert "Werk de SEO bij 2 leerlingen" in said
    assert "Vul de analyse in" in said
    assert "Te laat" not in said


def test_what_is_late_comes_first(site: Site) -> None:
    said = words(site.signed_in("BEA").get("/taken").text)
    assert said.index("Te laat") < said.index("Controleer de sluiting")
    assert "moest donderdag 22 oktober af zijn" in said


def test_the_tasks_of_an_absent_colleague_are_with_who_stands_in(site: Site) -> None:
    visitor = site.signed_in("MVD")
    assert "Vul de analyse in" in words(visitor.get("/taken").text)
    assert "groep 1/2 A" not in words(visitor.get("/taken").text)
    site.wilg.absent("PAR", "2026-11-09", "2026-11-13")
    assert "Vul de analyse in groep 1/2 A" in words(visitor.get("/taken").text)
    assert "Vul de analyse in" in site.signed_in("PAR").get("/taken").text


def test_nobody_has_anything_open_is_said_kindly(site: Site) -> None:
    assert "Er staat niets voor je open." in words(site.signed_in("ILS").get("/taken").text)


def test_a_group_list_names_children_by_their_first_name_and_two_alike_by_their_number_too(site: Site) -> None:
    page = words(site.signed_in("PAR").get(f"/taken/{seo(site)[0]}").text)
    assert "0 van 2 gedaan" in page
    assert "Vink af: Xantippe1 " in page
    assert "77011" not in page
    site.wilg.change(
        lambda told: replace(told, export_pupils=tuple(replace(each, first_name="Noor") for each in told.export_pupils))
    )
    assert "Noor (77011)" in words(site.signed_in("PAR").get(f"/taken/{seo(site)[0]}").text)


def test_no_address_and_no_line_of_the_log_holds_a_name_or_a_number_of_a_child(site: Site) -> None:
    visitor = site.signed_in("PAR")
    with structlog.testing.capture_logs() as logged:
        pages = [visitor.get("/taken").text, visitor.get(f"/taken/{seo(site)[0]}").text]
        press(visitor, f"/taken/{seo(site)[0]}/vink", taak=seo(site)[0])
    addresses = re.findall(r'(?:href|action|formaction)="([^"]+)"', "".join(pages))
    assert addresses
    assert not [each for each in addresses if re.search(r"Xantippe|Zwartjes|7701|1/2|SEO", each)]
    assert logged == []


def test_why_a_task_is_here_is_told_as_the_command_tells_it(site: Site) -> None:
    page = words(site.signed_in("PAR").get(f"/taken/{seo(site)[0]}/meer").text)
    assert "Je kreeg dit omdat" in page
    assert "De taak is voor Paula, als leerkracht van groep 1/2 A." in page


def test_guidance_names_the_child_only_where_it_is_about_one(site: Site) -> None:
    rules = site.wilg.folder / "rules" / "eigen.yaml"
    text = rules.read_text(encoding="utf-8").replace(
        "titel: Werk de SEO bij,", 'titel: Werk de SEO bij, uitleg: "Kijk goed naar {{ leerling.roepnaam }}.",'
    )
    rules.write_text(text, encoding="utf-8")
    visitor, (first, second) = site.signed_in("PAR"), seo(site)
    press(visitor, f"/taken/{first}/nvt", reden="al gezien")
    assert "Kijk goed naar de leerling." in words(visitor.get(f"/taken/{second}").text)


# --- for whose eyes


def test_of_a_sensitive_rule_a_mail_session_sees_only_how_many(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("zorglijst", "1/2 A")
    page = words(visitor.get("/taken").text)
    assert "Er zijn nog 2 vertrouwelijke taken voor je." in page
    assert "zorglijst" not in page
    assert visitor.get(f"/taken/{key}").status_code == 404
    carried = proof(visitor)
    assert visitor.post(f"/taken/{key}/vink", data={"bewijs": carried, "taak": key}).status_code == 404
    other = seo(site)[0]
    assert visitor.post(f"/taken/{other}/vink", data={"bewijs": carried, "taak": [other, key]}).status_code == 404
    assert states(site, key, other) == ["open", "open"]


def test_a_school_may_let_a_mail_session_see_them(site: Site) -> None:
    site.house = replace(
        site.house, settings=replace(site.wilg.settings, web=replace(site.wilg.settings.web, sensitive_by_mail=True))
    )
    key = site.key("zorglijst", "1/2 A")
    mine, ib, head = site.signed_in("PAR"), site.signed_in("ILS"), site.signed_in("DIR")
    assert "Vul de zorglijst in" in mine.get("/taken").text
    assert "vertrouwelijk" not in mine.get("/taken").text
    assert [each.get(f"/taken/{key}").status_code for each in (mine, ib, head)] == [200, 200, 200]
    others = [site.signed_in("MVD"), site.signed_in("BEA")]
    assert [each.get(f"/taken/{key}").status_code for each in others] == [404, 404]


def test_a_teacher_sees_own_groups_and_an_ib_er_those_that_are_hers(site: Site) -> None:
    other = site.key("seo", "1/2 B")
    assert site.signed_in("PAR").get(f"/taken/{other}").status_code == 404
    assert site.signed_in("ILS").get(f"/taken/{other}").status_code == 200
    site.wilg.change(
        lambda told: replace(
            told,
            export_groups=tuple(replace(each, care_coordinators=frozenset({"BEA"})) for each in told.export_groups),
        )
    )
    assert site.signed_in("ILS").get(f"/taken/{other}").status_code == 404


def test_who_only_looks_has_no_button(site: Site) -> None:
    page = site.signed_in("DIR").get(f"/taken/{seo(site)[0]}").text
    assert "Xantippe1" in page
    assert "<button" not in page


def test_a_task_that_is_not_there_is_told_so(site: Site) -> None:
    visitor = site.signed_in("PAR")
    assert visitor.get("/taken/zzzzzzzz").status_code == 404
    assert visitor.get("/taken/zzzzzzzz/meer").status_code == 404


# --- ticking


def test_a_child_is_ticked_with_one_press_and_the_list_comes_back_at_that_line(site: Site) -> None:
    visitor, (first, second) = site.signed_in("PAR"), seo(site)
    assert press(visitor, f"/taken/{first}/vink", taak=first) == f"/taken/{first}#t-{first}"
    page = words(visitor.get(f"/taken/{first}").text)
    assert "1 van 2 gedaan" in page
    assert "Xantippe1 gedaan, Paula" in page
    assert states(site, first, second) == ["klaar", "open"]
    assert "Werk de SEO bij 1 van 2" in words(visitor.get("/taken").text)


def test_a_tick_sent_twice_is_one_tick(site: Site) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    for _ in range(2):
        press(visitor, f"/taken/{first}/vink", taak=first)
    with site.wilg.database.reading(ID) as store:
        assert [each.who for each in load_events(store, first) if each.what == "afgevinkt"] == ["PAR"]


def test_all_are_ticked_at_once_and_only_those_that_were_on_the_page(site: Site) -> None:
    visitor, (first, second) = site.signed_in("PAR"), seo(site)
    (value,) = re.findall(r'class="all" name="taak" value="([^"]+)"', visitor.get(f"/taken/{first}").text)
    assert set(value.split()) == {first, second}
    assert press(visitor, f"/taken/{first}/vink", taak=value) == f"/taken/{first}#lijst"
    page = words(visitor.get(f"/taken/{first}").text)
    assert "2 van 2 gedaan" in page
    assert "Vink alle" not in page


def test_a_tick_is_taken_back_and_taking_back_twice_does_no_harm(site: Site) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    press(visitor, f"/taken/{first}/vink", taak=first)
    for _ in range(2):
        assert press(visitor, f"/taken/{first}/terug", taak=first) == f"/taken/{first}#t-{first}"
    assert site.state(first) == "open"


def test_a_task_alone_is_ticked_on_the_day_itself_and_taken_back_there(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    assert press(visitor, f"/taken/{key}/vink", taak=key, vanuit="dag") == f"/taken?gedaan={key}"
    page = words(visitor.get(f"/taken?gedaan={key}").text)
    assert "Afgevinkt: Vul de analyse in. Terugnemen" in page
    assert "Vandaag gedaan Vul de analyse in" in page
    assert press(visitor, f"/taken/{key}/terug", taak=key, vanuit="dag") == "/taken"
    assert site.state(key) == "open"
    assert "Afgevinkt" not in visitor.get(f"/taken?gedaan={key}").text


def test_what_was_late_and_is_ticked_stays_in_its_list_that_day(site: Site) -> None:
    """So that it can be seen there, and taken back."""
    site.wilg.morning("2026-11-16")
    visitor, (first, second) = site.signed_in("PAR"), seo(site)
    assert states(site, first, second) == ["te-laat", "te-laat"]
    press(visitor, f"/taken/{first}/vink", taak=first)
    page = words(visitor.get(f"/taken/{second}").text)
    assert "Xantippe1 gedaan, Paula" in page
    assert "moest dinsdag 10 november af zijn" in page


def test_a_colleague_sees_what_the_other_ticked_a_moment_ago(site: Site) -> None:
    marieke, jan, key = site.signed_in("MVD"), site.signed_in("JAN"), site.key("analyse", "1/2 B")
    assert "Vul de analyse in" in jan.get("/taken").text
    press(marieke, f"/taken/{key}/vink", taak=key)
    assert "Vul de analyse in" not in jan.get("/taken").text
    assert "gedaan, Marieke" in words(jan.get(f"/taken/{key}").text)


def test_what_a_command_ticked_is_seen_too(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    assert "Vul de analyse in" in visitor.get("/taken").text
    with site.wilg.database.writing(ID) as store:
        tick(site.wilg.settings, store, [key], "BEA", date(2026, 11, 10), site.wilg.clock())
    assert "Vul de analyse in" not in visitor.get("/taken").text


def test_where_everybody_ticks_one_s_own_tick_is_enough_for_oneself(site: Site) -> None:
    rules = site.wilg.folder / "rules" / "eigen.yaml"
    text = rules.read_text(encoding="utf-8").replace(
        "titel: Vul de analyse in\n", "titel: Vul de analyse in\n    wie: ieder\n"
    )
    rules.write_text(text, encoding="utf-8")
    site.wilg.morning("2026-11-10")
    visitor, key = site.signed_in("MVD"), site.key("analyse", "1/2 B")
    press(visitor, f"/taken/{key}/vink", taak=key)
    assert site.state(key) == "open"
    page = words(visitor.get(f"/taken/{key}").text)
    assert "gedaan, Marieke" in page
    assert "Vul de analyse in" not in words(visitor.get("/taken").text).partition("Vandaag gedaan")[0]
    assert "Vul de analyse in" in site.signed_in("JAN").get("/taken").text
    press(visitor, f"/taken/{key}/terug", taak=key)
    assert "Vul de analyse in" in visitor.get("/taken").text


def test_a_year_that_is_closed_is_told_in_words_without_a_key(site: Site) -> None:
    from engine.store.tasks import close_school_year

    visitor, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    with site.wilg.database.writing(ID) as store:
        close_school_year(store, "2026-2027", "BEA", site.wilg.clock())
    site.wilg.noted()
    answer = visitor.post(f"/taken/{key}/vink", data={"bewijs": proof(visitor), "taak": key})
    assert answer.status_code == 409
    said = words(answer.text)
    assert "hoort bij schooljaar 2026-2027, en dat is afgesloten." in said
    assert f"({key})" not in said


# --- not applicable, and a remark


def test_not_applicable_needs_a_reason_and_can_be_taken_back(site: Site) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    empty = visitor.post(f"/taken/{first}/nvt", data={"bewijs": proof(visitor), "reden": "  "})
    assert empty.status_code == 400
    assert "Schrijf erbij waarom" in empty.text
    press(visitor, f"/taken/{first}/nvt", reden="Is net verhuisd")
    assert site.state(first) == "nvt"
    page = words(visitor.get(f"/taken/{first}").text)
    assert "Xantippe1 niet van toepassing, Paula" in page
    assert "0 van 1 gedaan" in page
    press(visitor, f"/taken/{first}/terug", taak=first)
    assert site.state(first) == "open"


def test_a_remark_is_kept_once_and_seen_by_a_colleague_with_who_said_it(site: Site) -> None:
    marieke, jan, key = site.signed_in("MVD"), site.signed_in("JAN"), site.key("analyse", "1/2 B")
    for _ in range(2):
        press(marieke, f"/taken/{key}/opmerking", woorden="De lijst ligt <in> de kast")
    page = jan.get(f"/taken/{key}/meer").text
    assert page.count("De lijst ligt &lt;in&gt; de kast") == 1
    assert "Marieke, 10-11-2026" in words(page)
    assert site.state(key) == "open"
    assert marieke.post(f"/taken/{key}/opmerking", data={"bewijs": proof(marieke), "woorden": " "}).status_code == 400


def test_a_remark_or_a_sign_in_does_not_make_the_school_be_gathered_again(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    visitor.get("/taken")
    before = site.house.current._kept.day  # type: ignore[union-attr]
    press(visitor, f"/taken/{key}/opmerking", woorden="Doe ik morgen")
    site.signed_in("MVD").get("/taken")
    assert site.house.current._kept.day is before  # type: ignore[union-attr]
    site.wilg.done("kas")
    visitor.get("/taken")
    assert site.house.current._kept.day is not before  # type: ignore[union-attr]


# --- when it is too late for a form


def test_a_form_sent_after_the_session_ended_leads_to_signing_in_and_back(site: Site) -> None:
    visitor, key = site.signed_in("PAR"), site.key("analyse", "1/2 A")
    carried = proof(visitor)
    site.wilg.clock.forward(13 * 60)
    answer = visitor.post(f"/taken/{key}/vink", data={"bewijs": carried, "taak": key})
    assert answer.headers["location"] == f"/aanmelden?naar=/taken/{key}"
    assert site.state(key) == "open"


@pytest.mark.parametrize("keys", [[], ["zzzzzzzz"], [""]])
def test_a_tick_of_nothing_is_refused(site: Site, keys: list[str]) -> None:
    visitor, (first, _) = site.signed_in("PAR"), seo(site)
    answer = visitor.post(f"/taken/{first}/vink", data={"bewijs": proof(visitor), "taak": keys})
    assert answer.status_code == 404


def test_a_child_who_left_is_still_named(site: Site) -> None:
    gone = Pupil("77011", "Xantippe1", "Zwartjes1", date(2022, 3, 1), "H")
    site.wilg.change(lambda told: replace(told, export_pupils=(gone, *told.export_pupils[1:])))
    assert "Xantippe1" in site.signed_in("PAR").get(f"/taken/{seo(site)[0]}").text


def test_what_comes_later_is_shown_when_it_is_asked_for(site: Site) -> None:
    rules = "".join(
        f"  - {{id: later-{n}, titel: Later nummer {n}, voor: directie, per: school, uiterlijk: {n} december}}\n"
        for n in range(1, 13)
    )
    (site.wilg.folder / "rules" / "later.yaml").write_text(f"regels:\n{rules}", encoding="utf-8")
    site.wilg.morning("2026-11-10")
    visitor = site.signed_in("DIR")
    short, whole = visitor.get("/taken").text, visitor.get("/taken?alles=ja").text
    assert "Later nummer 12" not in short
    assert "Laat meer zien" in short
    assert "Later nummer 12" in whole
