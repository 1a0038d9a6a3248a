"""What signs links: from the environment, from a file of the school, or made at first need beside the store."""

from __future__ import annotations

import stat
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from engine.configparts import Web
from engine.keptsecret import NAME, kept_secret
from engine.pages import NO_PAGES
from engine.settings import load_settings
from engine.wiring import Installation, WiringError, pages_of
from tests.sending.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from engine.settings import Settings

ADDRESS = "https://jaarcyclus.dewilg.example"
LONG = "een geheim dat niemand raadt"
CONFIG = '[school]\nname = "De Wilg"\nbrin = "99XX"\nregion = "midden"\npacks = []\n'


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    found, problems = load_settings(tmp_path / "config.toml")
    assert found is not None, problems
    return found


def with_web(settings: Settings, **web: object) -> Settings:
    return replace(settings, web=Web(ADDRESS, **web))  # type: ignore[arg-type]


def test_without_a_web_address_there_is_no_secret_and_no_file(settings: Settings) -> None:
    assert pages_of(settings, {}) == NO_PAGES
    assert not (settings.folder / NAME).exists()


def test_with_only_an_address_one_is_made_that_its_owner_alone_may_read(settings: Settings) -> None:
    first = pages_of(with_web(settings), {})
    path = settings.folder / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first.secret) >= 48
    assert pages_of(with_web(settings), {}) == first
    assert [each.name for each in settings.folder.iterdir() if each.name.startswith(NAME)] == [NAME]


def test_who_only_looks_makes_none(settings: Settings) -> None:
    looking = Installation(with_web(settings), Clock("2026-11-10T07:30").moment)
    assert looking.known_pages().secret == ""
    assert not (settings.folder / NAME).exists()
    made = looking.pages()
    assert looking.known_pages() == made


def test_processes_that_make_one_together_have_the_same(tmp_path: Path) -> None:
    found: list[str] = []
    makers = [Thread(target=lambda: found.append(kept_secret(tmp_path))) for _ in range(8)]
    for each in makers:
        each.start()
    for each in makers:
        each.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_the_environment_or_a_file_of_the_school_comes_first(settings: Settings) -> None:
    (settings.folder / "web.geheim").write_text(f"{LONG}\n", encoding="utf-8")
    from_file = with_web(settings, secret_file=settings.folder / "web.geheim")
    assert pages_of(with_web(settings, secret_env="GEHEIM"), {"GEHEIM": LONG}).secret == LONG
    assert pages_of(from_file, {}).secret == LONG
    assert not (settings.folder / NAME).exists()


@pytest.mark.parametrize(
    ("web", "environment", "said"),
    [
        ({"secret_env": "GEHEIM"}, {}, "de omgevingsvariabele GEHEIM met het geheim van de pagina's is er niet"),
        ({"secret_env": "GEHEIM"}, {"GEHEIM": "kort"}, "het geheim in de omgevingsvariabele GEHEIM is te kort"),
        ({"secret_file": "weg.geheim"}, {}, "weg.geheim met het geheim van de pagina's is niet te lezen"),
        ({"secret_file": "leeg.geheim"}, {}, "leeg.geheim is te kort"),
    ],
)
def test_a_secret_that_is_not_to_be_had_is_told_and_not_replaced(
    settings: Settings, web: dict[str, str], environment: dict[str, str], said: str
) -> None:
    (settings.folder / "leeg.geheim").write_text("\n", encoding="utf-8")
    meant = {key: settings.folder / value if key == "secret_file" else value for key, value in web.items()}
    with pytest.raises(WiringError) as error:
        pages_of(with_web(settings, **meant), environment)
    assert said in str(error.value)
    assert "kort\n" not in str(error.value)


def test_a_file_beside_the_store_that_was_emptied_is_told(settings: Settings) -> None:
    (settings.folder / NAME).write_text("", encoding="utf-8")
    with pytest.raises(WiringError, match="te kort"):
        pages_of(with_web(settings), {})
