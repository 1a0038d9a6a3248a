"""Running the examples beside the rules: the packs' as they are shipped, the school's own as it has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine import shipped
from engine.anchors.known import vocabulary
from engine.example import Coverage, coverage
from engine.examplefile import ExampleReader
from engine.exampletrial import Trial, try_out
from engine.kinds import Kinds
from engine.model import Told
from engine.officialdates import read_official
from engine.problem import unknown
from engine.rawrule import Source
from engine.readrule import Language
from engine.rulefile import Book, read_rules
from engine.runs.files import read_files
from engine.runs.gather import catalogue_ids, gather, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.officialdates import OfficialDates
    from engine.problem import Problem
    from engine.runs.gather import School
    from engine.settings import Settings

NO_RULES = "regels: []\n"


@dataclass(frozen=True, slots=True)
class TriedFile:
    """One rule file: what is wrong in it, how its examples went, and how far they cover its rules."""

    file: str
    trials: tuple[Trial, ...]
    problems: tuple[Problem, ...]
    covered: Coverage

    @property
    def holds(self) -> bool:
        return not any(each.is_error for each in self.problems) and all(each.holds for each in self.trials)


@dataclass(frozen=True, slots=True)
class NotThere:
    """A word that is no file, pack or rule: `message` is one Dutch sentence."""

    message: str


@dataclass(frozen=True, slots=True)
class Bench:
    """One rule file with the book its examples are about. `only` is the rule that was asked for, "" for all."""

    source: Source
    path: Path
    book: Book
    kinds: Kinds
    only: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The rules of this file that examples are asked of."""
        own = (each.id for each in self.book.rules if each.file == self.source.file)
        return tuple(each for each in own if self.only in ("", each))


def try_examples(settings: Settings | None, words: tuple[str, ...] = ()) -> tuple[TriedFile, ...] | NotThere:
    """Run the examples of what `words` name; without any, of every rule file the school uses. Raises OSError.

    A pack's examples are about the pack as it is shipped: what a school changes in it does not make them wrong.
    Without settings there are only the packs.
    """
    chosen = _chosen(settings, words)
    if isinstance(chosen, NotThere):
        return chosen
    official = official_dates()
    readers: dict[int, ExampleReader] = {}
    return tuple(_tried(each, official, readers) for each in chosen)


def example_problems(school: School) -> tuple[Problem, ...]:
    """Return what is wrong with the examples in the school's own files, for who looks all files over."""
    reader = _reader(school.book, kinds_of(school.settings), official_dates())
    return tuple(one for each in _own(school.settings) for one in reader.read(each).problems)


def tried_source(school: School, source: Source) -> TriedFile:
    """Run the examples of one rule file of a school, as that school has its rules."""
    bench = Bench(source, Path(source.file), school.book, kinds_of(school.settings))
    return _tried(bench, official_dates(), {})


def official_dates() -> OfficialDates:
    return read_official(shipped.holidays_file().read_bytes())


def _tried(bench: Bench, official: OfficialDates, readers: dict[int, ExampleReader]) -> TriedFile:
    """Run one file; files of one book share their reader."""
    reader = readers.setdefault(id(bench.book), _reader(bench.book, bench.kinds, official))
    read = reader.read(bench.source)
    examples = [each for each in read.examples if bench.only in ("", *each.rules)]
    trials = tuple(try_out(each, reader.rules) for each in examples)
    of_rules = (each for each in bench.book.problems if each.file == bench.source.file)
    problems = tuple(sorted((*of_rules, *read.problems)))
    return TriedFile(bench.source.file, trials, problems, coverage(bench.ids, examples))


def _reader(book: Book, kinds: Kinds, official: OfficialDates) -> ExampleReader:
    return ExampleReader({each.id: each for each in book.rules}, kinds, official, book.broken)


# --- which files


def _chosen(settings: Settings | None, words: tuple[str, ...]) -> list[Bench] | NotThere:
    benches = [*_of_packs(), *(_of_school(settings) if settings is not None else ())]
    if not words:
        used = set(settings.school.packs) if settings is not None else set(shipped.pack_names())
        return [each for each in benches if each.source.pack in used | {""}]
    found: list[Bench] = []
    for word in words:
        named = _named(word, benches, settings)
        if isinstance(named, NotThere):
            return named
        found += named
    return list({(each.source.file, each.only): each for each in found}.values())


def _named(word: str, benches: list[Bench], settings: Settings | None) -> list[Bench] | NotThere:
    """Find what somebody means: a pack, a file or folder, or the id of a rule."""
    path = Path(word).resolve()
    inside = [each for each in benches if path in (each.path, *each.path.parents)]
    if found := [each for each in benches if word in (each.source.pack, each.source.file)] or inside:
        return found
    if path.is_file():
        return [_of_file(word, path, settings)]
    about = [replace(each, only=word) for each in benches if _speaks_of(each, word)]
    if about and any(word in {rule.id for rule in each.book.rules} for each in about):
        return about
    known = [name for each in benches for name in (each.source.pack, each.source.file, *each.ids) if name]
    return NotThere(f"{unknown(' bestand, pakket of regel', word, known)}")


def _speaks_of(bench: Bench, rule: str) -> bool:
    text = bench.source.text
    return rule.encode() in (text if isinstance(text, bytes) else text.encode())


def _of_packs() -> Iterator[Bench]:
    """Give every shipped file. Each pack has a book of its own, in which the others are there but ask nothing."""
    names = shipped.pack_names()
    language = _shipped_language(Kinds())
    for pack in names:
        found = [(Source(file, path.read_bytes(), pack), path.resolve()) for file, path in shipped.pack_files(pack)]
        others = [Source(each, NO_RULES, each) for each in names if each != pack]
        book = read_rules([*(source for source, _ in found), *others], language)
        yield from (Bench(source, path, book, language.kinds) for source, path in found)


def _of_school(settings: Settings) -> Iterator[Bench]:
    """Give the school's own files, beside the packs it uses."""
    own = _own(settings)
    if not own:
        return
    book = gather(settings, Told(settings.school.brin), {}).book
    for each in own:
        yield Bench(each, (settings.folder / each.file).resolve(), book, kinds_of(settings))


def _own(settings: Settings) -> list[Source]:
    return [each for each in read_files(settings.folder, settings.school.packs).rules if not each.pack]


def _of_file(word: str, path: Path, settings: Settings | None) -> Bench:
    """Take a file from anywhere, beside the packs the school uses."""
    packs = settings.school.packs if settings is not None else shipped.pack_names()
    kinds = kinds_of(settings) if settings is not None else Kinds()
    source = Source(word, path.read_bytes())
    beside = [Source(file, one.read_bytes(), pack) for pack in packs for file, one in shipped.pack_files(pack)]
    return Bench(source, path, read_rules([*beside, source], _shipped_language(kinds)), kinds)


def _shipped_language(kinds: Kinds) -> Language:
    words = vocabulary((), kinds.cases)
    return Language(words, kinds, known_ids=catalogue_ids(), known_packs=shipped.pack_names())
