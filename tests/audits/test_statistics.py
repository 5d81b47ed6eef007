"""Statistics against published answers, against scipy's, and against the laws that they must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import binomtest

from tilth.audits.domain import reliability
from tilth.audits.domain.statistics import (
    newcombe,
    reach_of,
    risk_of_no_change,
    rwg,
    shared_out,
    turned,
    whatever_the_silent_say,
    wilson,
)

SHROUT_FLEISS = np.array(  # six targets, four judges: Psychological Bulletin 86 (1979), table 2
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
THURSTONE = (  # correlations of nine tests among 213 people, below the diagonal
    (0.828,),
    (0.776, 0.779),
    (0.439, 0.493, 0.460),
    (0.432, 0.464, 0.425, 0.674),
    (0.447, 0.489, 0.443, 0.590, 0.541),
    (0.447, 0.432, 0.401, 0.381, 0.402, 0.288),
    (0.541, 0.537, 0.534, 0.350, 0.367, 0.320, 0.555),
    (0.380, 0.358, 0.359, 0.424, 0.446, 0.325, 0.598, 0.452),
)
WILSON = [  # Newcombe, Statistics in Medicine 17 (1998), 857-872, method 3
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
NEWCOMBE = [  # Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0),
    ((10, 10), (0, 10), 0.6075, 1.0),
]


@st.composite
def shares(draw: st.DrawFn, most: int = 400) -> tuple[int, int]:
    """So many out of so many."""
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


def thurstone() -> reliability.Table:
    """The nine tests' correlations, whole."""
    table = np.eye(9)
    for row, values in enumerate(THURSTONE, start=1):
        table[row, :row] = table[:row, row] = values
    return table


@pytest.mark.parametrize(("count", "of", "low", "high"), WILSON)
def test_wilsons_interval_as_published(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("now", "before", "low", "high"), NEWCOMBE)
def test_newcombes_interval_as_published(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(now, before) == pytest.approx((low, high), abs=5e-5)


def test_intraclass_correlations_as_published() -> None:
    found = reliability.icc(SHROUT_FLEISS)
    single = (found.one_random, found.two_random, found.two_fixed)
    means = (found.one_random_mean, found.two_random_mean, found.two_fixed_mean)
    assert [round(value, 3) for value in (*single, *means)] == [0.166, 0.290, 0.715, 0.443, 0.620, 0.909]


def test_alpha_as_published() -> None:
    alpha = reliability.alpha(SHROUT_FLEISS)
    assert alpha is not None and round(alpha, 3) == 0.909
    assert round(reliability.standardised_alpha(thurstone()), 2) == 0.89


@given(shares())
def test_wilsons_interval_is_scipys_and_holds_the_share(share: tuple[int, int]) -> None:
    count, of = share
    low, high = wilson(count, of)
    theirs = binomtest(count, of).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= low <= count / of <= high <= 1


@given(shares(), st.integers(2, 20))
def test_the_same_share_of_more_people_is_surer(share: tuple[int, int], times: int) -> None:
    (low, high), (lower, higher) = wilson(share[0] * times, share[1] * times), wilson(*share)
    assert lower <= low and high <= higher and high - low < higher - lower


@given(shares())
def test_the_interval_of_the_others_is_the_mirror_image(share: tuple[int, int]) -> None:
    (low, high), (lower, higher) = wilson(*share), wilson(share[1] - share[0], share[1])
    assert (low, high) == pytest.approx((1 - higher, 1 - lower))


@given(shares(), shares())
def test_a_change_turned_round_is_its_opposite(now: tuple[int, int], before: tuple[int, int]) -> None:
    low, high = newcombe(now, before)
    back = newcombe(before, now)
    assert (low, high) == pytest.approx((-back[1], -back[0]))
    assert -1 <= low <= now[0] / now[1] - before[0] / before[1] <= high <= 1


@given(shares())
def test_no_change_is_never_sure(share: tuple[int, int]) -> None:
    low, high = newcombe(share, share)
    assert low < 0 < high


@given(shares(), shares(), st.integers(2, 20))
def test_a_change_among_more_people_is_surer(now: tuple[int, int], before: tuple[int, int], times: int) -> None:
    low, high = newcombe(now, before)
    more_low, more_high = newcombe((now[0] * times, now[1] * times), (before[0] * times, before[1] * times))
    assert more_high - more_low < high - low


@given(shares(most=100), st.integers(0, 100), st.data())
def test_whatever_the_silent_would_have_said_lies_within_the_bounds(
    share: tuple[int, int], silent: int, data: st.DataObject
) -> None:
    count, of = share
    low, high = whatever_the_silent_say(count, of, of + silent)
    would_favour = data.draw(st.integers(0, silent))
    assert 0 <= low <= (count + would_favour) / (of + silent) <= high <= 1
    assert silent or low == high == count / of


@given(st.integers(2, 7), st.data())
def test_a_reversed_answer_is_turned_end_for_end(choices: int, data: st.DataObject) -> None:
    answers = data.draw(st.lists(st.integers(1, choices), min_size=2, max_size=40))
    turned_over = [turned(answer, choices=choices) for answer in answers]
    assert [turned(answer, choices=choices) for answer in turned_over] == answers
    assert min(turned_over) == choices + 1 - max(answers)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=7))
