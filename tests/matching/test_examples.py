"""Small families made by hand."""

from uuid import UUID

import pytest

from tilth.matching import (
    Flow,
    Kind,
    Person,
    Progress,
    Reason,
    Rules,
    Subjects,
    Tier,
    TierValue,
    half_hours_in,
    mask_of,
    match,
)
from tilth.matching.half_hours import shared

TUESDAY_1530 = 48 + 31
ALONE_ON_MONDAY = 20


def ben(**more: object) -> Person:
    return Person("ben", "hill", {"questioning": 3}, {"retrieval": 2}, mask_of([TUESDAY_1530, 3]), **more)


def asha(**more: object) -> Person:
    return Person("asha", "vale", {"phonics": 2}, {"questioning": 3}, mask_of([TUESDAY_1530, 4]), **more)


def leo(**more: object) -> Person:
    return Person("leo", "mill", {"retrieval": 2}, {"phonics": 1}, mask_of([TUESDAY_1530, 3, 4]), **more)


def tier(matching, name: Tier) -> int:
    return next(tier.value for tier in matching.tiers if tier.tier is name)


def test_ben_asha_and_leo_form_a_triad_on_tuesday_at_half_past_three() -> None:
    matching = match([ben(), asha(), leo()])
    [group] = matching.groups
    assert group.kind is Kind.TRIAD
    assert set(group.flows) == {
        Flow("ben", "asha", "questioning"),
        Flow("asha", "leo", "phonics"),
        Flow("leo", "ben", "retrieval"),
    }
    assert half_hours_in(group.half_hours or 0) == (TUESDAY_1530,)
    assert group.crosses_schools
    assert matching.left_over == ()
    assert [t.value for t in matching.tiers] == [0, 3, 6, 3, 100, 7]


@pytest.mark.parametrize(
    "rules", [Rules(size_max=2), Rules(size_max=2, chains=False)], ids=["pairs and chains", "pairs alone"]
)
def test_a_triad_is_not_formed_when_only_pairs_are_asked_for(rules: Rules) -> None:
    assert match([ben(), asha(), leo()], rules).groups == ()


def test_a_triad_needs_a_half_hour_that_all_three_share() -> None:
    late = Person("leo", "mill", {"retrieval": 2}, {"phonics": 1}, mask_of([3, 4]))
    assert match([ben(), asha(), late]).groups == ()
    [group] = match([ben(), asha(), late], Rules(need_half_hour=False)).groups
    assert group.half_hours == 0


def test_a_family_without_timetables_needs_no_half_hour() -> None:
    people = [Person("a", "x", {"t": 1}, {"u": 1}), Person("b", "y", {"u": 1}, {"t": 1})]
    [group] = match(people).groups
    assert (group.kind, group.half_hours) == (Kind.PAIR, None)


def test_an_opening_offer_begins_a_chain_whose_last_only_gains() -> None:
    opener = Person("eve", "hill", {"questioning": 2}, {"phonics": 3}, gives_only=True)
    [group] = match([opener, asha(), leo()]).groups
    assert group.kind is Kind.CHAIN
    assert group.members == ("eve", "asha", "leo")
    assert group.flows == (Flow("eve", "asha", "questioning"), Flow("asha", "leo", "phonics"))


def test_no_chain_begins_where_chains_are_not_allowed() -> None:
    opener = Person("eve", "hill", {"questioning": 2}, gives_only=True)
    assert match([opener, asha()], Rules(chains=False)).groups == ()


@pytest.mark.parametrize(("chain_max", "placed"), [(2, 2), (3, 3), (4, 4)])
def test_a_chain_is_as_long_as_the_rules_allow(chain_max: int, placed: int) -> None:
    opener = Person("eve", "hill", {"t0": 2}, gives_only=True)
    others = [Person(f"p{n}", "vale", {f"t{n + 1}": 1}, {f"t{n}": 1}) for n in range(4)]
    assert tier(match([opener, *others], Rules(chain_max=chain_max)), Tier.PLACED) == placed


@pytest.mark.parametrize("avoided", ["asha", "vale"])
@pytest.mark.parametrize("who", [0, 2])
def test_an_exclusion_of_a_person_or_school_works_both_ways(avoided: str, who: int) -> None:
    shy = frozenset({avoided})
    people = [ben(avoids=shy if who == 0 else frozenset()), asha(), leo(avoids=shy if who == 2 else frozenset())]
    assert match(people).groups == ()


