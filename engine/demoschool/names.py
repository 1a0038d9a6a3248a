"""Made-up names as a Dutch class list has them: families from all over, none of them real."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

GIRL = "2"
BOY = "1"


@dataclass(frozen=True, slots=True)
class Pool:
    """First names and surnames that go together; a surname is written "prefix|name". `weight` is in a hundred."""

    weight: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


DUTCH = Pool(
    58,
    _words(
        "Noor, Tess, Saar, Fleur, Evi, Lotte, Roos, Sophie, Julia, Anna, Fenna, Lieke, Maud, Isa, Jasmijn, Lynn, Nina, "
        "Pleun, Veerle, Femke, Eline, Merel, Liv, Nora, Hanna, Elin, Puck, Jet, Mila, Zoë, Floor, Suze, Rosalie, "
        "Marit, Eva, Yara, Sterre, Linde, Bente, Vera"
    ),
    _words(
        "Daan, Sem, Finn, Luuk, Bram, Thijs, Lars, Jesse, Gijs, Mees, Teun, Stijn, Ruben, Tijn, Jens, Siem, Hugo, "
        "Olivier, Pepijn, Sven, Joep, Floris, Guus, Abel, Boaz, Jurre, Sepp, Xander, Tobias, Mats, Rein, Huub, Cas, "
        "Koen, Wout, Jelle, Ties, Morris, Otis, Vic"
    ),
    _words(
        "|Hoekstra, |Bakker, |Visser, de|Vries, van der|Meer, |Smit, |Mulder, |Brouwer, van den|Berg, |Dekker, |Vos, "
        "|Bos, |Kuipers, |Postma, |Willems, van|Dam, ter|Horst, |Verhoeven, |Schouten, |Prins, |Huisman, de|Graaf, "
        "|Kramer, van|Vliet, |Peeters, |Scholten, |Veenstra, te|Velde, van der|Linden, |Molenaar, |Hermans, |Koster, "
        "|Timmermans, |Zijlstra, op den|Kamp, de|Lange, |Jonkers, |Blokland, van|Wijk, |Boersma"
    ),
)
TURKISH = Pool(
    11,
    _words("Elif, Zeynep, Azra, Defne, Ela, Nisa, Melek, Esma, Asya, Ceylin"),
    _words("Emir, Yusuf, Kerem, Mert, Ömer, Deniz, Kaan, Berat, Eren, Ali"),
    _words("|Yildiz, |Kaya, |Demir, |Aydin, |Çelik, |Öztürk, |Arslan, |Koç, |Polat, |Şahin"),
)
MOROCCAN = Pool(
    12,
    _words("Amira, Yasmina, Nour, Salma, Imane, Aya, Hafsa, Dina, Rania, Meryem"),
    _words("Ilyas, Adam, Ayoub, Zakaria, Bilal, Amin, Rayan, Sami, Nassim, Ismail"),
    _words("|Benali, |El Idrissi, |Amrani, |Bouzid, |El Khatib, |Haddad, |Ouali, |Azzouzi, |Chaoui, |Tahiri"),
)
CARIBBEAN = Pool(
    7,
    _words("Jaylinn, Shanaya, Naomi, Chenelle, Destiny, Anaïs"),
    _words("Jayden, Damian, Quincy, Rivaldo, Giovanni, Dylano"),
    _words("|Pinas, |Martina, |Wijngaarde, |Kartosen, |Ramdin, |Sewpersad, |Girigorie, |Doekhi"),
)
EASTERN_EUROPE = Pool(
    7,
    _words("Zofia, Maja, Oliwia, Daria, Alina, Hanka"),
    _words("Jakub, Filip, Oskar, Maksim, Bogdan, Antoni"),
    _words("|Kowalska, |Nowak, |Zielinski, |Ionescu, |Petrov, |Kovalenko, |Wójcik, |Popa"),
)
NEWLY_ARRIVED = Pool(
    5,
    _words("Lina, Rahel, Miriam, Selam, Sidra, Huda"),
    _words("Omar, Yonas, Karim, Dawit, Tarek, Samuel"),
    _words("|Al Hamwi, |Tesfay, |Haile, |Darwish, |Rahimi, |Noori, |Kidane"),
)
POOLS = (DUTCH, TURKISH, MOROCCAN, CARIBBEAN, EASTERN_EUROPE, NEWLY_ARRIVED)


class Register:
    """Gives every child a sex and a full name that nobody else has, always the same for the same seed."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[tuple[str, str]] = set()
        self._first_names: dict[str, int] = {}

    def name(self) -> tuple[str, str, str, str]:
        """Return (first name, prefix, surname, sex)."""
        while True:
            sex = GIRL if self._random.random() < 0.5 else BOY
            pool = self._pool()
            first = self._pick(pool.girls if sex == GIRL else pool.boys)
            surname = self._pick(pool.surnames)
            if self._is_free(first, surname):
                prefix, last = surname.split("|")
                return first, prefix, last, sex

    def _is_free(self, first: str, surname: str) -> bool:
        times = self._first_names.get(first, 0)
        if (first, surname) in self._taken or times >= 4:
            return False
        self._taken.add((first, surname))
        self._first_names[first] = times + 1
        return True

    def _pool(self) -> Pool:
        point = self._random.random() * 100
        for pool in POOLS:
            point -= pool.weight
            if point < 0:
                return pool
        return DUTCH

    def _pick(self, words: tuple[str, ...]) -> str:
        return words[int(self._random.random() * len(words))]
