"""A letter with all that a letter can have."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from notifiers.letter import Letter, Line, Link, Section
from notifiers.message import Envelope

SENT = datetime(2026, 11, 17, 7, 30, tzinfo=timezone(timedelta(hours=1)))
WEB = "https://jaarcyclus.school.example"
ENVELOPE = Envelope(
    "Jaarcyclus <jaarcyclus@school.example>", SENT, "kastanje/MVD/2026-11-17", "Overzicht van De Kastanje"
)
LETTER = Letter(
    to="Marieke van Dijk <marieke@school.example>",
    subject="3 taken voor donderdag, groep 1/2 B",
    heading="Goedemorgen Marieke,",
    paragraphs=("Dit ligt er op dinsdag 17 november voor groep 1/2 B.",),
    sections=(
        Section(
            "Dit is blijven liggen",
            (
                Line(
                    "Werk de SEO bij voor de vakantie",
                    "18 van 24 gedaan",
                    "moest vrijdag 16 oktober af zijn",
                    late=True,
                ),
            ),
        ),
        Section("Nu en in de komende twee weken", (Line("Geef de collega's <die> & co één ei", "", "morgen"),)),
    ),
    closing="En nog 5 andere.",
    footer=("Dit is je overzicht van De Kastanje.",),
)
WITH_LINKS = Letter(
    LETTER.to,
    LETTER.subject,
    LETTER.heading,
    sections=(Section("Nu", (Line("Vul de analyse in", "", "vandaag", f"{WEB}/taken/abc"),)),),
    links=(Link("Bekijk je hele lijst", f"{WEB}/taken"),),
    below=(Link("Even geen mail? Pauzeer hier", f"{WEB}/afmelden/abc"),),
)
LONG = Letter(
    LETTER.to,
    "De mail van De Kastanje wacht op jou",
    "Goedemorgen Willemijn-Alexandra,",
    paragraphs=("Kijk met `jaarcyclus mail held` en geef vrij met `jaarcyclus run --release`.",),
    sections=(
        Section(
            "Dit ligt nog bij een collega",
            (
                Line(
                    "Neem ruim tijd voor de herfstleerlingen (groep 1/2 A, 1/2 B en 1/2 C)",
                    "18 van 24 gedaan",
                    "moest dinsdag 10 november af zijn, ligt bij Marieke en Jan-Willem",
                    f"{WEB}/taken/abc",
                    late=True,
                ),
            ),
        ),
        Section(
            "Om even na te kijken",
            (
                Line(
                    "rules/eigen/afspraken-van-de-onderbouw-over-de-groepsbesprekingen.yaml heeft 2 fouten", "11 taken"
                ),
            ),
        ),
    ),
    links=WITH_LINKS.links,
    footer=(
        "Dit is je overzicht van De Kastanje.",
        "Schoolbestuursondersteuningsorganisatieoverzichten@school.example",
    ),
    below=WITH_LINKS.below,
)
