"""From sheets to publications: what is counted, and that nothing is published which was not released."""

from __future__ import annotations

import ast
import inspect
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.audits.instruments import behaviours, questions
from tests.audits.sheets import CLOSED, all_say, cast, emptied, said, wave
from tilth.audits.domain import coherence, publishing
from tilth.audits.domain.counting import Before, Emptied, Wave, body, count, mixed, released, unit
from tilth.audits.domain.instruments import NOT_APPLICABLE, RATHER_NOT, Instrument
from tilth.audits.domain.publication import (
    Band,
    Held,
    ItemResult,
    Picks,
    Publication,
    ScaleResult,
    Split,
    Verdict,
)
from tilth.audits.domain.publishing import agreement, apart, comparable, split, verdict
from tilth.audits.domain.sheets import encode
from tilth.audits.domain.statistics import newcombe
from tilth.disclosure import Exact, Reason

ITEMS = questions(items=5, reversed_items=(2,))
CALM = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def whole(publication: Publication) -> Publication:
    """What is published, but for how well the items hang together, which the release does not hold."""
    if not isinstance(publication.scale, ScaleResult):
        return publication
    return publication.model_copy(update={"scale": publication.scale.model_copy(update={"alpha": None, "omega": None})})


def counted(instrument: Instrument, sheets: list[bytes], **known: object) -> Publication:
    """The publication of one school."""
    return count(wave(instrument), [emptied(sheets, **known)])["hollins"]  # type: ignore[arg-type]


# --- the theorem: a publication is worked out from the release alone ---------------------------


def test_what_publishes_never_sees_a_sheet() -> None:
    tree = ast.parse(inspect.getsource(publishing))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not imported & {"tilth.audits.domain.sheets", "tilth.audits.domain.counting"}
    assert not names & {"Unit", "Body"}


@given(st.integers(0, 10**6), st.integers(6, 40), st.floats(-1.5, 1.5), st.sampled_from([0, 2]), st.data())
@CALM
def test_two_waves_of_which_the_same_is_released_are_published_alike(
    seed: int, people: int, mood: float, parts: int, data: st.DataObject
) -> None:
    """Somebody says something else: where the release does not show it, the publication does not either."""
    asked = wave(ITEMS, parts=tuple(f"part-{place}" for place in range(1, parts + 1)))
    sheets = cast(ITEMS, people, seed=seed, mood=mood, parts=parts)
    place, item = data.draw(st.integers(0, people - 1)), data.draw(st.integers(1, 5))
    changed = bytearray(sheets[place])
    changed[item] = data.draw(st.integers(1, 4))
    one, other = [emptied(sheets)], [emptied([*sheets[:place], bytes(changed), *sheets[place + 1 :]])]
    same = released(asked, one) == released(asked, other)
    published = [{key: whole(each) for key, each in count(asked, schools).items()} for schools in (one, other)]
    assert (published[0] == published[1]) or not same


@given(st.integers(0, 10**6), st.integers(8, 40), st.floats(-1, 1))
@CALM
def test_who_said_two_things_together_makes_no_difference(seed: int, people: int, mood: float) -> None:
    """Each item's answers are dealt anew among those who answered it: the publication stays the same."""
    sheets = cast(ITEMS, people, seed=seed, mood=mood, silent=0)
    assert whole(counted(ITEMS, sheets)) == whole(counted(ITEMS, dealt_anew(sheets, seed)))


def dealt_anew(sheets: list[bytes], seed: int) -> list[bytes]:
    """Each column in another order."""
    chance = Random(seed)
    columns = [chance.sample(column, len(sheets)) for column in zip(*sheets, strict=True)]
    return [bytes(row) for row in zip(*columns, strict=True)]


@given(st.integers(0, 10**6), st.integers(2, 40))
@CALM
def test_the_order_of_the_sheets_makes_no_difference(seed: int, people: int) -> None:
    sheets = cast(ITEMS, people, seed=seed)
    shuffled = Random(seed).sample(sheets, people)
    assert counted(ITEMS, sheets) == counted(ITEMS, shuffled)


@given(st.integers(0, 10**6), st.integers(0, 40), st.floats(-3, 3))
@CALM
def test_what_is_published_can_be_kept_and_read_again(seed: int, people: int, mood: float) -> None:
    publication = counted(ITEMS, cast(ITEMS, people, seed=seed, mood=mood), asked=40)
    assert Publication.read(publication.stored()) == publication
    assert Publication.read(publication.stored()).stored() == publication.stored()


