"""What comes of results: promises and their days, and agreeing to be named."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import publications as made
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.publications import publish, published, somebody
from tilth.audits import actions, tasks
from tilth.audits.models import Commitment, Naming, Prediction, Wave, WaveSchool
from tilth.audits.queries import results
from tilth.demo import clock
from tilth.notices.models import Notice
from tilth.notices.queries import needs_of
from tilth.people.models import Person, Role
from tilth.people.queries import heads_of
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db
TRUST = "high-social-capital"


@pytest.fixture
def place() -> WaveSchool:
    return publish(published())


@pytest.fixture
def ada(place: WaveSchool) -> Person:
    return heads_of(place.school, timezone.localdate()).get()


@pytest.fixture
def ben(place: WaveSchool) -> Person:
    return somebody(place.school)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def to(name: str, key: Any) -> str:
    return reverse(f"audits:{name}", args=[key.id])


def page_of(person: Person, name: str, key: Any) -> str:
    answer = client_of(person).get(to(name, key))
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def promised(place: WaveSchool, by: Person, owner: Person, **other: Any) -> Commitment:
    known = {
        "item": "consultation",
        "heard": "Decisions come too late for your views to count.",
        "promised": "Every larger decision comes to the staff meeting two weeks before it is made.",
        "due_on": timezone.localdate() + timedelta(days=30),
    }
    return actions.commit(by=by, wave_school=place, owner=owner, **{**known, **other})


# --- promises -----------------------------------------------------------------------------------


def test_a_promise_is_made_on_its_page_and_everybody_who_was_asked_reads_it(
    place: WaveSchool, ada: Person, ben: Person
) -> None:
    said = {"item": "consultation", "heard": "Too late.", "promised": "Earlier.", "owner": str(ben.id)}
    due = timezone.localdate() + timedelta(days=9)
    answer = client_of(ada).post(to("commit", place), {**said, "due_on": due.isoformat()})
    assert answer.status_code == 302
    mine = page_of(ben, "commitments", place)
    assert "Too late." in mine and "Earlier." in mine and ben.name in mine
    assert "Earlier." in page_of(ben, "results", place)
    assert Notice.objects.filter(person=ben, kind="audits.promised").get().link.endswith("/")
    reply = Notice.objects.filter(kind="audits.reply")
    assert {notice.person for notice in reply} == {ada, ben}
    assert not reply.filter(asks=True).exists()


@pytest.mark.parametrize("kind", [Role.Kind.TEACHER, Role.Kind.GOVERNOR, Role.Kind.BUSINESS_MANAGER])
def test_only_those_who_lead_promise(place: WaveSchool, kind: str) -> None:
    assert client_of(somebody(place.school, kind)).get(to("commit", place)).status_code == 404
    assert client_of(somebody(place.school, Role.Kind.SENIOR_LEADER)).get(to("commit", place)).status_code == 200


def test_a_promise_needs_a_day_to_come_and_somebody_who_works_there(place: WaveSchool, ada: Person) -> None:
    outsider = PersonFactory()
    gone = RoleFactory(school=place.school, ends_on=timezone.localdate() - timedelta(days=1)).person
    for owner in (outsider, gone, somebody(place.school, Role.Kind.GOVERNOR)):
        with pytest.raises(actions.WillNotDo):
            promised(place, ada, owner)
    with pytest.raises(actions.WillNotDo):
        promised(place, ada, ada, due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(actions.WillNotDo):
        promised(place, ada, ada, item="something else")
    answer = client_of(ada).post(to("commit", place), {"heard": "x", "promised": "y", "owner": str(outsider.id)})
    assert answer.status_code == 200 and "govuk-error-summary" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_school_does_not_promise_more_than_it_can_keep(place: WaveSchool, ada: Person) -> None:
    for _number in range(6):
        last = promised(place, ada, ada)
    with pytest.raises(actions.WillNotDo, match="6 promises are open"):
        promised(place, ada, ada)
    actions.settle_commitment(by=ada, commitment=last, state="kept", outcome="Done.")
    assert promised(place, ada, ada).state == "promised"


def test_an_overdue_promise_stands_on_its_owners_first_page_until_something_is_said_of_it(
    place: WaveSchool, ada: Person, ben: Person
) -> None:
    commitment = promised(place, ada, ben, due_on=timezone.localdate())
    with clock.at(timezone.localdate() + timedelta(days=1)):
        assert tasks.ask_what_came_of_promises.func() == 1
        assert tasks.ask_what_came_of_promises.func() == 0, "who is asked already is not asked again"
    assert [notice.kind for notice in needs_of(ben)] == ["audits.overdue"]
    assert not needs_of(ada)
    answer = client_of(ben).post(to("settle", commitment), {"state": "kept", "outcome": "Since May it does."})
    assert answer.status_code == 302
    assert not needs_of(ben)
    assert "Since May it does." in page_of(ada, "commitments", place)
    with clock.at(timezone.localdate() + timedelta(days=2)):
        assert tasks.ask_what_came_of_promises.func() == 0


def test_a_promise_is_settled_once_by_its_owner_or_a_leader_and_says_what_came_of_it(
    place: WaveSchool, ada: Person, ben: Person
) -> None:
    commitment = promised(place, ada, ben)
    assert client_of(somebody(place.school)).get(to("settle", commitment)).status_code == 404
    assert "This needs an answer" in html.unescape(
        client_of(ada).post(to("settle", commitment), {"state": "dropped"}).content.decode()
    )
    actions.settle_commitment(by=ada, commitment=commitment, state="dropped", outcome="The budget was cut.")
    with pytest.raises(actions.NotNow):
        actions.settle_commitment(by=ben, commitment=commitment, state="kept", outcome="It was.")
    assert "The budget was cut." in page_of(ben, "settle", commitment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(id=commitment.id).update(outcome="")


def test_the_next_invitation_brings_what_came_of_the_last_time(place: WaveSchool, ada: Person) -> None:
    old = publish(published(closed=made.CLOSED - timedelta(days=300)), school=place.school)
    promised(old, ada, ada, promised="An old promise.")
    kept = promised(place, ada, ada)
    actions.settle_commitment(by=ada, commitment=kept, state="kept", outcome="It does.")
    still = promised(place, ada, ada)
    assert set(results.replies_for(place.school, "staff-head")) == {kept, still}
    assert results.replies_for(place.school, "pulse") == []


def test_what_comes_of_results_stands_on_the_trail(place: WaveSchool, ada: Person) -> None:
    commitment = promised(place, ada, ada)
    actions.settle_commitment(by=ada, commitment=commitment, state="kept", outcome="Done.")
    assert list(Entry.objects.order_by("at").values_list("act", flat=True)) == [
        "audits.promised",
        "audits.promise_kept",
    ]


def test_nothing_is_promised_before_there_are_results(place: WaveSchool, ada: Person) -> None:
    Wave.objects.filter(id=place.wave_id).update(phase=Wave.Phase.CLOSED)
    place.wave.refresh_from_db()
    with pytest.raises(actions.NotNow):
        promised(place, ada, ada)
    with pytest.raises(actions.NotNow):
        actions.agree_to_be_named(by=ada, wave_school=place)


# --- what a head decides ------------------------------------------------------------------------


def test_only_who_sealed_a_prediction_shows_it(place: WaveSchool, ada: Person, ben: Person) -> None:
    Prediction.objects.create(wave_school=place, person=ada, expected={"support": 70}, sealed_at=timezone.now())
    with pytest.raises(actions.NotNow):
        actions.share_prediction(by=ben, wave_school=place)
    assert actions.share_prediction(by=ada, wave_school=place).shared
    actions.share_prediction(by=ada, wave_school=place)
    assert Entry.objects.filter(act="audits.prediction_shared").count() == 1


def test_a_school_that_asks_alone_is_not_named_to_anybody(place: WaveSchool, ada: Person) -> None:
    with pytest.raises(actions.NotNow):
        actions.agree_to_be_named(by=ada, wave_school=place)


def test_agreeing_twice_and_taking_back_twice_does_no_harm() -> None:
    place = publish(published(), partnership=PartnershipFactory())
    ada = heads_of(place.school, timezone.localdate()).get()
    for _twice in range(2):
        actions.agree_to_be_named(by=ada, wave_school=place)
    for _twice in range(2):
        actions.take_back_naming(by=ada, wave_school=place)
    assert not Naming.objects.exists()
    assert Entry.objects.count() == 2
