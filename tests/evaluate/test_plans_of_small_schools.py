"""Plans of a school of a few lines, each about one sentence of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.compare import engine_plan

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = '[school]\nname = "De Linde"\nbrin = "99XX"\nregion = "midden"\npacks = []\n'
CALENDAR = """\
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31
laatste_schooldag: 2027-07-16
ankers:
  gespreksronde:
    - {naam: kennismaking, op: 2026-09-15}
    - {naam: advies, op: 2027-02-09}
"""
STAFF = """\
code,email,rollen,werkdagen,in_dienst
ANN,anna@linde.example,leerkracht,,
BEA,bea@linde.example,beheerder,,
IBO,ibo@linde.example,ib,,
NIC,nico@linde.example,leerkracht,ma,2026-11-02
"""
EXPORT = """\
<EDEX><school><schooljaar>{year}</schooljaar><brincode>99XX</brincode><aanmaakdatum>2026-08-24</aanmaakdatum></school>
<groepen><groep key="g1"><naam>3</naam><jaargroep>3</jaargroep></groep></groepen>
<leerlingen><leerling key="1001"><roepnaam>Aya</roepnaam><jaargroep>3</jaargroep><groep key="g1"/></leerling>
</leerlingen></EDEX>
"""
CASES = "type,sleutel,onderwerp_type,onderwerp,soort,van,tot_en_met\n"


def plan(
    folder: Path,
    rule: str,
    cases: str = "",
    calendar: str = CALENDAR,
    export: str = EXPORT,
    exported: str = "2026-2027",
) -> list[dict[str, Any]]:
    (folder / "calendar").mkdir()
    (folder / "rules").mkdir()
    files = {
        "config.toml": CONFIG,
        "calendar/2026-2027.yaml": calendar,
        "medewerkers.csv": STAFF,
        "edex.xml": export.format(year=exported),
        "zaken.csv": CASES + cases,
        "rules/eigen.yaml": f"regels:\n  - {{id: regel, titel: Iets doen, {rule}}}\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return engine_plan(folder, 2026)


def test_open_at_once_is_from_the_first_school_day(tmp_path: Path) -> None:
    (task,) = plan(tmp_path, "voor: beheerder, per: school, vanaf: direct, uiterlijk: einde november")
    assert (task["vanaf"], task["uiterlijk"]) == ("2026-08-31", "2026-11-30")


def test_a_care_coordinator_does_not_stand_in_for_herself(tmp_path: Path) -> None:
    absence = "afwezigheid,a1,medewerker,IBO,,2026-11-09,\n"
    (task,) = plan(tmp_path, "voor: leerkracht, per: afwezigheid, uiterlijk: begin afwezigheid", absence)
    assert task["voor"] == ["bea@linde.example"]


def test_a_round_opens_with_itself_whatever_it_is_due_by(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: gespreksronde, vanaf: op gespreksronde, uiterlijk: einde schooljaar"
    opened = {task["onderwerp"]: task["vanaf"] for task in plan(tmp_path, rule)}
    assert opened == {"kennismaking": "2026-09-15", "advies": "2027-02-09"}


def test_what_is_due_before_a_colleague_starts_is_still_a_task(tmp_path: Path) -> None:
    found = plan(tmp_path, "voor: beheerder, per: medewerker, uiterlijk: 2 weken voor instroom")
    assert [(task["onderwerp"], task["uiterlijk"]) for task in found] == [("NIC", "2026-10-16")]


def test_a_group_of_last_year_bears_its_year_also_when_this_year_has_no_groups_yet(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: groep, waar: {schooljaar: vorig}, uiterlijk: einde startweek"
    found = plan(tmp_path, rule, exported="2025-2026")
    assert [task["onderwerp"] for task in found] == ["3 (2025-2026)"]


def test_a_matter_that_runs_on_into_an_unknown_year_keeps_its_bare_begin(tmp_path: Path) -> None:
    absence = "afwezigheid,a1,medewerker,ANN,,2027-07-28,2027-09-22\n"
    (task,) = plan(tmp_path, "voor: beheerder, per: afwezigheid, uiterlijk: begin afwezigheid", absence)
    assert task["uiterlijk"] == "2027-07-28"


def test_a_reminder_in_holidays_waits_for_somebody_who_starts_months_later(tmp_path: Path) -> None:
    rule = "voor: leerkracht, per: school, vanaf: 1 augustus, uiterlijk: einde november"
    (task,) = plan(tmp_path, f"{rule}, ook_in_vakantie: ja, herinner: [bij het begin]")
    assert {"op": "2026-11-02", "aan": "nico@linde.example"} in task["herinneringen"]


def test_at_once_may_be_what_remains_when_there_is_no_such_day(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: leerling, uiterlijk: 'op vierde verjaardag, anders direct'"
    (task,) = plan(tmp_path, rule)
    assert (task["onderwerp"], task["vanaf"], task["uiterlijk"]) == ("1001", "2026-08-31", "2026-08-31")


def test_each_sentence_after_anders_reminds_as_is_usual_for_its_own_anchor(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: groep, uiterlijk: 'op rapport, anders einde schoolweek'"
    first = plan(tmp_path, rule)[0]
    assert first["uiterlijk"] == "2026-09-04"
    assert first["herinneringen"] == [{"op": "2026-09-04", "aan": "bea@linde.example"}]


def test_the_kind_of_a_round_is_its_own_whatever_the_rule_hangs_on(tmp_path: Path) -> None:
    calendar = CALENDAR.replace("kennismaking,", "kennismaking, soort: startgesprek,")
    rule = "voor: beheerder, per: gespreksronde, waar: {soort: startgesprek}, uiterlijk: op cito"
    found = plan(tmp_path, rule, calendar=f"{calendar}  cito: [{{op: 2027-01-18, soort: toets}}]\n")
    assert [task["onderwerp"] for task in found] == ["kennismaking"]


def test_the_last_round_is_one_whether_the_calendar_or_the_cases_name_it(tmp_path: Path) -> None:
    own = "gespreksronde,r1,groep,3,rapport,2027-05-11,\n"
    (task,) = plan(tmp_path, "voor: beheerder, per: groep, uiterlijk: op laatste gespreksronde", own)
    assert task["uiterlijk"] == "2027-05-11"


def test_exactly_so_long_at_school_is_neither_longer_nor_shorter(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: leerling, uiterlijk: 31 oktober, ook_in_vakantie: ja"
    stay = "een_van: [{op_school: {langer_dan: 2 maanden}}, {op_school: {korter_dan: 2 maanden}}]"
    entered = EXPORT.replace("</leerling>", "<instroomdatum>2026-08-31</instroomdatum></leerling>")
    assert plan(tmp_path, f"{rule}, waar: {{{stay}}}", export=entered) == []


def test_a_child_that_comes_in_summer_may_be_due_after_what_opens_later_than_its_entry(tmp_path: Path) -> None:
    rule = "voor: beheerder, per: leerling, vanaf: 5 dagen na instroom, uiterlijk: begin instroom"
    entered = EXPORT.replace("</leerling>", "<instroomdatum>2026-08-10</instroomdatum></leerling>")
    (task,) = plan(tmp_path, rule, export=entered)
    assert (task["vanaf"], task["uiterlijk"]) == ("2026-08-15", "2026-08-31")


def test_a_registration_in_waar_counts_from_ever_when_its_since_has_no_day_here(tmp_path: Path) -> None:
    where = "waar: {registratie: {soort: niveau, sinds: 2 maanden na instroom}}"
    (tmp_path / "registraties.csv").write_text(
        "soort,onderwerp_type,onderwerp,op,door,gebied,waarde\nniveau,leerling,1001,2026-09-10,ANN,,groep 3\n"
    )
    (task,) = plan(tmp_path, f"voor: beheerder, per: leerling, {where}, uiterlijk: 31 maart")
    assert (task["onderwerp"], task["uiterlijk"]) == ("1001", "2027-03-31")
