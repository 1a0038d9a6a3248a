"""A rule in a form: chosen, looked over, saved as its own lines in the file, put back; a slip stands at its field."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.web.filling import changed, fields_of
from tests.web.site import Site, proof
from tests.web.test_my_day import words
from tests.web.test_rules import by_mail_too

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


def own(site: Site, name: str = "eigen.yaml") -> Path:
    return site.wilg.folder / "rules" / name


def text_of(site: Site, name: str = "eigen.yaml") -> str:
    return own(site, name).read_text(encoding="utf-8")


class Form:
    """Somebody with a rule open in the form."""

    def __init__(self, visitor: TestClient, rule: str) -> None:
        self.visitor, self.rule = visitor, rule
        self.page = visitor.get(f"/regels/{rule}/wijzigen")
        assert self.page.status_code == 200, words(self.page.text)

    @property
    def said(self) -> str:
        return words(self.page.text)

    def look(self, **changes: str | list[str]) -> int:
        """Choose, and press the button that looks it over."""
        return self._send(f"/regels/{self.rule}/wijzigen", changes)

    def save(self, **changes: str | list[str]) -> int:
        return self._send(f"/regels/{self.rule}/bewaren", changes)

    def wrong(self, key: str) -> str:
        """Return what stands at a field."""
        found = re.search(rf'id="fout-{key}">(.*?)</p>', self.page.text, re.DOTALL)
        return words(found.group(1)) if found else ""

    def _send(self, path: str, changes: dict[str, str | list[str]]) -> int:
        sent = changed(fields_of(self.page.text, f"/regels/{self.rule}/wijzigen"), changes)
        self.page = self.visitor.post(path, data=sent)
        return self.page.status_code


@pytest.fixture
def bea(site: Site) -> TestClient:
    return site.signed_in("BEA")


def kept(visitor: TestClient, rule: str, **changes: str | list[str]) -> Form:
    form = Form(visitor, rule)
    assert form.look(**changes) == 200, form.said
    assert form.save() == 303, form.said
    return Form(visitor, rule)


# --- what is chosen stands in the file, and nothing else changes


@pytest.mark.parametrize(
    ("rule", "changes", "was", "becomes"),
    [
        ("analyse", {"aantal": "2"}, "uiterlijk: 1 week voor groepsbespreking\n    esc", "2 weken voor"),
        ("analyse", {"richting": "na"}, "uiterlijk: 1 week voor groepsbespreking\n    esc", "1 week na"),
        ("lampen", {"hoe": "typ", "zin": "einde  schoolweek 8"}, "einde schoolweek 7", "einde schoolweek 8"),
        ("kas", {"voor": ["directie", "beheerder"]}, "na, voor: directie", "[directie, beheerder]"),
        ("sleutel", {"niveau": "gewenst"}, "ook_in_vakantie: ja", "niveau: gewenst"),
        ("sleutel", {"vanaf": "1 oktober"}, "per: school, uiterlijk: 22", "vanaf: 1 oktober, uiterlijk"),
        ("sleutel", {"stand": "proef"}, "22 oktober,\n     ook_in_vakantie: ja", "proef: ja"),
        ("sleutel", {"geldig_tot": "2027-01-31"}, "ook_in_vakantie: ja", "geldig_tot: 2027-01-31"),
        ("lampen", {"moment": [], "aantal0": "1"}, "herinner: [op de dag, elke 3", "herinner: [elke schooldag erna]"),
        ("lampen", {"herinneren": "geen"}, "herinner: [op de dag, elke 3 schooldagen erna]", "herinner: []"),
        ("lampen", {"herinneren": "gewoon"}, ",\n     herinner: [op de dag, elke 3 schooldagen erna]", ""),
        (
            "lampen",
            {"aantal1": "2", "eenheid1": "week", "wanneer1": "ervoor"},
            "[op de dag,",
            "[2 weken ervoor, op de dag, elke 3 schooldagen erna]",
        ),
    ],
)
def test_what_is_chosen_stands_in_the_file_and_back_again_it_is_the_old_text(
    site: Site, bea: TestClient, rule: str, changes: dict[str, str | list[str]], was: str, becomes: str
) -> None:
    before = text_of(site)
    assert was in before
    form = kept(bea, rule, **changes)
    after = text_of(site)
    assert after != before
    assert becomes in after
    assert len(set(before.split("\n")) - set(after.split("\n"))) <= 2
    answer = form.visitor.post("/regels/terug/eigen.yaml", data={"bewijs": proof(bea), "regel": rule})
    assert answer.headers["location"] == f"/regels/{rule}/wijzigen?gedaan=terug"
    assert text_of(site) == before


def test_the_form_shows_the_rule_as_it_is(bea: TestClient) -> None:
    fields = fields_of(Form(bea, "analyse").page.text, "/regels/analyse/wijzigen")
    for pair in (
        ("hoe", "kies"),
        ("aantal", "1"),
        ("eenheid", "week"),
        ("richting", "voor"),
        ("anker", "groepsbespreking"),
        ("voor", "leerkracht"),
        ("herinneren", "gewoon"),
        ("niveau", "verplicht"),
        ("stand", "aan"),
    ):
        assert pair in fields
    fields = fields_of(Form(bea, "sleutel").page.text, "/regels/sleutel/wijzigen")
    assert ("hoe", "typ") in fields
    assert ("zin", "22 oktober") in fields


def test_before_saving_it_says_what_changes_which_tasks_and_what_mail(site: Site, bea: TestClient) -> None:
    before, form = text_of(site), Form(bea, "sleutel")
    assert form.look(zin="29 oktober") == 200
    assert "het moet op een ander moment af: 29 oktober (was 22 oktober)" in form.said
    assert "Controleer de sluiting 22 oktober 2026 29 oktober 2026 Bea" in form.said
    assert "Samen: " in form.said
    assert "Wie er morgen hoeveel mails krijgt" in form.said
    assert re.search(r"Wie Zonder dit Met dit Bea \d \d", form.said)
    assert text_of(site) == before
    assert form.look(terugkijken="ja") == 200
    assert "Als dit eerder zo was geweest" in form.said


def test_of_a_sensitive_rule_it_is_not_told_who_gets_mail(site: Site) -> None:
    """Also not where the school finds a mail safe enough to see the rule."""
    by_mail_too(site)
    form = Form(site.signed_in("BEA"), "zorglijst")
    assert form.look(aantal="2") == 200
    assert "2 weken voor groepsbespreking" in form.said
    assert "hoeveel mails krijgt" not in form.said
    assert "taken bekijken" not in form.said
    for name in ("Paula", "Marieke", "Jan"):
        assert name not in form.said


def test_choosing_nothing_else_says_so_and_offers_nothing_to_save(bea: TestClient) -> None:
    form = Form(bea, "analyse")
    assert form.look() == 200
    assert "Er is nog niets anders dan het nu is." in form.said
    assert "Bewaar" not in re.findall(r"<button[^>]*>([^<]+)</button>", form.page.text)


def test_what_the_form_leaves_to_the_file_is_read_out_with_the_line(site: Site) -> None:
    bea = site.with_account("BEA")
    form = Form(bea, "analyse")
    assert "Blijft het liggen, dan hoort dat de ib'er na 3 schooldagen." in form.said
    link = re.search(r'href="(/regels/bestand/eigen.yaml\?regel=(\d+)#regel)"', form.page.text)
    assert link is not None
    assert f'id="regel">{link.group(2)}</b>' in bea.get(link.group(1)).text


# --- a slip


@pytest.mark.parametrize(
    ("rule", "changes", "key", "said"),
    [
        ("analyse", {"hoe": "typ", "zin": "1 week voor raport"}, "uiterlijk", 'bedoel je "rapport"?'),
        ("analyse", {"aantal": "veel"}, "uiterlijk", "begint met een getal"),
        ("analyse", {"aantal": "0"}, "uiterlijk", "een heel getal van 1 tot en met 400"),
        ("analyse", {"richting": "op"}, "uiterlijk", 'verwacht ik "voor" of "na"'),
        ("analyse", {"anker": "instroom"}, "uiterlijk", "gaat over een leerling of medewerker"),
        ("analyse", {"hoe": "typ", "zin": ""}, "uiterlijk", "Hier ontbreekt een tijdzin"),
        ("analyse", {"hoe": "typ", "zin": 'x: "y # z'}, "uiterlijk", "begint met een getal"),
        ("analyse", {"vanaf": "begin junni"}, "vanaf", 'bedoel je "juni"?'),
        ("analyse", {"vanaf": "na groepsbespreking"}, "vanaf", "ligt altijd na uiterlijk"),
        ("analyse", {"voor": []}, "voor", "wie het doet"),
        ("lampen", {"aantal0": "500"}, "herinner", "van 1 tot en met 400"),
        ("analyse", {"niveau": "zwaar"}, "niveau", "Onbekend niveau"),
        ("analyse", {"geldig_vanaf": "straks"}, "geldig_vanaf", "Hier hoort een datum"),
        ("analyse", {"geldig_vanaf": "2027-02-01", "geldig_tot": "2027-01-01"}, "geldig_tot", "draai de dagen om"),
    ],
)
def test_a_slip_stands_at_its_field_and_is_never_saved(
    site: Site, bea: TestClient, rule: str, changes: dict[str, str | list[str]], key: str, said: str
) -> None:
    before, form = text_of(site), Form(bea, rule)
    assert form.look(**changes) == 200
    assert said in form.wrong(key)
    assert re.search(rf'aria-describedby="fout-{key}"|aria-describedby="fout-{key} ', form.page.text)
    assert form.save() == 400
    assert text_of(site) == before


def test_nothing_is_saved_whose_effect_was_not_seen(site: Site, bea: TestClient) -> None:
    before, form = text_of(site), Form(bea, "sleutel")
    form.look(zin="29 oktober")
    assert form.save(zin="5 november") == 400
    assert "Kijk eerst wat dit doet" in form.said
    assert text_of(site) == before
    assert form.save() == 303
    assert "5 november" in text_of(site)


def test_two_people_at_once_are_noticed_and_nothing_is_overwritten(site: Site) -> None:
    mine, theirs = (Form(site.signed_in("BEA"), "sleutel") for _ in range(2))
    mine.look(zin="29 oktober")
    theirs.look(niveau="gewenst")
    assert theirs.save() == 303
    after = text_of(site)
    assert mine.save() == 409
    assert "intussen door iemand anders veranderd" in mine.said
    assert ("zin", "29 oktober") in fields_of(mine.page.text, "/regels/sleutel/wijzigen")
    assert mine.save() == 409
    assert mine.look() == 409
    assert text_of(site) == after


def test_a_broken_file_is_mended_first(site: Site, bea: TestClient) -> None:
    own(site).write_text(text_of(site).replace("voor: leerkracht", "voor: leerkacht", 1), encoding="utf-8")
    form = Form(site.signed_in("BEA"), "sleutel")
    assert "In rules/eigen.yaml klopt iets niet." in form.said
    assert "Kijk na" not in form.said


# --- off, and overrides


def test_off_is_an_override_and_on_again_it_is_gone(site: Site, bea: TestClient) -> None:
    before = text_of(site)
    form = kept(bea, "kas", stand="uit", why="te veel")
    assert text_of(site) == f"{before.rstrip()}\n\naanpassingen:\n  - id: kas\n    uit: ja\n"
    assert "Deze regel doet bij ons niet mee." in words(bea.get("/regels/kas").text)
    kept(form.visitor, "kas", stand="aan")
    assert text_of(site).rstrip() == before.rstrip()


def test_what_a_school_overrides_is_changed_there(site: Site, bea: TestClient) -> None:
    before = text_of(site)
    own(site, "meer.yaml").write_text("aanpassingen:\n  - {id: kas, niveau: gewenst}  # zacht\n", encoding="utf-8")
    kept(bea, "kas", niveau="facultatief")
    assert text_of(site, "meer.yaml") == "aanpassingen:\n  - {id: kas, niveau: facultatief}  # zacht\n"
    assert text_of(site) == before


def test_what_stands_in_two_files_is_changed_one_by_one(site: Site, bea: TestClient) -> None:
    own(site, "meer.yaml").write_text("aanpassingen:\n  - {id: kas, niveau: gewenst}\n", encoding="utf-8")
    form = Form(bea, "kas")
    assert form.look(niveau="facultatief", aantal="3") == 409
    assert "staat in twee bestanden: rules/eigen.yaml en rules/meer.yaml" in form.said


# --- who may


def test_who_leads_the_school_reads_and_changes_nothing(site: Site) -> None:
    for person in ("DIR", "ILS", "PAR"):
        visitor = site.signed_in(person)
        assert visitor.get("/regels/kas/wijzigen").status_code == 404
        for way in ("wijzigen", "bewaren"):
            form = {"bewijs": proof(visitor), "niveau": "gewenst"}
            assert visitor.post(f"/regels/kas/{way}", data=form).status_code == 404
    assert "Wijzig deze regel" not in words(site.signed_in("DIR").get("/regels/kas").text)


def test_a_rule_that_is_not_there_has_no_form(bea: TestClient) -> None:
    assert bea.get("/regels/weg/wijzigen").status_code == 404


# --- a rule of a pack


@pytest.fixture
def packed(planned: Path, tmp_path: Path) -> Iterator[Site]:
    """The school with a pack, and a file of overrides that somebody wrote with care."""
    folder = shutil.copytree(planned, tmp_path / "wilg")
    config = folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("packs = []", 'packs = ["mijnkleutergroep"]'))
    found = Site(folder)
    yield found
    found.wilg.database.close()


PACKED = "mkg-groepsbespreking-analyse"
OURS = "eigen/aanpassingen.yaml"


def test_a_rule_of_a_pack_is_changed_in_a_file_of_our_own(packed: Site) -> None:
    visitor = packed.signed_in("BEA")
    form = Form(visitor, PACKED)
    assert "Deze regel komt uit een pakket." in form.said
    assert "In het pakket: 2 weken voor groepsbespreking." in form.said
    form = kept(visitor, PACKED, aantal="3", waarom="eerder klaar")
    override = f"aanpassingen:\n  - id: {PACKED}\n    uiterlijk: 3 weken voor groepsbespreking\n"
    assert text_of(packed, OURS) == f"# Wat bij ons anders is dan in de pakketten.\n{override}"
    assert "bewaard door Bea, “eerder klaar”" in form.said
    assert "Open eigen/aanpassingen.yaml op regel 3: wat bij ons anders is" in form.said
    form = kept(visitor, PACKED, niveau="gewenst", geldig_tot="2027-03-01")
    days = f"  - id: {PACKED}\n    geldig_tot: 2027-03-01\n"
    assert text_of(packed, OURS).endswith(f"{override}    niveau: gewenst\n{days}")
    form = kept(visitor, PACKED, aantal="2", niveau="verplicht", geldig_tot="")
    assert text_of(packed, OURS) == "# Wat bij ons anders is dan in de pakketten.\naanpassingen: []\n"
    assert "Eerder bewaard in eigen/aanpassingen.yaml" in form.said


def test_where_a_school_has_overrides_another_one_joins_them(packed: Site) -> None:
    text = "aanpassingen:\n  # te vaak\n  - id: mkg-weekplanner-opschonen\n    uit: ja\n\n# Einde.\n"
    own(packed, "keuzes.yaml").write_text(text, encoding="utf-8")
    kept(packed.signed_in("BEA"), PACKED, stand="uit")
    added = f"    uit: ja\n  - id: {PACKED}\n    uit: ja\n\n# Einde."
    assert text_of(packed, "keuzes.yaml") == text.replace("    uit: ja\n\n# Einde.", added)
    kept(packed.signed_in("BEA"), PACKED, stand="aan")
    assert text_of(packed, "keuzes.yaml") == text


def test_a_dated_override_stays_and_is_pointed_at(packed: Site) -> None:
    text = f"aanpassingen:\n  - {{id: {PACKED}, niveau: gewenst, geldig_tot: 2027-01-01}}\n"
    own(packed, "keuzes.yaml").write_text(text, encoding="utf-8")
    form = kept(packed.signed_in("BEA"), PACKED, aantal="3")
    assert "op regel 2: wat tijdelijk anders is" in form.said
    assert text_of(packed, "keuzes.yaml").startswith(text)


@pytest.mark.parametrize("rule", ["mkg-groei", "mkg-groepsbespreking-voeren", "mkg-onderwijsbehoeftes-verwerken"])
def test_every_rule_opens_and_says_nothing_changed_until_something_is(packed: Site, rule: str) -> None:
    form = Form(packed.signed_in("BEA"), rule)
    assert form.look() == 200
    assert "Er is nog niets anders dan het nu is." in form.said


@pytest.mark.parametrize(
    ("changes", "key", "said"),
    [
        ({"hoe": "typ", "zin": "3 weken voor groepsbespreeking"}, "uiterlijk", 'bedoel je "groepsbespreking"?'),
        ({"aantal": "6"}, "vanaf", "ligt altijd na uiterlijk"),
        ({"voor": []}, "voor", "wie het doet"),
        ({"geldig_vanaf": "2027-02-01", "geldig_tot": "2027-01-01"}, "geldig_tot", "draai de dagen om"),
    ],
)
def test_a_slip_in_what_a_pack_says_otherwise_stands_at_its_field_too(
    packed: Site, changes: dict[str, str | list[str]], key: str, said: str
) -> None:
    form = Form(packed.signed_in("BEA"), PACKED)
    assert form.look(**changes) == 200
    assert said in form.wrong(key)
    assert form.save() == 400
    assert not own(packed, OURS).exists()


def test_putting_back_the_first_override_takes_its_file_away(packed: Site) -> None:
    visitor = packed.signed_in("BEA")
    kept(visitor, PACKED, stand="proef")
    assert own(packed, OURS).exists()
    answer = visitor.post(f"/regels/terug/{OURS}", data={"bewijs": proof(visitor), "regel": PACKED})
    assert answer.headers["location"] == f"/regels/{PACKED}/wijzigen?gedaan=terug"
    assert not own(packed, OURS).exists()
    assert "De vorige tekst staat er weer." in words(visitor.get(answer.headers["location"]).text)
