"""Het logboek: who did what when, the newest first; of one colleague, or with what the system did by itself."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.runs.journal import journal
from web.drawing import drawn_for
from web.mailwords import heading_of, name_of

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from engine.runs.journal import Entry
    from web.access import Visit


def show(visit: Visit) -> Response:
    """Show a page of the log."""
    house, me, asked = visit.house, visit.me, visit.request.query_params
    who = asked.get("wie", "") if asked.get("wie", "") in me.day.listing.staff else ""
    everything = bool(asked.get("alles"))
    number = asked.get("voor", "")
    before = int(number) if number.isdecimal() and len(number) < 10 else 0
    with house.database.reading(house.school) as store:
        found = journal(store, me.day, me.viewer, who=who, everything=everything, before=before)
    zone = ZoneInfo(house.settings.schedule.timezone)

    def local(entry: Entry) -> datetime:
        return entry.at.astimezone(zone)

    days = groupby(found.entries, lambda each: local(each).date())
    return drawn_for(
        visit,
        "journal.html.j2",
        days=[(heading_of(on, me.day.today), [(local(each), each) for each in every]) for on, every in days],
        older=found.older,
        who=who,
        everything=everything,
        people=sorted((name_of(me.day, code), code) for code in me.day.listing.staff),
    )
