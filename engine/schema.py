"""A JSON Schema of a rule file with this school's own words, so that an editor completes and marks while you type.

It is drawn from the definitions that the loader reads with: engine.rulekeys, engine.conditions.known, engine.kinds
and the grammar of phrases. What needs more than one place in the files (a double id, dates in the wrong order) it
leaves to the loader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from engine.almanac.days import MONTHS
from engine.almanac.phrase import DAY, MONTH, SCHOOL_DAY, UNITS, WEEK
from engine.almanac.phrasepattern import one_of, phrase_pattern, quantity_pattern
from engine.conditions.base import TEXT, YES_NO, one_or_more, ref
from engine.conditions.known import ALL, ANY, CASE, EVIDENCE, FIELDS, NOT
from engine.conditions.registration import EVER
from engine.exampleschema import EXAMPLE, example_schemas
from engine.exampletext import EXAMPLES
from engine.kinds import CASE_TRAITS, ROLES
from engine.model import ANY_OF_US, EVERYBODY, GROUP, PUPIL, SCHOOL, STAFF
from engine.rule import AFTER, AT_BEGIN, AT_DUE, BEFORE, LEVELS, NEVER, ON_THE_DAY
from engine.rulefile import OVERRIDES, RULES
from engine.rulehelp import HELP
from engine.rulekeys import ID, KEYS, OFF, RECIPIENT, REQUIRED_KEYS, pers
from engine.wording import NAMES, NAMES_IN_TITLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from engine.almanac.anchorreader import Vocabulary
    from engine.conditions.base import EvidenceField, Field
    from engine.kinds import Kinds
    from engine.readrule import Language

    Schema = dict[str, Any]
    Some = TypeVar("Some", Field, EvidenceField)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUBJECTS = (PUPIL, GROUP, STAFF, SCHOOL, CASE)
WHERE, PROOF = "waar", "klaar_als"
PHRASE = ref("tijdzin")
A_DATE: Mapping[str, object] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
OPEN = r"\{[{%#]"


def rule_schema(language: Language) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a rule file for a school with these words."""
    return {
        "$schema": DIALECT,
        "title": "Regels van Jaarcyclus",
        "description": "Afspraken van de school: wie doet wat, waarvoor, en wanneer is het af.",
        **_object({RULES: _list("regel"), OVERRIDES: _list("aanpassing"), EXAMPLES: _list(EXAMPLE)}),
        "anyOf": [{"required": [RULES]}, {"required": [OVERRIDES]}],
        "$defs": {
            **_words(language.kinds),
            **_times(language.vocabulary),
            **_conditions(),
            **_rules(language.kinds),
            **example_schemas(language.kinds),
        },
    }


# --- the words of a school


def _words(kinds: Kinds) -> Schema:
    lists: Mapping[str, Iterable[str]] = {
        "registratie": kinds.registrations,
        "gebied": kinds.areas,
        "gesprek": kinds.talks,
        "kenmerk": {*kinds.traits, *CASE_TRAITS},
    }
    return {name: {"enum": sorted(words)} for name, words in lists.items()}


def _times(vocabulary: Vocabulary) -> Schema:
    long = [word for word, unit in UNITS.items() if unit in (DAY, WEEK, MONTH)]
    return {
        "anker": {"enum": sorted(vocabulary.anchors)},
        "tijdzin": _pattern(phrase_pattern(vocabulary), "een tijdzin, zoals: 2 weken voor rapport, einde schoolweek 4"),
        "sinds": _pattern(
            f"(?:^{EVER}$|{phrase_pattern(vocabulary, since=True)})", f"een tijdzin, of {EVER}; vorige mag hier ook"
        ),
        "verblijf": _pattern(_whole(quantity_pattern(long)), "een hoeveelheid, zoals: 6 maanden"),
    }


def _pattern(pattern: str, said: str) -> Schema:
    """Return a text of this form; `patternErrorMessage` is what VS Code shows instead of the expression."""
    return {"type": "string", "pattern": pattern, "description": said, "patternErrorMessage": f"hier hoort {said}"}


def _whole(pattern: str) -> str:
    return rf"^\s*(?:{pattern})\s*$"


# --- `waar` and `klaar_als`, as a whole and for each kind of subject


def _conditions() -> Schema:
    made: Schema = {WHERE: _where(""), PROOF: _proof("")}
    for about in SUBJECTS:
        made[f"{WHERE}-{about}"] = _where(about)
        made[f"{PROOF}-{about}"] = _proof(about)
    return made


def _where(about: str) -> Schema:
    own = {name: _said(each.help, each.schemas.get(about, each.schema)) for name, each in _fitting(FIELDS, about)}
    return _object({**own, **_nested(_named(WHERE, about))}, minProperties=1)


def _proof(about: str) -> Schema:
    chosen = _fitting(EVIDENCE, about)
    own = {name: _said(each.help, each.schema) for name, each in chosen}
    beside = {word: schema for _, each in chosen for word, schema in each.beside.items()}
    owners = {word: [{"required": [name]} for name, each in chosen if word in each.beside] for word in beside}
    together = [{"if": {"required": [word]}, "then": {"anyOf": each}} for word, each in owners.items()]
    parts = {**own, **beside, **_nested(_named(PROOF, about))}
    return _object(parts, minProperties=1, allOf=together)


