"""Het jaar: whose year somebody may see, its weeks, the picture, and one week opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.test_my_day import words

if TYPE_CHECKING:
    from tests.web.site import Site


def seen(site: Site, person: str, path: str) -> str:
    answer = site.signed_in(person).get(path)
    assert answer.status_code == 200, words(answer.text)
    return words(answer.text)


def choices(site: Site, person: str) -> list[str]:
    page = site.signed_in(person).get("/jaar").text
    found = re.findall(r'aria-label="Wiens jaar">(.*?)</nav>', page, re.DOTALL)
    return [words(each) for each in re.findall(r"<a.*?</a>", found[0], re.DOTALL)] if found else []


def test_who_leads_sees_the_school_and_every_group_and_a_teacher_the_own_ones(site: Site) -> None:
    everything = ["De school", "Ik", "1/2 A", "1/2 B"]
    assert [choices(site, each) for each in ("DIR", "BEA", "ILS")] == [everything] * 3
    assert choices(site, "PAR") == ["Ik", "1/2 A"]


@pytest.mark.parametrize("asked", ["van=school", "groep=1/2 B", "van=een ander"])
@pytest.mark.parametrize("page", ["/jaar", "/jaar/plaat", "/jaar/week/2026-W46"])
def test_the_year_of_another_is_not_there_for_a_teacher(site: Site, page: str, asked: str) -> None:
    assert site.signed_in("PAR").get(f"{page}?{asked}").status_code == 404


def test_each_week_says_how_much_there_is_and_how_much_of_it_is_done(site: Site) -> None:
    site.wilg.done("seo", group="1/2 A")
    said = seen(site, "PAR", "/jaar")
    assert "Jouw taken, schooljaar 2026-2027: 5 taken" in said
    assert "9 t/m 13 nov 5 taken, 2 klaar deze week" in said
    assert "16 t/m 20 nov niets" in said


def test_the_week_of_a_group_shows_its_tasks_by_day_and_leads_to_its_children(site: Site) -> None:
    visitor = site.signed_in("PAR")
    page = visitor.get("/jaar/week/2026-W46?groep=1/2 A").text
    said = words(page)
    assert "Deze week Groep 1/2 A: 3 taken" in said
    assert "Dinsdag 10 november" in said
    assert f'href="/taken/{site.key("seo", "1/2 A")}"' in page
    assert "Volgende week" in said
    assert "Deze week hoeft er niets af." in words(visitor.get("/jaar/week/2026-W48?groep=1/2 A").text)


def test_what_may_not_be_shown_is_only_counted(site: Site) -> None:
    said = seen(site, "PAR", "/jaar/week/2026-W46?van=mij")
    assert "Jouw taken: 5 taken" in said
    assert "zorglijst" not in said
    assert "Nog 2 taken tellen mee die je hier niet ziet." in said


def test_the_week_says_what_is_in_the_calendar(site: Site) -> None:
    assert "Andere weken" not in seen(site, "DIR", "/jaar/week/2026-W47?van=school")
    assert "Groepsbespreking, 17 nov" in seen(site, "DIR", "/jaar/week/2026-W47?van=school")


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "2026-46", "2019-W10", "9999-W60", "x"])
def test_a_week_that_is_none_or_of_another_year_is_not_there(site: Site, week: str) -> None:
    assert site.signed_in("DIR").get(f"/jaar/week/{week}").status_code == 404


def test_the_picture_is_an_image_that_names_nobody_but_colleagues(site: Site) -> None:
    answer = site.signed_in("DIR").get("/jaar/plaat?van=school")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "Schooljaar 2026-2027" in answer.text
    assert "Xantippe" not in answer.text
    assert "zorglijst" not in answer.text


def test_the_picture_looks_right_alone_too_for_it_needs_no_style(site: Site) -> None:
    picture = site.signed_in("DIR").get("/jaar/plaat?van=school").text
    assert not re.search(r"<style|\bclass=|\bstyle=|\{\{", picture)
    assert re.search(r'<path fill="#\w+" d="M[\d.]+ ', picture)
    assert re.search(r'<g fill="#17222a" font-weight="700" font-size="[\d.]+"', picture)
    assert 'fill="url(#holiday)"' in picture


def test_every_week_of_the_picture_can_be_pressed(site: Site) -> None:
    visitor = site.signed_in("DIR")
    page = visitor.get("/jaar").text
    pressed = re.findall(r'href="([^"]+)" tabindex="-1"><rect', page)
    listed = re.findall(r'<li><a href="([^"]+)"', page)
    assert pressed == listed
    assert visitor.get(pressed[0]).status_code == 200
