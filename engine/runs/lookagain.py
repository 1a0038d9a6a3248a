"""The last look before a mail is written: is there still something to tell, and is this still who should hear it?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.audience import reachable
from engine.bundle import beside_one_of
from engine.digest import asks, digest
from engine.digestlayout import FINDINGS, RAISED, SHIFTED
from engine.digestline import Line
from engine.exceptionnews import ending_of, ending_words
from engine.model import LIVE
from engine.newyearwait import finding, is_about_waiting
from engine.outbox import ABSENT, MOVED, ON_REMINDER, OVERVIEW, OWN_MAIL
from engine.raised import raised_lines
from engine.runs.morning import beside, finding_line, morning, people_today, since
from engine.shifted import shifted_lines
from engine.store.wishes import load_pauses, load_wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from engine.digestlayout import Digest
    from engine.model import Staff, Task
    from engine.outbox import Cause, Pause, Post
    from engine.rule import Rule
    from engine.runs.morning import Morning
    from engine.settings import Settings
    from engine.store.database import Store

GONE = "staat niet meer in de gegevens"
UNREACHABLE = "heeft geen mailadres, of is niet meer in dienst"
NOTHING_LEFT = "er is niets meer te melden"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why a post tells nothing any more, in Dutch."""

    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a post tells now: to whom, in which lines, and which of its causes still hold."""

    person: Staff
    told: Digest
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The school as it is at the moment of looking. `shares` are the lines each person has today, done parts too."""

    day: Morning
    tasks: Mapping[str, Task]
    rules: Mapping[str, Rule]
    shares: Mapping[str, Sequence[Task]]
    away: frozenset[str]
    wishes: Mapping[str, str]
    pauses: tuple[Pause, ...]


def scene_of(settings: Settings, store: Store, today: date) -> Scene:
    """Gather once what every look of `today` needs."""
    return scene_on(morning(settings, store, today), store)


def scene_on(day: Morning, store: Store) -> Scene:
    """Set the scene on a day that was gathered already."""
    return Scene(
        day,
        {each.key: each for each in day.listing.tasks},
        day.listing.rules,
        _shares(day),
        day.audiences.census.absent(day.today),
        load_wishes(store),
        load_pauses(store),
    )


def look(scene: Scene, post: Post) -> Look | Nothing:
    """Return what this post tells when it is written now, or why it tells nothing."""
    person = scene.day.listing.staff.get(post.person)
    if person is None:
        return Nothing(GONE)
    reason = _unwilling(scene, post, person)
    if reason:
        return Nothing(reason)
    causes = tuple(each for each in post.causes if _holds(scene, post, each) or _is_notice(scene, post, each))
    if not _calls(scene, post, causes):
        return Nothing(NOTHING_LEFT)
    told = _told(scene, post, person, causes)
    return Look(person, told, causes) if told is not None else Nothing(NOTHING_LEFT)


def _shares(day: Morning) -> Mapping[str, Sequence[Task]]:
    """Give everybody's lines with something to do; those of somebody absent go to who stands in today."""
    found: dict[str, list[Task]] = defaultdict(list)
    asking = frozenset(each.key for each in day.listing.tasks if asks(each, day.today))
    for task in beside_one_of(day.listing.tasks, day.reading.same_as, asking):
        for code in people_today(day, task):
            found[code].append(task)
    return found


def _unwilling(scene: Scene, post: Post, person: Staff) -> str:
    if not reachable(person, post.day):
        return UNREACHABLE
    if person.code in scene.away:
        return ABSENT
    mine = (each for each in scene.pauses if each.person == person.code and each.begin <= post.day <= each.end)
    pause = next(mine, None)
    return f"pauze tot en met {dutch(pause.end)}" if pause is not None else ""


def _holds(scene: Scene, post: Post, cause: Cause) -> bool:
    """Tell whether a reminder is still true: its task asks it, by that date, of this person, in this kind of mail."""
    task = scene.tasks.get(cause.task)
    if task is None or task.state not in LIVE or task.due != cause.due or post.person in task.ticked_by:
        return False
    return _fits(scene, post, task) and (_is_theirs(scene, post, task) or _raised_to(scene, post, cause, task))


