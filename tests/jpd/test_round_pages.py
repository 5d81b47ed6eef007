"""The pages of a round: what it looks for, how far it has come, and a second look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.jpd import RoundFactory, proposed
from tests.jpd.test_rounds import overdue
from tilth.jpd import actions, queries
from tilth.jpd.models import Round
from tilth.partnerships.models import Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def asked_in(page: str) -> list[str]:
    """The aims on a page, in their order."""
    return re.findall(r'type="hidden" name="aims" value="(\w+)"', page)


@pytest.mark.parametrize(
    ("press", "then"),
    [
        ("up:wants", ["placed", "wants", "waiting"]),
        ("down:wants", ["placed", "waiting", "wants"]),
        ("up:placed", ["placed", "waiting", "wants"]),
        ("drop:waiting", ["placed", "wants"]),
        ("add:across", ["placed", "waiting", "wants", "across"]),
        ("odd", ["placed", "waiting", "wants"]),
        ("up:odd", ["placed", "waiting", "wants"]),
        ("add:odd", ["placed", "waiting", "wants"]),
    ],
)
def test_aims_are_moved_by_buttons_and_nothing_that_was_typed_is_lost(
    rowan: Partnership, ada: Person, signed_in: Opened, press: str, then: list[str]
) -> None:
    page = reverse("jpd:open_round", kwargs={"key": rowan.id})
    typed = {"closes_on": "2030-01-02", "aims": ["placed", "waiting", "wants"], "triads": "two", "move": press}
    shown = text(signed_in(ada).post(page, typed))
    assert asked_in(shown) == then
    assert 'value="2030-01-02"' in shown and "govuk-error-summary" not in shown
    assert re.search(r'value="two" checked', shown) and not Round.objects.exists()


def test_the_aims_a_lead_has_chosen_are_the_rounds(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    page = reverse("jpd:open_round", kwargs={"key": rowan.id})
    browser = signed_in(ada)
    usual = browser.get(page).context["form"].initial
    said = {name: value if isinstance(value, list) else str(value) for name, value in usual.items()}
    del said["chains"]
    said |= {"aims": ["wants", "placed", "wants"], "most_from_one_school": "1", "least_strength": "2"}
    assert browser.post(page, {**said, "aims": []}).status_code == 200
    assert browser.post(page, said).status_code == 302
    round = Round.objects.get()
    assert (round.aims, round.chains, round.need_half_hour) == (["wants", "placed"], False, True)
    assert (round.most_from_one_school, round.least_strength, round.triads) == (1, 2, True)


@pytest.mark.parametrize("aims", [["travel", "placed"], ["subject"], ["subject", "travel"]])
def test_aims_of_which_no_group_could_come_are_refused_in_words(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened, aims: list[str]
) -> None:
    Role.objects.filter(person=ring[0]).update(subject="Science")
    for north, school in enumerate(School.objects.all()):
        School.objects.filter(id=school.id).update(latitude=55 + north / 10, longitude=-2)
    today = timezone.localdate()
    days = {"closes_on": today.isoformat(), "answer_by": (today + timedelta(days=3)).isoformat()}
    said = {**days, "aims": aims, "triads": "three", "least_strength": "1", "subjects": "any"}
    browser, page = signed_in(ada), reverse("jpd:open_round", args=[rowan.id])
    assert "Put something first for which a group has to be found." in text(browser.post(page, said))
    mended = {**said, "aims": ["placed", *aims[-1:]], "subjects": "same" if aims[-1] == "subject" else "any"}
    assert browser.post(page, mended).status_code == 302


@pytest.mark.parametrize(
    ("aims", "subjects", "told"),
    [
        (["placed"], "same", "Ask for “the mix of subjects” above too"),
        (["placed"], "mixed", "Ask for “the mix of subjects” above too"),
        (["placed", "subject"], "any", "or leave out “the mix of subjects” above"),
        (["placed"], "any", None),
        (["placed", "subject"], "mixed", None),
    ],
)
def test_a_mix_of_subjects_is_never_without_effect(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened, aims: list[str], subjects: str, told: str
) -> None:
    Role.objects.filter(person=ring[0]).update(subject="Science")
    today = timezone.localdate()
    days = {"closes_on": today.isoformat(), "answer_by": (today + timedelta(days=3)).isoformat()}
    said = {**days, "aims": aims, "triads": "three", "least_strength": "1", "subjects": subjects}
    browser, page = signed_in(ada), reverse("jpd:open_round", args=[rowan.id])
    answer = browser.post(page, said)
    assert told in text(answer) if told else answer.status_code == 302


def test_the_form_as_it_first_stands_asks_for_nothing_that_does_nothing(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    Role.objects.filter(person=ring[0]).update(subject="Science")
    shown = text(signed_in(ada).get(reverse("jpd:open_round", args=[rowan.id])))
    assert "subject" not in asked_in(shown) and 'value="add:subject"' in shown


def test_an_aim_sent_many_times_is_shown_once(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    said = {"aims": ["placed"] * 500, "move": "up:placed"}
    page = text(signed_in(ada).post(reverse("jpd:open_round", args=[rowan.id]), said))
    assert page.count('name="aims" value="placed"') == 1


def test_the_round_tells_everybody_how_far_it_has_come_and_begins_anew_when_it_ends(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    round = RoundFactory(partnership=rowan)
    page, browser = reverse("jpd:round", kwargs={"key": round.id}), signed_in(ring[0])
    actions.close_round(by=ada, round=round)
    assert "begins to look" in text(browser.get(page)) and "Stop here" not in text(browser.get(page))
    assert "Stop here" in text(signed_in(ada).get(page))
    fragment = text(browser.get(page, **HTMX))
    assert "begins to look" in fragment and "<html" not in fragment
    signed_in(ada).post(reverse("jpd:stop", kwargs={"key": round.id}))
    assert "Stopping" in text(browser.get(page, **HTMX))
    from tilth.jpd.tasks import compute_round

    compute_round.func(str(round.id))
    assert browser.get(page, **HTMX)["HX-Refresh"] == "true"
    assert "The search was stopped before any group was found" in text(browser.get(page))


def test_a_round_is_offered_when_none_goes_on(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    page, browser = reverse("jpd:rounds", kwargs={"key": rowan.id}), signed_in(ada)
    round = RoundFactory(partnership=rowan)
    shown = text(browser.get(page))
    assert "Open a round" not in shown and "when this one is settled" in shown
    actions.cancel_round(by=ada, round=round)
    assert "Open a round" in text(browser.get(page))


def test_a_round_that_nobody_entered_says_so(rowan: Partnership, ada: Person, signed_in: Opened) -> None:
    round, browser = RoundFactory(partnership=rowan), signed_in(ada)
    page = reverse("jpd:round", kwargs={"key": round.id})
    assert "Nobody takes part yet" in text(browser.get(page)) and "Close it now" not in text(browser.get(page))
    early = browser.post(reverse("jpd:close", kwargs={"key": round.id}), follow=True)
    assert "Wait until somebody does, or call the round off" in text(early)
    actions.close_round(by=None, round=round)
    from tilth.jpd.tasks import compute_round

    compute_round.func(str(round.id))
    shown = text(browser.get(page))
    assert "No group came of this round" in shown and "Everybody has answered" not in shown
    assert "No group was found" in shown and "Proven" not in shown and "how far we came" not in shown
    covered = text(browser.get(reverse("jpd:coverage", kwargs={"key": round.id})))
    assert "Nobody took part in this round" in covered and "Every want is offered" not in covered


def test_a_lead_looks_again_and_the_page_counts_without_names(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened
) -> None:
    round = overdue(proposed(rowan).round)
    page, browser = reverse("jpd:look_again", kwargs={"key": round.id}), signed_in(ada)
    assert "follows when a round is settled" in text(browser.get(page))
    actions.settle_round(round=round)
    assert "Look again for those left without" in text(browser.get(reverse("jpd:round", kwargs={"key": round.id})))
    shown = text(browser.get(page))
    assert "3 people who take part are in no group of a round today" in shown
    assert not any(person.name in shown for person in ring)
    in_a_week = (timezone.localdate() + timedelta(days=7)).isoformat()
    assert browser.post(page, {"answer_by": in_a_week, "newcomers": "on"}).status_code == 302
    round.refresh_from_db()
    assert round.phase == Round.Phase.COMPUTING and queries.latest_look(round).number == 2  # type: ignore[union-attr]


def test_whose_group_fell_can_stay_out_of_a_second_look(
    rowan: Partnership, ring: list[Person], signed_in: Opened
) -> None:
    round = overdue(proposed(rowan).round)
    actions.settle_round(round=round)
    page, browser = reverse("jpd:round", kwargs={"key": round.id}), signed_in(ring[0])
    shown = text(browser.get(page))
    assert "will not go ahead this time" in shown and "There may be a second look" in shown
    browser.post(reverse("jpd:sit_out", kwargs={"key": round.id}))
    assert "You take no part in it" in text(browser.get(page))
    browser.post(reverse("jpd:join", kwargs={"key": round.id}))
    assert "Leave me out of it" in text(browser.get(page))
