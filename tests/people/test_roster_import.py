"""Lists of people imported: once, again, and when somebody has left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tests.people import lists
from tilth.people.actions import rosters as actions
from tilth.people.actions.roles import rest_departed
from tilth.people.models import ClassMember, Person, Role, RosterUpload, SchoolClass, SourceId
from tilth.people.queries import rosters as queries
from tilth.people.rules import Permission, register_standing, standing_above
from tilth.schools.models import School
from tilth.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def hollins() -> School:
    return SchoolFactory(name="Hollins", number="100")


@pytest.fixture
def head(hollins: School) -> Person:
    role = RoleFactory(school=hollins, kind=Role.Kind.HEADTEACHER, person__name="Ada Okafor")
    Person.objects.filter(id=role.person_id).update(email="ada@hollins.example")
    return Person.objects.get(id=role.person_id)


def imported(school: School, content: Any, by: Person | None = None, **more: Any) -> queries.Report:
    return actions.import_people(by=by, school=school, roster=lists.read(content, "h.example"), **more)


def rows() -> list[Any]:
    """Everything that an import may write."""
    tables = (Person, Role, SourceId, SchoolClass, ClassMember)
    return [list(table.objects.order_by("pk").values()) for table in tables]  # type: ignore[attr-defined]


def test_a_first_list_brings_people_roles_and_classes(hollins: School, head: Person) -> None:
    report = imported(hollins, lists.OWN, by=head)
    assert report.counts | {"new": 2, "changed": 0, "unchanged": 1} == report.counts
    ben = Person.objects.get(email="ben@hollins.example")
    assert (ben.name, ben.roles.get().subject) == ("Ben Reed", "Maths")
    dot = Person.objects.get(name="Dot Lamb")
    assert dot.email is None and dot.classes.get().school_class.name == "7A"


@pytest.mark.parametrize("content", [lists.OWN, lists.SDS, lists.SDS_2, lists.ONEROSTER, lists.ONEROSTER_12])
def test_a_second_run_finds_nothing_to_do(hollins: School, content: Any) -> None:
    imported(hollins, content)
    before, trail = rows(), Entry.objects.count()
    report = imported(hollins, content)
    assert report.does_nothing and report.comparison.unchanged
    assert rows() == before and Entry.objects.count() == trail


def test_a_report_writes_nothing(hollins: School) -> None:
    queries.report_on(school=hollins, roster=lists.read(lists.OWN), by=None)
    assert not Person.objects.exists()


def test_who_left_is_ended_and_not_deleted(hollins: School) -> None:
    imported(hollins, lists.OWN)
    yesterday = timezone.localdate() - timedelta(days=1)
    Role.objects.update(starts_on=date(2020, 9, 1))
    report = imported(
        hollins, lists.OWN.replace("Ben Reed,Ben@", "Cal Moss,Cal@").replace("S2", "S3"), last_day=yesterday
    )
    assert report.counts["leaving"] == 1 and report.counts["new"] == 1
    ben = Person.objects.get(name="Ben Reed")
    assert ben.roles.get().ends_on == yesterday and not ben.is_active
    assert not ben.classes.exists()


def test_who_left_one_school_stays_active_in_another(hollins: School) -> None:
    imported(hollins, lists.OWN)
    ben = Person.objects.get(name="Ben Reed")
    RoleFactory(person=ben)
    imported(hollins, "name,email,role,id\nCal Moss,cal@h.example,teacher,S9\n")
    assert ben.roles.filter(ends_on=None).count() == 1
    assert rest_departed() == 0


def test_who_leaves_today_may_sign_in_until_midnight_and_comes_back_whole(hollins: School) -> None:
    imported(hollins, lists.OWN)
    imported(hollins, "name,email,role,id\nCal Moss,cal@h.example,teacher,S9\n")
    ben = Person.objects.get(name="Ben Reed")
    assert ben.is_active and ben.roles.get().ends_on == timezone.localdate()
    imported(hollins, lists.OWN)
    assert ben.roles.get().ends_on is None


def test_an_account_that_was_closed_opens_again_with_a_new_role(hollins: School) -> None:
    imported(hollins, lists.OWN)
    ben = Person.objects.get(name="Ben Reed")
    Role.objects.filter(person=ben).update(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert rest_departed() == 1
    imported(hollins, lists.OWN)
    ben.refresh_from_db()
    assert ben.is_active and ben.roles.count() == 2


def test_whoever_plays_a_part_above_is_not_put_to_rest(hollins: School) -> None:
    broker = RoleFactory(ends_on=date(2021, 1, 1)).person
    people = register_standing(lambda on: Person.objects.filter(id=broker.id))
    try:
        assert rest_departed() == 0
    finally:
        standing_above.remove(people)
    assert rest_departed() == 1


def test_an_address_that_exists_is_the_same_person_with_a_further_role(hollins: School) -> None:
    ben = RoleFactory(person__email="ben@hollins.example", person__name="Benjamin").person
    report = imported(hollins, lists.OWN)
    assert report.counts["joining"] == 1
    ben.refresh_from_db()
    assert ben.name == "Benjamin" and ben.roles.count() == 2


def test_an_id_knows_its_person_when_the_address_changes(hollins: School) -> None:
    imported(hollins, lists.OWN)
    ben = Person.objects.get(name="Ben Reed")
    report = imported(hollins, lists.OWN.replace("Ben@Hollins", "reed@hollins"))
    assert report.counts["changed"] == 1
    ben.refresh_from_db()
    assert ben.email == "reed@hollins.example"


def test_a_class_ends_with_the_list_that_had_it_and_its_students_move(hollins: School) -> None:
    imported(hollins, lists.OWN)
    imported(hollins, lists.OWN.replace("7A", "8A"))
    assert SchoolClass.objects.get(name="7A").ends_on == timezone.localdate()
    assert Person.objects.get(name="Dot Lamb").classes.get().school_class.name == "8A"
    imported(hollins, lists.OWN)
    assert SchoolClass.objects.get(name="7A").ends_on is None


def test_wrong_lines_are_listed_and_stop_no_others(hollins: School) -> None:
    report = imported(hollins, lists.OWN + "Eve Stone,eve@hollins.example,juggler,,,,,S9\n")
    (fault,) = report.wrong.shown
    assert (fault.line, fault.value) == (5, "juggler") and "role" in str(fault.what_to_do)
    assert Person.objects.count() == 3


def test_a_bundle_of_several_schools_touches_only_the_one_meant(hollins: School) -> None:
    imported(hollins, lists.SDS)
    assert set(Person.objects.values_list("name", flat=True)) == {"Ben Reed", "Dot Lamb"}
    rowan = SchoolFactory(name="Some other name", number="9")
    with pytest.raises(actions.SchoolNotInList):
        imported(rowan, lists.SDS)
    imported(rowan, lists.SDS, known_as="B")
    assert Role.objects.get(school=rowan).person.name == "Eve Stone"


def test_one_entry_in_the_trail_tells_numbers_only(hollins: School, head: Person) -> None:
    imported(hollins, lists.OWN, by=head)
    entry = Entry.objects.get(act="people.roster_imported")
    assert all(isinstance(number, int) for number in entry.details.values())


def test_nobody_is_imported_when_the_report_has_changed_since(hollins: School) -> None:
    report = queries.report_on(school=hollins, roster=lists.read(lists.OWN), by=None)
    PersonFactory(email="ben@hollins.example")
    with pytest.raises(actions.ListChanged):
        imported(hollins, lists.OWN, seen=report.fingerprint)
    assert Person.objects.count() == 1


def test_more_people_than_any_school_has_are_refused(hollins: School) -> None:
    rows = (f"Person {n},,student,p{n}\n" for n in range(queries.PEOPLE_AT_MOST + 1))
    with pytest.raises(queries.UnreadableList):
        imported(hollins, "name,email,role,id\n" + "".join(rows))


def test_nobody_leaves_tomorrow(hollins: School) -> None:
    with pytest.raises(actions.StillToCome):
        imported(hollins, lists.OWN, last_day=timezone.localdate() + timedelta(days=1))


def test_a_report_asks_the_same_questions_for_one_and_for_three(
    hollins: School, head: Person, django_assert_num_queries: Any
) -> None:
    table = "name,email,role,id\nA,a@h.example,teacher,1\n"
    for content in (table, table + "B,b@h.example,teacher,2\nC,c@h.example,teacher,3\n"):
        imported(hollins, content)
        with django_assert_num_queries(6):
            queries.report_on(school=hollins, roster=lists.read(content), by=head)


# --- the file while it waits --------------------------------------------------------------------


@pytest.fixture
def kept(hollins: School, head: Person, settings: Any, tmp_path: Any) -> RosterUpload:
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("../../people.csv", lists.OWN.encode())
    return actions.keep_upload(by=head, school=hollins, file=file)


def test_a_file_is_kept_until_it_is_imported(
    kept: RosterUpload, head: Person, django_capture_on_commit_callbacks: Any
) -> None:
    assert queries.place_of(kept).exists()
    report = queries.waiting_report(kept.school, head)
    assert report
    with django_capture_on_commit_callbacks(execute=True):
        actions.apply_upload(by=head, upload=kept, known_as="", seen=report.fingerprint)
    assert not queries.place_of(kept).exists()
    assert queries.last_import(kept.school) == kept and queries.waiting_upload(kept.school, head) is None


def test_a_file_is_forgotten_when_it_is_given_up_or_replaced(
    kept: RosterUpload, head: Person, django_capture_on_commit_callbacks: Any
) -> None:
    first = queries.place_of(kept)
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.keep_upload(by=head, school=kept.school, file=SimpleUploadedFile("b.csv", lists.OWN.encode()))
    assert not first.exists() and queries.place_of(second).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.abandon_upload(by=head, upload=second)
    assert not queries.place_of(second).exists() and not RosterUpload.objects.exists()


def test_a_file_that_cannot_be_read_is_not_kept(hollins: School, head: Person, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(queries.UnreadableList):
        actions.keep_upload(by=head, school=hollins, file=SimpleUploadedFile("x.png", b"\x89PNG\x00"))
    assert not list(tmp_path.glob("rosters/*"))


def test_a_list_that_waited_for_a_day_is_forgotten(kept: RosterUpload, django_capture_on_commit_callbacks: Any) -> None:
    assert actions.forget_old_uploads() == 0
    RosterUpload.objects.update(at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_old_uploads() == 1
    assert not queries.place_of(kept).exists()


# --- who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        (Role.Kind.HEADTEACHER, True),
        (Role.Kind.SENIOR_LEADER, True),
        (Role.Kind.BUSINESS_MANAGER, True),
        (Role.Kind.TEACHER, False),
        (Role.Kind.CHAIR, False),
        (Role.Kind.STUDENT, False),
    ],
)
def test_leaders_and_business_managers_import_for_their_own_school(kind: str, may: bool, hollins: School) -> None:
    person = RoleFactory(school=hollins, kind=kind).person
    assert person.has_perm(Permission.IMPORT_PEOPLE, hollins) is may
    assert not person.has_perm(Permission.IMPORT_PEOPLE, SchoolFactory())
