"""The words of a rule's form: what its choices are called, and what holds where a school says nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.changewords import remind_words, reminders
from engine.rule import USUAL_REMINDERS
from engine.ruleform import RECIPIENT
from web.rulefile import FOLDER
from web.rules import ROLES as SHORT

if TYPE_CHECKING:
    from engine.rule import Rule
    from engine.runs.ruleform import Opened

# What comes so often has reminders of its own.
OFTEN = ("schooldag", "schoolweek")
UNIT_WORDS = {"dag": "dagen", "schooldag": "schooldagen", "werkdag": "werkdagen", "week": "weken", "maand": "maanden"}
RELATION_WORDS = {
    "voor": "voor",
    "na": "na",
    "op": "op",
    "begin": "begin van",
    "einde": "einde van",
    "voor einde": "voor het einde van",
    "na begin": "na het begin van",
}
STATE_WORDS = {
    "aan": ("Doet mee", ""),
    "proef": ("Op proef", "Alleen wie de regels beheert ziet de taken, en niemand krijgt mail."),
    "uit": ("Doet niet mee", "Er komen geen taken van. Wat nog open staat, vervalt."),
}
LEVEL_WORDS = {
    "verplicht": ("Verplicht", "Kan te laat zijn, en wordt herinnerd."),
    "gewenst": ("Gewenst", "Een herinnering bij het begin, en nooit te laat."),
    "facultatief": ("Facultatief", "Staat alleen in de lijst."),
}


def role_name(name: str) -> str:
    word = SHORT.get(name, "wie het bericht krijgt" if name == RECIPIENT else name)
    return f"{word[:1].upper()}{word[1:]}"


def usual(opened: Opened) -> str:
    """Say what holds where a school says nothing of reminders itself."""
    if opened.pack is not None:
        return f"zoals in het pakket: {reminders(opened.pack.remind)}"
    if opened.wish.remind is None:
        return f"zoals gewoonlijk: {reminders(opened.entry.rule.remind)}"
    anchor = opened.entry.rule.due.alternatives[0].anchor
    if anchor is not None and anchor.family in OFTEN:
        return "zoals gewoonlijk bij iets dat zo vaak komt"
    return f"zoals gewoonlijk bij dit niveau: {reminders(USUAL_REMINDERS[opened.entry.rule.level])}"


def packed(pack: Rule | None) -> dict[str, str]:
    """Return what a pack says, to be shown beside what the school chose."""
    if pack is None:
        return {}
    return {
        "uiterlijk": pack.due.words,
        "vanaf": pack.opens.words if pack.opens else "",
        "voor": ", ".join(role_name(each).lower() for each in pack.assignees),
        "niveau": pack.level,
        "herinner": ", ".join(remind_words(each) for each in pack.remind),
    }


def places(opened: Opened) -> list[tuple[str, int, str]]:
    """Return where the school's own files speak of the rule: file, line, and what stands there."""
    words = {
        "regel": "de regel",
        "aanpassing": "wat bij ons anders is",
        "dagen": "wanneer hij geldt",
        "tijdelijk": "wat tijdelijk anders is",
    }
    return [
        (path.removeprefix(FOLDER), each.node.line, words[each.kind])
        for path, every in opened.spots.items()
        for each in every
    ]
