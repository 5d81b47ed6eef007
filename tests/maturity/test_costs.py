"""Pages of maturity ask the database as often for much as for little, and carry little."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.maturity import CHALLENGE, JPD, PURPOSE, TRUST, claimed, leaders, of_partnership, of_school, opened
from tests.factories.maturity import placed as places
from tests.factories.partnerships import MembershipFactory, family, head_of, heads
from tests.factories.people import RoleFactory
from tilth.maturity.domain.model import house
from tilth.people.models import Person, Role

pytestmark = pytest.mark.django_db
PAGES = ("partnership", "board", "direction", "capital", "model", "unmeasured", "assess", "ask_partner", "carry")
OVER_THE_WIRE = 200_000


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def asked(browser: Client, path: str) -> int:
    """How often a page asks the database. It is opened once before, so that what is remembered counts for nobody."""
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = browser.get(path)
    assert answer.status_code == 200, path
    assert len(answer.content) < OVER_THE_WIRE
    return len(queries)


def counted(lead: Person, rowan: Any) -> dict[str, int]:
    browser = signed_in(lead)
    school = lead.roles.get(kind=Role.Kind.HEADTEACHER).school
    paths = {name: reverse(f"maturity:{name}", args=[rowan.id]) for name in PAGES}
    paths["strand"] = reverse("maturity:strand", args=[rowan.id, JPD])
    paths["school"] = reverse("maturity:school", args=[school.id])
    paths["school_strand"] = reverse("maturity:school_strand", args=[school.id, JPD])
    paths["home"] = reverse("home:today")
    return {name: asked(browser, path) for name, path in paths.items()}


def tell(rowan: Any, stages: dict[str, int]) -> None:
    """Every school and the partnership claim these stages."""
    for head in heads(rowan):
        school = head.roles.get(kind=Role.Kind.HEADTEACHER).school
        claimed(of_school(school), leaders(school), stages)
    claimed(of_partnership(rowan), heads(rowan), stages)


def test_the_pages_cost_the_same_for_twelve_schools_as_for_three() -> None:
    rowan = family(3)
    lead = heads(rowan)[0]
    tell(rowan, {JPD: 2})
    before = counted(lead, rowan)
    for _further in range(9):
        place = MembershipFactory(partnership=rowan)
        place.agreed_by = head_of(place.school)
        place.save()
    tell(rowan, {JPD: 1, TRUST: 1, PURPOSE: 1, CHALLENGE: 1})
    assert counted(lead, rowan) == before


def test_an_assessment_costs_the_same_for_thirty_as_for_two_and_weighs_little() -> None:
    rowan = family(2)
    head = heads(rowan)[0]
    school = head.roles.get(kind=Role.Kind.HEADTEACHER).school
    browser, costs = signed_in(head), []
    for many in (1, 29):
        colleagues = [RoleFactory(school=school).person for _each in range(many)]
        assessment = opened(of_school(school), [head, *colleagues])
        for who in [head, *colleagues]:
            places(assessment, who, {each.slug: 1 for each in house().strands})
        paths = [reverse("maturity:assessment", args=[assessment.id])]
        paths.append(reverse("maturity:spread", args=[assessment.id, JPD]))
        costs.append([asked(browser, path) for path in paths])
        assessment.refresh_from_db()
        browser.post(reverse("maturity:end", args=[assessment.id]))
    assert costs[0] == costs[1]
