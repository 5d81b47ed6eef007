"""Where a school or a partnership stands, taken away: a table, values, one page, and in full; as at a day."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.maturity import CHALLENGE, JPD, TRUST, claimed, leaders, of_partnership
from tests.factories.partnerships import family, heads
from tests.factories.people import RoleFactory
from tilth.figures import Figure
from tilth.maturity import tables
from tilth.maturity.domain.model import Side, house
from tilth.maturity.domain.weighing import weigh
from tilth.maturity.figures.profile import Profile, profile
from tilth.maturity.queries.subjects import of_school
from tilth.maturity.wording import telling
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def rowan() -> Any:
    """A family that claims two strands, and does not agree about a third."""
    made = family(3)
    claimed(of_partnership(made), heads(made), {JPD: 2, TRUST: 1, CHALLENGE: None})
    return made


def file(person: Person, rowan: Any, name: str, **asked: str) -> Any:
    return signed_in(person).get(reverse("maturity:file", args=[rowan.id, name]), asked)


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(answer.content.decode().splitlines()))


def pages(answer: Any) -> Any:
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content)).pages


# --- the table and the values -------------------------------------------------------------------


def test_a_table_has_every_strand_and_every_figure_of_it(rowan: Any) -> None:
    answer = file(heads(rowan)[0], rowan, "profile.csv")
    assert answer["Content-Type"].startswith("text/csv")
    found = lines(answer)
    assert {each["Strand"] for each in found} == {each.name for each in house().strands}
    own = [each for each in found if each["Strand"] == "Joint practice development"]
    assert {each["What we claim"] for each in own} == {"Embedding"}
    counted = next(each for each in own if each["Figure"] == "Staff in a group across schools")
    assert counted["In words"].startswith(f"{counted['Counted']} of {counted['Out of']} staff")
    assert counted["Counted where"].startswith("http://testserver/")


def test_values_say_the_same_as_the_table(rowan: Any) -> None:
    head = heads(rowan)[0]
    told = file(head, rowan, "profile.json").json()
    rows = lines(file(head, rowan, "profile.csv"))
    assert [each["name"] for each in told["strands"]] == list(dict.fromkeys(each["Strand"] for each in rows))
    assert told["strands"][0]["claim"] | {"on": ""} == {"stage": 2, "name": "Embedding", "on": "", "words": "So it is."}
    counted = [str(each["counted"]) for strand in told["strands"] for each in strand["figures"]]
    assert counted == [each["Counted"] for each in rows if each["Figure"]]
    apart = next(each for each in told["strands"] if each["strand"] == CHALLENGE)
    assert apart["claim"]["stage"] is None
    assert apart["ring"] == "unknown"


def test_files_look_back_to_a_day(rowan: Any) -> None:
    before = (timezone.localdate() - timedelta(days=1)).isoformat()
    told = file(heads(rowan)[0], rowan, "profile.json", on=before).json()
    assert told["on"] == before
    assert [each["claim"] for each in told["strands"]] == [None] * 12


def test_what_is_withheld_is_in_no_file() -> None:
    heard = {TRUST: Figure.withheld("too few", "/there/")}
    strands = weigh(house(), Side.WITHIN, claims={}, figures={"jpd.staff": Figure(3, 9)}, voice=heard)
    seen = Profile(of_school(RoleFactory().school), timezone.localdate(), house(), strands, {}, heard)
    told = tables.values(seen, lambda path: f"https://tilth.test{path}")
    figures = {each["figure"]: each for strand in told["strands"] for each in strand["figures"]}
    assert (figures["voice"]["counted"], figures["voice"]["of"]) == (None, None)
    assert figures["voice"]["sentence"] == "Too few answers to be shown."
    assert (figures["jpd.staff"]["counted"], figures["jpd.staff"]["of"]) == (3, 9)
    assert figures["jpd.staff"]["source"] == ""


# --- paper --------------------------------------------------------------------------------------


def test_governors_get_one_page_however_much_there_is_to_say(rowan: Any) -> None:
    rowan.name = "The Family of Schools between the Rivers Rowan, Hollin and Alder in the Upper Valley"[:80]
    rowan.save()
    claimed(of_partnership(rowan), heads(rowan), {each.slug: number % 4 for number, each in enumerate(house().strands)})
    assert len(pages(file(heads(rowan)[0], rowan, "profile.pdf"))) == 1


def test_the_full_file_has_every_strand_of_a_school_that_stands_alone() -> None:
    people = leaders(RoleFactory(kind=Role.Kind.HEADTEACHER).school)
    school = people[0].roles.get().school
    claimed(of_school(school), people, {JPD: 1})
    answer = signed_in(people[0]).get(reverse("maturity:school_file", args=[school.id, "full.pdf"]))
    text = " ".join(" ".join(page.extract_text().split()) for page in pages(answer))
    assert [each.name for each in house().strands if each.name not in text] == []
    assert "“So it is.”" in text


def test_there_are_no_other_files_and_not_for_strangers(rowan: Any) -> None:
    assert file(heads(rowan)[0], rowan, "profile.exe").status_code == 404
    assert file(RoleFactory().person, rowan, "profile.json").status_code == 404


# --- three sentences ----------------------------------------------------------------------------


def test_three_sentences_name_what_speaks_against_a_claim(rowan: Any) -> None:
    seen = profile(of_partnership(rowan), timezone.localdate(), heads(rowan)[0])
    said = telling.three(seen, [])
    assert said[0].startswith("On 2 of 12 strands a stage is agreed")
    assert "Joint practice development" in said[1]
    assert telling.three(seen, ["Mind the gap."])[2] == "Mind the gap."
