"""Small exports and files as a school would hand them in, and a short way to bring them in."""

from __future__ import annotations

from pathlib import Path

from engine.intake.folder import File, Opened, open_files
from engine.intake.merge import Merge, merge
from engine.model import Told

SCHOOLS = Path(__file__).parent.parent / "schools"
BRIN = "99XX"
NOTHING = Told(BRIN)


def pupil(key: str, group: str = "g1", name: str = "", year_group: str = "1", more: str = "") -> str:
    """A pupil with a name of its own, a birth date and a first day; `more` may hold any other element."""
    link = f'<groep key="{group}"/>' if group else ""
    return (
        f'<leerling key="{key}"><achternaam>Voorbeeld</achternaam><roepnaam>{name or "Kind " + key}</roepnaam>'
        f"<geboortedatum>2021-03-04</geboortedatum><jaargroep>{year_group}</jaargroep>{link}"
        f"<instroomdatum>2025-03-04</instroomdatum>{more}</leerling>\n"
    )


def group(key: str, name: str, year_group: str = "1") -> str:
    return f'<groep key="{key}"><naam>{name}</naam><jaargroep>{year_group}</jaargroep></groep>\n'


def export(
    *pupils: str,
    groups: str = "",
    staff: str = "",
    school_year: str = "2026-2027",
    as_of: str = "2026-11-02",
    brin: str = BRIN,
) -> str:
    return (
        f"<EDEX><school><schooljaar>{school_year}</schooljaar><peildatum>{as_of}</peildatum>"
        f"<brincode>{brin}</brincode></school>\n<groepen>{groups or group('g1', '1/2 A')}</groepen>"
        f"<leerlingen>{''.join(pupils)}</leerlingen><leerkrachten>{staff}</leerkrachten></EDEX>\n"
    )


def opened(**texts: str) -> Opened:
    """Read files given as text, by the word for each: `edexml=...`, `leerlingen=...`."""
    names = {"edexml": "edex.xml", "map": "oud-nieuw.csv"}
    files = {word: File(names.get(word, f"{word}.csv"), text.encode()) for word, text in texts.items()}
    return open_files(files, BRIN)


def bring_in(told: Told = NOTHING, /, **texts: str) -> Merge:
    """Read files without mistakes and merge them."""
    found = opened(**texts)
    assert [str(each) for each in found.problems if each.is_error] == []
    return merge(told, found.delivery)


def lines(result: Merge | Opened) -> list[str]:
    return [str(each) for each in result.problems]


def sample_school() -> dict[str, str]:
    folder = SCHOOLS / "voorbeeldschool"
    words = ("medewerkers", "leerlingen", "groepen", "registraties", "zaken")
    files = {word: (folder / f"{word}.csv").read_text(encoding="utf-8") for word in words}
    return {"edexml": (folder / "edex.xml").read_text(encoding="utf-8"), **files}


def sample_export() -> str:
    return (SCHOOLS / "voorbeeld_edex.xml").read_text(encoding="utf-8")
