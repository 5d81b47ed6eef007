"""What a planner does, in small terms that can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tilth.timetable import (
    HALF_HOURS_A_DAY,
    Group,
    Meeting,
    Person,
    Plan,
    Progress,
    Reason,
    Request,
    School,
    Why,
    faults,
    greedy,
    mended,
    plan,
    planner,
)

pytestmark = pytest.mark.alike

THURSDAY = 3 * HALF_HOURS_A_DAY
NINE, TEN, FOUR = 3, 5, 17  # half-hours of a day
LESSONS = sum(1 << day * HALF_HOURS_A_DAY + half_hour for day in range(5) for half_hour in range(NINE, 16))


def at(day: int, *half_hours: int) -> int:
    return sum(1 << day + half_hour for half_hour in half_hours)


ELM = School("elm", lessons=LESSONS)
OAK = School("oak", lessons=LESSONS)
ADA = Person("ada", "elm", at(THURSDAY, NINE, NINE + 1))
BEN = Person("ben", "oak", at(THURSDAY, NINE, NINE + 1))
PAIR = Group("pair", ("ada", "ben"), meetings=2)
TERM = Request(4, (ELM, OAK), (ADA, BEN), (PAIR,), {("elm", "oak"): 20})


def only_unplaced(found: Plan) -> tuple[int, tuple[Reason, ...]]:
    (unplaced,) = found.unplaced
    return unplaced.missing, unplaced.reasons


# --- meetings -----------------------------------------------------------------------------------


def test_people_meet_when_both_are_free_in_the_first_weeks() -> None:
    found = plan(TERM)
    assert [(meeting.week, meeting.begins) for meeting in found.meetings] == [
        (0, THURSDAY + NINE),
        (1, THURSDAY + NINE),
    ]
    assert found.unplaced == () and found.bound == 2 and found.groups_bound == 1


def test_lessons_are_covered_where_a_school_can_bear_it() -> None:
    busy = replace(TERM, schools=(ELM, replace(OAK, cover=2)), people=(ADA, replace(BEN, free=0)))
    assert [meeting.covered for meeting in plan(busy).meetings] == [("ben",), ("ben",)]
    student = replace(busy, schools=(ELM, OAK), people=(ADA, replace(BEN, free=0, teaches=False)))
    assert [meeting.covered for meeting in plan(student).meetings] == [(), ()]


def test_a_twilight_takes_time_of_a_training_day_as_long_as_there_is_any() -> None:
    late = at(THURSDAY, FOUR, FOUR + 1)
    schools = (replace(ELM, twilights=late, stock=2), replace(OAK, twilights=late, stock=4))
    found = plan(replace(TERM, schools=schools, people=(replace(ADA, free=0), replace(BEN, free=0))))
    assert [meeting.from_stock for meeting in found.meetings] == [("ada", "ben")]
    assert only_unplaced(found) == (1, (Reason(Why.STOCK, school="elm", amount=2),))


def test_who_travels_has_the_time_for_it_and_lessons_on_the_way_are_covered() -> None:
    there = replace(TERM, groups=(replace(PAIR, video=False),))
    assert only_unplaced(plan(there))[1] == (Reason(Why.COVER, school="oak", week=0, amount=1),)
    found = plan(replace(there, schools=(ELM, replace(OAK, cover=1))))
    assert {meeting.school for meeting in found.meetings} == {"elm"}
    assert [dict(meeting.travel) for meeting in found.meetings] == [{"ben": 40}] * 2


def test_the_largest_load_is_as_small_as_can_be() -> None:
    people = (replace(ADA, free=-1), Person("cem", "elm", -1), replace(BEN, free=-1), Person("dot", "oak", -1))
    groups = (
        Group("one", ("ada", "ben"), meetings=2, video=False),
        Group("two", ("cem", "ben"), meetings=2, video=False),
    )
    found = plan(replace(TERM, people=people, groups=groups))
    assert {tier: value for tier, value, _ in found.tiers}["people"] == 80


# --- reasons ------------------------------------------------------------------------------------


def test_one_more_half_hour_on_thursday_is_all_that_is_needed() -> None:
    short = replace(
        TERM,
        people=(ADA, replace(BEN, free=at(THURSDAY, NINE, NINE + 2))),
        schools=(replace(ELM, lessons=0), replace(OAK, lessons=0)),
    )
    needed = Reason(Why.NO_SHARED_TIME, "ben", half_hour=THURSDAY + NINE + 1)
    assert only_unplaced(plan(short)) == (2, (needed,))
    assert plan(mended(short, "pair", [needed])).unplaced == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(TERM, weeks=1), Reason(Why.APART, amount=1)),
        (replace(TERM, weeks=2, groups=(replace(PAIR, apart=3),)), Reason(Why.APART, week=1, amount=2)),
        (replace(TERM, weeks=2, people=(replace(ADA, away=frozenset({0})), BEN)), Reason(Why.AWAY, "ada", week=0)),
        (replace(TERM, people=(replace(ADA, most=0), BEN)), Reason(Why.LOAD, "ada", week=0)),
        (replace(TERM, groups=(replace(PAIR, video=False),), travel={}), Reason(Why.WAY)),
        (
            replace(
                TERM,
                schools=(replace(ELM, cover=2, rooms=0), replace(OAK, cover=2, rooms=0)),
                groups=(replace(PAIR, video=False),),
            ),
            Reason(Why.ROOMS, school="elm", half_hour=THURSDAY + NINE, week=0),
        ),
    ],
)
def test_what_stands_in_the_way_is_named(changed: Request, reason: Reason) -> None:
    assert only_unplaced(plan(changed))[1] == (reason,)


def test_time_that_another_group_has_is_not_asked_for() -> None:
    schools = (replace(ELM, lessons=0), replace(OAK, lessons=0))
    crowded = replace(
        TERM, weeks=1, schools=schools, groups=(replace(PAIR, meetings=1), Group("other", ("ada", "ben"), 1))
    )
    missing, told = only_unplaced(plan(crowded))
    assert missing == 1 and {reason.why for reason in told} == {Why.NO_SHARED_TIME}
    assert len(told) == 4  # both are busy then, and two half-hours of each would have to be free


# --- what is asked ------------------------------------------------------------------------------


def test_a_search_tells_how_far_it_is_and_stops_when_told_to() -> None:
    told: list[Progress] = []

    def watch(progress: Progress) -> bool:
        told.append(progress)
        return False

    stopped = plan(TERM, watch=watch)
    assert len(told) == 1 and told[0].value <= told[0].bound
    assert faults(stopped, TERM) == [] and stopped.meetings == plan(TERM, seconds=0).meetings == greedy(TERM).meetings


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TERM, people=(ADA, ADA)),
        replace(TERM, people=(ADA, replace(BEN, school="ash"))),
        replace(TERM, groups=(replace(PAIR, people=("ada", "cem")),)),
        replace(TERM, groups=(replace(PAIR, people=()),)),
        replace(TERM, groups=(replace(PAIR, apart=0),)),
        replace(TERM, groups=(replace(PAIR, kept=((9, 0),)),)),
    ],
)
def test_a_request_that_contradicts_itself_is_refused(wrong: Request) -> None:
    with pytest.raises(ValueError, match=r"named|week|term"):
        plan(wrong)


# --- the second opinion -------------------------------------------------------------------------

GOOD = plan(TERM).meetings


@pytest.mark.parametrize(
    ("meetings", "fault"),
    [
        ((replace(GOOD[0], group="nobody"),), "not among the groups"),
        ((replace(GOOD[0], week=9),), "outside the term"),
        ((replace(GOOD[0], half_hours=1),), "not as long"),
        ((replace(GOOD[0], covered=("ada",)),), "wrongly stated"),
        ((replace(GOOD[0], begins=0),), "cannot be there"),
        ((replace(GOOD[0], begins=20),), "beyond its day"),
        ((replace(GOOD[0], begins=THURSDAY + TEN, covered=("ada", "ben")),), "only 0 can be"),
        ((*GOOD, replace(GOOD[0], week=2)), "more often"),
        ((GOOD[0], GOOD[0]), "too soon"),
        ((GOOD[0], GOOD[0]), "at once"),
        (GOOD[:1], "missing is wrongly stated"),
    ],
)
def test_the_second_opinion_finds_what_is_wrong(meetings: tuple[Meeting, ...], fault: str) -> None:
    assert any(fault in said for said in faults(replace(plan(TERM), meetings=meetings), TERM))


@pytest.mark.parametrize("small", [3_000, -1])
def test_rings_of_people_meet_as_often_as_they_can_though_half_of_each_would_be_more(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "SMALL", small)
    people = tuple(Person(f"{ring}{one}", "elm", at(THURSDAY, NINE)) for ring in "ab" for one in range(5))
    groups = tuple(
        Group(f"{ring}{one}", (f"{ring}{one}", f"{ring}{(one + 1) % 5}"), meetings=1, half_hours=1)
        for ring in "ab"
        for one in range(5)
    )
    found = plan(Request(1, (ELM,), people, groups))
    assert len(found.meetings) == 4 == {tier: proven for tier, _, proven in found.tiers}["meetings"]
    assert found.groups_bound == 4
