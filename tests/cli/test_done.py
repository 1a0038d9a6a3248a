"""`done`, `undo` and `nvt`: a tick is a fact (regeltaal 34), kept with who and when, and taken back with all it did."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engine.store.facts import load_told
from engine.store.log import load_events
from engine.store.ticks import load_ticks
from tests.cli.door import QUIETLY, TODAY, jaarcyclus
from tests.cli.todo import key, looking_in, state, tasks, with_rules

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model import Registration, Tick
    from engine.store.log import Event
    from tests.cli.door import Said

RULES = """\
regels:
  - id: eigen-analyse
    titel: Analyse
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
    klaar_als: {registratie: hgw-analyse}
    bron: Schoolplan
  - id: eigen-analyse-ook
    titel: Analyse in het dossier
    voor: ib
    per: groep
    uiterlijk: 8 december
    klaar_als: {registratie: hgw-analyse}
  - id: eigen-drie
    titel: Analyse en doelen
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
    klaar_als: {alle_van: [{registratie: hgw-doelen}, {registratie: observatie, gebied: seo, waarde: goed}]}
  - id: eigen-keuze
    titel: Een van beide
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
    klaar_als: {een_van: [{registratie: hgw-doelen}, {registratie: groeipercentage}]}
  - id: eigen-hand
    titel: Met de hand
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
  - id: eigen-ieder
    titel: Gelezen
    voor: leerkracht
    per: groep
    wie: ieder
    uiterlijk: 1 december
    klaar_als: {registratie: leerstof-komend}
  - id: eigen-brief
    titel: Schrijf de brief
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
    klaar_als: {registratie: uitnodiging, sinds: begin schooljaar}
  - id: eigen-brief-ook
    titel: Stuur de brief
    voor: leerkracht
    per: groep
    uiterlijk: 1 december
    hoort_bij: eigen-brief
