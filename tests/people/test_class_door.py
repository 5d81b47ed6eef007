"""Students sign in with a class code and their own words; nothing tells a stranger which of the two was wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import PersonFactory, RoleFactory, SchoolClassFactory, student_in, teacher_of
from tests.factories.schools import SchoolFactory
from tilth.people.actions import classes
from tilth.people.actions.classes import Slip
from tilth.people.limits import CLASS_CODE
from tilth.people.models import ClassCode, Person, Role, SchoolClass, StudentWord
from tilth.people.queries.classes import hashed_words

Browser = Callable[[Person], Client]
pytestmark = pytest.mark.django_db
DOOR = "/class/"


@pytest.fixture
def oak() -> SchoolClass:
    return SchoolClassFactory(name="Oak")


@pytest.fixture
def dot(oak: SchoolClass) -> Person:
    return student_in(oak, name="Dot Ferris")


@pytest.fixture
def ben(oak: SchoolClass) -> Person:
    return teacher_of(oak, name="Ben Hartley")


@pytest.fixture
def slip(oak: SchoolClass, ben: Person, dot: Person) -> Slip:
    return classes.print_slips(by=ben, school_class=oak, students=[dot])[0]


def enter(client: Client, code: str, words: str) -> str:
    """Type a code and words; the key of who is signed in then, or the page that says no."""
    answer = client.post(DOOR, {"code": code, "words": words})
    return client.session.get("_auth_user_id") or answer.content.decode().replace(code, "").replace(words, "")


def test_the_slip_signs_its_student_in(client: Client, slip: Slip, dot: Person) -> None:
    assert enter(client, slip.code, slip.words) == str(dot.id)


def test_it_does_so_however_it_is_typed(client: Client, slip: Slip, dot: Person) -> None:
    assert enter(client, slip.code.lower().replace(" ", "-"), slip.words.upper().replace(" ", "-")) == str(dot.id)


def test_every_wrong_thing_gets_the_same_answer(slip: Slip, oak: SchoolClass, ben: Person) -> None:
    elsewhere = SchoolClassFactory()
    other = classes.print_slips(by=ben, school_class=elsewhere, students=[student_in(elsewhere)])[0]
    tries = [("CCC CCC", slip.words), (slip.code, "otter maple 11"), (other.code, slip.words), ("zzz", "zzz")]
    answers = {without_token(enter(Client(), code, words)) for code, words in tries}
    assert len(answers) == 1


def without_token(page: str) -> str:
    return page.split("csrfmiddlewaretoken")[0] + page.split("</form>")[-1]


def test_an_old_slip_stops_working_when_a_new_one_is_made(client: Client, slip: Slip, ben: Person, dot: Person) -> None:
    new = classes.print_slips(by=ben, school_class=SchoolClass.objects.get(), students=[dot])[0]
    assert enter(Client(), slip.code, slip.words) != str(dot.id)
    assert enter(Client(), new.code, new.words) == str(dot.id)


def test_a_renewed_code_opens_and_the_old_one_does_not(slip: Slip, oak: SchoolClass, ben: Person, dot: Person) -> None:
    new = classes.renew_code(by=ben, school_class=oak)
    assert enter(Client(), slip.code, slip.words) != str(dot.id)
    assert enter(Client(), new.code, slip.words) == str(dot.id)


def test_a_code_that_ran_out_opens_nothing(client: Client, slip: Slip, dot: Person) -> None:
    ClassCode.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert enter(client, slip.code, slip.words) != str(dot.id)


def test_a_student_who_left_the_school_is_not_let_in(client: Client, slip: Slip, dot: Person) -> None:
    Role.objects.filter(person=dot).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert enter(client, slip.code, slip.words) != str(dot.id)


def test_after_many_wrong_tries_even_the_right_words_wait(slip: Slip, dot: Person) -> None:
    for _ in range(CLASS_CODE.tries):
        enter(Client(), slip.code, "wrong words 10")
    assert "Too many tries" in enter(Client(), slip.code, slip.words)


def test_a_whole_class_may_sign_in_at_once(oak: SchoolClass, ben: Person) -> None:
    students = [student_in(oak) for _ in range(35)]
    slips = classes.print_slips(by=ben, school_class=oak, students=students)
    entered = [enter(Client(), slip.code, slip.words) for slip in slips]
    assert entered == [str(student.id) for student in students]


def test_the_words_are_nowhere_in_the_database(slip: Slip) -> None:
    kept = StudentWord.objects.values_list("hashed", flat=True).get()
    assert slip.words not in kept
    assert len(kept) == 64


def test_the_same_words_in_two_schools_are_kept_differently(oak: SchoolClass) -> None:
    here, there = (hashed_words(school, "maple otter 47") for school in (oak.school_id, SchoolFactory().id))
    assert here != there


def test_the_page_shows_the_words_once(signed_in: Browser, oak: SchoolClass, ben: Person) -> None:
    dot = student_in(oak, name="Dot Ferris")
    browser, page = signed_in(ben), reverse("people:slips", kwargs={"key": oak.id})
    printed = browser.post(page, {"students": [dot.id]})
    assert printed.context["form"].result[0].words in printed.content.decode()
    assert "no-store" in printed["Cache-Control"]
    assert printed.context["form"].result[0].words not in browser.get(page).content.decode()


def test_only_students_of_the_class_get_slips(signed_in: Browser, oak: SchoolClass, ben: Person) -> None:
    stranger = student_in(SchoolClassFactory())
    answer = signed_in(ben).post(reverse("people:slips", kwargs={"key": oak.id}), {"students": [stranger.id]})
    assert not StudentWord.objects.exists()
    assert stranger.name not in answer.content.decode()


@pytest.mark.parametrize("kind", [Role.Kind.HEADTEACHER, Role.Kind.SENIOR_LEADER])
def test_leaders_of_the_school_may_make_slips(kind: str, signed_in: Browser, oak: SchoolClass) -> None:
    leader = RoleFactory(school=oak.school, kind=kind).person
    assert signed_in(leader).get(reverse("people:slips", kwargs={"key": oak.id})).status_code == 200


def test_nobody_else_finds_the_page(signed_in: Browser, oak: SchoolClass, dot: Person) -> None:
    colleague = RoleFactory(school=oak.school).person
    head_elsewhere = RoleFactory(kind=Role.Kind.HEADTEACHER).person
    for person in (colleague, head_elsewhere, dot, PersonFactory()):
        for name in ("slips", "renew"):
            assert signed_in(person).post(reverse(f"people:{name}", kwargs={"key": oak.id})).status_code == 404
    assert not ClassCode.objects.exists()


def test_a_teacher_who_left_the_school_does_not_find_it_either(
    signed_in: Browser, oak: SchoolClass, ben: Person
) -> None:
    Role.objects.filter(person=ben).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert signed_in(ben).get(reverse("people:slips", kwargs={"key": oak.id})).status_code == 404
