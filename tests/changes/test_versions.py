"""Every wording of a rule is kept, and a task knows the one that made it: explain says what it was then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine import shipped
from engine.change import sentences
from engine.model import Told
from engine.runs.gather import gather
from engine.runs.madeby import read_version
from engine.settings import load_settings
from engine.store.rulefiles import versions_of
from engine.store.ruleversions import RuleVersion, versions_of_rule
from tests.changes.village import DAY, run
from tests.cli.door import add, change, jaarcyclus
from tests.cli.todo import key, looking_in, task

if TYPE_CHECKING:
    from pathlib import Path

THEN = "De taak is gemaakt volgens de regel zoals die was op 2 november 2026"


def explained(folder: Path, rule: str, subject: str, occasion: str = "", today: str = "2026-11-04") -> str:
    said = jaarcyclus(folder, "explain", key(folder, rule, subject, occasion), today=today)
    assert said.code == 0, said.err
    return said.words


def test_while_the_rule_says_the_same_explain_is_silent_about_it(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "regels:\n", "# onze afspraken\n\nregels:\n")
    run(ruled, "2026-11-03")
    assert "zoals die was" not in explained(ruled, "inhaaldag", "99XX")


def test_a_task_says_by_which_words_it_was_made_when_they_are_others_now(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "1 week voor sportdag", "3 dagen voor sportdag")
    run(ruled, "2026-11-03")
    words = explained(ruled, "inhaaldag", "99XX")
    assert (
        f"{THEN}. Nu is dat anders: het moet vier dagen later af: 3 dagen voor sportdag (was 1 week voor sportdag)."
        in words
    )


def test_the_words_of_an_override_were_part_of_it(ruled: Path) -> None:
    add(ruled / "rules/anders.yaml", "aanpassingen:\n  - {id: inhaaldag, voor: directie}\n")
    run(ruled, "2026-11-03")
    assert f"{THEN}. Nu is dat anders: het is voor de directie (was de beheerder)." in explained(
        ruled, "inhaaldag", "99XX"
    )


def test_a_task_that_was_done_keeps_the_words_under_which_it_was_asked(ruled: Path) -> None:
    change(ruled / "rules/eigen.yaml", "voor: leerkracht", "voor: ib")
    run(ruled, "2026-11-03")
    words = explained(ruled, "analyse", "1/2 A", "/1")
    assert "De taak is klaar" in words
    assert f"{THEN}. Nu is dat anders: het is voor de ib'er (was de leerkracht)." in words


def test_of_a_rule_that_is_gone_it_says_what_it_asked(ruled: Path) -> None:
    text = (ruled / "rules/eigen.yaml").read_text(encoding="utf-8")
    add(ruled / "rules/eigen.yaml", text[: text.index("  - id: inhaaldag")])
    run(ruled, "2026-11-03")
    assert (
        f"{THEN}: voor de beheerder, eens voor de hele school, uiterlijk 1 week voor sportdag. "
        "Die regel is er niet meer." in explained(ruled, "inhaaldag", "99XX")
    )


def test_a_task_made_under_a_change_from_a_day_on_is_not_told_about_the_old_text(ruled: Path) -> None:
    add(
        ruled / "rules/anders.yaml",
        "aanpassingen:\n  - {id: rapport-lezen, geldig_vanaf: 2027-03-01, uiterlijk: 3 dagen voor rapport}\n"
        "  - {id: inhaaldag, geldig_tot: 2027-12-31}\n",
    )
    run(ruled, "2026-11-03")
    assert "zoals die was" not in explained(ruled, "rapport-lezen", "99XX", "/1")
    assert "Nu is dat anders: het moet vier dagen later af" in explained(ruled, "rapport-lezen", "99XX", "/2")
    assert "zoals die was" not in explained(ruled, "inhaaldag", "99XX")


def test_every_wording_is_kept_once_with_the_moment_it_came(ruled: Path) -> None:
    for day, (old, new) in enumerate((("1 week", "3 dagen"), ("3 dagen", "1 week"), ("1 week", "2 weken")), 3):
        change(ruled / "rules/eigen.yaml", f"{old} voor sportdag", f"{new} voor sportdag")
        run(ruled, f"2026-11-0{day}")
    with looking_in(ruled) as store:
        kept = versions_of_rule(store, "inhaaldag")
        files = versions_of(store, ["rules/eigen.yaml"])["rules/eigen.yaml"]
    assert [each.text.partition("uiterlijk: ")[2].partition(" voor")[0] for each in kept] == [
        "1 week",
        "3 dagen",
        "2 weken",
    ]
    assert [each.first_loaded_at.day for each in kept] == [2, 3, 5]
    assert len(files) == 3


def test_a_run_without_a_change_keeps_nothing_new(ruled: Path) -> None:
    with looking_in(ruled) as store:
        before = versions_of_rule(store, "analyse")
    run(ruled, "2026-11-03")
    with looking_in(ruled) as store:
        assert versions_of_rule(store, "analyse") == before


def test_a_task_names_the_version_that_made_it_and_keeps_to_it(ruled: Path) -> None:
    made = task(ruled, "inhaaldag", "99XX").made_by
    change(ruled / "rules/eigen.yaml", "1 week voor sportdag", "3 dagen voor sportdag")
    run(ruled, "2026-11-03")
    with looking_in(ruled) as store:
        first, second = versions_of_rule(store, "inhaaldag")
    assert made == task(ruled, "inhaaldag", "99XX").made_by == first.version != second.version


def test_a_title_with_marks_and_names_is_kept_to_the_letter(ruled: Path) -> None:
    title = """'Bel, mail of schrijf {{ groep.naam }}: "nu" # echt'"""
    change(ruled / "rules/eigen.yaml", "titel: Vul de analyse in", f"titel: {title}")
    run(ruled, "2026-11-03")
    change(ruled / "rules/eigen.yaml", f"titel: {title}", "titel: Vul de analyse in")
    assert "De taak is gemaakt" not in explained(ruled, "analyse", "1/2 B", "/2")
    with looking_in(ruled) as store:
        assert any('\\"nu\\" # echt' in each.text for each in versions_of_rule(store, "analyse"))
    assert jaarcyclus(ruled, "check", today=DAY).code == 0


def test_every_shipped_rule_reads_back_from_what_is_kept_of_it(ruled: Path) -> None:
    settings, _ = load_settings(ruled / "config.toml")
    assert settings is not None
    every = replace(settings, school=replace(settings.school, packs=shipped.pack_names()))
    school = gather(every, Told("99XX"), {})
    assert len(school.book.rules) > 100
    for rule in school.book.rules:
        kept = RuleVersion(rule.version, rule.id, rule.file, rule.text, datetime(2026, 11, 2, tzinfo=UTC))
        back = read_version(school, kept)
        assert back is not None, rule.text
        assert sentences(rule, replace(back, versions=rule.versions, done_when=rule.done_when)) == ()
        assert (back.version, back.proof_words) == (rule.version, rule.proof_words)
