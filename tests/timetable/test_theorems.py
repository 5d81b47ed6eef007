"""What must hold of every term."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.timetable import brute
from tests.timetable.strategies import requests
from tilth.timetable import Plan, Request, Why, faults, fitting, greedy, mended, openings, plan, planner, reasons
from tilth.timetable.tiers import MOST, Tier

pytestmark = pytest.mark.alike

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(often, max_examples=15)


def reached(found: Plan) -> tuple[int, ...]:
    """By tier, the greater the better."""
    return tuple(int(value) if Tier(tier) in MOST else -int(value) for tier, value, _ in found.tiers)


@often
@given(requests())
def test_no_plan_has_a_fault_and_the_plain_one_neither(request: Request) -> None:
    assert faults(plan(request), request) == []
    assert faults(greedy(request), request) == []


@often
@given(requests(most=2))
def test_each_tier_is_as_good_as_trying_everything(request: Request) -> None:
    found = plan(request)
    assert reached(found) == brute.worth(request, found.meetings) == brute.best(request)
    assert all(value == proven for _, value, proven in found.tiers)


@seldom
@given(requests(most=2))
def test_a_bettered_plan_is_without_fault_and_no_bound_is_below_the_best(request: Request) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner, "SMALL", -1)
        found = plan(request)
    assert faults(found, request) == []
    best = brute.best(request)
    assert reached(found) <= best
    assert found.groups_bound >= best[0] and found.bound >= max(len(way) for way in brute.plans(request))
    assert reached(found) >= reached(greedy(request))
    for tier, value, proven in found.tiers:
        assert proven >= value if Tier(tier) in MOST else proven <= value


@seldom
@given(requests(), st.integers(0, 3))
def test_a_seed_gives_one_plan(request: Request, seed: int) -> None:
    assert plan(request, seed=seed) == plan(request, seed=seed)


@often
@given(requests())
def test_meetings_that_stand_stay_when_a_term_is_planned_again(request: Request) -> None:
    first = plan(request)
    stand = {
        group.key: tuple((m.week, m.begins) for m in first.meetings if m.group == group.key) for group in request.groups
    }
    again = replace(
        request, groups=tuple(replace(group, kept=stand[group.key][:1] or group.kept) for group in request.groups)
    )
    second = plan(again)
    assert faults(second, again) == []
    assert {(m.group, m.week, m.begins) for m in second.meetings} >= {
        (group.key, *time) for group in again.groups for time in group.kept
    }


@seldom
@given(requests())
def test_reasons_are_true_mending_them_lets_the_group_meet_and_mending_less_does_not(request: Request) -> None:
    found = plan(request)
    for unplaced in found.unplaced:
        assert unplaced == reasons(request, found, unplaced.group)
        assert unplaced.missing > 0 and unplaced.reasons
        if any(reason.why is Why.OTHERS for reason in unplaced.reasons):
            continue
        assert _fits(mended(request, unplaced.group, unplaced.reasons), found, unplaced.group)
        for left_out in unplaced.reasons:
            some = [reason for reason in unplaced.reasons if reason is not left_out]
            assert not _fits(mended(request, unplaced.group, some), found, unplaced.group)
            less = [*some, replace(left_out, amount=left_out.amount - 1)] if left_out.amount > 1 else some
            assert not _fits(mended(request, unplaced.group, less), found, unplaced.group)


def _fits(request: Request, found: Plan, key: object) -> bool:
    """Whether one more meeting of the group fits beside all others, as the second opinion sees it."""
    group = next(group for group in request.groups if group.key == key)
    known = set(faults(_bare(found, ()), request))
    return any(set(faults(_bare(found, (place,)), request)) <= known for place in brute.places(request, group))


def _bare(found: Plan, more: tuple[object, ...]) -> Plan:
    return replace(found, meetings=(*found.meetings, *more), unplaced=(), bound=10**6, groups_bound=10**6)


@often
@given(requests(), st.randoms(use_true_random=False))
def test_wherever_else_a_group_could_meet_is_without_fault_and_where_it_met_is_there(
    request: Request, chance: Any
) -> None:
    found = greedy(request)
    kept = {(group.key, *at) for group in request.groups for at in group.kept}
    new = [each for each in found.meetings if (each.group, each.week, each.begins) not in kept]
    if not new:
        return
    one = chance.choice(new)
    others = [each for each in new if each != one]
    assert all(fitting(request, new))
    elsewhere = openings(request, others, one.group)
    assert one in elsewhere and len(set(map(repr, elsewhere))) == len(elsewhere)
    for each in elsewhere:
        moved = tuple(each if meeting == one else meeting for meeting in found.meetings)
        assert faults(replace(found, meetings=moved), request) == []


@often
@given(requests())
def test_of_two_meetings_of_one_group_at_one_time_the_first_fits(request: Request) -> None:
    fresh = replace(request, groups=tuple(replace(group, kept=()) for group in request.groups))
    for each in greedy(fresh).meetings:
        assert fitting(fresh, [each, each]) == [True, False]
