"""Groepen: how each group stands, the tasks behind a field, what is late soon; and who sees which groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.runs.eyes import Viewer
from engine.runs.groups import Asked, standing_of
from tests.sending.school import ID
from tests.web.test_my_day import words

if TYPE_CHECKING:
    from tests.web.site import Site

FIELD = ("1/2 A", "groepsbespreking")


def seen(site: Site, person: str, path: str) -> str:
    answer = site.signed_in(person).get(path)
    assert answer.status_code == 200, words(answer.text)
    return words(answer.text)


def test_the_care_coordinator_sees_each_group_with_what_is_done_of_what_runs(site: Site) -> None:
    site.wilg.done("seo", group="1/2 B")
    said = seen(site, "ILS", "/groepen")
    assert "Dinsdag 10 november" in said
    # An analysis and two SEOs for each group; who signs in by mail sees nothing of what is sensitive.
    assert "Groep 1/2 A Groepsbespreking 0 van 3 loopt achter" in said
    assert "Groep 1/2 B Groepsbespreking 2 van 3 loopt achter" in said
    assert "4 taken worden te laat als er de komende drie weken niets gebeurt" in said


def test_what_is_late_is_counted_and_can_be_seen_alone(site: Site) -> None:
    site.wilg.morning("2026-11-12")
    site.wilg.done("seo", "analyse", "zorglijst", group="1/2 A")
    said = seen(site, "DIR", "/groepen")
    assert "Groep 1/2 B Groepsbespreking 0 van 3 3 te laat" in said
    assert "Groep 1/2 A Groepsbespreking 3 van 3 klaar" in said
    alone = seen(site, "DIR", "/groepen?alleen=te-laat")
    assert "Groep 1/2 B" in alone
    assert "Groep 1/2 A" not in alone


def test_a_field_opens_on_its_tasks_and_those_on_their_children(site: Site) -> None:
    visitor = site.signed_in("ILS")
    page = visitor.get("/groepen/taken?groep=1/2 A&cyclus=groepsbespreking").text
    said = words(page)
    assert "Groep 1/2 A, Groepsbespreking Loopt nu" in said
    assert "Werk de SEO bij 2 leerlingen" in said
    assert f'href="/taken/{site.key("seo", "1/2 A")}"' in page
    assert visitor.get("/groepen/taken?groep=1/2 A&cyclus=iets").status_code == 404


def test_a_whole_row_and_a_whole_column_open_too(site: Site) -> None:
    row = seen(site, "ILS", "/groepen/taken?groep=1/2 A")
    assert "Groep 1/2 A Groepen" not in row
    assert "Groepsbespreking" in row
    column = seen(site, "ILS", "/groepen/taken?cyclus=groepsbespreking")
    assert "Groep 1/2 A" in column
    assert "Groep 1/2 B" in column


def test_a_teacher_sees_the_own_groups_only_whatever_address_is_typed(site: Site) -> None:
    said = seen(site, "PAR", "/groepen")
    assert "Groep 1/2 A" in said
    assert "1/2 B" not in said
    for path in ("/groepen", "/groepen/taken", "/groepen/straks"):
        assert site.signed_in("PAR").get(f"{path}?groep=1/2 B").status_code == 404


def test_what_is_late_soon_names_day_and_groups_once(site: Site) -> None:
    said = seen(site, "ILS", "/groepen/straks")
    assert "Deze week Dinsdag 10 november" in said
    assert "Vul de analyse in groep 1/2 A en 1/2 B" in said
    assert "Werk de SEO bij groep 1/2 A en 1/2 B, 4 leerlingen" in said
    site.wilg.done("analyse", "seo", "zorglijst")
    assert "De komende drie weken wordt er niets te laat." in seen(site, "ILS", "/groepen/straks")


def test_what_is_sensitive_counts_only_for_who_may_see_it(site: Site) -> None:
    with site.wilg.database.reading(ID) as store:
        day = site.house.current.on(store, site.house.today)
    counts = {
        (code, sensitive): standing_of(day, Viewer(day.listing.staff[code], sensitive), Asked()).cells[FIELD].total
        for code in ("ILS", "DIR", "BEA")
        for sensitive in (True, False)
    }
    assert counts == {
        ("ILS", True): 5, ("ILS", False): 3, ("DIR", True): 5, ("DIR", False): 3, ("BEA", True): 3, ("BEA", False): 3,
    }  # fmt: skip


def test_own_groups_are_a_choice_for_who_sees_more(site: Site) -> None:
    assert "alleen mijn groepen" not in seen(site, "DIR", "/groepen")
    site.wilg.change(
        lambda told: replace(
            told,
            export_groups=tuple(
                replace(each, teachers=each.teachers | {"DIR"}) if each.name == "1/2 A" else each
                for each in told.export_groups
            ),
            export_staff=tuple(
                replace(each, roles=each.roles | {"leerkracht"}) if each.code == "DIR" else each
                for each in told.export_staff
            ),
        )
    )
    assert "alleen mijn groepen" in seen(site, "DIR", "/groepen")
    mine = seen(site, "DIR", "/groepen?van=mij")
    assert "Groep 1/2 A" in mine
    assert "Groep 1/2 B" not in mine
