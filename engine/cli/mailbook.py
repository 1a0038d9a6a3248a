"""`mail preview`, `log`, `held` and `show`: looking at mail. Nothing is written and nothing goes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from engine import lookup
from engine.almanac.days import dutch_with_weekday
from engine.cli.page import busy, show_table
from engine.cli.shell import AsJson, Today, installed, or_refuse, refuse, store_errors
from engine.exceptionnews import ENDS_SOON
from engine.outbox import HELD
from engine.runs import mailbook, mailwhy
from engine.runs.people import staff_of
from engine.store.outbox import load_posts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engine.model import Staff
    from engine.outbox import Post
    from engine.runs.mailbook import Kept, Preview, Sheet
    from engine.runs.mailwhy import Line, Opened, Told
    from engine.wiring import Installation

Person = Annotated[str, typer.Argument(metavar="PERSOON", help="Code, e-mailadres of voornaam.")]
Whose = Annotated[str, typer.Option("--persoon", metavar="PERSOON", help="Alleen van deze persoon.")]
Mail = Annotated[str, typer.Argument(metavar="ID", help="De id van een mail, uit `jaarcyclus mail log`.")]
WIDE = 72
NOBODY = "er zijn nog geen medewerkers; lees ze in met `jaarcyclus import`"


def preview(ctx: typer.Context, person: Person = "", today: Today = None) -> None:
    school = installed(ctx.obj, today)
    seen = _seen(school)
    whose = or_refuse(lookup.person(person, seen.staff)).code if person else ""
    sheets = [each for each in seen.sheets if whose in ("", each.person.code)]
    when = dutch_with_weekday(school.today)
    if seen.brake:
        typer.echo(seen.brake)
    if not sheets:
        typer.echo(f"Op {when} gaat er{' voor deze persoon' if whose else ''} geen mail weg.")
        return
    number = "1 mail" if len(sheets) == 1 else f"{len(sheets)} mails"
    typer.echo(f"Op {when} {'gaat' if len(sheets) == 1 else 'gaan'} er {number} weg; dit is er nog geen.")
    for each in sheets:
        _letter(each)


def held(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--alles", help="Ook wie niets te horen had, en wat al langer voorbij is.")
    ] = False,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    seen = _seen(school, everything=everything)
    rows = [_kept(each) for each in seen.kept]
    if as_json:
        all_mail = {"id": "", "dag": str(school.today), "wie": "", "soort": "rem", "staat": HELD, "reden": seen.brake}
        for each in ([all_mail] if seen.brake else []) + rows:
            typer.echo(json.dumps(each, ensure_ascii=False))
        return
    if seen.brake:
        typer.echo(seen.brake)
    elif not rows:
        typer.echo("Er wordt niets vastgehouden.")
    heads = ["id", "dag", "wie", "soort", "staat", "waarom"]
    show_table(heads, [tuple(each.values()) for each in rows], whole=[0, 1, 2])


def log(ctx: typer.Context, whose: Whose = "", as_json: AsJson = False) -> None:
    school = installed(ctx.obj)
    with store_errors(), school.open().reading(school.school) as store:
        code = or_refuse(lookup.person(whose, staff_of(store))).code if whose else None
        posts = load_posts(store, person=code)
    if as_json:
        for each in posts:
            typer.echo(json.dumps(_post(each, school), ensure_ascii=False))
        return
    if not posts:
        typer.echo("Er is nog geen mail.")
    heads = ["id", "dag", "wie", "soort", "onderwerp", "staat", "antwoord"]
    show_table(heads, [tuple(_row(each)) for each in posts], whole=[0, 1, 2, 5])


def show(ctx: typer.Context, mail: Mail) -> None:
    school = installed(ctx.obj)
    with store_errors(), school.open().reading(school.school) as store:
        found = or_refuse(mailwhy.opened(school.settings, store, mail))
    _state(found.post, school)
    for name, value in found.headers:
        typer.echo(f"{name}: {value}")
    for line in found.lines:
        _line(line)
    if found.causes:
        typer.echo("\nDaarom ging deze mail:")
    for why in dict.fromkeys(_cause(each, found) for each in found.causes):
        typer.echo(f"  {why}")


# --- gathering


def _seen(school: Installation, *, everything: bool = False) -> Preview:
    with store_errors(), busy("De mail van vandaag wordt bekeken"):
        seen = mailbook.preview(
            school.open(), school.settings, school.today, school.now, school.known_pages(), everything=everything
        )
    if not seen.staff:
        refuse(NOBODY)
    return seen


# --- words


def _letter(sheet: Sheet) -> None:
    from notifiers.render import plain_text

    title = f"── {_name(sheet.person)}, {sheet.letter.to} "
    typer.echo(f"\n{title}{'─' * max(2, WIDE - len(title))}")
    typer.echo(f"Onderwerp: {sheet.letter.subject}\n")
    typer.echo(plain_text(sheet.letter), nl=False)


def _name(person: Staff) -> str:
    return f"{person.first_name} ({person.code})" if person.first_name else person.code


def _kept(kept: Kept) -> dict[str, str]:
    found = {"id": kept.post, "dag": str(kept.day), "wie": kept.person, "soort": kept.kind, "staat": kept.state}
    return found | {"reden": kept.reason}


def _row(post: Post) -> Iterable[str]:
    yield from (post.id, str(post.day), post.person, post.kind, post.subject, post.state)
    yield _answer(post)


def _answer(post: Post) -> str:
    return ": ".join(filter(None, (post.reason, post.answer)))


def _post(post: Post, school: Installation) -> dict[str, object]:
    return {
        "id": post.id,
        "dag": str(post.day),
        "wie": post.person,
        "aan": post.to,
        "soort": post.kind,
        "onderwerp": post.subject,
        "staat": post.state,
        "reden": post.reason,
        "antwoord": post.answer,
        "pogingen": post.attempts,
        "message_id": post.message_id,
        "opgemaakt": _moment(post.dated, school),
        "afgelopen": _moment(post.finished, school),
    }


def _moment(moment: datetime | None, school: Installation) -> str | None:
    zone = ZoneInfo(school.settings.schedule.timezone)
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def _state(post: Post, school: Installation) -> None:
    when = f" om {_moment(post.finished, school)}" if post.finished else ""
    typer.echo(f"{post.kind} van {dutch_with_weekday(post.day)} voor {post.person}: {post.state}{when}")
    if answer := _answer(post):
        typer.echo(f"  {answer}")
    if post.body is None:
        typer.echo("De woorden van deze mail zijn er niet: zij komen pas bij het versturen, of worden niet bewaard.")


def _line(line: Line) -> None:
    typer.echo(line.text)
    by_rule: dict[str, list[str]] = {}
    for each in line.tasks:
        by_rule.setdefault(each.rule, []).append(each.key)
    for rule, keys in by_rule.items():
        more = f" en nog {len(keys) - 1}" if len(keys) > 1 else ""
        typer.echo(f"    taak {keys[0]}{more}, regel {rule}")


def _cause(told: Told, found: Opened) -> str:
    cause, task = told.cause, told.task
    if cause.sentence == ENDS_SOON:
        return f"{cause.task}: {cause.sentence} op {cause.due}"
    if task is None or task.rule in found.hidden:
        return f"taak {cause.task}: {cause.sentence}, uiterlijk {cause.due}"
    group = f", {task.group}" if task.group else ""
    return f"taak {cause.task}, regel {task.rule}: {task.title}{group}; {cause.sentence}, uiterlijk {cause.due}"
