"""What is known of people ends at its term, for good and in the file itself; what the school counts on stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.configparts import Privacy
from engine.intake.folder import EXPORT, File
from engine.model import Facts, Pupil
from engine.retention import Terms, ending
from engine.runs.intake import bring_in
from tests.cli.door import jaarcyclus
from tests.privacy.school import GONE, ID, PUPILS, SECRETS, STAYS
from tests.reconcile.school import export, group, moment, pupil

if TYPE_CHECKING:
    from tests.privacy.school import Years

# Xantippe's last day was 12 March 2027; what was recorded in 2026-2027 stays until the summer of 2029.
DAY_BEFORE, HER_DAY, RECORDS_DAY = "2029-03-12", "2029-03-13", "2029-08-01"


def told_of(years: Years) -> Counter[str]:
    return Counter(each.subject for each in years.told().registrations)


# --- a pupil who left


def test_on_the_last_day_of_two_years_she_is_still_known(years: Years) -> None:
    years.day(DAY_BEFORE)
    assert GONE in {each.number for each in years.told().export_pupils}
    assert told_of(years)[GONE] == 1


def test_two_years_after_she_left_nothing_in_the_store_or_its_file_speaks_of_her(years: Years) -> None:
    assert all(each in years.everything() for each in SECRETS)
    years.day(HER_DAY)
    found = years.everything()
    assert [each for each in SECRETS if each in found] == []
    raw = years.file()
    assert [each for each in SECRETS if each.encode() in raw] == []


def test_who_is_still_here_stays_with_what_is_known(years: Years) -> None:
    years.day(HER_DAY)
    told = years.told()
    assert [each.number for each in told.export_pupils] == [STAYS]
    assert told_of(years)[STAYS] == 2
    assert ("leerling", "502") in told.renames
    assert years.task("kennismaken", STAYS).title == "Maak kennis"


def test_her_tasks_are_counted_as_they_were_under_a_key_that_says_nothing(years: Years) -> None:
    years.day(DAY_BEFORE)
    before = Counter((each.rule, each.state, each.school_year, each.due) for each in years.tasks())
    hers = {each.key for each in years.tasks() if each.subject == GONE}
    years.day(HER_DAY)
    assert Counter((each.rule, each.state, each.school_year, each.due) for each in years.tasks()) == before
    after = [each for each in years.tasks() if each.key in hers]
    assert len({each.subject for each in after}) == 1
    assert after[0].subject.startswith("verwijderd-")


def test_an_old_task_says_that_its_data_were_removed(years: Years) -> None:
    key = years.task("kennismaken", GONE).key
    years.day(HER_DAY)
    said = years.says("explain", key, today=HER_DAY).words
    assert "De gegevens zijn na de bewaartermijn verwijderd." in said
    assert "leerling (verwijderd)" in said
    assert "De taak is klaar sinds 7 september, afgevinkt door Paula." in said


def test_another_run_changes_nothing_any_more(years: Years) -> None:
    years.day(HER_DAY)
    before, logged = years.tasks(), len(years.events())
    years.day(HER_DAY)
    years.day("2029-03-14")
    assert [each.subject for each in years.tasks()] == [each.subject for each in before]
    assert not [each for each in years.events()[logged:] if each.what == "verwijderd"]


def test_the_log_says_how_much_and_not_who(years: Years) -> None:
    years.day(DAY_BEFORE)
    years.day(HER_DAY)
    (said,) = [each for each in years.events() if each.what == "verwijderd" and "leerlingen" in each.data]
    assert (said.who, said.subject) == ("bewaartermijn", "")
    assert said.data["leerlingen"] == said.data["registraties"] == said.data["zaken"] == 1


def test_an_old_export_does_not_bring_her_back(years: Years) -> None:
    years.day(HER_DAY)
    old = export(pupil(GONE, "g3", "3", until="2027-03-13"), pupil(STAYS, "g3", "3"), groups=group("g3", "3", "3"))
    with years.database.writing(ID) as store:
        _, stands = bring_in(
            years.settings, store, {EXPORT: File("edex.xml", old.encode())}, moment(date(2029, 3, 14)), confirmed=True
        )
    assert stands
    assert GONE not in years.everything()


def test_a_csv_file_of_old_does_not_bring_her_back(years: Years) -> None:
    years.day(HER_DAY)
    sheet = f"leerlingnummer,uitstroom\n{GONE},2027-03-12\n"
    with years.database.writing(ID) as store:
        bring_in(
            years.settings, store, {"leerlingen": File("leerlingen.csv", sheet.encode())}, moment(date(2029, 3, 14))
        )
    assert GONE not in years.everything()


def test_who_came_back_to_school_stays(years: Years) -> None:
    back = replace(PUPILS[0], entry=date(2028, 8, 21))
    years.change(lambda told: replace(told, export_pupils=(back, PUPILS[1])))
    years.day(HER_DAY)
    assert GONE in {each.number for each in years.told().export_pupils}


def test_who_only_went_missing_from_the_export_left_with_the_last_year_of_a_group(years: Years) -> None:
    missing = replace(PUPILS[0], exit=None, present=False)
    years.change(lambda told: replace(told, export_pupils=(missing, PUPILS[1])))
    years.day("2029-07-31")
    assert GONE in {each.number for each in years.told().export_pupils}
    years.day("2029-08-01")
    assert GONE not in {each.number for each in years.told().export_pupils}


def test_a_run_that_the_brake_holds_removes_all_the_same(years: Years) -> None:
    from engine.runs.dayrun import run_day

    years.day(DAY_BEFORE)
    extra = "".join(
        f"  - {{id: extra-{n}, titel: Extra, voor: ib, per: school, uiterlijk: einde schoolweek}}\n" for n in range(9)
    )
    rules = years.folder / "rules" / "eigen.yaml"
    rules.write_text(rules.read_text(encoding="utf-8") + extra, encoding="utf-8")
    ran = run_day(years.database, years.settings, date.fromisoformat(HER_DAY), moment(date.fromisoformat(HER_DAY)))
    assert ran.hold is not None
    assert "Xantippe" not in years.everything()


# --- colleagues, absences, records, mail


def test_a_colleague_keeps_a_code_and_no_name_two_years_after_leaving(years: Years) -> None:
    years.day("2029-07-31")
    assert "Vandaal" in years.everything()
    years.day("2029-08-01")
    assert "Vandaal" not in years.everything()
    assert "marieke@dewilg.example" not in years.everything()
    assert "MVD" in {each.code for each in years.told().export_staff}


def test_an_absence_goes_a_year_after_it_ended_and_one_that_goes_on_stays(years: Years) -> None:
    years.day("2027-11-06")
    assert {"griep", "lang"} <= {each.key for each in years.told().cases}
    years.day("2027-11-07")
    keys = {each.key for each in years.told().cases}
    assert "griep" not in keys
    assert "lang" in keys


def test_what_was_recorded_goes_two_years_after_its_school_year(years: Years) -> None:
    years.day("2029-07-31")
    assert told_of(years)[STAYS] == 2
    years.day(RECORDS_DAY)
    told = years.told()
    assert [each.on for each in told.registrations if each.subject == STAYS] == [date(2027, 10, 1)]
    assert f"rapport-{STAYS}" not in years.everything()
    assert "groepsanalyse" in {each.kind for each in told.registrations}


def test_done_stays_done_when_its_evidence_is_over_its_term(years: Years) -> None:
    key = years.task("observeren", STAYS).key
    years.day("2029-07-31")
    years.day(RECORDS_DAY)
    years.day("2029-09-03")
    assert {each.key: each.state for each in years.tasks()}[key] == "klaar"


def test_a_year_that_nobody_closed_is_closed_with_its_facts(years: Years) -> None:
    years.day("2029-07-31")
    assert years.task("kennismaken", STAYS).state == "te-laat"
    years.day(RECORDS_DAY)
    assert years.task("kennismaken", STAYS).state == "gemist"
    assert {"schooljaren", "registraties"} <= next(
        each.data.keys() for each in reversed(years.events()) if each.what == "verwijderd"
    )


def test_a_mail_keeps_its_day_and_not_what_it_said(years: Years) -> None:
    years.day("2028-07-31")
    (post,) = [each for each in years.posts() if each.id == "mail2026-11-24"]
    assert post.body
    years.day("2028-08-01")
    (post,) = [each for each in years.posts() if each.id == "mail2026-11-24"]
    assert (post.day, post.person, post.state) == (date(2026, 11, 24), "PAR", "verzonden")
    assert (post.body, post.subject, post.to, post.causes, post.answer) == (None, "", "", (), "")
    said = jaarcyclus(years.folder, "mail", "show", "mail2026-11-24")
    assert "de gegevens zijn na de bewaartermijn verwijderd" in said.words


# --- what people see of it, and choose


def test_privacy_shows_what_goes_when(years: Years) -> None:
    said = years.says("privacy", today="2027-07-16").words
    assert "leerlingen 2 jaar na de laatste" in said
    assert "13 maart 2029 1" in said
    assert "mails 1 jaar na het schooljaar" in said
    assert "1 augustus 2028 3" in said
    assert "Xantippe" not in said


def test_doctor_says_what_goes_first(years: Years) -> None:
    said = jaarcyclus(years.folder, "doctor", today="2027-07-16").words
    assert "op 7 november 2027 verdwijnt: 1 afwezigheid" in said


def test_a_school_chooses_its_own_terms(years: Years) -> None:
    years.config("[privacy]\npupils = 1\n")
    years.day("2028-03-12")
    assert "Xantippe" in years.everything()
    years.day("2028-03-13")
    assert "Xantippe" not in years.everything()


def test_a_term_of_no_years_is_a_mistake(years: Years) -> None:
    (years.folder / "config.toml").write_text(
        (years.folder / "config.toml").read_text(encoding="utf-8") + "[privacy]\npupil = 1\nmails = 0\n",
        encoding="utf-8",
    )
    said = jaarcyclus(years.folder, "privacy", today="2027-07-16")
    assert said.code == 1
    assert 'bedoel je "pupils"' in said.out
    assert "bij mails hoort een heel getal van 1 t/m 20" in said.out


@given(left=st.dates(date(2020, 1, 1), date(2040, 1, 1)), term=st.integers(1, 20), later=st.integers(0, 9000))
def test_a_pupil_is_kept_for_the_whole_term_and_not_a_day_longer(left: date, term: int, later: int) -> None:
    child = Pupil("1", exit=left)
    facts, privacy = Facts("99XX", pupils=(child,)), Privacy(pupils=term)
    day = Terms(facts, privacy).pupil(child)
    assert day is not None
    today = date.fromordinal(left.toordinal() + later)
    assert ("1" in ending(facts, privacy, today).pupils) == (today >= day)
    assert (day - left).days in range(365 * term - 3, 366 * term + 2)


@pytest.mark.parametrize("day", ["2027-07-16", "2028-08-01", HER_DAY, RECORDS_DAY])
def test_a_second_run_of_the_day_finds_nothing_over_its_term(years: Years, day: str) -> None:
    years.day(day)
    before = years.everything()
    logged = len(years.events())
    years.day(day)
    assert not [each for each in years.events()[logged:] if each.what == "verwijderd"]
    assert years.everything().count("verwijderd-") == before.count("verwijderd-")
