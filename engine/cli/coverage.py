"""`jaarcyclus coverage`: every obligation of the papers with its rule and source, and what is no rule."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.coveragetable import show_chapter
from engine.cli.shell import WRONG, AsJson, Today, installed, refuse, store_errors
from engine.coverage import NOWHERE, OWN, findings, remarks
from engine.reading import unknown_word
from engine.runs.coverage import coverage, known_packs
from engine.runs.intake import told_so_far
from engine.shipped import SCHOOLS_OWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.coverage import Chapter, Covered
    from engine.runs.coverage import Coverage

NARROW = 80

app = typer.Typer()


@app.command(help="Leg de regels naast de papieren: elke afspraak met haar regel en bron, en wat geen regel is.")
def lay_out(
    ctx: typer.Context,
    pack: Annotated[
        list[str] | None,
        typer.Option(
            "--pakket", help='Alleen dit pakket, ook als je school het niet kiest; "eigen" voor eigen regels.'
        ),
    ] = None,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    asked = tuple(map(_pack, pack or ()))
    school = installed(ctx.obj, today)
    with store_errors():
        found = coverage(school.settings, told_so_far(school.settings), school.today, asked)
    if as_json:
        for line in _as_lines(found.chapters):
            typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        _show(found)
    _end(found)


def _pack(word: str) -> str:
    """Return the pack of this name; the school's own rules have none."""
    if word == SCHOOLS_OWN:
        return OWN
    if word not in known_packs():
        refuse(unknown_word(" pakket", word, known_packs()))
    return word


def _show(found: Coverage) -> None:
    for each in found.chapters:
        show_chapter(each)
    typer.echo(_summary(found.chapters))
    if found.others:
        others = f"Niet gekozen: {', '.join(found.others)}. Bekijk er een met --pakket."
        typer.echo(textwrap.fill(others, NARROW, break_on_hyphens=False))


def _end(found: Coverage) -> None:
    """Say what had better be mended on stderr, what must be mended too, and end accordingly."""
    wrong = (*(str(each) for each in found.problems), *findings(found.chapters))
    for heading, told in (("Om naar te kijken:", remarks(found.chapters)), ("Dit moet anders:", wrong)):
        _tell(heading, told)
    if wrong:
        raise typer.Exit(WRONG)


def _tell(heading: str, told: Sequence[str]) -> None:
    if told:
        typer.echo(f"\n{heading}", err=True)
    for each in told:
        typer.echo(f"  {each}", err=True)


def _summary(chapters: Sequence[Chapter]) -> str:
    every = [one for each in chapters for one in each.covered]
    ruled = sum(each.state != NOWHERE for each in every)
    unruled = sum(len(each.unruled) for each in chapters)
    beside = f", en {unruled} keer staat er waarom iets geen regel is" if unruled else ""
    if ruled == len(every):
        return f"{len(every)} afspraken, elk met een regel{beside}."
    return f"{len(every)} afspraken, waarvan {ruled} met een regel{beside}."


def _as_lines(chapters: Sequence[Chapter]) -> Iterator[dict[str, object]]:
    for chapter in chapters:
        for each in chapter.covered:
            yield {"soort": "afspraak", "pakket": chapter.pack, "papier": chapter.name, **_of(each)}
        for unruled in chapter.unruled:
            yield {
                "soort": "geen regel",
                "pakket": chapter.pack,
                "papier": chapter.name,
                "kop": unruled.heading,
                "zegt": unruled.says,
                "want": unruled.why,
            }


def _of(covered: Covered) -> dict[str, object]:
    rule = covered.rule
    return {
        "kop": covered.heading,
        "afspraak": covered.id,
        "titel": rule.title if rule else "",
        "uitleg": rule.guidance if rule else "",
        "regel": f"{rule.file}:{rule.line}" if rule else None,
        "bron": rule.source if rule else "",
        "aanname": rule.assumption if rule else "",
        "niveau": rule.level if rule else "",
        "stand": covered.state,
        "aangepast": covered.changed,
        "wacht": covered.waits,
        "strijdig": covered.clash,
        "bevindingen": [*covered.findings, *covered.remarks],
    }
