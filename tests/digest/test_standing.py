"""Where the groups stand, as the ib'er sees it: late is seen before it is late."""

from __future__ import annotations

from datetime import date

from engine.model import DONE
from engine.standing import as_lines, standings
from tests.digest.desk import TODAY, reading, task

NOV = {day: date(2026, 11, day) for day in range(1, 31)}


def lines(*tasks: object, groups: tuple[str, ...] = ("1/2 B", "1/2 C")) -> list[tuple[str, str, str, str]]:
    found = standings(tasks, groups, reading(*tasks), TODAY)  # type: ignore[arg-type]
    return [(each.group, each.title, each.count, each.when) for each in as_lines(found, TODAY)]


def test_steps_of_one_meeting_are_counted_together() -> None:
    done, late, still = task("analyse", NOV[10], state=DONE), task("wens", NOV[10]), task("bespreking", NOV[24])
    assert lines(done, still)[0][1:3] == ("groepsbespreking tot en met 24 november", "1 van 2 stappen")
    assert lines(done, late, still)[0][2:] == ("1 van 3 stappen", "1 te laat")


def test_a_group_that_has_hardly_begun_halfway_is_behind_before_anything_is_late() -> None:
    seo = [task("seo", NOV[19]) for _ in range(24)]
    assert lines(*seo) == [("1/2 B", "Werk de SEO bij", "0 van 24", "loopt achter")]


def test_a_group_that_keeps_up_is_on_schedule() -> None:
    seo = [task("seo", NOV[24], state=DONE) for _ in range(18)] + [task("seo", NOV[24]) for _ in range(6)]
    assert lines(*seo) == [("1/2 B", "Werk de SEO bij", "18 van 24", "op schema")]


def test_what_is_complete_or_long_over_is_left_out() -> None:
    assert lines(task("analyse", NOV[19], state=DONE)) == []
    assert lines(task("seo", date(2026, 10, 16))) == []


def test_each_group_has_its_turn_before_one_comes_up_again() -> None:
    mine = [task("seo", NOV[19], group="1/2 C", occasion=f"vakantie/2026-2027/{name}") for name in ("a", "b", "c")]
    found = lines(*mine, task("seo", NOV[24], group="1/2 B"))
    assert [group for group, *_ in found] == ["1/2 C", "1/2 B", "1/2 C", "1/2 C"]


def test_other_peoples_groups_and_sensitive_rules_are_left_out() -> None:
    assert lines(task("seo", NOV[19]), groups=("1/2 A",)) == []
    assert lines(task("zorg", NOV[19])) == []
