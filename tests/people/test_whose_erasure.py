"""Who may forget whom."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.people import RoleFactory
from tilth.people import queries
from tilth.people.actions import erasures
from tilth.people.models import Role
from tilth.people.rules import Permission

pytestmark = pytest.mark.django_db


def test_the_head_of_a_school_somebody_has_long_left_forgets_nobody() -> None:
    former = RoleFactory(ends_on=date(2022, 7, 22))
    ben = former.person
    now = RoleFactory(person=ben)
    before = RoleFactory(school=former.school, kind=Role.Kind.HEADTEACHER).person
    head = RoleFactory(school=now.school, kind=Role.Kind.HEADTEACHER).person
    request = erasures.ask_erasure(by=ben)
    assert queries.erasure(viewer=head, key=ben.id) == request
    assert queries.erasure(viewer=before, key=ben.id) is None
    assert not before.has_perm(Permission.ERASE, request)
