"""What must hold of every verdict, whatever is claimed, done and said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tilth.figures import Figure
from tilth.maturity.domain.model import Indicator, Side
from tilth.maturity.domain.verdict import Reading, Ring, Says, Verdict, hear, judge, read

ORDER = [Ring.DISAGREE, Ring.UNKNOWN, Ring.AGREE]
WORSE = [Says.CONTRADICTS, Says.NOT_KNOWN, Says.SUPPORTS]
stages = st.integers(0, 3)
counted = st.integers(0, 40).flatmap(lambda of: st.builds(Figure, st.integers(0, of), st.just(of)))
withheld = st.sampled_from(["too few", "never asked"]).map(Figure.withheld)
figures = counted | withheld
shares = st.floats(0, 1)
indicators = st.builds(
    lambda expects, floor: Indicator(figure="jpd.staff", side=Side.BOTH, expects=tuple(sorted(expects)), floor=floor),
    st.tuples(shares, shares, shares),
    shares,
)
pairs = st.lists(st.tuples(indicators, figures), max_size=6)


def verdict(claim: int, given_: list[tuple[Indicator, Figure]], voice: Figure) -> Verdict:
    return judge([read(indicator, figure, claim) for indicator, figure in given_], hear("trust", voice, claim))


@given(stages, pairs, figures, st.integers(0, 5), st.sampled_from(WORSE))
def test_more_support_never_lowers_it(
    claim: int, given_: list[tuple[Indicator, Figure]], voice: Figure, place: int, better: Says
) -> None:
    before = verdict(claim, given_, voice)
    if place < len(before.readings) and WORSE.index(better) >= WORSE.index(before.readings[place].says):
        readings = list(before.readings)
        readings[place] = replace(readings[place], says=better)
        assert ORDER.index(judge(readings, before.heard).ring) >= ORDER.index(before.ring)


@given(stages, indicators, st.integers(0, 40), st.integers(0, 40))
def test_a_greater_share_never_says_less(claim: int, indicator: Indicator, one: int, other: int) -> None:
    said = [read(indicator, Figure(each, 40), claim).says for each in sorted((one, other))]
    assert WORSE.index(said[0]) <= WORSE.index(said[1])


@given(stages, indicators, st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted))
def test_what_lies_between_two_shares_says_what_both_would_say(
    claim: int, indicator: Indicator, ends: list[int]
) -> None:
    said = read(indicator, Figure.between(*ends, of=40, why="not exactly"), claim).says
    least, greatest = (read(indicator, Figure(each, 40), claim).says for each in ends)
    assert said is (least if least is greatest else Says.NOT_KNOWN)


@given(stages, stages, indicators, counted)
def test_a_claim_that_is_higher_is_never_easier_to_support(
    one: int, other: int, indicator: Indicator, figure: Figure
) -> None:
    low, high = sorted((one, other))
    if indicator.expected(low):
        said = [read(indicator, figure, stage).says for stage in (low, high)]
        assert WORSE.index(said[0]) >= WORSE.index(said[1])


@given(stages, pairs, figures, indicators, withheld)
def test_what_is_not_known_changes_nothing(
    claim: int, given_: list[tuple[Indicator, Figure]], voice: Figure, indicator: Indicator, hidden: Figure
) -> None:
    without = verdict(claim, given_, voice)
    beside = verdict(claim, [*given_, (indicator, hidden), (indicator, Figure(0, 0))], voice)
    assert (beside.ring, beside.evidence, beside.voice) == (without.ring, without.evidence, without.voice)


@given(stages, pairs)
def test_nothing_but_the_unknown_is_unknown(claim: int, given_: list[tuple[Indicator, Figure]]) -> None:
    hidden = [(indicator, Figure.withheld("too few")) for indicator, _figure in given_]
    assert verdict(claim, hidden, Figure.withheld("never asked")).ring is Ring.UNKNOWN


@given(stages, pairs, withheld)
def test_what_was_withheld_leaves_no_trace_in_a_verdict(
    claim: int, given_: list[tuple[Indicator, Figure]], hidden: Figure
) -> None:
    """Worlds that differ in what was withheld hold the same figures: there is no number to differ in."""
    told = verdict(claim, given_, hidden)
    assert told.voice is Says.NOT_KNOWN
    assert isinstance(told.heard, Reading) and told.heard.figure.counted is None


def test_a_claim_of_the_first_stage_asks_nothing_of_anybody() -> None:
    indicator = Indicator(figure="jpd.staff", side=Side.WITHIN, expects=(0.1, 0.3, 0.6))
    assert verdict(0, [(indicator, Figure(0, 20))], Figure(0, 20)).ring is Ring.UNKNOWN
