"""A rule read out: one sentence made from the rule itself, and what else it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.rawrule import Source
from engine.rulefile import read_rules
from engine.rulesentence import particulars, sentence
from tests.changes.written import language

if TYPE_CHECKING:
    from engine.rule import Rule

ANALYSIS = "id: a, titel: Vul de analyse in, voor: leerkracht, per: groep, uiterlijk: einde mei"


def rule(text: str) -> Rule:
    book = read_rules([Source("rules/een.yaml", f"regels:\n  - {{{text}}}\n")], language())
    assert not book.problems, book.problems
    return book.rules[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANALYSIS, "Vul de analyse in: dit doet de leerkracht per groep, uiterlijk einde mei."),
        (
            "id: a, titel: Kijk samen, voor: [leerkracht, ib], per: leerling, waar: {jaargroep: [1, 2]}, "
            "uiterlijk: 22 oktober",
            "Kijk samen: dit doen de leerkracht en de ib'er per leerling (jaargroep 1 of 2), uiterlijk 22 oktober.",
        ),
        (
            "id: a, titel: Tel de kas na, voor: directie, per: school, uiterlijk: einde mei",
            "Tel de kas na: dit doet de directie eens voor de hele school, uiterlijk einde mei.",
        ),
        (
            "id: a, titel: Geef een account, voor: beheerder, per: medewerker, waar: {account: nee}, uiterlijk: direct",
            "Geef een account: dit doet de beheerder per medewerker (geen account), zodra dat zo is.",
        ),
        (
            "id: a, titel: 'Bespreek {{ groep.naam }}', voor: ib, per: groep, uiterlijk: einde mei",
            "Bespreek de groep: dit doet de ib'er per groep, uiterlijk einde mei.",
        ),
    ],
)
def test_a_rule_is_one_sentence_of_who_does_what_for_whom_by_when(text: str, said: str) -> None:
    assert sentence(rule(text)) == said


def test_what_else_a_rule_asks_is_said_too() -> None:
    text = (
        f"{ANALYSIS}, vanaf: begin mei, klaar_als: {{registratie: hgw-analyse}}, niveau: gewenst, gevoelig: ja, "
        "herinner: [op de dag], escaleer: [{naar: ib, na: 3 schooldagen}], proef: ja"
    )
    said = particulars(rule(text))
    assert said[:5] == (
        "Het staat op de lijst vanaf begin mei.",
        "Het is klaar bij: registratie hgw-analyse.",
        "Het is gewenst.",
        "Herinneringen komen op de dag.",
        "Blijft het liggen, dan hoort dat de ib'er na 3 schooldagen.",
    )
    assert "Het is op proef: niemand krijgt er mail van." in said
    assert "Het is gevoelig: in mail staat alleen een aantal." in said


def test_a_rule_that_says_little_has_what_goes_without_saying() -> None:
    said = particulars(rule(ANALYSIS))
    assert said[:2] == (
        "Het staat op de lijst vanaf twee weken van tevoren.",
        "Het is klaar als iemand het afvinkt.",
    )
    assert "Er komen geen herinneringen." in particulars(rule(f"{ANALYSIS}, niveau: facultatief"))
