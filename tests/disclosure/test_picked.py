"""Behaviours of which everybody picks the same number: what all others leave over tells of none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.confidence.attacker import Alike, Knot, possible
from tests.disclosure.counted import one, unit
from tests.disclosure.invented import items
from tilth.disclosure import Exact, Few, Picked, Reason, Release, Rules, Shown, Withheld

TEAM = Rules(item=8)
HELD = Withheld(Reason.JOINT)
Sheet = frozenset[str]  # what one person picked


def team(chance: Random, people: int, *, behaviours: int = 13, each: int = 5) -> list[Sheet]:
    """Everybody picks so many; some behaviours are picked by many."""
    keys = items(behaviours)
    weights = [chance.lognormvariate(0, 0.8) for _ in keys]
    return [_sheet(chance, keys, weights, each) for _ in range(people)]


def _sheet(chance: Random, keys: Sequence[str], weights: Sequence[float], each: int) -> Sheet:
    picked: set[str] = set()
    while len(picked) < each:
        picked |= set(chance.choices(keys, weights))
    return frozenset(picked)


def shown(sheets: Sequence[Sheet], *, behaviours: int = 13, each: int = 5, ruled: bool = True) -> Release:
    keys = items(behaviours)
    counted = Counter(key for sheet in sheets for key in sheet)
    school = unit(all=[(counted[key], len(sheets) - counted[key]) for key in keys])
    return one(school, rules=TEAM, picked=[Picked(tuple(keys), each)] if ruled else [])


def known(sheets: Sequence[Sheet], release: Release, each: int) -> list[tuple[str, bool, tuple[Sheet, ...]]]:
    """What two people who put their picks together know of some behaviour of everybody else."""
    keys, people = list(release.items), len(sheets)
    counted = Counter(key for sheet in sheets for key in sheet)
    told = Knot(
        "picks",
        tuple(Alike(frozenset({key}), people, counted[key]) for key in keys),
        (
            (frozenset(range(len(keys))), each * people, each * people),
            *((frozenset({place}), *_ends(release.items[key], people)) for place, key in enumerate(keys)),
        ),
    )
    return [
        (key, side, pair)
        for pair in _pairs(sheets)
        for place, key in enumerate(keys)
        for side in (True, False)
        if not _open(told, keys, pair, place, side, people)
    ]


def _pairs(sheets: Sequence[Sheet]) -> list[tuple[Sheet, ...]]:
    """Those who would know most: who between them hold most of what few picked, and some others."""
    counted = Counter(key for sheet in sheets for key in sheet)
    rare = sorted(combinations(sheets, 2), key=lambda pair: sum(1 / counted[key] for sheet in pair for key in sheet))
    return [*rare[-3:], *rare[:2]]


def _open(told: Knot, keys: Sequence[str], pair: Sequence[Sheet], place: int, side: bool, people: int) -> bool:
    seated: Counter[tuple[int, bool]] = Counter()
    for sheet in pair:
        seated.update((number, key in sheet) for number, key in enumerate(keys))
    return possible(told, seated + Counter({(place, side): 1}))


def _ends(cell: Shown, people: int) -> tuple[int, int]:
    if isinstance(cell, Exact):
        return cell.counts[0], cell.counts[0]
    if isinstance(cell, Few):
        ends = cell.least, cell.limit - 1
        return ends if cell.favourable else (people - ends[1], people - ends[0])
    return 0, people


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.integers(8, 40), st.sampled_from([5, 3]))
def test_nobody_is_known_by_what_is_left_over(seed: int, people: int, each: int) -> None:
    sheets = team(Random(seed), people, each=each)
    assert not known(sheets, shown(sheets, each=each), each)


def test_the_same_attack_wins_where_nobody_minds_what_is_left_over() -> None:
    teams = [team(Random(seed), 40) for seed in range(25)]
    assert any(known(sheets, shown(sheets, ruled=False), 5) for sheets in teams)


def test_where_all_are_exact_nothing_is_left_over() -> None:
    sheets = [frozenset({"item-1", "item-2"}), frozenset({"item-3", "item-4"})] * 10
    cells = shown(sheets, behaviours=4, each=2).items
    assert all(cell == Exact((10, 10)) for cell in cells.values())


def test_two_are_drawn_to_go_with_those_that_are_not_exact() -> None:
    """By a lot that does not know what was picked, and told only to lie in the middle."""
    sheets = team(Random(3), 24)
    cells = shown(sheets).items
    middle = [cell for cell in cells.values() if isinstance(cell, Few) and cell.least]
    assert len(middle) == 2 and set(middle) <= {Few(24, 21, favourable=True, least=4), Few(24, 21, False, least=4)}
    assert any(isinstance(cell, Few) and not cell.least for cell in cells.values())
    assert any(isinstance(cell, Exact) for cell in cells.values())


def test_where_too_little_is_left_over_nothing_is_shown() -> None:
    """All five of twelve people fall on six behaviours: of the other seven nobody picked any."""
    sheets = [frozenset(items(6)) - {f"item-{1 + place % 6}"} for place in range(12)]
    cells = shown(sheets).items
    assert set(cells.values()) == {HELD}


def test_where_people_picked_fewer_than_they_might_nothing_follows() -> None:
    sheets = [frozenset({"item-1"}), frozenset({"item-2"})] * 10
    assert shown(sheets).items["item-1"] == Exact((10, 10))
