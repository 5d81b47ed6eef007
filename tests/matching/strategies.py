"""Small families with every rule in play, for hypothesis."""

from hypothesis import strategies as st

from tilth.matching import Person, Rules

IDS = [f"p{number}" for number in range(6)]
SCHOOLS = ["north", "south"]
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
    )


@st.composite
def families(draw: st.DrawFn, largest: int = 6) -> list[Person]:
    """From nobody to a handful."""
    return [draw(persons(name)) for name in IDS[: draw(st.integers(0, largest))]]


rules = st.builds(
    Rules,
    size_max=st.sampled_from([2, 3, 3]),
    chains=st.sampled_from([True, True, False]),
    chain_max=st.sampled_from([2, 3, 4]),
    need_half_hour=st.sampled_from([True, True, False]),
    max_from_one_school=st.sampled_from([None, None, 1, 2]),
)
