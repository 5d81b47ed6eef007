"""The instruments of the house: complete, answerable, fair in their form, and easy to read for those who are young."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.audits.instruments import behaviours, questions
from tilth.audits import wording
from tilth.audits.domain import editing, readability
from tilth.audits.domain.instruments import CHOICE_ICONS, ITEM_ICONS, Audience, Instrument, Kind, Strand
from tilth.audits.queries import house, instrument, instruments

HOUSE = {each.slug: each for each in house()}
ASPECTS = {
    "staff-head": (
        "support competence honesty right-decisions approachable personal-interest develops-staff respect consultation "
        "integrity"
    ),
    "staff-staff": (
        "family-feeling no-backbiting being-missed reliability professional-help personal-confidence "
        "keeping-commitments free-opinion looking-out respect"
    ),
    "students-staff": (
        "want-me-to-succeed confidant honest-feedback belief-in-me asking-for-help where-i-stand concern best-of-me "
        "promises-kept open-and-honest"
    ),
}
GRADE = 4.0  # what a child of nine reads
EACH = pytest.mark.parametrize("each", house(), ids=lambda each: each.slug)
YOUNG = [each for each in house() if Audience.STUDENTS in each.audiences]


def test_everybody_named_is_asked_about_everybody_named() -> None:
    assert set(HOUSE) == {
        *ASPECTS,
        *("staff-governors", "governors-head", "head-governors", "parents-staff"),
        *("leaders-leaders", "students-students", "partnership-competence", "fit-governance", "pulse", "behaviours"),
        *(f"purpose-{who}" for who in ("staff", "leaders", "governors", "students", "parents")),
    }


@pytest.mark.parametrize("slug", ASPECTS)
def test_there_is_one_item_for_each_aspect(slug: str) -> None:
    assert [item.key for item in HOUSE[slug].items] == ASPECTS[slug].split()


def test_only_being_missed_and_commitments_are_put_the_other_way_round() -> None:
    reversed_items = {(each.slug, item.key) for each in house() for item in each.items if item.reversed}
    assert reversed_items == {("staff-staff", "being-missed"), ("staff-staff", "keeping-commitments")}


def test_the_pulse_has_five_items_and_the_exercise_thirteen_behaviours() -> None:
    assert len(HOUSE["pulse"].items) == 5
    assert len(HOUSE["behaviours"].items) == 13 and HOUSE["behaviours"].kind is Kind.BEHAVIOURS


@EACH
def test_a_file_is_named_after_what_is_in_it(each: Instrument) -> None:
    assert (files("tilth.audits") / "instruments" / f"{each.slug}.toml").is_file()


@EACH
def test_it_says_how_long_it_takes(each: Instrument) -> None:
    assert each.minutes == editing.minutes_for(len(each.items), each.kind, each.audiences[0])


@EACH
def test_its_items_are_whole_sentences_without_negations(each: Instrument) -> None:
    for item in each.items:
        assert item.text[0].isupper() and item.text.endswith("."), item.text
        assert not re.search(r"\b(not|never|no|nobody|none|\w+n[’']t)\b", item.text, re.I), item.text


@EACH
def test_no_two_items_say_or_are_called_the_same(each: Instrument) -> None:
    assert len({item.text.casefold() for item in each.items}) == len({item.aspect for item in each.items})
    assert len({item.aspect for item in each.items}) == len(each.items)


@EACH
def test_the_shelf_has_words_for_it(each: Instrument) -> None:
    assert wording.asked_of(each.audiences) and wording.STRANDS[Strand(each.strand)]


@pytest.mark.parametrize("each", YOUNG, ids=lambda each: each.slug)
def test_students_of_nine_can_read_it(each: Instrument) -> None:
    assert readability.grade(item.text for item in each.items) <= GRADE
    assert readability.grade([each.purpose]) <= GRADE
    assert max(len(item.text.split()) for item in each.items) <= 12


@pytest.mark.parametrize("each", YOUNG, ids=lambda each: each.slug)
def test_students_have_three_answers_and_a_drawing_for_everything(each: Instrument) -> None:
    assert [choice.key for choice in each.choices] == ["yes", "not-sure", "no"]
    assert all(thing.icon for thing in (*each.items, *each.choices))
    assert len({item.icon for item in each.items}) == len(each.items)


@pytest.mark.parametrize("name", ITEM_ICONS + CHOICE_ICONS)
def test_each_drawing_is_drawn_and_silent(name: str) -> None:
    drawn = (files("tilth.audits") / "templates" / "audits" / "icons" / f"{name}.html").read_text(encoding="utf-8")
    assert drawn.startswith("<svg") and 'aria-hidden="true"' in drawn and "style" not in drawn


def test_every_drawing_to_choose_has_a_name() -> None:
    assert set(wording.ICONS) == set(ITEM_ICONS)


# --- the schema ---


def test_what_does_not_fit_the_schema_is_refused() -> None:
    plain = questions().model_dump()
    item, choice = plain["items"][0], plain["choices"][0]
    broken = [
        {"items": [item, item]},
        {"items": []},
        {"choices": [choice]},
        {"choices": list(reversed(plain["choices"]))},
        {"slug": "Not A Slug"},
        {"language": "english!"},
        {"strand": "anything"},
        {"items": [{**item, "icon": "../../secrets"}]},
        {"unknown": 1},
    ]
    for change in broken:
        with pytest.raises(ValidationError):
            Instrument.model_validate({**plain, **change})


def test_nothing_is_reversed_beside_a_middle_answer() -> None:
    with pytest.raises(ValidationError):
        questions(choices=3, reversed_items=[1])


def test_behaviours_are_picked_as_strong_or_weak_and_are_not_too_few() -> None:
    plain = behaviours().model_dump()
    for change in ({"items": plain["items"][:8]}, {"choices": questions().model_dump()["choices"]}):
        with pytest.raises(ValidationError):
            Instrument.model_validate({**plain, **change})


@given(choices=st.sampled_from([2, 4, 6]), turned=st.booleans())
def test_reversing_mirrors_what_is_favourable(choices: int, turned: bool) -> None:
    each = questions(items=1, choices=choices, reversed_items=[1] if turned else [])
    half = set(range(choices // 2))
    assert each.favourable(each.items[0]) == ({choices - 1 - place for place in half} if turned else half)


def test_a_reference_to_nothing_is_nothing() -> None:
    assert instrument("house:staff-head") == HOUSE["staff-head"]
    assert instrument("house:unheard-of") is None
    assert instrument("own:no-key") is None and instrument("") is None and instruments.of_house("") is None


# --- changing one ---


@given(
    steps=st.lists(st.tuples(st.sampled_from(["up", "down", "drop", "add"]), st.integers(1, 9)), max_size=12),
    turned=st.booleans(),
)
def test_whatever_is_changed_it_stays_an_instrument_with_its_own_keys(
    steps: list[tuple[str, int]], turned: bool
) -> None:
    each = editing.moved(questions(items=4, reversed_items=[2] if turned else []), "item-1", 0)
    for place, (step, number) in enumerate(steps):
        key = f"item-{number}"
        if step == "add":
            each = editing.with_item(each, "", aspect=f"Item {number}", text=f"Added as number {place}.")
        elif step == "drop" and len(each.items) > 1:
            each = editing.without_item(each, key)
        else:
            each = editing.moved(each, key, 1 if step == "down" else -1)
        assert Instrument.model_validate(each.model_dump()) == each
    assert each.minutes == editing.minutes_for(len(each.items), each.kind, each.audiences[0])


def test_rewording_keeps_the_key_so_that_later_waves_can_be_compared() -> None:
    each = editing.with_item(questions(), "item-2", aspect="Other", text="Put otherwise.", reversed=True)
    assert [item.key for item in each.items] == [f"item-{number}" for number in range(1, 7)]
    assert each.items[1].text == "Put otherwise." and each.items[1].reversed


@pytest.mark.parametrize(
    ("aspect", "key"), [("Été à l’école", "ete-a-lecole"), ("信任", "item"), ("9", "item"), ("Item 1", "item-1-2")]
)
def test_keys_are_made_from_any_script(aspect: str, key: str) -> None:
    assert editing.with_item(questions(), "", aspect=aspect, text="New.").items[-1].key == key


def test_an_instrument_has_at_least_one_item_and_not_too_many_and_no_twins() -> None:
    one = questions(items=1)
    for change in (
        lambda: editing.without_item(one, "item-1"),
        lambda: editing.with_item(one, "", aspect="Twin", text="TEXT 1"),
        lambda: editing.with_item(questions(items=60), "", aspect="More", text="More."),
        lambda: editing.without_item(questions(items=9).model_copy(update={"kind": Kind.BEHAVIOURS}), "item-1"),
    ):
        with pytest.raises(editing.CannotBe):
            change()


# --- reading ---


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("makes", 1), ("asked", 1), ("wanted", 2), ("little", 2), ("people", 2), ("promises", 3), ("idea", 3)],
)
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert readability.syllables(word) == syllables


def test_a_hard_text_reads_harder_than_an_easy_one() -> None:
    easy, hard = "The cat sat on the mat.", "Institutional accountability necessitates participatory deliberation."
    assert readability.reading_age([easy]) == 5 and readability.reading_age([hard]) > 18
    assert readability.grade([]) == 0
