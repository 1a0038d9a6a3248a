"""`jaarcyclus plan`: every task of a school year, to read, to draw on one page or to put in calendars."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  typer reads the annotations when it builds the command
from typing import TYPE_CHECKING, Annotated

import typer

from engine import lookup
from engine.cli.shell import AsJson, Today, installed, or_refuse, refuse, school_year, store_errors
from engine.reading import unknown_word
from engine.runs.plan import Plan, Planned, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Staff

MONTH = "maand"
PER = (MONTH, "persoon", "groep")

app = typer.Typer(help="Alle taken van een schooljaar, gedaan of niet.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose plan is asked for: a person, a group's name, a rule's id; nothing is everybody's."""

    person: Staff | None = None
    group: str = ""
    rule: str = ""

    def holds(self, each: Planned) -> bool:
        wanted = each.wanted
        mine = self.person is None or (self.person.code in wanted.recipients and not wanted.because.on_trial)
        return mine and self.group in ("", wanted.group) and self.rule in ("", wanted.rule)


@app.command()
def show(
    ctx: typer.Context,
    year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    person: Annotated[str, typer.Option("--persoon", help="Code, e-mailadres of voornaam.")] = "",
    group: Annotated[str, typer.Option("--groep", help="Bijvoorbeeld 1/2 B.")] = "",
    rule: Annotated[str, typer.Option("--regel", help="De id van een regel.")] = "",
    per: Annotated[str, typer.Option("--per", help="Lees het per maand, persoon of groep.")] = MONTH,
    html: Annotated[Path | None, typer.Option("--html", help="Teken het jaar op een A4 in dit bestand.")] = None,
    ics: Annotated[Path | None, typer.Option("--ics", help="Schrijf in deze map een agenda per collega.")] = None,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    """Laat zien wat er in een schooljaar af moet, voor wie en wanneer je het hoort."""
    if per not in PER:
        refuse(unknown_word("e indeling", per, PER))
    school = installed(ctx.obj, today)
    with store_errors():
        planned = plan(school.open(), school.settings, school_year(year, school.today), school.today)
    chosen = _chosen(planned, person, group, rule)
    tasks = tuple(each for each in planned.tasks if chosen.holds(each))
    if html is not None or ics is not None:
        from engine.cli.planfiles import write_calendars, write_picture

        if html is not None:
            write_picture(school, planned, tasks, chosen, html)
        if ics is not None:
            write_calendars(school, planned, tasks, chosen, ics)
    elif not as_json:
        from engine.cli.plantable import show_plan

        show_plan(planned, tasks, per, asleep=chosen == Chosen())
    if as_json:
        lines = list(_lines(tasks))
        typer.echo("\n".join(lines), nl=bool(lines))


def _chosen(planned: Plan, person: str, group: str, rule: str) -> Chosen:
    """Find whom and what somebody means; a word that nobody knows is refused."""
    facts = planned.school.facts
    return Chosen(
        or_refuse(lookup.person(person, facts.staff)) if person else None,
        or_refuse(lookup.group(group, facts.groups)) if group else "",
        or_refuse(lookup.rule_id(rule, [each.id for each in planned.school.book.rules])) if rule else "",
    )


def _lines(tasks: tuple[Planned, ...]) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return (encode(as_line(each)) for each in tasks)


def as_line(each: Planned) -> dict[str, object]:
    """Return one task in the fixed form of regeltaal.md."""
    wanted = each.wanted
    return {
        "regel": wanted.rule,
        "per": wanted.per,
        "onderwerp": wanted.subject,
        "gelegenheid": wanted.occasion,
        "vanaf": str(wanted.opens),
        "uiterlijk": str(wanted.due),
        "voor": list(each.addresses),
        "niveau": wanted.level,
        "herinneringen": [{"op": str(day), "aan": to} for day, to in each.reminders],
        **({"proef": True} if wanted.because.on_trial else {}),
    }
