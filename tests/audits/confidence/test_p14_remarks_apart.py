"""P14: what people wrote never meets what they chose: no common key, no common order, no place beside a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from tests.audits.answering import answer, answered_wave
from tests.audits.confidence.chance import keep_the_same_order
from tests.audits.confidence.kept import left_of_a_wave
from tests.audits.confidence.naive import quotes
from tests.audits.sheets import cast, emptied, wave
from tests.factories.audits import closed_wave, school_of
from tilth.audits.domain.counting import count
from tilth.audits.queries.instruments import of_house
from tilth.trays import actions as trays

ITEMS = of_house("staff-head")
PEOPLE = 14
REMARKS = [f"Remark {number:02}" for number in range(PEOPLE)]
Publishes = Callable[[Sequence[bytes], Sequence[str]], Sequence[str]]
Keeps = Callable[[Sequence[bytes], Sequence[str]], str]


def tells_the_order(publishes: Publishes) -> bool:
    """Whether remarks come out in an order that has to do with the sheets, which went in with them."""
    sheets = sorted(cast(ITEMS, PEOPLE, seed=3, mood=0))
    return keep_the_same_order(lambda: (REMARKS, publishes(sheets, REMARKS)))


def joins(keeps: Keeps) -> bool:
    """Whether what is kept depends on who wrote what: the same remarks are dealt anew among the same sheets."""
    sheets = cast(ITEMS, PEOPLE, seed=3, mood=0)
    dealt = Random(5).sample(REMARKS, PEOPLE)
    return keeps(sheets, REMARKS) != keeps(sheets, dealt)


def published(sheets: Sequence[bytes], remarks: Sequence[str]) -> Sequence[str]:
    found = count(wave(ITEMS, remarks=True), [emptied(sheets, remarks=remarks)])["hollins"].remarks
    assert isinstance(found, tuple)
    return found


def test_remarks_are_published_in_an_order_that_tells_nothing() -> None:
    assert not tells_the_order(published)


def test_remarks_in_the_order_of_the_sheets_are_found_out() -> None:
    assert tells_the_order(quotes.in_order)


def test_remarks_sorted_by_how_content_people_are_are_found_out() -> None:
    assert tells_the_order(lambda sheets, remarks: quotes.by_score(ITEMS, sheets, remarks))


@pytest.mark.django_db
def test_nothing_that_is_left_of_a_wave_tells_who_wrote_what() -> None:
    school = school_of(PEOPLE)
    assert not joins(lambda sheets, remarks: _without_order(left_of_a_wave(school, sheets, remarks)))


def _without_order(text: str) -> str:
    """The order of the remarks is chance, which is looked at by itself: every remark reads the same here."""
    assert all(text.count(remark) == 1 for remark in REMARKS)
    for remark in REMARKS:
        text = text.replace(remark, "Remark")
    return text


def test_a_quotation_beside_its_score_is_found_out() -> None:
    assert joins(lambda sheets, remarks: quotes.beside_scores(ITEMS, sheets, remarks))


@pytest.mark.alike
@pytest.mark.django_db
def test_sheets_and_remarks_leave_their_box_in_no_common_order() -> None:
    opened, here = answered_wave(PEOPLE, remarks=True)
    sheets = [bytes([0, 1 + number // 4, 1 + number % 4, *bytes(len(ITEMS.items) - 2)]) for number in range(PEOPLE)]
    answer(here.box, sheets, REMARKS)
    closed_wave(opened)
    of_sheet, of_remark = dict(zip(sheets, range(PEOPLE), strict=True)), dict(zip(REMARKS, range(PEOPLE), strict=True))

    def both() -> tuple[list[int], list[int]]:
        found = trays.empty(key=here.box)
        return [of_sheet[sheet] for sheet in found.sheets], [of_remark[remark] for remark in found.remarks]

    assert not keep_the_same_order(both)