# --- counting ----------------------------------------------------------------------------------


def test_a_sheet_without_a_choice_is_nobodys_answer() -> None:
    answered = said(ITEMS, {}, {"item-1": NOT_APPLICABLE}, {"item-1": RATHER_NOT, "item-2": 3}, {"item-1": 1})
    found = unit(wave(ITEMS), emptied(answered, asked=9))
    assert (found.asked, found.bodies[0].answered) == (9, 2)
    assert found.bodies[0].counts["item-1"] == (1, 0, 0, 0)
    assert found.bodies[0].counts["item-2"] == (0, 0, 1, 0)


def test_parts_are_those_that_people_said_they_belong_to() -> None:
    asked = wave(ITEMS, parts=("teachers", "others"))
    sheets = [*all_say(ITEMS, 1, 3, part=1), *all_say(ITEMS, 2, 2, part=2), *all_say(ITEMS, 3, 4, part=9)]
    found = unit(asked, emptied([*sheets, *all_say(ITEMS, 3, 1)]))
    assert [(each.key, each.answered) for each in found.bodies] == [("teachers", 3), ("others", 2), ("unsaid", 5)]


def test_of_the_behaviours_each_is_picked_or_not() -> None:
    instrument = behaviours()
    sheets = said(instrument, {"item-1": 1, "item-2": 2}, {"item-1": 2})
    found = unit(wave(instrument), emptied(sheets)).bodies[0]
    assert found.counts["item-1.strong"] == (1, 1)
    assert found.counts["item-1.weak"] == (1, 1)
    assert found.counts["item-3.weak"] == (0, 2)


def test_remarks_are_mixed_and_empty_ones_are_none() -> None:
    assert sorted(mixed([" b ", "", "   ", "a"])) == ["a", "b"]
    many = [f"{number:02}" for number in range(30)]
    assert mixed(many) != many


def test_favourable_shares_heed_reversed_items() -> None:
    publication = counted(ITEMS, [*all_say(ITEMS, 1, 14), *all_say(ITEMS, 4, 6)], asked=25)
    cells = {item.key: item.cell for item in publication.items}
    plain, turned_round = cells["item-1"], cells["item-2"]
    assert isinstance(plain, Split) and isinstance(turned_round, Split)
    assert (plain.counts, plain.favourable, plain.of) == ((14, 0, 0, 6), 14, 20)
    assert (turned_round.counts, turned_round.favourable) == ((14, 0, 0, 6), 6)
    assert plain.bounds == (14 / 25, 19 / 25)
    assert plain.interval[0] < 0.7 < plain.interval[1]


def test_too_few_are_told_why_and_nothing_else() -> None:
    publication = counted(ITEMS, cast(ITEMS, 7), asked=9, remarks=("One remark",))
    assert isinstance(publication.verdict, Held) and publication.verdict.reason is Reason.FEW
    assert (publication.items, publication.scale, publication.remarks) == ((), None, None)


def test_less_than_half_are_told_so() -> None:
    publication = counted(ITEMS, cast(ITEMS, 20), asked=50)
    assert isinstance(publication.verdict, Held) and publication.verdict.reason is Reason.RESPONSE


def test_near_the_end_only_a_band_is_published() -> None:
    publication = counted(ITEMS, [*all_say(ITEMS, 1, 19), *all_say(ITEMS, 4, 1)])
    cell = publication.items[0].cell
    assert isinstance(cell, Band) and (cell.of, cell.limit, cell.favourable) == (20, 4, False)
    assert publication.items[0].agreement is None


# --- remarks -----------------------------------------------------------------------------------


def with_remarks(number: int) -> tuple[str, ...] | Held | None:
    remarks = tuple(f"Remark {place}" for place in range(number))
    sheets = cast(ITEMS, 20, mood=0)
    return count(wave(ITEMS, remarks=True), [emptied(sheets, remarks=remarks)])["hollins"].remarks


def test_remarks_are_published_when_enough_people_wrote() -> None:
    assert sorted(with_remarks(10) or ()) == sorted(f"Remark {place}" for place in range(10))  # type: ignore[arg-type]


def test_remarks_of_few_are_not_published() -> None:
    held = with_remarks(9)
    assert isinstance(held, Held) and held.reason is Reason.WRITERS