def test_people_agree_most_when_all_say_the_same(counts: list[int]) -> None:
    assume(sum(counts) >= 2)
    assert rwg(counts) <= 1
    assert (rwg(counts) == 1) == (max(counts) == sum(counts))
    assert rwg(counts) == pytest.approx(rwg(counts[::-1]))


def test_agreement_by_hand() -> None:
    assert rwg([10, 0, 0, 0]) == 1
    assert rwg([5, 0, 0, 5]) == pytest.approx(1 - (10 * 2.25 / 9) / 1.25)
    assert rwg([1000, 1000, 1000, 1000, 1000]) == pytest.approx(0, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 9))
def test_one_factor_is_found_again(seed: int, items: int) -> None:
    chance = np.random.default_rng(seed)
    loadings = chance.uniform(0.3, 0.9, items)
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    found = reliability.one_factor(correlations)
    assert found is not None
    assert found == pytest.approx(loadings, abs=2e-3)
    omega = reliability.omega(correlations)
    assert omega == pytest.approx(loadings.sum() ** 2 / correlations.sum(), abs=2e-3)
    assert omega is not None and omega >= reliability.standardised_alpha(correlations) - 1e-3


def test_omega_stands_above_alpha_for_tests_that_load_unevenly() -> None:
    omega = reliability.omega(thurstone())
    assert omega is not None and 0.88 < omega < 0.90


def test_the_slope_of_the_misfit_is_right() -> None:
    unique = np.linspace(0.3, 0.7, 9)
    slope = reliability._misfit(unique, thurstone())[1]
    assert slope == pytest.approx(approx_fprime(unique, lambda at: reliability._misfit(at, thurstone())[0]), abs=1e-5)


@pytest.mark.parametrize(
    "covariances",
    [
        np.array([[1, 0.5], [0.5, 1]]),  # too few items
        np.diag([1.0, 1.0, 0.0]),  # an item that does not vary
        np.ones((3, 3)),  # items that say the same thing thrice
        np.array([[1, 0.6, -0.6], [0.6, 1, -0.6], [-0.6, -0.6, 1]]),  # one pulls the other way
        np.array([[1, 0.9, 0.9], [0.9, 1, 0.4], [0.9, 0.4, 1]]),  # more in common than there is
    ],
)
def test_omega_is_not_given_where_it_would_mean_nothing(covariances: reliability.Table) -> None:
    assert reliability.omega(covariances) is None


def test_alpha_is_not_given_where_it_would_mean_nothing() -> None:
    assert reliability.alpha(np.ones((40, 4))) is None
    assert reliability.alpha(SHROUT_FLEISS[:, :1]) is None


@given(st.integers(0, 10**6))
def test_alpha_is_the_intraclass_correlation_of_all_items_together(seed: int) -> None:
    table = np.random.default_rng(seed).integers(1, 5, (30, 6)).astype(float)
    assert reliability.alpha(table) == pytest.approx(reliability.icc(table).two_fixed_mean)


def test_only_people_who_answered_everything_count() -> None:
    table = np.array([[1, 2], [np.nan, 2], [3, np.nan], [4, 4]])
    assert reliability.complete(table).tolist() == [[1, 2], [4, 4]]


# --- several changes at once --------------------------------------------------------------------


@given(shares(), shares())
@settings(max_examples=40)
def test_at_its_risk_the_interval_just_touches_zero(now: tuple[int, int], before: tuple[int, int]) -> None:
    risk = risk_of_no_change(now, before)
    assert risk == pytest.approx(risk_of_no_change(before, now))
    assume(1e-9 < risk < 1)
    for wider, sign in ((0.999, 1), (1.001, -1)):
        low, high = newcombe(now, before, errors=reach_of(min(1, risk * wider)))
        assert (low <= 0 <= high) == (sign == 1)


def test_no_difference_is_always_by_chance() -> None:
    assert risk_of_no_change((10, 30), (20, 60)) == 1


def test_holms_rule_as_published() -> None:
    """Of four questions with these risks the first and the last are answered: the others fail at 0.05 / 2."""
    assert shared_out([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.05 / 3, 0.025, 0.025, 0.0125])
    assert shared_out([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_whatever_is_sure_among_many_is_sure_alone_and_no_surer_one_is_left_out(risks: list[float]) -> None:
    allowed = shared_out(risks)
    sure = [risk for risk, limit in zip(risks, allowed, strict=True) if risk < limit]
    unsure = [risk for risk, limit in zip(risks, allowed, strict=True) if risk >= limit]
    assert all(limit <= 0.05 for limit in allowed)
    assert max(sure, default=0) <= min(unsure, default=1)


def test_schools_in_which_nothing_changed_are_hardly_ever_told_that_something_did() -> None:
    """Ten items in 300 invented schools of 12 to 120 people, a quarter of whom say the same again.

    Each item by itself, more than one school in ten would be told so.
    """
    chance = np.random.default_rng(7)
    alone = together = 0
    for _school in range(300):
        of, share = int(chance.integers(12, 121)), chance.uniform(0.2, 0.9)
        same, anew = chance.binomial(of // 4, share, size=10), chance.binomial(of - of // 4, share, size=(10, 2))
        waves = (anew + same[:, None]).tolist()
        risks = [risk_of_no_change((now, of), (then, of)) for now, then in waves]
        alone += min(risks) < 0.05
        together += any(risk < limit for risk, limit in zip(risks, shared_out(risks), strict=True))
    assert together <= 0.05 * 300 < 0.1 * 300 <= alone
