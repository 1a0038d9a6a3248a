"""Every field of `waar`, in tables: what a rule says, and whom it chooses.

The people are in tests/language/people.py.
"""

from __future__ import annotations

import pytest

from engine.conditions.known import FIELDS
from tests.language.people import chosen, days, evaluator, rule

PUPILS = """
                                                        | 1, 2, 3, 4, 6
{jaargroep: 2}                                          | 1, 4
{jaargroep: [1, 3]}                                     | 2, 3, 6
{kenmerk: nt2}                                          | 1, 2
{kenmerk: [gezondheid, zorgleerling]}                   | 3, 4
{kenmerk: {onderwijsbehoefte: 4}}                       | 4
{kenmerk: {onderwijsbehoefte: [3, 4]}}                  | 4
{kenmerk: {onderwijsbehoefte: {meer_dan: 2}}}           | 4, 6
{kenmerk: {onderwijsbehoefte: {meer_dan: 2, minder_dan: 3}}} | 6
{kenmerk: {nt2: ja}}                                    | 1, 2
{herfstleerling: ja}                                    | 1, 3, 6
{herfstleerling: nee}                                   | 2, 4
{nieuwe_leerkracht: ja}                                 | 6
{nieuwe_leerkracht: nee}                                | 1, 2, 3, 4
{lid_van: stam}                                         | 1, 2, 3, 4, 6
{lid_van: subgroep}                                     | 2
{lid_van: [subgroep, kleuterverlenging]}                | 2
{lid_van: {soort: subgroep, naam: nt2}}                 | 2
{lid_van: {naam: [nt2, "3 a"]}}                         | 2, 6
{lid_van: {schooljaar: volgend, jaargroep: 3}}          | 4
{lid_van: {schooljaar: vorig}}                          | 1, 4, 6
{lid_van: {schooljaar: ouder}}                          | 4
{lid_van: {schooljaar: [vorig, ouder], jaargroep: 8}}   | 4
{geen_lid_van: {soort: subgroep, naam: nt2}}            | 1, 3, 4, 6
{geen_lid_van: stam}                                    |
{op_school: ja}                                         | 1, 2, 3, 4, 6
{op_school: nee}                                        | 5, 7
{op_school: maakt niet uit}                             | 1, 2, 3, 4, 5, 6, 7
{op_school: nee, jaargroep: 3}                          | 5
{op_school: {langer_dan: 6 maanden}}                    | 1, 2, 4, 6
{op_school: {korter_dan: 6 maanden}}                    | 3
{op_school: {langer_dan: 26 weken}}                     | 1, 4, 6
{gaat_naar_jaargroep: 3}                                | 1, 4
{gaat_naar_jaargroep: [2, 4]}                           | 2, 3, 6
{registratie: observatie}                               | 1, 2
{registratie: [groei, niveau]}                          | 1, 3
{registratie: {soort: observatie, gebied: taal}}        | 2
{registratie: {soort: observatie, gebied: [taal, seo]}} | 1, 2
{registratie: {soort: observatie, waarde: zwak}}        | 2
{registratie: {soort: observatie, minstens: 2}}         | 1
{registratie: {soort: observatie, sinds: begin januari}} | 2
{registratie: {soort: observatie, sinds: ooit}}         | 1, 2
{registratie: {soort: groei, waarde: {minder_dan: 20}}} | 3
{registratie: {soort: niveau, waarde: groep 1 basis}}   | 1
{registratie: {soort: niveau, waarde: groep 1 basis, laatste: ja}} |
{registratie: {soort: niveau, waarde: groep 1-2, laatste: ja}} | 1
{jaargroep: 2, kenmerk: nt2}                            | 1
{alle_van: [{jaargroep: 2}, {kenmerk: nt2}]}            | 1
{een_van: [{jaargroep: 3}, {kenmerk: nt2}]}             | 1, 2, 6
{niet: {jaargroep: [1, 2]}}                             | 6
{een_van: [{jaargroep: 3}, {jaargroep: 2, niet: {herfstleerling: ja}}]} | 4, 6
{een_van: [{jaargroep: 1}, {op_school: nee}]}           | 2, 3, 5, 7
"""

GROUPS = """
                                                        | 1/2 A, 3 A, Leeg
{jaargroep: 1}                                          | 1/2 A
{jaargroep: [2, 3]}                                     | 1/2 A, 3 A
{soort: subgroep}                                       | NT2 kleuters
{soort: [stam, subgroep]}                               | 1/2 A, 3 A, Leeg, NT2 kleuters
{heeft_leerling: ja}                                    | 1/2 A, 3 A
{heeft_leerling: nee}                                   | Leeg
{heeft_leerling: {kenmerk: zorgleerling}}               | 1/2 A
{heeft_leerling: {jaargroep: 3, herfstleerling: ja}}    | 3 A
{heeft_leerkracht: ja}                                  | 1/2 A, 3 A
{heeft_leerkracht: nee}                                 | Leeg
{schooljaar: vorig}                                     | 1/2 Oud (2025-2026)
{schooljaar: ouder}                                     | 8 Oud (2024-2025)
{schooljaar: volgend}                                   | 3 B (2027-2028)
{schooljaar: [vorig, ouder]}                            | 1/2 Oud (2025-2026), 8 Oud (2024-2025)
{registratie: groepsanalyse}                            | 3 A
{niet: {registratie: groepsanalyse}}                    | 1/2 A, Leeg
"""

