"""The gallery, and what every page has around itself."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import override_settings

pytestmark = pytest.mark.django_db

BUILT = Path(__file__).parents[2] / "tilth/web/static/web/build"


@pytest.fixture
def gallery(client):
    return client.get("/components/").content.decode()


def test_the_gallery_opens_to_anybody(client):
    response = client.get("/components/")
    assert response.status_code == 200
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_page_has_a_language_one_heading_and_a_way_past_the_band(gallery):
    assert '<html lang="en-gb"' in gallery
    assert re.findall(r"<h1>(.*?)</h1>", gallery) == ["Every component, with its looks"]
    assert "<title>Every component, with its looks – Tilth</title>" in gallery
    assert 'href="#main" class="govuk-skip-link"' in gallery
    assert '"allowEval":false' in gallery


def test_wrong_answers_are_listed_and_linked_to_their_fields(client):
    page = client.post("/components/", {"name": "", "size": "many"}).content.decode()
    assert "There is a problem" in page
    targets = re.findall(r'<a href="#(id_[a-z]+)"', page)
    assert {"id_name", "id_size", "id_subjects", "id_place"} <= set(targets)
    assert all(f'id="{target}"' in page for target in targets)
    assert "<title>Error: " in page


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_the_pages_for_faults_need_nothing_to_be_drawn(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "first page" in render_to_string(template)


@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html"])
def test_the_pages_that_say_no_can_be_drawn_without_a_request(template):
    assert "first page" in render_to_string(template)


@override_settings(DEBUG=False)
def test_a_page_that_is_not_there_says_what_to_do(client):
    response = client.get("/nowhere-at-all/")
    assert response.status_code == 404
    assert "It may have moved" in response.content.decode()


@pytest.mark.skipif(not BUILT.exists(), reason="npm run build has not been run")
def test_what_is_built_is_small():
    sizes = {file.name: file.stat().st_size for file in BUILT.iterdir()}
    assert sizes["inter-latin.woff2"] < 50_000
    assert sizes["tilth.css"] < 130_000
    assert sizes["tilth.js"] < 25_000


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("window", ["desktop", "phone"])
def test_axe_finds_nothing_in_the_gallery(window, request, axe):
    page = request.getfixturevalue(window)
    page.goto("/components/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_word_of_the_field_opens_to_its_meaning(phone):
    phone.goto("/components/")
    phone.get_by_role("button", name="JPD").click()
    assert phone.get_by_text("two or three teachers try something").is_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_menu_of_a_phone_opens_without_a_script(phone, complaints):
    phone.route("**/*.js", lambda route: route.abort())
    phone.goto("/components/")
    menu = phone.get_by_role("button", name="Menu")
    menu.click()
    assert phone.get_by_role("navigation", name="Main").is_visible()
    complaints.clear()  # of the scripts that we kept from it
