"""`jaarcyclus plan`: every task of a school year with who gets it and when they hear about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from engine import lookup
from engine.cli.shell import AsJson, Today, installed, or_refuse, school_year, store_errors
from engine.runs.plan import Plan, Planned, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(help="Alle taken van een schooljaar, gedaan of niet.")


@app.command()
def show(
    ctx: typer.Context,
    year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    person: Annotated[str, typer.Option("--persoon", help="Code, e-mailadres of voornaam.")] = "",
    group: Annotated[str, typer.Option("--groep", help="Bijvoorbeeld 1/2 B.")] = "",
    rule: Annotated[str, typer.Option("--regel", help="De id van een regel.")] = "",
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    """Laat zien wat er in een schooljaar af moet, voor wie en wanneer je het hoort."""
    school = installed(ctx.obj, today)
    with store_errors():
        planned = plan(school.open(), school.settings, school_year(year, school.today), school.today)
    tasks = tuple(_chosen(planned, person, group, rule))
    if not as_json:
        from engine.cli.plantable import show_plan

        show_plan(planned, tasks, asleep=not (person or group))
        return
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = [encode(as_line(each)) for each in tasks]
    typer.echo("\n".join(lines), nl=bool(lines))


def _chosen(planned: Plan, person: str, group: str, rule: str) -> Iterator[Planned]:
    """Give the tasks of somebody, of a group, of a rule; a word that nobody knows is refused."""
    facts = planned.school.facts
    code = or_refuse(lookup.person(person, facts.staff)).code if person else ""
    name = or_refuse(lookup.group(group, facts.groups)) if group else ""
    rule_id = or_refuse(lookup.rule_id(rule, [each.id for each in planned.school.book.rules])) if rule else ""
    for each in planned.tasks:
        wanted = each.wanted
        mine = not code or (code in wanted.recipients and not wanted.because.on_trial)
        if mine and name in ("", wanted.group) and rule_id in ("", wanted.rule):
            yield each


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
