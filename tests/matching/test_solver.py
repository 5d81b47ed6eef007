"""What the solver rests on: groups that are never kept, and prices that bound them all."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.matching.brute import candidates
from tests.matching.effort import often
from tests.matching.pools import family
from tests.matching.strategies import families, rules
from tilth.matching import Person, Rules, Tier
from tilth.matching.arrays import Arrays, arrays_of
from tilth.matching.ordering import in_order
from tilth.matching.solver.along import Along
from tilth.matching.solver.choice import choose
from tilth.matching.solver.columns import Columns, none
from tilth.matching.solver.explicit import explicit, values_of
from tilth.matching.solver.highs import best_integers
from tilth.matching.solver.program import Program
from tilth.matching.solver.reaching import reach
from tilth.matching.solver.relaxing import relax
from tilth.matching.solver.scan import Gains, best_through, counted, listed
from tilth.matching.solver.shortlist import Shortlist
from tilth.matching.worth import Worth


def arrays(people: list[Person], rules: Rules) -> Arrays:
    return arrays_of(in_order(people), Worth.of(rules), frozenset())


def anything(found: Arrays) -> Gains:
    """The screen that every group passes."""
    network = found.terms.network
    return Gains(np.zeros(network.count), np.zeros(len(network.tails)), -1.0)


def by_chance(found: Arrays, seed: int) -> Gains:
    network, chance = found.terms.network, np.random.default_rng(seed)
    return Gains(chance.normal(0, 1, network.count), chance.normal(0, 1, len(network.tails)))


def gained(found: Arrays, gains: Gains, group: np.ndarray) -> float:
    places = found.terms.network.members(group[None, :])[0]
    return gains.places[places[places >= 0]].sum() + gains.gifts[group[group >= 0]].sum()


@often
@given(families(), rules)
def test_the_groups_gone_through_are_all_there_are(people: list[Person], rules: Rules) -> None:
    found = arrays(people, rules)
    groups = found.groups(listed(found.terms.network, [anything(found)]))
    every = candidates(people, rules)
    assert {(g.kind, frozenset(g.members)) for g in groups} == {(g.kind, frozenset(g.members)) for g in every}
    assert len(groups) == len({(g.kind, frozenset(g.flows)) for g in groups})


@often
@given(families(), rules, st.integers(0, 99))
def test_turning_back_early_misses_nothing(people: list[Person], rules: Rules, seed: int) -> None:
    found = arrays(people, rules)
    gains = by_chance(found, seed)
    every = listed(found.terms.network, [anything(found)])
    enough = [tuple(group) for group in every if gained(found, gains, group) > 1e-9]
    assert sorted(map(tuple, listed(found.terms.network, [gains]))) == sorted(enough)
    assert counted(found.terms.network, [gains]) == len(enough)
    best = best_through(found.terms.network, gains)
    for group in every:
        places = found.terms.network.members(group[None, :])[0]
        assert (best.gains[places[places >= 0]] >= gained(found, gains, group) - 1e-9).all()
        assert best.shares[places[places >= 0]].sum() >= gained(found, gains, group) - 1e-9


@often
@given(families(), rules)
def test_at_the_prices_of_a_bound_no_group_gains(people: list[Person], rules: Rules) -> None:
    found = arrays(people, rules)
    assume(len(found.terms.network.tails) > 0)
    known = np.zeros((0, found.terms.network.width), dtype=np.int32)
    for tier in range(found.terms.tiers):
        ceiling = relax(Program(found.terms, tier), known, lambda bound: True).ceiling
        every = listed(found.terms.network, [anything(found)])
        assert all(gained(found, ceiling.gains, group) <= 1e-6 for group in every)
        assert (ceiling.prices >= 0).all()


@often
@given(families(), rules, st.integers(0, 99))
def test_groups_that_go_together_share_nobody_and_gain(people: list[Person], rules: Rules, seed: int) -> None:
    found = arrays(people, rules)
    network, gains = found.terms.network, by_chance(found, seed)
    every = {tuple(group) for group in listed(network, [anything(found)])}
    together = best_through(network, gains).go_together
    places = network.members(together)
    assert len(set(places[places >= 0])) == (places >= 0).sum()
    for group in together:
        assert gained(found, gains, group) > 0
        assert tuple(group) in every, (group, network.tails[group], network.heads[group], every)


@often
@given(families(), rules, st.integers(0, 99), st.integers(1, 9))
def test_little_patience_finds_chains_and_still_bounds_them_all(
    people: list[Person], rules: Rules, seed: int, patience: int
) -> None:
    found = arrays(people, rules)
    network, gains = found.terms.network, by_chance(found, seed)
    every = listed(network, [anything(found)])
    some = best_through(network, gains, patience)
    for group in every:
        places = network.members(group[None, :])[0]
        assert some.shares[places[places >= 0]].sum() >= gained(found, gains, group) - 1e-9
    known = {tuple(group) for group in every}
    for group, gain in zip(some.groups[some.gains > 0], some.gains[some.gains > 0], strict=True):
        assert tuple(group) in known
        assert abs(gained(found, gains, group) - gain) < 1e-9


def test_in_a_pool_of_many_chains_endless_patience_finds_the_best_of_each_opener() -> None:
    openers = [Person(f"opener {n}", "s", {"topic-001": 2}, gives_only=True) for n in range(9)]
    found = arrays([*family(120, topics=12), *openers], Rules(chain_max=4, tiers=(Tier.PLACED,)))
    network, gains = found.terms.network, by_chance(found, 3)
    all_of_them, best = best_through(network, gains), best_through(network, gains, patience=1 << 40)
    assert np.allclose(best.gains[network.openers], all_of_them.gains[network.openers])
    assert (best.gains <= all_of_them.gains + 1e-9).all()


def test_less_time_gives_an_answer_that_holds() -> None:
    terms = arrays(family(80, topics=40), Rules()).terms
    quick, thorough = choose(terms, thorough=False), choose(terms)
    assert quick.values == tuple(values_of(terms, quick.groups))
    assert quick.values <= thorough.values
    assert all(value <= bound for value, bound in zip(quick.values, quick.bounds, strict=True))
    assert quick.bounds[0] >= thorough.values[0]


@often
@given(families(), rules)
def test_a_step_of_a_tier_outweighs_all_that_the_next_could_hold(people: list[Person], rules: Rules) -> None:
    terms = arrays(people, rules).terms
    groups = listed(terms.network, [anything(arrays(people, rules))])
    assume(len(groups) > 0)
    for tier in range(terms.tiers - 1):
        program = Program(terms, tier)
        worth, columns, limits, _begun = explicit(program, groups, groups[:0])
        along = Along.of(program, groups, worth, 100.0)
        if along.two:
            next_worth = along.both - along.step * worth
            most, least = (best_integers(way * next_worth, columns, limits, none(), 10**6).bound for way in (1, -1))
            assert along.least <= -least + 1e-6
            assert most <= along.least + along.step - 1 + 1e-6
        assert along.two or tier + 1 == terms.fair or not program.worth(groups, tier + 1).any()


@often
@given(families(), rules, st.integers(0, 99))
def test_no_choice_as_good_is_ruled_out(people: list[Person], rules: Rules, seed: int) -> None:
    """Take any choice: what keeps its values, tier after tier, never rules out one of its groups or places."""
    terms = arrays(people, rules).terms
    assume(terms.tiers > 0)
    every = listed(terms.network, [anything(arrays(people, rules))])
    worth, columns, limits, _begun = explicit(Program(terms, 0), every, every[:0])
    at_will = np.random.default_rng(seed).normal(0.5, 1, len(worth))
    taken = best_integers(at_will, columns, limits, none(), 10**6).taken
    choice = every[taken[taken < len(every)]]
    places = terms.network.members(choice)
    held = np.bincount(places[places >= 0], minlength=terms.network.count)
    values = values_of(terms, choice)
    shortlist = Shortlist(every, np.zeros(terms.network.count))
    for tier in range(terms.tiers):
        program = Program(terms, tier, tuple(values[:tier]))
        shortlist, bound = shortlist.narrowed(program, values)
        assert values[tier] <= bound + 1e-6
        assert {tuple(group) for group in choice} <= {tuple(group) for group in shortlist.groups}
        assert (held >= shortlist.least).all()


@often
@given(families(), rules)
def test_a_goal_is_reached_or_never_is(people: list[Person], rules: Rules) -> None:
    """What is as good as the best can be reached, what is better never."""
    terms = arrays(people, rules).terms
    assume(terms.tiers > 0)
    every, program = listed(terms.network, [anything(arrays(people, rules))]), Program(terms, 0)
    worth, columns, limits, _begun = explicit(program, every, every[:0])
    best = round(best_integers(worth, columns, limits, none(), 10**6).bound + program.constant)
    for goal in range(best - 2, best + 3):
        found, never = reach(program, every, goal, lambda: True)
        assert never == (goal > best)
        assert never or values_of(terms, found)[0] >= goal


def test_three_who_could_all_be_placed_by_halves_never_are() -> None:
    """Each of three could be in a pair with each: the relaxation takes half of every pair."""
    people = [Person(id=name, school="north", offers={"phonics": 1}, wants={"phonics": 1}) for name in "abc"]
    three = arrays(people, Rules(tiers=(Tier.PLACED,), size_max=2, chain_max=2))
    program, every = Program(three.terms, 0), listed(three.terms.network, [anything(three)])
    assert relax(program, every[:0], lambda bound: True).ceiling.whole == 3
    assert reach(program, every, 3, lambda: True)[1]


@given(st.integers(0, 10**6), st.integers(0, 3))
@often
def test_a_solver_that_is_stopped_keeps_what_was_known_and_bounds_what_there_is(seed: int, asked: int) -> None:
    """Trios that share people by chance: hard enough that the solver does not answer at once."""
    chance, people, trios = np.random.default_rng(seed), 24, 90
    rows = np.concatenate([np.sort(chance.choice(people, 3, replace=False)) for _ in range(trios)]).astype(np.int32)
    columns = Columns(np.arange(0, 3 * trios + 1, 3, dtype=np.int32), rows, np.ones(3 * trios))
    worth, limits, known = np.full(trios, 3.0), np.ones(people), np.zeros(1, dtype=np.int32)
    answers = iter([True] * asked)
    stopped = best_integers(worth, columns, limits, known, 10**6, go_on=lambda: next(answers, False))
    best = best_integers(worth, columns, limits, known, 10**6)
    assert np.bincount(columns.only(stopped.taken).rows, minlength=people).max() <= 1
    assert len(known) <= len(stopped.taken) <= len(best.taken)
    assert stopped.bound >= 3 * len(best.taken) - 1e-6
