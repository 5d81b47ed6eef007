"""The checker finds each fault that it is there to find."""

from dataclasses import replace

import pytest

from tests.matching.brute import assembled
from tilth.matching import (
    Flow,
    Kind,
    LeftOver,
    Matching,
    Person,
    Reason,
    Rules,
    Subjects,
    Tier,
    TierValue,
    faults,
    match,
)

PEOPLE = [
    Person("a", "x", {"t": 1}, {"u": 1}, half_hours=3),
    Person("b", "y", {"u": 1}, {"t": 1}, half_hours=6),
    Person("c", "y", {"u": 1}, {"t": 1}, half_hours=6),
]
GOOD = match(PEOPLE)
GROUP = GOOD.groups[0]


def with_group(**changes: object) -> Matching:
    return replace(GOOD, groups=(replace(GROUP, **changes),))


def with_tier(first: TierValue) -> Matching:
    return replace(GOOD, tiers=(first, *GOOD.tiers[1:]))


def test_a_good_matching_has_no_fault() -> None:
    assert faults(GOOD, PEOPLE, Rules()) == []


@pytest.mark.parametrize(
    ("matching", "words"),
    [
        (with_group(flows=GROUP.flows[:1]), "gives and gains"),
        (with_group(flows=(Flow("a", "b", "u"), Flow("b", "a", "u"))), "a does not offer u"),
        (with_group(flows=(Flow("a", "b", "t"), Flow("b", "a", "t"))), "a does not want t"),
        (with_group(half_hours=3), "half-hours"),
        (with_group(crosses_schools=False), "crosses schools"),
        (with_group(kind=Kind.TRIAD), "a triad of 2"),
        (with_group(kind=Kind.CHAIN), "without an opening offer"),
        (with_group(members=("a", "nobody")), "not among the people"),
        (replace(GOOD, left_over=()), "neither in a group nor left over"),
        (replace(GOOD, groups=GOOD.groups * 2), "more than 1"),
        (replace(GOOD, groups=GOOD.groups * 2), "2 times"),
        (replace(GOOD, groups=GOOD.groups * 2), "would form 2 groups"),
        (replace(GOOD, left_over=(LeftOver("c", Reason.AWAY),)), "c is away is wrongly stated"),
        (replace(GOOD, left_over=(*GOOD.left_over, LeftOver("d", Reason.ALL_FULL))), "d is left over but not among"),
        (replace(GOOD, tiers=GOOD.tiers[::-1]), "not those asked for"),
        (replace(GOOD, tiers=GOOD.tiers[1:]), "not those asked for"),
        (with_tier(TierValue(Tier.WAITING, 0, -1, 0)), "the bound of waiting"),
        (with_tier(TierValue(Tier.WAITING, 0, 1, 0)), "the bound of waiting"),
        (with_tier(TierValue(Tier.WAITING, 1, 1, 1)), "waiting is stated to be 1, but is 0"),
    ],
)
def test_a_fault_is_named(matching: Matching, words: str) -> None:
    assert any(words in fault for fault in faults(matching, PEOPLE, Rules()))


@pytest.mark.parametrize(
    ("changes", "rules", "words"),
    [
        ({"avoids": frozenset({"b"})}, Rules(), "must not meet"),
        ({"avoids": frozenset({"y"})}, Rules(), "must not meet"),
        ({"half_hours": 8}, Rules(), "no half-hour"),
        ({"gives_only": True}, Rules(), "asks nothing back"),
        ({"school": "y"}, Rules(max_from_one_school=1), "too many from one school"),
        ({"load": 0}, Rules(), "more than 0"),
        ({"away": True}, Rules(), "a is away, and yet in"),
        ({}, Rules(least_strength=2), "strongly enough"),
    ],
)
def test_a_broken_rule_is_named(changes: dict[str, object], rules: Rules, words: str) -> None:
    people = [replace(PEOPLE[0], **changes), *PEOPLE[1:]]
    assert any(words in fault for fault in faults(assembled((GROUP,), people), people, rules))


@pytest.mark.parametrize(
    ("tier", "value", "changes", "rules"),
    [
        (Tier.WAITING, 4, {"waiting": 4}, Rules()),
        (Tier.PLACED, 2, {}, Rules()),
        (Tier.WANTS, 4, {"wants": {"u": 3}}, Rules()),
        (Tier.ACROSS, 2, {}, Rules()),
        (Tier.ACROSS, 0, {"school": "y"}, Rules()),
        (Tier.FAIRNESS, 50, {}, Rules()),
        (Tier.FAIRNESS, 66, {"school": "y"}, Rules()),
        (Tier.SUBJECT, 2, {"subject": "maths"}, Rules(subjects=Subjects.SAME)),
        (Tier.SUBJECT, 2, {"subject": "art"}, Rules(subjects=Subjects.MIXED)),
        (Tier.SUBJECT, 0, {}, Rules(subjects=Subjects.MIXED)),
        (Tier.CONFIDENCE, 4, {"offers": {"t": 3}}, Rules()),
        (Tier.TRAVEL, -50, {}, Rules(minutes={("y", "x"): 25})),
        (Tier.KEPT, 2, {}, Rules()),
    ],
)
def test_each_tier_is_counted_afresh(tier: Tier, value: int, changes: dict[str, object], rules: Rules) -> None:
    people = [replace(PEOPLE[0], **changes), replace(PEOPLE[1], subject="maths"), PEOPLE[2]]
    only = replace(rules, tiers=(tier,))
    left, group = LeftOver("c", Reason.ALL_FULL), replace(GROUP, crosses_schools=people[0].school != "y")
    stated = [Matching((group,), (TierValue(tier, v, v, v),), (left,), (), ()) for v in (value, value + 1)]
    assert faults(stated[0], people, only, [GROUP]) == []
    assert faults(stated[1], people, only, [GROUP]) == [f"{tier} is stated to be {value + 1}, but is {value}"]


def test_what_stands_twice_of_old_is_no_fault_of_what_is_new() -> None:
    standing = replace(GOOD, groups=(), locked=GOOD.groups * 2)
    stated = [TierValue(t.tier, v, v, v) for t, v in zip(GOOD.tiers, (0, 0, 0, 0, 50, 0), strict=True)]
    assert faults(replace(standing, tiers=tuple(stated)), PEOPLE, Rules()) == []
