"""The figures of an account as people read them, and as a csv for a spreadsheet. Small sensitive ones stay unsaid."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from engine.almanac.days import dutch
from engine.report import proof_asked
from engine.reportcount import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.report import Account, Heading, Line, Scope
    from engine.reportcount import Counts, Period

FEW, UNSAID = f"<{SMALL}", "–"
MOST_REASONS = 5
BOM = "\ufeff"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DATES = (
    "Een taak telt mee in de periode waarin zij af moest zijn. Op tijd is klaar op of voor die dag, zoals die toen "
    "stond; het gaat om de dag waarop het gedaan is, niet om de dag waarop dat bleek."
)
OUTCOMES = (
    "Later klaar: gedaan, maar na die dag. Nu te laat: nog niet gedaan, en de dag is voorbij. Gemist: niet gedaan, en "
    "het kan niet meer. Nvt: iemand zei waarom het niet hoefde. Het percentage gaat over wat gedaan moest worden: "
    "zonder nvt, zonder wat nog open staat en zonder wat facultatief was en bleef liggen."
)
PROOF = (
    "Bewijs is iets wat is vastgelegd, zoals een registratie of een gevoerd gesprek. Vinkje: alleen afgevinkt. Bij een "
    "afspraak met een sterretje is een vinkje genoeg."
)
HIDDEN = "Bij gevoelige afspraken staat een aantal onder de 3 als <3; zo'n afspraak telt niet mee in de totalen."
LEFT_OUT = "Gevoelige afspraken staan niet in het verslag van een groep: daar weet iedereen over wie het gaat."
COLUMNS = (
    "papier", "kop", "regel", "titel", "niveau", "gevoelig", "vraagt_bewijs", "van", "tot_en_met", "groep",
    "taken", "op_tijd", "later_klaar", "nu_te_laat", "gemist", "nvt", "nog_open", "met_bewijs", "alleen_vinkje",
    "vervallen", "redenen_nvt",
)  # fmt: skip


def figures(line: Line) -> tuple[str, ...]:
    """Return the sum and every figure of an obligation, a small one that is sensitive as `<3` and without the sum."""
    counts = line.counts
    if not line.hides:
        return (str(counts.tasks), *map(str, counts.cells))
    return (UNSAID, *(FEW if 0 < each < SMALL else str(each) for each in counts.cells))


def reasons(line: Line) -> str:
    """Say why it did not apply, the commonest reasons with their numbers; of something sensitive nothing."""
    if line.sensitive:
        return ""
    told = [f"{reason} ({number})" for reason, number in line.counts.reasons]
    more = sum(number for _, number in line.counts.reasons[MOST_REASONS:])
    return "; ".join([*told[:MOST_REASONS], *([f"andere redenen ({more})"] if more else [])])


def share(counts: Counts) -> str:
    """Return how much of what had to be done was done in time, as a percentage; "" where nothing had to be."""
    return f"{round(100 * counts.on_time / counts.asked)}%" if counts.asked else ""


def in_words(period: Period) -> str:
    same_year = period.first.year == period.last.year
    return f"{dutch(period.first, year=not same_year)} tot en met {dutch(period.last, year=True)}"


def summary(found: Account) -> tuple[str, ...]:
    """Say in a few sentences how it went."""
    counts, asking = found.counts, proof_asked(found.lines)
    if not counts.tasks:
        return ("In deze periode hoefde er niets af te zijn.",)
    told = [f"In deze periode moesten {_tasks(counts.tasks)} af zijn."]
    if counts.asked:
        told.append(
            f"Van de {counts.asked} die gedaan moesten worden, waren er {counts.on_time} op tijd ({share(counts)})."
        )
    if asking.done:
        told.append(
            f"Van de {counts.done} die klaar zijn, {_ask(asking.done)} bewijs: {asking.proven} met, {_only(asking)}."
        )
    return tuple(told)


def _ask(number: int) -> str:
    return f"{'vraagt' if number == 1 else 'vragen'} er {number} om"


def _tasks(number: int) -> str:
    return "1 taak" if number == 1 else f"{number} taken"


def _only(counts: Counts) -> str:
    return f"{counts.ticked} alleen afgevinkt"


def notes(found: Account) -> tuple[str, ...]:
    """Say how was counted, and what was left out and why."""
    told = [DATES, OUTCOMES, PROOF]
    if lapsed := sum(each.counts.lapsed for each in found.lines if not each.sensitive):
        told.append(_lapsed(lapsed))
    if found.hides:
        told.append(HIDDEN)
    if found.left_out:
        told.append(LEFT_OUT)
    if found.on_trial:
        told.append(_trial(found.on_trial))
    return tuple(told)


def _lapsed(number: int) -> str:
    how = "verviel en telt" if number == 1 else "vervielen en tellen"
    return f"{_tasks(number)} {how} niet mee: de datum, het onderwerp of de afspraak was er niet meer."


def _trial(number: int) -> str:
    return f"{'1 afspraak op proef telt' if number == 1 else f'{number} afspraken op proef tellen'} niet mee."


def without_tasks(heading: Heading) -> tuple[Line, ...]:
    return tuple(each for each in heading.lines if not each.counts.tasks)


# --- for a spreadsheet


def as_csv(found: Account, scope: Scope) -> str:
    """Write a line for every obligation, as a Dutch spreadsheet opens it: a mark for UTF-8 and `;` between columns."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found, scope))
    return BOM + out.getvalue()


def _rows(found: Account, scope: Scope) -> Iterator[tuple[str, ...]]:
    days = (str(found.period.first), str(found.period.last), _text(scope.group))
    for each in found.lines:
        tasks, *cells = figures(each)
        lapsed = "" if each.sensitive else str(each.counts.lapsed)
        yield (
            *(_text(one) for one in (each.paper, each.heading, each.rule, each.title, each.level)),
            _yes_no(each.sensitive),
            _yes_no(each.asks_proof),
            *days,
            "" if tasks == UNSAID else tasks,
            *cells,
            lapsed,
            _text(reasons(each)),
        )


def _yes_no(value: bool) -> str:
    return "ja" if value else "nee"


def _text(words: str) -> str:
    """Keep a spreadsheet from reading somebody's words as a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words
