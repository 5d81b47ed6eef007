"""A page of maturity leads nobody to a page that is not theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.maturity import JPD, claimed, leaders, of_partnership, of_school, opened
from tests.factories.partnerships import family, heads
from tests.factories.people import RoleFactory
from tilth.maturity.models import Assessment
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/maturity/[^"#]*)"')


@pytest.fixture
def rowan() -> Any:
    return family(3)


def school_of(head: Person) -> Any:
    return head.roles.get(kind=Role.Kind.HEADTEACHER).school


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def dead_ends(person: Person, page: str) -> list[str]:
    """Links of a page behind which this person finds nothing."""
    browser = signed_in(person)
    answer = browser.get(page)
    assert answer.status_code == 200
    links = {link.replace("&amp;", "&") for link in LINK.findall(answer.content.decode())}
    return sorted(link for link in links if browser.get(link).status_code != 200)


def test_staff_who_were_not_asked_are_not_sent_to_an_assessment(rowan: Any) -> None:
    opened(of_partnership(rowan), heads(rowan))
    teacher = RoleFactory(school=school_of(heads(rowan)[0]), kind=Role.Kind.TEACHER).person
    assert dead_ends(teacher, f"/maturity/partnerships/{rowan.id}/") == []


def test_a_student_is_not_sent_to_what_a_claim_rests_on(rowan: Any) -> None:
    school = school_of(heads(rowan)[0])
    claimed(of_school(school), leaders(school), {JPD: 3})
    claimed(of_partnership(rowan), heads(rowan), {JPD: 3})
    student = RoleFactory(school=school, kind=Role.Kind.STUDENT).person
    assert dead_ends(student, f"/maturity/schools/{school.id}/") == []
    assert dead_ends(student, f"/maturity/partnerships/{rowan.id}/") == []


def test_who_led_an_assessment_finds_it_again(rowan: Any) -> None:
    school = school_of(heads(rowan)[0])
    group = leaders(school)
    claimed(of_school(school), group, {JPD: 1})
    page = signed_in(group[0]).get(f"/maturity/schools/{school.id}/").content.decode()
    assert f"/maturity/assessments/{Assessment.objects.get().id}/" in page
