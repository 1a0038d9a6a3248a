"""One mail opened: how it ended, what it said and why each line stood in it, and what can still be decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException

from engine.almanac.days import dutch_with_weekday
from engine.exceptionnews import ENDS_SOON
from engine.outbox import FAILED, HELD, IN_DOUBT, RETRY, SYSTEM, WAITING
from engine.runs.eyes import may_see
from engine.runs.mailacts import drop, release
from engine.runs.mailbag import all_waits, mail_of
from engine.runs.mailwhy import opened_beside
from web.asking import done, one_line, to
from web.drawing import drawn_for
from web.mailwords import STATES, kind_of, name_of, why_of, without_tokens
from web.sent import HOME

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.model import Task
    from engine.outbox import Post
    from engine.runs.mailwhy import Line, Opened, Told
    from web.access import Visit

LONGEST = 300
DASH, BULLET, ADDRESS = "--", "- ", re.compile(r"https?://\S+")
NO_REASON = "Schrijf erbij waarom deze mail niet gaat."
MAY_GO, MAY_DROP = frozenset({HELD, FAILED, IN_DOUBT}), frozenset({WAITING, RETRY, HELD, FAILED, IN_DOUBT})


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a line of a mail: the task it is about ("" where it may not be opened), in words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line of a mail, with what stands behind it."""

    text: str
    behind: tuple[Behind, ...]


def show(visit: Visit) -> Response:
    """Show a mail."""
    return _page(visit)


def let_go(visit: Visit) -> Response:
    """Let it go: what was held, refused, or perhaps arrived."""
    house, code, post = visit.house, visit.me.staff.code, _post(visit)
    trouble = done(visit, lambda store: release(store, post.id, code, house.now()))
    late = "laat" if post.not_after <= house.now() else "vrij"
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan={late}")


def take_back(visit: Visit) -> Response:
    """Take it back, and keep why."""
    house, code, post = visit.house, visit.me.staff.code, _post(visit)
    reason = one_line(visit.form.get("reden", ""), LONGEST)
    if not reason:
        return _page(visit, 400, NO_REASON)
    trouble = done(visit, lambda store: drop(store, post.id, reason, code, house.now()))
    return _page(visit, 409, trouble) if trouble else to(visit, f"{HOME}?gedaan=ingetrokken")


def _post(visit: Visit) -> Post:
    with visit.house.database.reading(visit.house.school) as store:
        found = mail_of(store, visit.request.path_params["mail"])
    if found is None:
        raise HTTPException(404)
    return found


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    house, day, post = visit.house, visit.me.day, _post(visit)
    with house.database.reading(house.school) as store:
        hold = all_waits(house.settings, store)
    found = opened_beside(post, day.listing)
    headers = dict(found.headers)
    return drawn_for(
        visit,
        "mail.html.j2",
        status,
        post=post,
        kind=kind_of(day, post.kind),
        name=name_of(day, post.person),
        when=dutch_with_weekday(post.day),
        state=STATES[post.state],
        at=f"{post.finished.astimezone(ZoneInfo(house.settings.schedule.timezone)):%H:%M}" if post.finished else "",
        why=why_of(post),
        subject=headers.get("Subject", post.subject),
        blocks=_blocks(visit, found),
        is_system=post.kind in SYSTEM,
        causes=_causes(visit, found),
        braked=bool(hold),
        may_go=post.state in MAY_GO and post.kind not in SYSTEM,
        may_drop=post.state in MAY_DROP,
        longest=LONGEST,
        trouble=trouble,
    )


# --- what it said, and why


def _blocks(visit: Visit, found: Opened) -> list[Block]:
    """Put the lines of a paragraph together again; a line with an address only is left out, and so is the dash."""
    blocks: list[Block] = []
    goes_on = False
    for each in found.lines:
        text, behind = without_tokens(each.text).strip(), _behind(visit, found, each)
        if not text or text == DASH or ADDRESS.fullmatch(text):
            goes_on = False
        elif goes_on and not text.startswith(BULLET):
            blocks[-1] = Block(f"{blocks[-1].text} {text}", blocks[-1].behind)
        else:
            blocks.append(Block(text, tuple(behind)))
            goes_on = not text.startswith(BULLET)
    return blocks


def _behind(visit: Visit, found: Opened, line: Line) -> list[Behind]:
    """Name each rule behind a line once: with its first task, and how many more there are."""
    by_rule: dict[str, list[Task]] = {}
    for each in line.tasks:
        by_rule.setdefault(each.rule, []).append(each)
    return [_of_rule(visit, found, each) for each in by_rule.values()]


def _of_rule(visit: Visit, found: Opened, tasks: list[Task]) -> Behind:
    return Behind(_key(visit, tasks[0]), _and_more(_title(found, tasks[0]), len(tasks) - 1))


def _and_more(words: str, more: int) -> str:
    return f"{words} (en nog {more})" if more else words


def _causes(visit: Visit, found: Opened) -> list[Behind]:
    """Name what reads the same once, with how many more there are of it."""
    alike: dict[str, list[Behind]] = {}
    for each in found.causes:
        cause = _cause(visit, found, each)
        alike.setdefault(cause.words, []).append(cause)
    return [Behind(every[0].key, _and_more(words, len(every) - 1)) for words, every in alike.items()]


def _cause(visit: Visit, found: Opened, told: Told) -> Behind:
    cause, task = told.cause, told.task
    if cause.sentence == ENDS_SOON:
        return Behind("", f"{cause.sentence} op {dutch_with_weekday(cause.due)}")
    words = f"{cause.sentence}, uiterlijk {dutch_with_weekday(cause.due)}"
    if task is None or task.rule in found.hidden:
        return Behind(
            "", f"Een {'vertrouwelijke ' if task else ''}taak{'' if task else ' die er niet meer is'}: {words}"
        )
    return Behind(_key(visit, task), f"{_title(found, task)}: {words}")


def _title(found: Opened, task: Task) -> str:
    if task.rule in found.hidden:
        return "Een vertrouwelijke taak"
    return f"{task.title}, groep {task.group}" if task.group else task.title


def _key(visit: Visit, task: Task) -> str:
    return task.key if may_see(visit.me.day, visit.me.viewer, task) else ""
