"""What is kept of the school between visits is what the store holds, whoever did what and wherever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.lookup import NoSuch
from engine.runs.evaluate import gather_all
from engine.runs.tick import tick
from tests.sending.school import ID
from tests.web.site import proof

if TYPE_CHECKING:
    from engine.runs.gather import School
    from tests.web.site import Site


def is_true(site: Site) -> bool:
    """Tell whether the kept day is as if the store and the files were read this moment."""
    house = site.house
    with house.database.reading(ID) as store:
        kept, anew = house.current.held(store, house.today), gather_all(house.settings, store)
        shown = house.current.on(store, house.today).listing
    same = replace(kept, school=_comparable(kept.school)) == replace(anew, school=_comparable(anew.school))
    return same and shown.tasks == anew.tasks


def _comparable(school: School) -> School:
    """Leave out how rules are read: those are functions, and no two are alike."""
    return replace(school, language=replace(school.language, occasion_names=_no_names))


def _no_names(family: str) -> frozenset[str]:
    return frozenset()


def pressed(site: Site, person: str, key: str, what: str) -> int:
    browser = site.signed_in(person)
    form = {"bewijs": proof(browser), "taak": key, "reden": "geen tijd"}
    return browser.post(f"/taken/{key}/{what}", data=form).status_code


def test_ticking_taking_back_and_leaving_out_keep_the_day_as_it_is(site: Site) -> None:
    key = site.key("analyse", "1/2 A")
    for what, state in (("vink", "klaar"), ("terug", "open"), ("nvt", "nvt"), ("terug", "open"), ("vink", "klaar")):
        assert pressed(site, "PAR", key, what) == 303
        assert site.state(key) == state
        assert is_true(site)


def test_what_somebody_ticked_at_the_keyboard_meanwhile_is_there(site: Site) -> None:
    mine, theirs, now = site.key("analyse", "1/2 A"), site.key("analyse", "1/2 B"), site.wilg.clock()
    assert is_true(site)
    with site.wilg.database.writing(ID) as store:
        assert not isinstance(tick(site.wilg.settings, store, [theirs], "MVD", now.date(), now), NoSuch)
    assert pressed(site, "PAR", mine, "vink") == 303
    assert (site.state(mine), site.state(theirs)) == ("klaar", "klaar")
    assert is_true(site)


def test_ticks_of_two_people_at_one_moment_both_stand(site: Site) -> None:
    keys = {"PAR": site.key("analyse", "1/2 A"), "MVD": site.key("analyse", "1/2 B")}
    browsers = {person: site.signed_in(person) for person in keys}
    forms = {person: {"bewijs": proof(browser), "taak": keys[person]} for person, browser in browsers.items()}

    def press(person: str) -> int:
        return browsers[person].post(f"/taken/{keys[person]}/vink", data=forms[person]).status_code

    for _ in range(3):
        with ThreadPoolExecutor(2) as both:
            assert list(both.map(press, keys)) == [303, 303]
        assert {site.state(key) for key in keys.values()} == {"klaar"}
        assert is_true(site)


def test_a_rule_file_that_changed_since_is_read_before_a_tick_is_decided(site: Site) -> None:
    key = site.key("analyse", "1/2 A")
    assert is_true(site)
    (path,) = (site.wilg.folder / "rules").rglob("eigen.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "\n# nog een regel\n", encoding="utf-8")
    assert pressed(site, "PAR", key, "vink") == 303
    assert is_true(site)
