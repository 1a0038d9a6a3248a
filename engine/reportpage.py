"""An account as a page: everything that stands on it, in the words and figures in which it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.report import proof_asked
from engine.reporttalk import QUESTIONS
from engine.reportwords import figures, in_words, notes, reasons, share, summary, without_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.report import Account, Chapter, Heading, Line, Scope
    from engine.reportcount import Counts
    from engine.reporttalk import Talk

HEADS = ("taken", "op tijd", "later klaar", "nu te laat", "gemist", "nvt", "nog open", "met bewijs", "alleen vinkje")


@dataclass(frozen=True, slots=True)
class Bar:
    """How what had to be done turned out, in percents that make a hundred: in time, later, not done."""

    on_time: int
    later: int
    undone: int


@dataclass(frozen=True, slots=True)
class Total:
    """A line of the summary: a paper, or a heading under it (`deep`)."""

    name: str
    deep: bool
    tasks: int
    share: str
    proven: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Row:
    """An obligation in its table. `aside` stands small beneath its title."""

    title: str
    cells: tuple[str, ...]
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its table, and the obligations that had nothing to do."""

    name: str
    rows: tuple[Row, ...]
    idle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What deserves a talk for the same cause, with the question to ask."""

    name: str
    question: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`about` says whose account it is and of which days, `made` when it was made."""

    school: str
    about: str
    made: str
    summary: tuple[str, ...]
    totals: tuple[Total, ...]
    talks: tuple[Kind, ...]
    heads: tuple[str, ...]
    papers: tuple[Paper, ...]
    notes: tuple[str, ...]


def page(school: str, scope: Scope, found: Account, talks: tuple[Talk, ...], made_on: date) -> Page:
    """Lay an account out as a page."""
    return Page(
        school,
        whose(scope, found),
        dutch(made_on, year=True),
        summary(found),
        tuple(_totals(found)),
        spoken(talks),
        HEADS,
        tuple(_paper(each) for each in found.chapters),
        notes(found),
    )


def whose(scope: Scope, found: Account) -> str:
    """Say what an account is about: `groep 1/2 B, pakket mijnkleutergroep, 1 augustus tot en met 17 november 2026`."""
    group = f"groep {scope.group}" if scope.group else "de hele school"
    return ", ".join([group, *([f"pakket {scope.pack}"] if scope.pack else []), in_words(found.period)])


def spoken(talks: tuple[Talk, ...]) -> tuple[Kind, ...]:
    """Put what deserves a talk under what kind of thing it is."""
    kinds = dict.fromkeys(each.kind for each in talks)
    return tuple(
        Kind(kind, QUESTIONS[kind], tuple(each.sentence for each in talks if each.kind == kind)) for kind in kinds
    )


def _totals(found: Account) -> Iterator[Total]:
    for chapter in found.chapters:
        if chapter.counts.tasks:
            yield _total(chapter.name, chapter, deep=False)
        yield from (_total(each.name, each, deep=True) for each in _deep(chapter))


def _deep(chapter: Chapter) -> tuple[Heading, ...]:
    busy = tuple(each for each in chapter.headings if each.counts.tasks and each.name)
    return busy if len(chapter.headings) > 1 else ()


def _total(name: str, of: Chapter | Heading, *, deep: bool) -> Total:
    counts, asking = of.counts, proof_asked(of.lines)
    proven = f"{asking.proven} van {asking.done}" if asking.done else ""
    return Total(name, deep, counts.tasks, share(counts), proven, _bar(counts))


def _bar(counts: Counts) -> Bar | None:
    if not counts.asked:
        return None
    on_time = round(100 * counts.on_time / counts.asked)
    later = min(100 - on_time, round(100 * counts.later / counts.asked))
    return Bar(on_time, later, 100 - on_time - later)


def _paper(chapter: Chapter) -> Paper:
    return Paper(chapter.name, tuple(_part(each) for each in chapter.headings))


def _part(heading: Heading) -> Part:
    rows = tuple(_row(each) for each in heading.lines if each.counts.tasks)
    return Part(heading.name, rows, tuple(each.title for each in without_tasks(heading)))


def _row(line: Line) -> Row:
    why = reasons(line)
    aside = ("gevoelig" if line.sensitive else "", f"nvt: {why}" if why else "")
    return Row(starred(line), figures(line), tuple(each for each in aside if each))


def starred(line: Line) -> str:
    """Return a title with a star behind it where a tick is all that is asked."""
    return line.title if line.asks_proof else f"{line.title}\u00a0*"
