"""Who is in what together, and what one may therefore see."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.factories.partnerships import MembershipFactory, PartnershipRoleFactory, family, head_of, heads
from tests.factories.people import RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.notices.models import Notice
from tilth.partnerships import queries
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Role
from tilth.people.rules import known_to
from tilth.schools.models import School
from tilth.schools.signals import school_closed

pytestmark = pytest.mark.django_db


def teacher_in(partnership: Partnership) -> object:
    return RoleFactory(school=queries.agreed_schools(partnership)[0]).person


def test_colleagues_of_one_live_family_share_it() -> None:
    partnership = family(2)
    ada, ben = heads(partnership)
    assert queries.shares_live_partnership(ada, ben)
    assert not queries.shares_live_partnership(ada, heads(family(2))[0])


@pytest.mark.parametrize("phase", ["proposed", "paused", "ended"])
def test_a_partnership_that_does_not_live_is_not_shared(phase: str) -> None:
    ada, ben = heads(family(2, phase=phase))
    assert not queries.shares_live_partnership(ada, ben)


def test_an_invited_school_shares_nothing_yet() -> None:
    partnership = family(2)
    invited = head_of(MembershipFactory(partnership=partnership, asked=True).school)
    assert not queries.shares_live_partnership(heads(partnership)[0], invited)
    assert not queries.live_partnerships_of(invited).exists()
    assert queries.partnership(viewer=invited, key=partnership.id) == partnership


def test_a_school_that_has_left_sees_nothing_any_more() -> None:
    place = MembershipFactory(state=Membership.State.LEFT, left_on=date(2025, 7, 18))
    assert queries.partnership(viewer=head_of(place.school), key=place.partnership_id) is None


def test_who_has_left_a_school_is_no_longer_in_its_family() -> None:
    partnership = family(2)
    school = queries.agreed_schools(partnership)[0]
    former = RoleFactory(school=school, ends_on=date(2023, 7, 21)).person
    assert former not in queries.people_in(partnership, Role.Kind.values, timezone.localdate())
    assert not queries.live_families_of(former).exists()


def test_a_broker_from_outside_is_in_the_family() -> None:
    role = PartnershipRoleFactory(partnership=family(2), kind="broker")
    assert list(queries.live_families_of(role.person)) == [role.partnership]


def test_an_alliance_is_a_partnership_and_no_family() -> None:
    ada, _ben = heads(family(2, kind="alliance"))
    assert queries.live_partnerships_of(ada).count() == 1
    assert not queries.live_families_of(ada).exists()


def test_adults_of_a_live_family_can_find_one_another_and_students_stay_hidden() -> None:
    partnership = family(2)
    teacher = teacher_in(partnership)
    ada, ben = heads(partnership)
    student = RoleFactory(school=ben.roles.get().school, kind=Role.Kind.STUDENT).person
    seen = known_to(ada)
    assert ben in seen and teacher in seen
    assert student not in seen


def test_the_signal_of_a_closed_school_reaches_its_partners() -> None:
    partnership = family(2)
    school = queries.agreed_schools(partnership)[0]
    school_closed.send(School, school=school, successors=[SchoolFactory(name="New Alder")])
    told = Notice.objects.filter(kind="partnerships.school_closes").values_list("person", flat=True)
    assert set(told) == {head.id for head in heads(partnership)}
