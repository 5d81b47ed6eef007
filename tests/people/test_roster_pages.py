"""The pages for sending a list, reading its report and keeping a school's people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tests.people import lists
from tilth.people.models import Person, Role, RosterUpload
from tilth.people.queries.rosters import place_of
from tilth.schools.models import School

pytestmark = pytest.mark.django_db

IMPORT_PAGES = ["roster", "roster_school", "roster_report", "roster_abandon", "roster_done"]
SCHOOL_PAGES = ["at_school", "students", "add_person"]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hollins() -> School:
    return SchoolFactory(name="Hollins", number="100")


@pytest.fixture
def visit(client: Client, hollins: School) -> Callable[[str], Client]:
    """The browser of somebody who plays a part in Hollins."""

    def signed_in(kind: str) -> Client:
        client.force_login(
            RoleFactory(school=hollins, kind=kind).person, "allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture
def head(visit: Callable[[str], Client]) -> Client:
    return visit(Role.Kind.HEADTEACHER)


def address(name: str, thing: Any) -> str:
    return reverse(f"people:{name}", args=[thing.id])


def send(client: Client, school: School, content: Any = lists.OWN, **more: str) -> Any:
    packed = lists.zipped(dict(content)) if isinstance(content, dict) else content
    sent = packed.encode() if isinstance(packed, str) else packed
    file = SimpleUploadedFile("our people.csv", sent)
    return client.post(address("roster", school), {"file": file, **more}, follow=True)


def agree(client: Client, school: School, **more: str) -> Any:
    form = client.get(address("roster_report", school)).context["form"]
    return client.post(address("roster_report", school), {"seen": form.initial["seen"], **more}, follow=True)


# --- sending and agreeing -----------------------------------------------------------------------


def test_a_headteacher_sends_a_list_reads_its_report_and_imports_it(head: Client, hollins: School) -> None:
    report = send(head, hollins)
    assert report.redirect_chain[-1][0] == address("roster_report", hollins)
    page = report.content.decode()
    assert "New: 2" in page and "Ben Reed, ben@hollins.example: Teacher (Maths)" in page
    assert not Person.objects.filter(name="Ben Reed").exists()
    done = agree(head, hollins)
    assert done.redirect_chain[-1][0] == address("roster_done", hollins)
    assert Person.objects.get(name="Ben Reed").roles.get().school == hollins


def test_staff_and_students_are_told_apart(head: Client, hollins: School) -> None:
    groups = send(head, hollins).context["report"].groups
    assert [str(group.name) for group in groups] == ["Staff", "Students"]
    assert [group.new.total for group in groups] == [2, 1]


def test_of_many_the_first_fifty_are_shown_and_the_rest_are_counted(head: Client, hollins: School) -> None:
    rows = "".join(f"Person {n},p{n}@h.example,teacher\n" for n in range(60))
    page = send(head, hollins, "name,email,role\n" + rows).content.decode()
    assert "Person 49," in page and "Person 50," not in page and "and 10 more" in page


def test_wrong_lines_are_told_with_their_place_and_what_to_do(head: Client, hollins: School) -> None:
    page = send(head, hollins, lists.OWN + "Eve,eve@h.example,juggler,,,,,S9\n").content.decode()
    assert "our people.csv, line 5" in page and "juggler" in page and "We do not know this role" in page


def test_what_is_no_list_comes_back_with_what_to_do(head: Client, hollins: School) -> None:
    page = send(head, hollins, "colour,size\nred,1\n")
    assert page.redirect_chain == [] and "our people.csv has no column called role" in page.content.decode()
    assert not RosterUpload.objects.exists()


def test_who_would_leave_is_listed_before(head: Client, hollins: School) -> None:
    send(head, hollins)
    agree(head, hollins)
    page = send(head, hollins, lists.OWN.replace("Ben Reed,Ben@", "Cal Moss,Cal@").replace("S2", "S3"))
    assert "Leaving: 1" in page.content.decode() and "Ben Reed" in page.content.decode()
    agree(head, hollins, last_day=timezone.localdate().isoformat())
    assert Role.objects.get(person__name="Ben Reed").ends_on == timezone.localdate()


def test_a_bundle_asks_which_school_is_meant_where_it_cannot_tell(head: Client, hollins: School) -> None:
    School.objects.filter(id=hollins.id).update(name="Somewhere", number="7")
    page = send(head, hollins, lists.SDS, mail_domain="h.example")
    assert page.redirect_chain[-1][0] == address("roster_school", hollins)
    report = head.post(address("roster_school", hollins), {"known_as": "B"}, follow=True)
    assert "Eve Stone" in report.content.decode()
    agree(head, hollins)
    again = send(head, hollins, lists.SDS, mail_domain="h.example")
    assert again.redirect_chain[-1][0] == address("roster_report", hollins)  # the answer is remembered
    assert again.context["report"].does_nothing


def test_a_list_can_be_given_up(head: Client, hollins: School, django_capture_on_commit_callbacks: Any) -> None:
    send(head, hollins)
    path = place_of(RosterUpload.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        head.post(address("roster_abandon", hollins))
    assert not path.exists() and not RosterUpload.objects.exists()


def test_a_report_agreed_to_twice_imports_once(head: Client, hollins: School) -> None:
    send(head, hollins)
    agree(head, hollins)
    assert head.post(address("roster_report", hollins), {"seen": "x"}).url == address("roster", hollins)


def test_a_report_that_has_changed_since_is_shown_again(head: Client, hollins: School) -> None:
    send(head, hollins)
    page = head.post(address("roster_report", hollins), {"seen": "what I saw"})
    assert "Something has changed" in page.content.decode()
    assert not Person.objects.filter(name="Ben Reed").exists()


def test_a_list_whose_file_is_gone_is_asked_for_again(head: Client, hollins: School) -> None:
    send(head, hollins)
    place_of(RosterUpload.objects.get()).unlink()
    page = head.get(address("roster_report", hollins), follow=True)
    assert "Send it again" in page.content.decode()


def test_the_template_opens_in_a_spreadsheet_program(head: Client) -> None:
    answer = head.get(reverse("people:roster_template"))
    assert answer.content.startswith(b"\xef\xbb\xbfname,email,role") and "people.csv" in answer["Content-Disposition"]


# --- the people of a school ---------------------------------------------------------------------


def test_one_person_is_added_by_hand_and_their_role_ended(head: Client, hollins: School) -> None:
    answers = {"name": "Cal Moss", "email": "Cal@h.example", "kind": "teacher", "starts_on": "2024-09-01"}
    head.post(address("add_person", hollins), answers)
    role = Role.objects.get(person__email="cal@h.example")
    assert "Cal Moss" in head.get(address("at_school", hollins)).content.decode()
    head.post(address("end_role", role), {"ends_on": "2025-07-31"})
    role.refresh_from_db()
    assert str(role.ends_on) == "2025-07-31" and not role.person.is_active


@pytest.mark.parametrize(
    ("kind", "email", "words"),
    [
        ("teacher", "", "needs an e-mail address"),
        ("student", "elsewhere@h.example", "knows this person as an adult"),
        ("teacher", "here@h.example", "hold this role in your school already"),
    ],
)
def test_what_the_field_forbids_is_said_at_the_form(
    head: Client, hollins: School, kind: str, email: str, words: str
) -> None:
    RoleFactory(person__email="elsewhere@h.example")
    RoleFactory(person__email="here@h.example", school=hollins)
    answers = {"name": "Cal", "email": email, "kind": kind, "starts_on": "2024-09-01"}
    assert words in head.post(address("add_person", hollins), answers).content.decode()


def test_a_business_manager_names_no_headteacher_and_ends_none(visit: Callable[[str], Client], hollins: School) -> None:
    manager = visit(Role.Kind.BUSINESS_MANAGER)
    answers = {"name": "Me", "email": "me@h.example", "kind": "headteacher", "starts_on": "2024-09-01"}
    assert "Only your headteacher" in manager.post(address("add_person", hollins), answers).content.decode()
    ada = RoleFactory(school=hollins, kind=Role.Kind.HEADTEACHER)
    assert "Only your headteacher" in manager.post(address("end_role", ada), {"ends_on": "2026-01-01"}).content.decode()


def test_the_last_headteacher_names_the_next_one_first(head: Client, hollins: School) -> None:
    role = Role.objects.get(school=hollins)
    page = head.post(address("end_role", role), {"ends_on": "2026-01-01"})
    assert "Name the next headteacher first" in page.content.decode()
    RoleFactory(school=hollins, kind=Role.Kind.HEADTEACHER)
    assert head.post(address("end_role", role), {"ends_on": "2026-01-01"}).status_code == 302


def test_students_are_seen_by_staff_and_not_by_governors(visit: Callable[[str], Client], hollins: School) -> None:
    RoleFactory(school=hollins, kind=Role.Kind.STUDENT, person__name="Dot Lamb")
    governor = visit(Role.Kind.GOVERNOR)
    assert "Dot Lamb" not in governor.get(address("at_school", hollins)).content.decode()
    assert governor.get(address("students", hollins)).status_code == 404
    assert "Dot Lamb" in visit(Role.Kind.TEACHER).get(address("students", hollins)).content.decode()


def test_classes_lead_to_slips_for_those_who_run_them(head: Client, hollins: School) -> None:
    send(head, hollins)
    agree(head, hollins)
    page = head.get(address("students", hollins)).content.decode()
    assert "7A" in page and "1 student" in page and "Sign-in slips" in page


# --- who may open them --------------------------------------------------------------------------


@pytest.mark.parametrize("where", IMPORT_PAGES + SCHOOL_PAGES)
def test_a_foreign_school_is_not_found(where: str, visit: Callable[[str], Client]) -> None:
    eve = visit(Role.Kind.HEADTEACHER)
    theirs, absent = SchoolFactory(), PersonFactory()
    for method in (eve.get, eve.post):
        assert method(address(where, theirs)).status_code == method(address(where, absent)).status_code == 404


def test_a_foreign_role_is_not_found(head: Client) -> None:
    assert head.get(address("end_role", RoleFactory())).status_code == 404


@pytest.mark.parametrize("where", [*IMPORT_PAGES, "add_person"])
def test_a_teacher_imports_nobody(where: str, visit: Callable[[str], Client], hollins: School) -> None:
    assert visit(Role.Kind.TEACHER).get(address(where, hollins)).status_code == 404


@pytest.mark.parametrize("where", SCHOOL_PAGES)
def test_a_student_sees_no_list_of_people(where: str, visit: Callable[[str], Client], hollins: School) -> None:
    assert visit(Role.Kind.STUDENT).get(address(where, hollins)).status_code == 404


def test_somebody_elses_waiting_list_is_not_mine(head: Client, visit: Callable[[str], Client], hollins: School) -> None:
    send(head, hollins)
    other = visit(Role.Kind.BUSINESS_MANAGER)
    assert other.get(address("roster_report", hollins)).url == address("roster", hollins)
    other.post(address("roster_abandon", hollins))
    assert RosterUpload.objects.count() == 1


# --- how many questions they ask ----------------------------------------------------------------


@pytest.mark.parametrize(("where", "kind", "number"), [("at_school", "teacher", 8), ("students", "student", 10)])
def test_a_page_of_people_asks_the_same_questions_for_one_and_for_three(
    where: str, kind: str, number: int, head: Client, hollins: School, django_assert_num_queries: Any
) -> None:
    for more in (1, 2):
        RoleFactory.create_batch(more, school=hollins, kind=kind)
        with django_assert_num_queries(number):
            head.get(address(where, hollins))


def test_a_report_page_asks_the_same_questions_for_one_and_for_three(
    head: Client, hollins: School, django_assert_num_queries: Any
) -> None:
    for names in ("A", "ABC"):
        send(head, hollins, "name,email,role\n" + "".join(f"{one},{one}@h.example,teacher\n" for one in names))
        with django_assert_num_queries(11):
            head.get(address("roster_report", hollins))
