"""Verzonden: every mail, what waits for somebody first, and the rest by day; of one colleague, or all."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.outbox import FAILED, HELD, IN_DOUBT, RETRY, SENT, WITHDRAWN
from engine.runs.mailacts import release
from engine.runs.mailbag import Wanted, leaf
from web.asking import asked_day, done, to
from web.drawing import drawn_for
from web.mailwords import MailLine, heading_of, line_of, name_of
from web.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from starlette.responses import Response

    from engine.store.mailbag import Slip
    from web.access import Visit

HOME = "/verzonden"
FILTERS = {
    "": ("Alle", ()),
    "verzonden": ("Verzonden", (SENT,)),
    "niet": ("Niet verstuurd", (WITHDRAWN, FAILED)),
    "open": ("Wacht op iemand", (HELD, IN_DOUBT, FAILED, RETRY)),
}
SAID = {
    "vrij": "De mail mag weer gaan.",
    "laat": "Voor deze mail was het te laat: wat erin stond, komt in het volgende overzicht.",
    "ingetrokken": "De mail is ingetrokken.",
}


def show(visit: Visit) -> Response:
    """Show the mails that were asked for."""
    return _page(visit)


def release_all(visit: Visit) -> Response:
    """Let everything go that stands still."""
    house, me = visit.house, visit.me
    trouble = done(visit, lambda store: release(store, "", me.staff.code, house.now()))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=vrij")


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    house, day, asked = visit.house, visit.me.day, visit.request.query_params
    who = asked.get("wie", "") if asked.get("wie", "") in day.listing.staff else ""
    which = asked.get("welke", "") if asked.get("welke", "") in FILTERS else ""
    before = asked_day(asked.get("tot", ""))
    with house.database.reading(house.school) as store:
        found = leaf(house.settings, store, Wanted(who, FILTERS[which][1], before), day.today)
    return drawn_for(
        visit,
        "sent.html.j2",
        status,
        stuck=_lines(visit, found.stuck),
        all_held=sum(each.state == HELD for each in found.stuck),
        hold=plainly(found.hold),
        days=[
            (heading_of(on, day.today), _lines(visit, slips))
            for on, slips in groupby(found.slips, lambda each: each.day)
        ],
        people=_people(visit),
        who=who,
        filters=[(word, name) for word, (name, _) in FILTERS.items()],
        which=which,
        older=found.older,
        said=SAID.get(asked.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _by_day(slips: Iterable[Slip]) -> Iterable[tuple[date, Iterable[Slip]]]:
    return groupby(slips, lambda each: each.day)


def _lines(visit: Visit, slips: Iterable[Slip]) -> list[MailLine]:
    zone = ZoneInfo(visit.house.settings.schedule.timezone)
    return sorted((line_of(visit.me.day, each, zone) for each in slips), key=lambda each: each.person.lower())


def _people(visit: Visit) -> list[tuple[str, str]]:
    day = visit.me.day
    return sorted(((code, name_of(day, code)) for code in day.listing.staff), key=lambda each: each[1].lower())
