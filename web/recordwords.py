"""What may be recorded, as people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.runs.recordable import Recordable

TITLES = {
    "gesprek.start-groep-1": "Gesprek bij de start in groep 1",
    "gesprek.startgesprek": "Startgesprek",
    "gesprek.leerdoelen": "Gesprek over leerdoelen",
    "gesprek.rapport": "Rapportgesprek",
    "gesprek.verwijzing": "Verwijzingsgesprek",
    "gesprek.kennismaking": "Kennismakingsgesprek",
    "gesprek.kindgesprek": "Kindgesprek",
    "gesprek.voortgang-seo": "Gesprek over de voortgang in de SEO",
    "gesprek.advies": "Adviesgesprek",
    "gesprek.voorlopig-advies": "Gesprek over het voorlopig advies",
    "gesprek.huisbezoek": "Huisbezoek",
    "signalering.dyslexie": "Signaal van dyslexie",
    "signalering.voorsprong": "Signaal van een voorsprong",
    "signalering.achterstand": "Signaal van een achterstand",
    "signalering.bijzonderheid": "Iets bijzonders opgemerkt",
    "signalering.schoolinzet": "Signaal over de inzet op school",
    "signalering.incident": "Incident",
    "bericht": "Bericht van ouders",
    "afwezigheid": "Een dag afwezig",
}
OWN = {"gesprek": "Gesprek", "signalering": "Signaal"}


def title_of(what: Recordable) -> str:
    """Return what people call it; a school's own kind goes by its own word."""
    return TITLES.get(what.name) or f"{OWN.get(what.type, what.type)}: {what.kind.replace('-', ' ')}"
