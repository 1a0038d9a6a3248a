"""A changed deadline on the demo school, as sentence, preview and backtest: one fresh process, everything from cold.

The goal is seconds for a person who waits, so it is told beside what starting and reading the files (`check`) costs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.commands import CODE, Spent, run, set_up
from benchmarks.kit.demo import TODAY
from benchmarks.kit.figures import shown

TIMES = 5
WANTED = 2.0
DEADLINE = "aanpassingen:\n  - {id: mkg-groepsbespreking-analyse, uiterlijk: 3 weken voor groepsbespreking}\n"
BOTH = f"""
from engine.cli.main import main
for words in (["diff", "voorstel", "--taken"], ["backtest", "voorstel"]):
    try:
        main([*words, "--vandaag", "{TODAY}"])
    except SystemExit as end:
        assert not end.code, words
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        school = set_up(Path(folder))
        run((sys.executable, "-c", CODE, "run", "--vandaag", str(TODAY)), school)
        (school / "voorstel" / "rules").mkdir(parents=True)
        (school / "voorstel" / "rules" / "analyse.yaml").write_text(DEADLINE, encoding="utf-8")
        ways = {"check": (sys.executable, "-c", CODE, "check"), f"both (< {WANTED:g} s)": (sys.executable, "-c", BOTH)}
        found: dict[str, list[Spent]] = {name: [run(way, school) for _ in range(TIMES)] for name, way in ways.items()}
    for name, spent in found.items():
        processor = median(each.processor for each in spent)
        print(f"{shown(name, [each.wall for each in spent])}   processor {processor * 1000:.0f} ms")
    check, both = (median(each.wall for each in spent) for spent in found.values())
    print(f"  {both / check:.1f} times check")


if __name__ == "__main__":
    main()