def test_remarks_that_were_not_asked_for_are_not_published() -> None:
    sheets = cast(ITEMS, 20, mood=0)
    assert counted(ITEMS, sheets, remarks=("Not asked",) * 12).remarks is None


def test_the_familys_picture_holds_no_remarks() -> None:
    schools = [emptied(cast(ITEMS, 20, seed=seed, mood=0), key=f"school-{seed}", remarks=["x"] * 15) for seed in (1, 2)]
    found = count(wave(ITEMS, remarks=True, family=True), schools)
    assert found[None].remarks is None and found[None].school is None
    assert found["school-1"].remarks is not None


# --- the family --------------------------------------------------------------------------------


def test_the_familys_picture_adds_up_all_schools() -> None:
    schools = [emptied(cast(ITEMS, 25, seed=seed, mood=0, silent=0), key=f"school-{seed}") for seed in (1, 2, 3)]
    found = count(wave(ITEMS, family=True), schools)
    assert set(found) == {"school-1", "school-2", "school-3", None}
    family = found[None]
    assert Publication.read(family.stored()) == family
    assert (family.asked, family.answered, family.schools) == (75, 75, 3)
    for place, item in enumerate(family.items):
        cells = [found[each.key].items[place].cell for each in schools]
        if all(isinstance(cell, Split) for cell in [item.cell, *cells]):
            assert item.cell.favourable == sum(cell.favourable for cell in cells)  # type: ignore[union-attr]


# --- what is said of it -------------------------------------------------------------------------


def result(key: str, favourable: int, of: int = 40) -> ItemResult:
    return ItemResult(key=key, cell=split(Exact((favourable, of - favourable)), frozenset({0}), of))


def test_an_aspect_is_the_most_trusted_only_where_it_stands_clear_of_the_rest() -> None:
    items = [result("high", 38), result("b", 20), result("c", 19), result("low", 3)]
    assert (apart(items, most=True), apart(items, most=False)) == (("high",), ("low",))
    near = [result("high", 27), result("b", 20), result("c", 19), result("low", 12)]
    assert (apart(near, most=True), apart(near, most=False)) == ((), ())


def test_two_of_six_may_stand_clear_together_but_not_three() -> None:
    rest = [result(f"rest-{place}", 10) for place in range(4)]
    pair = [result("one", 37), result("other", 38)]
    assert set(apart([*rest, *pair], most=True)) == {"one", "other"}
    assert apart([*rest[:3], *pair, result("third", 37)], most=True) == ()


def test_a_band_at_the_top_may_be_the_most_trusted() -> None:
    band = ItemResult(key="band", cell=Band(of=40, limit=3, favourable=False))
    items = [band, result("b", 20), result("c", 19)]
    assert apart(items, most=True) == ("band",)
    assert apart([ItemResult(key="held", cell=Held(reason=Reason.JOINT)), *items[1:]], most=True) == ()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_what_stands_apart_differs_clearly_from_every_other(favourable: list[int]) -> None:
    numbers = {f"item-{place}": number for place, number in enumerate(favourable)}
    items = [result(key, number) for key, number in numbers.items()]
    most, least = apart(items, most=True), apart(items, most=False)
    assert not set(most) & set(least)
    assert len(most) <= len(items) / 3 and len(least) <= len(items) / 3
    for group, sign in ((most, 1), (least, -1)):
        for one in group:
            for other in set(numbers) - set(group):
                low, high = newcombe((numbers[one], 40), (numbers[other], 40))
                assert min(low * sign, high * sign) > 0


@given(st.integers(0, 10**6))
@CALM
def test_where_all_aspects_are_alike_hardly_one_stands_apart(seed: int) -> None:
    chance = Random(seed)
    stood = 0
    for _school in range(40):
        items = [result(f"item-{place}", sum(chance.random() < 0.6 for _ in range(40))) for place in range(10)]
        stood += bool(apart(items, most=True)) + bool(apart(items, most=False))
    assert stood <= 4  # of 80


@pytest.mark.parametrize(
    ("counts", "word"), [((20, 0, 0, 0), "one mind"), ((6, 10, 3, 1), "leaning"), ((10, 0, 0, 10), "divided")]
)
def test_agreement_is_said_in_words(counts: tuple[int, ...], word: str) -> None:
    assert agreement(split(Exact(counts), frozenset({0, 1}), 20)) == word


def test_agreement_is_not_said_of_what_is_withheld() -> None:
    assert agreement(Held(reason=Reason.FEW)) is None


