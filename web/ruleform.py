"""A rule in a form: its usual things chosen, what that does shown, and the file written that says so."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException

from engine.demopast import demo_past
from engine.kinds import ROLES
from engine.phraseparts import RELATIONS, TIMES, anchor_groups
from engine.rule import AFTER, AT_BEGIN, BEFORE, LEVELS, ON_THE_DAY
from engine.ruleform import RECIPIENT, STATES
from engine.rulesentence import besides_the_usual
from engine.runs.ownrules import versions_of_file
from engine.runs.ruleform import NotComposed, compose, mistakes, open_rule
from engine.runs.rulelook import look, look_back
from engine.runs.rulesave import LONGEST_WHY, Edit, Refused, save
from web.asking import to
from web.drawing import drawn_for
from web.plainly import as_sentence
from web.preview import preview_of
from web.rulefile import FOLDER, SAID, version_words
from web.ruleformfields import EVERY, LONGEST, MOST_ROWS, filled_by, filled_from, in_step, wish_from
from web.ruleformwords import LEVEL_WORDS, RELATION_WORDS, STATE_WORDS, UNIT_WORDS, packed, places, role_name, usual
from web.unnamed import hidden_rules

if TYPE_CHECKING:
    from starlette.responses import Response

    from engine.rule import Rule
    from engine.runs.backtest import Backtest
    from engine.runs.ruleform import Composed, Mistakes, Opened
    from engine.runs.rulelook import Looked
    from web.access import Visit
    from web.ruleformfields import Filled

FEWEST_ROWS, MOST_VERSIONS = 3, 3
MEANWHILE = (
    "Deze regel is intussen door iemand anders veranderd. Er is niets overschreven: wat jij koos, staat hieronder nog. "
    "Open de regel opnieuw en kies het nog eens."
)
NOT_SEEN = "Je hebt nog iets veranderd. Kijk eerst wat dit doet, en bewaar daarna."
NOTHING = "Er is nog niets anders dan het nu is. Kies hieronder wat je wilt veranderen."
WRONG = "Dit kan zo nog niet. Bij wat je veranderde, staat waarom."


def show(visit: Visit) -> Response:
    """Show the form with the rule as it is."""
    opened = _opened(visit)
    said = SAID.get(visit.request.query_params.get("gedaan", ""), "")
    return _page(visit, opened, filled_by(opened), said=said)


def look_over(visit: Visit) -> Response:
    """Say what is wrong with what was chosen, or what it does. Nothing is saved."""
    opened, filled = _opened(visit), filled_from(visit)
    return _looked_over(visit, opened, filled)


def _looked_over(visit: Visit, opened: Opened, filled: Filled, status: int = 200, trouble: str = "") -> Response:
    composed = _composed(visit, opened, filled)
    if isinstance(composed, str):
        return _page(visit, opened, filled, 409, composed)
    if not composed.keys:
        return _page(visit, opened, filled, said=NOTHING)
    looked = _looked(visit, composed)
    if not looked.is_fine:
        return _wrong(visit, opened, filled, composed, looked, status)
    past = _past(visit, composed) if visit.form.get("terugkijken") else None
    filled = in_step(filled, visit.me.day.school.language.vocabulary)
    return _page(visit, opened, replace(filled, seen=_name(composed)), status, trouble, looked=looked, past=past)


def keep(visit: Visit) -> Response:
    """Save what was looked at; what was chosen since is looked at first."""
    opened, filled, house = _opened(visit), filled_from(visit), visit.house
    composed = _composed(visit, opened, filled)
    if isinstance(composed, str):
        return _page(visit, opened, filled, 409, composed)
    if filled.seen != _name(composed):
        return _looked_over(visit, opened, filled, 400, NOT_SEEN)
    edit = Edit(composed.path, composed.text, composed.seal, visit.me.staff.code, filled.why)
    with house.database.writing(house.school) as store:
        saved = save(house.settings, store, edit, house.today, house.now(), may_uncover=visit.me.sensitive)
    if isinstance(saved, Refused) and saved.looked is not None:
        return _wrong(visit, opened, filled, composed, saved.looked, 409)
    if saved is None or isinstance(saved, Refused):
        return _page(visit, opened, filled, 409, MEANWHILE)
    return to(visit, f"/regels/{quote(opened.entry.rule.id)}/wijzigen?gedaan=bewaard")


# --- what was asked


def _opened(visit: Visit) -> Opened:
    house = visit.house
    found = open_rule(house.settings, house.rules.of(visit.me.day), visit.request.path_params["rule"])
    if found is None or visit.request.path_params["rule"] in hidden_rules(visit):
        raise HTTPException(404)
    return found


def _composed(visit: Visit, opened: Opened, filled: Filled) -> Composed | str:
    """Return the text that says what was chosen, or in a sentence why there is none."""
    if filled.seal != opened.seal:
        return MEANWHILE
    if opened.broken:
        return _mend(opened)
    found = compose(visit.house.settings, opened, wish_from(filled))
    return f"{found.message}." if isinstance(found, NotComposed) else found


def _mend(opened: Opened) -> str:
    return f"In {opened.broken[0]} klopt iets niet. Maak dat eerst in orde; daarna kun je deze regel hier wijzigen."


def _looked(visit: Visit, composed: Composed) -> Looked:
    house = visit.house
    with house.database.reading(house.school) as store:
        return look(house.settings, store, composed.path, composed.text, house.today)


def _past(visit: Visit, composed: Composed) -> Backtest:
    house = visit.house
    with house.database.reading(house.school) as store:
        return look_back(house.settings, store, composed.path, composed.text, house.today, demo_past)


def _name(composed: Composed) -> str:
    return sha256(f"{composed.path}\n{composed.text}".encode()).hexdigest()[:16]


# --- what is shown


def _wrong(visit: Visit, opened: Opened, filled: Filled, composed: Composed, looked: Looked, status: int) -> Response:
    found = mistakes(visit.house.settings, opened.entry.rule.id, composed, looked)
    return _page(visit, opened, replace(filled, seen=""), status, WRONG, wrong=found)


def _page(
    visit: Visit,
    opened: Opened,
    filled: Filled,
    status: int = 200,
    trouble: str = "",
    *,
    said: str = "",
    looked: Looked | None = None,
    past: Backtest | None = None,
    wrong: Mistakes | None = None,
) -> Response:
    house, rule = visit.house, opened.entry.rule
    language = visit.me.day.school.language
    with house.database.reading(house.school) as store:
        versions = versions_of_file(store, opened.path)
    file = next((each for each in opened.files if each.path == opened.path), None)
    shown = preview_of(visit, looked, past, every=bool(visit.form.get("alles"))) if looked is not None else None
    return drawn_for(
        visit,
        "ruleform.html.j2",
        status,
        opened=opened,
        rule=rule,
        entry=opened.entry,
        filled=filled,
        broken=_mend(opened) if opened.broken and not trouble else "",
        trouble=trouble,
        clash=filled.seal != opened.seal or trouble == MEANWHILE,
        said=said,
        preview=shown,
        remarks=[each.message[:1].upper() + each.message[1:] for each in looked.problems] if looked is not None else [],
        wrong={key: [as_sentence(each) for each in every] for key, every in wrong.by_key.items()} if wrong else {},
        elsewhere=[(each.file, each.line, as_sentence(each.message)) for each in wrong.others] if wrong else [],
        units=UNIT_WORDS,
        relations={each: RELATION_WORDS[each] for each in RELATIONS},
        times=TIMES,
        anchors=anchor_groups(language.vocabulary, language.occasion_names, filled.parts.anchor),
        roles=[(each, role_name(each)) for each in (*ROLES, RECIPIENT) if each in _offered(visit, rule, filled)],
        moments=(AT_BEGIN, ON_THE_DAY),
        rows=_rows(filled),
        when={BEFORE: "ervoor", AFTER: "erna", EVERY: "steeds erna"},
        usual=usual(opened),
        levels=[(each, *LEVEL_WORDS[each]) for each in LEVELS],
        states=[(each, *STATE_WORDS[each]) for each in STATES],
        packed=packed(opened.pack),
        fixed=besides_the_usual(rule),
        places=places(opened),
        versions=[version_words(visit, each) for each in versions[:MOST_VERSIONS]],
        may_undo=bool(versions) and versions[0].seal == (file.seal if file is not None else ""),
        path=opened.path.removeprefix(FOLDER),
        folder=FOLDER,
        longest=LONGEST_WHY,
        longest_phrase=LONGEST,
    )


def _offered(visit: Visit, rule: Rule, filled: Filled) -> frozenset[str]:
    """Return the roles to choose from: those somebody at school has, those of the rules, and those chosen now."""
    staff = visit.me.day.listing.staff.values()
    here = frozenset(role for each in staff for role in each.roles)
    used = frozenset(role for each in visit.me.day.school.book.rules for role in each.assignees)
    return here | used | frozenset(rule.assignees) | frozenset(filled.roles)


def _rows(filled: Filled) -> list[tuple[str, str, str]]:
    empty = [("", "schooldag", BEFORE)] * max(FEWEST_ROWS - len(filled.counted), 1)
    return [*filled.counted, *empty][:MOST_ROWS]