"""


@pytest.fixture(scope="module")
def ruled_once(living_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_rules(shutil.copytree(living_once, tmp_path_factory.mktemp("done") / "school"), RULES)


@pytest.fixture
def ruled(ruled_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ruled_once, tmp_path / "school")


def done(folder: Path, *words: str, by: str = "anna", today: str = TODAY) -> Said:
    return jaarcyclus(folder, "done", *words, "--door", by, today=today)


def recorded(folder: Path, kind: str) -> list[Registration]:
    with looking_in(folder) as store:
        return [each for each in load_told(store).registrations if each.kind == kind]


def ticks(folder: Path) -> tuple[Tick, ...]:
    with looking_in(folder) as store:
        return load_ticks(store)


def events(folder: Path, task_key: str) -> list[Event]:
    with looking_in(folder) as store:
        return list(load_events(store, task_key))


def test_a_tick_writes_the_registration_that_the_task_asks_for_and_closes_all_that_ask_the_same(ruled: Path) -> None:
    said = done(ruled, key(ruled, "eigen-analyse", "1/2 A"))
    assert (said.code, said.out) == (
        0,
        "Klaar: Analyse, groep 1/2 A.\nDaarmee ook klaar: Analyse in het dossier, groep 1/2 A.\n",
    )
    (written,) = recorded(ruled, "hgw-analyse")
    assert (written.subject_type, written.subject, str(written.on)) == ("groep", "1/2 A", TODAY)
    assert (written.by, written.origin) == ("ANN", "vinkje")
    assert state(ruled, "eigen-analyse-ook", "1/2 A") == "klaar"
    assert state(ruled, "eigen-analyse", "1/2 B") == "open"


def test_ticking_again_says_so_and_changes_nothing(ruled: Path) -> None:
    one = key(ruled, "eigen-analyse", "1/2 A")
    done(ruled, one)
    before = (tasks(ruled), recorded(ruled, "hgw-analyse"), ticks(ruled), len(events(ruled, one)))
    assert done(ruled, one, by="bram").out == "Was al afgevinkt: Analyse, groep 1/2 A.\n"
    assert (tasks(ruled), recorded(ruled, "hgw-analyse"), ticks(ruled), len(events(ruled, one))) == before


def test_taking_a_tick_back_withdraws_what_it_wrote_and_opens_what_it_closed(ruled: Path) -> None:
    one = key(ruled, "eigen-analyse", "1/2 A")
    before = tasks(ruled)
    done(ruled, one)
    said = jaarcyclus(ruled, "undo", one, "--door", "bram", today=TODAY)
    assert said.out == (
        "Teruggenomen: Analyse, groep 1/2 A is nu open.\nOok open: Analyse in het dossier, groep 1/2 A.\n"
    )
    assert tasks(ruled) == before
    assert recorded(ruled, "hgw-analyse") == []
    told = [(each.who, each.what) for each in events(ruled, one)]
    assert [each for each in told if each[0] in ("ANN", "BRA")] == [
        ("ANN", "afgevinkt"),
        ("BRA", "vinkje teruggenomen"),
    ]


def test_taking_a_tick_back_leaves_what_somebody_else_recorded(ruled: Path) -> None:
    jaarcyclus(ruled, "note", "registratie", "hgw-doelen", "1/2", "A", today="2026-11-16")
    one = key(ruled, "eigen-drie", "1/2 A")
    done(ruled, one)
    assert [each.origin for each in recorded(ruled, "hgw-doelen")] == ["notitie", "vinkje"]
    jaarcyclus(ruled, "undo", one, today=TODAY)
    assert [each.origin for each in recorded(ruled, "hgw-doelen")] == ["notitie"]
    assert state(ruled, "eigen-drie", "1/2 A") == "open"


def test_all_of_several_proofs_are_written_each_with_its_area_and_value(ruled: Path) -> None:
    done(ruled, key(ruled, "eigen-drie", "1/2 A"))
    (goals,) = recorded(ruled, "hgw-doelen")
    (seen,) = [each for each in recorded(ruled, "observatie") if each.subject == "1/2 A"]
    assert (goals.subject, seen.area, seen.value) == ("1/2 A", "seo", "goed")
    assert state(ruled, "eigen-keuze", "1/2 A") == "klaar"


def test_where_one_of_several_proofs_is_enough_a_tick_closes_only_its_own_task(ruled: Path) -> None:
    done(ruled, key(ruled, "eigen-keuze", "1/2 A"))
    assert recorded(ruled, "hgw-doelen") == recorded(ruled, "groeipercentage") == []
    assert state(ruled, "eigen-keuze", "1/2 A") == "klaar"
    assert state(ruled, "eigen-drie", "1/2 A") == "open"


def test_what_everybody_does_for_themselves_is_done_when_all_have_ticked(ruled: Path) -> None:
    one = key(ruled, "eigen-ieder", "1/2 A")
    assert done(ruled, one, by="ann").out == (
        "Afgevinkt: Gelezen, groep 1/2 A. Het is klaar als ook Bram het heeft gedaan.\n"
    )
    assert (state(ruled, "eigen-ieder", "1/2 A"), recorded(ruled, "leerstof-komend")) == ("open", [])
    assert done(ruled, one, by="ann").out == "Was al afgevinkt: Gelezen, groep 1/2 A.\n"
    assert done(ruled, one, by="bram").out == "Klaar: Gelezen, groep 1/2 A.\n"
    assert [each.by for each in recorded(ruled, "leerstof-komend")] == ["BRA"]
    jaarcyclus(ruled, "undo", one, "--door", "ann", today=TODAY)
    assert state(ruled, "eigen-ieder", "1/2 A") == "open"
    assert [each.by for each in ticks(ruled)] == ["BRA"]


def test_who_the_task_is_not_for_cannot_tick_what_everybody_does_for_themselves(ruled: Path) -> None:
    one = key(ruled, "eigen-ieder", "1/2 A")
    said = done(ruled, one, by="daan")
    assert (said.code, said.err) == (2, f"Gelezen ({one}) vinkt ieder voor zich af, en is niet voor DAA\n")


def test_two_rules_that_belong_together_are_closed_and_opened_by_one_tick(ruled: Path) -> None:
    for ticked, other in (("eigen-brief", "eigen-brief-ook"), ("eigen-brief-ook", "eigen-brief")):
        one = key(ruled, ticked, "5/6")
        done(ruled, one, by="daan")
        assert (state(ruled, ticked, "5/6"), state(ruled, other, "5/6")) == ("klaar", "klaar")
        assert state(ruled, other, "1/2 A") == "open"
        jaarcyclus(ruled, "undo", one, today=TODAY)
        assert (state(ruled, ticked, "5/6"), state(ruled, other, "5/6")) == ("open", "open")
        assert ticks(ruled) == ()


def test_a_whole_bundle_is_ticked_at_once(ruled: Path) -> None:
    said = done(ruled, "--regel", "vb-seo", "--groep", "1/2 A", "--gelegenheid", "kerstvakantie")
    assert "Klaar (4):" in said.out
    found = tasks(ruled, "--regel", "vb-seo", "--groep", "1/2 A")
    assert {each["status"] for each in found if each["gelegenheid"].endswith("kerstvakantie")} == {"klaar"}
    assert "open" in {each["status"] for each in found}


def test_a_bundle_that_is_open_more_than_once_asks_which(ruled: Path) -> None:
    said = done(ruled, "--regel", "vb-maandbericht", "--groep", "1/2 A", by="anna")
    assert said.code == 2
    assert said.err.startswith("er staan er ")
    assert "kies met --gelegenheid uit: september, oktober" in said.err
    assert done(ruled, "--regel", "vb-maandbericht", "--groep", "1/2 A", "--gelegenheid", "oktober").code == 0
    assert state(ruled, "vb-maandbericht", "1/2 A", "2026-10") == "klaar"


def test_the_occasions_to_choose_from_come_in_the_order_of_the_year(ruled: Path) -> None:
    said = done(ruled, "--regel", "vb-seo", "--groep", "1/2 A", "--gelegenheid", "carnaval")
    named = said.err.strip().partition("kies met --gelegenheid uit: ")[2].split(", ")
    year = ["herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"]
    assert len(named) > 3
    assert named == [each for each in year if each in named]


def test_several_tasks_are_ticked_together_or_not_at_all(ruled: Path) -> None:
    one, two = key(ruled, "eigen-hand", "1/2 A"), key(ruled, "eigen-hand", "1/2 B")
    assert done(ruled, one, "zzzzzzzz").err == 'onbekende taak "zzzzzzzz"\n'
    assert ticks(ruled) == ()
    assert "Klaar (2):" in done(ruled, one.upper(), two[:5]).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("done", "--door", "anna"), "noem een taak"),
        (("done", "abcdefgh"), "zeg met --door wie het deed"),
        (("done", "abcdefgh", "--door", "hannah"), 'onbekende collega "hannah"; bedoel je "Hanna"?'),
        (("done", "--regel", "eigen-handd", "--door", "anna"), 'bedoel je "eigen-hand"?'),
        (("undo", "abcdefgh"), 'onbekende taak "abcdefgh"'),
        (("nvt", "abcdefgh", "--door", "anna"), "zeg met --reden waarom"),
        (("nvt", "abcdefgh", "--reden", " ", "--door", "anna"), "zeg met --reden waarom"),
        (("nvt", "abcdefgh", "--reden", "ziek"), "zeg met --door wie dit zegt"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_dutch_line(ruled: Path, words: tuple[str, ...], message: str) -> None:
    said = jaarcyclus(ruled, *words, today=TODAY)
    assert said.code == 2
    assert message in said.err
    assert len(said.err.splitlines()) == 1


def test_not_applicable_asks_a_reason_and_can_be_taken_back(ruled: Path) -> None:
    one = key(ruled, "eigen-hand", "5/6")
    said = jaarcyclus(ruled, "nvt", one, "--reden", "de groep is op kamp", "--door", "daan", today=TODAY)
    assert said.out.startswith("Niet van toepassing: Met de hand, groep 5/6.")
    jaarcyclus(ruled, *QUIETLY, today="2026-12-15")
    assert state(ruled, "eigen-hand", "5/6") == "nvt"
    again = jaarcyclus(ruled, "nvt", one, "--reden", "x", "--door", "daan", today=TODAY)
    assert again.out == "Was al niet van toepassing: Met de hand, groep 5/6, want de groep is op kamp.\n"
    back = jaarcyclus(ruled, "undo", one, today="2026-12-15")
    assert back.out == "Teruggenomen: Met de hand, groep 5/6 is nu te-laat.\n"
    told = [(each.who, each.what, each.why) for each in events(ruled, one)]
    assert ("DAA", "niet van toepassing", "de groep is op kamp") in told


def test_what_is_done_is_not_set_aside_as_not_applicable(ruled: Path) -> None:
    one = key(ruled, "eigen-hand", "5/6")
    done(ruled, one, by="daan")
    said = jaarcyclus(ruled, "nvt", one, "--reden", "x", "--door", "daan", today=TODAY)
    assert (said.code, said.err) == (
        2,
        f"Met de hand ({one}) is al klaar; neem dat eerst terug met `jaarcyclus undo {one}`\n",
    )


def test_what_was_not_ticked_cannot_be_taken_back_and_says_why_it_is_done(ruled: Path) -> None:
    one, other = key(ruled, "eigen-analyse", "1/2 A"), key(ruled, "eigen-analyse-ook", "1/2 A")
    assert "is niet afgevinkt: er is niets terug te nemen" in jaarcyclus(ruled, "undo", one, today=TODAY).err
    done(ruled, one)
    assert jaarcyclus(ruled, "undo", other, today=TODAY).err == (
        f'Analyse in het dossier ({other}) is klaar door het vinkje bij "Analyse"; '
        f"neem dat terug met `jaarcyclus undo {one}`\n"
    )
    proven = key(ruled, "vb-analyse", "1/2 A", "/1")
    assert "maar klaar door wat er is vastgelegd (groepsanalyse van 28 oktober)" in (
        jaarcyclus(ruled, "undo", proven, today=TODAY).err
    )


def test_a_tick_before_the_window_opens_still_closes_its_own_task(ruled: Path) -> None:
    one = key(ruled, "vb-analyse", "1/2 A", "/3")
    assert "Klaar: " in done(ruled, one).out
    assert state(ruled, "vb-analyse", "1/2 A", "/3") == "klaar"
    assert state(ruled, "vb-analyse", "1/2 A", "/2") == "open"
