"""Pages about the words for practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import PersonFactory
from tests.factories.topics import shipped
from tilth.people.models import Person
from tilth.topics import actions, queries
from tilth.topics.models import Topic

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]


@pytest.fixture
def signed_in() -> Opened:
    """A browser in which a person is signed in."""

    def opened(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_everybody_who_is_signed_in_can_read_and_search_the_words(signed_in: Opened) -> None:
    browser = signed_in(PersonFactory())
    assert "Phonics routines" in text(browser.get(reverse("topics:browse")))
    found = text(browser.get(reverse("topics:browse"), {"q": "marking"}))
    assert "Feedback that moves learning on" in found and "Phonics routines" not in found


def test_typing_brings_the_found_topics_alone(signed_in: Opened) -> None:
    found = text(signed_in(PersonFactory()).get(reverse("topics:browse"), {"q": "proof"}, HTTP_HX_REQUEST="true"))
    assert "Proof" in found and "<html" not in found


def test_own_words_are_found_by_their_writer_alone(signed_in: Opened) -> None:
    writer = PersonFactory()
    actions.suggest(by=writer, name="Reading to dogs")
    page = reverse("topics:browse")
    assert "Reading to dogs" in text(signed_in(writer).get(page, {"q": "dogs"}))
    assert "Reading to dogs" not in text(signed_in(PersonFactory()).get(page, {"q": "dogs"}))


def test_who_runs_the_installation_merges_and_takes_up(signed_in: Opened) -> None:
    browser = signed_in(PersonFactory(is_operator=True))
    quiz = actions.suggest(by=PersonFactory(), name="Quizzing on Fridays")
    dogs = actions.suggest(by=PersonFactory(), name="Reading to dogs")
    assert "used by 1 person" in text(browser.get(reverse("topics:suggested")))
    merge = reverse("topics:merge", kwargs={"key": quiz.id})
    assert "govuk-error-summary" in text(browser.post(merge, {"into": ""}))
    browser.post(merge, {"into": shipped("retrieval-practice").id})
    browser.post(reverse("topics:take_up", kwargs={"key": dogs.id}), {"area": shipped("reading").id})
    assert Topic.objects.get(id=quiz.id).state == Topic.State.MERGED
    assert Topic.objects.get(id=dogs.id) in queries.usable()
    assert "No words are waiting" in text(browser.get(reverse("topics:suggested")))


def test_nobody_else_tends_the_words(signed_in: Opened) -> None:
    topic = actions.suggest(by=PersonFactory(), name="Reading to dogs")
    browser = signed_in(PersonFactory())
    for name in ("take_up", "merge"):
        assert browser.post(reverse(f"topics:{name}", kwargs={"key": topic.id})).status_code == 404
    assert browser.get(reverse("topics:suggested")).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_own_words_are_listed_with_as_many_queries_for_one_as_for_three(
    many: int, signed_in: Opened, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        actions.suggest(by=PersonFactory(), name=f"Words {'abc'[number]}lpha")
    browser = signed_in(PersonFactory(is_operator=True))
    browser.get(reverse("topics:suggested"))
    with django_assert_num_queries(3):
        browser.get(reverse("topics:suggested"))
