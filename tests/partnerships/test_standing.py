"""Whoever plays a part in a partnership keeps their account when their last school ends."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.partnerships import PartnershipRoleFactory
from tests.factories.people import RoleFactory
from tilth.partnerships.models import PartnershipRole
from tilth.people.actions.roles import rest_departed

pytestmark = pytest.mark.django_db


def test_a_broker_who_works_in_no_school_any_more_is_not_put_to_rest() -> None:
    broker = RoleFactory(ends_on=date(2021, 1, 1)).person
    part = PartnershipRoleFactory(person=broker, kind=PartnershipRole.Kind.BROKER)
    assert rest_departed() == 0
    PartnershipRole.objects.filter(id=part.id).update(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert rest_departed() == 1