# --- changes -----------------------------------------------------------------------------------


def before(sheets: list[bytes], instrument: Instrument = ITEMS, *, alike: bool = True) -> Before:
    publication = counted(instrument, sheets)
    return Before(publication.model_copy(update={"closed": CLOSED.replace(year=2025)}), frozenset(), alike)


def changes(now: list[bytes], *earlier: Before) -> dict[str, Verdict]:
    publication = count(wave(ITEMS), [emptied(now, earlier=earlier)])["hollins"]
    return {change.key: change.verdict for change in publication.changes}


def test_a_change_is_real_only_where_no_change_is_out_of_the_question() -> None:
    poor = [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)]
    rich = [*all_say(ITEMS, 1, 22), *all_say(ITEMS, 3, 8)]
    near = [*all_say(ITEMS, 1, 11), *all_say(ITEMS, 3, 19)]
    assert changes(rich, before(poor))["item-1"] is Verdict.ROSE
    assert changes(rich, before(poor))["item-2"] is Verdict.FELL  # reversed
    assert changes(poor, before(rich))["item-1"] is Verdict.FELL
    assert set(changes(near, before(poor)).values()) == {Verdict.UNCLEAR}


def test_the_latest_of_the_comparable_waves_is_compared() -> None:
    poor, rich = [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)], [*all_say(ITEMS, 1, 22), *all_say(ITEMS, 3, 8)]
    assert changes(rich, before(rich), before(poor))["item-1"] is Verdict.UNCLEAR
    assert changes(rich, before(rich, alike=False), before(poor))["item-1"] is Verdict.ROSE
    assert changes(rich, before(poor, alike=False)) == {}


def test_nothing_is_compared_with_what_was_not_shown() -> None:
    poor, band = [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)], all_say(ITEMS, 1, 30)
    assert changes(poor, before(band)) == {}
    assert changes(band, before(poor)) == {}


def test_other_words_are_not_compared() -> None:
    items = list(ITEMS.items)
    items[0] = items[0].model_copy(update={"text": "Other words"})
    items[2] = items[2].model_copy(update={"reversed": True})
    items[3] = items[3].model_copy(update={"aspect": "Another name for its bar"})
    reworded = ITEMS.model_copy(update={"items": tuple(items), "version": 2})
    assert comparable(ITEMS, reworded) == {"item-2", "item-4", "item-5"}
    sheets = [*all_say(ITEMS, 1, 8), *all_say(ITEMS, 3, 22)]
    assert set(changes(sheets, before(sheets, reworded))) == {"item-2", "item-4", "item-5"}


def test_with_other_answers_to_choose_from_nothing_is_compared() -> None:
    choices = list(ITEMS.choices)
    choices[0] = choices[0].model_copy(update={"label": "Very much"})
    assert comparable(ITEMS, ITEMS.model_copy(update={"choices": tuple(choices)})) == frozenset()


@pytest.mark.parametrize(
    ("interval", "said_of_it"),
    [
        ((0.01, 0.5), Verdict.ROSE),
        ((-0.5, -0.01), Verdict.FELL),
        ((-0.1, 0.1), Verdict.UNCLEAR),
        ((0.0, 0.3), Verdict.UNCLEAR),
    ],
)
def test_a_verdict_on_a_change(interval: tuple[float, float], said_of_it: Verdict) -> None:
    assert verdict(interval) is said_of_it


# --- how well the items hang together -----------------------------------------------------------


def alpha(asked: Wave, *schools: Emptied) -> float | None:
    found = next(iter(count(asked, schools).values())).scale
    assert isinstance(found, ScaleResult)
    return found.alpha


def test_alpha_is_said_from_thirty_people_on() -> None:
    assert alpha(wave(ITEMS), emptied(cast(ITEMS, 29, mood=0, silent=0))) is None
    value = alpha(wave(ITEMS), emptied(cast(ITEMS, 60, mood=0, silent=0)))
    assert value is not None and 0.3 < value < 1


def test_alpha_is_of_all_schools_together() -> None:
    schools = [emptied(cast(ITEMS, 20, seed=seed, mood=0, silent=0), key=f"school-{seed}") for seed in (4, 5)]
    assert alpha(wave(ITEMS), *schools) is not None
    assert alpha(wave(ITEMS), schools[0]) is None


