"""`jaarcyclus doctor`: how the installation is doing, in one table, and a test mail for who wants to see one arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine import health, lookup
from engine.cli.mailing import mailing
from engine.cli.page import busy, show_table
from engine.cli.shell import WRONG, Today, installed, or_refuse, refuse, store_errors
from engine.cli.sleepers import show_sleepers
from engine.configreaders import LOCAL
from engine.health import BAD
from engine.outbox import IN_DOUBT, SENT
from engine.runs.doctor import examine
from engine.runs.people import staff_of
from engine.wiring import WiringError

if TYPE_CHECKING:
    from engine.health import Finding
    from engine.wiring import Installation

app = typer.Typer()


@app.command(help="Kijk hoe het met de installatie gaat: bestanden, export, laatste run, adressen, rollen en mail.")
def look(
    ctx: typer.Context,
    test_mail: Annotated[
        str, typer.Option("--proefmail", metavar="PERSOON", help="Stuur deze persoon een proefmail.")
    ] = "",
    today: Today = None,
) -> None:
    school = installed(ctx.obj, today)
    if test_mail:
        _send_test(school, test_mail)
        return
    with store_errors(), busy("De installatie wordt nagekeken"):
        found = examine(school.settings, school.today)
        findings = (*found.findings, *_server(school), *_accounts(school))
    show_table(["onderdeel", "", ""], [(each.about, each.state, each.sentence) for each in findings], whole=[0, 1])
    show_sleepers(found.sleepers)
    if any(each.state == BAD for each in findings):
        raise typer.Exit(WRONG)


def _server(school: Installation) -> tuple[Finding, ...]:
    """Shake hands with the mail server; a school that named no sender has no mail yet."""
    mail = school.settings.mail
    if not mail.sender:
        return (health.mail_server(mail.host, "er staat nog geen sender onder [mail] in config.toml", set_up=False),)
    return (health.mail_server(mail.host, school.greeting(), set_up=mail.host not in LOCAL),)


def _accounts(school: Installation) -> tuple[Finding, ...]:
    """Say whether what the provider of accounts knows us by is where the settings say; nothing without a provider."""
    if not school.settings.oidc.kind:
        return ()
    try:
        school.oidc_secret()
    except WiringError as error:
        return (health.accounts(school.settings.oidc.name, error.problems[0].message),)
    return (health.accounts(school.settings.oidc.name),)


def _send_test(school: Installation, word: str) -> None:
    from engine.runs.testmail import send_test

    with store_errors():
        database = school.open()
        with database.reading(school.school) as store:
            person = or_refuse(lookup.person(word, staff_of(store)))
        if not person.email:
            refuse(f"{person.first_name or person.code} heeft geen mailadres")
        with mailing(school) as mailer, busy("De proefmail gaat op weg"):
            sent = send_test(database, school.settings, mailer, person, school.now)
    if sent.state == IN_DOUBT:
        refuse(f"Van de proefmail aan {person.email} is niet zeker of zij aankwam: {sent.answer}", WRONG)
    if sent.state != SENT:
        refuse(f"De proefmail aan {person.email} ging niet: {sent.answer}", WRONG)
    typer.echo(f"De proefmail aan {person.email} is aangenomen: {sent.answer}")
