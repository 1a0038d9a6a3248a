"""The demo as people run it: the whole school through the real pipeline, and what it shows and writes."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import SMTP
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest
from typer.testing import CliRunner

from engine.cli.demo import Made, make
from engine.cli.main import app
from engine.digestlayout import HIDDEN, LATE, MOST
from engine.model import LIVE, OVERDUE
from engine.runs.compose import compose
from engine.runs.morning import overview
from notifiers.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from engine.digestlayout import Digest
    from engine.model import Staff
    from notifiers.letter import Letter

pytestmark = pytest.mark.slow


class Told(NamedTuple):
    """One person's overview and letter."""

    person: Staff
    digest: Digest
    letter: Letter

    @property
    def words(self) -> str:
        """All of it that anybody can see."""
        text, html = render(self.letter)
        return "\n".join((self.letter.subject, text, html))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("demo") / "demo", lambda words: None)


@pytest.fixture(scope="module")
def everybody(made: Made) -> list[Told]:
    staff = made.day.school.facts.staff
    found = [(each, overview(made.day, each)) for each in staff]
    return [Told(each, told, compose(told, each, made.school.settings)) for each, told in found if told is not None]


def lines(told: Told) -> int:
    return sum(len(each.lines) for each in told.digest.sections)


def test_nobody_gets_more_than_eight_lines(everybody: list[Told]) -> None:
    assert len(everybody) > 10
    assert max(lines(each) for each in everybody) == MOST


def test_no_first_name_of_a_pupil_is_in_anybodys_overview(made: Made, everybody: list[Told]) -> None:
    names = {each.first_name for each in made.day.school.facts.pupils}
    assert len(names) > 100
    for each in everybody:
        told = set(re.findall(r"[\w'-]+", _readable(each))) - {each.person.first_name}
        assert told & names == set(), each.person.code


def test_no_number_or_surname_of_a_pupil_is_in_anybodys_overview(made: Made, everybody: list[Told]) -> None:
    pupils = made.day.school.facts.pupils
    numbers = re.compile("|".join(rf"\b{each.number}\b" for each in pupils))
    for each in everybody:
        assert numbers.search(each.words) is None, each.person.code
        assert not {one.last_name for one in pupils} & set(_readable(each).split())


def test_the_key_of_a_matter_is_in_nobodys_overview(made: Made, everybody: list[Told]) -> None:
    keys = {each.key for each in made.day.school.facts.cases}
    assert [each.person.code for each in everybody if any(key in _readable(each) for key in keys)] == []


def test_of_sensitive_rules_only_a_number_is_told(made: Made, everybody: list[Told]) -> None:
    titles = {each.title for each in made.day.school.book.rules if each.sensitive}
    assert titles
    assert [each.person.code for each in everybody if any(title in each.words for title in titles)] == []
    hidden = [section for each in everybody if (section := each.digest.section(HIDDEN))]
    assert hidden
    assert all(re.fullmatch(r"\d+ ta(ak|ken) achter de aanmelding", each.lines[0].title) for each in hidden)


def test_overviews_are_calm_and_speak_of_you(everybody: list[Told]) -> None:
    for each in everybody:
        text = _readable(each)
        assert "!" not in text
        assert not re.search(r"\b(u|uw|deadline|status|item|task|None)\b", text)


def test_the_average_teacher_sees_eighteen_of_twenty_four_and_what_is_due_today(everybody: list[Told]) -> None:
    marieke = next(each for each in everybody if each.person.code == "MVD")
    assert marieke.letter.subject == "3 taken voor vandaag, groep 1/2 B"
    assert "Werk de SEO bij voor de vakantie: 18 van 24 gedaan" in " ".join(_readable(marieke).split())


def test_who_keeps_up_has_nothing_late_and_who_is_behind_has(everybody: list[Told]) -> None:
    late = {each.person.code: each.digest.section(LATE) for each in everybody}
    assert late["SHO"] is None
    behind = late["LKO"]
    assert behind is not None
    assert behind.total > 5


