"""Where the shipped packs and the official holidays lie: at the top of a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
IN_WHEEL = HERE / "shipped_data"
SCHOOLS_OWN = "eigen"


def top() -> Path:
    """Return the folder that holds `rules/` and `calendar/`."""
    return IN_WHEEL if IN_WHEEL.is_dir() else HERE.parent


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs, in alphabetical order; `rules/eigen` is a school's own folder, not a pack."""
    folders = (each for each in _rules().iterdir() if each.is_dir()) if _rules().is_dir() else ()
    return tuple(sorted(each.name for each in folders if each.name != SCHOOLS_OWN and any(each.glob("*.yaml"))))


def pack_files(pack: str) -> list[tuple[str, Path]]:
    """Return (label as people read it, path) of each rule file of a pack; none for a pack that does not exist."""
    if pack not in pack_names():
        return []
    return [(f"{pack}/{each.name}", each) for each in sorted((_rules() / pack).glob("*.yaml"))]


def holidays_file() -> Path:
    """Return the official school holidays and public holidays."""
    return top() / "calendar" / "schoolvakanties.yaml"


def catalogue_file() -> Path:
    """Return the catalogue of everything the papers ask, with an id for each obligation."""
    return _rules() / "afspraken.yaml"


def unruled_file() -> Path:
    """Return what the papers say that is no rule, with why."""
    return _rules() / "geen-regel.yaml"


def working_school() -> dict[str, Path]:
    """Return the settings, years and own rules of the working example, by their place in a school's own folder."""
    years = [each for each in (top() / "calendar").glob("*.yaml") if each != holidays_file()]
    own = sorted((_rules() / SCHOOLS_OWN).glob("*.yaml"))
    return {each.relative_to(top()).as_posix(): each for each in (top() / "config.toml", *sorted(years), *own)}


def _rules() -> Path:
    return top() / "rules"
