"""Which settings, which store, which mailer, which clock: the one place that knows. It hands them on as values."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from engine import clock
from engine.problem import Problem
from engine.settings import load_settings
from engine.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.settings import Mail, Settings
    from engine.store.database import Database
    from notifiers.mailer import Mailer
    from notifiers.smtp import SmtpMailer

SOON = 15.0


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
            raise _no_password(f"het bestand {mail.password_file} met het wachtwoord is niet te lezen") from None
    if mail.password_env not in environment:
        raise _no_password(f"de omgevingsvariabele {mail.password_env} met het wachtwoord van de mail is er niet")
    return environment[mail.password_env]


def _no_password(message: str) -> WiringError:
    return WiringError([Problem("config.toml", 0, 0, message)])
