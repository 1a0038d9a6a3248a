"""Which mailer a school gets: its host, its password from where the settings say, and no faster than is liked."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.settings import read_settings
from engine.wiring import WiringError, mailer_of
from notifiers.throttle import Throttle

SMALL = '[school]\nname = "De Wilg"\nbrin = "99XX"\nregion = "midden"\npacks = []\n[mail]\n'


def mailer(mail: str, folder: Path = Path("/nergens"), **environment: str):  # type: ignore[no-untyped-def]
    settings, problems = read_settings(SMALL + mail, "config.toml", folder, ())
    assert settings is not None, problems
    return mailer_of(settings, environment).host


def test_a_host_is_what_the_settings_say() -> None:
    host = mailer('host = "mail.school.nl"\nport = 587\ntls = "starttls"\nper_minute = 12\nca_file = "eigen.pem"\n')
    assert (host.name, host.port, host.tls, host.per_minute) == ("mail.school.nl", 587, "starttls", 12)
    assert host.authorities == "/nergens/eigen.pem"
    assert (host.username, host.password) == ("", "")


def test_the_password_comes_from_the_environment() -> None:
    words = 'username = "wilg"\npassword_env = "MAIL_PASSWORD"\ntls = "tls"\n'
    assert mailer(words, MAIL_PASSWORD="hondje").password == "hondje"
    with pytest.raises(WiringError, match="MAIL_PASSWORD"):
        mailer(words)


def test_the_password_comes_from_a_file(tmp_path: Path) -> None:
    words = 'username = "wilg"\npassword_file = "geheim"\n'
    with pytest.raises(WiringError, match="niet te lezen"):
        mailer(words, tmp_path)
    (tmp_path / "geheim").write_text("poesje\n")
    assert mailer(words, tmp_path).password == "poesje"


def test_a_password_over_an_open_line_is_warned_about() -> None:
    words = 'host = "mail.school.nl"\nusername = "wilg"\npassword_env = "X"\n'
    _, problems = read_settings(SMALL + words, "config.toml", Path(), ())
    assert [(each.is_error, "leesbaar over de lijn" in each.message) for each in problems] == [(False, True)]
    _, problems = read_settings(SMALL + words.replace("mail.school.nl", "localhost"), "config.toml", Path(), ())
    assert problems == []


class Seconds:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


def test_a_burst_goes_at_once_and_then_the_host_gets_its_rest() -> None:
    seconds = Seconds()
    throttle = Throttle(3, seconds, seconds.wait)
    for _ in range(3):
        throttle.wait()
        throttle.count()
        seconds.now += 1
    assert seconds.waited == []
    assert throttle.rest() == 57
    throttle.wait()
    throttle.count()
    assert seconds.waited == [57]
    assert throttle.rest() == 1
