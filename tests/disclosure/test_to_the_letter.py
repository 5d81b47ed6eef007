"""Somebody who knows the rules to the letter goes through every way in which people could have answered.

They ask of each: would the same have been shown? Only where it would, can things be so. Whatever is left out, merged or
banded tells them something in this way, not only the numbers that are shown. Nobody's direction may be certain even so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from tests.disclosure.invented import CLOSED
from tilth.disclosure import Body, Released, Rules, Unit, release

RULES = Rules()
TINY = Rules(whole=4, item=4, part=4, side=1, colluders=0)
SMALL = Rules(whole=6, item=6, part=6, side=2, colluders=1)
Sizes = Sequence[Sequence[int]]  # of the parts of each school
World = tuple[int, ...]  # favourable answers in each part of each school


def shown(sizes: Sizes, world: World, rules: Rules, asked: Sequence[int], *, together: bool) -> Released:
    """What would be shown if things were so."""
    left, units = iter(world), []
    for place, (parts, roll) in enumerate(zip(sizes, asked, strict=True)):
        bodies = [_body(f"part-{part}", size, next(left)) for part, size in enumerate(parts)]
        units.append(Unit(f"school-{place}", roll, (*bodies, _body("unsaid", 0, 0))))
    return release(
        units,
        favourable={"item": frozenset({0})},
        rules=rules,
        broken_down=any(len(parts) > 1 for parts in sizes),
        remarks=False,
        family=together,
        earlier={},
        members={},
        closed=CLOSED,
    )


def _body(key: str, size: int, favourable: int) -> Body:
    return Body(key, size, {"item": (favourable, size - favourable)})


def certain(sizes: Sizes, rules: Rules, *, asked: Sequence[int] | None = None, together: bool = False) -> list[str]:
    """Everything that somebody would know for certain of these schools, in any world."""
    rolls = asked or [sum(parts) for parts in sizes]
    flat = [size for parts in sizes for size in parts]
    return certain_when(lambda world: shown(sizes, world, rules, rolls, together=together), flat, rules.colluders)


def certain_when(show: Callable[[World], object], sizes: Sequence[int], colluders: int) -> list[str]:
    """Everything that somebody would know for certain of these parts, when this is shown."""
    alike: dict[str, list[World]] = defaultdict(list)
    for world in product(*(range(size + 1) for size in sizes)):
        alike[repr(show(world))].append(world)
    return [said for seen, worlds in alike.items() for said in _known(np.array(worlds), sizes, colluders, seen)]


def _known(worlds: np.ndarray, sizes: Sequence[int], colluders: int, seen: str) -> Iterator[str]:
    """What is certain when one of these worlds is the real one, for any who tell of themselves in it."""
    seats = [(part, side) for part in range(len(sizes)) for side in (True, False)]
    for seated in combinations_with_replacement(seats, colluders):
        yes, no = (np.array([seated.count((part, side)) for part in range(len(sizes))]) for side in (True, False))
        left = worlds[((worlds >= yes) & (np.array(sizes) - worlds >= no)).all(axis=1)]
        if len(left):
            others = np.array(sizes) - yes - no
            never = (left.max(axis=0) <= yes) & (others > 0)
            always = (left.min(axis=0) >= np.array(sizes) - no) & (others > 0)
            if never.any() or always.any():
                yield f"{seated} know {never} {always} of {left[:3]} from {seen}"


@pytest.mark.parametrize("sizes", [[[8]], [[12]], [[13]], [[40]], [[12, 12]], [[12, 14]], [[13, 27]], [[5, 30, 14]]])
def test_nobody_is_certain_in_one_school(sizes: Sizes) -> None:
    assert not certain(sizes, RULES)


@pytest.mark.parametrize("sizes", [[[4, 4, 4, 4]], [[4, 5, 6, 4]], [[9, 4, 4, 5]], [[3, 5, 2, 7]]])
def test_nobody_is_certain_when_parts_are_merged_step_by_step(sizes: Sizes) -> None:
    assert not certain(sizes, TINY)


@pytest.mark.parametrize("sizes", [[[6, 6, 6]], [[6, 7, 9]]])
def test_nobody_is_certain_with_one_colluder(sizes: Sizes) -> None:
    assert not certain(sizes, SMALL)


@pytest.mark.parametrize(
    ("sizes", "asked"),
    [
        ([[5], [4], [6], [4]], [5, 4, 6, 4]),
        ([[4], [4], [4], [5], [3]], [4, 4, 4, 20, 20]),  # two schools are not shown, and counted in together
        ([[4, 5], [4], [3], [6]], [9, 4, 3, 20]),
        ([[5], [3], [3], [3]], [5, 3, 3, 3]),
    ],
)
def test_nobody_is_certain_in_a_family(sizes: Sizes, asked: Sequence[int]) -> None:
    assert not certain(sizes, TINY, asked=asked, together=True)


# The same attack on rules that look as good


def test_it_wins_when_a_band_ends_at_the_colluders() -> None:
    """Fewer than three on one side: two who dissented know that there is no third."""
    assert certain_when(lambda world: _or_few(world[0], 12, limit=3), [12], 2)


def test_it_wins_when_each_part_falls_back_by_itself() -> None:
    """The whole is exact, one part is, and the other is a band: what is left is exact."""
    assert certain_when(lambda world: (sum(world), *(_or_few(each, 12, limit=4) for each in world)), [12, 12], 2)


def test_it_wins_when_a_part_is_left_out_only_where_leaving_it_in_would_tell() -> None:
    """Nothing is broken down when the bands would tell. That nothing is, tells."""

    def show(world: World) -> object:
        bands = [_or_few(each, 12, limit=4) for each in world]
        return (sum(world), *bands) if sum(world) not in (4, 5, 6) or bands == ["low", "low"] else sum(world)

    assert certain_when(show, [12, 12], 2)


def _or_few(favourable: int, people: int, *, limit: int) -> str | int:
    if favourable < limit:
        return "low"
    return "high" if people - favourable < limit else favourable
