"""What somebody who comes for the first time stumbles over: labels, dates left behind, and answers that say nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.maturity import JPD, TRUST, claimed, leaders, of_partnership, opened, placed
from tests.factories.partnerships import family, heads
from tests.maturity.test_carrying import publish, school_of, signed_in
from tilth.maturity import actions
from tilth.maturity.queries.subjects import of_school

pytestmark = pytest.mark.django_db
PAST = "2026-01-05"


@pytest.fixture
def rowan() -> Any:
    return family(3)


def talking(rowan: Any) -> Any:
    assessment = opened(of_partnership(rowan), heads(rowan))
    for who in heads(rowan):
        placed(assessment, who, {JPD: 2})
    assessment.refresh_from_db()
    return assessment


def test_each_box_of_a_page_with_two_forms_has_a_name_of_its_own(rowan: Any) -> None:
    head, assessment = heads(rowan)[0], talking(rowan)
    actions.agree(by=head, assessment=assessment, strand=JPD, stage=2)
    page = signed_in(head).get(reverse("maturity:spread", args=[assessment.id, JPD])).content.decode()
    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


def test_an_objection_without_words_says_so_where_one_can_see_it(rowan: Any) -> None:
    head, assessment = heads(rowan)[0], talking(rowan)
    said = actions.agree(by=head, assessment=assessment, strand=JPD, stage=2)
    page = signed_in(head).post(reverse("maturity:object", args=[said.id]), {"words": ""}).content.decode()
    assert re.search(r"<details[^>]* open[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*I see it otherwise", page)


def test_who_asked_for_a_look_is_not_asked_what_they_see(rowan: Any) -> None:
    one, other, _third = heads(rowan)
    school = school_of(one)
    said = claimed(of_school(school), leaders(school), {TRUST: 2})
    look = actions.ask_look(by=one, agreement=said[TRUST], partner=school_of(other))
    there = reverse("maturity:look", args=[look.id])
    assert "What do you see?" not in signed_in(one).get(there).content.decode()
    assert "What do you see?" in signed_in(other).get(there).content.decode()


def test_where_a_group_does_not_agree_its_page_says_so(rowan: Any) -> None:
    head, assessment = heads(rowan)[0], talking(rowan)
    actions.agree(by=head, assessment=assessment, strand=JPD, stage=None, words="Two see it, one does not.")
    actions.end(by=head, assessment=assessment)
    page = signed_in(head).get(reverse("maturity:partnership", args=[rowan.id])).content.decode()
    assert "Two see it, one does not." in page
    assert "we do not agree" in page


def test_a_past_day_offers_nothing_to_begin_and_keeps_its_day(rowan: Any) -> None:
    head = heads(rowan)[0]
    claimed(of_partnership(rowan), heads(rowan), {JPD: 3})
    opened(of_partnership(rowan), heads(rowan))
    there = reverse("maturity:partnership", args=[rowan.id])
    page = signed_in(head).get(there, {"on": PAST}).content.decode()
    assert "Back to today" in page
    assert "An assessment goes on" not in page
    assert reverse("maturity:begin_step", args=[rowan.id]) not in page
    for name in ("board", "direction", "capital"):
        assert f"{reverse(f'maturity:{name}', args=[rowan.id])}?on={PAST}" in page
    assert "Back to today" not in signed_in(head).get(there).content.decode()


def test_nothing_is_done_where_nothing_was_chosen(rowan: Any) -> None:
    head = heads(rowan)[0]
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2})
    publish(rowan)
    there = reverse("maturity:carry", args=[rowan.id])
    base = re.search(r'name="base" value="(\d+)"', signed_in(head).get(there).content.decode())
    assert base
    answer = signed_in(head).post(there, {"base": base[1]})
    assert answer.status_code == 200
    assert "whether it still holds" in answer.content.decode()


def test_a_school_reads_the_words_its_partnership_uses(rowan: Any) -> None:
    head = heads(rowan)[0]
    school = school_of(head)
    page = signed_in(head).get(reverse("maturity:school", args=[school.id])).content.decode()
    assert reverse("maturity:model", args=[rowan.id]) in page


@pytest.mark.parametrize(("asked", "why"), [("2199-01-01", "Choose a day that has been"), ("soon", "Enter a day")])
def test_a_day_that_nobody_can_look_back_to_is_refused_where_it_was_asked_for(rowan: Any, asked: str, why: str) -> None:
    head = signed_in(heads(rowan)[0])
    for name in ("maturity:partnership", "maturity:board"):
        there = reverse(name, args=[rowan.id])
        page, as_today = (head.get(there, said).content.decode() for said in ({"on": asked}, {}))
        assert re.search(rf'class="govuk-error-message".{{0,200}}{why}', page, re.DOTALL)
        assert "govuk-error-message" not in as_today
