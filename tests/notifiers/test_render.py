"""One letter, read as text and as HTML: on a telephone, in the dark and in an old mail program."""

from __future__ import annotations

import re
from dataclasses import fields
from html.parser import HTMLParser

from notifiers import letter as shapes
from notifiers.letter import Letter
from notifiers.render import render
from tests.notifiers.letters import LETTER, WEB, WITH_LINKS

TEXT = """\
Goedemorgen Marieke,

Dit ligt er op dinsdag 17 november voor groep 1/2 B.

Dit is blijven liggen
- Werk de SEO bij voor de vakantie: 18 van 24 gedaan, moest vrijdag
  16 oktober af zijn

Nu en in de komende twee weken
- Geef de collega's <die> & co één ei: morgen

En nog 5 andere.

--\x20
Dit is je overzicht van De Kastanje.
"""
PERSONAL = re.compile(r"pupil|leerling|child|kind|care|zorg|health|number|birth", re.IGNORECASE)


class Tags(HTMLParser):
    """Every tag with its attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for each, attributes in self.tags if each == tag]


def html(letter: Letter = LETTER) -> Tags:
    return Tags(render(letter)[1])


def test_the_text_is_a_letter_in_its_own_right() -> None:
    assert render(LETTER)[0] == TEXT


def test_text_never_breaks_within_a_group_or_a_date() -> None:
    words = " ".join(["Neem ruim tijd voor de groepen 1/2 A, 1/2 B en 1/2 C op dinsdag 24 november"] * 9)
    text = render(Letter("", "", "", paragraphs=(words,)))[0]
    assert "1/2\n" not in text
    assert "24\n" not in text
    assert " ".join(text.split()) == words
    assert max(map(len, text.splitlines())) <= 76


def test_the_page_does_not_break_there_either() -> None:
    assert "groep\N{NO-BREAK SPACE}1/2\N{NO-BREAK SPACE}B" in "".join(html().words)


def test_the_html_is_one_column() -> None:
    """Each row of each table has one cell."""
    source = render(LETTER)[1]
    assert all(row.count("<td") == 1 for row in re.findall(r"<tr>(?:(?!<tr>).)*", source, re.DOTALL))
    assert not html().all("img")


def test_letters_are_sixteen_pixels_or_a_footer() -> None:
    sizes = re.findall(r"font-size: (\d+)px", " ".join(each.get("style", "") for _, each in html().tags))
    assert {int(size) for size in sizes} <= {14, 16, 22}
    body = [each["style"] for each in html().all("td") if "line" in each.get("class", "").split()]
    assert body
    assert all("font-size: 16px" in style for style in body)


def test_the_style_stands_in_every_tag_for_programs_that_drop_the_head() -> None:
    assert all("style" in each for each in html().all("h1") + html().all("h2") + html().all("p"))


def test_it_says_that_it_can_be_read_in_the_dark() -> None:
    source = render(LETTER)[1]
    assert {"name": "color-scheme", "content": "light dark"} in html().all("meta")
    assert "@media (prefers-color-scheme: dark)" in source


def test_outlook_gets_tables_with_a_width_and_nothing_to_fetch() -> None:
    source = render(WITH_LINKS)[1]
    assert "<!--[if mso]>" in source
    assert all(each.get("role") == "presentation" for each in html().all("table"))
    assert not re.search(r"flex|grid|position:|@import|<script|<link|url\(", source)


def test_what_people_typed_is_never_read_as_html() -> None:
    source = render(LETTER)[1]
    assert "&lt;die&gt; &amp; co één ei" in source
    assert "Geef de collega's <die> & co één ei" in "".join(html().words)


def test_text_and_html_say_the_same() -> None:
    text, _ = render(LETTER)
    read = " ".join(" ".join(html().words).split()).lower()
    for line in (*LETTER.sections[0].lines, *LETTER.sections[1].lines):
        for words in filter(None, (line.text, line.count, line.when)):
            assert words.lower() in " ".join(text.split()).lower()
            assert words.lower() in read


def test_without_a_web_address_there_is_no_link_and_with_one_there_are() -> None:
    assert html().all("a") == []
    assert "http" not in render(LETTER)[0]
    assert [each["href"] for each in html(WITH_LINKS).all("a")] == [
        f"{WEB}/taken/abc",
        f"{WEB}/taken",
        f"{WEB}/afmelden/abc",
    ]
    assert f"{WEB}/taken/abc" in render(WITH_LINKS)[0]


def test_no_shape_of_a_letter_has_a_field_for_a_pupil() -> None:
    names = [f"{kind.__name__}.{each.name}" for kind in _shapes() for each in fields(kind)]
    assert len(names) > 10
    assert [each for each in names if PERSONAL.search(each)] == []


def _shapes() -> list[type]:
    return [shapes.Letter, shapes.Section, shapes.Line, shapes.Link]
