"""The checker finds each fault that it is there to find."""

from dataclasses import replace

import pytest

from tests.matching.brute import assembled
from tilth.matching import Flow, Kind, Matching, Person, Rules, Tier, TierValue, faults, match

PEOPLE = [
    Person("a", "x", {"t": 1}, {"u": 1}, half_hours=3),
    Person("b", "y", {"u": 1}, {"t": 1}, half_hours=6),
    Person("c", "y", {"u": 1}, {"t": 1}, half_hours=6),
]
GOOD = match(PEOPLE)
GROUP = GOOD.groups[0]


def with_group(**changes: object) -> Matching:
    return replace(GOOD, groups=(replace(GROUP, **changes),))


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
        (replace(GOOD, tiers=(TierValue(Tier.PLACED, 3, 2, 2),)), "bound"),
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
    ],
)
def test_a_broken_rule_is_named(changes: dict[str, object], rules: Rules, words: str) -> None:
    people = [replace(PEOPLE[0], **changes), *PEOPLE[1:]]
    assert any(words in fault for fault in faults(assembled((GROUP,), people), people, rules))
