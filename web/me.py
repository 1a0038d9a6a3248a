"""Who somebody is here, what they choose for their own mail and calendar, and the ways out: here, and everywhere."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from engine.almanac.days import dutch, dutch_with_weekday
from engine.digesthour import offered, school_hour
from engine.kinds import ROLES
from engine.lookup import NoSuch
from engine.outbox import EVERY_DAY, ON_REMINDER, ONCE_A_WEEK
from engine.runs import mailacts, ownwish
from engine.runs.agenda import end_address, make_address
from engine.runs.signin import sign_out_everywhere
from engine.signing import signed
from engine.store.agendas import agenda_of
from web.asking import to
from web.drawing import drawn_for
from web.session import COOKIE, drop_cookie, put_cookie, read_cookie

if TYPE_CHECKING:
    from starlette.responses import Response

    from web.access import Visit

IN_WORDS = {"ib": "ib'er", "kc": "kwaliteitscoördinator", "applicatiebeheer": "applicatiebeheerder"}
WISHES = {
    ON_REMINDER: "Als er iets te herinneren is",
    EVERY_DAY: "Elke werkdag",
    ONCE_A_WEEK: "Op mijn eerste werkdag van de week",
}
ADDRESS_COOKIE, SHOWN_FOR = "jaarcyclus-agenda", 300
SAID = {
    "mail": "Bewaard: zo krijg je voortaan je mail.",
    "pauze": "Je mail staat op pauze.",
    "weer": "Je krijgt weer mail.",
    "weg": "Het adres van je agenda werkt niet meer.",
}


def show(visit: Visit) -> Response:
    """Show who is signed in and until when, the mail, the pause and the calendar: a new address this once."""
    words = read_cookie(visit.house, visit.request, ADDRESS_COOKIE, ADDRESS_COOKIE)
    mine = words is not None and words[0] == visit.me.session.mark
    answer = _page(visit, address=f"{visit.house.pages.base}/agenda/{words[1]}.ics" if words and mine else "")
    if words is not None:
        drop_cookie(visit.house, answer, ADDRESS_COOKIE)
    return answer


def choose(visit: Visit) -> Response:
    """Keep the hour and how often."""
    house, form = visit.house, visit.form
    hour = _hour(form.get("uur", ""))
    with house.database.writing(house.school) as store:
        wrong = ownwish.choose(house.settings, store, visit.me.staff.code, hour, form.get("wens", ""), house.now())
    return _page(visit, 400, trouble=_sentence(wrong)) if wrong else to(visit, "/ik?gedaan=mail")


def pause(visit: Visit) -> Response:
    """Pause the mail up to and including a day, as long as may be without one."""
    house, code, now = visit.house, visit.me.staff.code, visit.house.now()
    end = _day(visit.form.get("tot", ""))
    with house.database.writing(house.school) as store:
        made = mailacts.pause(house.settings, store, code, end, now.date(), now, code)
    return _page(visit, 409, trouble=_sentence(made)) if isinstance(made, NoSuch) else to(visit, "/ik?gedaan=pauze")


def resume(visit: Visit) -> Response:
    house, code = visit.house, visit.me.staff.code
    with house.database.writing(house.school) as store:
        mailacts.unpause(store, code, house.now(), code)
    return to(visit, "/ik?gedaan=weer")


def make_agenda(visit: Visit) -> Response:
    """Make an address for one's own calendar, for the next page to show once. The one before ends."""
    house = visit.house
    with house.database.writing(house.school) as store:
        secret = make_address(store, visit.me.staff.code, house.now())
    answer = to(visit, "/ik")
    words = signed(house.pages.secret, ADDRESS_COOKIE, (visit.me.session.mark, secret))
    put_cookie(house, answer, ADDRESS_COOKIE, words, SHOWN_FOR)
    return answer


def end_agenda(visit: Visit) -> Response:
    house = visit.house
    with house.database.writing(house.school) as store:
        end_address(store, visit.me.staff.code, house.now())
    return to(visit, "/ik?gedaan=weg")


def sign_out(visit: Visit) -> Response:
    """Let this device forget who signed in."""
    return _out(visit)


def sign_out_of_all(visit: Visit) -> Response:
    """Let every device forget it."""
    house, code = visit.house, visit.me.staff.code
    with house.database.writing(house.school) as store:
        sign_out_everywhere(store, code, house.now())
    return _out(visit)


def _page(visit: Visit, status: int = 200, trouble: str = "", address: str = "") -> Response:
    me, house = visit.me, visit.house
    with house.database.reading(house.school) as store:
        hour, wish = ownwish.chosen(house.settings, store, me.staff.code)
        paused = mailacts.pause_of(store, me.staff.code, house.today)
        found = agenda_of(store, me.staff.code)
    return drawn_for(
        visit,
        "me.html.j2",
        status,
        roles=[IN_WORDS.get(each, each) for each in ROLES if each in me.staff.roles],
        until=dutch(me.session.until.date(), year=True) if me.session.kept else "",
        hours=[(f"{each:%H:%M}", _hour_words(visit, each)) for each in offered(house.settings.schedule)],
        hour=f"{hour:%H:%M}",
        wishes=WISHES,
        wish=wish,
        paused="" if paused is None or isinstance(paused, NoSuch) else dutch_with_weekday(paused.end),
        today=house.today.isoformat(),
        agenda=found,
        fetched=dutch(found.fetched, year=True) if found and found.fetched else "",
        address=address,
        trouble=trouble,
        said=SAID.get(visit.request.query_params.get("gedaan", ""), "") if status == 200 else "",
    )


def _hour_words(visit: Visit, hour: time) -> str:
    usual = ", zoals de school" if hour == school_hour(visit.house.settings.schedule) else ""
    return f"{hour:%H.%M} uur{usual}"


def _hour(said: str) -> time:
    try:
        return time.fromisoformat(said)
    except ValueError:
        raise HTTPException(405) from None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise HTTPException(405) from None


def _sentence(wrong: NoSuch) -> str:
    return f"{wrong.message[:1].upper()}{wrong.message[1:]}."


def _out(visit: Visit) -> Response:
    answer = RedirectResponse(f"{visit.house.root}/?uit=ja", 303)
    drop_cookie(visit.house, answer, COOKIE)
    return answer
