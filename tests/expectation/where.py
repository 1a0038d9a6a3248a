"""Each obligation's `waar` in the words of the list, and beside it what those words ask.

The words stand here too: when the list says something else, the question has to be read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.expectation.questions import (
    account,
    anyone,
    autumn,
    case_traits,
    ended,
    goes_to,
    gone,
    has_group,
    has_group_with_pupils,
    has_pupil,
    here,
    in_month,
    is_a,
    is_autumn,
    kind,
    last_time,
    level,
    longer_than,
    new_teacher,
    newest,
    registered,
    round_of,
    said,
    teaches,
    this_year,
    trait,
    with_trait,
)
from tests.expectation.scene import Question, always, every, no, some

if TYPE_CHECKING:
    from tests.expectation.agreements import Agreement
    from tests.expectation.scene import Scene

Words = tuple[str, Question]

# "Niveau met waarde peuter 2, groep 1 basis, ... (groep 1 of lager: de eerste twee)."
GROUP_1_OR_LOWER = ("peuter 2", "groep 1 basis")
kindergarten = level(1, 2)
next_teacher_of_3 = teaches(3, years_on=1)
# "Gesprek met ouders: soort niet leerdoelen (mkg: ook niet kindgesprek)."
with_parents = no(kind("leerdoelen"))
not_archived = no(registered("gearchiveerd"))


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def badly_timed(scene: Scene) -> bool:
    """`minuten` above 10 and `tijd` before 8:30 or 12:00-13:15."""
    said_here = case_traits(scene)
    if "tijd" not in said_here or "minuten" not in said_here:
        return False
    at = _minutes(said_here["tijd"])
    return int(said_here["minuten"]) > 10 and (at < 8 * 60 + 30 or 12 * 60 <= at < 13 * 60 + 15)


MIJNKLEUTERGROEP: dict[str, Words] = {
    "mkg-herfstleerling-subgroep": ("herfstleerling", autumn),
    "mkg-nt2-subgroep": ("kenmerk nt2", trait("nt2")),
    "mkg-gebieden-na-6-maanden": ("langer dan 6 maanden op school", longer_than(6, "maand")),
    "mkg-gebieden-start-groep-2": ("jaargroep 2", level(2)),
    "mkg-gezondheid-vermelden": ("kenmerk gezondheid", trait("gezondheid")),
    "mkg-gezondheid-weekrooster": (
        "groep met een leerling met kenmerk gezondheid",
        has_pupil(with_trait("gezondheid")),
    ),
    "mkg-opvallend-vastleggen": ("opvallend", said("opvallend", "ja")),
    "mkg-ib-inschakelen": ("soort dyslexie, voorsprong of achterstand", kind("dyslexie", "voorsprong", "achterstand")),
    "mkg-specifieke-doelen": (
        "kenmerk specifieke-doelen of onderwijsbehoefte",
        trait("specifieke-doelen", "onderwijsbehoefte"),
    ),
    "mkg-ib-signaal-kerst": (
        "jaargroep 2 en niveau nog groep 1 of lager",
        every(level(2), newest("niveau", lambda value: value in GROUP_1_OR_LOWER)),
    ),
    "mkg-seo-zorg-kanjerlijst": ("registratie seo-zorg in dit schooljaar", this_year("seo-zorg")),
    "mkg-extra-hulp-einde": ("met einddatum", ended),
    "mkg-overdrachtscode": ("kenmerk verhuizing", trait("verhuizing")),
    "mkg-doelenset-navragen": ("kenmerk verhuizing", trait("verhuizing")),
    "mkg-actueel-oudergesprek": (
        "gesprek met ouders van een leerling in jaargroep 1 of 2",
        every(kindergarten, no(kind("leerdoelen", "kindgesprek"))),
    ),
    "mkg-groei": (
        "nieuwste registratie groei (gemeten gemiddelde van de groep, in procent) onder 15",
        newest("groei", lambda value: float(value) < 15),
    ),
    "mkg-herfstleerlingen-indicatoren": ("herfstleerling in jaargroep 2", every(autumn, level(2))),
    "mkg-herfstleerlingen-bespreken": ("groep met herfstleerlingen in jaargroep 2", has_pupil(is_autumn, 2)),
    "mkg-herfstleerlingen-groep-1": ("herfstleerling in jaargroep 1", every(autumn, level(1))),
    "mkg-groeipercentage": ("alle groepsbesprekingen behalve de laatste", no(last_time)),
    "mkg-verlenging-doelen": ("kenmerk kleuterverlenging", trait("kleuterverlenging")),
    "mkg-verlenging-groep": ("kenmerk kleuterverlenging", trait("kleuterverlenging")),
    "mkg-verlenging-volgen": ("kenmerk kleuterverlenging", trait("kleuterverlenging")),
    "mkg-leerkrachten-3-account": (
        "volgend schooljaar leerkracht van een groep 3, nog zonder account",
        every(next_teacher_of_3, no(account)),
    ),
    "mkg-leerkrachten-3-wijzen": (
        "volgend schooljaar leerkracht van een groep 3 en dat nu ook",
        every(next_teacher_of_3, teaches(3)),
    ),
    "mkg-leerkrachten-3-bijpraten": (
        "volgend schooljaar voor het eerst leerkracht van een groep 3",
        every(next_teacher_of_3, no(teaches(3))),
    ),
    "mkg-leerkrachten-koppelen": ("groep van volgend schooljaar", level(1, 2, 3)),
    "mkg-overzichten-groep-3": ("groep 3 van volgend schooljaar", level(3)),
    "mkg-overzichten-administratie": ("groep 3 van volgend schooljaar", level(3)),
    "mkg-leerkrachten-ontkoppelen": ("groep van vorig schooljaar", always),
    "mkg-vertrokken-leerkrachten": ("uit dienst en nog een account", account),
    "mkg-oude-groepen": ("groep van meer dan een jaar geleden", always),
    "mkg-leerlingen-verwijderen": (
        "jaargroep 2 die naar groep 3 gaat, of jaargroep 1 of 2 die in dit schooljaar uitstroomt; niet gearchiveerd",
        every(some(every(here, level(2), goes_to(3)), every(kindergarten, gone)), not_archived),
    ),
    "mkg-koppelen-groep-3": ("jaargroep 2, gaat naar groep 3", every(level(2), goes_to(3))),
    "mkg-warme-overdracht": ("groep met leerlingen in jaargroep 2", has_pupil(anyone, 2)),
    "mkg-leerlingkaart-administratie": (
        "jaargroep 2, gaat naar groep 3 (ook zorgleerlingen)",
        every(level(2), goes_to(3)),
    ),
    "mkg-totaaloverzicht": ("jaargroep 2 en kenmerk zorgleerling", every(level(2), trait("zorgleerling"))),
    "mkg-zorgleerling-archiveren": ("jaargroep 2 en kenmerk zorgleerling", every(level(2), trait("zorgleerling"))),
    "mkg-naam-verwijderen": (
        "verlaat de kleutergroepen en wordt niet gearchiveerd",
        every(goes_to(3), not_archived),
    ),
    "mkg-stagiair-geen-account": (
        "stagiair (een lio met groepsverantwoordelijkheid niet) met account",
        every(account, some(is_a("stagiair"), every(is_a("lio"), no(has_group)))),
    ),
    "mkg-leerkracht-account": (
        "leerkracht van een groep met jaargroep 1 of 2, zonder account",
        every(teaches(1, 2), no(account)),
    ),
    "mkg-invalgroep-leeg": ("invalgroep met leerlingen", has_pupil(anyone)),
    "mkg-invaller-niet-aan-groep": (
        "vervanger (niet langdurig) gekoppeld aan een groep met leerlingen",
        every(is_a("invaller"), has_group_with_pupils),
    ),
    "mkg-vervanging-kort": ("duur kort", said("duur", "kort")),
    "mkg-vervanging-account": ("duur langer", said("duur", "langer")),
    "mkg-vervanging-langdurig": ("duur langdurig", said("duur", "langdurig")),
}

OTHERS: dict[str, Words] = {
    "okg-start-groep-1": ("stroomt in groep 1 in", level(1)),
    "okg-startgesprek": (
        "jaargroep 3, 5 of 7; of 2, 4, 6, 8 met een nieuwe leerkracht",
        some(level(3, 5, 7), every(level(2, 4, 6, 8), new_teacher)),
    ),
    "okg-leerdoelen-november": ("jaargroep 5 t/m 8", level(5, 6, 7, 8)),
    "okg-rapport-februari": ("jaargroep 1 t/m 7", level(1, 2, 3, 4, 5, 6, 7)),
    "okg-verwijzing-februari": ("jaargroep 8", level(8)),
    "okg-leerdoelen-maart": ("jaargroep 5 t/m 8", level(5, 6, 7, 8)),
    "okg-rapport-zomer": ("jaargroep 1 t/m 5", level(1, 2, 3, 4, 5)),
    "okg-rapport-zomer-6-7": ("jaargroep 6 of 7", level(6, 7)),
    "okg-uitnodigen": ("gespreksronde (niet soort leerdoelen)", no(round_of("leerdoelen"))),
    "okg-uitnodigen-los-gesprek": (
        "gesprek met ouders buiten een ronde (kenmerk los=ja)",
        every(with_parents, said("los", "ja")),
    ),
    "okg-voorbereidingsformulier": ("gespreksronde van soort startgesprek", round_of("startgesprek")),
    "okg-formulier-terug": ("soort startgesprek", kind("startgesprek")),
    "okg-gespreksvorm": (
        "gespreksronde van soort rapport in januari, februari of maart",
        every(round_of("rapport"), in_month(1, 2, 3)),
    ),
    "edp-informatie-groep-7": ("jaargroep 7", level(7)),
    "edp-informatie-uitnodigen": ("jaargroep 6 of 7", level(6, 7)),
    "edp-advies-groep-8": ("jaargroep 8", level(8)),
    "edp-rapport-1": ("niet jaargroep 8", no(level(8))),
    "edp-voorlopig-advies": ("jaargroep 7", level(7)),
    "edp-rapport-2": ("niet jaargroep 7", no(level(7))),
    "edp-teams": ("online", said("online", "ja")),
    "obk-huisbezoek": ("jaargroep 1 t/m 4", level(1, 2, 3, 4)),
    "obk-opp-ondertekend": ("soort rapport", kind("rapport")),
    "obk-verslag": ("soort startgesprek", kind("startgesprek")),
    "obk-gescheiden-ouders": ("kenmerk twee-adressen", trait("twee-adressen")),
    "obk-bijzonderheid-melden": ("soort bijzonderheid of schoolinzet", kind("bijzonderheid", "schoolinzet")),
    "obk-mediawijsheid-ouders": ("registratie mediawijsheid in dit schooljaar", this_year("mediawijsheid")),
    "obk-jeugdjournaal": ("jaargroep 5 t/m 8", level(5, 6, 7, 8)),
    "obk-gesprekstips": ("jaargroep 1 t/m 4", level(1, 2, 3, 4)),
    "oco-parro-reactie": ("kanaal parro", said("kanaal", "parro")),
    "oco-mail-reactie": ("kanaal mail", said("kanaal", "mail")),
    "oco-afspraken-ouderportaal": ("met gezamenlijke afspraken", said("afspraken", "ja")),
    "oco-gesprekstijd": (
        "langer dan 10 minuten gepland voor de ochtend of de middag, of in de middagpauze",
        badly_timed,
    ),
    "oco-externe-hulp": ("extern", said("extern", "ja")),
    "oco-incident-melden": ("soort incident", kind("incident")),
}
WHERE = {**MIJNKLEUTERGROEP, **OTHERS}

# "Alleen wie op de uiterste dag langer dan 3 weken op school is": the list says it as its assumption.
ASSUMED = {"mkg-seo-voor-vakantie": longer_than(3, "week")}

# Whether the group's school year is another than that of the time, and then how many years before or after.
OTHER_YEAR = {
    "mkg-leerkrachten-koppelen": range(1, 2),
    "mkg-overzichten-groep-3": range(1, 2),
    "mkg-overzichten-administratie": range(1, 2),
    "mkg-leerkrachten-ontkoppelen": range(-1, 0),
    "mkg-oude-groepen": range(-99, -1),
}
OTHER_KIND = {"mkg-invalgroep-leeg": "invaller"}
# Asks itself who is at school: those who left are meant as well.
ALSO_GONE = {"mkg-leerlingen-verwijderen"}
# "Het hele venster ligt in de zomervakantie: verschuift niet en wordt wel gemaild."
IN_HOLIDAYS = {"mkg-leerlingen-verwijderen"}

# "Noemt een regel per leerling, groep, gesprek, signalering, extra-hulp of afwezigheid geen jaargroep: 1 en 2."
ABOUT_KINDERGARTEN = {"leerling", "groep", "gesprek", "signalering", "extra-hulp", "afwezigheid"}


def question_of(agreement: Agreement) -> Question:
    words, asked = WHERE.get(agreement.id, ("", ASSUMED.get(agreement.id, always)))
    assert words == agreement.where, f"{agreement.id}: de lijst zegt nu {agreement.where!r}"
    return every(question_of_the_pack(agreement), asked)


def question_of_the_pack(agreement: Agreement) -> Question:
    """What a pack asks of every obligation that says nothing about year groups."""
    named = "jaargroep" in agreement.where or agreement.id in OTHER_YEAR
    mine = agreement.pack == "mijnkleutergroep" and agreement.per in ABOUT_KINDERGARTEN
    return kindergarten if mine and not named else always
