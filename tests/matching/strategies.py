"""Small families with every rule and every order of tiers in play, for hypothesis."""

from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.matching.brute import candidates, choices
from tilth.matching import Group, Person, Rules, Subjects, Tier

IDS = [f"p{number}" for number in range(6)]
SCHOOLS = ["north", "south", "east"]
TOPICS = ["phonics", "questioning", "retrieval", "modelling"]

level = st.sampled_from([0, 0, 0, 1, 2, 3])
levels = st.tuples(*[level] * len(TOPICS)).map(
    lambda drawn: {topic: level for topic, level in zip(TOPICS, drawn, strict=True) if level}
)
masks = st.sampled_from([None, None, None, 7, 7, 7, 6, 5, 3, 3, 1, 0])
shunned = st.sampled_from([frozenset[str]()] * 6 + [frozenset({name}) for name in (*IDS, SCHOOLS[0])])
sizes = [0, 1, 2, 3, 4, *[5] * 4, *[6] * 12]
"""Of families; those in which something can be chosen are the most interesting."""


@st.composite
def persons(draw: st.DrawFn, name: str) -> Person:
    """One person of that name."""
    return Person(
        id=name,
        school=draw(st.sampled_from(SCHOOLS)),
        offers=draw(levels),
        wants=draw(levels),
        half_hours=draw(masks),
        load=draw(st.sampled_from([1] * 10 + [2, 2, 2, 3, 0])),
        gives_only=draw(st.sampled_from([False] * 5 + [True])),
        avoids=draw(shunned),
        waiting=draw(st.sampled_from([0, 0, 1, 3])),
        subject=draw(st.sampled_from([None, "maths", "art"])),
        away=draw(st.sampled_from([False] * 19 + [True])),
    )


@st.composite
def families(draw: st.DrawFn, largest: int = 6) -> list[Person]:
    """From nobody to a handful."""
    return [draw(persons(name)) for name in IDS[: min(largest, draw(st.sampled_from(sizes)))]]


@st.composite
def tiers(draw: st.DrawFn) -> tuple[Tier, ...]:
    """All tiers, or some, in any order."""
    order = draw(st.permutations(list(Tier)))
    return tuple(order[: draw(st.sampled_from([*[len(order)] * 5, 3, 2, 1, 0]))])


rules = st.builds(
    Rules,
    size_max=st.sampled_from([2, 3, 3, 3]),
    chains=st.sampled_from([True, True, True, False]),
    chain_max=st.sampled_from([2, 3, 4]),
    need_half_hour=st.sampled_from([True, True, False]),
    max_from_one_school=st.sampled_from([None] * 6 + [2, 1]),
    least_strength=st.sampled_from([1] * 8 + [2, 3]),
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
def rounds(draw: st.DrawFn, largest: int = 6) -> Round:
    """A family and its rules, with groups once planned and groups that stand."""
    people, asked = draw(families(largest)), draw(rules)
    possible = candidates(people, asked)
    chance = draw(st.randoms(use_true_random=False))
    planned = chance.sample(possible, min(len(possible), draw(st.integers(0, 3))))
    return Round(people, asked, tuple(planned), _standing(chance, possible, people, draw(st.booleans())))


def _standing(chance: Random, possible: list[Group], people: list[Person], any_stands: bool) -> tuple[Group, ...]:
    stands = chance.sample(possible, min(len(possible), 2)) if any_stands else []
    return max(choices(stands, people), key=len)
