"""Beheer: the brake, how the installation is doing, rules on trial; from here to exceptions, the team and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.days import dutch_with_weekday
from engine.health import BAD, BRAKE, MIND
from engine.runs.dayrun import run_day
from engine.runs.exceptions import exceptions_beside
from engine.runs.eyes import KEEPER
from engine.runs.keeping import standing, team, trials
from web.asking import to
from web.drawing import drawn_for
from web.plainly import as_sentence, plainly

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.health import Finding
    from engine.runs.keeping import Standing
    from web.access import Visit

HOME = "/beheer"
ORDER = {BAD: 0, MIND: 1}
SAID = {"vrij": "De run is vrijgegeven. De mail gaat zodra het tijd is."}


def show(visit: Visit) -> Response:
    """Show how it all stands."""
    house, day = visit.house, visit.me.day
    with house.database.reading(house.school) as store:
        held = standing(house.settings, store)
    found = [each for each in house.foreseen.health(house.database, day.today).findings if each.about != BRAKE]
    ordered = sorted(found, key=lambda each: ORDER.get(each.state, 2))
    return drawn_for(
        visit,
        "keeping.html.j2",
        held=held,
        reason=plainly(held.reason) if held else "",
        since=_since(visit, held),
        amiss=[_told(each) for each in ordered if not each.is_fine],
        fine=[_told(each) for each in ordered if each.is_fine],
        trials=[each for each in trials(day) if visit.me.sensitive or each.rule.id not in day.reading.hidden],
        exceptions=len(exceptions_beside(day.listing, day.today)),
        away=[each.staff.first_name or each.staff.code for each in team(day) if each.is_away(day.today)],
        may=KEEPER in visit.me.staff.roles,
        said=SAID.get(visit.request.query_params.get("gedaan", ""), ""),
    )


def release(visit: Visit) -> Response:
    """Let the run of today pass, whatever held it."""
    house, now = visit.house, visit.house.now()
    with house.database.reading(house.school) as store:
        held = standing(house.settings, store)
    if held is not None:
        run_day(house.database, house.settings, now.date(), now, visit.me.staff.code)
    return to(visit, f"{HOME}?gedaan=vrij#rem")


def _told(finding: Finding) -> tuple[str, str]:
    return finding.about, as_sentence(finding.sentence)


def _since(visit: Visit, held: Standing | None) -> str:
    if held is None or held.since is None:
        return ""
    at = held.since.astimezone(ZoneInfo(visit.house.settings.schedule.timezone))
    return f"{dutch_with_weekday(at.date())} om {at:%H:%M} uur"
