"""`jaarcyclus privacy`: what is known of people, how long it is kept, and what goes when. Counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from engine.almanac.days import dutch
from engine.cli.page import show_table
from engine.cli.shell import Today, installed, store_errors
from engine.runs.evaluate import gather_all
from engine.runs.retention import coming

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engine.runs.retention import Coming

SINCE = {
    "leerlingen": "na de laatste schooldag van het kind",
    "medewerkers": "na de laatste werkdag",
    "registraties": "na het schooljaar",
    "zaken": "na het schooljaar",
    "afwezigheden": "na de laatste dag",
    "mails": "na het schooljaar",
}

app = typer.Typer()


@app.command(help="Bekijk wat Jaarcyclus van mensen bewaart, hoe lang, en wat wanneer verdwijnt.")
def terms(ctx: typer.Context, today: Today = None) -> None:
    school = installed(ctx.obj, today)
    with store_errors(), school.open().reading(school.school) as store:
        found = coming(store, gather_all(school.settings, store), school.today)
    show_table(
        ["wat", "hoe lang", "aantal", "eerst weg op", "dan"],
        [_row(each, school.today) for each in found],
        numbers=[2, 4],
        whole=[0, 3],
    )
    typer.echo("Elke run haalt weg wat over zijn termijn is. De termijnen staan onder [privacy] in config.toml.")


def _row(each: Coming, today: date) -> Sequence[str]:
    kept = f"{each.years} jaar {SINCE[each.kind]}"
    if each.first_day is None:
        return (each.kind, kept, "0", "", "")
    when = "de volgende run" if each.first_day <= today else dutch(each.first_day, year=True)
    return (each.kind, kept, str(each.total), when, str(each.then))
