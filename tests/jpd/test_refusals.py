"""What is refused is refused with what is so, and leads back to a page that can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.jpd import RoundFactory, proposed
from tilth.jpd import actions
from tilth.jpd.domain import terms
from tilth.jpd.models import Round, TermPlan
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]
Phase = Round.Phase


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.PROPOSED, "Proposals are out. People answer them now."),
        (Phase.SETTLED, "This round is settled: there is nothing left to call off."),
        (Phase.CANCELLED, "This round has been called off already."),
    ],
)
def test_a_round_that_cannot_be_called_off_says_why(rowan: Partnership, ada: Person, phase: str, said: str) -> None:
    with pytest.raises(actions.NotNow, match=said):
        actions.cancel_round(by=ada, round=RoundFactory(partnership=rowan, phase=phase))


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.GATHERING, "Tilth has not begun to look: people can still say what they offer and want."),
        (Phase.PROPOSED, "Tilth has finished looking."),
        (Phase.SETTLED, "Tilth has finished looking."),
        (Phase.CANCELLED, "This round has been called off."),
    ],
)
def test_a_search_that_cannot_be_stopped_says_why(rowan: Partnership, ada: Person, phase: str, said: str) -> None:
    with pytest.raises(actions.NotNow, match=said):
        actions.stop_look(by=ada, round=RoundFactory(partnership=rowan, phase=phase))


@pytest.mark.parametrize("button", ["stop", "cancel", "close", "sit_out", "join"])
def test_a_button_pressed_too_late_leads_back_to_the_round_and_says_so_calmly(
    rowan: Partnership, ada: Person, ring: list[Person], signed_in: Opened, button: str
) -> None:
    round, browser = proposed(rowan).round, signed_in(ada)
    answer = browser.post(reverse(f"jpd:{button}", args=[round.id]))
    assert answer.status_code == 302 and answer.url == reverse("jpd:round", args=[round.id])
    shown = browser.get(answer.url).content.decode()
    assert "Please note" in shown and "govuk-error-summary" not in shown


def test_a_plan_that_waits_for_its_turn_says_that_it_is_still_looked_for(rowan: Partnership, ada: Person) -> None:
    monday: date = terms.monday_of(timezone.localdate()) + timedelta(weeks=1)
    plan = actions.plan_term(by=ada, partnership=rowan, begins_on=monday, weeks=2, meetings=1)
    TermPlan.objects.update(state=TermPlan.State.WAITING)
    with pytest.raises(actions.NotSo, match=r"still looking for times\. You can accept the plan once"):
        actions.accept_plan(by=ada, plan=plan)
    TermPlan.objects.update(state=TermPlan.State.DROPPED)
    with pytest.raises(actions.NotSo, match="not waiting for an answer"):
        actions.accept_plan(by=ada, plan=plan)


@pytest.mark.parametrize("odd", ["", "perhaps"])
def test_a_proposal_asks_for_one_of_its_two_answers(
    rowan: Partnership, ring: list[Person], signed_in: Opened, odd: str
) -> None:
    page = reverse("jpd:proposal", args=[proposed(rowan).id])
    shown = signed_in(ring[0]).post(page, {"yes": odd}).content.decode()
    assert "Say yes, or not this time." in shown
    assert "This needs an answer" not in shown and "Select a valid choice" not in shown
