"""Random rules from the whole grammar. For the oracle only; what `check` refuses is thrown away by the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.phrases import MONTHS, RANKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

PERS = [
    "school",
    "groep",
    "groep",
    "leerling",
    "leerling",
    "leerling",
    "medewerker",
    "gesprek",
    "gespreksronde",
    "toets",
]
PERS += ["bericht", "signalering", "afwezigheid", "extra-hulp", "doel"]
ROLES = [
    "leerkracht",
    "leerkracht",
    "leerkracht",
    "ib",
    "beheerder",
    "directie",
    "kc",
    "orthopedagoog",
    "applicatiebeheer",
]
UNITS = ["dagen", "schooldagen", "werkdagen", "weken", "maanden"]
OFFICIAL = ["herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"]


class Rules:
    def __init__(self, random: Random, calendars: list[dict[str, Any]], groups: list[str]) -> None:
        self.random, self.groups = random, groups
        self.dated: dict[str, list[str]] = {}
        for node in calendars:
            for name, dates in node["ankers"].items():
                self.dated.setdefault(name, []).extend(str(d["naam"]) for d in dates if "naam" in d)
        self.holidays = sorted({h["naam"] for node in calendars for h in node["vakanties"]} | set(OFFICIAL))

    def _one(self, *words: Any) -> Any:
        return self.random.choice(words)

    def _perhaps(self, chance: float) -> bool:
        return self.random.random() < chance

    def rule(self, name: str) -> dict[str, Any]:
        per = self.random.choice(PERS)
        anchor = self._anchor(per)
        due = self._phrase(anchor)
        rule: dict[str, Any] = {"id": name, "titel": "Iets doen", "voor": self._roles(per), "per": per}
        if self._perhaps(0.55):
            rule["waar"] = self._where(per, 0, due)
        if self._perhaps(0.5):
            rule["vanaf"] = self._opens(per, anchor)
        if self._perhaps(0.1) and due != "direct":
            due += f"{self._one(',', '')} anders {self._phrase(self._anchor(per))}"
        rule["uiterlijk"] = due
        if any(word in due for word in (*MONTHS, *self.holidays, "startweek")) and "'gelegenheid'" in str(
            rule.get("waar")
        ):
            del rule["waar"]  # which time of the year a month or a named holiday is, the language leaves open
        self._rest(rule)
        return rule

    def override(self, name: str) -> dict[str, Any]:
        """Lists and all are replaced as a whole; `uit` switches a rule off."""
        keys = [{"uit": "ja"}, {"herinner": [self._reminder()]}, {"niveau": "gewenst"}, {"voor": "directie"}]
        return {"id": name, **self._one(*keys), **self._one({}, {"escaleer": []}, {"vervalt": "na 3 schooldagen"})}

    def _rest(self, rule: dict[str, Any]) -> None:
        rule["niveau"] = self.random.choices(["verplicht", "gewenst", "facultatief"], [75, 15, 10])[0]
        if rule["niveau"] == "verplicht" and self._perhaps(0.3):
            del rule["niveau"]
        if self._perhaps(0.5):
            rule["herinner"] = [self._reminder() for _ in range(self.random.randrange(0, 5))]
        if self._perhaps(0.3):
            steps = [{"naar": self._one(*ROLES), "na": self._quantity(20)} for _ in range(self.random.randrange(1, 3))]
            rule["escaleer"] = steps if len(steps) > 1 or self._perhaps(0.5) else steps[0]
        if self._perhaps(0.15):
            rule["ook_in_vakantie"] = "ja"
        if self._perhaps(0.2):
            rule["vervalt"] = self._one("ja", "nee", "na 5 schooldagen", "na 2 weken", "na 4 dagen", "na 1 schooldag")

    def _roles(self, per: str) -> Any:
        if per == "bericht" and self._perhaps(0.6):
            return "ontvanger"
        if self._perhaps(0.8):
            return self._one(*ROLES)
        return self.random.sample(sorted(set(ROLES)), 2)

    # --- phrases ------------------------------------------------------------------------------------------------

    def _quantity(self, most: int = 12) -> str:
        unit = self._one(*UNITS)
        number = self.random.randrange(1, most if unit in ("dagen", "schooldagen", "werkdagen") else 9)
        single = {
            "dagen": "dag",
            "schooldagen": "schooldag",
            "werkdagen": "werkdag",
            "weken": "week",
            "maanden": "maand",
        }
        return f"{number} {single[unit] if number == 1 else unit}"

    def _reminder(self) -> str:
        how = self.random.random()
        if how < 0.2:
            return "bij het begin"
        if how < 0.4:
            return "op de dag"
        if how < 0.7:
            return f"{self._quantity()} {self._one('ervoor', 'ervoor', 'erna')}"
        if how < 0.8:
            return f"elke {self._one('week', 'werkdag', 'schooldag', 'maand', 'dag')} erna"
        return f"elke {self._quantity(6)} erna"

    def _anchor(self, per: str) -> str:
        """An anchor, perhaps with a pick; "" for a bare date, "direct" for that."""
        how = self.random.random()
        if how < 0.04:
            return "direct"
        if how < 0.1:
            return ""
        if how < 0.4:
            own = {
                "leerling": [
                    "instroom",
                    "instroom",
                    "uitstroom",
                    "vierde verjaardag",
                    "gesprek",
                    "seo-zorg",
                    "mediawijsheid",
                ],
                "medewerker": ["uit-dienst", "afwezigheid", "bericht", "instroom"],
                "groep": ["toets", "mediawijsheid", "gesprek", "signalering"],
                "school": ["doel", "bericht", "gesprek"],
                "bericht": ["bericht", "bericht", "uit-dienst"],
            }.get(
                per,
                [per, per, per, "instroom"]
                if per != "gespreksronde"
                else [per, f"{per} {self._one('kennismaking', 1, 'februari')}"],
            )
            return str(self._one(*own))
        if how < 0.65:
            name = self._one(*self.dated)
            return self._picked(name, self.dated[name])
        if how < 0.75:
            if self._perhaps(0.5):
                return str(self._one(*self.holidays))
            return self._picked("vakantie", self.holidays)
        name = self._one(
            "schooljaar", "hgw-blok", "schoolweek", "startweek", "maand", "groepsbespreekmaand", "schooldag", "month"
        )
        if name == "month":
            return str(self._one(*MONTHS))
        if name == "schoolweek" and self._perhaps(0.6):
            return str(self._one(f"schoolweek {self.random.randrange(1, 44)}", "laatste schoolweek"))
        if name in ("schooldag", "maand", "hgw-blok") and self._perhaps(0.4):
            return str(self._one(f"eerste {name}", f"laatste {name}", f"{name} 3", f"tweede {name}"))
        return str(name)

    def _picked(self, name: str, names: list[str]) -> str:
        how = self.random.random()
        if how < 0.5:
            return name
        if how < 0.6:
            return f"laatste {name}"
        if how < 0.7:
            return f"{self._one(*RANKS[:4])} {name}"
        if how < 0.8:
            return f"{name} {self.random.randrange(1, 5)}"
        if how < 0.9:
            return f"{name} {self._one(*MONTHS)}"
        words = [n for n in names if not n.isdigit()]
        return f"{name} {self._one(*words)}" if words else name

    def _phrase(self, anchor: str) -> str:
        if anchor == "direct":
            return "direct"
        if anchor == "":
            return self._one("31 juli", "1 augustus", "29 februari", "15 oktober", "3 mei", "24 december")  # type: ignore[no-any-return]
        how = self.random.random()
        if how < 0.3:
            return f"{self._one('op', 'begin', 'einde')} {anchor}"
        edge = f" {self._one('begin', 'einde')}" if self._perhaps(0.15) else ""
        amount = f"{self._quantity()} " if self._perhaps(0.8) else ""
        return f"{amount}{self._one('voor', 'na')}{edge} {anchor}"

    def _opens(self, per: str, anchor: str) -> str:
        other = anchor if self._perhaps(0.6) else self._anchor(per)
        if self._perhaps(0.2):
            for rank in [*RANKS, "laatste"]:
                other = other.removeprefix(rank + " ") if "verjaardag" not in other else other
        text = self._phrase(other)
        if self._perhaps(0.1) and text != "direct":
            text += f", anders {self._phrase(self._anchor(per))}"
        return text

    # --- waar ---------------------------------------------------------------------------------------------------

    def _where(self, per: str, depth: int, due: str) -> dict[str, Any]:
        if depth < 2 and self._perhaps(0.25):
            how = self._one("niet", "een_van", "alle_van")
            if how == "niet":
                return {"niet": self._where(per, depth + 1, due)}
            return {how: [self._where(per, depth + 1, due), self._where(per, depth + 1, due)]}
        found: dict[str, Any] = {}
        for _ in range(self._one(1, 1, 2)):
            found |= self._field(per, due)
        return found

    def _field(self, per: str, due: str) -> dict[str, Any]:
        if self._perhaps(0.25):
            return self._any_field(per, due)
        fields: dict[str, Callable[[], dict[str, Any]]] = {
            "leerling": self._pupil_field,
            "groep": self._group_field,
            "medewerker": self._staff_field,
            "school": lambda: self._any_field(per, due),
        }
        return fields[per]() if per in fields else self._case_field(per)

    def _levels(self) -> Any:
        return self._one(1, 2, [1, 2], [1, 2], 3, [5, 6], [3, 4, 5, 6, 7, 8])

    def _pupil_field(self) -> dict[str, Any]:
        span = f"{self.random.randrange(1, 7)} {self._one('maanden', 'weken')}".replace("1 maanden", "1 maand").replace(
            "1 weken", "1 week"
        )
        return self._one(  # type: ignore[no-any-return]
            {"jaargroep": self._levels()},
            {"jaargroep": self._levels()},
            {"kenmerk": self._one("nt2", "gezondheid", ["nt2", "verlengt"], "zorgleerling")},
            {"herfstleerling": self._one("ja", "nee")},
            {"nieuwe_leerkracht": self._one("ja", "nee")},
            {"lid_van": self._group_words()},
            {"geen_lid_van": self._group_words()},
            {"op_school": self._one("nee", "maakt niet uit", {"langer_dan": span}, {"korter_dan": span})},
            {"gaat_naar_jaargroep": self._one(2, 3, 3, [1, 2], 4, 1)},
        )

    def _group_words(self) -> Any:
        return self._one(
            "stam",
            {"soort": "subgroep"},
            {"soort": "subgroep", "naam": "nt2"},
            {"naam": "herfst"},
            {"schooljaar": "volgend"},
            {"schooljaar": "vorig", "soort": "stam"},
        )

    def _group_field(self) -> dict[str, Any]:
        return self._one(  # type: ignore[no-any-return]
            {"jaargroep": self._levels()},
            {"jaargroep": self._levels()},
            {"soort": self._one("subgroep", "stam", ["invaller", "kleuterverlenging"])},
            {"heeft_leerling": self._one("ja", "nee", {"kenmerk": "nt2"}, {"jaargroep": 2}, {"herfstleerling": "ja"})},
            {"heeft_leerkracht": self._one("ja", "nee")},
            {"schooljaar": self._one("volgend", "vorig", "ouder")},
        )

    def _staff_field(self) -> dict[str, Any]:
        of = self._one(
            "ja",
            {"schooljaar": "volgend"},
            {"schooljaar": "vorig", "jaargroep": 4},
            {"jaargroep": [1, 2]},
            {"soort": "invaller"},
            {"heeft_leerling": {"kenmerk": "nt2"}},
        )
        return self._one(  # type: ignore[no-any-return]
            {"jaargroep": self._levels()},
            {"soort": self._one("invaller", "vast", "stagiair")},
            {"account": self._one("ja", "nee")},
            {"leerkracht_van": of},
        )

    def _case_field(self, per: str) -> dict[str, Any]:
        traits: dict[str, list[Any]] = {
            "gesprek": [
                "online",
                {"status": "gevoerd"},
                {"minuten": {"meer_dan": 10}},
                {"tijd": {"vanaf": "12:00", "voor": "13:15"}},
                {"minuten": {"minder_dan": 15}},
            ],
            "bericht": [{"kanaal": "parro"}, {"kanaal": ["mail", "parro"]}],
            "afwezigheid": [{"duur": "kort"}, {"duur": ["langer", "langdurig"]}],
            "extra-hulp": ["extern", {"extern": "ja"}],
            "doel": [{"dagelijks": "ja"}],
            "signalering": ["opvallend"],
        }
        kinds = {
            "gesprek": ["startgesprek", "rapport", "advies"],
            "signalering": ["dyslexie", "incident"],
            "doel": ["seo", "taal"],
            "toets": ["rekenen"],
            "gespreksronde": ["rapport", "startgesprek"],
            "extra-hulp": ["rt"],
        }
        options: list[dict[str, Any]] = [{"jaargroep": self._levels()}]
        options += [{"kenmerk": t} for t in traits.get(per, [])]
        options += [{"soort": self._one(*kinds[per])}] if per in kinds else []
        options += [{"leerling": self._pupil_field()}]
        return self._one(*options)  # type: ignore[no-any-return]

    def _any_field(self, per: str, due: str) -> dict[str, Any]:
        kind = self._one("observatie", "niveau", "groei", "seo-zorg", "groepsanalyse")
        more: dict[str, Any] = {"soort": kind}
        if kind == "niveau" and self._perhaps(0.5):
            more |= {"waarde": self._one("groep 1", ["groep 1", "groep 2"]), "laatste": "ja"}
        if kind == "groei":
            more |= {"waarde": {self._one("meer_dan", "minder_dan"): 75}}
        if kind == "observatie" and self._perhaps(0.5):
            more |= {"gebied": self._one("seo", "taal"), "minstens": self._one(1, 2)}
        if self._perhaps(0.3):
            more["sinds"] = self._one(
                "ooit",
                "begin schooljaar",
                "na vorige vakantie",
                "3 weken voor schooljaar",
                "2 maanden na instroom",
                "4 weken voor groepsbespreking",
                "begin vorige groepsbespreking",
            )
        return self._one(  # type: ignore[no-any-return]
            {"registratie": self._one(kind, more, more)},
            {"maand": self._one("november", ["oktober", "maart", "juni"], [m for m in MONTHS if m != "mei"])},
            {"gelegenheid": self._one("eerste", "laatste", 2, [1, 3])},
            {"soort_gelegenheid": self._one("rapport", "startgesprek")},
        )
