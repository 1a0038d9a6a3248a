"""All pages as one application: each with its name, its address and what answers there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from engine.pages import SIGN_IN, TASKS, UNSUBSCRIBE
from web import (
    agenda,
    calendaragenda,
    calendarchange,
    calendarday,
    data,
    exempt,
    groups,
    home,
    journal,
    keeping,
    mail,
    me,
    myday,
    oidc,
    record,
    rulefile,
    ruleform,
    rules,
    ruletyping,
    scripts,
    sent,
    signin,
    task,
    team,
    tomorrow,
    unsubscribe,
    year,
    yearcalendar,
)
from web.access import opened
from web.compressed import Compressed
from web.headers import Headers
from web.trouble import handlers

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp

    from web.access import Visit
    from web.house import House

GET, POST = "GET", "POST"
PAGES: tuple[tuple[str, str, str, Callable[[Visit], Response]], ...] = (
    ("home", GET, "/", home.show),
    ("look", GET, "/jaarcyclus.css", home.show_look),
    ("icon", GET, "/jaarcyclus.svg", home.show_icon),
    ("script", GET, "/js/{name}.js", scripts.show),
    ("unsubscribe", GET, f"/{UNSUBSCRIBE}/{{token}}", unsubscribe.ask),
    ("pause", POST, f"/{UNSUBSCRIBE}/{{token}}", unsubscribe.pause),
    ("resume", POST, f"/{UNSUBSCRIBE}/{{token}}/weer", unsubscribe.resume),
    ("resume again", GET, f"/{UNSUBSCRIBE}/{{token}}/weer", unsubscribe.ask),
    ("sign in", GET, f"/{SIGN_IN}", signin.ask),
    ("ask for a code", POST, f"/{SIGN_IN}", signin.send),
    ("type the code", GET, f"/{SIGN_IN}/code", signin.code),
    ("use the code", POST, f"/{SIGN_IN}/code", signin.use),
    ("go to the provider", GET, f"/{SIGN_IN}/account", oidc.start),
    ("back from the provider", GET, f"/{SIGN_IN}/terug", oidc.back),
    ("open the link", GET, f"/{SIGN_IN}/{{code}}", signin.link),
    ("my day", GET, f"/{TASKS}", myday.show),
    ("task", GET, f"/{TASKS}/{{key}}", task.show),
    ("more of a task", GET, f"/{TASKS}/{{key}}/meer", task.more),
    ("tick", POST, f"/{TASKS}/{{key}}/vink", task.do_tick),
    ("take back", POST, f"/{TASKS}/{{key}}/terug", task.take_back),
    ("not applicable", POST, f"/{TASKS}/{{key}}/nvt", task.not_applicable),
    ("remark", POST, f"/{TASKS}/{{key}}/opmerking", task.leave_remark),
    ("recorded", GET, record.RECENT, record.show_recent),
    ("choose whom", GET, f"{record.HOME}/{{what}}", record.show),
    ("record", POST, f"{record.HOME}/{{what}}/nu", record.keep),
    ("take a record back", POST, f"{record.HOME}/{{what}}/terug", record.undo),
    ("sent", GET, "/verzonden", sent.show),
    ("mail of a coming day", GET, "/verzonden/morgen", tomorrow.show),
    ("release all mail", POST, "/verzonden/vrij", sent.release_all),
    ("mail", GET, "/verzonden/{mail}", mail.show),
    ("release a mail", POST, "/verzonden/{mail}/vrij", mail.let_go),
    ("drop a mail", POST, "/verzonden/{mail}/intrekken", mail.take_back),
    ("groups", GET, "/groepen", groups.show),
    ("tasks of groups", GET, "/groepen/taken", groups.tasks),
    ("late soon", GET, "/groepen/straks", groups.soon),
    ("rules", GET, "/regels", rules.show),
    ("rule files", GET, "/regels/bestand", rulefile.show_all),
    ("rule file", GET, "/regels/bestand/{file:path}", rulefile.show),
    ("look a rule file over", POST, "/regels/bestand/{file:path}", rulefile.look_over),
    ("marks of a rule file", POST, "/regels/nakijken/{file:path}", ruletyping.show_marks),
    ("words for a rule file", POST, "/regels/aanvullen", ruletyping.show_offers),
    ("save a rule file", POST, "/regels/bewaar/{file:path}", rulefile.keep),
    ("put a rule file back", POST, "/regels/terug/{file:path}", rulefile.put_back),
    ("rule", GET, "/regels/{rule}", rules.show_one),
    ("change a rule", GET, "/regels/{rule}/wijzigen", ruleform.show),
    ("look a changed rule over", POST, "/regels/{rule}/wijzigen", ruleform.look_over),
    ("save a changed rule", POST, "/regels/{rule}/bewaren", ruleform.keep),
    ("data", GET, "/gegevens", data.show),
    ("bring a file", POST, "/gegevens/nieuw", data.bring),
    ("a file", GET, "/gegevens/{token}", data.preview),
    ("read a file in", POST, "/gegevens/{token}/inlezen", data.take_in),
    ("throw a file away", POST, "/gegevens/{token}/weg", data.throw_away),
    ("keeping", GET, "/beheer", keeping.show),
    ("release the brake", POST, "/beheer/rem", keeping.release),
    ("exceptions", GET, "/beheer/uitzonderingen", exempt.show),
    ("make an exception", POST, "/beheer/uitzonderingen", exempt.add),
    ("end an exception", POST, "/beheer/uitzonderingen/{number:int}/einde", exempt.stop),
    ("team", GET, "/beheer/team", team.show),
    ("note an absence", POST, "/beheer/team", team.note_away),
    ("end an absence", POST, "/beheer/team/{case}/terug", team.note_back),
    ("journal", GET, "/beheer/logboek", journal.show),
    ("year", GET, "/jaar", year.show),
    ("year as a picture", GET, "/jaar/plaat", year.picture),
    ("week", GET, "/jaar/week/{week}", year.week),
    ("calendar", GET, "/kalender", yearcalendar.show),
    ("day of the calendar", GET, "/kalender/{day}", calendarday.show),
    ("look at a change", POST, "/kalender/{year}/kijk", calendarchange.look),
    ("save a calendar", POST, "/kalender/{year}/bewaar", calendarchange.keep),
    ("put a calendar back", POST, "/kalender/{year}/terug", calendarchange.put_back),
    ("bring an agenda", POST, "/kalender/{year}/agenda", calendaragenda.bring),
    ("begin a calendar", POST, "/kalender/{year}/begin", calendarchange.make),
    ("me", GET, "/ik", me.show),
    ("choose for my mail", POST, "/ik/mail", me.choose),
    ("pause my mail", POST, "/ik/pauze", me.pause),
    ("resume my mail", POST, "/ik/weer", me.resume),
    ("make my agenda", POST, "/ik/agenda", me.make_agenda),
    ("end my agenda", POST, "/ik/agenda/weg", me.end_agenda),
    ("agenda", GET, "/agenda/{agenda}.ics", agenda.show),
    ("sign out", POST, "/ik/uitloggen", me.sign_out),
    ("sign out everywhere", POST, "/ik/overal-uitloggen", me.sign_out_of_all),
)


def app_of(house: House) -> ASGIApp:
    """Return the pages of a school, under the path of its web address."""
    routes: list[BaseRoute] = [
        Route(path, opened(name, house, answer), methods=[method], name=name) for name, method, path, answer in PAGES
    ]
    if house.root:
        routes = [Mount(house.root, routes=routes)]
    packed = [Middleware(Compressed)]
    return Headers(Starlette(routes=routes, middleware=packed, exception_handlers=handlers(house)))
