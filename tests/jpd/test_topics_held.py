"""Topics that somebody holds are kept, whoever wrote them has gone; what nobody knows is refused and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.jpd import school_in, teacher
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.topics.models import Topic

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
GONE = "cannot be chosen any more"


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


@pytest.fixture
def ben(rowan: Partnership) -> Person:
    return teacher(rowan, 0, "Ben Carr")


@pytest.fixture
def dogs(rowan: Partnership) -> Topic:
    """A topic in the words of a colleague who has left her school."""
    asha = teacher(rowan, 1, "Asha Raman")
    topic = actions.add_own_words(by=asha, name="Reading to dogs")
    asha.roles.update(ends_on=timezone.localdate() - timedelta(days=15))
    return topic


def answers(*offers: Any, **more: Any) -> dict[str, Any]:
    return {"offers": [str(each) for each in offers], "groups_at_once": "1", **more}


def test_what_is_offered_in_the_words_of_somebody_gone_stays_offered(
    ben: Person, dogs: Topic, signed_in: Opened
) -> None:
    actions.say(by=ben, offers={dogs: 3}, wants={})
    browser, page = signed_in(ben), reverse("jpd:offers")
    assert f'name="offers" value="{dogs.id}"' in text(browser.get(page))
    said = answers(dogs.id, **{f"offers-{dogs.id}": "3"})
    assert "Reading to dogs" in text(browser.post(page, {**said, "wants-words": "ora", "find": "wants"}))
    assert browser.post(page, said).status_code == 302
    assert [(each.topic, each.level) for each in queries.offers_of(ben)] == [(dogs, 3)]
    assert browser.post(page, answers(wants=str(dogs.id))).status_code == 302  # from one side to the other
    assert [each.topic for each in queries.wants_of(ben)] == [dogs]


def test_a_school_keeps_what_it_holds(rowan: Partnership, ada: Person, dogs: Topic, signed_in: Opened) -> None:
    school = school_in(rowan, 0)
    actions.say_for_school(by=ada, school=school, offers={}, wants={dogs: 1})
    path = reverse("jpd:school", args=[school.id])
    assert signed_in(ada).post(path, {"wants": str(dogs.id)}).status_code == 302
    assert [each.topic for each in queries.school_wants(school)] == [dogs]


@pytest.mark.parametrize("side", ["offers", "wants", "apart"])
@pytest.mark.parametrize("odd", ["6f1c2f5e-5d0f-4a5e-9b57-0c8f8f1f0d11", "x"])
def test_what_nobody_knows_is_refused_where_it_was_chosen_and_the_rest_is_kept(
    ben: Person, signed_in: Opened, side: str, odd: str
) -> None:
    browser, page, phonics = signed_in(ben), reverse("jpd:offers"), shipped("phonics")
    said = answers(phonics.id)
    said[side] = [*said.get(side, []), odd]
    shown = text(browser.post(page, said))
    assert shown.count(GONE) == 2 and "govuk-error-summary" in shown  # above, and at the question
    assert not queries.offers_of(ben).exists()
    assert f'name="offers" value="{phonics.id}"' in shown and f'value="{odd}"' not in shown


def test_what_is_gone_is_said_when_a_button_is_pressed_too(ben: Person, dogs: Topic, signed_in: Opened) -> None:
    pressed = answers(dogs.id) | {"offers-words": "phon", "find": "offers"}
    assert GONE in text(signed_in(ben).post(reverse("jpd:offers"), pressed))


def test_no_group_is_formed_without_a_colleague_who_was_chosen_and_is_gone(
    rowan: Partnership, ben: Person, eve: Person, signed_in: Opened
) -> None:
    mina = teacher(rowan, 1, "Mina Sol")
    said = {"people": [str(mina.id), str(eve.id)], "topics": str(shipped("phonics").id), "kind": "exchange"}
    assert GONE in text(signed_in(ben).post(reverse("jpd:form_group", args=[rowan.id]), said))
    assert not queries.groups_of(ben).exists()
