"""The closed lists of words a school may use without saying so first: kinds, areas, traits, roles.

They come from the catalogue of obligations and the description of the formats. Words travel as data: nothing in
the engine decides on one of them by name. A school adds its own under `[kinds]` in config.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGISTRATIONS = _words("""
    observatie groepsanalyse groei niveau onderwijsbehoefte seo-zorg doel-aangeboden doel-geobserveerd
    mkg-account mkg-stamgroep mkg-subgroep mkg-groep-3 mkg-groepen-3 mkg-groepen-1-2 mkg-leerkracht-gekoppeld
    mkg-leerkracht-ontkoppeld mkg-groep-verwijderd mkg-verwijderd gearchiveerd
    profiel-groepsverloop profiel-thuissituatie profiel-stimulerend profiel-belemmerend profiel-opmerkingen
    motoriek-hand specifiek-doel ib-signaal ib-actie ib-overleg ib-aanvulling
    doelen-verdeeld doelen-tweemaal dagplanning niveaus-bijgewerkt themadoelen-aangeboden
    kanjerlijst kanjerlijst-bij-gespreksverslagen extra-hulp-begin extra-hulp-einde
    hgw-analyse hgw-doelen groepsbespreking-gevoerd groeipercentage indicatoren-groep-3
    overzichten-gedeeld leerlingkaart-administratie totaaloverzicht leerdoelen
    gespreksverslag uitnodiging uitnodiging-beide-adressen voorbereidingsformulier formulier-ontvangen
    inschrijving-open gespreksplanner ouders-uitgenodigd opp-ondertekend oudercontact ouderportaal scol
    klassenouder klassenoudervergadering ouderpanel parro-bericht maandbericht
    leerstofmail leerstof-komend leerstof-aangeboden mediawijsheid mediawijsheid-ouders
    toets-aangekondigd activiteit-aangekondigd papier-geevalueerd
""")  # fmt: skip

AREAS = ("seo", "mondelinge-taal", "taal", "rekenen", "fijne-motoriek", "grove-motoriek")

TALKS = _words("""
    start-groep-1 startgesprek leerdoelen rapport verwijzing kennismaking kindgesprek voortgang-seo advies
    voorlopig-advies huisbezoek
""")  # fmt: skip

TRAITS = _words("""
    nt2 zorgleerling kleuterverlenging verlengt specifieke-doelen onderwijsbehoefte gezondheid verhuizing
    twee-adressen
""")  # fmt: skip

CASE_TYPES = (
    "gesprek", "gespreksronde", "toets", "bericht", "signalering", "afwezigheid", "extra-hulp", "doel",
)  # fmt: skip

SIGNALS = frozenset({"dyslexie", "voorsprong", "achterstand", "bijzonderheid", "schoolinzet", "incident"})

# What a case may say about itself, and the words it may say it with (none: any word).
CASE_TRAITS: dict[str, tuple[str, ...]] = {
    "status": (),
    "online": ("ja", "nee"),
    "afspraken": ("ja", "nee"),
    "los": ("ja", "nee"),
    "opvallend": ("ja", "nee"),
    "extern": ("ja", "nee"),
    "dagelijks": ("ja", "nee"),
    "kanaal": ("parro", "mail"),
    "duur": ("kort", "langer", "langdurig"),
    "ontvanger": (),
    "tijd": (),
    "minuten": (),
}

# Words the rules look for where any word may stand: only what is nearly one of them is a slip of the pen.
USUAL_WORDS = {"status": ("gevoerd", "beantwoord", "verwerkt")}

# Types of cases whose kind comes from a closed list, and which list. Of other types any kind will do.
LIST_OF_TYPE = {"gesprek": "talks", "gespreksronde": "talks", "signalering": "signals", "doel": "areas"}

SUBJECT_TYPES = ("leerling", "groep", "medewerker", "school", *CASE_TYPES)

ROLES = ("leerkracht", "ib", "beheerder", "directie", "orthopedagoog", "kc", "applicatiebeheer")
STAFF_KINDS = ("vast", "invaller", "invaller-langdurig", "stagiair", "lio")
# What somebody in medewerkers.csv is without saying so, and the kinds of staff to whom that does not apply.
USUAL_ROLES = frozenset({"leerkracht"})
KINDS_WITHOUT_ROLE = frozenset({"stagiair"})
GROUP_KINDS = ("stam", "subgroep", "invaller", "kleuterverlenging")
WORKING_DAYS = tuple(f"{day}{weeks}" for day in ("ma", "di", "wo", "do", "vr") for weeks in ("", "-even", "-oneven"))


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words one school may use: the shipped ones and its own.

    `areas` keeps its order: `elk_gebied: ja` means these. `cases` are types of cases, `signals` the kinds a
    signal may have.
    """

    registrations: frozenset[str] = REGISTRATIONS
    areas: tuple[str, ...] = AREAS
    talks: frozenset[str] = TALKS
    traits: frozenset[str] = TRAITS
    cases: tuple[str, ...] = CASE_TYPES
    signals: frozenset[str] = SIGNALS

    def of_case(self, case_type: str) -> frozenset[str] | None:
        """Return the kinds a case of this type may have; None when any will do."""
        name = LIST_OF_TYPE.get(case_type)
        return frozenset(getattr(self, name)) if name else None

    def extended(
        self,
        registrations: Iterable[str] = (),
        areas: Iterable[str] = (),
        talks: Iterable[str] = (),
        traits: Iterable[str] = (),
        cases: Iterable[str] = (),
    ) -> Kinds:
        """Return these words with a school's own; its `cases` may be types as well as kinds of a signal."""
        own_cases = tuple(cases)
        return replace(
            self,
            registrations=self.registrations | set(registrations),
            areas=_joined(self.areas, areas),
            talks=self.talks | set(talks),
            traits=self.traits | set(traits),
            cases=_joined(self.cases, own_cases),
            signals=self.signals | set(own_cases),
        )


def _joined(first: tuple[str, ...], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
