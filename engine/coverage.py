"""Whether every obligation of the papers is carried out: each with its rule, its source and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.catalogue import Obligation, Paper, Unruled
    from engine.rule import Rule
    from engine.sleeping import Sleeper

AWAKE, ASLEEP, OFF, NOWHERE = "wakker", "slaapt", "uit", "zonder regel"
PARTS = 3
SOME = 3
OWN = ""
OWN_NAME = "Eigen regels van de school"


@dataclass(frozen=True, slots=True)
class Covered:
    """One obligation as the school carries it out. `rule` is None where there is none.

    `waits` words what a sleeping rule waits for, `clash` where the paper contradicts itself, `findings` what must be
    mended and `remarks` what had better be.
    """

    id: str
    heading: str
    state: str
    rule: Rule | None = None
    changed: bool = False
    waits: str = ""
    clash: str = ""
    findings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that is known of one paper. `pack` is "" for the school's own rules; `chosen`: the school uses the pack."""

    pack: str
    name: str
    covered: tuple[Covered, ...]
    unruled: tuple[Unruled, ...] = ()
    chosen: bool = True

    def count(self, state: str) -> int:
        return sum(each.state == state for each in self.covered)


@dataclass(frozen=True, slots=True)
class Running:
    """How a school's rules stand. `rules` are in the order of their files, those that are off too.

    `off` are the ids a school switched off, `changed` those it overrides, `clashes` say per id where the paper
    contradicts itself, `packs` are those the school chose.
    """

    rules: tuple[Rule, ...]
    asleep: Mapping[str, Sleeper] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    clashes: Mapping[str, str] = field(default_factory=dict)
    packs: tuple[str, ...] = ()


def cover(papers: Iterable[Paper], running: Running, shown: Iterable[str]) -> tuple[Chapter, ...]:
    """Return a chapter for each of the packs `shown` ("" for the school's own rules), in that order."""
    by_pack = {each.pack: each for each in papers}
    chapters = (_chapter(pack, by_pack.get(pack), running) for pack in shown)
    return tuple(each for each in chapters if each.covered or each.unruled)


def findings(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """Return what must be mended, each as one sentence."""
    return tuple(one for each in chapters for covered in each.covered for one in covered.findings)


def remarks(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """Return what had better be mended, each as one sentence; rules of the school's own without a source in one."""
    every = [covered for each in chapters for covered in each.covered]
    bare = [each.id for each in every if each.rule and not each.rule.pack and not each.rule.source]
    told = [one for each in every for one in each.remarks]
    return (*told, _bare(bare)) if bare else tuple(told)


def _bare(ids: list[str]) -> str:
    more = f" en nog {len(ids) - SOME}" if len(ids) > SOME else ""
    who = "een eigen regel noemt" if len(ids) == 1 else f"{len(ids)} eigen regels noemen"
    return f"{who} geen bron: {', '.join(ids[:SOME])}{more}"


def _chapter(pack: str, paper: Paper | None, running: Running) -> Chapter:
    rules = {each.id: each for each in running.rules if each.pack == pack}
    asked = paper.obligations if paper else ()
    known = {each.id for each in asked}
    covered = [_obligation(each, rules.get(each.id), running) for each in asked]
    covered += [_covered(each, _file(each), running) for each in rules.values() if each.id not in known]
    name = (paper.name if paper else "") or (_paper_of(rules.values()) if pack else OWN_NAME)
    return Chapter(pack, name, tuple(covered), paper.unruled if paper else (), pack == OWN or pack in running.packs)


def _obligation(asked: Obligation, rule: Rule | None, running: Running) -> Covered:
    if rule is not None:
        return _covered(rule, asked.heading, running)
    due = f" (uiterlijk {asked.due})" if asked.due else ""
    return Covered(asked.id, asked.heading, NOWHERE, findings=(f"{asked.id}: deze afspraak{due} heeft geen regel",))


def _covered(rule: Rule, heading: str, running: Running) -> Covered:
    sleeper = running.asleep.get(rule.id)
    clash = running.clashes.get(rule.id, "")
    return Covered(
        rule.id,
        heading,
        OFF if rule.id in running.off else ASLEEP if sleeper else AWAKE,
        rule,
        rule.id in running.changed,
        _waits(sleeper) if sleeper and rule.id not in running.off else "",
        clash,
        tuple(filter(None, [_source(rule)] if rule.pack else [])),
        (f"{rule.id}: {clash}",) if clash else (),
    )


def _waits(sleeper: Sleeper) -> str:
    """Say in short what a rule waits for; `doctor` says how it comes."""
    return f"slaapt: wacht op {' en '.join(each.word for each in sleeper.waits)}"


def _source(rule: Rule) -> str:
    """Say what is missing from where a rule comes from: a pack names paper, heading and place."""
    if not rule.source:
        return f"{rule.id}: deze regel noemt geen bron ({rule.place})"
    if len(parts(rule.source)) < PARTS:
        return f'{rule.id}: de bron "{rule.source}" noemt geen plaats onder de kop ({rule.place})'
    return ""


def parts(source: str) -> tuple[str, ...]:
    """Return paper, heading and place: what stands between the first commas, the place with all that follows."""
    return tuple(filter(None, (each.strip() for each in source.split(",", PARTS - 1))))


def _file(rule: Rule) -> str:
    return rule.file.rpartition("/")[2].partition(".")[0]


def _paper_of(rules: Iterable[Rule]) -> str:
    return next(_names(rules), "")


def _names(rules: Iterable[Rule]) -> Iterator[str]:
    return (parts(each.source)[0] for each in rules if each.source)