def test_who_has_waited_goes_first() -> None:
    giver = Person("g", "x", {"t": 1}, {"u": 1})
    rivals = [Person(name, "y", {"u": 3}, {"t": 3}) for name in ("a", "b")]
    patient = Person("c", "y", {"u": 1}, {"t": 1}, waiting=1)
    [group] = match([giver, *rivals, patient]).groups
    assert set(group.members) == {"g", "c"}


@pytest.mark.parametrize(
    ("tiers", "chosen"),
    [((Tier.WANTS, Tier.ACROSS), "near"), ((Tier.ACROSS, Tier.WANTS), "far"), ((Tier.ACROSS,), "far")],
)
def test_what_is_asked_first_goes_first(tiers: tuple[Tier, ...], chosen: str) -> None:
    giver = Person("g", "x", {"t": 1}, {"u": 1})
    near, far = Person("near", "x", {"u": 1}, {"t": 3}), Person("far", "y", {"u": 1}, {"t": 1})
    assert chosen in match([giver, near, far], Rules(tiers=tiers)).groups[0].members


GIVER = Person("g", "x", {"t": 1}, {"u": 1}, subject="maths")


@pytest.mark.parametrize(
    ("rules", "other", "chosen"),
    [
        (Rules(subjects=Subjects.SAME), Person("b", "y", {"u": 1}, {"t": 1}, subject="maths"), "b"),
        (Rules(subjects=Subjects.MIXED), Person("b", "y", {"u": 1}, {"t": 1}, subject="maths"), "a"),
        (Rules(subjects=Subjects.MIXED), Person("b", "y", {"u": 1}, {"t": 1}, subject="music"), "b"),
        (Rules(minutes={("x", "z"): 5, ("y", "x"): 6}), Person("b", "z", {"u": 1}, {"t": 1}), "b"),
        (Rules(minutes={("x", "z"): 5, ("y", "x"): 4}), Person("b", "z", {"u": 1}, {"t": 1}), "a"),
    ],
)
def test_subjects_and_ways_decide_between_people_otherwise_alike(rules: Rules, other: Person, chosen: str) -> None:
    people = [GIVER, Person("a", "y", {"u": 1}, {"t": 1}), other]
    assert set(match(people, rules).groups[0].members) == {"g", chosen}


def test_a_subject_that_is_not_known_is_neither_the_same_nor_another() -> None:
    people = [GIVER, Person("a", "y", {"u": 1}, {"t": 1})]
    for subjects in (Subjects.SAME, Subjects.MIXED):
        assert tier(match(people, Rules(subjects=subjects)), Tier.SUBJECT) == 0


def test_a_school_left_short_goes_before_stronger_wants_when_fairness_is_asked_first() -> None:
    rivals = [Person("n", "x", {"u": 1}, {"t": 3}), Person("far", "y", {"u": 1}, {"t": 1})]
    fair = match([GIVER, *rivals], Rules(tiers=(Tier.FAIRNESS, Tier.WANTS)))
    assert [t.value for t in fair.tiers] == [50, 2]
    strong = match([GIVER, *rivals], Rules(tiers=(Tier.WANTS, Tier.FAIRNESS)))
    assert [(t.value, t.bound) for t in strong.tiers] == [(4, 4), (0, 0)]
    assert strong.tiers[1].alone >= 50


def test_fairness_counts_who_stands_in_a_group_and_not_who_is_away_full_or_without_a_want() -> None:
    absent = [
        Person("away", "z", {"u": 1}, {"t": 1}, away=True),
        Person("full", "z", {"u": 1}, {"t": 1}, load=0),
        Person("content", "z", {"u": 1}),
        Person("lukewarm", "z", {"u": 1}, {"t": 1}),
    ]
    pair = [Person("a", "x", {"t": 1}, {"u": 2}), Person("b", "y", {"u": 1}, {"t": 2})]
    rules = Rules(least_strength=2, tiers=(Tier.FAIRNESS,))
    found = match([*pair, *absent], rules)
    assert tier(found, Tier.FAIRNESS) == 100
    assert tier(match([*pair, *absent], rules, locked=found.groups), Tier.FAIRNESS) == 100
    assert tier(match(absent, rules), Tier.FAIRNESS) == 100


def test_what_was_planned_stays_where_nothing_before_it_is_lost() -> None:
    people = [GIVER, *(Person(name, "y", {"u": 1}, {"t": 1}) for name in ("a", "b", "c"))]
    plan = match([people[0], people[3]]).groups
    found = match(people, planned=plan)
    assert found.groups == plan
    assert found.tiers[-1] == TierValue(Tier.KEPT, 2, 2, 2)


