"""Whoever plays a part in a partnership keeps their account when their last school ends."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.partnerships import PartnershipRoleFactory
from tests.factories.people import RoleFactory
from tilth.partnerships import queries
from tilth.partnerships.models import PartnershipRole
from tilth.people.actions import erasures
from tilth.people.actions.roles import rest_departed

pytestmark = pytest.mark.django_db


def test_a_broker_who_works_in_no_school_any_more_is_not_put_to_rest() -> None:
    broker = RoleFactory(ends_on=date(2021, 1, 1)).person
    part = PartnershipRoleFactory(person=broker, kind=PartnershipRole.Kind.BROKER)
    assert rest_departed() == 0
    PartnershipRole.objects.filter(id=part.id).update(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert rest_departed() == 1


def test_who_is_forgotten_leads_nothing_any_more() -> None:
    lead = RoleFactory(kind="senior_leader").person
    part = PartnershipRoleFactory(person=lead)
    erasures.erase(by=None, request=erasures.ask_erasure(by=lead))
    part.refresh_from_db()
    assert part.ends_on is not None
    assert not queries.partnership_leads(part.partnership).exists()


def test_who_has_chosen_to_stay_is_not_forgotten() -> None:
    lead = RoleFactory().person
    request = erasures.ask_erasure(by=lead)
    erasures.withdraw_erasure(by=lead)
    with pytest.raises(erasures.NotWaiting):
        erasures.erase(by=None, request=request)
    lead.refresh_from_db()
    assert lead.is_active
