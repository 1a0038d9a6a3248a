"""What people decide about mail: let it go, take it back, when they want it, and a pause that ends by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import lookup
from engine.almanac.almanac import Almanac
from engine.almanac.days import ONE_DAY, dutch
from engine.lookup import NoSuch
from engine.outbox import HELD, IN_DOUBT, SYSTEM, WISHES, Pause
from engine.problem import unknown
from engine.runs.evaluate import gather_all
from engine.runs.mailwhy import find_post
from engine.runs.people import staff_of
from engine.store.holds import standing_hold
from engine.store.log import Event, add_events
from engine.store.outbox import load_posts
from engine.store.told import add_told
from engine.store.verdicts import send_once_more, take_back
from engine.store.wishes import load_pauses, save_pauses, save_wish

if TYPE_CHECKING:
    from datetime import date, datetime

    from engine.almanac.dayline import DayLine
    from engine.model import Staff
    from engine.outbox import Post
    from engine.settings import Settings
    from engine.store.database import Store

LONGEST = 10
A_YEAR = 366 * ONE_DAY
RELEASED, DROPPED, WISHED, PAUSED = "mail vrijgegeven", "mail ingetrokken", "wens voor de mail", "pauze"
UNPAUSED = "pauze voorbij"
COMMAND = "mail"
OVER = "het verzendvenster van die dag is voorbij; komt in het volgende overzicht"
BRAKED = "de rem staat erop: geef de hele run vrij met `jaarcyclus run --release`"


@dataclass(frozen=True, slots=True)
class Decided:
    """Mails that were decided about, and those of which the window is over: their lines come in the next overview."""

    done: tuple[Post, ...]
    late: tuple[Post, ...] = ()


def release(store: Store, word: str, by: str, now: datetime) -> Decided | NoSuch:
    """Let a mail go by its id, or every one that is held by ""."""
    if standing_hold(store) is not None:
        return NoSuch(BRAKED)
    found = find_post(store, word) if word else None
    if isinstance(found, NoSuch):
        return found
    posts = (found,) if found else load_posts(store, states=(HELD,))
    on_time = [each for each in posts if each.not_after > now and send_once_more(store, each.id)]
    late = [each for each in posts if each.not_after <= now and take_back(store, each.id, OVER, now)]
    if found and not (on_time or late):
        return NoSuch(f"deze mail staat niet vast: zij is {found.state}")
    _note(store, RELEASED, [*on_time, *late], "", by, now)
    return Decided(tuple(on_time), tuple(late))


def drop(store: Store, word: str, reason: str, by: str, now: datetime) -> Decided | NoSuch:
    """Take a mail back, and say why. One that perhaps arrived counts as told; of others the lines come later."""
    post = find_post(store, word)
    if isinstance(post, NoSuch):
        return post
    if not take_back(store, post.id, reason, now):
        return NoSuch(f"deze mail is niet meer in te trekken: zij is {post.state}")
    if post.state == IN_DOUBT and post.kind not in SYSTEM:
        add_told(store, post.person, post.causes, now)
    _note(store, DROPPED, [post], reason, by, now)
    return Decided((post,))


def wish(store: Store, person: str, words: str, now: datetime) -> Staff | NoSuch:
    """Keep when somebody wants the overview."""
    who = lookup.person(person, staff_of(store))
    if isinstance(who, NoSuch):
        return who
    meant = words.strip().lower()
    if meant not in WISHES:
        return NoSuch(f"{unknown('e wens', words, WISHES)}; kies uit: {', '.join(WISHES)}")
    save_wish(store, who.code, meant)
    add_events(store, [Event(now, COMMAND, WISHED, who.code, meant)])
    return who


def pause(
    settings: Settings, store: Store, person: str, end: date | None, today: date, now: datetime, by: str = COMMAND
) -> Pause | NoSuch:
    """Keep that somebody wants no overview up to and including `end`: ten school days at most, counted from its begin.

    Without an end it lasts as long as it may. A pause that runs already is made longer or shorter, and one that ended
    without a working day since goes on: so between two pauses there is always a day with mail. One that would stay as
    it is, is left alone.
    """
    school = gather_all(settings, store).school
    who = lookup.person(person, school.facts.staff)
    if isinstance(who, NoSuch):
        return who
    before, almanac = load_pauses(store), Almanac(school.calendars)
    own = almanac.working_days(who.working_days, who.in_service, who.out_of_service)
    mine = (each for each in before if each.person == who.code)
    chained = [each for each in mine if not own.within(each.end + ONE_DAY, today - ONE_DAY)]
    begin, days = min((each.begin for each in chained), default=today), almanac.school_days()
    made = Pause(who.code, begin, end or _longest(begin, today, days))
    if wrong := _too_long(made, days, own, today):
        return NoSuch(wrong)
    if save_pauses(store, before, [*(each for each in before if each.person != who.code), made]):
        add_events(store, [Event(now, by, PAUSED, who.code, str(made.end))])
    return made


def unpause(store: Store, person: str, now: datetime, by: str = COMMAND) -> Staff | NoSuch:
    """End somebody's pause now. That it was there is remembered: the next one may have to wait a day."""
    who = lookup.person(person, staff_of(store))
    if isinstance(who, NoSuch):
        return who
    before, yesterday = load_pauses(store), now.date() - ONE_DAY
    ended = (replace(each, end=min(each.end, yesterday)) if each.person == who.code else each for each in before)
    if save_pauses(store, before, [each for each in ended if each.begin <= each.end]):
        add_events(store, [Event(now, by, UNPAUSED, who.code)])
    return who


def pause_of(store: Store, person: str, today: date) -> Pause | NoSuch | None:
    """Return the pause that somebody has today, None when there is none."""
    who = lookup.person(person, staff_of(store))
    if isinstance(who, NoSuch):
        return who
    running = (each for each in load_pauses(store) if each.begin <= today <= each.end)
    return next((each for each in running if each.person == who.code), None)


def _longest(begin: date, today: date, days: DayLine) -> date:
    """Return the tenth school day; where the calendar ends before that, the last one it knows."""
    known = days.within(begin, begin + A_YEAR)[:LONGEST]
    return max(today, known[-1]) if known else today


def _too_long(made: Pause, days: DayLine, own: DayLine, today: date) -> str:
    if made.end < today:
        return f"{dutch(made.end, year=True)} is al voorbij; met --stop eindigt een pauze meteen"
    if not days.knows_all(made.begin, made.end):
        return f"er is nog geen kalender tot en met {dutch(made.end, year=True)}"
    inside = days.within(made.begin, made.end)
    if len(inside) <= LONGEST:
        return ""
    last = inside[LONGEST - 1]
    most = f"een pauze duurt hoogstens {LONGEST} schooldagen"
    if last >= today:
        return f"{most}; dat is tot en met {dutch(last)}"
    back = own.first_on_or_after(today)
    since = f"; een nieuwe kan na {dutch(back)}" if back is not None else ""
    return f"{most}, en daarna komt er eerst een werkdag met mail{since}"


def _note(store: Store, what: str, posts: list[Post], why: str, by: str, now: datetime) -> None:
    add_events(store, [Event(now, by or COMMAND, what, each.id, why) for each in posts])
