"""Each rule of what may be shown, by an example."""

from __future__ import annotations

import pytest

from tests.disclosure.counted import let, one, unit
from tilth.disclosure import Exact, Few, Reason, Rules, Scale, Withheld

EVEN = (20, 20)


# --- a school as a whole -------------------------------------------------------------------------


def test_of_fewer_than_eight_nothing_is_shown() -> None:
    shown = one(unit(all=[(4, 3)]))
    assert shown.verdict == Withheld(Reason.FEW, 8)
    assert shown.answered is None and not shown.items and isinstance(shown.scale, Withheld)


@pytest.mark.parametrize(("asked", "is_shown"), [(80, True), (81, False)])
def test_of_fewer_than_half_nothing_is_shown(asked: int, is_shown: bool) -> None:
    shown = one(unit(asked=asked, all=[EVEN]))
    assert (shown.verdict is None) is is_shown
    assert is_shown or shown.verdict == Withheld(Reason.RESPONSE, 41)


def test_an_item_that_fewer_than_twelve_answered_is_not_shown() -> None:
    shown = one(unit(all=[EVEN, (6, 5), (6, 6)]))
    assert shown.items == {"item-1": Exact(EVEN), "item-2": Withheld(Reason.FEW, 12), "item-3": Exact((6, 6))}


@pytest.mark.parametrize(
    ("split", "shown"),
    [
        ((36, 4), Exact((36, 4))),
        ((37, 3), Few(40, 4, favourable=False)),
        ((40, 0), Few(40, 4, favourable=False)),
        ((3, 37), Few(40, 4, favourable=True)),
        ((0, 40), Few(40, 4, favourable=True)),
    ],
)
def test_few_on_one_side_are_a_band(split: tuple[int, int], shown: Exact | Few) -> None:
    assert one(unit(all=[split])).items["item-1"] == shown


def test_a_band_reaches_one_beyond_those_who_may_collude() -> None:
    assert [Rules(whole=10, colluders=number).limit for number in range(4)] == [3, 3, 4, 5]


def test_rules_that_cannot_hide_anybody_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot hide"):
        Rules(whole=7)


@pytest.mark.parametrize(("writers", "fit"), [(10, True), (9, Withheld(Reason.WRITERS, 10))])
def test_free_text_needs_ten_writers(writers: int, fit: bool | Withheld) -> None:
    school = unit(all=[EVEN], writers=writers)
    assert one(school, remarks=True).remarks == fit
    assert one(school, remarks=False).remarks is False


def test_what_is_shown_of_children_needs_more_of_them() -> None:
    assert one(unit(all=[(5, 4)]), rules=Rules(whole=10)).verdict == Withheld(Reason.FEW, 10)


# --- the scale -----------------------------------------------------------------------------------


def test_a_scale_is_worked_out_from_items_that_are_shown() -> None:
    shown = one(unit(all=[EVEN, (30, 10), (5, 4)]))
    assert shown.scale == Scale(50, 80, items=("item-1", "item-2"))


def test_where_some_items_are_bands_it_lies_between_two_numbers() -> None:
    assert one(unit(all=[EVEN, (39, 1)])).scale == Scale(57, 80, items=("item-1", "item-2"), most=60)
    assert one(unit(all=[(40, 0), (1, 39)])).scale == Scale(37, 80, items=("item-1", "item-2"), most=43)


def test_where_all_items_lie_near_one_end_so_does_the_scale() -> None:
    assert one(unit(all=[(40, 0), (38, 2)])).scale == Scale(74, 80, near=True, items=("item-1", "item-2"))
    assert one(unit(all=[(2, 38), (0, 30)])).scale == Scale(6, 70, near=False, items=("item-1", "item-2"))


def test_of_eight_to_eleven_the_scale_alone_is_shown() -> None:
    shown = one(unit(all=[(5, 4)] * 10))
    assert all(each == Withheld(Reason.FEW, 12) for each in shown.items.values())
    assert isinstance(shown.scale, Scale) and (shown.scale.favourable, shown.scale.of) == (50, 90)