STAFF = """
                                                        | an, bo, cas, dia, ed
{soort: invaller}                                       | cas
{soort: [lio, vast]}                                    | an, bo, dia, ed
{account: ja}                                           | an, ed
{account: nee}                                          | bo, cas, dia
{jaargroep: 3}                                          | cas, ed
{leerkracht_van: ja}                                    | an, bo, cas, ed
{leerkracht_van: nee}                                   | dia
{leerkracht_van: {jaargroep: 3}}                        | cas, ed
{leerkracht_van: {soort: subgroep}}                     |
{leerkracht_van: {schooljaar: volgend}}                 | dia
{leerkracht_van: {schooljaar: vorig}}                   | an
{leerkracht_van: {heeft_leerling: ja}}                  | an, bo, cas, ed
{leerkracht_van: {heeft_leerling: nee}}                 |
{leerkracht_van: {heeft_leerling: {kenmerk: zorgleerling}}} | an, bo
{soort: vast, niet: {leerkracht_van: {jaargroep: [1, 2]}}} | ed
"""

TALKS = """
                                                        | g1, g2, g3
{soort: rapport}                                        | g2
{soort: [startgesprek, rapport]}                        | g1, g2
{niet: {soort: kennismaking}}                           | g1, g2
{kenmerk: online}                                       | g2
{kenmerk: {status: gevoerd}}                            | g1
{kenmerk: {tijd: {voor: "8:30"}}}                       | g1
{kenmerk: {tijd: {vanaf: "12:00", voor: "13:15"}}}      | g2
{kenmerk: {minuten: {meer_dan: 10}}}                    | g2
{jaargroep: 3}                                          | g2, g3
{leerling: {kenmerk: nt2}}                              | g1
{leerling: {jaargroep: 3}}                              | g2
"""

OCCASIONS = """
op groepsbespreking  | {maand: maart}                    | 16 maart
op groepsbespreking  | {maand: [november, juni]}         | 17 november, 8 juni
op groepsbespreking  | {gelegenheid: laatste}            | 8 juni
op groepsbespreking  | {gelegenheid: eerste}             | 17 november
op groepsbespreking  | {gelegenheid: [1, 3]}             | 17 november, 8 juni
op groepsbespreking  | {niet: {gelegenheid: laatste}}    | 17 november, 16 maart
begin thema          | {gelegenheid: licht}              | 30 november
begin thema          | {gelegenheid: [Herfst, lente]}    | 28 september, 15 maart
begin gespreksronde  | {soort_gelegenheid: rapport}      | 15 februari
begin gespreksronde  | {soort_gelegenheid: [rapport, x]} | 15 februari
voor vakantie        | {maand: april}                    | 23 april
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(each.strip() for each in line.split("|")) for line in table.strip("\n").splitlines()]


@pytest.mark.parametrize(("where", "who"), rows(PUPILS))
def test_a_rule_about_pupils(where: str, who: str) -> None:
    assert chosen("leerling", where) == who


@pytest.mark.parametrize(("where", "who"), rows(GROUPS))
def test_a_rule_about_groups(where: str, who: str) -> None:
    assert chosen("groep", where) == who


@pytest.mark.parametrize(("where", "who"), rows(STAFF))
def test_a_rule_about_colleagues(where: str, who: str) -> None:
    assert chosen("medewerker", where) == who


@pytest.mark.parametrize(("where", "who"), rows(TALKS))
def test_a_rule_about_talks(where: str, who: str) -> None:
    assert chosen("gesprek", where, "1 week na gesprek") == who


@pytest.mark.parametrize(("due", "where", "when"), rows(OCCASIONS))
def test_a_rule_about_some_of_the_occasions(due: str, where: str, when: str) -> None:
    assert days(where, due) == when


def test_a_rule_about_the_school_may_ask_for_a_registration() -> None:
    assert chosen("school", "{registratie: gespreksplanner}") == "99XX"
    assert chosen("school", "{niet: {registratie: gespreksplanner}}") == ""


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_stands_in_a_table_above(name: str) -> None:
    assert f"{name}:" in PUPILS + GROUPS + STAFF + TALKS + OCCASIONS


@pytest.mark.parametrize(
    ("about", "where", "words"),
    [
        ("leerling", "{jaargroep: [1, 2], kenmerk: nt2}", ("jaargroep 1 of 2", "kenmerk nt2")),
        ("leerling", "{geen_lid_van: {soort: subgroep, naam: nt2}}",
         ('zit niet in een groep van de soort subgroep met "nt2" in de naam',)),
        ("leerling", "{op_school: {langer_dan: 6 maanden}}", ("zit langer dan 6 maanden op school",)),
        ("leerling", "{registratie: {soort: observatie, minstens: 1, gebied: seo}}", ("registratie observatie seo",)),
        ("groep", "{heeft_leerling: {kenmerk: zorgleerling}}", ("een leerling met kenmerk zorgleerling",)),
        ("medewerker", "{leerkracht_van: {schooljaar: vorig}}",
         ("is gekoppeld aan een groep van vorig schooljaar",)),
    ],
)  # fmt: skip
def test_what_chose_somebody_is_said_in_plain_words(about: str, where: str, words: tuple[str, ...]) -> None:
    found = evaluator().plan([rule(about, f"waar: {where}")], 2026).wanted
    assert {each.because.selected for each in found} == {words}
