"""config.toml to one frozen value: read once, checked completely, with every path counted from its own folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import shipped
from engine.configreaders import (
    read_kinds,
    read_mail,
    read_oidc,
    read_privacy,
    read_schedule,
    read_school,
    read_store,
    read_watch,
    read_web,
)
from engine.configtext import parse_toml
from engine.configvalues import Section
from engine.problem import Problem, has_errors
from engine.reading import Problems, unknown_word
from engine.textfile import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from engine.configparts import Kinds, Mail, Oidc, Privacy, Schedule, School, Store, Watch, Web
    from engine.configtext import Toml


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything config.toml says. `folder` is the school's folder, where rules/ and calendar/ lie."""

    folder: Path
    school: School
    store: Store
    mail: Mail
    schedule: Schedule
    web: Web
    kinds: Kinds
    watch: Watch
    privacy: Privacy
    oidc: Oidc


SECTIONS = ("school", "store", "mail", "schedule", "web", "kinds", "watch", "privacy", "oidc")


def load_settings(path: Path) -> tuple[Settings | None, list[Problem]]:
    """Read config.toml; None when it has errors or is not there. Warnings may come beside the settings."""
    try:
        source = path.read_bytes()
    except OSError:
        return None, [Problem(path.name, 0, 0, f"het bestand {path} is er niet, of is niet te lezen")]
    return read_settings(source, path.name, path.resolve().parent, shipped.pack_names())


def salvage_settings(path: Path) -> tuple[Settings | None, list[Problem]]:
    """Read config.toml as far as it can be read, for who wants to look further than its mistakes.

    A wrong value has its default in its place. None when there is no file, or no TOML in it.
    """
    settings, problems = load_settings(path)
    if settings is not None or not path.is_file():
        return settings, problems
    text = read_text(path.read_bytes(), path.name)
    toml = text if isinstance(text, Problem) else parse_toml(text, path.name)
    if isinstance(toml, Problem):
        return None, problems
    return _read(toml, path.resolve().parent, shipped.pack_names(), Problems(path.name)), problems


def read_settings(
    source: str | bytes, file: str, folder: Path, packs: tuple[str, ...]
) -> tuple[Settings | None, list[Problem]]:
    """Read the text of config.toml; `packs` are the packs that exist, `folder` is where paths count from."""
    text = read_text(source, file)
    toml = text if isinstance(text, Problem) else parse_toml(text, file)
    if isinstance(toml, Problem):
        return None, [toml]
    problems = Problems(file)
    settings = _read(toml, folder, packs, problems)
    found = sorted(problems.found)
    return (None if has_errors(found) else settings), found


def _read(toml: Toml, folder: Path, packs: tuple[str, ...], problems: Problems) -> Settings:
    for name in toml.values:
        if name not in SECTIONS:
            problems.error(toml.place(name), unknown_word(" onderdeel", name, SECTIONS))
    sections = {name: Section(toml, name, problems) for name in SECTIONS}
    web = read_web(sections["web"], folder)
    oidc = read_oidc(sections["oidc"], folder, web)
    if not web.mail_link and not oidc.kind:
        sections["web"].error("mail_link", "zonder mail en zonder [oidc] kan niemand zich aanmelden")
    return Settings(
        folder=folder,
        school=read_school(sections["school"], packs),
        store=read_store(sections["store"], folder),
        mail=read_mail(sections["mail"], folder),
        schedule=read_schedule(sections["schedule"]),
        web=web,
        kinds=read_kinds(sections["kinds"]),
        watch=read_watch(sections["watch"]),
        privacy=read_privacy(sections["privacy"]),
        oidc=oidc,
    )
