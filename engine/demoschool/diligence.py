"""Who keeps up and who does not: one group that has done everything, one that does most, one that is behind."""

from __future__ import annotations

from engine.demoschool.shapes import Diligence

KEEPS_UP = Diligence("bij", 1.0, 1.0, 1.0, 1.0, 0.9, 1.0, 1.0, 1.0)
AVERAGE = Diligence("gewoon", 0.75, 0.6, 0.9, 0.8, 0.5, 0.7, 0.6, 0.9)
BEHIND = Diligence("achter", 0.55, 0.2, 0.4, 0.3, 0.15, 0.35, 0.2, 0.7)

DILIGENCE = {
    "1/2 A": KEEPS_UP,
    "1/2 B": AVERAGE,
    "1/2 C": BEHIND,
    "3 A": KEEPS_UP,
    "3/4": AVERAGE,
    "4": AVERAGE,
    "5": KEEPS_UP,
    "6": AVERAGE,
    "6/7": BEHIND,
    "7": KEEPS_UP,
    "7/8": AVERAGE,
    "8": AVERAGE,
}
