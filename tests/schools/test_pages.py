"""Pages about schools, as those who may open them see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import RegisterImportFactory, SchoolFactory, SuccessionFactory, TieFactory
from tests.schools.registers import BRIDES, HOLLINS, changed, csv, workbook
from tilth.people.models import Person
from tilth.schools import shelf
from tilth.schools.models import RegisterImport, School
from tilth.web.sheets import harmless

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(client: Client) -> Client:
    """Signed in, a teacher like any other."""
    client.force_login(PersonFactory(name="Ben"), "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def operator() -> Client:
    client = Client()
    person = PersonFactory(name="Olu", is_operator=True)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _upload(client: Client, content: str | bytes, capture: Any) -> Any:
    file = SimpleUploadedFile("schools.csv", content if isinstance(content, bytes) else content.encode())
    with capture(execute=True):
        return client.post(reverse("schools:upload"), {"file": file})


@pytest.mark.parametrize("schools", [1, 3])
def test_searching_costs_the_same_however_many_are_found(
    ben: Client, schools: int, django_assert_num_queries: Any
) -> None:
    SchoolFactory.create_batch(schools, name="Ash Primary")
    with django_assert_num_queries(4):
        assert ben.get(reverse("schools:search"), {"q": "ash"}).status_code == 200


@pytest.mark.parametrize("relations", [1, 3])
def test_a_schools_page_costs_the_same_however_much_there_is_to_say(
    ben: Client, relations: int, django_assert_num_queries: Any
) -> None:
    here = SchoolFactory(latitude=51.2, longitude=-0.7)
    SchoolFactory.create_batch(relations, latitude=51.21, longitude=-0.7)
    TieFactory.create_batch(relations, school=here)
    SuccessionFactory.create_batch(relations, later=here)
    with django_assert_num_queries(12):
        assert ben.get(reverse("schools:school", args=[here.id])).status_code == 200


def test_htmx_gets_the_results_alone(ben: Client) -> None:
    SchoolFactory(name="Ash Primary")
    page = ben.get(reverse("schools:search"), {"q": "ash"}, headers={"HX-Request": "true"}).content.decode()
    assert "Ash Primary" in page and "<html" not in page


def test_a_search_that_finds_nothing_says_what_would_help(ben: Client) -> None:
    assert "Try fewer words" in ben.get(reverse("schools:search"), {"q": "nowhere"}).content.decode()


def test_a_closed_school_says_so_and_names_who_followed(ben: Client) -> None:
    step = SuccessionFactory(earlier__closed_on=date(2024, 8, 31), later__name="New Ash Academy")
    page = ben.get(reverse("schools:school", args=[step.earlier.id])).content.decode()
    assert "This school closed on 31 August 2024" in page and "New Ash Academy" in page


def test_a_schools_page_shows_its_trust_and_its_neighbours(ben: Client) -> None:
    here = SchoolFactory(latitude=51.2, longitude=-0.7)
    SchoolFactory(name="Close By", latitude=51.21, longitude=-0.7)
    TieFactory(school=here, body__name="Rowan Trust", since=date(2012, 9, 1))
    page = ben.get(reverse("schools:school", args=[here.id])).content.decode()
    assert "Rowan Trust" in page and "since 1 September 2012" in page
    assert "Close By" in page and "1.1 km" in page


def test_nobody_sees_schools_without_signing_in(client: Client) -> None:
    assert client.get(reverse("schools:search")).status_code == 302


@pytest.mark.parametrize("name", ["import", "confirm", "abandon", "lines"])
def test_only_the_operator_has_to_do_with_imports(ben: Client, name: str) -> None:
    address = reverse(f"schools:{name}", args=[RegisterImportFactory(state="reported").id])
    assert ben.get(address).status_code == ben.post(address).status_code == 404
    assert ben.get(reverse("schools:upload")).status_code == 404
    assert RegisterImport.objects.get().state == "reported"


def test_a_register_is_read_shown_and_then_imported(operator: Client, django_capture_on_commit_callbacks: Any) -> None:
    answer = _upload(operator, csv(HOLLINS, BRIDES, changed(HOLLINS, URN="")), django_capture_on_commit_callbacks)
    waiting = RegisterImport.objects.get()
    assert answer.url == reverse("schools:import", args=[waiting.id])
    page = operator.get(answer.url).content.decode()
    assert "What this register would change" in page and "There is no school number." in page
    assert not School.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        operator.post(reverse("schools:confirm", args=[waiting.id]))
    assert School.objects.count() == 2
    assert "The register is imported" in operator.get(answer.url).content.decode()
    assert not shelf.file(waiting.id).exists()


def test_a_spreadsheet_is_read_like_any_other_file(operator: Client, django_capture_on_commit_callbacks: Any) -> None:
    headings = ["Board Number", "Board Name", "School Number", "School Name", "School Level", "Enrolment"]
    book = workbook(headings, ["B1", "Elm Board", "019186", "Ash PS", "Elementary", "<10"], ["Total"])
    answer = _upload(operator, book, django_capture_on_commit_callbacks)
    page = operator.get(answer.url).content.decode()
    assert "Schools in Ontario" in page and "019186 Ash PS" in page and "it is about few children" in page


def test_a_second_yes_imports_nothing_twice(operator: Client, django_capture_on_commit_callbacks: Any) -> None:
    _upload(operator, csv(HOLLINS), django_capture_on_commit_callbacks)
    address = reverse("schools:confirm", args=[RegisterImport.objects.get().id])
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert operator.post(address).status_code == 302
    assert RegisterImport.objects.get().state == "applied"


def test_a_register_can_be_thrown_away(operator: Client, django_capture_on_commit_callbacks: Any) -> None:
    _upload(operator, csv(HOLLINS), django_capture_on_commit_callbacks)
    waiting = RegisterImport.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(reverse("schools:abandon", args=[waiting.id]))
    waiting.refresh_from_db()
    assert waiting.state == "abandoned" and not shelf.file(waiting.id).exists() and not School.objects.exists()


def test_a_bad_file_is_refused_at_its_field_and_nothing_is_kept(
    operator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    for content, why in ((b"", "The file is empty."), (b"Dear all,\nhello\n", "We do not know this kind of file.")):
        page = _upload(operator, content, django_capture_on_commit_callbacks)
        assert page.status_code == 200 and why in page.content.decode()
        assert "file" in page.context["form"].errors
    assert not RegisterImport.objects.exists() and not list(shelf.file(RegisterImport().id).parent.iterdir())


def test_a_file_that_breaks_further_down_says_so_on_its_page(
    operator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    broken = csv(*[changed(HOLLINS, URN=str(100_000 + n)) for n in range(30)]) + '"' + "x" * 20_000
    answer = _upload(operator, broken, django_capture_on_commit_callbacks)
    page = operator.get(answer.url).content.decode()
    assert "quotation mark" in page and "Nothing was changed" in page


def test_the_lines_not_used_can_be_downloaded_and_hold_no_formula(
    operator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    _upload(operator, csv(HOLLINS, changed(HOLLINS, URN='"=cmd()"')), django_capture_on_commit_callbacks)
    waiting = RegisterImport.objects.get()
    text = operator.get(reverse("schools:lines", args=[waiting.id])).content.decode("utf-8-sig")
    assert "3,row skipped,,'=cmd()," in text


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == "'" + cell


def test_a_register_still_being_read_shows_how_far_it_is(operator: Client) -> None:
    waiting = RegisterImportFactory(state="reading")
    shelf.write_progress(waiting.id, 500, 2000)
    address = reverse("schools:import", args=[waiting.id])
    assert "500 of 2000 lines" in operator.get(address).content.decode()
    fragment = operator.get(address, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode() and "HX-Refresh" not in fragment


def test_a_schools_page_leads_its_own_people_and_the_operator_on_to_what_is_theirs(
    ben: Client, operator: Client
) -> None:
    own, other = RoleFactory(person=Person.objects.get(id=ben.session["_auth_user_id"])).school, SchoolFactory()
    people = reverse("people:at_school", args=[own.id])
    partnerships = reverse("partnerships:of_school", args=[own.id])
    page = ben.get(reverse("schools:school", args=[own.id])).content.decode()
    assert people in page and partnerships in page
    assert "In Tilth" not in ben.get(reverse("schools:school", args=[other.id])).content.decode()
    page = operator.get(reverse("schools:school", args=[own.id])).content.decode()
    assert people in page and partnerships not in page
