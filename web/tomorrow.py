"""What would go on a coming day: each mail as it would be written then, and who would get none and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.almanac.days import dutch_with_weekday
from engine.runs.foreseen import next_mail_day
from web.asking import asked_day
from web.drawing import drawn_for
from web.mailwords import kind_of, name_of
from web.plainly import plainly

if TYPE_CHECKING:
    from datetime import date

    from starlette.responses import Response

    from engine.outbox import Post
    from web.access import Visit

FARTHEST = timedelta(days=60)


def show(visit: Visit) -> Response:
    """Show the mail of a day, at first the next one on which somebody works."""
    house, day = visit.house, visit.me.day
    on = _asked(visit)
    seen = house.foreseen.mail(house.database, on, replace(house.pages, secret=""))
    sheets = sorted(seen.sheets, key=lambda each: (name_of(day, each.person.code), each.post.kind))
    going = {each.post.id for each in sheets}
    kept = [each for each in seen.kept if each.day == on and each.post not in going]
    return drawn_for(
        visit,
        "tomorrow.html.j2",
        on=on,
        when=dutch_with_weekday(on),
        first=day.today + timedelta(days=1),
        last=day.today + FARTHEST,
        sheets=[
            (name_of(day, each.person.code), kind_of(day, each.post.kind), _hour(visit, each.post), each.letter)
            for each in sheets
        ],
        kept=sorted({(name_of(day, each.person), plainly(each.reason)) for each in kept}),
        braked=bool(seen.brake),
    )


def _asked(visit: Visit) -> date:
    """Return the day that was asked for, as long as it is near."""
    today = visit.me.day.today
    asked = asked_day(visit.request.query_params.get("dag", ""))
    return asked if asked and today < asked <= today + FARTHEST else next_mail_day(visit.me.day.school, today)


def _hour(visit: Visit, post: Post) -> str:
    """Return from when a mail goes, on the school's own clock."""
    return f"{post.not_before.astimezone(ZoneInfo(visit.house.settings.schedule.timezone)):%H.%M} uur"
