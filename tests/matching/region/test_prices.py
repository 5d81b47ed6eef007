"""Any prices, repaired, prove a bound; the best of them prove little more than can be reached."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching import strategies
from tests.matching.effort import times
from tests.matching.region.pools import region
from tilth.matching import Person, Rules, Tier, match
from tilth.matching.region.prices import ROUNDING, price_roles, price_topics, proven
from tilth.matching.region.reading import read
from tilth.matching.region.repairing import UNHEARD
from tilth.matching.region.worths import worths_of

ADDING_UP = tuple(tier for tier in Tier if tier not in (Tier.FAIRNESS, Tier.KEPT))
pools = strategies.families(largest=9).filter(bool)


@times(2)
@given(pools, strategies.rules, st.sampled_from(ADDING_UP), st.integers(0, 9))
def test_any_table_whatever_proves_a_bound(people: list[Person], rules: Rules, tier: Tier, seed: int) -> None:
    rules = Rules(**{**vars(rules), "tiers": (tier,)})
    field = read(people, rules)
    size = field.nothing + 1
    raw = np.random.default_rng(seed).normal(size=(field.free.shape[1], size, size))
    raw[:, -1, -1] = UNHEARD
    worths = worths_of(tier, field)
    bound = min(proven(field, worths, raw).bound, price_topics(field, worths).bound)
    assert bound + ROUNDING >= sum(reached.value for reached in match(people, rules).tiers)


@times(0.4)
@given(pools, strategies.rules)
def test_finer_prices_are_never_worse(people: list[Person], rules: Rules) -> None:
    field = read(people, rules)
    worths = worths_of(Tier.PLACED, field)
    topics = price_topics(field, worths)
    assert price_roles(field, worths, topics).bound <= topics.bound


@pytest.mark.parametrize("rules", [Rules(), Rules(chain_max=5), Rules(size_max=2), Rules(chains=False)])
def test_role_prices_prove_almost_what_is_best(rules: Rules) -> None:
    people = region(150, topics=25)
    rules = Rules(**{**vars(rules), "tiers": (Tier.PLACED,)})
    field = read(people, rules)
    worths = worths_of(Tier.PLACED, field)
    best, roles = match(people, rules).tiers[0], price_roles(field, worths, price_topics(field, worths))
    assert best.value <= roles.bound + ROUNDING <= 1.03 * best.bound + 1
