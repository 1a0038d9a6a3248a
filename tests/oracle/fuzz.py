"""Compare many random schools by hand: `python -m tests.oracle.fuzz 500 [first seed]`."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from tests.oracle.compare import difference, keep_good_rules
from tests.oracle.made_school import make_school, read_rules


def one(seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            year = make_school(folder, seed)
            refused = keep_good_rules(folder)
            found = difference(folder, year)
        except Exception:
            return {"seed": seed, "crash": traceback.format_exc(limit=-4), "ours": [], "theirs": [], "refused": []}
        rules = {r["id"]: r for r in read_rules(folder)}
        return {"seed": seed, "ours": found.ours, "theirs": found.theirs, "refused": refused, "rules": rules}


def main(number: int, first: int) -> None:
    wrong = 0
    refused: Counter[str] = Counter()
    with Pool() as pool:
        for result in pool.imap_unordered(one, range(first, first + number)):
            refused.update(said.partition(" <- ")[0] for said in result["refused"])
            if result.get("crash"):
                print("CRASH", result["seed"], result["crash"], flush=True)
            if result["ours"] or result["theirs"]:
                wrong += 1
                _tell(result)
    for message, times in refused.most_common():
        print(f"{times:5} x {message}")
    print(f"{number} scholen vergeleken, {wrong} met verschil")


def _tell(result: dict[str, Any]) -> None:
    ours = [json.loads(line) for line in result["ours"]]
    theirs = [json.loads(line) for line in result["theirs"]]
    for rule in sorted({task["regel"] for task in (*ours, *theirs)}):
        print(f"\n=== {result['seed']} {json.dumps(result['rules'].get(rule, rule), ensure_ascii=False)}")
        mine, its = ([t for t in tasks if t["regel"] == rule] for tasks in (ours, theirs))
        for task in mine[:3]:
            print("+", _beside(task, its))
        for task in its[:3]:
            if "alleen" in (words := _beside(task, mine)):
                print("-", words)


def _beside(task: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """Only what differs from the other side's task about the same subject and day."""
    head = f"{task['onderwerp']} {task['vanaf']}..{task['uiterlijk']} {[v.partition('@')[0] for v in task['voor']]}"
    for keys in (("onderwerp", "uiterlijk"), ("onderwerp", "vanaf"), ("onderwerp",)):
        same = [other for other in others if all(task[k] == other[k] for k in keys)]
        if same:
            fields = {k: (task[k], same[0][k]) for k in task if task[k] != same[0][k] and k != "herinneringen"}
            reminders = [
                [r for r in a["herinneringen"] if r not in b["herinneringen"]]
                for a, b in ((task, same[0]), (same[0], task))
            ]
            told = [[f"{r['op']} {r['aan'].partition('@')[0]}" for r in side][:4] for side in reminders]
            return f"{head} {fields} {told}"
    return f"{head} alleen hier"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
