"""Forming by consent, in theory."""

from hypothesis import given
from hypothesis import strategies as st

from tilth.partnerships.domain import forming
from tilth.partnerships.domain.forming import Advice, Outcome, Voice

voices = st.lists(st.builds(Voice, standing=st.sampled_from(["headteacher", "chair"]), yes=st.booleans()), max_size=2)
kinds = st.sampled_from(sorted(forming.LEAST))


@given(voices, st.booleans())
def test_a_school_never_agrees_without_its_head(said: list[Voice], chair_agrees_too: bool) -> None:
    if forming.outcome(said, chair_agrees_too=chair_agrees_too) is Outcome.AGREED:
        assert Voice("headteacher", yes=True) in said


@given(voices)
def test_where_the_chair_agrees_too_nobody_joins_without_the_chair(said: list[Voice]) -> None:
    if forming.outcome(said, chair_agrees_too=True) is Outcome.AGREED:
        assert Voice("chair", yes=True) in said


def test_one_no_is_a_no() -> None:
    said = [Voice("headteacher", yes=True), Voice("chair", yes=False)]
    assert forming.outcome(said, chair_agrees_too=True) is Outcome.DECLINED


def test_silence_is_not_a_yes() -> None:
    assert forming.outcome([], chair_agrees_too=False) is Outcome.WAITING


@given(kinds, st.integers(0, 30), st.integers(0, 30))
def test_nothing_begins_by_itself_that_could_not_be_begun(kind: str, agreed: int, waiting: int) -> None:
    if forming.begins_by_itself(kind, agreed=agreed, waiting=waiting):
        assert waiting == 0 and forming.may_begin(kind, agreed)


def test_three_to_twelve_schools_are_advised_for_a_family() -> None:
    assert [forming.advice("family", n) for n in (2, 3, 12, 13)] == [Advice.FEW, Advice.FINE, Advice.FINE, Advice.MANY]


def test_no_size_is_advised_for_a_region() -> None:
    assert forming.advice("region", 400) is Advice.FINE


def test_a_school_that_said_no_twice_is_left_in_peace() -> None:
    assert [forming.may_ask_again(refusals) for refusals in (0, 1, 2)] == [True, True, False]


def test_an_ended_partnership_goes_nowhere() -> None:
    assert not any(forming.may_move("ended", phase) for phase in forming.PHASES)


def test_a_family_fits_inside_an_alliance_and_not_the_other_way_round() -> None:
    assert forming.fits_inside("family", "alliance")
    assert not forming.fits_inside("alliance", "family")
    assert forming.fits_inside("region", "region")


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 6)), st.integers(0, 6), st.integers(0, 6))
def test_nesting_that_is_allowed_never_makes_a_ring(wished: dict[int, int], part: int, whole: int) -> None:
    parents: dict[int, int | None] = {}
    for one, other in [*wished.items(), (part, whole)]:
        if not forming.would_hold_itself(one, other, parents):
            parents[one] = other
    for start in parents:
        seen, above = {start}, parents.get(start)
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents.get(above)
