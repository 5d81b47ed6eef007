"""Very small terms with every rule in play, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tilth.timetable import Group, Person, Request, School

HOURS = [0, 1, 2, 3, 20, 21, 22]
"""The half-hours in which anything happens: an early morning, the end of a day, the next morning."""
SCHOOLS = ["north", "south"]
PEOPLE = ["ada", "ben", "cem", "dot"]


def masks(hours: list[int], most: int = 4) -> st.SearchStrategy[int]:
    chosen = st.lists(st.sampled_from(hours), max_size=most, unique=True)
    return chosen.map(lambda drawn: sum(1 << hour for hour in drawn))


@st.composite
def schools(draw: st.DrawFn, key: str) -> School:
    return School(
        key=key,
        lessons=draw(masks([1, 2, 21, 22])),
        twilights=draw(masks([3, 20], 2)),
        cover=draw(st.sampled_from([0, 1, 2, 3, 4])),
        stock=draw(st.sampled_from([0, 1, 2])),
        rooms=draw(st.sampled_from([1, 1, 2, 0])),
    )


@st.composite
def people(draw: st.DrawFn, key: str, weeks: int) -> Person:
    return Person(
        key=key,
        school=draw(st.sampled_from(SCHOOLS)),
        free=draw(masks(HOURS)),
        away=draw(st.sampled_from([frozenset[int]()] * 5 + [frozenset({week}) for week in range(weeks)])),
        most=draw(st.sampled_from([1, 2, 2])),
        teaches=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def groups(draw: st.DrawFn, key: str, weeks: int) -> Group:
    kept = st.tuples(st.integers(0, weeks - 1), st.sampled_from(HOURS))
    return Group(
        key=key,
        people=tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=3, unique=True))),
        meetings=draw(st.sampled_from([1, 2, 2, 3])),
        half_hours=draw(st.sampled_from([1, 2])),
        apart=draw(st.sampled_from([1, 1, 2])),
        video=draw(st.sampled_from([True, True, False])),
        kept=draw(st.sampled_from([(), (), ()]) | st.tuples(kept)),
    )


@st.composite
def requests(draw: st.DrawFn, most: int = 3) -> Request:
    """A term of two or three weeks for a few groups."""
    weeks = draw(st.sampled_from([2, 2, 3]))
    ways = st.sampled_from([{}, {("north", "south"): 20}, {("south", "north"): 40}])
    return Request(
        weeks=weeks,
        schools=tuple(draw(schools(key)) for key in SCHOOLS),
        people=tuple(draw(people(key, weeks)) for key in PEOPLE),
        groups=tuple(draw(groups(f"group {number}", weeks)) for number in range(draw(st.integers(1, most)))),
        travel=draw(ways),
    )
