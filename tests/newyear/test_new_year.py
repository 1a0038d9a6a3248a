"""`jaarcyclus new-year`: a calendar to fill in, a checklist that shows progress, and nothing that happens twice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.store.exceptions import load_exceptions
from engine.store.tasks import load_tasks
from tests.cli.door import jaarcyclus
from tests.newyear.school import ID, Summer

if TYPE_CHECKING:
    from pathlib import Path

    from engine.exception import Exemption
    from engine.model import Task
    from tests.cli.door import Said

NEW = "calendar/2027-2028.yaml"


def new_year(summer: Summer, *words: str, today: str = "2027-06-28") -> Said:
    return jaarcyclus(summer.folder, "new-year", *words, today=today)


def steps(summer: Summer, today: str = "2027-06-28") -> str:
    said = new_year(summer, today=today)
    assert said.code == 0, said.err
    return said.words


def tasks(summer: Summer) -> tuple[Task, ...]:
    with summer.database.reading(ID) as store:
        return load_tasks(store)


def exceptions(summer: Summer) -> tuple[Exemption, ...]:
    with summer.database.reading(ID) as store:
        return load_exceptions(store)


def events(summer: Summer, key: str) -> list[str]:
    from engine.store.log import load_events

    with summer.database.reading(ID) as store:
        return [each.what for each in load_events(store, key)]


def written(summer: Summer) -> str:
    return (summer.folder / NEW).read_text(encoding="utf-8")


# --- the calendar


def test_the_calendar_comes_from_the_official_table_with_its_days_proposed(summer: Summer) -> None:
    assert f"{NEW} is gemaakt" in new_year(summer).out
    text = written(summer)
    assert "eerste_schooldag: 2027-08-30" in text
    assert "laatste_schooldag: 2028-07-07" in text
    assert "{naam: voorjaarsvakantie, van: 2028-02-26, tot_en_met: 2028-03-05}" in text


def test_the_calendar_reads_without_a_mistake(summer: Summer) -> None:
    new_year(summer)
    said = jaarcyclus(summer.folder, "check", today="2027-06-28")
    assert said.code == 0, said.out + said.err
    assert "2027-2028" in jaarcyclus(summer.folder, "calendar", "--schooljaar", "2027-2028", today="2027-06-28").out


def test_an_anchor_that_a_rule_uses_is_there_empty_with_last_years_dates_beside_it(summer: Summer) -> None:
    new_year(summer)
    text = written(summer)
    assert "  groepsbespreking:\n    # - {op: }   # vorig jaar dinsdag 17 november 2026\n" in text
    assert "# vorig jaar dinsdag 16 maart 2027" in text


def test_a_study_day_of_last_year_is_a_line_to_fill_in(summer: Summer) -> None:
    new_year(summer)
    assert "# - {naam: studiedag, op: , team_werkt: ja}   # vorig jaar maandag 5 oktober 2026" in written(summer)


def test_what_no_rule_asks_for_is_only_a_remark(summer: Summer) -> None:
    new_year(summer)
    assert "  # sportdag:\n  #   - {op: }   # vorig jaar woensdag 19 mei 2027" in written(summer)


@pytest.mark.parametrize("name", ['5/6: "de reis"', "Herfst, met blad", "1"])
def test_every_line_of_last_year_can_be_filled_in_and_used(summer: Summer, name: str) -> None:
    this_year = summer.folder / "calendar" / "2026-2027.yaml"
    text = this_year.read_text(encoding="utf-8")
    quoted = name.replace('"', '\\"')
    extra = f'    - {{naam: "{quoted}", van: 2027-01-18, tot_en_met: 2027-01-22, jaargroep: [1, 2]}}\n'
    this_year.write_text(text.replace("  sportdag:", extra + "  sportdag:"), encoding="utf-8")
    new_year(summer)
    lines = re.sub(r"^( +)# - ", r"\1- ", written(summer), flags=re.MULTILINE)
    filled = re.sub(r"van: , tot_en_met: ", "van: 2027-11-02, tot_en_met: 2027-11-03", lines)
    filled = re.sub(r"op: (?=[,}])", "op: 2027-09-21", filled)
    (summer.folder / NEW).write_text(filled, encoding="utf-8")
    said = jaarcyclus(summer.folder, "check", today="2027-06-28")
    assert said.code == 0, said.out + said.err
    assert "ankers heeft een datum" in steps(summer)


def test_a_calendar_that_is_there_is_never_written_over(summer: Summer) -> None:
    summer.next_calendar()
    before = written(summer)
    said = new_year(summer)
    assert written(summer) == before
    assert "gemaakt" not in said.out
    assert "nog geen datum voor groepsbespreking" in said.words


def test_a_calendar_that_cannot_be_read_is_said_to_be_so(summer: Summer) -> None:
    (summer.folder / NEW).write_text("schooljaar: 2027-2028\nvakanties: [", encoding="utf-8")
    assert f"{NEW} is niet te lezen; kijk met `jaarcyclus check`" in steps(summer)


def test_a_year_of_which_nothing_is_official_is_not_made_up(summer: Summer) -> None:
    said = new_year(summer, "--schooljaar", "2034-2035")
    assert said.code == 2
    assert "van 2034-2035 zijn nog geen officiële vakanties bekend" in said.err
    assert not (summer.folder / "calendar" / "2034-2035.yaml").exists()


def test_in_november_it_is_early(summer: Summer) -> None:
    said = new_year(summer, today="2026-11-17")
    assert said.code == 2
    assert "begint in mei; wil je nu al, zeg dan --schooljaar 2027-2028" in said.err


def test_in_august_it_is_about_the_year_that_just_began(summer: Summer) -> None:
    assert "Op weg naar schooljaar 2027-2028" in new_year(summer, today="2027-08-23").out


# --- the checklist


def test_running_it_again_shows_progress_and_changes_nothing(summer: Summer) -> None:
    first, before = new_year(summer), tasks(summer)
    again = new_year(summer)
    assert first.lines[2:] == again.lines
    assert tasks(summer) == before


def test_the_list_grows_ready_as_work_goes_on(summer: Summer) -> None:
    assert "oude jaar te doen schooljaar 2026-2027 loopt nog tot en met vrijdag 16 juli" in steps(summer)
    assert "groepen te doen nog geen groepen met leerlingen van 2027-2028" in steps(summer)
    summer.new_groups("MVD", "GEEN")
    assert "groepen klaar 2 groepen van 2027-2028; 2026-2027 had er 2" in steps(summer)
    assert "leerkrachten bij groepen te doen zonder leerkracht: B" in steps(summer)
    assert "leerkrachten zonder groep mag Paula" in steps(summer)
    new_year(summer, "--afsluiten", "--door", "BEA", today="2027-07-16")
    assert "oude jaar klaar 2026-2027 is afgesloten door Bea" in steps(summer, "2027-07-16")


# --- closing


def test_closing_makes_what_is_open_missed_and_says_how_much(summer: Summer) -> None:
    still = [
        each.key for each in tasks(summer) if each.state in ("open", "te-laat") and each.school_year == "2026-2027"
    ]
    assert still
    said = new_year(summer, "--afsluiten", "--door", "bea", today="2027-07-16")
    assert f"Afgesloten: 2026-2027; {len(still)} taken zijn gemist." in said.out
    after = {each.key: each for each in tasks(summer)}
    assert {after[key].state for key in still} == {"gemist"}
    assert events(summer, still[0])[-1] == "gemist"


def test_a_run_after_closing_opens_nothing_again(summer: Summer) -> None:
    new_year(summer, "--afsluiten", "--door", "BEA", today="2027-07-16")
    old = {each.key: each.state for each in tasks(summer) if each.school_year == "2026-2027"}
    summer.day("2027-07-16")
    summer.day("2027-08-30")
    assert {each.key: each.state for each in tasks(summer) if each.school_year == "2026-2027"} == old


def test_closing_twice_changes_nothing(summer: Summer) -> None:
    new_year(summer, "--afsluiten", "--door", "BEA", today="2027-07-16")
    before = tasks(summer)
    said = new_year(summer, "--afsluiten", "--door", "DIR", today="2027-07-16")
    assert "was al afgesloten" in said.out
    assert "afgesloten door Bea" in said.words
    assert tasks(summer) == before


def test_a_year_is_not_closed_while_there_is_school(summer: Summer) -> None:
    said = new_year(summer, "--afsluiten", "--door", "BEA", today="2027-07-15")
    assert said.code == 2
    assert "loopt nog tot en met vrijdag 16 juli 2027" in said.err


def test_who_does_not_keep_the_school_closes_nothing(summer: Summer) -> None:
    said = new_year(summer, "--afsluiten", "--door", "PAR", today="2027-07-16")
    assert said.err.strip() == "Paula is geen beheerder of directie"
    assert new_year(summer, "--afsluiten", today="2027-07-16").err.strip() == "zeg met --door wie dit beslist"


# --- what goes along


@pytest.fixture
def agreed(summer: Summer, tmp_path: Path) -> Summer:
    """Let group A leave out the aims until the end of the year, and group B until March."""
    for group, until in (("A", "2027-07-31"), ("B", "2027-03-01")):
        said = jaarcyclus(
            tmp_path, "exception", "add", "--groep", group, "--regel", "doelen", "--van", "2026-09-01", "--tot", until,
            "--reden", "proef met een portfolio", "--door", "ILS", today="2026-09-01",
        )  # fmt: skip
        assert said.code == 0, said.err
    return summer


def test_an_exception_that_ends_with_the_year_may_go_along(agreed: Summer) -> None:
    assert "1 uitzondering eindigt met 2026-2027 (nummer 1)" in steps(agreed)
    said = new_year(agreed, "--neem-over", "1", "--door", "BEA")
    assert "Uitzondering 3 geldt voor heel 2027-2028." in said.out
    _, _, made = exceptions(agreed)
    assert (made.subject, made.rule, made.reason, made.by) == ("A", "doelen", "proef met een portfolio", "BEA")
    assert (made.begin, made.end) == (date(2027, 8, 1), date(2028, 7, 31))
    assert "uitzonderingen klaar 1 uitzondering gaat mee" in steps(agreed)


def test_an_exception_does_not_go_along_twice(agreed: Summer) -> None:
    new_year(agreed, "--neem-over", "1", "--door", "BEA")
    assert "Die gingen al mee." in new_year(agreed, "--neem-over", "1", "--door", "DIR").out
    assert len(exceptions(agreed)) == 3


def test_an_exception_that_was_over_before_stays_behind(agreed: Summer) -> None:
    said = new_year(agreed, "--neem-over", "2", "--door", "BEA")
    assert said.err.strip() == "uitzondering 2 kan niet mee naar 2027-2028; mee kunnen: 1"


def test_what_went_along_leaves_its_tasks_out_in_the_new_year(agreed: Summer) -> None:
    agreed.next_calendar()
    new_year(agreed, "--neem-over", "1", "--door", "BEA")
    agreed.new_groups("MVD", "PAR")
    agreed.day("2027-08-30")
    fresh = [each for each in tasks(agreed) if each.rule == "doelen" and each.school_year == "2027-2028"]
    assert {each.state for each in fresh if each.subject == "A"} == {"nvt"}
    assert "open" in {each.state for each in fresh if each.subject == "B"}


def test_own_rules_and_wishes_are_said_to_go_along(summer: Summer) -> None:
    jaarcyclus(summer.folder, "mail", "wens", "PAR", "eerste werkdag", today="2027-06-28")
    assert "6 eigen regels en geen aanpassingen in 1 bestand gelden gewoon verder" in steps(summer)
    assert "1 wens gaat mee" in steps(summer)


def test_own_rules_in_a_folder_of_their_own_are_counted_too(summer: Summer) -> None:
    own = summer.folder / "rules"
    (own / "team").mkdir()
    next(own.glob("*.yaml")).rename(own / "team" / "afspraken-van-ons.yaml")
    assert "6 eigen regels en geen aanpassingen in 1 bestand gelden gewoon verder" in steps(summer)
