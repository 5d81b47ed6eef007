"""Offers, wants, rounds and groups for tests."""

from __future__ import annotations

from datetime import date, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.partnerships import MembershipFactory, PartnershipFactory, PartnershipRoleFactory
from tests.factories.people import PersonFactory, RoleFactory
from tests.factories.schools import SchoolFactory
from tests.factories.topics import shipped
from tilth.jpd import actions
from tilth.jpd.domain import week
from tilth.jpd.models import Group, Proposal, Round
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

TUESDAY_HALF_PAST_THREE = week.mask_of([week.HalfHour(1, time(15, 30))])


class RoundFactory(DjangoModelFactory[Round]):
    """A round that gathers for a week and waits a week for answers."""

    class Meta:
        model = Round

    partnership = factory.SubFactory(PartnershipFactory)
    opened_by = factory.SubFactory(PersonFactory)
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyAttribute(lambda round: round.opens_on + timedelta(days=7))
    answer_by = factory.LazyAttribute(lambda round: round.closes_on + timedelta(days=7))


def live_family(*names: str) -> Partnership:
    """A live family of schools of these names."""
    partnership = PartnershipFactory(name="The Rowan Family")
    for name in names or ("Hollins", "St Bride's", "Rowan Lane"):
        MembershipFactory(partnership=partnership, school=SchoolFactory(name=name))
    return partnership


def lead_of(partnership: Partnership, name: str = "Ada Okafor") -> Person:
    """Somebody who leads the partnership and heads its first school."""
    lead = PersonFactory(name=name)
    RoleFactory(person=lead, school=school_in(partnership, 0), kind="headteacher")
    PartnershipRoleFactory(partnership=partnership, person=lead)
    return lead


def school_in(partnership: Partnership, place: int) -> School:
    return School.objects.filter(memberships__partnership=partnership).order_by("number")[place]


def teacher(
    partnership: Partnership,
    place: int,
    name: str,
    *,
    offers: str = "",
    wants: str = "",
    half_hours: int = TUESDAY_HALF_PAST_THREE,
    opening_offer: bool = False,
) -> Person:
    """A teacher in the family's school of this place, who has said what they offer and want (slugs, space between)."""
    person: Person = RoleFactory(person=PersonFactory(name=name), school=school_in(partnership, place)).person
    if offers or wants:
        actions.say(
            by=person,
            offers={shipped(slug): 2 for slug in offers.split()},
            wants={shipped(slug): 2 for slug in wants.split()},
            half_hours=half_hours,
            opening_offer=opening_offer,
        )
    return person


def triad(partnership: Partnership) -> list[Person]:
    """Ben, Asha and Leo of three schools, who close a ring: questioning, phonics, retrieval practice."""
    return [
        teacher(partnership, 0, "Ben Carr", offers="questioning", wants="retrieval-practice"),
        teacher(partnership, 1, "Asha Raman", offers="phonics", wants="questioning"),
        teacher(partnership, 2, "Leo Marsh", offers="retrieval-practice", wants="phonics"),
    ]


def computed(round: Round) -> Round:
    """The round closed, its groups found and proposed."""
    from tilth.jpd.tasks import compute_round

    actions.close_round(by=None, round=round)
    compute_round.func(str(round.id))
    round.refresh_from_db()
    return round


def proposed(partnership: Partnership) -> Proposal:
    """The one proposal of a fresh round in this partnership."""
    return computed(RoundFactory(partnership=partnership)).proposals.get()


def standing(proposal: Proposal) -> Group:
    """The group that comes of it when everybody says yes."""
    for seat in proposal.seats.exclude(answer="yes").select_related("person"):
        actions.answer(by=seat.person, proposal=proposal, yes=True)
    return Group.objects.get(proposal=proposal)


def days_later(round: Round, days: int = 30) -> date:
    """A day by which everything of this round is due."""
    return round.answer_by + timedelta(days=days)