def test_nobody_gains_less_than_the_round_asks() -> None:
    people = [Person("a", "x", {"t": 1}, {"u": 2}), Person("b", "y", {"u": 1}, {"t": 3})]
    assert match(people, Rules(least_strength=2)).groups
    assert match(people, Rules(least_strength=3)).groups == ()


def test_who_is_away_joins_nobody_and_is_told_that_it_is_for_this() -> None:
    matching = match([GIVER, Person("a", "y", {"u": 1}, {"t": 1}, away=True)])
    assert matching.groups == ()
    assert {left.person: left.reason for left in matching.left_over}["a"] is Reason.AWAY


def test_a_search_tells_of_each_tier_and_stops_when_it_is_asked_to() -> None:
    people = [GIVER, Person("a", "y", {"u": 1}, {"t": 1})]
    told: list[Progress] = []
    assert not match(people, watch=lambda progress: not told.append(progress)).stopped
    assert list(dict.fromkeys(p.tier for p in told)) == list(Rules().asked(planned=False))
    stopped = match(people, watch=lambda progress: progress.tier is not Tier.WANTS)
    assert stopped.stopped
    assert len(stopped.groups) == 1
    assert [t.value for t in stopped.tiers] == [t.value for t in match(people).tiers]


def test_without_a_tier_nothing_is_asked_and_nothing_done() -> None:
    matching = match([GIVER, Person("a", "y", {"u": 1}, {"t": 1})], Rules(tiers=()))
    assert (matching.groups, matching.tiers, matching.proven) == ((), (), True)


def test_more_people_are_placed_before_other_schools_are_preferred() -> None:
    a, b = Person("a", "x", {"t": 1}, {"u": 1}), Person("b", "x", {"u": 1, "v": 1}, {"t": 1, "w": 1})
    c = Person("c", "y", {"u": 1, "w": 1}, {"t": 1, "v": 1})
    d = Person("d", "x", {"v": 1}, {"w": 1})
    matching = match([a, b, c, d])
    assert tier(matching, Tier.PLACED) == 4


def test_at_most_one_from_a_school_when_the_rules_say_so() -> None:
    a, b = Person("a", "x", {"t": 1}, {"u": 1}), Person("b", "x", {"u": 1}, {"t": 1})
    assert match([a, b]).groups
    assert match([a, b], Rules(max_from_one_school=1)).groups == ()


def test_a_person_with_room_for_two_groups_may_be_in_two_and_gains_each_want_once() -> None:
    hub = Person("hub", "x", {"t": 1}, {"u": 1, "v": 1}, load=2)
    spokes = [Person("a", "y", {"u": 1}, {"t": 1}), Person("b", "y", {"v": 1}, {"t": 1})]
    assert len(match([hub, *spokes]).groups) == 2
    one_want = Person("hub", "x", {"t": 1}, {"u": 1}, load=2)
    alike = [Person(name, "y", {"u": 1}, {"t": 1}) for name in ("a", "b")]
    assert len(match([one_want, *alike]).groups) == 1


def test_a_locked_group_uses_up_load_and_want() -> None:
    people = [ben(), asha(), leo()]
    standing = match(people).groups
    again = match(people, locked=standing)
    assert (again.groups, again.locked, again.left_over) == ((), standing, ())


def test_ids_may_be_uuids() -> None:
    first, second = UUID(int=1), UUID(int=2)
    people = [Person(first, "x", {"t": 1}, {"u": 1}), Person(second, "y", {"u": 1}, {"t": 1})]
    assert match(people).groups[0].members == (first, second)


def test_nobody_makes_an_empty_matching() -> None:
    matching = match([])
    assert (matching.groups, matching.left_over, matching.proven) == ((), (), True)


def test_two_people_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        match([ben(), ben()])


@pytest.mark.parametrize("wrong", [{"size_max": 4}, {"size_max": 1}, {"chain_max": 1}, {"max_from_one_school": 0}])
def test_rules_that_cannot_be_solved_exactly_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="people"):
        Rules(**wrong)


def test_a_mask_lists_its_half_hours_and_comes_back() -> None:
    assert half_hours_in(mask_of([5, 0, 79, 5])) == (0, 5, 79)
    assert half_hours_in(0) == ()


def test_people_without_timetables_do_not_narrow_what_others_share() -> None:
    assert shared([None, 6, 3]) == 2
    assert shared([None, None]) is None
