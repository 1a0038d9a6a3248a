"""An exception: a group that does not take part this year. With a reason, an author and an end, and back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.store.log import load_events
from tests.cli.door import jaarcyclus
from tests.exceptions.agreed import BECAUSE, FIRST, SECOND, add, agreed, end, explained, listed
from tests.reconcile.school import ID, PUPILS, export, group

if TYPE_CHECKING:
    from tests.reconcile.school import KeptSchool

GROUP = ("--groep", "1/2b", "--regel", "analyse")


def states(school: KeptSchool, subject: str, rule: str = "analyse") -> dict[str, str]:
    return {each.occasion: each.state for each in school.tasks(rule) if each.subject == subject}


# --- making one


def test_what_a_group_leaves_out_is_not_applicable_and_the_other_groups_go_on(school: KeptSchool) -> None:
    assert agreed(school, *GROUP).splitlines() == [
        "Uitzondering 1: groep 1/2 B, Vul de analyse in: doet niet mee, tot en met",
        "  zaterdag 31 juli 2027.",
        "4 taken zijn nu niet van toepassing.",
        "Je beëindigt dit met `jaarcyclus exception end 1`.",
    ]
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "nvt"}
    assert states(school, "1/2 A") == {FIRST: "open", SECOND: "open"}
    assert school.task("1/2 B", FIRST, "analyse").reason == BECAUSE


def test_one_that_begins_later_says_from_when(school: KeptSchool) -> None:
    told = " ".join(agreed(school, *GROUP, "--van", "2026-12-01").split())
    assert "doet niet mee, van dinsdag 1 december tot en met zaterdag 31 juli 2027." in told


def test_one_that_hits_nothing_says_so_and_of_a_colleague_what_would_help(school: KeptSchool) -> None:
    told = " ".join(agreed(school, "--medewerker", "BEA", "--alles", "--tot", "2026-10-06").split())
    assert "Er valt nu geen taak onder. Taken van haar groep blijven; is een collega er niet, noteer dan" in told
    assert "0 taken" not in told


def test_rules_that_belong_together_are_left_out_together(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    assert states(school, "1/2 B", "analyse-dossier") == {FIRST: "nvt", SECOND: "nvt"}
    assert states(school, "21", "seo") == {FIRST: "open", SECOND: "open"}


def test_the_next_runs_find_nothing_to_change(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    assert school.on("2026-10-06").changes == ()


def test_everything_of_a_group_includes_its_pupils_and_nobody_elses(school: KeptSchool) -> None:
    agreed(school, "--groep", "1/2 B", "--alles")
    assert set(states(school, "21", "seo").values()) == {"nvt"}
    assert set(states(school, "11", "seo").values()) == {"open"}
    assert set(states(school, "1/2 B", "weekdoel").values()) == {"nvt", "gemist"}
    assert set(states(school, "CEES", "gesprek").values()) == {"open"}


def test_a_pupil_a_colleague_or_the_whole_school_may_be_meant(school: KeptSchool) -> None:
    agreed(school, "--leerling", "11", "--regel", "seo")
    agreed(school, "--medewerker", "cees", "--alles")
    assert set(states(school, "11", "seo").values()) == {"nvt"}
    assert set(states(school, "12", "seo").values()) == {"open"}
    assert states(school, "CEES", "gesprek") == {"1-februari/2026-2027": "nvt", "1-februari/2027-2028": "open"}
    assert set(states(school, "1/2 B").values()) == {"open"}
    agreed(school, "--school", "--regel", "analyse")
    assert {each.state for each in school.tasks("analyse")} == {"nvt"}


def test_a_pack_may_be_left_out(school: KeptSchool) -> None:
    config = school.folder / "config.toml"
    config.write_text(config.read_text().replace("packs = []", 'packs = ["mijnkleutergroep"]'), encoding="utf-8")
    school.reload()
    school.on("2026-10-06")
    agreed(school, "--groep", "1/2 B", "--pakket", "mijnkleutergroep")
    of_pack = [each for each in school.tasks() if each.rule.startswith("mkg-") and each.group == "1/2 B"]
    assert of_pack
    now = {each.state for each in of_pack if "2026-10-06" <= str(each.due) <= "2027-07-31"}
    assert "nvt" in now
    assert now <= {"nvt", "klaar"}
    assert states(school, "1/2 B") == {FIRST: "open", SECOND: "open"}


def test_only_what_is_due_from_the_first_to_the_last_day_falls_within_it(school: KeptSchool) -> None:
    agreed(school, *GROUP, "--tot", "2026-11-03")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "open"}
    agreed(school, "--groep", "1/2 A", "--regel", "analyse", "--van", "2026-11-04", "--tot", "2027-03-02")
    assert states(school, "1/2 A") == {FIRST: "open", SECOND: "nvt"}


def test_what_is_late_already_can_be_left_out_too(school: KeptSchool) -> None:
    school.on("2026-11-05")
    agreed(school, *GROUP, "--van", "2026-11-01", "--tot", "2026-12-01", today="2026-11-05")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "open"}


def test_the_same_exception_again_changes_nothing(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    assert agreed(school, *GROUP).startswith("Stond er al: uitzondering 1:")
    assert listed(school).count("1/2 B") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--groep", "1/2 B"), "zeg waarover, een van: --regel, --pakket, --alles"),
        (("--regel", "analyse"), "zeg voor wie, een van: --groep, --leerling, --medewerker, --school"),
        (("--groep", "1/2 B", "--school", "--alles"), "zeg voor wie, een van:"),
        (("--groep", "1/2 C", "--alles"), 'onbekende groep "1/2 C"; bedoel je'),
        (("--leerling", "99", "--alles"), 'onbekende leerling "99"'),
        (("--school", "--regel", "analise"), 'onbekende regel "analise"; bedoel je "analyse"?'),
        (("--school", "--pakket", "mkg"), 'onbekend pakket "mkg"'),
        (("--school", "--alles", "--tot", "2027-08-01"), "hoogstens tot het einde van het schooljaar, 31 juli 2027"),
        (("--school", "--alles", "--tot", "2026-10-01"), "kan niet al eerder voorbij zijn"),
        (("--school", "--alles", "--van", "2026-09-01", "--tot", "2026-10-01"), "1 oktober 2026 is al voorbij"),
        (("--school", "--alles", "--tot", "morgen"), '"morgen" is geen dag'),
        (("--school", "--alles", "--tot", "2026-12-01", "--pas-vanaf", "2026-12-01"), "niet allebei"),
    ],
)
def test_what_is_not_clear_is_refused_in_a_sentence_and_nothing_is_made(
    school: KeptSchool, words: tuple[str, ...], told: str
) -> None:
    said = add(school, *words)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert listed(school) == "Er zijn geen uitzonderingen."


def test_without_a_reason_or_somebody_who_decides_there_is_no_exception(school: KeptSchool) -> None:
    assert "zeg met --reden waarom" in add(school, *GROUP, reason="").err
    assert "zeg met --door wie dit beslist" in add(school, *GROUP, by="").err
    assert 'onbekende collega "niemand"' in add(school, *GROUP, by="niemand").err
    assert listed(school) == "Er zijn geen uitzonderingen."


# --- beside what people do


def test_what_was_done_stays_done_and_what_is_done_all_the_same_counts(school: KeptSchool) -> None:
    school.registered("groepsanalyse", "groep", "1/2 B", "2026-10-21")
    school.on("2026-10-21")
    agreed(school, "--school", "--regel", "analyse", today="2026-10-22")
    assert states(school, "1/2 B")[FIRST] == "klaar"
    school.registered("groepsanalyse", "groep", "1/2 A", "2026-10-23")
    school.on("2026-10-23")
    assert states(school, "1/2 A")[FIRST] == "klaar"
    school.withdrawn("groepsanalyse", "1/2 A")
    school.on("2026-10-24")
    assert states(school, "1/2 A")[FIRST] == "nvt"


def test_what_somebody_called_not_applicable_stays_so_when_the_exception_is_over(school: KeptSchool) -> None:
    task = school.task("1/2 B", FIRST, "analyse")
    said = jaarcyclus(school.folder, "nvt", task.key, "--reden", "verhuisd", "--door", "CEES", today="2026-10-06")
    assert said.code == 0, said.err
    agreed(school, *GROUP)
    end(school, 1, "2026-10-07")
    kept = school.task("1/2 B", FIRST, "analyse")
    assert (kept.state, kept.reason, kept.done_by) == ("nvt", "verhuisd", "CEES")
    assert states(school, "1/2 B")[SECOND] == "open"


def test_an_exception_is_not_taken_back_task_by_task(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    key = school.task("1/2 B", FIRST, "analyse").key
    said = jaarcyclus(school.folder, "undo", key, today="2026-10-06")
    assert said.code == 2
    assert "doet niet mee door uitzondering 1; beëindig die met `jaarcyclus exception end 1`" in said.err


def test_explain_says_by_whose_word_until_when_and_why(school: KeptSchool) -> None:
    agreed(school, *GROUP, "--tot", "2026-12-18")
    told = explained(school, school.task("1/2 B", FIRST, "analyse").key)
    assert (
        "De taak is niet van toepassing door uitzondering 1 van IBO, tot en met 18 december 2026: "
        "proef met een portfolio." in told
    )
    assert "6 oktober 2026: niet van toepassing: uitzondering 1" in told


def test_the_log_holds_neither_the_reason_nor_a_pupil(school: KeptSchool) -> None:
    agreed(school, "--leerling", "11", "--alles", reason="Sem is veel ziek")
    end(school, 1, "2026-10-07")
    with school.database.reading(ID) as store:
        events = load_events(store)
    about = [each for each in events if each.subject.startswith("uitzondering")]
    assert [(each.who, each.what) for each in about] == [
        ("IBO", "uitzondering gemaakt"),
        ("IBO", "uitzondering beëindigd"),
    ]
    assert [each for each in events if "ziek" in repr(each)] == []
    assert [each for each in about if "11" in repr((each.who, each.what, each.subject, each.why, each.data))] == []


# --- ending


def test_ended_by_somebody_what_is_due_from_that_day_on_is_open_again(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    school.on("2026-12-01")
    said = end(school, 1, "2026-12-01")
    assert said.out.splitlines() == [
        "Beëindigd: uitzondering 1 (groep 1/2 B, Vul de analyse in).",
        "2 taken tellen weer mee.",
    ]
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "open"}
    again = school.task("1/2 B", SECOND, "analyse")
    assert (again.reason, again.done_on, again.because.exception) == ("", None, 0)
    assert school.on("2026-12-02").changes == ()


def test_ended_on_the_day_it_was_made_it_never_was(school: KeptSchool) -> None:
    school.on("2026-11-05")
    before = school.tasks()
    agreed(school, *GROUP, "--van", "2026-11-01", today="2026-11-05")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "nvt"}
    end(school, 1, "2026-11-05")
    assert states(school, "1/2 B") == {FIRST: "te-laat", SECOND: "open"}
    assert school.tasks() == before


def test_when_it_ends_by_itself_what_is_due_later_was_never_within_it(school: KeptSchool) -> None:
    agreed(school, *GROUP, "--tot", "2026-12-18")
    school.on("2026-12-18")
    school.on("2026-12-19")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "open"}
    school.on("2027-03-03")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "te-laat"}


def test_what_is_over_or_unknown_cannot_be_ended(school: KeptSchool) -> None:
    agreed(school, *GROUP, "--tot", "2026-12-18")
    assert "uitzondering 1 is al voorbij sinds 19 december 2026" in end(school, 1, "2027-01-11").err
    assert "er is geen uitzondering 7" in end(school, 7, "2026-10-06").err
    said = jaarcyclus(school.folder, "exception", "end", "een", "--door", "IBO", "--vandaag", "2026-10-06")
    assert '"een" is geen nummer van een uitzondering' in said.err


# --- seeing them


def test_the_list_says_for_whom_about_what_until_when_by_whom_why_and_how_many_tasks(school: KeptSchool) -> None:
    agreed(school, *GROUP, "--tot", "2026-12-18")
    agreed(school, "--school", "--regel", "weekdoel", "--tot", "2026-10-09", reason="studieweek")
    told = listed(school)
    assert told.index("studieweek") < told.index("portfolio")
    for word in ("groep 1/2 B", "de school", "IBO", "t/m 18 december 2026"):
        assert all(part in told for part in word.split()), word
    later = listed(school, today="2027-01-11")
    assert later == "Er zijn geen uitzonderingen."
    assert "studieweek" in listed(school, "--alles", today="2027-01-11")


def test_a_plan_leaves_out_what_does_not_apply_and_stays_the_same_without_exceptions(school: KeptSchool) -> None:
    plan = ("plan", "--json", "--schooljaar", "2026-2027")
    before = jaarcyclus(school.folder, *plan, today="2026-10-06").out
    agreed(school, *GROUP)
    during = jaarcyclus(school.folder, *plan, today="2026-10-06").lines
    gone = [each for each in before.splitlines() if each not in during]
    assert len(gone) == 4
    assert all('"onderwerp": "1/2 B"' in each for each in gone)
    end(school, 1, "2026-10-06")
    assert jaarcyclus(school.folder, *plan, today="2026-10-06").out == before


def test_a_group_that_gets_another_name_keeps_its_exception(school: KeptSchool) -> None:
    agreed(school, *GROUP)
    renamed = group("g1", "1/2 A", "1") + group("g2", "De Vlinders", "2") + group("g3", "3", "3")
    school.tell(edexml=export(*PUPILS, groups=renamed, as_of="2026-10-10"))
    school.on("2026-10-10")
    assert states(school, "De Vlinders") == {FIRST: "nvt", SECOND: "nvt"}
    assert "De Vlinders" in listed(school)


def test_while_a_run_is_held_an_exception_lets_nothing_else_through(school: KeptSchool) -> None:
    """A file brought two hundred tasks, and the run of the day waits for somebody."""
    assert jaarcyclus(school.folder, "run", "--release", "--zonder-versturen", today="2026-10-06").code == 0
    more = "".join(
        f"  - {{id: nieuw-{each}, titel: Nieuw, voor: ib, per: leerling, uiterlijk: 1 maart}}\n" for each in range(50)
    )
    school.rules(f"regels:\n{more}", "nieuw")
    jaarcyclus(school.folder, "run", "--zonder-versturen", today="2026-10-07")
    agreed(school, *GROUP, today="2026-10-07")
    assert states(school, "1/2 B") == {FIRST: "nvt", SECOND: "nvt"}
    assert [each for each in school.tasks() if each.rule.startswith("nieuw")] == []


def test_a_task_that_was_waived_before_exceptions_had_a_name_stays_a_persons_word(school: KeptSchool) -> None:
    task = school.task("1/2 B", FIRST, "analyse")
    school.waive(task, "niet nodig")
    school.on("2026-10-07")
    assert school.task("1/2 B", FIRST, "analyse").state == "nvt"
