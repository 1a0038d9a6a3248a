"""The demo school as the files a school would make itself: an export and five csv files."""

from __future__ import annotations

from engine.demoschool.children import children
from engine.demoschool.edex import edexml
from engine.demoschool.groupwork import group_rows
from engine.demoschool.matters import matter_rows, matters
from engine.demoschool.observations import observation_rows
from engine.demoschool.profiles import profile_rows
from engine.demoschool.sheets import group_sheet, matter_sheet, pupil_sheet, row_sheet, staff_sheet
from engine.demoschool.staff import staff
from engine.demoschool.talks import talks


def demo_files() -> dict[str, bytes]:
    """Return the files of De Kastanje for 2026-2027 by name, the same bytes every time."""
    pupils, colleagues = children(), staff()
    held, about_talks = talks(pupils)
    recorded = [*profile_rows(pupils), *matter_rows(pupils), *group_rows(pupils), *about_talks]
    rows = [*recorded, *observation_rows(pupils, recorded)]
    return {
        "edex.xml": edexml(pupils, colleagues),
        "medewerkers.csv": staff_sheet(colleagues),
        "leerlingen.csv": pupil_sheet(pupils),
        "groepen.csv": group_sheet(pupils),
        "registraties.csv": row_sheet(rows),
        "zaken.csv": matter_sheet([*held, *matters(pupils)]),
    }
