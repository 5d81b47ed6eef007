"""A row that is gone before it could be held answers as what does not exist does."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import Http404

from tests.factories.schools import SchoolFactory
from tilth.schools.models import School
from tilth.web.holding import hold

pytestmark = pytest.mark.django_db


def test_what_is_held_is_read_anew() -> None:
    school = SchoolFactory(name="Alder")
    School.objects.filter(id=school.id).update(name="Birch")
    with transaction.atomic():
        hold(school)
    assert school.name == "Birch"


def test_what_somebody_deleted_between_loading_and_holding_is_not_found() -> None:
    school = SchoolFactory()
    School.objects.filter(id=school.id).delete()
    with pytest.raises(Http404), transaction.atomic():
        hold(school)