def _fitting(known: Mapping[str, Some], about: str) -> list[tuple[str, Some]]:
    return [(name, each) for name, each in known.items() if not about or each.about is None or about in each.about]


def _named(name: str, about: str) -> str:
    return f"{name}-{about}" if about else name


def _nested(name: str) -> Schema:
    every = {"type": "array", "minItems": 1, "items": ref(name)}
    return {
        ALL: _said("dit moet allemaal gelden", every),
        ANY: _said("een van deze is genoeg", every),
        NOT: _said("dit moet niet gelden", ref(name)),
    }


# --- a rule and an override


def _rules(kinds: Kinds) -> Schema:
    keys = {name: _said(HELP[name], shape) for name, shape in _shapes(kinds).items()}
    cases = [each for each in pers(kinds) if each not in SUBJECTS]
    told = [_about(each, [each] if each != CASE else cases) for each in SUBJECTS]
    changed = {**keys, WHERE: _said(HELP[WHERE], ref(WHERE)), PROOF: _said(HELP[PROOF], ref(PROOF))}
    off = {OFF: _said(HELP[OFF], YES_NO)}
    return {
        "regel": _object(keys, required=list(REQUIRED_KEYS), allOf=told),
        "aanpassing": _object({**changed, **off}, required=["id"], minProperties=2),
    }


def _about(about: str, pers: Collection[str]) -> Schema:
    """Say which fields go with what a rule is about."""
    fields = {name: ref(_named(name, about)) for name in (WHERE, PROOF)}
    return {"if": {"properties": {"per": {"enum": list(pers)}}, "required": ["per"]}, "then": {"properties": fields}}


def _shapes(kinds: Kinds) -> dict[str, Mapping[str, object]]:
    """Return the shape of each key's value; tests see to it that every key of a rule is here."""
    identity = {"type": "string", "pattern": f"^{ID.pattern}$"}
    shapes: dict[str, Mapping[str, object]] = {
        "id": identity,
        "titel": _template(NAMES_IN_TITLE),
        "voor": one_or_more({"enum": [*ROLES, RECIPIENT]}),
        "per": {"enum": list(pers(kinds))},
        WHERE: {"type": "object"},
        "vanaf": PHRASE,
        "uiterlijk": PHRASE,
        PROOF: {"type": "object"},
        "herinner": _reminders(),
        "escaleer": _escalations(),
        "niveau": {"enum": list(LEVELS)},
        "wie": {"enum": [ANY_OF_US, EVERYBODY]},
        "eigen_mail": YES_NO,
        "ook_in_vakantie": YES_NO,
        "vervalt": _expiry(),
        "gevoelig": YES_NO,
        "proef": YES_NO,
        "hoort_bij": identity,
        "bedoeld_in": one_or_more({"enum": list(MONTHS)}),
        "voorheen": {"anyOf": [identity, {"type": "array", "items": identity}]},
        "duur": TEXT,
        "aanname": TEXT,
        "uitleg": _template(NAMES),
        "bron": TEXT,
        "bij_pakket": TEXT,
        "geldig_vanaf": A_DATE,
        "geldig_tot": A_DATE,
    }
    return {name: shapes[name] for name in KEYS}


def _template(names: Iterable[str]) -> Schema:
    """Return a text in which nothing but these names is filled in."""
    known = "|".join(each.replace(".", r"\.") for each in names)
    field = rf"\{{\{{[-+]?\s*(?:{known})\s*[-+]?\}}\}}"
    said = f"tekst, met als invulveld alleen {', '.join(f'{{{{ {each} }}}}' for each in names)}"
    return _pattern(rf"^(?=[\s\S]*\S)(?:(?!{OPEN})[\s\S]|{field})*$", said)


def _reminders() -> Schema:
    amount = quantity_pattern()
    forms = (
        one_of([AT_BEGIN, ON_THE_DAY]),
        rf"{amount}\s+{one_of([BEFORE, AFTER])}",
        rf"{one_of(['elke'])}\s+(?:{amount}|{one_of(UNITS)})\s+{one_of([AFTER])}",
    )
    said = "een herinnering, zoals: bij het begin, 2 schooldagen ervoor, op de dag, elke 3 schooldagen erna"
    one = _pattern(_whole("|".join(forms)), said)
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _escalations() -> Schema:
    after = _pattern(_whole(quantity_pattern()), "een hoeveelheid, zoals: 3 schooldagen")
    one = _object({"naar": {"enum": list(ROLES)}, "na": after}, required=["naar", "na"])
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _expiry() -> Schema:
    units = [word for word, unit in UNITS.items() if unit in (DAY, SCHOOL_DAY, WEEK)]
    later = _pattern(rf"^\s*[Nn]a\s+{quantity_pattern(units)}\s*$", "ja, nee, of bijvoorbeeld: na 5 schooldagen")
    return {"anyOf": [{"enum": [AT_DUE, NEVER]}, later]}


# --- small parts


def _object(properties: Schema, **more: object) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties, **more}


def _list(name: str) -> Schema:
    return {"type": "array", "items": ref(name)}


def _said(text: str, schema: Mapping[str, object]) -> Schema:
    return {"description": text, **schema}
