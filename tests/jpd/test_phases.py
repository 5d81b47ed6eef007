"""What a cycle demands before it goes on, for every shape of the house; cards; names; whether a group is stuck."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.jpd import queries
from tilth.jpd.domain import phases
from tilth.jpd.domain.cards import drawn
from tilth.jpd.domain.going import Days, Why, is_stuck, why
from tilth.jpd.domain.learners import perhaps_names
from tilth.jpd.domain.next_step import Ahead, Step, next_step
from tilth.jpd.domain.phases import Question, Standing, lacks, lacks_up_to
from tilth.jpd.domain.shapes import ORDER, Shape, Stage

SHAPES = queries.house_shapes()
pytestmark = pytest.mark.alike


def standing(shape: Shape, phase: int, **known: object) -> Standing:
    facts = {"written": frozenset[str](), "met": False, "question": Question.NONE, **known}
    return Standing(shape.phases[phase].slug, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.slug)
def test_each_shape_of_the_house_has_a_lesson_a_talk_and_a_write_up(shape: Shape) -> None:
    assert {Stage.TEACH, Stage.DEBRIEF, Stage.WRITE_UP} <= {phase.stage for phase in shape.phases}
    assert all(phase.ask for phase in shape.phases)
    assert all(len(part.slug) <= 30 for part in shape.parts())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.slug)
def test_where_kinds_of_learner_are_meant_the_page_says_so(shape: Shape) -> None:
    hints = [part.hint for part in shape.parts() if part.learners]
    assert hints
    assert shape.slug == "benchmarking_visit" or any("never" in hint or "No names" in hint for hint in hints)


@given(st.sampled_from(SHAPES), st.data())
@settings(max_examples=100)
def test_with_all_it_demands_a_phase_is_left_and_with_nothing_all_of_it_is_said(
    shape: Shape, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(shape.phases) - 2))
    whole = {"written": frozenset(part.slug for part in shape.parts()), "met": True, "question": Question.ANSWERED}
    assert not lacks(shape, standing(shape, place, **whole))
    nothing = lacks(shape, standing(shape, place))
    required = [part for part in shape.phases[place].parts if part.required]
    stage = shape.phases[place].stage
    assert len(nothing) == len(required) + (stage is Stage.TEACH) + (ORDER[stage] >= ORDER[Stage.DEBRIEF])


@given(st.sampled_from(SHAPES), st.data())
@settings(max_examples=100)
def test_one_who_always_does_the_next_thing_comes_to_the_decision(shape: Shape, data: st.DataObject) -> None:
    now = standing(shape, 0)
    ahead = Ahead(to_come=data.draw(st.booleans()))
    for _deed in range(60):
        following = next_step(shape, now, ahead, people=2)
        if following.step is Step.DECIDE:
            break
        now = done(shape, now, following.step, following.part.slug if following.part else "")
    assert shape.phases[-1].slug == now.phase
    assert not lacks_up_to(shape, now)


def done(shape: Shape, now: Standing, step: Step, part: str) -> Standing:
    """What becomes of a cycle when its people do this."""
    facts = {"phase": now.phase, "written": now.written, "met": now.met, "question": now.question}
    deeds: dict[Step, Callable[[], dict[str, object]]] = {
        Step.WRITE: lambda: {"written": now.written | {part}},
        Step.MEET: lambda: {"met": True},
        Step.COME: lambda: {"met": True},
        Step.FIND_CHALLENGE: lambda: {"question": Question.ASKED},
        Step.AWAIT_CHALLENGE: lambda: {"question": Question.PUT},
        Step.ANSWER: lambda: {"question": Question.ANSWERED},
        Step.GO_ON: lambda: {"phase": phases.next_phase(shape, now.phase).slug},  # type: ignore[union-attr]
    }
    return Standing(**{**facts, **deeds[step]()})  # type: ignore[arg-type]


def test_before_and_after_a_cycle_there_is_one_thing_to_do_as_well() -> None:
    assert next_step(None, None, Ahead(), people=1).step is Step.WAIT
    assert next_step(None, None, Ahead(), people=2).step is Step.BEGIN
    assert next_step(None, None, Ahead(), people=2, ended=True).step is Step.NOTHING
    assert next_step(SHAPES[0], standing(SHAPES[0], 0), Ahead(gone_by=True), people=2).step is Step.SAY


def test_a_shape_goes_forward_from_a_focus_to_one_decision() -> None:
    whole = SHAPES[0].model_dump(mode="json")
    first, *between, last = whole["phases"]
    for faulty in ([*between, last], [first, *between], [first, *reversed(between), last], [first, last, last]):
        with pytest.raises(ValueError, match="validation error"):
            Shape.model_validate({**whole, "phases": faulty})
    with pytest.raises(ValueError, match="The first thing to write is the focus"):
        Shape.model_validate({**whole, "phases": [{**first, "parts": []}, *between, last]})
    with pytest.raises(ValueError, match="only once"):
        Shape.model_validate({**whole, "phases": [first, between[0], between[0], *between[1:], last]})


def test_there_are_enough_cards_for_each_stage_and_none_says_what_another_says() -> None:
    cards = queries.cards()
    assert len(cards) >= 24
    assert len({card.slug for card in cards}) == len({card.question for card in cards}) == len(cards)
    assert {card.stage for card in cards} == set(Stage) - {Stage.DECIDE}
    assert all(card.question.rstrip().endswith(("?", ".")) and "?" in card.question for card in cards if card)


@given(st.uuids(), st.integers(1, 200), st.sampled_from(Stage))
@settings(max_examples=60)
def test_a_card_is_always_the_same_and_the_next_cycle_draws_another(group: UUID, number: int, stage: Stage) -> None:
    cards = queries.cards()
    assert drawn(cards, group, number, stage) == drawn(cards, group, number, stage)
    assert drawn(cards, group, number, stage) != drawn(cards, group, number + 1, stage)


def test_names_in_the_middle_of_a_sentence_are_noticed_and_beginnings_are_not() -> None:
    assert perhaps_names("Those who give up early, like Jamal and Mary-Ann.") == ["Jamal", "Mary-Ann"]
    assert perhaps_names("Quick. Quiet: Says little\nNew to English, in Year 5 on Monday") == []
    assert perhaps_names("we asked Ben about Phonics", ["Ben Carr", "Phonics"]) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"people": 1, "ago": 5}, Why.NEW),
        ({"people": 1, "ago": 40}, Why.UNANSWERED),
        ({"ago": 5}, Why.NEW),
        ({"ago": 40}, Why.NOT_BEGUN),
        ({"ago": 90, "finished": 10}, Why.FINISHED),
        ({"ago": 90, "finished": 30}, Why.NOT_BEGUN),
        ({"ago": 90, "finished": 30, "will_meet": True}, Why.WILL_MEET),
        ({"ago": 90, "moved": 50, "met": 3, "in_cycle": True}, Why.NOT_MOVED),
        ({"ago": 90, "moved": 50, "in_cycle": True, "will_meet": True}, Why.WILL_MEET),
        ({"ago": 90, "moved": 40, "met": 36, "in_cycle": True}, Why.NOT_MET),
        ({"ago": 90, "moved": 20, "met": 36, "in_cycle": True}, Why.NOT_MET),
        ({"ago": 90, "moved": 36, "met": 3, "in_cycle": True}, Why.MET),
        ({"ago": 90, "moved": 20, "met": 30, "in_cycle": True}, Why.MOVED),
        ({"ago": 90, "moved": 20, "in_cycle": True}, Why.MOVED),
    ],
)
def test_days_show_whether_a_group_is_stuck(facts: dict[str, int], expected: Why) -> None:
    from datetime import date, timedelta

    today = date(2026, 11, 20)

    def ago(name: str) -> date | None:
        return today - timedelta(days=facts[name]) if name in facts else None

    since = ago("ago")
    assert since
    days = Days(
        since=since,
        in_cycle=bool(facts.get("in_cycle")),
        moved_on=ago("moved"),
        finished_on=ago("finished"),
        met_on=ago("met"),
        will_meet=bool(facts.get("will_meet")),
        people=facts.get("people", 2),
    )
    assert why(days, today) is expected
    assert is_stuck(expected) == (expected in {Why.NOT_BEGUN, Why.NOT_MET, Why.NOT_MOVED, Why.UNANSWERED})
