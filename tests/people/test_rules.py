"""Who sees whom. First there is always somebody who could be seen."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.people import rules
from tilth.people.models import Person, Role
from tilth.schools.models import School

Browser = Callable[[Person], Client]
Kind = Role.Kind
pytestmark = pytest.mark.django_db


@pytest.fixture
def hollins() -> School:
    return SchoolFactory(name="Hollins")


@pytest.fixture
def brides() -> School:
    return SchoolFactory(name="St Bride's")


@pytest.fixture
def live_together(hollins: School, brides: School) -> Iterator[None]:
    """As if the two schools shared a live partnership: what a part above would register."""

    def circle(viewer: Person) -> QuerySet[Person]:
        return Person.objects.filter(roles__school__in=[hollins, brides])

    before = list(rules._circles)
    rules._circles[:] = [circle]
    yield
    rules._circles[:] = before


def one(school: School, kind: str) -> Person:
    return RoleFactory(school=school, kind=kind).person


@pytest.mark.parametrize("kind", [Kind.TEACHER, Kind.STUDENT, Kind.PARENT, Kind.GOVERNOR])
def test_staff_see_everybody_of_their_school(hollins: School, kind: str) -> None:
    assert rules.sees(one(hollins, Kind.TEACHER), one(hollins, kind))


def test_governors_see_their_schools_adults_and_no_students_or_parents(hollins: School) -> None:
    governor = one(hollins, Kind.GOVERNOR)
    assert rules.sees(governor, one(hollins, Kind.TEACHER))
    assert not rules.sees(governor, one(hollins, Kind.STUDENT))
    assert not rules.sees(governor, one(hollins, Kind.PARENT))


@pytest.mark.parametrize("kind", [Kind.STUDENT, Kind.PARENT])
def test_students_and_parents_see_themselves_alone(hollins: School, live_together: None, kind: str) -> None:
    viewer = one(hollins, kind)
    others = [one(hollins, kind) for kind in (Kind.TEACHER, Kind.STUDENT, Kind.PARENT, Kind.HEADTEACHER)]
    assert rules.sees(viewer, viewer)
    assert not any(rules.sees(viewer, other) for other in others)


def test_strangers_see_nobody(hollins: School, brides: School) -> None:
    assert not rules.sees(one(hollins, Kind.HEADTEACHER), one(brides, Kind.TEACHER))


def test_partners_see_one_anothers_adults(hollins: School, brides: School, live_together: None) -> None:
    assert rules.sees(one(hollins, Kind.TEACHER), one(brides, Kind.TEACHER))
    assert rules.sees(one(hollins, Kind.GOVERNOR), one(brides, Kind.CHAIR))


@pytest.mark.parametrize("kind", [Kind.STUDENT, Kind.PARENT])
def test_students_and_parents_are_never_shown_to_another_school(
    hollins: School, brides: School, live_together: None, kind: str
) -> None:
    assert not rules.sees(one(hollins, Kind.HEADTEACHER), one(brides, kind))


def test_a_teacher_who_is_a_parent_too_is_shown_as_a_teacher(
    hollins: School, brides: School, live_together: None, signed_in: Browser
) -> None:
    both = one(brides, Kind.TEACHER)
    RoleFactory(person=both, school=brides, kind=Kind.PARENT)
    page = signed_in(one(hollins, Kind.TEACHER)).get(reverse("people:person", kwargs={"key": both.id}))
    assert "Teacher" in page.content.decode()
    assert "Parent" not in page.content.decode()


def test_what_ended_counts_no_more(hollins: School) -> None:
    colleague, leaver = one(hollins, Kind.TEACHER), one(hollins, Kind.TEACHER)
    Role.objects.filter(person=leaver).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not rules.sees(leaver, colleague)
    assert not rules.sees(colleague, leaver)


def test_a_role_counts_on_its_last_day(hollins: School) -> None:
    colleague, leaver = one(hollins, Kind.TEACHER), one(hollins, Kind.TEACHER)
    Role.objects.filter(person=leaver).update(ends_on=timezone.localdate())
    assert rules.sees(leaver, colleague)


def test_a_person_one_may_not_see_answers_like_one_who_does_not_exist(hollins: School, signed_in: Browser) -> None:
    browser = signed_in(one(hollins, Kind.TEACHER))
    stranger, nobody = RoleFactory().person.id, SchoolFactory().id
    answers = [browser.get(reverse("people:person", kwargs={"key": key})) for key in (stranger, nobody)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_who_may_be_seen_is_one_query(hollins: School, django_assert_num_queries: Callable[..., object]) -> None:
    viewer = one(hollins, Kind.TEACHER)
    for _ in range(3):
        one(hollins, Kind.TEACHER)
    with django_assert_num_queries(2):  # whether the viewer is an adult, and the people
        assert len(rules.known_to(viewer)) == 4


def test_the_questions_other_parts_ask(hollins: School) -> None:
    head, teacher, student = (one(hollins, kind) for kind in (Kind.HEADTEACHER, Kind.TEACHER, Kind.STUDENT))
    assert [rules.is_head_of(person, hollins) for person in (head, teacher, student)] == [True, False, False]
    assert [rules.leads(person, hollins) for person in (head, teacher, student)] == [True, False, False]
    assert [rules.works_in(person, hollins) for person in (head, teacher, student)] == [True, True, False]
    assert not rules.works_in(PersonFactory(), hollins)
