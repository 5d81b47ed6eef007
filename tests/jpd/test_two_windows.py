"""What stands was said in another window: a form that was opened before it replaces nothing without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.factories.jpd import school_in, teacher
from tests.factories.topics import shipped
from tilth.jpd import actions, forms, queries
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
BASE = re.compile(r'name="base" value="(\w*)"')


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def base_in(page: str) -> str:
    found = BASE.search(page)
    assert found is not None
    return found[1]


@pytest.fixture
def ben(rowan: Partnership) -> Person:
    return teacher(rowan, 0, "Ben Carr", offers="phonics")


@pytest.fixture
def zebedee(rowan: Partnership) -> Person:
    return teacher(rowan, 1, "Zebedee Rowe")


def answers(*offers: str, **more: Any) -> dict[str, Any]:
    """What the page sends."""
    return {"offers": [str(shipped(slug).id) for slug in offers], "groups_at_once": "1", **more}


def test_an_old_window_loses_nothing_that_was_saved_and_nothing_that_was_typed(
    ben: Person, zebedee: Person, signed_in: Opened
) -> None:
    browser, page = signed_in(ben), reverse("jpd:offers")
    opened = base_in(text(browser.get(page)))
    private = {"apart": str(zebedee.id), "wants": str(shipped("oracy").id), "half_hours": "37", "base": opened}
    assert browser.post(page, answers("phonics", **private)).status_code == 302

    shown = text(browser.post(page, answers("phonics", "feedback", base=opened)))
    assert queries.reserves_of(ben) == [zebedee] and queries.wants_of(ben).exists()
    assert "Something else has been saved since you opened this page" in shown
    assert "Zebedee Rowe" in shown and shipped("oracy").name in shown and "Tuesday at" in shown  # what is saved now
    assert f'name="offers" value="{shipped("feedback").id}"' in shown  # what was typed

    anew = base_in(shown)
    assert anew != opened
    assert browser.post(page, answers("feedback", apart=str(zebedee.id), base=anew)).status_code == 302
    assert [each.topic for each in queries.offers_of(ben)] == [shipped("feedback")]
    assert queries.reserves_of(ben) == [zebedee]


def test_buttons_of_an_old_window_do_not_make_it_new(ben: Person, zebedee: Person, signed_in: Opened) -> None:
    browser, page = signed_in(ben), reverse("jpd:offers")
    opened = base_in(text(browser.get(page)))
    actions.say(by=ben, offers={shipped("phonics"): 2}, wants={}, apart=[zebedee])
    pressed = answers("phonics", base=opened) | {"wants-words": "ora", "find": "wants"}
    assert base_in(text(browser.post(page, pressed))) == opened


def test_the_same_answers_again_are_no_quarrel(ben: Person, signed_in: Opened) -> None:
    browser, page = signed_in(ben), reverse("jpd:offers")
    opened = base_in(text(browser.get(page)))
    actions.say(by=ben, offers={shipped("phonics"): 2}, wants={}, half_hours=queries.availability_of(ben).half_hours)
    assert browser.post(page, answers("phonics", base=opened)).status_code == 302


@pytest.mark.parametrize(
    "meanwhile",
    [{"offers": 3}, {"wants": 1}, {"half_hours": 8}, {"groups_at_once": 2}, {"opening_offer": True}],
    ids=str,
)
def test_whatever_was_said_meanwhile_is_noticed(ben: Person, meanwhile: dict[str, Any]) -> None:
    opened = forms.mark_of(forms.of_person(ben, QueryDict()), queries.availability_of(ben))
    offers = {shipped("phonics"): meanwhile.pop("offers", 2)}
    wants = {shipped("oracy"): level for level in (meanwhile.pop("wants", 0),) if level}
    actions.say(by=ben, offers=offers, wants=wants, **meanwhile)
    with pytest.raises(actions.SaidMeanwhile):
        actions.say(by=ben, offers={}, wants={}, base=opened)
    assert queries.offers_of(ben).exists()


def test_two_leaders_do_not_wipe_out_what_the_other_said_for_the_school(
    rowan: Partnership, ada: Person, signed_in: Opened
) -> None:
    school = school_in(rowan, 0)
    browser, page = signed_in(ada), reverse("jpd:school", args=[school.id])
    opened = base_in(text(browser.get(page)))
    actions.say_for_school(by=ada, school=school, offers={shipped("phonics"): 3}, wants={})
    shown = text(browser.post(page, answers("oracy", base=opened)))
    assert "Something else has been saved since you opened this page" in shown
    assert [each.topic for each in queries.school_offers(school)] == [shipped("phonics")]
    assert browser.post(page, answers("oracy", base=base_in(shown))).status_code == 302
    assert [each.topic for each in queries.school_offers(school)] == [shipped("oracy")]
