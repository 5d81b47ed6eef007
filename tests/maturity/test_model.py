"""The model as it is shipped, and what no model may be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tilth.audits.queries import house as instruments
from tilth.maturity.domain.model import STAGES, Model, Side, house

MODEL = house()


def test_it_has_twelve_strands_of_four_stages_in_three_dimensions() -> None:
    assert [len(MODEL.of(each)) for each in MODEL.dimensions] == [4, 4, 4]
    assert [len(strand.stages) for strand in MODEL.strands] == [STAGES] * 12


@pytest.mark.parametrize("strand", MODEL.strands, ids=lambda each: each.short)
def test_each_stage_says_what_is_seen_within_and_between(strand) -> None:  # type: ignore[no-untyped-def]
    for stage in strand.stages:
        assert stage.signs(Side.WITHIN) and stage.signs(Side.BETWEEN)
    assert strand.indicators or strand.unmeasured


def test_no_sentence_stands_twice() -> None:
    stages = [stage for strand in MODEL.strands for stage in strand.stages]
    said = [words for stage in stages for words in (stage.says, *stage.within, *stage.between)]
    assert len(set(said)) == len(said)


def test_voices_are_strands_that_people_are_asked_about() -> None:
    asked = {instrument.strand for instrument in instruments()}
    assert {strand.voice for strand in MODEL.strands if strand.voice} <= asked


@pytest.mark.parametrize(
    "wrong",
    [
        {"links": {"last": "no-such-strand"}},
        {"strands": [*MODEL.model_dump()["strands"], MODEL.model_dump()["strands"][0]]},
        {"stages": MODEL.model_dump()["stages"][:3]},
        {"dimensions": MODEL.model_dump()["dimensions"][:2]},
    ],
    ids=["a link to nowhere", "a strand twice", "three stages", "a dimension missing"],
)
def test_what_does_not_hold_together_is_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValidationError):
        Model.model_validate({**MODEL.model_dump(), **wrong})
