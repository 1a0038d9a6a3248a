"""Why somebody got this mail: the reminders that caused it, and for each line the rule and the task behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from engine.lookup import NoSuch
from engine.problem import unknown
from engine.readtogether import reading_of
from engine.runs.tasks import listing
from engine.store.outbox import load_post, load_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model import Task
    from engine.outbox import Cause, Post
    from engine.runs.tasks import Listing
    from engine.settings import Settings
    from engine.store.database import Store

SHORTEST = 3
BULLET = "- "
HEADERS = ("From", "To", "Subject", "Date", "Message-ID")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text as it was sent, with the tasks it stands for; most lines stand for none."""

    text: str
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that caused the mail, with its task when there still is one."""

    cause: Cause
    task: Task | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail as it was frozen: no headers and no lines as long as it was not. `hidden` are rules to leave unnamed."""

    post: Post
    headers: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    causes: tuple[Told, ...]
    hidden: frozenset[str]


def opened(settings: Settings, store: Store, word: str) -> Opened | NoSuch:
    """Open a mail by its id, or by the beginning of it."""
    post = find_post(store, word)
    return post if isinstance(post, NoSuch) else opened_beside(post, listing(settings, store))


def opened_beside(post: Post, found: Listing) -> Opened:
    """Open a mail beside tasks that were listed already."""
    tasks = {each.key: each for each in found.tasks}
    hidden = reading_of(found.tasks, found.school.book.rules).hidden
    causes = tuple(Told(each, tasks.get(each.task)) for each in post.causes)
    if post.body is None:
        return Opened(post, (), (), causes, hidden)
    message = message_from_bytes(post.body, policy=default)
    text = message.get_body(("plain",))
    words = str(text.get_content()) if text is not None else ""
    lines = tuple(_Finder(post, tasks, hidden).line(each) for each in _joined(words.splitlines()))
    return Opened(post, tuple((name, str(message[name])) for name in HEADERS), lines, causes, hidden)


def find_post(store: Store, word: str) -> Post | NoSuch:
    """Return the only mail whose id begins so."""
    low = word.strip().lower()
    exact = load_post(store, low)
    if exact is not None:
        return exact
    every = load_posts(store)
    begins = [each for each in every if len(low) >= SHORTEST and each.id.startswith(low)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        return NoSuch(f'er zijn {len(begins)} mails die met "{word}" beginnen; schrijf de id voluit')
    return NoSuch(unknown("e mail", word, [each.id for each in every]))


def _joined(lines: Iterable[str]) -> list[str]:
    """Put a line that was broken for its width together again."""
    found: list[str] = []
    for each in lines:
        goes_on = each.startswith("  ") and found and found[-1].startswith(BULLET) and "://" not in each
        if goes_on:
            found[-1] += f" {each.strip()}"
        else:
            found.append(each)
    return found


class _Finder:
    """Finds the tasks behind a line by what it says: the words of a title, and of the group where it names one."""

    def __init__(self, post: Post, tasks: Mapping[str, Task], hidden: frozenset[str]) -> None:
        self.called = {each.task for each in post.causes}
        self.by_title: dict[str, list[Task]] = defaultdict(list)
        for each in tasks.values():
            if (
                each.rule not in hidden
                and not each.on_trial
                and (post.person in each.recipients or each.key in self.called)
            ):
                self.by_title[each.title.lower()].append(each)

    def line(self, text: str) -> Line:
        if not text.startswith(BULLET):
            return Line(text)
        said = text.lower()
        titles = [title for title in self.by_title if title in said]
        longest = [each for each in titles if not any(each != other and each in other for other in titles)]
        return Line(text, tuple(task for title in longest for task in self._of(title, said)))

    def _of(self, title: str, said: str) -> list[Task]:
        """Give the tasks of a title: of the groups that are named, those that were called for first."""
        every = self.by_title[title]
        of_group = [each for each in every if each.group and each.group.lower() in said]
        called = [each for each in of_group or every if each.key in self.called]
        live = called or [each for each in of_group or every if not each.done_on]
        return sorted(live or of_group or every, key=lambda each: (each.due, each.key))
