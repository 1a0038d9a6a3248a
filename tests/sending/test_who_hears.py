"""Who hears what on a day: the edges of each condition, seen in the causes of the posts that are planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.model import WAIVED, Tick
from engine.outbox import EVERY_DAY, MOVED, Pause
from engine.store.tasks import apply_tasks
from engine.store.ticks import add_ticks
from engine.store.wishes import save_pauses, save_wish
from notifiers.memory import Mailbox
from tests.sending.school import ID

if TYPE_CHECKING:
    from engine.model import Told
    from engine.outbox import Post
    from engine.runs.post import DayPlan
    from tests.sending.school import Wilg

NEW_RULE = """
regels:
  - {id: nieuw, titel: Doe iets nieuws, voor: leerkracht, per: groep, uiterlijk: 9 november,
     herinner: [op de dag, 2 dagen erna]}
"""
RAISED = """
regels:
  - {id: moet, titel: Dit moet, voor: leerkracht, per: groep, uiterlijk: 10 november,
     escaleer: [{naar: ib, na: 1 schooldagen}]}
  - {id: mag, titel: Dit mag, voor: leerkracht, per: groep, uiterlijk: 10 november, niveau: gewenst, vervalt: nee,
     escaleer: [{naar: ib, na: 1 schooldagen}]}
"""
WISHED = """
regels:
  - {id: plannen, titel: Maak een plan, voor: leerkracht, per: groep, vanaf: 1 week voor groepsbespreking,
     uiterlijk: 1 dag voor groepsbespreking, niveau: gewenst}
"""
FROM_TODAY = NEW_RULE.replace("9 november", "10 november")


def rules(wilg: Wilg, text: str) -> None:
    (wilg.folder / "rules" / "nieuw.yaml").write_text(text, encoding="utf-8")


def heard(wilg: Wilg, plan: DayPlan, person: str) -> list[tuple[str, str]]:
    """Return which rule speaks to somebody, and by which sentence."""
    names = {each.key: each.rule for each in wilg.tasks()}
    return [(names[each.task], each.sentence) for post in posts(plan, person) for each in post.causes]


def posts(plan: DayPlan, person: str) -> list[Post]:
    return [each for each in plan.posts if each.person == person]


def held(plan: DayPlan) -> list[tuple[str, str]]:
    return [(each.person, each.reason) for each in plan.held]


# --- a new rule


def test_a_new_rule_begins_at_its_first_day_and_says_nothing_of_the_past(wilg_before: Wilg) -> None:
    """It was due yesterday: of yesterday's reminder nobody hears any more, of tomorrow's everybody does."""
    rules(wilg_before, NEW_RULE)
    assert "nieuw" not in dict(heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR"))
    assert ("nieuw", "2 dagen erna") in heard(wilg_before, wilg_before.morning("2026-11-11"), "PAR")


def test_a_reminder_of_its_very_first_day_is_told(wilg_before: Wilg) -> None:
    rules(wilg_before, FROM_TODAY)
    assert ("nieuw", "op de dag") in heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR")


def test_a_reminder_is_not_told_before_its_day(wilg_before: Wilg) -> None:
    rules(wilg_before, FROM_TODAY)
    plan = wilg_before.morning("2026-11-09")
    assert "nieuw" not in dict(heard(wilg_before, plan, "PAR"))


# --- once, and to whom it may concern


def test_what_was_told_once_is_not_planned_again(wilg: Wilg) -> None:
    wilg.send(Mailbox())
    assert posts(wilg.morning("2026-11-11"), "PAR") == []


def test_who_did_their_own_part_is_not_reminded_of_it(wilg_before: Wilg) -> None:
    rules(wilg_before, FROM_TODAY.replace("per: groep", "per: groep, wie: ieder"))
    wilg_before.morning("2026-11-09")
    task = next(each for each in wilg_before.tasks() if each.rule == "nieuw" and "PAR" not in each.recipients)
    with wilg_before.database.writing(ID) as store:
        add_ticks(store, [Tick(task.key, "MVD", date(2026, 11, 9))])
    plan = wilg_before.morning("2026-11-10")
    assert "nieuw" not in dict(heard(wilg_before, plan, "MVD"))
    assert "nieuw" in dict(heard(wilg_before, plan, "PAR"))
    assert "nieuw" in dict(heard(wilg_before, wilg_before.morning("2026-11-12"), "JAN"))


def test_what_does_not_apply_is_told_to_nobody(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-09")
    waived = [replace(each, state=WAIVED) for each in wilg_before.tasks() if each.rule == "analyse"]
    with wilg_before.database.writing(ID) as store:
        apply_tasks(store, changed=waived)
    told = heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR")
    assert "seo" in dict(told)
    assert "analyse" not in dict(told)


# --- a date that moves


def test_a_move_to_a_day_that_is_over_is_no_news(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    wilg_before.meeting_moves_to("2026-11-16")
    told = heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR")
    assert told != []
    assert all(sentence != MOVED for _, sentence in told)


def test_a_move_to_today_still_is(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    wilg_before.meeting_moves_to("2026-11-18")
    assert ("analyse", MOVED) in heard(wilg_before, wilg_before.morning("2026-11-11"), "PAR")


def test_a_date_that_is_moved_and_moved_back_before_anybody_heard_is_no_news(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    wilg_before.meeting_moves_to("2026-11-19")
    wilg_before.morning("2026-11-06")
    wilg_before.meeting_moves_to("2026-11-17")
    told = heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR")
    assert ("analyse", "op de dag") in told
    assert all(sentence != MOVED for _, sentence in told)


def test_a_date_that_moves_twice_before_anybody_heard_moved_from_where_they_knew_it(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    for day, meeting in (("2026-11-06", "2026-11-24"), ("2026-11-09", "2026-11-20")):
        wilg_before.meeting_moves_to(meeting)
        wilg_before.morning(day)
    assert moved_from(wilg_before) == "2026-11-10"


def test_a_move_somebody_heard_of_is_where_the_next_one_starts_and_moving_back_is_news(wilg_before: Wilg) -> None:
    wilg_before.morning("2026-11-05")
    wilg_before.meeting_moves_to("2026-11-20")
    wilg_before.morning("2026-11-11")
    wilg_before.send(Mailbox())
    wilg_before.meeting_moves_to("2026-11-24")
    wilg_before.morning("2026-11-12")
    assert moved_from(wilg_before) == "2026-11-13"


def moved_from(wilg: Wilg) -> str:
    (found,) = {str(each.moved_from) for each in wilg.tasks() if each.rule == "analyse"}
    return found


def test_who_heard_that_a_task_begins_does_not_hear_it_again_because_it_moved(wilg_before: Wilg) -> None:
    """Its new day to begin is over already; where that is still to come, it is told on that day."""
    rules(wilg_before, WISHED)
    assert ("plannen", "bij het begin") in heard(wilg_before, wilg_before.morning("2026-11-10"), "PAR")
    wilg_before.send(Mailbox())
    wilg_before.meeting_moves_to("2026-11-20")
    assert ("plannen", "bij het begin") not in heard(wilg_before, wilg_before.morning("2026-11-16"), "PAR")
    wilg_before.meeting_moves_to("2026-12-07")
    assert ("plannen", "bij het begin") not in heard(wilg_before, wilg_before.morning("2026-11-17"), "PAR")
    assert ("plannen", "bij het begin") in heard(wilg_before, wilg_before.morning("2026-11-30"), "PAR")


# --- holidays and own days

AUTUMN = """
regels:
  - {id: sluiting, titel: Controleer de sluiting, voor: beheerder, per: school, uiterlijk: 20 oktober,
     ook_in_vakantie: ja, herinner: [op de dag]}
  - {id: kast, titel: Ruim de kast op, voor: beheerder, per: school, uiterlijk: 4 weken voor groepsbespreking}