def test_alpha_is_not_said_where_a_side_is_small() -> None:
    sheets = cast(ITEMS, 40, mood=0, silent=0)
    one_sided = [bytes([*sheet[:5], 1]) for sheet in sheets]
    assert alpha(wave(ITEMS), emptied(one_sided)) is None


def test_alpha_is_not_said_when_the_same_was_asked_lately() -> None:
    sheets = cast(ITEMS, 40, mood=0, silent=0)
    lately = Before(counted(ITEMS, sheets), frozenset(), alike=True)
    assert alpha(wave(ITEMS), emptied(sheets, earlier=(lately,))) is None


@given(st.integers(0, 10**6), st.data())
@CALM
def test_nobodys_direction_follows_from_alpha(seed: int, data: st.DataObject) -> None:
    """For everybody there is somebody who said the opposite, and with the two exchanged all is published the same."""
    asked = wave(ITEMS)
    sheets = cast(ITEMS, 36, seed=seed, mood=0, silent=0)
    published = counted(ITEMS, sheets)
    scale = published.scale
    assume(isinstance(scale, ScaleResult) and scale.alpha is not None)
    colluders = set(data.draw(st.lists(st.integers(0, 35), min_size=2, max_size=2, unique=True)))
    victim = data.draw(st.integers(0, 35).filter(lambda place: place not in colluders))
    item = data.draw(st.integers(1, 5))
    opposite = [
        place
        for place in range(36)
        if place not in colluders and (sheets[place][item] <= 2) != (sheets[victim][item] <= 2)
    ]
    assert opposite
    swapped = list(sheets)
    swapped[victim], swapped[opposite[0]] = sheets[opposite[0]], sheets[victim]
    assert all(swapped[place] == sheets[place] for place in colluders)
    assert count(asked, [emptied(swapped)])["hollins"] == published


def test_scores_are_the_higher_the_more_favourable() -> None:
    sheets = said(ITEMS, {f"item-{number}": 1 for number in range(1, 6)}, {"item-1": 2})
    assert coherence.scored(ITEMS, sheets).tolist() == [[4, 1, 4, 4, 4]]


def test_a_scale_that_was_shown_alone_is_remembered() -> None:
    """Nine answered, and of them only the scale was shown; a few more join, and single items would tell of these."""
    before = Before(counted(ITEMS, cast(ITEMS, 9, mood=0)), frozenset("abcdefghi"), alike=True)
    now = emptied(cast(ITEMS, 14, mood=0), members=frozenset("abcdefghijklmn"), earlier=(before,))
    shown = count(wave(ITEMS), [now])["hollins"]
    assert all(isinstance(item.cell, Held) for item in shown.items)


# --- the behaviours exercise --------------------------------------------------------------------


def picked(instrument: Instrument, strong: tuple[int, ...], weak: tuple[int, ...], people: int) -> list[bytes]:
    answers = {f"item-{number}": 1 for number in strong} | {f"item-{number}": 2 for number in weak}
    return [encode(instrument, answers)] * people


def team(people: int) -> dict[str, Picks]:
    """Half of a team find behaviour 1 strong and 2 weak, the others the other way; of themselves most say 1."""
    instrument, half = behaviours(), people // 2
    sheets = picked(instrument, (1, 3), (2,), half) + picked(instrument, (2, 3), (1,), people - half)
    own = picked(instrument, (1,), (4,), people - 4) + picked(instrument, (3,), (1,), 4)
    publication = counted(instrument, sheets, own_sheets=own)
    assert publication.items == () and publication.scale is None
    return {each.key: each for each in publication.picks}


def test_a_team_sees_where_it_and_its_members_part() -> None:
    seen = team(24)
    assert isinstance(seen["item-1"].team_strong, Split) and seen["item-1"].team_strong.counts == (12, 12)
    assert isinstance(seen["item-1"].own_strong, Split) and seen["item-1"].own_strong.counts == (20, 4)
    assert seen["item-1"].clash and seen["item-2"].clash
    assert not any(seen[f"item-{number}"].clash for number in (3, 4, 5))


def test_a_small_team_sees_the_teams_picture_alone() -> None:
    seen = team(9)
    assert isinstance(seen["item-1"].team_strong, Split | Band)
    assert all(each.own_strong is None and each.own_weak is None for each in seen.values())


def test_a_body_counts_each_answer() -> None:
    assert body(ITEMS, "whole", []).counts["item-1"] == (0, 0, 0, 0)
