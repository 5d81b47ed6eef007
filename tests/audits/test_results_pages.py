"""Pages of results: what they say, to whom they do not exist, what they cost, and that all of them say the same."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.audits.results import client_of, head, look, text, title, to
from tests.factories import publications as made
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.publications import behaviours, nothing, partly, publish, published, somebody
from tilth.audits import actions, tables
from tilth.audits.domain.instruments import Audience
from tilth.audits.models import Prediction, PublicationRow, WaveSchool
from tilth.people.models import Role
from tilth.web.sheets import OPENS_A_FORMULA

pytestmark = pytest.mark.django_db
QUERIES = {"results": 8, "trend": 7, "guide": 7, "commitments": 7}
HEAVIEST = 200_000


@pytest.fixture
def place() -> WaveSchool:
    """A school that was heard, with something of everything."""
    earlier = published({**made.STAFF, "support": (1, 3, 11, 9)}, closed=made.CLOSED - timedelta(days=240))
    now = published(
        {**partly(), "support": made.STAFF["support"]},
        parts=made.parts(),
        earlier=earlier,
        remarks=("We are heard, but late.", *["Thank you for asking."] * 9),
        least=("right-decisions",),
    )
    before = publish(earlier)
    return publish(now, school=before.school, breakdown=made.PARTS)


# --- what is said -------------------------------------------------------------------------------


@pytest.mark.alike
def test_a_head_reads_the_answer_first(place: WaveSchool) -> None:
    page = look(head(place.school), "results", place)
    assert title(page).startswith("Your staff trust you least for “right decisions”")
    assert "24 of the 30 staff who were asked answered" in page
    assert "Support rose from 17 % to 88 %" in page
    assert "nearly everybody: fewer than 3 of 24 said otherwise" in page
    assert "not shown: fewer than 12 answered this" in page
    assert "Three to nine years + Ten years or more" in page and "shown together" in page
    assert page.count("Thank you for asking.") == 9


@pytest.mark.parametrize("team", [False, True])
def test_the_next_step_follows_the_picture_before_all_else(team: bool) -> None:
    here = publish(behaviours() if team else published())
    page = look(head(here.school), "results", here)
    assert page.index("</figure>") < page.index("One next step") < page.index("How to read it")


def test_staff_read_what_their_head_reads_a_day_later(place: WaveSchool) -> None:
    ben = somebody(place.school)
    page, heads = look(ben, "results", place), look(head(place.school), "results", place)
    picture = re.compile(r"<figure.*?</figure>", re.DOTALL)
    assert picture.findall(page) == picture.findall(heads)
    assert title(page).startswith("Staff trust their leaders least for")
    place.wave.published_on = timezone.localdate()
    place.wave.save()
    assert client_of(ben).get(to("results", place)).status_code == 404
    assert client_of(head(place.school)).get(to("results", place)).status_code == 200


@pytest.mark.parametrize("page", ["results", "results_pdf", "results_csv", "results_json", "trend", "commitments"])
def test_results_do_not_exist_for_others(place: WaveSchool, page: str) -> None:
    elsewhere = made.with_head("Elsewhere")
    newcomer = RoleFactory(school=place.school, starts_on=timezone.localdate()).person
    student = somebody(place.school, Role.Kind.STUDENT)
    for other in (head(elsewhere), newcomer, student, PersonFactory()):
        assert client_of(other).get(to(page, place)).status_code == 404


def test_somebody_who_was_asked_and_left_still_reads_what_came_of_it(place: WaveSchool) -> None:
    gone = RoleFactory(school=place.school, ends_on=place.wave.closes_on + timedelta(days=2)).person
    assert client_of(gone).get(to("results", place)).status_code == 200


@pytest.mark.alike
def test_students_read_it_in_plain_words_and_their_head_reads_all_of_it() -> None:
    said = {"confidant": (6, 9, 12), "promises-kept": (5, 8, 14)}
    place = publish(published(said, slug="students-staff"), audience=Audience.STUDENTS)
    page, heads = (
        look(who, "results", place) for who in (somebody(place.school, Role.Kind.STUDENT), head(place.school))
    )
    assert title(page) == "What students said"
    assert "That way nobody can work out who said what" in page
    for hard in ("likely", "favourable answers is", "divided", "kept silent", "JSON", "alpha"):
        assert hard not in page, hard
    assert "likely" in heads
    shares = [re.findall(r"(\d+)\s%", each) for each in (page, heads)]
    assert {"22", "19"} <= set(shares[0]) & set(shares[1]), shares


@pytest.mark.alike
def test_a_page_without_results_says_why_and_how_many_it_takes_but_not_how_many_answered() -> None:
    place = publish(nothing(needed=8, answered=None))
    page = look(head(place.school), "results", place)
    assert title(page) == "Not enough people answered to show anything"
    assert "from 8 answers on. 10 people were asked" in page
    for button in ("Prepare that conversation", "Plan the next wave", "Behaviours as a conversation", "partnerships"):
        assert button in page
    mine = look(somebody(place.school), "results", place)
    assert "Plan the next wave" not in mine
    for said in (page, mine):
        assert not re.search(r"\d+ (of the \d+ .*)?answered", said)


@pytest.mark.alike
def test_the_picture_of_a_team_shows_oneself_only_where_the_team_is_large() -> None:
    large, small = publish(behaviours()), publish(behaviours(9, own=False))
    page = look(head(large.school), "results", large)
    assert "Views clash" in page and "picked of oneself" in page
    page = look(head(small.school), "results", small)
    assert "picked of oneself" not in page and "The team is small" in page


@pytest.mark.alike
def test_what_was_asked_the_other_way_round_is_turned_in_the_picture_and_not_in_the_table() -> None:
    assert next(item for item in made.house("staff-staff").items if item.key == "being-missed").reversed
    place = publish(published({"being-missed": (1, 2, 6, 15)}, slug="staff-staff"))
    page = look(head(place.school), "results", place)
    assert "asked the other way round" in page
    bar = page[page.index("<desc") : page.index("</desc>")]
    assert "1 agree strongly; 2 agree; 6 disagree; 15 disagree strongly" in bar
    middle = float(found[1]) if (found := re.search(r'd="M([\d.]+) 0V25"', page)) else 0
    places = dict(re.findall(r'<text x="([\d.]+)"[^>]*>(\d+)</text>', page))
    assert {count: float(x) > middle for x, count in places.items()} == {"15": True, "6": True, "2": False}
    assert "88 %" in page


# --- what a head expected -----------------------------------------------------------------------


@pytest.mark.alike
def test_what_a_head_expected_is_theirs_alone_until_they_show_it(place: WaveSchool) -> None:
    ada, ben = head(place.school), somebody(place.school)
    expected = dict.fromkeys(made.STAFF, 70)
    Prediction.objects.create(wave_school=place, person=ada, expected=expected, sealed_at=timezone.now())
    assert "only you see this" in look(ada, "results", place)
    deputy = somebody(place.school, Role.Kind.SENIOR_LEADER)
    for other in (ben, deputy):
        assert "expected" not in re.sub(r"unexpected", "", look(other, "results", place))
        assert client_of(other).post(to("share_prediction", place)).status_code == 404
    assert "expected" not in printed(client_of(ada).get(to("results_pdf", place)))
    client_of(ada).post(to("share_prediction", place))
    assert f"{ada.name} said before anybody was asked" in look(ben, "results", place)
    assert "what the head expected" in printed(client_of(ben).get(to("results_pdf", place)))


def test_a_new_head_does_not_see_what_the_last_one_expected(place: WaveSchool) -> None:
    Prediction.objects.create(
        wave_school=place, person=PersonFactory(), expected={"support": 70}, sealed_at=timezone.now()
    )
    assert "only you see this" not in look(head(place.school), "results", place)


# --- files --------------------------------------------------------------------------------------


def printed(response: Any) -> str:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_what_is_kept_is_given_out_byte_for_byte(place: WaveSchool) -> None:
    answer = client_of(head(place.school)).get(to("results_json", place))
    row = PublicationRow.objects.get(wave=place.wave, school=place.school)
    assert answer.content == bytes(row.stored)
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["answered"] == 24


@pytest.mark.alike
def test_the_printed_file_says_what_the_page_says(place: WaveSchool) -> None:
    said = printed(client_of(head(place.school)).get(to("results_pdf", place)))
    for words in (
        "Your staff trust you least",
        "21 of 24",
        "nearly everybody",
        "Support rose",
        "We are heard, but late.",
    ):
        assert words in said
    assert client_of(head(place.school)).post(to("results_pdf", place)).status_code == 405


@pytest.mark.alike
def test_the_table_holds_every_line_of_the_page(place: WaveSchool) -> None:
    answer = client_of(head(place.school)).get(to("results_csv", place))
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    mine = {line["what"]: line for line in lines if line["of whom"] == "everybody"}
    assert mine["Support"]["Agree strongly"] == "9" and mine["Support"]["favourable"] == "21"
    assert mine["Competence"]["shown"] == "nearly" and not mine["Competence"]["favourable"]
    assert mine["Integrity"]["shown"] == "not shown"
    assert {"Up to two years", "Three to nine years + Ten years or more"} < {line["of whom"] for line in lines}


@pytest.mark.alike
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_table_is_a_formula(sign: str) -> None:
    instrument = made.house()
    evil = instrument.items[0].model_copy(update={"aspect": f"{sign}HYPERLINK(1)"})
    publication = published(instrument=instrument.model_copy(update={"items": (evil, *instrument.items[1:])}))
    cells = [cell for line in csv.reader(io.StringIO(tables.as_csv(publication, None))) for cell in line]
    assert f"'{sign}HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(OPENS_A_FORMULA)]


@pytest.mark.alike
def test_the_table_of_a_team_says_how_many_picked_what() -> None:
    place = publish(behaviours())
    answer = client_of(head(place.school)).get(to("results_csv", place))
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line["of whom"] for line in lines} >= {"of the team, strong", "of oneself, weak"}
    assert any(line["picked it"] == "11" for line in lines)


# --- over time ----------------------------------------------------------------------------------


def test_over_time_only_what_was_shown_exactly_and_may_be_read_stands_side_by_side(place: WaveSchool) -> None:
    page = look(head(place.school), "trend", place)
    line = re.search(r'<th scope="row">Support</th>.*?</tr>', page, re.DOTALL)
    assert line and "17 %" in line[0] and "88 %" in line[0]
    band = re.search(r'<th scope="row">Competence</th>.*?</tr>', page, re.DOTALL)
    assert band and "not shown" in band[0]
    newer = RoleFactory(school=place.school, starts_on=place.wave.opens_on).person
    page = look(newer, "trend", place)
    assert "17 %" not in page and "88 %" in page


# --- the conversation ---------------------------------------------------------------------------


@pytest.mark.alike
def test_those_who_lead_get_a_guide_and_those_who_govern_a_shorter_one(place: WaveSchool) -> None:
    ada, cal = head(place.school), somebody(place.school, Role.Kind.GOVERNOR)
    page = look(ada, "guide", place)
    assert title(page) == "How shall we talk about it?" and "Forty-five minutes" in page
    assert "Never guess who said what" in page
    for governing in (look(cal, "guide", place), text(client_of(ada).get(to("guide", place) + "?for=governors"))):
        assert title(governing) == "What may a governor ask?"
        assert "Forty-five minutes" not in governing
    assert client_of(somebody(place.school)).get(to("guide", place)).status_code == 404


@pytest.mark.alike
def test_the_guide_to_behaviours_brings_the_sheet() -> None:
    place = publish(behaviours())
    assert "The sheet stays with you" in look(head(place.school), "guide", place)
    alone = text(client_of(PersonFactory()).get(reverse("audits:facilitation")))
    assert all(item.aspect in alone for item in made.house("behaviours").items)


# --- what it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["results", "trend", "guide", "commitments"])
def test_a_page_of_a_school_costs_a_fixed_number_of_queries(
    place: WaveSchool, page: str, django_assert_num_queries: Any
) -> None:
    ada = head(place.school)
    client = client_of(ada)
    for heard in range(3):
        publish(published(closed=made.CLOSED - timedelta(days=300 + heard)), school=place.school)
        actions.commit(
            by=ada, wave_school=place, item="", heard="Late", promised="Soon", owner=ada, due_on=timezone.localdate()
        )
        client.get(to(page, place))
        with django_assert_num_queries(QUERIES[page]):
            answer = client.get(to(page, place))
        assert len(answer.content) < HEAVIEST
