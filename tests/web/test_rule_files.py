"""A rule file in the editor: looked over, its effect shown, saved with who and why, put back, nothing overwritten."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.site import proof
from tests.web.test_my_day import words
from web.access import MOST_TEXT_BYTES
from web.preview import MOST_OF_ALL, MOST_TASKS
from web.rulefile import MOST_CHARACTERS

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.site import Site

PACKS = Path(__file__).parents[2] / "rules"
FILE = "/regels/bestand/eigen.yaml"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def own(site: Site, name: str = "eigen.yaml") -> Path:
    return site.wilg.folder / "rules" / name


def text_of(site: Site) -> str:
    return own(site).read_text(encoding="utf-8")


def later(site: Site) -> str:
    """Return the text of the file with one deadline a week later."""
    return text_of(site).replace("uiterlijk: 22 oktober", "uiterlijk: 29 oktober")


class Editor:
    """Somebody with the file open in a browser: what its form carries, and the text they typed."""

    def __init__(self, visitor: TestClient, path: str = FILE) -> None:
        self.visitor, self.path = visitor, path
        self.page = visitor.get(path)
        assert self.page.status_code == 200, words(self.page.text)

    @property
    def text(self) -> str:
        found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", self.page.text, re.DOTALL)
        assert found is not None
        return unescape(found.group(1))

    def look(self, text: str) -> str:
        """Press the button that looks it over; return what the page says."""
        assert self._send(self.path, text) == 200, words(self.page.text)
        return words(self.page.text)

    def look_back(self, text: str) -> str:
        """Press the button that looks back as well."""
        assert self._send(self.path, text, terugkijken="ja") == 200, words(self.page.text)
        return words(self.page.text)

    def save(self, text: str, why: str = "") -> int:
        """Press the button that saves; return how that was answered."""
        return self._send(self.path.replace("/bestand/", "/bewaar/"), text, why)

    def _send(self, path: str, text: str, why: str = "", **more: str) -> int:
        form = dict(HIDDEN.findall(self.page.text)) | {"tekst": text.replace("\n", "\r\n"), "waarom": why} | more
        self.page = self.visitor.post(path, data=form)
        return self.page.status_code


@pytest.fixture
def editor(site: Site) -> Editor:
    return Editor(site.with_account("BEA"))


def saved(site: Site, text: str, why: str = "") -> Editor:
    editor = Editor(site.with_account("BEA"))
    editor.look(text)
    assert editor.save(text, why) == 303, words(editor.page.text)
    return Editor(editor.visitor)


# --- looking


def test_the_file_stands_in_the_editor_as_it_lies_there(site: Site, editor: Editor) -> None:
    assert editor.text == text_of(site)


def test_a_mistake_is_marked_at_its_line_with_the_nearest_word(site: Site, editor: Editor) -> None:
    said = editor.look(text_of(site).replace("groepsbespreking", "groepsbespreeking", 1))
    line = next(n for n, each in enumerate(text_of(site).split("\n"), 1) if "groepsbespreking" in each)
    assert f"Regel {line}." in said
    assert 'bedoel je "groepsbespreking"?' in said
    assert f"<b>{line}</b>" in editor.page.text
    assert "Bewaar" not in re.findall(r"<button[^>]*>([^<]+)</button>", editor.page.text)


def test_before_saving_it_says_what_changes_which_tasks_and_what_mail(site: Site, editor: Editor) -> None:
    said = editor.look(later(site))
    assert "Controleer de sluiting (sleutel): het moet op een ander moment af: 29 oktober (was 22 oktober)" in said
    assert "2 taken verschuiven; 1 collega leest het morgen in de mail" in said
    assert "Samen: 2 taken veranderen." in said
    assert "Controleer de sluiting 22 oktober 2026 29 oktober 2026 Bea" in said
    assert re.search(r"gaan er (evenveel mails uit als anders|\d+ mails uit)", said)
    assert text_of(site) != later(site)


def test_a_change_that_changes_nothing_says_so(site: Site, editor: Editor) -> None:
    assert "Dit verandert geen regel" in editor.look(f"{text_of(site)}# een opmerking\n")


def test_what_breaks_another_file_is_a_mistake_too(site: Site, editor: Editor) -> None:
    own(site, "meer.yaml").write_text("aanpassingen:\n  - {id: kas, niveau: gewenst}\n", encoding="utf-8")
    said = editor.look(text_of(site).replace("id: kas", "id: geld"))
    assert "In rules/meer.yaml, regel 2." in said
    assert "Zolang dit zo is, kun je het niet bewaren." in said


def test_an_example_that_no_longer_holds_is_named(site: Site, editor: Editor) -> None:
    example = (
        "\nvoorbeelden:\n  - naam: De lampen gaan voor de herfst\n    regel: sleutel\n    vandaag: 2026-10-22\n"
        "    dan:\n      - taak: {uiterlijk: 2026-10-22}\n"
    )
    assert "Het voorbeeld in dit bestand klopt." in editor.look(text_of(site) + example)
    assert "Het voorbeeld “De lampen gaan voor de herfst” klopt dan niet meer." in editor.look(later(site) + example)


def test_a_year_that_is_behind_us_is_lived_through_under_both_texts(site: Site, editor: Editor) -> None:
    said = editor.look_back(
        text_of(site).replace("per: school, uiterlijk: 22 oktober", "per: groep, uiterlijk: 22 oktober")
    )
    assert "Als dit eerder zo was geweest Teruggekeken: " in said
    assert re.search(r"Controleer de sluiting: taken 1 \d", said)
    assert "Waarvan te laat of nooit gedaan" in said


# --- saving


def test_saving_writes_the_file_and_keeps_who_when_and_why(site: Site) -> None:
    after = later(site)
    said = words(saved(site, after, "na de vakantie").page.text)
    assert text_of(site) == after
    assert "10 november 2026, 07:30: bewaard door Bea, “na de vakantie”" in said
    assert "uiterlijk 29 oktober." in words(site.with_account("BEA").get("/regels/sleutel").text)
    assert [each.name for each in own(site).parent.iterdir()] == ["eigen.yaml"]


def test_nothing_is_saved_whose_effect_was_not_seen(site: Site, editor: Editor) -> None:
    before = text_of(site)
    assert editor.save(later(site)) == 400
    assert "Kijk eerst wat dit doet" in words(editor.page.text)
    assert text_of(site) == before
    assert editor.save(later(site)) == 303


def test_a_broken_text_cannot_be_saved_over_a_working_one(site: Site, editor: Editor) -> None:
    before, broken = text_of(site), text_of(site).replace("voor: leerkracht", "voor: leerkacht", 1)
    editor.look(broken)
    assert editor.save(broken) == 409
    assert "Dit klopt nog niet" in words(editor.page.text)
    assert text_of(site) == before


def test_two_people_at_once_are_noticed_and_nothing_is_overwritten(site: Site) -> None:
    mine, theirs = Editor(site.with_account("BEA")), Editor(site.with_account("BEA"))
    first, second = later(site), text_of(site).replace("Tel de kas na", "Tel het geld na")
    theirs.look(first)
    mine.look(second)
    assert theirs.save(first) == 303
    assert mine.save(second) == 409
    assert "Iemand anders heeft dit bestand intussen veranderd." in words(mine.page.text)
    assert mine.text == second
    assert mine.save(second) == 409
    assert text_of(site) == first


def test_a_file_changed_on_the_disk_meanwhile_is_not_overwritten_either(site: Site, editor: Editor) -> None:
    text = later(site)
    editor.look(text)
    own(site).write_text(f"{text_of(site)}# van een ander\n", encoding="utf-8")
    assert editor.save(text) == 409
    assert text_of(site).endswith("# van een ander\n")


def test_a_save_can_be_put_back_and_that_too(site: Site) -> None:
    before, after = text_of(site), later(site)
    visitor = saved(site, after).visitor
    put_back = FILE.replace("/bestand/", "/terug/")
    assert visitor.post(put_back, data={"bewijs": proof(visitor)}).status_code == 303
    assert text_of(site) == before
    assert "teruggezet door Bea" in words(visitor.get(FILE).text)
    assert visitor.post(put_back, data={"bewijs": proof(visitor)}).status_code == 303
    assert text_of(site) == after


def test_what_changed_since_is_not_put_back_over(site: Site) -> None:
    visitor = saved(site, later(site)).visitor
    own(site).write_text(f"{text_of(site)}# van een ander\n", encoding="utf-8")
    answer = visitor.post(FILE.replace("/bestand/", "/terug/"), data={"bewijs": proof(visitor)})
    assert answer.status_code == 409
    assert "Terugzetten kan niet meer" in words(answer.text)
    assert text_of(site).endswith("# van een ander\n")


def test_a_file_keeps_the_line_ends_it_has(site: Site) -> None:
    own(site).write_bytes(text_of(site).replace("\n", "\r\n").encode())
    after = own(site).read_bytes().replace(b"22 oktober", b"29 oktober")
    saved(site, after.decode().replace("\r\n", "\n"))
    assert own(site).read_bytes() == after


# --- other files


def test_a_new_file_is_begun_under_a_plain_name_and_put_back_it_is_gone(site: Site) -> None:
    visitor = site.with_account("BEA")
    answer = visitor.get("/regels/bestand", params={"naam": "Kijkmiddag"})
    path = answer.headers["location"]
    assert path == "/regels/bestand/eigen/kijkmiddag.yaml"
    text = "regels:\n  - {id: dag, titel: Hang de vlag uit, voor: directie, per: school, uiterlijk: einde mei}\n"
    editor = Editor(visitor, path)
    editor.look(text)
    assert editor.save(text) == 303
    assert own(site, "eigen/kijkmiddag.yaml").read_text(encoding="utf-8") == text
    assert "Hang de vlag uit" in visitor.get("/regels").text
    assert visitor.post(path.replace("/bestand/", "/terug/"), data={"bewijs": proof(visitor)}).status_code == 303
    assert not own(site, "eigen/kijkmiddag.yaml").exists()


@pytest.mark.parametrize(
    "name", ["../config.toml", "eigen/../../config.toml", "eigen/.x.yaml", "eigen/a b.yaml", "%2e%2e/x"]
)
def test_no_other_file_can_be_opened_or_written(site: Site, name: str) -> None:
    visitor = site.with_account("BEA")
    for way in ("bestand", "bewaar", "terug"):
        form = {"bewijs": proof(visitor), "tekst": "regels: []\n"}
        assert visitor.post(f"/regels/{way}/{name}", data=form).status_code in (404, 405)
    assert visitor.get(f"/regels/bestand/{name}").status_code == 404
    assert visitor.get("/regels/bestand", params={"naam": name}).status_code == 400


def test_a_file_that_was_broken_outside_opens_with_its_mistakes_and_can_be_mended(site: Site) -> None:
    good = text_of(site)
    own(site).write_text(good.replace("voor: leerkracht", "voor: leerkacht", 1), encoding="utf-8")
    editor = Editor(site.with_account("BEA"))
    assert 'bedoel je "leerkracht"?' in words(editor.page.text)
    assert "klopt niet, regel" in words(editor.visitor.get("/regels/bestand").text)
    editor.look(good)
    assert editor.save(good) == 303
    assert text_of(site) == good


def test_a_file_that_breaks_outside_while_the_pages_are_open_shows_it_at_once(site: Site, editor: Editor) -> None:
    assert "Dit klopt nog niet" not in words(editor.page.text)
    own(site).write_text(text_of(site).replace("voor: leerkracht", "voor: leerkacht", 1), encoding="utf-8")
    assert "Dit klopt nog niet" in words(Editor(editor.visitor).page.text)


def test_who_only_reads_the_rules_opens_no_file(site: Site) -> None:
    saved(site, later(site))
    for person in ("DIR", "ILS", "PAR"):
        visitor = site.signed_in(person)
        assert visitor.get(FILE).status_code == 404
        form = {"bewijs": proof(visitor)}
        assert visitor.post(FILE.replace("/bestand/", "/terug/"), data=form).status_code == 404


def test_of_many_tasks_the_first_are_shown_with_how_many_there_are_and_a_way_to_see_more(site: Site) -> None:
    editor = Editor(site.with_account("BEA"))
    rule = "id: dag, titel: Doe het licht uit, voor: leerkracht, per: groep, uiterlijk: op schooldag"
    text = f"{text_of(site)}  - {{{rule}}}\n"
    said = editor.look(text)
    number = int(re.search(r"(\d+) taken bekijken", said).group(1))  # type: ignore[union-attr]
    assert number > MOST_TASKS
    assert editor.page.text.count('<tr><th scope="row">') == MOST_TASKS
    assert f"Dit zijn de eerste {MOST_TASKS} van de {number}. Met de knop onderaan zie je er meer." in said
    assert f"Laat meer van de {number} taken zien" in said
    editor._send(editor.path, text, alles="ja")
    assert editor.page.text.count('<tr><th scope="row">') == min(number, MOST_OF_ALL)
    assert editor.save(text) == 303


def test_a_text_may_be_three_times_the_largest_that_comes_along(site: Site, editor: Editor) -> None:
    largest = max(path.stat().st_size for path in PACKS.glob("*/*.yaml"))
    assert largest * 3 <= MOST_CHARACTERS
    remark = "# Één opmerking over de groepsbespreking.\n"
    text = text_of(site) + remark * ((MOST_CHARACTERS - len(text_of(site))) // len(remark))
    assert "Dit verandert geen regel" in editor.look(text)
    assert editor.save(text) == 303


def test_a_text_that_is_too_long_is_told_so_and_is_not_lost(site: Site, editor: Editor) -> None:
    before = text_of(site)
    text = before + "# Zo veel.\n" * (MOST_CHARACTERS // 10)
    for way in ("bestand", "bewaar"):
        form = dict(HIDDEN.findall(editor.page.text)) | {"tekst": text}
        answer = editor.visitor.post(f"/regels/{way}/eigen.yaml", data=form)
        assert answer.status_code == 413
        assert "Dit is te lang: een bestand heeft hoogstens 60.000 tekens" in words(answer.text)
        assert "# Zo veel." in answer.text
    assert text_of(site) == before
    far = editor.visitor.post(FILE, data=dict(HIDDEN.findall(editor.page.text)) | {"tekst": "x" * MOST_TEXT_BYTES})
    assert far.status_code == 413
    assert "hoogstens 60.000 tekens" in words(far.text)


def test_a_file_with_a_sensitive_rule_is_closed_to_who_signed_in_by_mail(site: Site) -> None:
    bea, name = site.signed_in("BEA"), "eigen.yaml"
    assert "eigen.yaml vertrouwelijk: alleen met je account te openen" in words(bea.get("/regels/bestand").text)
    answers = [
        bea.get(f"/regels/bestand/{name}"),
        bea.post(f"/regels/bestand/{name}", data={"bewijs": proof(bea), "tekst": "regels: []\n"}),
        bea.post(f"/regels/bewaar/{name}", data={"bewijs": proof(bea), "tekst": "regels: []\n"}),
        bea.post(f"/regels/nakijken/{name}", data={"bewijs": proof(bea), "tekst": "regels: []\n"}),
    ]
    assert {each.status_code for each in answers} == {423}
    assert all("Meld je aan met het account van school" in each.text for each in answers)
    assert not any("zorglijst" in each.text for each in answers)
    assert site.with_account("BEA").get(f"/regels/bestand/{name}").status_code == 200


@pytest.mark.parametrize(
    "said", ["gevoelig: ja", '"gevoelig": "ja"', "{gevoelig : ja}", "aanpassingen: [{id: zorglijst}]"]
)
def test_a_file_is_closed_however_it_says_so_and_when_it_is_broken(site: Site, said: str) -> None:
    path = site.wilg.folder / "rules" / "meer.yaml"
    path.write_text(f"regels: [\n  {said}\n", encoding="utf-8")
    assert site.signed_in("BEA").get("/regels/bestand/meer.yaml").status_code == 423
    path.write_text("regels:\n  - {id: x, titel: X, voor: ib, per: school, uiterlijk: 22 oktober, gevoelig: nee}\n")
    assert site.signed_in("BEA").get("/regels/bestand/meer.yaml").status_code == 200


def test_who_signed_in_by_mail_takes_the_cover_off_no_sensitive_rule_from_another_file(site: Site) -> None:
    """An override in a new file would do it: the rule may not be named there, and what is saved is looked at."""
    path, text = "/regels/bestand/eigen/open.yaml", "aanpassingen:\n  - id: zorglijst\n    gevoelig: nee\n"
    bea = site.signed_in("BEA")
    looked = bea.post(path, data={"bewijs": proof(bea), "tekst": text, "versie": ""}).text
    seen = looked.partition('name="gezien" value="')[2].partition('"')[0]
    fields = {"bewijs": proof(bea), "tekst": text, "versie": "", "gezien": seen}
    answer = bea.post("/regels/bewaar/eigen/open.yaml", data=fields)
    assert answer.status_code == 409
    assert "Wie zich met een mail aanmeldde, kan dat niet. Er is niets bewaard." in answer.text
    assert not (site.wilg.folder / "rules" / "eigen" / "open.yaml").exists()
