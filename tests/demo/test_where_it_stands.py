"""What the invented people say of themselves: every mark means something, and nobody is left without words."""

from __future__ import annotations

import tomllib
from random import Random

import pytest

from tilth.demo import looking, placing
from tilth.demo.cast import BRIDES, ROWAN
from tilth.demo.placing import STRANDS, Mind, Voices, stage_of
from tilth.maturity.domain.model import STAGES, house

pytestmark = pytest.mark.alike
MINDS = (
    *placing.FIRST.values(),
    *placing.SECOND.values(),
    *placing.BETWEEN,
    *(placing.LARCH_FIRST, placing.LARCH_NOW, placing.OPEN_AT_HOLLINS, placing.OPEN_AT_ALDER, placing.AT_QUAYSIDE),
)


def test_the_strands_are_those_of_the_model() -> None:
    assert tuple(each.slug for each in house().strands) == STRANDS
    assert house().key == placing.KEY


@pytest.mark.parametrize("mind", MINDS, ids=str)
def test_a_mark_is_a_stage_and_where_they_do_not_agree_they_say_why(mind: Mind) -> None:
    said = mind.said()
    assert all(stage is None or 0 <= stage < STAGES for stage in said.values())
    assert set(mind.why) <= set(said)


def test_nobody_agrees_to_disagree_without_a_word() -> None:
    for mind in MINDS:
        for strand, stage in mind.said().items():
            assert stage is not None or mind.why[strand]


def test_there_is_a_sentence_for_each_strand_and_stage_on_both_sides() -> None:
    sayings = tomllib.loads(placing.SAYINGS.read_text(encoding="utf-8"))
    assert set(sayings) == set(STRANDS)
    for sides in sayings.values():
        for stages in (sides["within"], sides["between"]):
            assert len(stages) == STAGES
            assert all(0 < len(words) <= 600 for stage in stages for words in stage)
            assert all(stages)


def test_nobody_repeats_a_sentence_in_one_assessment() -> None:
    voices = Voices("within", Random(1), set())
    said = [voices.words(strand, 1) for strand in STRANDS for _ in range(9)]
    spoken = [words for words in said if words]
    assert len(spoken) == len(set(spoken)) > len(STRANDS)


def test_a_head_sees_more_trust_than_teachers_where_trust_is_overestimated() -> None:
    mind = placing.SECOND[BRIDES]
    seen = {
        kind: [stage_of(placing.TRUST, mind, kind, Random(seed)) or 0 for seed in range(40)]
        for kind in ("headteacher", "teacher")
    }
    assert sum(seen["headteacher"]) / 40 - sum(seen["teacher"]) / 40 > 2


def test_students_are_asked_only_about_what_they_can_see() -> None:
    mind = placing.OPEN_AT_ALDER
    placed = {strand for strand in STRANDS if stage_of(strand, mind, "student", Random(3)) is not None}
    assert placed == set(placing.PUBLIC)


def test_the_familys_own_words_are_other_words_for_the_same_strand() -> None:
    before = house().strand(placing.TALENT)
    assert before is not None
    after = looking.reworded(before)
    assert after.slug == before.slug
    assert all(one.says != other.says for one, other in zip(before.stages, after.stages, strict=True))


def test_schools_look_at_partners_and_not_at_themselves() -> None:
    for look in (*looking.LOOKS, looking.WAITING, looking.WAITING_IN_SHORT):
        asks, asked = look.schools
        assert asks != asked
        assert {asks, asked} <= set(ROWAN)
