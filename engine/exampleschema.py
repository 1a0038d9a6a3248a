"""The part of the JSON Schema about `voorbeelden`, drawn from the words that the reader of examples goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.calendaranchors import ANCHOR_KEYS
from engine.calendarfile import CALENDAR_KEYS, DAY_OFF_KEYS, TEAM_DAY_KEYS
from engine.calendarholidays import HOLIDAY_KEYS
from engine.conditions.base import TEXT, YES_NO, one_or_more, ref
from engine.example import EXAMPLE_KEYS, LINES, MAIL, MAIL_FIELDS, NO_MAIL, STATES, TASK_FIELDS, TICK_KEYS
from engine.examplefacts import A_CASE, ABOUT, CASE_KEYS, FACT_KEYS, REGISTRATION_KEYS
from engine.examplepeople import GROUP_KEYS, PUPIL_KEYS, STAFF_KEYS
from engine.kinds import GROUP_KINDS, ROLES, STAFF_KINDS, WORKING_DAYS
from engine.rule import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.kinds import Kinds

    Schema = dict[str, Any]

EXAMPLE = "voorbeeld"
DAY: Mapping[str, object] = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "description": "een dag, zoals 2026-11-17",
    "patternErrorMessage": "hier hoort een dag, zoals 2026-11-17",
}
DAYS = ("op", "van", "tot_en_met", "vanaf", "uiterlijk", "geboren", "instroom", "uitstroom", "in_dienst", "uit_dienst")
YEAR_GROUP: Mapping[str, object] = {"enum": [*range(9), "H"]}
SCHOOL_YEAR: Mapping[str, object] = {"type": "string", "pattern": r"^\d{4}-\d{4}$", "description": "zoals 2026-2027"}
SHAPES: Mapping[str, Mapping[str, object]] = {
    **dict.fromkeys(DAYS, DAY),
    **dict.fromkeys(("in_invoer", "account", "school", "nvt", "team_werkt"), YES_NO),
    **dict.fromkeys(("leerkrachten", "leerlingen", "ib", "groep", "voor", "aan"), one_or_more(TEXT)),
    "jaargroepen": one_or_more(YEAR_GROUP),
    "jaargroep": one_or_more(YEAR_GROUP),
    "kenmerken": {"anyOf": [one_or_more(ref("kenmerk")), {"type": "object", "propertyNames": ref("kenmerk")}]},
    "rollen": one_or_more({"enum": list(ROLES)}),
    "werkdagen": one_or_more({"enum": list(WORKING_DAYS)}),
    "gebied": ref("gebied"),
    "status": {"enum": list(STATES)},
    "niveau": {"enum": list(LEVELS)},
    "schooljaar": SCHOOL_YEAR,
    "dagen": {"type": "array", "items": DAY},
}
HELP = {
    "naam": "de afspraak als een zin die je hardop zou zeggen",
    "regel": "de id van de regel waar het voorbeeld over gaat",
    "kalender": "sleutels van een kalender; wat er niet staat, is de officiële vakantie van regio midden",
    "vandaag": "de dag waarop je kijkt",
    "feiten": "wie er zijn en wat er bekend is",
    "dan": "wat er volgt: een taak of mail die er is, of die er niet is",
}


def example_schemas(kinds: Kinds) -> Schema:
    """Return the definitions of an example, with this school's own words."""
    shapes: Schema = {
        "naam": {**TEXT, "pattern": r"\S"},
        "regel": TEXT,
        "kalender": {"anyOf": [_calendar(), {"type": "array", "items": _calendar()}]},
        "vandaag": DAY,
        "feiten": _facts(kinds),
        "dan": {"type": "array", "minItems": 1, "items": _line()},
    }
    keys = {name: {"description": HELP[name], **shapes[name]} for name in EXAMPLE_KEYS}
    return {EXAMPLE: _object(keys, required=["naam", "vandaag", "dan"])}


def _facts(kinds: Kinds) -> Schema:
    parts = {
        "groepen": _item(GROUP_KEYS, ("naam",), soort={"enum": list(GROUP_KINDS)}),
        "leerlingen": _item(PUPIL_KEYS, ("nummer",), jaargroep=YEAR_GROUP, vorige_groep=TEXT),
        "medewerkers": _item(STAFF_KEYS, ("code",), soort={"enum": list(STAFF_KINDS)}),
        "zaken": _about(ABOUT, _item(CASE_KEYS, ("type", "sleutel"), type={"enum": sorted(kinds.cases)}, groep=TEXT)),
        "registraties": _about(
            (*ABOUT, A_CASE), _item(REGISTRATION_KEYS, ("soort", "op"), soort=ref("registratie"), groep=TEXT)
        ),
        "vinkjes": _item(TICK_KEYS, ()),
    }
    return _object({name: {"type": "array", "items": parts[name]} for name in FACT_KEYS})


def _about(keys: Iterable[str], schema: Schema) -> Schema:
    """Say that exactly one of these keys must be there."""
    return {**schema, "oneOf": [{"required": [each]} for each in keys]}


def _calendar() -> Schema:
    lists = {
        "vakanties": _item(HOLIDAY_KEYS, ("naam",)),
        "vrije_dagen": _item(DAY_OFF_KEYS, ()),
        "teamdagen": _item(TEAM_DAY_KEYS, ()),
    }
    shapes: Schema = {name: {"type": "array", "items": each} for name, each in lists.items()}
    shapes["ankers"] = {
        "type": "object",
        "additionalProperties": {"type": "array", "items": _item(ANCHOR_KEYS, (), groep=one_or_more(TEXT))},
    }
    shapes |= {"schooljaar": SCHOOL_YEAR, "eerste_schooldag": DAY, "laatste_schooldag": DAY}
    return _object({name: shapes[name] for name in CALENDAR_KEYS})


def _line() -> Schema:
    fields = {kind: MAIL_FIELDS if kind in (MAIL, NO_MAIL) else TASK_FIELDS for kind in LINES}
    lines = {kind: {"anyOf": [_item(of, ()), {"type": "null"}]} for kind, of in fields.items()}
    for kind in (MAIL, NO_MAIL):
        lines[kind] = _item(MAIL_FIELDS, ("aan",))
    return _object(lines, minProperties=1, maxProperties=1)


def _item(keys: Iterable[str], required: Iterable[str], **own: object) -> Schema:
    """Return the schema of something with these keys; `own` are shapes that differ from what a key usually has."""
    return _object({key: own.get(key, SHAPES.get(key, TEXT)) for key in keys}, required=list(required))


def _object(properties: Mapping[str, object], **more: object) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties), **more}