def _is_notice(scene: Scene, post: Post, cause: Cause) -> bool:
    """Tell whether this is a word that no task brings, and is still true."""
    day = scene.day
    ends = ending_of(cause, day.school.exemptions, day.today) is not None
    return _whole(post) and (ends or is_about_waiting(cause, day.silence, day.today))


def _whole(post: Post) -> bool:
    return post.kind == OVERVIEW and not post.only_in_holidays


def _is_theirs(scene: Scene, post: Post, task: Task) -> bool:
    return post.person in people_today(scene.day, task)


def _raised_to(scene: Scene, post: Post, cause: Cause, task: Task) -> bool:
    """An escalation names the role it goes to; who that is was decided when it was planned."""
    return cause.is_raised and post.person in people_today(scene.day, task, (post.person,))


def _calls(scene: Scene, post: Post, causes: Iterable[Cause]) -> bool:
    """A moved date is no cause by itself; who wants an overview every day, or every week, needs none."""
    if any(each.sentence != MOVED for each in causes):
        return True
    unasked = scene.wishes.get(post.person, ON_REMINDER) != ON_REMINDER
    return unasked and post.kind == OVERVIEW and not post.only_in_holidays


def _fits(scene: Scene, post: Post, task: Task) -> bool:
    """A rule with a mail of its own stands in no other, and in a holiday only rules that go on then speak."""
    rule = scene.rules.get(task.rule)
    if rule is None:
        return post.kind == OVERVIEW and not post.only_in_holidays
    kind = OWN_MAIL + rule.id if rule.own_mail else OVERVIEW
    return kind == post.kind and (rule.in_holidays or not post.only_in_holidays)


def _told(scene: Scene, post: Post, person: Staff, causes: Sequence[Cause]) -> Digest | None:
    day, called = scene.day, {each.task for each in causes if each.task in scene.tasks}
    share = {each.key: each for each in scene.shares.get(person.code, ()) if _to_do(each, person)}
    raised = [scene.tasks[key] for key in sorted(called) if key not in share]
    unnamed = [each for each in raised if each.rule in day.reading.hidden]
    fitting = [each for each in (*share.values(), *unnamed) if _fits(scene, post, each)]
    lines = _beside(scene, post, person, causes)
    lines |= {RAISED: raised_lines(raised, day.reading, scene.day.listing.staff, day.today)}
    told = digest(person, fitting, day.reading, day.today, since(day, person), lines, called)
    return replace(told, by_itself=True) if told is not None and post.kind != OVERVIEW else told


def _to_do(task: Task, person: Staff) -> bool:
    """Leave out what this person did already where everybody does it for themselves."""
    return task.state not in LIVE or person.code not in task.ticked_by


def _beside(scene: Scene, post: Post, person: Staff, causes: Iterable[Cause]) -> dict[str, Sequence[Line]]:
    found = beside(scene.day, person) if _whole(post) else {}
    notices = _notices(scene, causes)
    if notices:
        found |= {FINDINGS: list(dict.fromkeys([*notices, *found.get(FINDINGS, ())]))}
    moved = [scene.tasks[each.task] for each in causes if each.sentence == MOVED]
    return found | {SHIFTED: shifted_lines(moved, scene.day.reading)} if moved else found


def _notices(scene: Scene, causes: Iterable[Cause]) -> list[Line]:
    """Word what no task brings; that mail waits for groups stands among the findings too, in the same words."""
    day, causes = scene.day, tuple(causes)
    ends = (ending_of(each, day.school.exemptions, day.today) for each in causes)
    waits = any(is_about_waiting(each, day.silence, day.today) for each in causes)
    said = [Line(ending_words(each), called=True) for each in ends if each is not None]
    return said + [finding_line(each) for each in finding(day.silence) if waits]
