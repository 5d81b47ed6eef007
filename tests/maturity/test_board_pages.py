"""Dangers, the broker and the next step are on the pages of families that have them, and not on those that have not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.ledger import gift, written
from tests.factories.maturity import CHALLENGE, JPD, PURPOSE, TRUST, claimed, leaders, of_partnership, of_school
from tests.factories.partnerships import family, heads
from tilth.maturity import actions
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db
AHEAD = "JPD is running ahead of High social capital"
OUTSIDE = "Evaluation and challenge has come further between your schools"
BROKER = "Challenge with somebody beside you"


def board(viewer: Person, rowan: Any) -> str:
    browser = Client()
    browser.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(browser.get(reverse("maturity:board", args=[rowan.id])).content.decode())


def says(head: Person, stages: dict[str, int]) -> None:
    """A school claims these stages, and lets its partners see it."""
    school = head.roles.get(kind=Role.Kind.HEADTEACHER).school
    said = claimed(of_school(school), leaders(school), stages)
    actions.share(by=head, assessment=said[JPD].assessment)


def test_a_family_with_both_dangers_and_low_trust_reads_of_them_and_what_to_do() -> None:
    rowan = family(3)
    lead = heads(rowan)[0]
    says(lead, {JPD: 3, TRUST: 1, PURPOSE: 2, CHALLENGE: 1})
    claimed(of_partnership(rowan), heads(rowan), {CHALLENGE: 2})
    page = board(lead, rowan)
    assert AHEAD in page
    assert OUTSIDE in page
    assert BROKER in page  # nobody was asked in confidence, and nobody gave another school any time
    assert "Ask staff in confidence whether they trust" in page


def test_a_family_that_goes_evenly_reads_of_none() -> None:
    rowan = family(2)
    one, other = heads(rowan)
    for head in (one, other):
        says(head, {JPD: 1, TRUST: 1, PURPOSE: 1, CHALLENGE: 1})
    written(rowan, gift(one, other, 60), gift(other, one, 60), on=timezone.localdate())
    page = board(one, rowan)
    assert "What to watch" not in page
    assert BROKER not in page
    assert "Find colleagues in other schools to work with" in page
