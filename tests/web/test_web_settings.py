"""`[web] sensitive_by_mail`: true, false or not there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.settings import read_settings

CONFIG = '[school]\nname = "De Wilg"\nbrin = "99XX"\nregion = "midden"\npacks = []\n[web]\n'


@pytest.mark.parametrize(
    ("line", "said"), [("", False), ("sensitive_by_mail = false", False), ("sensitive_by_mail = true", True)]
)
def test_a_mail_session_sees_sensitive_tasks_only_when_the_school_says_so(line: str, said: bool) -> None:
    settings, problems = read_settings(CONFIG + line, "config.toml", Path(), ())
    assert settings is not None, problems
    assert settings.web.sensitive_by_mail is said


@pytest.mark.parametrize("value", ['"ja"', "1", '"true"', "[]"])
def test_anything_else_is_told_with_its_place(value: str) -> None:
    settings, (problem,) = read_settings(f"{CONFIG}sensitive_by_mail = {value}", "config.toml", Path(), ())
    assert settings is None
    assert (problem.line, problem.column) == (7, 21)
    assert problem.message.startswith("bij sensitive_by_mail hoort true of false, zonder aanhalingstekens")
