"""`make year`: the demo school's year, day by day, on SQLite and where it is on PostgreSQL; ends with 1 on a breach.

A number behind the command lets only so many days pass.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.postgres import lent, server
from tests.year.bigschool import BigYear

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 2026
FIRST = date(2026, 8, 1)
DAYS = 365
STATES = ("open", "te-laat", "klaar", "nvt", "gemist", "vervallen")


def main(days: int) -> int:
    broken = 0
    for name, url in _databases():
        with tempfile.TemporaryDirectory() as folder:
            year = BigYear(Path(folder) / "school", url, SEED)
            _pass(name, year, days)
            year.database.close()
        broken += len(year.breaches)
    return 1 if broken else 0


def _databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", "sqlite:///jaarcyclus.db"
    with server() as url:
        if url is None:
            print("PostgreSQL: not here")
            return
        for each in lent(url, "template0"):
            yield "PostgreSQL", each


def _pass(name: str, year: BigYear, days: int) -> None:
    print(f"{name}\n  {'':10}" + "".join(f"{each:>11}" for each in STATES), flush=True)
    for today in (FIRST + timedelta(days=each) for each in range(days)):
        year.day(today)
        if (today + timedelta(days=1)).day == 1 or today == FIRST + timedelta(days=days - 1):
            states = year.states()
            print(f"  {today}" + "".join(f"{states[each]:>11}" for each in STATES), flush=True)
    print(f"  {', '.join(f'{count} {what}' for what, count in year.happened.items())}")
    times = year.seconds
    print(f"  {len(times)} runs: {min(times):.2f} s, median {median(times):.2f} s, at most {max(times):.2f} s")
    print("  every tick stayed with its task, nothing twice" if not year.breaches else _told(year.breaches), flush=True)


def _told(breaches: list[str]) -> str:
    return "\n".join([f"  {len(breaches)} breaches:", *(f"    {each}" for each in breaches[:20])])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DAYS))
