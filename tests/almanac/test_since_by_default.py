"""Without `sinds`: 4 weeks before `vanaf`, after the occasion before, and never after `vanaf` itself."""

from __future__ import annotations

import pytest

from tests.almanac.school import school

CALENDAR = """
schooljaar: 2026-2027
eerste_schooldag: 2026-08-31
laatste_schooldag: 2027-07-16
ankers:
  groepsbespreking: [{op: 2026-11-17}, {op: 2026-12-01}, {op: 2027-03-16}]
  periode:
    - {van: 2026-08-31, tot_en_met: 2026-11-13}
    - {van: 2026-11-16, tot_en_met: 2027-01-29}
"""


@pytest.mark.parametrize(
    ("due", "which", "since"),
    [
        # vanaf is 17 november - 2 weken - 2 weken; 4 weken eerder
        ("2 weken voor groepsbespreking", 0, "2026-09-22"),
        # de bespreking van 17 november ligt al achter vanaf (3 november): vanaf geldt
        ("2 weken voor groepsbespreking", 1, "2026-11-03"),
        ("2 weken voor groepsbespreking", 2, "2027-01-19"),
        # periode 1 loopt tot 13 november, vanaf is 30 oktober
        ("voor periode", 1, "2026-10-30"),
        # de week ervoor telt niet mee
        ("einde schoolweek", 1, "2026-09-05"),
        ("op schooldag", 1, "2026-09-01"),
        # schoolweek 3 is niet de vorige keer van schoolweek 4
        ("einde schoolweek 4", 0, "2026-08-24"),
    ],
)
def test_evidence_counts_from(due: str, which: int, since: str) -> None:
    asked = school(CALENDAR)

    assert asked.since("", due, asked.itself)[which] == since
