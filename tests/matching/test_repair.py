"""Mending disturbs no more than it says, repeats nothing that fell, and its bound is never below the best."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.matching.brute import best_values, candidates
from tests.matching.effort import often
from tests.matching.pools import family
from tests.matching.strategies import Round, persons, rounds
from tilth.matching import Flow, Group, Kind, Person, Reason, Repair, Rules, Tier, faults, match, mend
from tilth.matching.repair import at_most, most_placed, without

FEW = 30
"""More possible groups than these are too many to try everything."""


class Damage(NamedTuple):
    """A round that was matched, and what happened to it since."""

    people: list[Person]
    rules: Rules
    before: tuple[Group, ...]
    gone: frozenset[str]
    declined: tuple[Group, ...]
    firm: tuple[Group, ...]

    def mended(self, loosen: bool = False) -> Repair:
        return mend(
            self.before,
            self.people,
            self.rules,
            gone=self.gone,
            declined=self.declined,
            firm=self.firm,
            loosen=loosen,
        )

    def standing(self) -> list[Group]:
        """The groups that nobody left and nobody declined."""
        fell = {frozenset(group.members) for group in self.declined}
        here = {person.id for person in self.people} - self.gone
        return [g for g in self.before if frozenset(g.members) not in fell and here.issuperset(g.members)]

    def planned(self, repair: Repair) -> list[Group]:
        fell = {frozenset(group.members) for group in self.declined}
        return [g for g in self.before if g not in repair.matching.locked and frozenset(g.members) not in fell]


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    people, rules, _, _ = draw(rounds())
    before = match(people, rules).groups
    chance = draw(st.randoms(use_true_random=False))
    gone = frozenset(person.id for person in people if chance.random() < 0.15)
    declined = tuple(group for group in before if chance.random() < 0.3)
    firm = tuple(group for group in before if chance.random() < 0.3)
    staying = [person for person in people if person.id not in gone or chance.random() < 0.5]
    return Damage([*staying, *newcomers(draw, chance)], rules, before, gone, declined, firm)


def newcomers(draw: st.DrawFn, chance: Random) -> list[Person]:
    return [replace(draw(persons("q0")), away=False)] if chance.random() < 0.3 else []


A = Person("a", "x", {"t": 1}, {"u": 1})
B = Person("b", "y", {"u": 1}, {"t": 1})
C = Person("c", "y", {"u": 1}, {"t": 1})


def pair(one: str, other: str) -> Group:
    return Group((one, other), (Flow(one, other, "t"), Flow(other, one, "u")), None, Kind.PAIR, True)


# --- examples -----------------------------------------------------------------------------------


def test_who_declined_is_matched_with_somebody_else() -> None:
    repair = mend([pair("a", "b")], [A, B, C], declined=[pair("a", "b")])
    assert repair.broken == (pair("a", "b"),)
    assert [group.members for group in repair.matching.groups] == [("a", "c")]
    assert (repair.placed_again, repair.placed, repair.bound, repair.more) == (("a",), 2, 2, 0)
    assert [(left.person, left.reason) for left in repair.matching.left_over] == [("b", Reason.FELL)]


def test_a_group_that_fell_is_not_proposed_again_even_if_there_is_no_other() -> None:
    repair = mend([pair("a", "b")], [A, B], declined=[pair("a", "b")])
    assert repair.matching.groups == ()
    assert {left.reason for left in repair.matching.left_over} == {Reason.FELL}


def test_who_is_gone_breaks_a_group_whether_or_not_they_are_still_listed() -> None:
    listed = mend([pair("a", "b")], [A, B, C], gone={"b"})
    struck = mend([pair("a", "b")], [A, C])
    assert listed.matching.groups == struck.matching.groups == (pair("a", "c"),)
    assert listed.broken == struck.broken == (pair("a", "b"),)


def test_what_stands_may_give_way_only_when_it_is_loosened_and_not_firm() -> None:
    triad = Group(
        ("a", "d", "e"), (Flow("a", "d", "t"), Flow("d", "e", "v"), Flow("e", "a", "u")), None, Kind.TRIAD, True
    )
    people = [A, B, Person("d", "y", {"v": 1}, {"t": 1}), Person("e", "y", {"u": 1}, {"v": 1})]
    told = {"before": [pair("a", "b")], "people": people}
    assert mend(**told).kept == (pair("a", "b"),)
    assert mend(**told).more == 1
    assert mend(**told, loosen=True, firm=[pair("a", "b")]).kept == (pair("a", "b"),)
    loosened = mend(**told, loosen=True)
    assert (loosened.reformed, loosened.matching.groups, loosened.more) == ((pair("a", "b"),), (triad,), 0)


def test_a_loosened_group_stays_where_another_would_place_no_more() -> None:
    dearer = replace(C, offers={"u": 3}, wants={"t": 3})
    assert match([A, B, dearer]).groups == (pair("a", "c"),)
    repair = mend([pair("a", "b")], [A, B, dearer], loosen=True)
    assert (repair.kept, repair.reformed) == ((pair("a", "b"),), ())


def test_a_bound_that_is_known_is_not_proven_again() -> None:
    assert mend([], [A, B, C], bound=3).bound == 3
    assert mend([], [A, B, C]).bound == 2


def test_a_gift_of_a_firm_group_that_lost_somebody_is_still_worth_keeping() -> None:
    flows = (Flow("a", "d", "t"), Flow("d", "e", "v"), Flow("e", "a", "u"))
    triad = Group(("a", "d", "e"), flows, None, Kind.TRIAD, True)
    people = [A, Person("d", "y", {"v": 1, "u": 1}, {"t": 1}), Person("f", "y", {"u": 1}, {"t": 1})]
    repair = mend([triad], people, firm=[triad], loosen=True)
    assert [group.members for group in repair.matching.groups] == [("a", "d")]
    assert {tier.tier: tier.value for tier in repair.matching.tiers}[Tier.KEPT] == 1


# --- theorems -----------------------------------------------------------------------------------


@often
@given(damages())
def test_what_nobody_left_stands_gift_for_gift(damage: Damage) -> None:
    repair = damage.mended()
    assert repair.matching.locked == repair.kept == tuple(damage.standing())
    assert repair.reformed == ()
    assert Counter([*repair.kept, *repair.broken]) == Counter(damage.before)


@often
@given(damages(), st.booleans())
def test_no_mending_has_a_fault_or_repeats_what_fell(damage: Damage, loosen: bool) -> None:
    repair = damage.mended(loosen)
    here = without(damage.people, damage.gone)
    asked = replace(damage.rules, tiers=tuple(tier.tier for tier in repair.matching.tiers))
    assert faults(repair.matching, here, asked, damage.planned(repair)) == []
    fell = {frozenset(group.members) for group in damage.declined}
    assert not fell & {frozenset(group.members) for group in repair.matching.groups}
    assert not damage.gone & {member for group in repair.matching.groups for member in group.members}


@often
@given(damages())
def test_mending_places_nobody_less_and_says_whom_it_placed_again(damage: Damage) -> None:
    repair = damage.mended()
    stood = {member for group in damage.standing() for member in group.members}
    now = {member for group in (*repair.kept, *repair.matching.groups) for member in group.members}
    assert stood <= now
    assert repair.placed == len(now)
    freed = {member for group in repair.broken for member in group.members}
    assert set(repair.placed_again) == freed & {m for group in repair.matching.groups for m in group.members}


@often
@given(damages())
def test_loosening_keeps_what_is_firm_and_never_reaches_less(damage: Damage) -> None:
    damage = damage._replace(rules=replace(damage.rules, tiers=(Tier.WAITING, Tier.PLACED, Tier.WANTS)))
    locked, loose = damage.mended(), damage.mended(loosen=True)
    assert ended(damage, loose) >= ended(damage, locked)
    assert set(loose.matching.locked) == set(damage.firm) & set(damage.standing())
    assert Counter([*loose.kept, *loose.broken, *loose.reformed]) == Counter(damage.before)
    assert [tier.tier for tier in loose.matching.tiers][:2] == [Tier.WAITING, Tier.PLACED]


def ended(damage: Damage, repair: Repair) -> tuple[int, int]:
    """Rounds of waiting that end, and people placed, by all groups that stand."""
    waiting = {person.id: person.waiting for person in damage.people}
    groups = {*repair.matching.locked, *repair.matching.groups}
    placed = {member for group in groups for member in group.members}
    return sum(waiting[member] for member in placed), len(placed)


@often
@given(damages())
def test_of_all_ways_to_place_as_many_loosening_changes_fewest_gifts(damage: Damage) -> None:
    damage = damage._replace(rules=replace(damage.rules, tiers=(Tier.PLACED,)), firm=())
    here = without(damage.people, damage.gone)
    assume(not damage.declined and len(candidates(here, damage.rules)) <= FEW)
    repair = damage.mended(loosen=True)
    asked = replace(damage.rules, tiers=(Tier.PLACED, Tier.KEPT))
    assert tuple(tier.value for tier in repair.matching.tiers) == best_values(here, asked, damage.before)


@often
@given(damages(), st.booleans())
def test_the_bound_is_never_below_the_best(damage: Damage, loosen: bool) -> None:
    here = without(damage.people, damage.gone)
    alone = replace(damage.rules, tiers=(Tier.PLACED,))
    assume(len(candidates(here, damage.rules)) <= FEW)
    (best,) = best_values(here, alone)
    repair = damage.mended(loosen)
    assert repair.bound >= max(best, repair.placed)
    begun_from = most_placed(here, damage.rules, known=damage.before)
    assert at_most(here, damage.rules) >= most_placed(here, damage.rules) >= best <= begun_from


@often
@given(rounds())
def test_where_nothing_happened_nothing_changes(round: Round) -> None:
    matching = match(round.people, round.rules)
    repair = mend(matching.groups, round.people, round.rules)
    assert repair.kept == matching.groups
    assert repair.broken == repair.reformed == repair.placed_again == ()


def test_a_family_of_hundreds_is_mended() -> None:
    people = family(260)
    before = match(people).groups
    chance = Random(1)
    declined = [group for group in before if chance.random() < 0.05]
    repair = mend(before, people, declined=declined)
    assert faults(repair.matching, people, Rules()) == []
    assert len(repair.kept) == len(before) - len(declined)
    assert match(without(people, ()), Rules(tiers=(Tier.PLACED,))).tiers[0].value <= repair.bound


def test_a_mending_that_is_stopped_still_has_a_bound() -> None:
    people = family(60)
    before = match(people).groups
    repair = mend(before, people, declined=before[:5], watch=lambda progress: False)
    assert repair.matching.stopped
    assert repair.bound >= len({member for group in before for member in group.members})
