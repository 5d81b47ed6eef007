"""What the pages of a round say, held against what is so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.jpd import RoundFactory, computed
from tests.jpd.looks import look_of
from tilth.jpd import wording
from tilth.jpd.models import Round
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

pytestmark = pytest.mark.django_db
Opened = Callable[[Person], Client]


def page(browser: Client, name: str, round: Round) -> str:
    response = browser.get(reverse(f"jpd:{name}", kwargs={"key": round.id}))
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def plain(html: str) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- what it asks for, and what came of that ---


def listed(html: str) -> list[str]:
    """What a page says a round asks for."""
    (names,) = re.findall(r"This round asks for, first things first:</p>\s*<ol>(.*?)</ol>", html, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", names)


def weighed(html: str) -> list[str]:
    """What a page says was looked for, as it is called in the other list."""
    names = re.findall(r'tilth-reached__name">(.*?)<', html)
    return [name[0].lower() + name[1:] for name in names]


def test_both_lists_of_a_page_name_the_same_aims(rowan: Partnership, ring: list[Person], signed_in: Opened) -> None:
    round = computed(RoundFactory(partnership=rowan))
    assert "subject" in round.aims
    shown = page(signed_in(ring[0]), "round", round)
    assert listed(shown) == weighed(shown) and "the mix of subjects" not in listed(shown)


def test_an_aim_that_makes_no_difference_is_not_said_to_be_asked_for(
    rowan: Partnership, ring: list[Person], signed_in: Opened
) -> None:
    round = RoundFactory(partnership=rowan, aims=["placed", "subject"])
    assert listed(page(signed_in(ring[0]), "round", round)) == ["as many people as possible"]
    Round.objects.update(subjects="mixed")
    assert listed(page(signed_in(ring[0]), "round", round))[1:] == ["the mix of subjects"]


def test_points_are_not_read_as_wants(rowan: Partnership, ring: list[Person]) -> None:
    round = computed(RoundFactory(partnership=rowan))
    said = {each.tier: each.said for each in wording.reached(look_of(round), round)}
    assert said["wants"].startswith("Wants met, strongest first: 6 points (") and "counts 3" in said["wants"]
    assert (
        said["confidence"].startswith("Offers taken up, surest first: 6 points (") and "coach 3" in said["confidence"]
    )
