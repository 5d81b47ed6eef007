"""Shares of schools, and of all together."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tilth.figures import among, shares

rows = st.lists(st.tuples(st.sampled_from([UUID(int=n) for n in range(3)]), st.integers(0, 4), st.booleans()))


@given(rows)
def test_each_school_counts_its_own_and_all_together_count_each_thing_once(
    given_: list[tuple[UUID, int, bool]],
) -> None:
    found = shares(given_)
    assert set(found) == {*(school for school, _thing, _so in given_), *([None] if given_ else [])}
    for key, figure in found.items():
        mine = [(thing, so) for school, thing, so in given_ if key in (school, None)]
        assert figure.of == len({thing for thing, _so in mine})
        assert figure.counted == len({thing for thing, so in mine if so})


PEOPLE = st.dictionaries(
    st.sampled_from([UUID(int=n) for n in range(3)]), st.sets(st.builds(UUID, int=st.integers(5, 9)))
)


@given(PEOPLE, PEOPLE)
def test_people_counted_by_sets_are_those_counted_one_by_one(
    people: dict[UUID, set[UUID]], some: dict[UUID, set[UUID]]
) -> None:
    one_by_one = [(school, each, each in some.get(school, ())) for school, there in people.items() for each in there]
    assert among(people, some, "/reach/") == shares(one_by_one, "/reach/")
