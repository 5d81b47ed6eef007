"""Being forgotten: asked for, waited for, and then thorough. First there is something of everything to forget."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import PersonFactory, RoleFactory, SchoolClassFactory, student_in, teacher_of
from tests.people.test_sign_in import ask, code_in_last_mail
from tilth.people.actions import classes, erasures, myself
from tilth.people.models import ErasureRequest, Person, Role, Sharing, Source, SourceId, StudentWord
from tilth.people.signals import person_erased
from tilth.trail.models import Entry

Browser = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(client: Client) -> Person:
    """Somebody signed in by code, who has everything that can be had."""
    oak = SchoolClassFactory()
    ben = teacher_of(oak, name="Ben Hartley", email="ben@hollins.example")
    SourceId.objects.create(person=ben, school=oak.school, source=Source.SDS, value="T-0042")
    Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Ben's phone", "credential": {}})
    SocialAccount.objects.create(user=ben, provider="school", uid="ben-at-hollins")
    myself.share(by=ben, show_email=True)
    myself.ask_for_address(by=ben, email="hartley@hollins.example")
    ask(client, "ben@hollins.example")
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    return ben


@pytest.fixture
def request_of_ben(ben: Person) -> ErasureRequest:
    return erasures.ask_erasure(by=ben)


@pytest.fixture
def head(ben: Person) -> Person:
    school = ben.roles.get().school
    return RoleFactory(school=school, kind=Role.Kind.HEADTEACHER, person__email="head@hollins.example").person


PERSONAL = ("Ben Hartley", "ben@hollins", "hartley@hollins", "T-0042", "Ben's phone", "ben-at-hollins")


def rows_with(*texts: str) -> list[str]:
    """Every table with a row that holds one of the texts, sessions aside: those are signed, and end by themselves."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            if any(text in str(row) for text in texts):
                found.append(model.__name__)
    return found


def test_nothing_personal_is_left_in_any_table(request_of_ben: ErasureRequest) -> None:
    assert {"Person", "SourceId", "Authenticator", "SocialAccount", "AddressChange"} <= set(rows_with(*PERSONAL))
    erasures.erase(by=None, request=request_of_ben)
    assert rows_with(*PERSONAL) == []


def test_the_row_and_its_trail_stand(request_of_ben: ErasureRequest, ben: Person) -> None:
    before = set(Entry.objects.filter(concerns__key=ben.id).values_list("id", flat=True))
    erasures.erase(by=None, request=request_of_ben)
    after = set(Entry.objects.filter(concerns__key=ben.id).values_list("id", flat=True))
    assert before < after
    assert str(Person.objects.get(id=ben.id)) == "Somebody who left"


def test_who_is_forgotten_is_signed_out_and_cannot_come_back(
    request_of_ben: ErasureRequest, ben: Person, client: Client
) -> None:
    assert client.get(reverse("people:me")).status_code == 200
    erasures.erase(by=None, request=request_of_ben)
    assert client.get(reverse("people:me")).status_code == 302
    assert not UserSession.objects.filter(user=ben).exists()


def test_roles_end(request_of_ben: ErasureRequest, ben: Person) -> None:
    erasures.erase(by=None, request=request_of_ben)
    assert list(ben.roles.values_list("ends_on", "subject")) == [(timezone.localdate(), "")]


def test_a_students_words_go_too() -> None:
    oak = SchoolClassFactory()
    dot = student_in(oak)
    classes.print_slips(by=teacher_of(oak), school_class=oak, students=[dot])
    erasures.erase(by=None, request=erasures.ask_erasure(by=dot))
    assert not StudentWord.objects.exists()


@pytest.fixture
def heard() -> Iterator[list[Person]]:
    people: list[Person] = []

    def hear(person: Person, **_: Any) -> None:
        people.append(person)

    person_erased.connect(hear)
    yield people
    person_erased.disconnect(hear)


def test_parts_above_are_told(request_of_ben: ErasureRequest, heard: list[Person], ben: Person) -> None:
    erasures.erase(by=None, request=request_of_ben)
    assert heard == [ben]


def test_it_happens_by_itself_on_its_day_and_not_before(request_of_ben: ErasureRequest) -> None:
    assert erasures.carry_out_due_erasures() == 0
    ErasureRequest.objects.update(due_on=timezone.localdate())
    assert erasures.carry_out_due_erasures() == 1
    assert erasures.carry_out_due_erasures() == 0


def test_it_waits_thirty_days(request_of_ben: ErasureRequest) -> None:
    assert request_of_ben.due_on - request_of_ben.asked_on == timedelta(days=30)


def test_asking_again_does_not_begin_anew(request_of_ben: ErasureRequest, ben: Person) -> None:
    ErasureRequest.objects.update(due_on=timezone.localdate())
    assert erasures.ask_erasure(by=ben).due_on == timezone.localdate()


def test_one_may_stay_after_all(request_of_ben: ErasureRequest, client: Client) -> None:
    assert "You have asked to be forgotten" in client.get(reverse("people:me")).content.decode()
    client.post(reverse("people:stay"))
    assert not ErasureRequest.objects.exists()
    with pytest.raises(erasures.NotWaiting):
        erasures.withdraw_erasure(by=request_of_ben.person)


def test_the_page_wants_to_be_understood_first(ben: Person, client: Client) -> None:
    client.post(reverse("people:forget"))
    assert not ErasureRequest.objects.exists()
    client.post(reverse("people:forget"), {"understood": "on"})
    assert ErasureRequest.objects.exists()


def test_the_head_and_the_operator_are_told(ben: Person, head: Person, django_capture_on_commit_callbacks: Any) -> None:
    PersonFactory(email="operator@tilth.example", is_operator=True)
    RoleFactory(kind=Role.Kind.HEADTEACHER, person__email="elsewhere@other.example")
    with django_capture_on_commit_callbacks(execute=True):
        erasures.ask_erasure(by=ben)
    told = {address for letter in mail.outbox for address in letter.to if "forgotten" in letter.subject}
    assert told == {"head@hollins.example", "operator@tilth.example"}


def test_the_head_can_do_it_sooner(head: Person, request_of_ben: ErasureRequest, signed_in: Browser) -> None:
    browser = signed_in(head)
    assert "Ben Hartley" in browser.get(reverse("people:erasures")).content.decode()
    browser.post(reverse("people:erase", kwargs={"key": request_of_ben.person_id}))
    assert rows_with("Ben Hartley") == []


def test_nobody_else_can(ben: Person, request_of_ben: ErasureRequest, signed_in: Browser) -> None:
    colleague = RoleFactory(school=ben.roles.get().school, kind=Role.Kind.SENIOR_LEADER).person
    head_elsewhere = RoleFactory(kind=Role.Kind.HEADTEACHER).person
    for person in (ben, colleague, head_elsewhere):
        answer = signed_in(person).post(reverse("people:erase", kwargs={"key": ben.id}))
        assert answer.status_code == 404
    assert "Ben" not in signed_in(head_elsewhere).get(reverse("people:erasures")).content.decode()


def test_what_is_shared_goes(request_of_ben: ErasureRequest, ben: Person) -> None:
    assert Sharing.objects.filter(person=ben).exists()
    erasures.erase(by=None, request=request_of_ben)
    assert not Sharing.objects.filter(person=ben).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    number: int, head: Person, signed_in: Browser, django_assert_num_queries: Any
) -> None:
    browser = signed_in(head)
    for _ in range(number):
        erasures.ask_erasure(by=RoleFactory(school=head.roles.get().school).person)
    browser.get(reverse("people:erasures"))
    with django_assert_num_queries(4):
        browser.get(reverse("people:erasures"))
