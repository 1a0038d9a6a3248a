"""Every page there is, at a real address, for each role that may open it: made from the table of pages itself.

A page that comes later is walked too. One with something new in its address stops the walk until it is given here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.kit.signed import account_cookie
from engine.kinds import ROLES
from engine.model import LIVE
from engine.outbox import OVERVIEW
from engine.runs.agenda import make_address
from engine.runs.deliveries import deliver
from engine.runs.eyes import Viewer, may_do, may_see
from engine.runs.ownrules import own_files
from engine.runs.recordable import recordables
from engine.store.outbox import load_posts
from web.access import EVERYBODY, HOLDER, RECOGNISED, WHO, WITH_ADDRESS
from web.app import GET, PAGES
from web.session import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.kit.lived import Lived
    from engine.model import Staff
    from engine.runs.morning import Morning

STRANGER = "niemand"
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
# What stands behind the question mark where that makes a page larger or slower than its plain address.
ASKED = {
    "my day": ("alles=ja",),
    "tasks of groups": ("alles=ja",),
    "rules": ("zoek=gesprek",),
    "year": ("van=mij",),
    "year as a picture": ("van=mij",),
}


@dataclass(frozen=True)
class Stop:
    """One page for one role: what it is called, where it is, and the cookie that opens it ("" for anybody)."""

    name: str
    role: str
    address: str
    cookie: str = ""


class Walk:
    """Knows the people and the addresses of a school that lived until this morning."""

    def __init__(self, school: Lived) -> None:
        self.school = school
        with school.database.reading(school.settings.school.id) as store:
            self.day = school.house.current.on(store, school.today)
            self.posts = load_posts(store)
        self.people = {role: _busiest(self.day, role) for role in ROLES}

    def stops(self) -> Iterator[Stop]:
        for name, method, path, _ in PAGES:
            if method == GET and name not in ELSEWHERE:
                yield from self._of(name, path)

    def _of(self, name: str, path: str) -> Iterator[Stop]:
        who = WHO[name]
        if isinstance(who, str):
            assert who in (EVERYBODY, HOLDER, RECOGNISED, WITH_ADDRESS), who
            yield Stop(name, STRANGER, self._address(name, path, None))
            return
        for role in (each for each in ROLES if each in who):
            person = self.people[role]
            if "{key}" in path and not self._lines(person):
                continue
            address, cookie = self._address(name, path, person), self.cookie(person)
            yield Stop(name, role, address, cookie)
            yield from (Stop(name, role, f"{address}?{asked}", cookie) for asked in ASKED.get(name, ()))

    def cookie(self, person: Staff) -> str:
        """Return what the browser of this person shows, as after signing in with a school account."""
        return f"{COOKIE}={account_cookie(self.school.house, person)}"

    def _address(self, name: str, path: str, person: Staff | None) -> str:
        def given(found: re.Match[str]) -> str:
            word = f"{name}: {found[1]}" if f"{name}: {found[1]}" in GIVEN else found[1]
            if word not in GIVEN:
                raise SystemExit(
                    f'the page "{name}" asks for "{found[1]}": give it a real one in benchmarks/kit/walk.py'
                )
            return GIVEN[word](self, person or self.people[ROLES[0]])

        return PARAMETER.sub(given, path)

    # --- what stands in an address

    def token(self, person: Staff) -> str:
        return self.school.house.pages.unsubscribe(self.school.house.school, person.code).rpartition("/")[2]

    def agenda(self, person: Staff) -> str:
        with self.school.database.writing(self.school.settings.school.id) as store:
            return make_address(store, person.code, self.school.now)

    def file_token(self, person: Staff) -> str:
        sheet = (self.school.settings.folder / "registraties.csv").read_bytes()
        return deliver(self.school.settings, "registraties", sheet, person.code, self.school.now)

    def key(self, person: Staff) -> str:
        """Return the key of the line with most in it of all that this person may open."""
        return max(self._lines(person))[1]

    def tickable(self) -> list[tuple[Staff, str]]:
        """Return one open task of each rule that somebody may tick, with who: a whole spread of rules."""
        staff = self.day.listing.staff
        chosen: dict[str, list[tuple[Staff, str]]] = {}
        live = (each for each in self.day.listing.tasks if each.state in LIVE and each.opens <= self.day.today)
        for each in live:
            chosen.setdefault(each.rule, [(staff[code], each.key) for code in each.recipients if code in staff])
        every = (one for found in chosen.values() for one in found[:1])
        tasks = {each.key: each for each in self.day.listing.tasks}
        return [one for one in every if may_do(self.day, Viewer(one[0], sensitive=True), tasks[one[1]])]

    def _lines(self, person: Staff) -> list[tuple[int, str]]:
        """Give how many tasks are in each open line that this person may see, and the key of one of them."""
        viewer = Viewer(person, sensitive=True)
        live = [each for each in self.day.listing.tasks if each.state in LIVE and each.opens <= self.day.today]
        lines: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for each in live:
            if may_see(self.day, viewer, each):
                lines[each.rule, each.group, each.occasion].append(each.key)
        return [(len(keys), min(keys)) for keys in lines.values()]

    def week(self, person: Staff) -> str:
        year, number, _ = self.day.today.isocalendar()
        return f"{year}-W{number:02}"

    def rule(self, person: Staff) -> str:
        return Counter(each.rule for each in self.day.listing.tasks).most_common(1)[0][0]

    def file(self, person: Staff) -> str:
        files = own_files(self.school.settings)
        return max(files, key=lambda each: len(each.text)).path.removeprefix("rules/")

    def what(self, person: Staff) -> str:
        """Return what this person records about most people."""
        viewer = Viewer(person, sensitive=True)
        return recordables(self.school.settings, self.day, viewer)[0].name

    def mail(self, person: Staff) -> str:
        return next(each.id for each in self.posts if each.kind == OVERVIEW)


def _busiest(day: Morning, role: str) -> Staff:
    """Return who of this role has most to do."""
    busy = Counter(code for each in day.listing.tasks if each.state in LIVE for code in each.recipients)
    return max(
        (each for each in day.school.facts.staff if role in each.roles), key=lambda each: (busy[each.code], each.code)
    )


# The ways to the provider of accounts and back: how quick those are is up to the provider.
ELSEWHERE = frozenset({"go to the provider", "back from the provider"})
GIVEN: dict[str, Callable[[Walk, Staff], str]] = {
    "token": Walk.token,
    "a file: token": Walk.file_token,
    "key": Walk.key,
    "agenda": Walk.agenda,
    "day": lambda walk, person: walk.day.today.isoformat(),
    "code": lambda walk, person: "ABCDEFGH",
    "script: name": lambda walk, person: "page",
    "week": Walk.week,
    "rule": Walk.rule,
    "file": Walk.file,
    "mail": Walk.mail,
    "what": Walk.what,
}
