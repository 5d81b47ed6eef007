"""Who came further: never somebody who only begins."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.factories.maturity import CHALLENGE, claimed, leaders, of_school
from tests.factories.partnerships import family, heads
from tilth.maturity import actions
from tilth.maturity.figures import profile
from tilth.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("stage", "many"), [(0, 0), (1, 1)])
def test_where_nothing_is_agreed_only_those_beyond_the_beginning_came_further(stage: int, many: int) -> None:
    own, other = (head.roles.get(kind=Role.Kind.HEADTEACHER).school for head in heads(family(2)))
    agreed = claimed(of_school(other), leaders(other), {CHALLENGE: stage})
    actions.share(by=agreed[CHALLENGE].by, assessment=agreed[CHALLENGE].assessment)
    viewer = leaders(own)[0]
    page = profile.strand_page(profile.profile(of_school(own), timezone.localdate(), viewer), CHALLENGE)
    assert page
    assert len(page.ahead) == many