@pytest.mark.parametrize(
    ("other", "favourable", "near"), [(22, 78, None), (21, 79, True), (0, 79, True), (79, 21, False), (78, 22, None)]
)
def test_their_scale_is_exact_unless_two_could_hold_all_of_its_small_side(
    other: int, favourable: int, near: bool | None
) -> None:
    """Two people and ten items: they may hold twenty answers. With one more, somebody else has it for certain."""
    splits = [(10 - other // 10 - (place < other % 10), other // 10 + (place < other % 10)) for place in range(10)]
    scale = one(unit(all=splits)).scale
    assert isinstance(scale, Scale) and (scale.favourable, scale.of, scale.near) == (favourable, 100, near)


# --- parts ---------------------------------------------------------------------------------------


def part_keys(**parts: int) -> list[tuple[str, ...]]:
    shown = one(unit(**{name: [(size // 2, size - size // 2)] for name, size in parts.items()}), broken_down=True)
    return [part.keys for part in shown.parts] if isinstance(shown.parts, tuple) else []


def test_neighbours_are_merged_until_each_part_is_large_enough() -> None:
    assert part_keys(a=20, b=12, unsaid=0) == [("a",), ("b",)]
    assert part_keys(a=5, b=8, c=30, unsaid=1) == [("a", "b"), ("c", "unsaid")]
    assert part_keys(a=20, b=11, unsaid=4) == [("a",), ("b", "unsaid")]
    assert part_keys(a=20, b=0, c=15, unsaid=0) == [("a",), ("b", "c")]


def test_one_part_alone_is_no_breakdown() -> None:
    shown = one(unit(a=[(10, 10)], b=[(3, 4)], unsaid=[(1, 0)]), broken_down=True)
    assert shown.parts == Withheld(Reason.PARTS, 12)


def parts(*splits: tuple[int, int]) -> list[object]:
    names = {f"part-{place}": [split] for place, split in enumerate(splits, start=1)}
    shown = one(unit(**names, unsaid=[(0, 0)]), broken_down=True).parts
    assert isinstance(shown, tuple)
    return [part.items["item-1"] for part in shown]


HIDDEN = Withheld(Reason.JOINT)


def test_parts_with_enough_on_both_sides_are_exact() -> None:
    assert parts((12, 8), (6, 9), (10, 4)) == [Exact((12, 8)), Exact((6, 9)), Exact((10, 4))]


def test_a_part_near_an_end_takes_its_smaller_neighbour_with_it() -> None:
    """Parts 2 and 3 can be told together, so that part 1 may be exact: of those two, one is near an end."""
    assert parts((12, 12), (13, 1), (10, 6)) == [
        Exact((12, 12)),
        Few(14, 4, favourable=False),
        Few(16, 8, favourable=False, least=4),
    ]


def test_nothing_is_broken_down_where_a_band_could_tell() -> None:
    """Five of forty are against. One half at least is near an end; to say which could tell of the other."""
    assert parts((18, 2), (17, 3)) == [HIDDEN, HIDDEN] == parts((20, 0), (15, 5))


def test_a_band_of_the_whole_holds_for_its_parts() -> None:
    assert parts((20, 0), (13, 2)) == [Few(20, 4, favourable=False), Few(15, 4, favourable=False)]


def test_an_item_that_too_few_of_a_part_answered_takes_a_neighbour_with_it() -> None:
    school = unit(a=[(10, 10), (6, 4)], b=[(10, 10), (10, 10)], c=[(10, 10), (10, 10)], unsaid=[(0, 0), (0, 0)])
    shown = one(school, broken_down=True).parts
    assert isinstance(shown, tuple)
    assert [part.items["item-2"] for part in shown] == [Withheld(Reason.FEW, 12), HIDDEN, Exact((10, 10))]


def test_the_scale_of_a_part_is_that_of_its_items() -> None:
    school = unit(a=[(10, 10), (20, 0)], b=[(10, 10), (10, 10)], unsaid=[(0, 0), (0, 0)])
    shown = one(school, broken_down=True).parts
    assert isinstance(shown, tuple)
    both = ("item-1", "item-2")
    assert [part.scale for part in shown] == [Scale(27, 40, items=both, most=30), Scale(20, 40, items=both, most=23)]


# --- all schools together ------------------------------------------------------------------------


def together(*splits: tuple[int, int], rolls: dict[int, int] | None = None) -> Exact | Few | Withheld:
    schools = [
        unit(f"school-{place}", asked=(rolls or {}).get(place), all=[split]) for place, split in enumerate(splits)
    ]
    family = let(*schools, family=True).family
    assert family is not None
    return family.items["item-1"] if family.verdict is None else family.verdict


def test_schools_that_are_exact_are_added_up() -> None:
    assert together((10, 10), (12, 8), (5, 15)) == Exact((27, 33))


def test_two_schools_are_not_a_picture_of_all() -> None:
    assert together((10, 10), (12, 8)) == Withheld(Reason.SCHOOLS, 3)
    assert together((10, 10), (12, 8), (3, 4)) == Withheld(Reason.SCHOOLS, 3)


def test_a_school_near_an_end_makes_the_sum_a_band() -> None:
    assert together((10, 10), (12, 8), (19, 1)) == Few(60, 22, favourable=False, least=18)


def test_schools_that_are_not_shown_are_counted_in_only_together() -> None:
    whole = [(10, 10), (12, 8), (5, 15)]
    assert together(*whole, (3, 4), (4, 3)) == Exact((27, 33))  # seven are no crowd
    assert together(*whole, (3, 4), (4, 3), (3, 3)) == Exact((37, 43))
    assert together(*whole, (20, 20), (2, 2), rolls={3: 100}) == Exact((27, 33))  # nearly all of them are of one school
    assert together(*whole, (20, 20), (12, 12), rolls={3: 100, 4: 100}) == Exact((59, 65))


def test_a_school_that_was_never_asked_something_is_not_counted_in() -> None:
    schools = [unit(f"school-{place}", all=[(10, 10)]) for place in range(3)]
    dark = [unit("other-1", asked=90, all=[(10, 10), (9, 9)]), unit("other-2", asked=90, all=[(10, 10)])]
    family = let(*schools, *dark, family=True).family
    assert family is not None and family.items["item-1"] == Exact((50, 50))
    assert family.items["item-2"] == Withheld(Reason.SCHOOLS, 3)


def test_a_school_whose_scale_alone_is_shown_is_left_out() -> None:
    assert together((10, 10), (12, 8), (5, 15), (5, 4), (4, 5)) == Exact((27, 33))


def test_a_picture_says_whom_it_counts() -> None:
    schools = [unit(f"school-{place}", all=[(10, 10)]) for place in range(3)]
    family = let(*schools, unit("small", all=[(2, 2)]), family=True).family
    assert family is not None
    assert family.counted == ("school-0", "school-1", "school-2") and family.answered == 60 == family.asked


def test_where_no_picture_of_all_is_asked_for_there_is_none() -> None:
    assert let(unit(all=[EVEN])).family is None
