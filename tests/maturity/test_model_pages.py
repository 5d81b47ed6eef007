"""Making the model one's own: reading, rewording, adding, dropping, carrying over."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.maturity import JPD, TRUST, claimed, of_partnership
from tests.factories.partnerships import family, heads
from tilth.maturity import actions
from tilth.maturity.actions import refusals
from tilth.maturity.domain.model import house
from tilth.maturity.models import Edition
from tilth.maturity.queries import claims, editions
from tilth.people.models import Person

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def filled_in(page: Any, **changed: str) -> dict[str, str]:
    """What the form of a page would send, with some of it changed."""
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changed


@pytest.fixture
def rowan() -> Any:
    return family(3)


def reword(rowan: Any, **changed: str) -> Any:
    browser = signed_in(heads(rowan)[0])
    there = reverse("maturity:reword", args=[rowan.id, JPD])
    return browser.post(there, filled_in(browser.get(there), **changed))


def test_a_strand_is_reworded_and_old_claims_wait_until_they_are_carried_over(rowan: Any) -> None:
    lead = heads(rowan)[0]
    said = claimed(of_partnership(rowan), heads(rowan), {JPD: 2, TRUST: 1})
    answer = reword(rowan, says_2="Working together is what we do on Tuesdays.", changed="So say we all.")
    assert answer.status_code == 302, answer.content.decode()
    today = timezone.localdate()
    held = claims.of_subject(of_partnership(rowan), today)
    assert JPD not in held
    assert held[TRUST].stage == 1
    browser, carry = signed_in(lead), reverse("maturity:carry", args=[rowan.id])
    page = browser.get(carry).content.decode()
    assert "<ins>" in page
    assert "Tuesdays" in page
    browser.post(carry, {str(said[JPD].id): "holds", "base": "2"})
    assert claims.of_subject(of_partnership(rowan), today)[JPD].stage == 2
    assert claims.waiting(of_partnership(rowan), today) == []


def test_as_at_an_earlier_day_the_words_of_that_day_hold(rowan: Any) -> None:
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2})
    reword(rowan, says_2="Other words.")
    earlier = timezone.localdate().replace(year=2025)
    assert editions.model_of(rowan, earlier) == house()
    assert editions.model_of(rowan).version == 2


def test_what_is_only_counted_in_another_way_leaves_claims_as_they_are(rowan: Any) -> None:
    claimed(of_partnership(rowan), heads(rowan), {JPD: 2})
    assert reword(rowan, expects_jpd_staff="5, 10, 15").status_code == 302
    assert claims.of_subject(of_partnership(rowan), timezone.localdate())[JPD].stage == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("expects_jpd_staff", "60, 35, 10", "percentages that do not fall"),
        ("expects_jpd_staff", "many", "percentages that do not fall"),
        ("expects_jpd_staff", "", "Say what is expected"),
        ("short", "TOOLONG", "at most 4"),
        ("says_0", "", "This needs an answer"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_nothing_is_lost(
    rowan: Any, field: str, typed: str, said: str
) -> None:
    page = reword(rowan, **{field: typed, "about": "Kept as typed."})
    assert page.status_code == 200
    assert said in str(page.context["form"].errors[field])
    assert "Kept as typed." in page.content.decode()
    assert not Edition.objects.filter(partnership=rowan).exists()


def test_who_wrote_on_an_older_edition_is_told_and_overwrites_nothing(rowan: Any) -> None:
    page = reword(rowan, base="7", about="Late words.")
    assert "The model was changed while you were writing." in page.content.decode()
    assert "Late words." in page.content.decode()


def test_unchanged_words_make_no_edition(rowan: Any) -> None:
    assert "Nothing would be different." in reword(rowan).content.decode()


def test_a_strand_is_added_and_another_dropped(rowan: Any) -> None:
    lead = heads(rowan)[0]
    browser, there = signed_in(lead), reverse("maturity:add_strand", args=[rowan.id])
    said = {f"says_{number}": f"Stage {number}." for number in range(4)}
    form = filled_in(browser.get(there), name="Music together", short="MT", about="We sing.", **said)
    answer = browser.post(there, form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert editions.model_of(rowan).strands[-1].slug == "own-music-together"
    drop = reverse("maturity:drop_strand", args=[rowan.id, TRUST])
    assert browser.get(drop).status_code == 200
    assert browser.post(drop, {"base": "2", "changed": "We ask about it elsewhere."}).status_code == 302
    model = editions.model_of(rowan)
    assert TRUST not in model.key
    assert model.version == 3
    for name in ("partnership", "board", "model", "unmeasured", "direction"):
        assert browser.get(reverse(f"maturity:{name}", args=[rowan.id])).status_code == 200


def test_the_last_strand_stays(rowan: Any) -> None:
    lead = heads(rowan)[0]
    for each in house().strands[1:]:
        version = editions.model_of(rowan).version
        actions.drop_strand(by=lead, partnership=rowan, slug=each.slug, base=version)
    with pytest.raises(refusals.NoSuchModel):
        actions.drop_strand(by=lead, partnership=rowan, slug=house().strands[0].slug, base=12)


def test_only_those_who_lead_change_it(rowan: Any) -> None:
    other = signed_in(heads(rowan)[1])
    assert other.get(reverse("maturity:reword", args=[rowan.id, JPD])).status_code == 404
    assert "Say it in our words" not in other.get(reverse("maturity:model", args=[rowan.id])).content.decode()


def test_the_model_of_the_house_is_there_for_everybody_and_on_paper(rowan: Any) -> None:
    browser = signed_in(heads(rowan)[0])
    assert browser.get(reverse("maturity:house")).status_code == 200
    assert browser.get(reverse("maturity:unmeasured", args=[rowan.id])).status_code == 200
    paper = browser.get(reverse("maturity:blank", args=[rowan.id]))
    assert paper.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("within_1", "So long a line. " * 50, "600"),
        ("unmeasured", "What we never counted, said at length. " * 5, "120"),
        ("between_2", "Up to a hundred \x00 lines", "Null characters"),
    ],
)
def test_what_is_too_long_for_the_model_is_said_at_its_field(rowan: Any, field: str, typed: str, said: str) -> None:
    page = reword(rowan, **{field: typed})
    assert page.status_code == 200
    assert said in str(page.context["form"].errors[field])


def test_what_people_are_asked_and_what_nothing_measures_are_ones_own_too(rowan: Any) -> None:
    assert (
        reword(rowan, voice="evaluation-and-challenge", unmeasured="Who shares a car\n\nWho eats together").status_code
        == 302
    )
    strand = editions.model_of(rowan).strand(JPD)
    assert strand is not None
    assert strand.voice == "evaluation-and-challenge"
    assert strand.unmeasured == ("Who shares a car", "Who eats together")


@pytest.mark.parametrize("name", ["Music_and_more", "音楽", "2 and 2", "A" * 120, "A" * 35 + " b"])
def test_a_strand_may_be_called_anything(rowan: Any, name: str) -> None:
    browser, there = signed_in(heads(rowan)[0]), reverse("maturity:add_strand", args=[rowan.id])
    said = {f"says_{number}": f"Stage {number}." for number in range(4)}
    answer = browser.post(there, filled_in(browser.get(there), name=name, short="MT", about="We sing.", **said))
    assert answer.status_code == 302, answer.context["form"].errors
    added = editions.model_of(rowan).strands[-1]
    assert added.name == name
    assert browser.get(reverse("maturity:reword", args=[rowan.id, added.slug])).status_code == 200


def test_who_wrote_meanwhile_is_shown_and_can_then_be_answered(rowan: Any) -> None:
    browser, there = signed_in(heads(rowan)[0]), reverse("maturity:reword", args=[rowan.id, JPD])
    typed = filled_in(browser.get(there), about="My words.")
    reword(rowan, says_0="Somebody else was quicker.")
    page = browser.post(there, typed)
    assert "Somebody else was quicker." in page.content.decode()
    assert "My words." in page.content.decode()
    assert 'name="base" value="2"' in page.content.decode()
    assert browser.post(there, typed | {"base": "2"}).status_code == 302
    strand = editions.model_of(rowan).strand(JPD)
    assert strand is not None
    assert strand.about == "My words."
