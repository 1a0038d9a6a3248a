"""`jaarcyclus tasks`: the task list from the store, late first, then this week, then what comes later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from engine import bundle
from engine.bundlesections import sections
from engine.bundlewords import and_more
from engine.cli.shell import AsJson, Today, installed, or_refuse, refuse, store_errors
from engine.cli.shell import school_year as year_of
from engine.cli.tasklist import people_of, show_bundles, show_one_by_one
from engine.exceptionnews import trial_words
from engine.health import without_address
from engine.model import DONE, LAPSED, MISSED, OPEN, OVERDUE, WAIVED
from engine.reading import unknown_word
from engine.runs.tasks import Asked, Line, chosen, lines, listing

if TYPE_CHECKING:
    from datetime import date

    from engine.bundle import Bundle
    from engine.model import Task
    from engine.runs.tasks import Listing

app = typer.Typer(help="Wie moet wat voor wanneer doen.")

STATES = (OPEN, OVERDUE, DONE, WAIVED, MISSED, LAPSED)
HEADINGS = {
    OPEN: "Open", OVERDUE: "Te laat", DONE: "Klaar", WAIVED: "Niet van toepassing", MISSED: "Gemist",
    LAPSED: "Vervallen",
}  # fmt: skip
MOST_LATER = 8
ALL = 1_000_000
ADMINISTRATOR = "beheerder"


@app.command()
def show(
    ctx: typer.Context,
    person: Annotated[str, typer.Option("--persoon", help="Code, e-mailadres of voornaam.")] = "",
    group: Annotated[str, typer.Option("--groep", help="Bijvoorbeeld 1/2 B.")] = "",
    rule: Annotated[str, typer.Option("--regel", help="De id van een regel; toont elke taak apart.")] = "",
    state: Annotated[str, typer.Option("--status", help=f"Een van {', '.join(STATES)}.")] = "",
    school_year: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2026-2027.")] = "",
    everything: Annotated[bool, typer.Option("--alles", help="Ook wat klaar, gemist of vervallen is.")] = False,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    """Laat de takenlijst zien: wat te laat is, wat deze week af moet en wat later komt."""
    if state and state not in STATES:
        refuse(unknown_word("e status", state, STATES))
    school = installed(ctx.obj, today)
    year_of(school_year, school.today)
    asked = Asked(person, group, rule, state, school_year)
    with store_errors(), school.open().reading(school.school) as store:
        if as_json:
            for each in or_refuse(lines(school.settings, store, asked, school.today)):
                typer.echo(json.dumps(as_line(each), ensure_ascii=False))
            return
        found = listing(school.settings, store)
        tasks = or_refuse(chosen(found, asked))
    if not found.tasks:
        refuse("er zijn nog geen taken; maak ze met `jaarcyclus run`")
    _show(found, tasks, asked, school.today, everything=everything)


def as_line(each: Line) -> dict[str, object]:
    """Return one stored task in the fixed form of regeltaal.md."""
    task = each.task
    return {
        "regel": task.rule,
        "per": task.per,
        "onderwerp": task.subject,
        "gelegenheid": task.occasion,
        "vanaf": str(task.opens),
        "uiterlijk": str(task.due),
        "voor": list(each.addresses),
        "niveau": task.level,
        "herinneringen": [{"op": str(day), "aan": to} for day, to in each.reminders],
        "status": task.state,
        "taak": task.key,
        **({"proef": True} if task.on_trial else {}),
    }


def _show(found: Listing, tasks: tuple[Task, ...], asked: Asked, today: date, *, everything: bool) -> None:
    if asked.rule:
        wanted = tasks if everything or asked.state else [each for each in tasks if each.state in (OPEN, OVERDUE)]
        show_one_by_one(found, wanted, today)
        return
    bundles = bundle.bundles((each for each in tasks if not each.on_trial), found.same_as)
    if not asked.group:
        bundles = bundle.gathered(bundles)
    if asked.state:
        _part(found, HEADINGS[asked.state], bundles, today)
    else:
        _live(found, bundles, today, most=ALL if everything else MOST_LATER, asked=asked)
    for each in (DONE, MISSED, WAIVED, LAPSED) if everything and not asked.state else ():
        _part(found, HEADINGS[each], tuple(one for one in bundles if one.state == each), today)
    _on_trial(found, [each for each in tasks if each.on_trial], today)
    for line in _for_the_administrator(found, asked, today):
        typer.echo(f"\n{line}")


def _live(found: Listing, bundles: tuple[Bundle, ...], today: date, *, most: int, asked: Asked) -> None:
    parts = sections(bundles, today, most, every_time=most == ALL)
    if not (parts.late or parts.this_week or parts.later):
        typer.echo("Er staat niets open.")
        return
    who = not asked.person
    _part(found, "Te laat", parts.late, today, who=who)
    _part(found, "Deze week", parts.this_week, today, who=who)
    _part(found, "Later", parts.later, today, who=who)
    more = and_more(parts.more, parts.until, today)
    if more:
        typer.echo(f"  {more}")


def _part(found: Listing, heading: str, bundles: tuple[Bundle, ...], today: date, *, who: bool = True) -> None:
    if bundles:
        show_bundles(found, f"{heading} ({len(bundles)})", bundles, today, who=who)


def _on_trial(found: Listing, tasks: list[Task], today: date) -> None:
    """Show apart what rules on trial ask: the people they would be for do not see it yet."""
    live = [each for each in tasks if each.state in (OPEN, OVERDUE)]
    if not live:
        return
    heading = f"Op proef: {trial_words(len(live), {each.rule for each in live})}; niemand krijgt er mail van"
    shown, more = bundle.gathered(bundle.bundles(live, found.same_as)), 0
    if len(shown) > MOST_LATER:
        shown, more = shown[:MOST_LATER], len(shown) - MOST_LATER
    show_bundles(found, heading, shown, today, who=True)
    if more:
        typer.echo(f"  en nog {more}; alles met `jaarcyclus tasks --regel ID`")


def _for_the_administrator(found: Listing, asked: Asked, today: date) -> list[str]:
    """Say who cannot be reached, to whoever looks at everything or is the administrator."""
    person = people_of(found, asked.person)
    if asked.group or asked.state or (person is not None and ADMINISTRATOR not in person.roles):
        return []
    assignees = {each.id: each.assignees for each in found.school.book.rules}
    findings = without_address(found.school.facts.staff, found.tasks, assignees, today)
    return [f"Let op: {each.sentence}." for each in findings]
