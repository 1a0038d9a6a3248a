"""Verzonden: every mail, what waits for somebody first, and the rest by day; of one colleague, or all."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.outbox import FAILED, HELD, IN_DOUBT, RETRY, SENT, WITHDRAWN
from engine.runs.mailacts import release
from engine.runs.mailhealth import is_news
from engine.store.holds import standing_hold
from engine.store.mailbag import newest_slips
from web.asking import asked_day, done, to
from web.drawing import drawn_for
from web.mailwords import MailLine, heading_of, line_of, name_of
from web.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from engine.store.mailbag import Slip
    from web.access import Visit

HOME = "/verzonden"
MOST = 60
FILTERS = {
    "": ("Alle", ()),
    "verzonden": ("Verzonden", (SENT,)),
    "niet": ("Niet verstuurd", (WITHDRAWN, FAILED)),
    "open": ("Wacht op iemand", (HELD, IN_DOUBT, FAILED, RETRY)),
}
SAID = {"vrij": "De mail mag weer gaan.", "laat": "Het was te laat voor deze mail: wat erin stond, komt in het volgende overzicht.",
        "ingetrokken": "De mail is ingetrokken."}


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
        slips = newest_slips(store, MOST + 1, person=who, states=FILTERS[which][1], before=before)
        stuck = newest_slips(store, MOST, states=(HELD, IN_DOUBT, FAILED))
        hold = standing_hold(store)
    shown, last = _whole_days(slips)
    return drawn_for(
        visit,
        "sent.html.j2",
        status,
        stuck=_lines(visit, (each for each in stuck if is_news(each, day.today))),
        all_held=sum(each.state == HELD for each in stuck),
        hold=plainly(hold.reason) if hold else "",
        days=[(heading_of(on, day.today), _lines(visit, group)) for on, group in groupby(shown, lambda each: each.day)],
        people=_people(visit),
        who=who,
        filters=[(word, name) for word, (name, _) in FILTERS.items()],
        which=which,
        older=last,
        said=SAID.get(asked.get("gedaan", ""), ""),
        trouble=trouble,
    )


def _whole_days(slips: tuple[Slip, ...]) -> tuple[tuple[Slip, ...], str]:
    """Leave out the last day when there is more than fits, so that the next page begins with it; "" when all fits."""
    if len(slips) <= MOST:
        return slips, ""
    whole = tuple(each for each in slips if each.day != slips[-1].day)
    return (whole, str(whole[-1].day)) if whole else (slips, str(slips[-1].day))


def _lines(visit: Visit, slips: Iterable[Slip]) -> list[MailLine]:
    zone = ZoneInfo(visit.house.settings.schedule.timezone)
    return [line_of(visit.me.day, each, zone) for each in slips]


def _people(visit: Visit) -> list[tuple[str, str]]:
    day = visit.me.day
    return sorted(((code, name_of(day, code)) for code in day.listing.staff), key=lambda each: each[1].lower())