def test_a_part_is_done_and_a_part_is_late_as_in_november(made: Made) -> None:
    tasks = made.day.listing.tasks
    due = [each for each in tasks if each.due <= made.day.today]
    assert 0.75 < sum(each.state == "klaar" for each in due) / len(due) < 0.98
    assert 20 < sum(each.state == OVERDUE for each in tasks) < 100
    assert sum(each.state in LIVE for each in due) < 150


def test_the_overviews_written_are_the_mail_and_the_page_of_what_is_shown(made: Made) -> None:
    assert len(made.shown) == 3
    for each in made.shown:
        assert each.letter is not None
        mail, page = (path.read_bytes() for path in each.files)
        message = message_from_bytes(mail, policy=SMTP)
        assert message["Subject"] == each.letter.subject
        assert message["To"].endswith(f"<{each.person.email}>")
        assert page.decode() == render(each.letter)[1]


def test_making_it_again_gives_the_same_bytes_and_leaves_nothing_of_before(made: Made, tmp_path: Path) -> None:
    folder = made.school.settings.folder
    left_over = folder / "uit" / "oud.html"
    left_over.write_text("van een vorige keer", encoding="utf-8")
    before = {path.name: path.read_bytes() for each in made.shown for path in each.files}
    again = make(folder, lambda words: None)
    assert {path.name: path.read_bytes() for each in again.shown for path in each.files} == before
    assert not left_over.exists()


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "school"
    mine.mkdir()
    (mine / "jaarcyclus.db").write_text("van mij", encoding="utf-8")
    said = CliRunner().invoke(app, ["demo", "--map", str(mine)])
    assert said.exit_code == 2
    assert "komt niet van een demo" in said.output
    assert [each.name for each in mine.iterdir()] == ["jaarcyclus.db"]


@pytest.mark.parametrize("word", ["MVD", "marieke", "marieke.van.dijk@dekastanje.example"])
def test_digest_finds_a_person_by_code_first_name_or_address(made: Made, word: str) -> None:
    said = digest(made, word)
    assert said.exit_code == 0
    assert "Goedemorgen Marieke," in said.output


def test_digest_names_the_nearest_colleague_on_a_mistake(made: Made) -> None:
    said = digest(made, "Mareike")
    assert said.exit_code == 2
    assert 'bedoel je "Marieke"?' in said.output


def test_digest_says_kindly_when_there_is_nothing_to_tell(made: Made) -> None:
    said = digest(made, "KVM")
    assert said.exit_code == 0
    assert "niets te melden" in said.output


def test_digest_writes_a_page_and_a_mail(made: Made, tmp_path: Path) -> None:
    page, mail = tmp_path / "els.html", tmp_path / "els.eml"
    assert digest(made, "EVR", "--html", str(page), "--eml", str(mail)).exit_code == 0
    assert "Goedemorgen Els," in page.read_text(encoding="utf-8")
    assert "Zo staan de groepen ervoor" in _part(mail, "plain")
    assert (
        mail.read_bytes()
        == next(path for each in made.shown for path in each.files if path.name == "els.eml").read_bytes()
    )


def digest(made: Made, *words: str):  # type: ignore[no-untyped-def]
    config = str(made.school.settings.folder / "config.toml")
    return CliRunner().invoke(app, ["--config", config, "digest", *words, "--vandaag", "2026-11-17"])


def _part(path: Path, kind: str) -> str:
    body = message_from_bytes(path.read_bytes(), policy=SMTP).get_body((kind,))
    assert body is not None
    return str(body.get_content())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def _readable(told: Told) -> str:
    """Return what people read of the letter: subject, text, and the words of the page."""
    text, html = render(told.letter)
    words = _Words()
    words.feed(html)
    return "\n".join((told.letter.subject, text, *words.found))
