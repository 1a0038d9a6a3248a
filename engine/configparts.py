"""The parts of config.toml as frozen values: the school, its store, mail, hours, pages, watch, terms and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class School:
    """`start`: what was due before it becomes no task. `packs` are names of shipped packs."""

    name: str
    brin: str
    region: str
    id: str
    start: date | None
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """`url` is an SQLAlchemy address; the path of a SQLite file is absolute."""

    url: str


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is "" as long as no mail has been set up. `per_minute` is how many mails the host takes at most.

    `ca_file` holds the certificates to trust instead of those of the system, for a mail server with its own.
    """

    host: str = "localhost"
    port: int = 25
    tls: str = "none"
    sender: str = ""
    username: str = ""
    password_env: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None
    per_minute: int = 30


@dataclass(frozen=True, slots=True)
class Schedule:
    timezone: str = "Europe/Amsterdam"
    evaluate: time = time(6, 0)
    digest: time = time(7, 30)
    mail_window: tuple[time, time] = (time(7, 30), time(17, 0))


@dataclass(frozen=True, slots=True)
class Web:
    """Without a `base_url` there are no pages, and no links in a mail. `listen` is where `serve` waits for visitors.

    What signs links is in `secret_env` or `secret_file`; with neither it is made at first need, beside the store.
    Whoever signed in by mail sees of sensitive rules only a number, unless `sensitive_by_mail`; without `mail_link`
    nobody signs in by mail.
    """

    base_url: str = ""
    listen: tuple[str, int] = ("127.0.0.1", 8000)
    secret_env: str = ""
    secret_file: Path | None = None
    sensitive_by_mail: bool = False
    mail_link: bool = True


@dataclass(frozen=True, slots=True)
class Oidc:
    """Signing in with an account that people have already, by OpenID Connect; without a `kind` ("") there is none.

    `tenant` is the school's own of Microsoft Entra, `domain` the one of Google Workspace, `issuer` the address of any
    other provider and `name` what its button calls it.
    """

    kind: str = ""
    client_id: str = ""
    client_secret_env: str = ""
    client_secret_file: Path | None = None
    tenant: str = ""
    domain: str = ""
    issuer: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """`ping_url` is asked for after each good run, so that somebody else notices when there is none ("": nobody)."""

    ping_url: str = ""


@dataclass(frozen=True, slots=True)
class Privacy:
    """After how many years what is known of people goes: of a pupil or colleague who left from the last day on, of an
    absence from its end on; what was recorded, and what a mail said, from the end of its school year on.
    """

    pupils: int = 2
    staff: int = 2
    records: int = 2
    absences: int = 1
    mails: int = 1


@dataclass(frozen=True, slots=True)
class Kinds:
    """Words a school adds to the shipped lists."""

    registrations: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    talks: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