"""


def test_in_a_holiday_nobody_hears_on_a_day_of_the_week_they_never_work(wilg_before: Wilg) -> None:
    """Bea works from Wednesday on; told of Tuesday the twentieth on that day, she would be disturbed at home."""
    rules(wilg_before, AUTUMN)
    wilg_before.change(lambda told: works(told, "BEA", ("wo", "do", "vr")))
    assert posts(wilg_before.morning("2026-10-20"), "BEA") == []
    wilg_before.change(lambda told: works(told, "BEA", ("ma", "di", "wo")))
    (post,) = posts(wilg_before.morning("2026-10-20"), "BEA")
    assert post.only_in_holidays


def test_in_a_holiday_only_rules_that_go_on_are_causes_and_moves_of_others_wait(wilg_before: Wilg) -> None:
    rules(wilg_before, AUTUMN)
    wilg_before.morning("2026-10-12")
    wilg_before.meeting_moves_to("2026-11-24")
    told = heard(wilg_before, wilg_before.morning("2026-10-20"), "BEA")
    assert ("sluiting", "op de dag") in told
    assert "kast" not in dict(told)
    assert ("kast", MOVED) in heard(wilg_before, wilg_before.morning("2026-10-26"), "BEA")


def works(told: Told, code: str, days: tuple[str, ...]) -> Told:
    changed = (replace(each, working_days=days) if each.code == code else each for each in told.export_staff)
    return replace(told, export_staff=tuple(changed))


# --- wishes and pauses


def test_a_pause_holds_on_its_first_and_its_last_day_and_not_around_them(wilg_before: Wilg) -> None:
    with wilg_before.database.writing(ID) as store:
        save_wish(store, "PAR", EVERY_DAY)
        save_pauses(store, (), [Pause("PAR", date(2026, 11, 4), date(2026, 11, 5))])
    reasons = {day: dict(held(wilg_before.morning(f"2026-11-0{day}"))).get("PAR", "") for day in (3, 4, 5, 6)}
    assert reasons == {3: "", 4: "pauze tot en met 5 november", 5: "pauze tot en met 5 november", 6: ""}
    assert posts(wilg_before.morning("2026-11-03"), "PAR") != []


def test_somebody_elses_pause_is_not_ours(wilg_before: Wilg) -> None:
    with wilg_before.database.writing(ID) as store:
        save_pauses(store, (), [Pause("MVD", date(2026, 11, 9), date(2026, 11, 11))])
    assert posts(wilg_before.morning("2026-11-10"), "PAR") != []


# --- reminders


def test_there_are_five_reminders_after_the_date_and_no_more(wilg_before: Wilg) -> None:
    rules(wilg_before, FROM_TODAY.replace("[op de dag, 2 dagen erna]", "[elke 1 schooldagen erna, 8 dagen erna]"))
    told: list[tuple[str, str]] = []
    for day in (10, 11, 12, 13, 16, 17, 18, 19, 20):
        told += heard(wilg_before, wilg_before.morning(f"2026-11-{day}"), "PAR")
        wilg_before.send(Mailbox())
    assert [sentence for rule, sentence in told if rule == "nieuw"] == ["elke 1 schooldag erna"] * 5


def test_only_what_is_required_goes_up(wilg_before: Wilg) -> None:
    rules(wilg_before, RAISED)
    wilg_before.morning("2026-11-09")
    assert set(heard(wilg_before, wilg_before.morning("2026-11-11"), "ILS")) == {("moet", "na 1 schooldag naar ib")}
