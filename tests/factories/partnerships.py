"""Partnerships, their schools and heads for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.partnerships.models import Invitation, Membership, Partnership, PartnershipRole
from tilth.people.models import Person, Role
from tilth.schools.models import School

LONG_AGO = datetime(2024, 9, 2, 9, tzinfo=UTC)


class PartnershipFactory(DjangoModelFactory[Partnership]):
    """A live family, unless another phase or kind is asked for."""

    class Meta:
        model = Partnership

    name = factory.Sequence(lambda n: f"Family {n}")
    phase = Partnership.Phase.LIVE
    purpose = "We want every child to read well by eight."
    proposed_by = factory.SubFactory(PersonFactory)
    proposed_at = LONG_AGO


class MembershipFactory(DjangoModelFactory[Membership]):
    """A school that has agreed, unless `state` says otherwise, with the invitation it came by."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    school = factory.SubFactory(SchoolFactory)
    state = Membership.State.MEMBER
    invited_at = LONG_AGO
    agreed_by = factory.SubFactory(PersonFactory)
    joined_on = date(2024, 9, 10)

    class Params:
        asked = factory.Trait(state=Membership.State.INVITED, agreed_by=None, joined_on=None)

    @factory.post_generation
    def invitation(self, create: bool, extracted: object, **kwargs: object) -> None:
        assert isinstance(self, Membership)
        Invitation.objects.create(membership=self, by=self.partnership.proposed_by, at=LONG_AGO)


class PartnershipRoleFactory(DjangoModelFactory[PartnershipRole]):
    """The lead of a partnership since 2024, unless another kind is asked for."""

    class Meta:
        model = PartnershipRole

    partnership = factory.SubFactory(PartnershipFactory)
    person = factory.SubFactory(PersonFactory)
    kind = PartnershipRole.Kind.LEAD
    starts_on = date(2024, 9, 2)


def head_of(school: School) -> Person:
    """A new headteacher of a school."""
    return RoleFactory(school=school, kind=Role.Kind.HEADTEACHER).person


def chair_of(school: School) -> Person:
    """A new chair of governors of a school."""
    return RoleFactory(school=school, kind=Role.Kind.CHAIR).person


def family(schools: int = 3, **known: object) -> Partnership:
    """A live family whose schools each have a headteacher; the head of the first one leads it."""
    partnership = PartnershipFactory(**known)
    for number in range(schools):
        place = MembershipFactory(partnership=partnership, proposes=number == 0)
        place.agreed_by = head_of(place.school)
        place.save()
    PartnershipRoleFactory(partnership=partnership, person=heads(partnership)[0])
    return partnership


def heads(partnership: Partnership) -> list[Person]:
    """The heads of its member schools, in the order the schools were added."""
    members = partnership.memberships.filter(state=Membership.State.MEMBER).order_by("school__number")
    return [place.agreed_by for place in members if place.agreed_by]
