"""Which settings, store, mailer, pages and clock: the one place that knows. It hands them on as values."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from engine import clock
from engine.keptsecret import NAME, kept_secret, secret_there
from engine.pages import NO_PAGES, Pages
from engine.problem import Problem
from engine.settings import load_settings
from engine.store.database import folder_of, open_database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.configparts import Mail, Oidc
    from engine.settings import Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer
    from notifiers.smtp import SmtpMailer

SOON = 15.0
SHORTEST_SECRET = 16


class WiringError(Exception):
    """The installation cannot be opened: `problems` say why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Installation:
    """A school's settings with the moment the command runs for: `now` has the school's time zone."""

    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def school(self) -> str:
        return self.settings.school.id

    def open(self) -> Database:
        """Open the store. Raises StoreError."""
        return open_database(self.settings.store.url, self.settings.folder)

    def mailer(self) -> Mailer:
        """Return a mailer for the school's host; the line opens with the first mail. Raises WiringError."""
        return mailer_of(self.settings, os.environ)

    def pages(self) -> Pages:
        """Return the pages that letters link to; what signs those links is made when it is not there yet.

        Raises WiringError.
        """
        return pages_of(self.settings, os.environ)

    def oidc_secret(self) -> str:
        """Return what the school's provider of accounts knows us by. Raises WiringError."""
        return oidc_secret(self.settings.oidc, os.environ)

    def known_pages(self) -> Pages:
        """Return them for who only looks: nothing is made, and a secret that is not to be had means no pages."""
        try:
            return pages_of(self.settings, os.environ, make=False)
        except WiringError:
            return NO_PAGES

    def greeting(self) -> str:
        """Shake hands with the mail server, TLS and login included: "" when it went well, and else what was said."""
        try:
            return _greeting(mailer_of(self.settings, os.environ))
        except WiringError as error:
            return "; ".join(each.message for each in error.problems)


def install(config: Path, moment: str | None = None) -> Installation:
    """Read the settings and fix the moment: `2026-11-17T07:45`, or a day, which means when the digest goes.

    Raises WiringError for settings with a mistake and ValueError for a moment that is none.
    """
    settings, problems = load_settings(config)
    wrong = [each for each in problems if each.is_error]
    if settings is None or wrong:
        raise WiringError(wrong or problems)
    return Installation(settings, moment_of(moment, settings))


def moment_of(words: str | None, settings: Settings) -> datetime:
    """Return the moment meant, on the school's own clock. Raises ValueError for anything but a day or day and time."""
    schedule = settings.schedule
    if words is None:
        return clock.now(schedule.timezone)
    if "T" in words:
        day, _, hour = words.partition("T")
        return clock.at(date.fromisoformat(day), time.fromisoformat(hour), schedule.timezone)
    return clock.at(date.fromisoformat(words), schedule.digest, schedule.timezone)


def mailer_of(settings: Settings, environment: Mapping[str, str]) -> SmtpMailer:
    """Return what sends by SMTP. Raises WiringError when the password is not where the settings say."""
    from notifiers.smtp import Host, SmtpMailer

    mail = settings.mail
    password = _password(mail, environment)
    return SmtpMailer(
        Host(
            name=mail.host,
            port=mail.port,
            tls=mail.tls,
            username=mail.username,
            password=password,
            per_minute=mail.per_minute,
            authorities=str(mail.ca_file) if mail.ca_file else None,
        )
    )


def pages_of(settings: Settings, environment: Mapping[str, str], *, make: bool = True) -> Pages:
    """Return the pages of a school with a web address, and none without. Raises WiringError for a secret amiss."""
    if not settings.web.base_url:
        return NO_PAGES
    return Pages(settings.web.base_url, _secret(settings, environment, make=make))


def oidc_secret(oidc: Oidc, environment: Mapping[str, str]) -> str:
    """Return the secret of the client, "" when nobody signs in with an account elsewhere. Raises WiringError."""
    if not oidc.kind:
        return ""
    if oidc.client_secret_file is not None:
        return _from_file(oidc.client_secret_file, "het aanmelden").strip()
    if oidc.client_secret_env not in environment:
        raise _amiss(f"de omgevingsvariabele {oidc.client_secret_env} met het geheim van het aanmelden is er niet")
    return environment[oidc.client_secret_env]


def _greeting(mailer: SmtpMailer) -> str:
    from notifiers.mailer import Accepted

    mailer.host = replace(mailer.host, patience=SOON)
    try:
        answer = mailer.greet()
    finally:
        mailer.close()
    return "" if isinstance(answer, Accepted) else answer.answer


def _password(mail: Mail, environment: Mapping[str, str]) -> str:
    if not mail.username:
        return ""
    if mail.password_file is not None:
        try:
            return mail.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise _amiss(f"het bestand {mail.password_file} met het wachtwoord is niet te lezen") from None
    if mail.password_env not in environment:
        raise _amiss(f"de omgevingsvariabele {mail.password_env} met het wachtwoord van de mail is er niet")
    return environment[mail.password_env]


def _secret(settings: Settings, environment: Mapping[str, str], *, make: bool) -> str:
    web = settings.web
    if web.secret_env:
        if web.secret_env not in environment:
            raise _amiss(f"de omgevingsvariabele {web.secret_env} met het geheim van de pagina's is er niet")
        return _long_enough(environment[web.secret_env], f"de omgevingsvariabele {web.secret_env}")
    if web.secret_file is not None:
        return _long_enough(_from_file(web.secret_file, "de pagina's"), f"het bestand {web.secret_file}")
    folder = folder_of(settings.store.url, settings.folder) or settings.folder
    try:
        found = kept_secret(folder) if make else secret_there(folder)
    except (OSError, UnicodeDecodeError):
        raise _amiss(f"het bestand {folder / NAME} met het geheim van de pagina's gaat niet open") from None
    return _long_enough(found, f"het bestand {folder / NAME}") if found or make else ""


def _from_file(path: Path, of: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _amiss(f"het bestand {path} met het geheim van {of} is niet te lezen") from None


def _long_enough(secret: str, where: str) -> str:
    if len(secret.strip()) < SHORTEST_SECRET:
        raise _amiss(f"het geheim in {where} is te kort; neem minstens {SHORTEST_SECRET} willekeurige tekens")
    return secret.strip()


def _amiss(message: str) -> WiringError:
    return WiringError([Problem("config.toml", 0, 0, message)])
