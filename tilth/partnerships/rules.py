"""Who may, about partnerships: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum

from django.utils import timezone
from rules.permissions import add_perm

from tilth.partnerships import queries
from tilth.partnerships.models import (
    GridSitting,
    Membership,
    NestingRequest,
    Partnership,
    PartnershipRole,
)
from tilth.people.models import Person
from tilth.people.queries import schools_of
from tilth.people.rules import is_head_of, register_shared_circle, register_standing
from tilth.schools.models import School


class Permission(StrEnum):
    """What may be done with partnerships."""

    PROPOSE = "partnerships.propose"
    SEE = "partnerships.see"
    SEE_SCHOOL = "partnerships.see_school"
    INVITE = "partnerships.invite"
    WITHDRAW = "partnerships.withdraw"
    ANSWER = "partnerships.answer"
    LEAD = "partnerships.lead"
    LEAVE = "partnerships.leave"
    APPOINT = "partnerships.appoint"
    STEP_DOWN = "partnerships.step_down"
    ANSWER_NESTING = "partnerships.answer_nesting"
    MARK = "partnerships.mark"
    SEE_SITTING = "partnerships.see_sitting"
    LEAD_SITTING = "partnerships.lead_sitting"


def leads_a_school(person: Person, thing: object = None) -> bool:
    return queries.schools_led(person).exists()


def has_business_with(person: Person, partnership: Partnership) -> bool:
    return queries.visible_to(person).filter(id=partnership.id).exists()


def has_a_part_in(person: Person, school: School) -> bool:
    return schools_of(person, timezone.localdate()).filter(id=school.id).exists()


def leads_partnership(person: Person, partnership: Partnership) -> bool:
    """Whether a person is its lead or coordinator today."""
    return queries.partnership_leads(partnership).filter(id=person.id).exists()


def is_a_leader_of(person: Person, partnership: Partnership) -> bool:
    """Whether a person heads a school of it, or leads or coordinates it."""
    return queries.leaders(partnership).filter(id=person.id).exists()


def leads_partnership_of(person: Person, membership: Membership) -> bool:
    return leads_partnership(person, membership.partnership)


def can_answer_for(person: Person, membership: Membership) -> bool:
    """Whether a person can say yes or no for this school today, and has not yet."""
    return queries.waiting_for(person).filter(id=membership.id).exists()


def heads_member(person: Person, membership: Membership) -> bool:
    return membership.state == Membership.State.MEMBER and is_head_of(person, membership.school)


def plays_or_leads(person: Person, role: PartnershipRole) -> bool:
    """Whether the part is theirs to lay down, or they lead the partnership."""
    return role.person_id == person.id or leads_partnership(person, role.partnership)


def leads_the_whole(person: Person, request: NestingRequest) -> bool:
    return leads_partnership(person, request.whole)


def is_asked_to_mark(person: Person, sitting: GridSitting) -> bool:
    return sitting.seats.filter(person=person).exists()


def has_business_with_sitting(person: Person, sitting: GridSitting) -> bool:
    return has_business_with(person, sitting.partnership)


def is_a_leader_in(person: Person, sitting: GridSitting) -> bool:
    return is_a_leader_of(person, sitting.partnership)


OPENS = {
    Permission.PROPOSE: leads_a_school,
    Permission.SEE: has_business_with,
    Permission.SEE_SCHOOL: has_a_part_in,
    Permission.INVITE: leads_partnership,
    Permission.WITHDRAW: leads_partnership_of,
    Permission.ANSWER: can_answer_for,
    Permission.LEAD: leads_partnership,
    Permission.LEAVE: heads_member,
    Permission.APPOINT: is_a_leader_of,
    Permission.STEP_DOWN: plays_or_leads,
    Permission.ANSWER_NESTING: leads_the_whole,
    Permission.MARK: is_asked_to_mark,
    Permission.SEE_SITTING: has_business_with_sitting,
    Permission.LEAD_SITTING: is_a_leader_in,
}
for permission, who_may in OPENS.items():
    add_perm(permission, who_may)

register_shared_circle(queries.shared_circle)
register_standing(queries.playing_a_part)
