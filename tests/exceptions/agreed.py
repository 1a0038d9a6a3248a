"""What the school asks of its people, and the command with which they agree to leave some of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.door import jaarcyclus

if TYPE_CHECKING:
    from tests.cli.door import Said
    from tests.reconcile.school import KeptSchool

# Two weeks before these the analysis is due: 3 November and 2 March.
TWO_MEETINGS = "  groepsbespreking: [{op: 2026-11-17}, {op: 2027-03-16}]"
FIRST, SECOND = "groepsbespreking/2026-2027/1", "groepsbespreking/2026-2027/2"
RULES = """
regels:
  - id: analyse
    titel: Vul de analyse in
    voor: leerkracht
    per: groep
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    klaar_als: {registratie: groepsanalyse, sinds: 4 weken voor groepsbespreking}
  - id: analyse-dossier
    titel: Leg de analyse in het dossier
    voor: ib
    per: groep
    vanaf: 4 weken voor groepsbespreking
    uiterlijk: 2 weken voor groepsbespreking
    hoort_bij: analyse
  - {id: seo, titel: Werk de SEO bij, voor: leerkracht, per: leerling, vanaf: 4 weken voor groepsbespreking,
     uiterlijk: 2 weken voor groepsbespreking}
  - {id: weekdoel, titel: Noteer het weekdoel, voor: leerkracht, per: groep, uiterlijk: einde schoolweek}
  - {id: gesprek, titel: Bereid je gesprek voor, voor: leerkracht, per: medewerker, uiterlijk: 1 februari}
"""
BECAUSE = "proef met een portfolio"


def add(school: KeptSchool, *words: str, today: str = "2026-10-06", reason: str = BECAUSE, by: str = "IBO") -> Said:
    """Make an exception the way people do."""
    more = [*(("--reden", reason) if reason else ()), *(("--door", by) if by else ())]
    return jaarcyclus(school.folder, "exception", "add", *words, *more, "--vandaag", today)


def agreed(school: KeptSchool, *words: str, today: str = "2026-10-06", reason: str = BECAUSE) -> str:
    said = add(school, *words, today=today, reason=reason)
    assert said.code == 0, said.err
    return said.out


def end(school: KeptSchool, number: int, today: str, by: str = "IBO") -> Said:
    return jaarcyclus(school.folder, "exception", "end", str(number), "--door", by, "--vandaag", today)


def listed(school: KeptSchool, *words: str, today: str = "2026-10-06") -> str:
    """Return what `exception list` says, as if the terminal were wide."""
    said = jaarcyclus(school.folder, "exception", "list", *words, "--vandaag", today)
    assert said.code == 0, said.err
    return said.words


def explained(school: KeptSchool, key: str, today: str = "2026-10-06") -> str:
    return jaarcyclus(school.folder, "explain", key, today=today).words
