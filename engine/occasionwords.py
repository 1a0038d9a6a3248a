"""How people speak of an occasion, `de herfstvakantie op 17 oktober begint`: a table, and plain words for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.almanac.days import dutch, school_year_start

if TYPE_CHECKING:
    from datetime import date

    from engine.model import Because

# Articles of what has a name of its own kind. A school's own anchors stand without, which is always right.
ARTICLES = {
    "schooljaar": "het", "vakantie": "de", "thema": "het", "rapport": "het", "groepsbespreking": "de",
    "gespreksronde": "de", "cito": "de", "groepsindeling": "de", "informatieavond": "de", "activiteit": "de",
    "koffieochtend": "de", "kennismakingsreceptie": "de", "informatieavond-schoolverlaters": "de",
    "themabijeenkomst": "de", "ouderpanel": "het", "gesprek": "het", "toets": "de", "bericht": "het",
    "signalering": "de", "afwezigheid": "de", "extra-hulp": "de", "doel": "het", "maand": "de maand",
    "maandnaam": "de maand", "groepsbespreekmaand": "de maand",
}  # fmt: skip
CALLED = {
    "extra-hulp": "extra hulp", "cito": "Cito-toets", "informatieavond-schoolverlaters":
    "informatieavond voor schoolverlaters", "time-to-shine": "Time to Shine",
}  # fmt: skip
# What a group has rather than what there is, when it is about one group.
HELD_BY_GROUP = {"groepsbespreking": "groepsbespreking"}
# (now or later, past) where an occasion is not simply there, or does not simply begin. {wie} is whom it is about.
SPECIAL = {
    "instroom": ("{wie} op {dag} op school komt", "{wie} op {dag} op school kwam"),
    "uitstroom": ("{dag} de laatste schooldag van {wie} is", "{dag} de laatste schooldag van {wie} was"),
    "vierde verjaardag": ("{wie} op {dag} vier wordt", "{wie} op {dag} vier werd"),
    "uit-dienst": ("{dag} de laatste werkdag van {wie} is", "{dag} de laatste werkdag van {wie} was"),
    "schooldag": ("{dag} een schooldag is", "{dag} een schooldag was"),
    "bericht": ("er op {dag} een bericht komt", "er op {dag} een bericht kwam"),
    "signalering": ("er op {dag} een signalering is", "er op {dag} een signalering was"),
    "seo-zorg": ("er op {dag} seo-zorg is genoteerd", "er op {dag} seo-zorg is genoteerd"),
    "mediawijsheid": ("er op {dag} mediawijsheid is genoteerd", "er op {dag} mediawijsheid is genoteerd"),
}
# What lasts a while begins and ends, also where it is known of one day only.
LASTS = ("afwezigheid", "extra-hulp", "doel")
SHORTENED = {"hgw-blok": "HGW-blok"}
HOLIDAY = "vakantie"


def occasion_clause(because: Because, subject: str, group: str, today: date, *, at_end: bool) -> str:
    """Word the occasion a task hangs on, as the end of "omdat ..."; `at_end` when it is the end that counts."""
    end = because.occasion_end or because.occasion_begin
    day = end if at_end else because.occasion_begin
    past, shown = day < today, day_of(day, today)
    family = because.anchor
    if family in SPECIAL:
        return SPECIAL[family][past].format(wie=subject, dag=shown)
    if family in HELD_BY_GROUP and group:
        return f"{group} op {shown} {HELD_BY_GROUP[family]} {'had' if past else 'heeft'}"
    if end == because.occasion_begin and family not in LASTS:
        return f"op {shown} {called(because)} {'was' if past else 'is'}"
    return f"{called(because)} op {shown} {_verb(past=past, at_end=at_end)}"


def day_of(day: date, today: date) -> str:
    """Return `17 november`, with the year behind it when it falls in another school year than today."""
    return dutch(day, year=school_year_start(day) != school_year_start(today))


def _verb(*, past: bool, at_end: bool) -> str:
    if at_end:
        return "afliep" if past else "afloopt"
    return "begon" if past else "begint"


def called(because: Because) -> str:
    """Return an occasion with its article: `de herfstvakantie`, `het thema Herfst`, `schoolweek 12`, `kijkmiddag`."""
    family, name = because.anchor, because.occasion_name
    article = ARTICLES.get(family, "")
    if family == HOLIDAY and not name.lower().endswith(HOLIDAY):
        article = ""
    for known, proper in (CALLED | SHORTENED).items():
        if name == known or name.startswith(f"{known} "):
            name = proper + name[len(known) :]
    return f"{article} {name}".strip()
