"""What an editor and the manual say about each key of a rule; a test sees to it that none is missing."""

from __future__ import annotations

HELP: dict[str, str] = {
    "id": "De vaste naam van deze regel: kleine letters, cijfers en streepjes. Verander hem niet meer (zie voorheen).",
    "titel": "Wat er moet gebeuren, in een korte zin. Staat in mail, dus noem nooit een leerling.",
    "voor": "Wie het doet: een rol, of een lijst van rollen.",
    "per": "Waarvoor de taak steeds een keer komt: leerling, groep, medewerker, school, of iets met een datum.",
    "waar": "Voor wie de regel geldt. Velden naast elkaar gelden allemaal; zonder waar geldt hij voor iedereen.",
    "vanaf": "Vanaf wanneer je de taak ziet. Zonder vanaf is dat 2 weken voor uiterlijk.",
    "uiterlijk": "Wanneer het af moet zijn, als tijdzin: 2 weken voor rapport, einde schoolweek 4, 31 juli.",
    "klaar_als": "Waaruit blijkt dat het klaar is. Zonder klaar_als vink je de taak zelf af.",
    "herinner": "Wanneer je een herinnering krijgt. Zonder herinner geldt wat bij het niveau hoort; [] is geen mail.",
    "escaleer": "Wie het ook hoort als het te laat is, en hoelang na uiterlijk.",
    "niveau": "verplicht kan te laat zijn; gewenst krijgt een herinnering; facultatief staat alleen in de lijst.",
    "wie": "een van ons: wie het doet, doet het voor allen. ieder: iedereen vinkt zelf af.",
    "eigen_mail": "ja: deze herinnering komt in een eigen mail en niet in het dagoverzicht.",
    "ook_in_vakantie": "ja: uiterlijk verschuift niet naar een schooldag, en er mag ook in de vakantie mail komen.",
    "vervalt": "ja: na uiterlijk is de taak gemist. Of pas later: na 5 schooldagen.",
    "gevoelig": "ja: titel en leerling komen nooit in mail; het overzicht noemt alleen een aantal.",
    "proef": "ja: alleen de beheerder ziet de taken, en niemand krijgt mail. Met nee begint het vanaf die dag.",
    "hoort_bij": "De id van een andere regel over hetzelfde: je ziet er een, en een vinkje sluit beide.",
    "bedoeld_in": "De maand die het papier noemt; check waarschuwt als de datums daar niet bij passen.",
    "voorheen": "De vorige id van deze regel: taken en vinkjes gaan mee.",
    "duur": "Hoelang het ongeveer kost, zoals 10 minuten.",
    "aanname": "Wat het papier niet zegt en jullie zelf hebben gekozen.",
    "uitleg": "Hoe je het doet. Staat niet in mail, dus {{ leerling.roepnaam }} mag hier.",
    "bron": "Waar de afspraak staat: het papier en het hoofdstuk.",
    "bij_pakket": "De naam van een pakket: de regel is er alleen als je school dat pakket kiest.",
    "geldig_vanaf": "De eerste dag waarop uiterlijk mag vallen; bij een aanpassing: vanaf dan is het zo.",
    "geldig_tot": "De laatste dag waarop uiterlijk mag vallen; die dag telt nog mee.",
    "uit": "ja: deze regel doet op onze school niet mee.",
}
