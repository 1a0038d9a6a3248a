"""Whatever a school hands in: the same again changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.intake.combine import combine
from engine.intake.merge import merge
from engine.model import HOME_GROUP
from engine.problem import has_errors
from tests.intake.school import NOTHING, export, group, opened, pupil

KEYS = st.sampled_from(["1", "2", "3", "0417", "#001", "#002", "#003"])
NAMES = st.sampled_from(["Aisha", "Bo", "Cas"])
GROUPS = ("1/2 A", "1/2 B", "3")
YEARS = st.sampled_from(["2025-2026", "2026-2027", "2027-2028"])


@st.composite
def exports(draw: st.DrawFn) -> str:
    named = dict(zip(draw(st.permutations(["g1", "g2", "g3_lj_1"])), draw(st.permutations(GROUPS)), strict=True))
    pupils = [
        pupil(
            key, draw(st.sampled_from([*named, "", "nergens"])), draw(NAMES), draw(st.sampled_from(["", "1", "8", "H"]))
        )
        for key in draw(st.lists(KEYS, unique=True))
    ]
    staff = draw(st.sampled_from(["", '<leerkracht key="#T1"><roepnaam>A</roepnaam></leerkracht>']))
    kept = draw(st.integers(0, 3))
    groups = "".join(group(key, name, str(n)) for n, (key, name) in enumerate(list(named.items())[:kept], 1))
    text = export(*pupils, groups=groups or " ", staff=staff, school_year=draw(YEARS))
    return text if draw(st.booleans()) else text.replace("<geboortedatum>2021-03-04</geboortedatum>", "")


@st.composite
def deliveries(draw: st.DrawFn) -> dict[str, str]:
    files = {}
    if draw(st.booleans()):
        files["edexml"] = draw(exports())
    people = draw(st.lists(KEYS, unique=True))
    files["leerlingen"] = "leerlingnummer,kenmerken\n" + "".join(f"{key},nt2\n" for key in people)
    rows = draw(st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from(["", "2026-2027"]), KEYS), unique=True))
    files["groepen"] = "groep,schooljaar,leerlingen\n" + "".join(f"{','.join(row)}\n" for row in rows)
    files["registraties"] = "soort,onderwerp_type,onderwerp,op\n" + "".join(
        f"observatie,leerling,{key},2026-11-03\ngroepsanalyse,groep,{name},2026-09-03\n"
        for key, name in draw(st.lists(st.tuples(KEYS, st.sampled_from(GROUPS))))
    )
    if draw(st.booleans()):
        files["map"] = f"soort,oud,nieuw\nleerling,{draw(KEYS)},900\ngroep,{draw(st.sampled_from(GROUPS))},Uilen\n"
    return files


@settings(max_examples=150, deadline=None)
@given(st.lists(deliveries(), max_size=2), deliveries())
def test_the_same_delivery_again_changes_nothing(before: list[dict[str, str]], last: dict[str, str]) -> None:
    told = NOTHING
    for files in before:
        told = merge(told, opened(**files).delivery).told
    delivery = opened(**last).delivery
    first = merge(told, delivery)
    again = merge(first.told, delivery)
    if has_errors(first.problems) or ("map" in last and has_errors(again.problems)):
        return  # an import with mistakes is not stored
    assert not has_errors(again.problems)
    assert again.told == first.told
    assert again.changes == ()
    assert again.renames == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(deliveries(), min_size=1, max_size=3))
def test_nobody_is_in_two_home_groups_of_one_school_year_and_every_member_exists(files: list[dict[str, str]]) -> None:
    told = NOTHING
    for each in files:
        told = merge(told, opened(**each).delivery).told
    facts = combine(told)
    numbers = {each.number for each in facts.pupils}
    homes = [each for each in facts.groups if each.kind == HOME_GROUP]
    places = [(each.school_year, number) for each in homes for number in each.pupils]
    assert len(places) == len(set(places))
    assert {number for _, number in places} <= numbers
    assert len(numbers) == len(facts.pupils)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_too_much(data: bytes) -> None:
    from engine.intake.folder import File, open_files

    words = ("edexml", "medewerkers", "leerlingen", "groepen", "registraties", "zaken", "map")
    found = open_files({word: File(word, data) for word in words}, "99XX")
    assert all(each.line >= 1 and each.column >= 1 for each in found.problems)
    assert any(each.file == "edexml" and each.is_error for each in found.problems)
