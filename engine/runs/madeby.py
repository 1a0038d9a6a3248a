"""By which words of its rule a task came to be, where these are no longer the rule's words now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.change import since_then
from engine.rawrule import Source
from engine.rulefile import read_rules
from engine.store.ruleversions import rule_version
from engine.validity import version_on

if TYPE_CHECKING:
    from engine.model import Task
    from engine.rule import Rule
    from engine.runs.gather import School
    from engine.store.database import Store
    from engine.store.ruleversions import RuleVersion

PACK = re.compile(r"\bbij_pakket: ([\w-]+)")


def made_by(store: Store, school: School, task: Task, now: Rule | None) -> str:
    """Say by which version of the rule a task was made, and what it said; "" while that is still what it says."""
    kept = rule_version(store, task.made_by) if task.made_by else None
    current = None if now is None else version_on(now, task.due) or now
    if kept is None or task.first_seen is None or (current is not None and current.version == kept.version):
        return ""
    then = read_version(school, kept)
    return since_then(then, current, task.first_seen) if then is not None else ""


def read_version(school: School, kept: RuleVersion) -> Rule | None:
    """Read a kept wording with the words the school has now; None when they are no longer enough to read it by."""
    known = school.language.known_ids | {each.id for each in school.book.rules} | _named(kept.text)
    found = PACK.search(kept.text)
    source = Source(kept.file, f"regels:\n  - {kept.text}\n", found.group(1) if found else "")
    return next(iter(read_rules([source], replace(school.language, known_ids=known)).rules), None)


def _named(text: str) -> set[str]:
    """Return the ids a wording speaks of: the rules they name may be gone by now."""
    return set(re.findall(r"\bhoort_bij: ([a-z0-9-]+)", text))
