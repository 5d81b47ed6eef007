"""What changed from one edition to the next."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.maturity.domain.agreeing import Claim, standing, waiting
from tilth.maturity.domain.editing import Way, changes, line_by_line, reworded, says_the_same, without, word_by_word
from tilth.maturity.domain.model import house

pytestmark = pytest.mark.alike

SENTENCE = st.lists(st.sampled_from(["we", "meet", "on", "Tuesdays", "and", "talk"]), max_size=9).map(" ".join)
STRAND = st.sampled_from(house().strands)


@given(SENTENCE, SENTENCE)
def test_both_texts_can_be_put_together_from_the_parts(before: str, after: str) -> None:
    parts = word_by_word(before, after)
    assert " ".join(part.text for part in parts if part.kind != "new") == before
    assert " ".join(part.text for part in parts if part.kind != "gone") == after
    assert all(part.kind == "same" for part in parts) == (before == after)


@given(STRAND)
def test_a_dropped_strand_leaves_no_link_behind_and_the_others_as_they_were(strand: object) -> None:
    slug = strand.slug  # type: ignore[attr-defined]
    less = without(house(), slug)
    assert slug not in {*less.links.named(), *less.key}
    ways = {each.slug: each.way for each in changes(house(), less)}
    assert ways.pop(slug) is Way.DROPPED
    assert set(ways.values()) == {Way.SAME}


@given(STRAND, st.integers(0, 3), st.text("abc ", min_size=1, max_size=20).map(str.strip).filter(bool))
def test_other_words_of_one_stage_change_that_strand_alone(strand: object, stage: int, words: str) -> None:
    stages = list(strand.stages)  # type: ignore[attr-defined]
    stages[stage] = stages[stage].model_copy(update={"says": words})
    after = reworded(house(), strand.model_copy(update={"stages": tuple(stages)}))  # type: ignore[attr-defined]
    found = [each for each in changes(house(), after) if each.way is not Way.SAME]
    assert [(each.slug, each.way) for each in found] == [(strand.slug, Way.REWORDED)]  # type: ignore[attr-defined]
    assert [each.stage for each in found[0].stages if each.changed] == [stage]
    assert after.version == house().version + 1


@given(st.lists(SENTENCE, max_size=6), st.lists(SENTENCE, max_size=6))
def test_both_lists_can_be_put_together_from_the_lines(before: list[str], after: list[str]) -> None:
    parts = line_by_line(before, after)
    assert [part.text for part in parts if part.kind != "new"] == before
    assert [part.text for part in parts if part.kind != "gone"] == after
    assert all(part.kind == "same" for part in parts) == (before == after)


SLUGS = [each.slug for each in house().strands]
OLD, NEW = UUID(int=1), UUID(int=2)


@given(st.lists(st.tuples(st.sampled_from(SLUGS), st.booleans()), max_size=6))
def test_whatever_is_edited_the_same_words_stay_claimed_and_the_rest_waits(edits: list[tuple[str, bool]]) -> None:
    model, touched = house(), set()
    for slug, only_measured in edits:
        strand = model.strand(slug)
        assert strand is not None
        update = {"indicators": ()} if only_measured else {"name": f"{strand.name}!"}
        model = reworded(model, strand.model_copy(update=update))
        touched |= set() if only_measured else {slug}
    assert model.version == house().version + len(edits)
    assert [each.slug for each in model.strands] == SLUGS
    said = [Claim(UUID(int=10), slug, 1, datetime(2026, 5, 1, tzinfo=UTC), OLD) for slug in SLUGS]
    pairs = zip(house().strands, model.strands, strict=True)
    same = {now.slug: frozenset({OLD}) for before, now in pairs if says_the_same(before, now)}
    held = standing(said, NEW, same)
    assert set(held) == set(SLUGS) - touched
    assert {each.strand for each in waiting(said, held, SLUGS)} == touched
