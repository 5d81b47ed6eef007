"""Small families with every rule and every order of tiers in play, for hypothesis."""

from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.matching.brute import candidates, choices
from tilth.matching import Group, Person, Rules, Subjects, Tier

IDS = [f"p{number}" for number in range(6)]
SCHOOLS = ["north", "south", "east"]
TOPICS = ["phonics", "questioning", "retrieval", "modelling"]

levels = st.dictionaries(st.sampled_from(TOPICS), st.integers(1, 3), max_size=3)
masks = st.one_of(st.none(), st.integers(0, 7))


@st.composite
def persons(draw: st.DrawFn, name: str) -> Person:
    """One person of that name."""
    return Person(
        id=name,
        school=draw(st.sampled_from(SCHOOLS)),
        offers=draw(levels),
        wants=draw(levels),
        half_hours=draw(masks),
        load=draw(st.sampled_from([1, 1, 1, 2, 0])),
        gives_only=draw(st.sampled_from([False, False, False, True])),
        avoids=draw(st.frozensets(st.sampled_from([*IDS, *SCHOOLS]), max_size=1)),
        waiting=draw(st.sampled_from([0, 0, 1, 3])),
        subject=draw(st.sampled_from([None, "maths", "art"])),
        away=draw(st.sampled_from([False] * 7 + [True])),
    )


@st.composite
def families(draw: st.DrawFn, largest: int = 6) -> list[Person]:
    """From nobody to a handful."""
    return [draw(persons(name)) for name in IDS[: draw(st.integers(0, largest))]]


@st.composite
def tiers(draw: st.DrawFn) -> tuple[Tier, ...]:
    """All tiers, or some, in any order."""
    order = draw(st.permutations(list(Tier)))
    return tuple(order[: draw(st.sampled_from([len(order), len(order), 3, 2, 1, 0]))])


rules = st.builds(
    Rules,
    size_max=st.sampled_from([2, 3, 3]),
    chains=st.sampled_from([True, True, False]),
    chain_max=st.sampled_from([2, 3, 4]),
    need_half_hour=st.sampled_from([True, True, False]),
    max_from_one_school=st.sampled_from([None, None, 1, 2]),
    least_strength=st.sampled_from([1, 1, 1, 2, 3]),
    subjects=st.sampled_from(Subjects),
    minutes=st.dictionaries(st.tuples(*[st.sampled_from(SCHOOLS)] * 2), st.integers(0, 60), max_size=4),
    tiers=tiers(),
)


class Round(NamedTuple):
    """Everything that a matching is asked with."""

    people: list[Person]
    rules: Rules
    planned: tuple[Group, ...]
    locked: tuple[Group, ...]


@st.composite
def rounds(draw: st.DrawFn, largest: int = 6, most: int = 24) -> Round:
    """A family and its rules, with groups once planned and groups that stand; few groups are possible at all."""
    people, asked = draw(families(largest)), draw(rules)
    possible = candidates(people, asked)[:most]
    chance = draw(st.randoms(use_true_random=False))
    planned = chance.sample(possible, min(len(possible), draw(st.integers(0, 3))))
    return Round(people, asked, tuple(planned), _standing(chance, possible, people, draw(st.booleans())))


def _standing(chance: Random, possible: list[Group], people: list[Person], any_stands: bool) -> tuple[Group, ...]:
    stands = chance.sample(possible, min(len(possible), 2)) if any_stands else []
    return max(choices(stands, people), key=len)
