"""What must hold for every wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.invented import FAVOURABLE, School, family, released
from tilth.disclosure import Exact, Few, Reason, Release, Released, Rules, Scale, Shown, Withheld

RULES = Rules()
SEEDS = st.integers(0, 2**32)
quick = settings(max_examples=30, deadline=None)


def wave(seed: int) -> tuple[list[School], Released]:
    schools = family(Random(seed), most_schools=6)
    return schools, released(schools)


def pictures(shown: Released) -> Iterator[tuple[int | None, Mapping[str, Shown], Scale | Withheld]]:
    """Everything that is shown of some people: how many answered, the items, the scale."""
    for each in (*shown.units, *([shown.family] if shown.family else [])):
        if each.verdict is None:
            yield each.answered, each.items, each.scale
        for part in each.parts if isinstance(each.parts, tuple) else ():
            yield part.answered, part.items, part.scale


@quick
@given(SEEDS)
def test_the_same_counts_always_give_the_same_release(seed: int) -> None:
    schools, shown = wave(seed)
    assert released(schools) == shown


@quick
@given(SEEDS)
def test_the_order_of_schools_decides_nothing(seed: int) -> None:
    schools, shown = wave(seed)
    turned = released(schools[::-1])
    assert turned.units == shown.units[::-1]
    if shown.family is not None and turned.family is not None:
        assert turned.family.items == shown.family.items


@quick
@given(SEEDS)
def test_what_is_exact_is_of_enough_people_on_both_sides(seed: int) -> None:
    for _, items, _ in pictures(wave(seed)[1]):
        for cell in items.values():
            if isinstance(cell, Exact):
                favourable = sum(cell.counts[place] for place in FAVOURABLE)
                assert cell.of >= RULES.item and min(favourable, cell.of - favourable) >= RULES.side
            elif isinstance(cell, Few):
                assert cell.of >= RULES.item and cell.limit - cell.least > RULES.side


@quick
@given(SEEDS)
def test_every_band_is_true(seed: int) -> None:
    schools, shown = wave(seed)
    for school, each in zip(schools, shown.units, strict=True):
        for part in each.parts if isinstance(each.parts, tuple) else ():
            _is_true(school, set(part.keys), part.items)
        _is_true(school, set(school.parts), each.items)


def _is_true(school: School, parts: set[str], items: Mapping[str, Shown]) -> None:
    there = [somebody for somebody in school.people if somebody.part in parts]
    for item, cell in items.items():
        choices = [somebody.answers[item] for somebody in there if item in somebody.answers]
        favourable = sum(choice in FAVOURABLE for choice in choices)
        if isinstance(cell, Exact):
            assert cell.counts == tuple(choices.count(place) for place in range(4))
        elif isinstance(cell, Few):
            assert cell.of == len(choices)
            assert cell.least <= (favourable if cell.favourable else cell.of - favourable) < cell.limit


@quick
@given(SEEDS)
def test_a_scale_says_nothing_that_its_items_do_not_unless_no_item_is_shown(seed: int) -> None:
    for _, items, scale in pictures(wave(seed)[1]):
        cells = [items[item] for item in scale.items] if isinstance(scale, Scale) else []
        if isinstance(scale, Scale) and not any(isinstance(cell, Withheld) for cell in cells):
            ends = [_ends(cell) for cell in cells]
            least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
            assert scale.favourable == (most if scale.near is False else least)
            assert scale.near is not None or most == (scale.favourable if scale.most is None else scale.most)
        elif isinstance(scale, Scale):
            assert all(isinstance(cell, Withheld) and cell.reason is Reason.FEW for cell in items.values())


def _ends(cell: Shown) -> tuple[int, int]:
    if isinstance(cell, Exact):
        favourable = sum(cell.counts[place] for place in FAVOURABLE)
        return favourable, favourable
    assert isinstance(cell, Few)
    return (cell.least, cell.limit - 1) if cell.favourable else (cell.of - cell.limit + 1, cell.of - cell.least)


@quick
@given(SEEDS)
def test_parts_are_all_who_answered_and_large_enough(seed: int) -> None:
    for school, each in zip(*_both(seed), strict=True):
        if isinstance(each.parts, tuple):
            assert sum(part.answered for part in each.parts) == each.answered == len(school.people)
            assert all(part.answered >= RULES.part for part in each.parts)
            assert len(each.parts) > 1


def _both(seed: int) -> tuple[list[School], tuple[Release, ...]]:
    schools, shown = wave(seed)
    return schools, shown.units


@quick
@given(SEEDS)
def test_all_together_are_what_is_shown_of_each_and_at_most_those_who_are_not_shown(seed: int) -> None:
    _, shown = wave(seed)
    if shown.family is None or shown.family.verdict is not None:
        return
    for item, cell in shown.family.items.items():
        counted = shown.family.counted_in[item]
        each = {unit.key: unit.items.get(item) for unit in shown.units if unit.key in counted}
        dark = [key for key, one in each.items() if not isinstance(one, Exact | Few)]
        told = [_ends(one) for one in each.values() if isinstance(one, Exact | Few)]
        if isinstance(cell, Exact | Few):
            assert len(counted) >= RULES.schools and len(dark) != 1
            low, high = _ends(cell)
            if not dark:
                assert (low, high) == (sum(low for low, _ in told), sum(high for _, high in told))
