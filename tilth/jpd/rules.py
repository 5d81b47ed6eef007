"""Who may, in joint practice development: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils import timezone
from rules.permissions import add_perm

from tilth.jpd.models import (
    Challenge,
    Cycle,
    Group,
    GroupInvitation,
    GroupMember,
    Meeting,
    Note,
    Proposal,
    Round,
    Seat,
    Shape,
    TermPlan,
)
from tilth.jpd.queries import place_in, present_as
from tilth.partnerships.models import Partnership
from tilth.partnerships.rules import leads_partnership
from tilth.people.models import LEADERS, STAFF, Person
from tilth.people.queries import schools_of
from tilth.people.rules import leads
from tilth.schools.models import School


class Permission(StrEnum):
    """What may be done here."""

    SPEAK_FOR_SCHOOL = "jpd.speak_for_school"
    SEE_ROUNDS = "jpd.see_rounds"
    OPEN_ROUND = "jpd.open_round"
    SEE_ROUND = "jpd.see_round"
    LEAD_ROUND = "jpd.lead_round"
    ANSWER = "jpd.answer"
    SEE_GROUP = "jpd.see_group"
    END_GROUP = "jpd.end_group"
    FORM_GROUP = "jpd.form_group"
    ANSWER_INVITATION = "jpd.answer_invitation"
    WORK_IN_GROUP = "jpd.work_in_group"
    ASK_INTO_GROUP = "jpd.ask_into_group"
    TAKE_BACK_INVITATION = "jpd.take_back_invitation"
    WORK_IN_CYCLE = "jpd.work_in_cycle"
    DECIDE_ON_CYCLE = "jpd.decide_on_cycle"
    SEE_CHALLENGE = "jpd.see_challenge"
    PUT_CHALLENGE = "jpd.put_challenge"
    SEE_SHAPES = "jpd.see_shapes"
    KEEP_SHAPES = "jpd.keep_shapes"
    KEEP_SHAPE = "jpd.keep_shape"
    SEE_HOW_IT_GOES = "jpd.see_how_it_goes"
    SEE_HOW_SCHOOL_GOES = "jpd.see_how_school_goes"
    SEE_MEETING = "jpd.see_meeting"
    TAKE_PART_IN_MEETING = "jpd.take_part_in_meeting"
    CHANGE_MEETING = "jpd.change_meeting"
    SET_TIME = "jpd.set_time"
    PLAN_TERM = "jpd.plan_term"
    LEAD_TERM_PLAN = "jpd.lead_term_plan"
    CHANGE_PROPOSED = "jpd.change_proposed"
    DROP_FEED = "jpd.drop_feed"
    WRITE_NOTES = "jpd.write_notes"
    READ_NOTE = "jpd.read_note"
    CHANGE_NOTE = "jpd.change_note"
    CHANGE_LINE = "jpd.change_line"


def leads_school(person: Person, school: School) -> bool:
    return leads(person, school)


def leads_round(person: Person, round: Round) -> bool:
    return leads_partnership(person, round.partnership)


def is_in_proposal(person: Person, proposal: Proposal) -> bool:
    return Seat.objects.filter(proposal=proposal, person=person).exists()


def is_in_group(person: Person, group: Group) -> bool:
    return present_as(person).filter(group=group).exists()


def is_in_group_as_staff(person: Person, group: Group) -> bool:
    """Whether somebody is in a group and not as a student."""
    return present_as(person).filter(group=group).exclude(part=GroupMember.Part.STUDENT).exists()


def asked_for_group(person: Person, invitation: GroupInvitation) -> bool:
    return is_in_group_as_staff(person, invitation.group)


def is_in_group_or_leads_it(person: Person, group: Group) -> bool:
    """Whether somebody is in a group, leads its partnership, or leads a school of somebody in it."""
    return (
        is_in_group(person, group)
        or leads_partnership(person, group.partnership)
        or group.members.filter(left_on=None, school__in=schools_of(person, timezone.localdate(), LEADERS)).exists()
    )


def works_in_partnership(person: Person, partnership: Partnership) -> bool:
    return place_in(person, partnership, STAFF) is not None


def is_in_cycle(person: Person, cycle: Cycle) -> bool:
    return is_in_group(person, cycle.group)


def is_in_cycle_as_staff(person: Person, cycle: Cycle) -> bool:
    return is_in_group_as_staff(person, cycle.group)


def was_asked_for_challenge(person: Person, challenge: Challenge) -> bool:
    return challenge.asked_id == person.id


def sees_challenge(person: Person, challenge: Challenge) -> bool:
    return was_asked_for_challenge(person, challenge) or is_in_group(person, challenge.cycle.group)


def keeps_shape(person: Person, shape: Shape) -> bool:
    return leads_partnership(person, shape.partnership)


def is_named_in_meeting(person: Person, meeting: Meeting) -> bool:
    return meeting.attendances.filter(person=person).exists()


def is_in_group_that_meets(person: Person, meeting: Meeting) -> bool:
    return is_in_group(person, meeting.group)


def leads_term_plan(person: Person, plan: TermPlan) -> bool:
    return leads_partnership(person, plan.partnership)


def wrote(person: Person, note: Note) -> bool:
    return note.author_id == person.id


def was_found(person: Person, thing: Any) -> bool:
    """What the query found for somebody is theirs to see."""
    return thing is not None


add_perm(Permission.SPEAK_FOR_SCHOOL, leads_school)
add_perm(Permission.SEE_ROUNDS, was_found)
add_perm(Permission.OPEN_ROUND, leads_partnership)
add_perm(Permission.SEE_ROUND, was_found)
add_perm(Permission.LEAD_ROUND, leads_round)
add_perm(Permission.ANSWER, is_in_proposal)
add_perm(Permission.SEE_GROUP, is_in_group_or_leads_it)
add_perm(Permission.END_GROUP, is_in_group_as_staff)
add_perm(Permission.FORM_GROUP, works_in_partnership)
add_perm(Permission.ANSWER_INVITATION, was_found)
add_perm(Permission.WORK_IN_GROUP, is_in_group)
add_perm(Permission.ASK_INTO_GROUP, is_in_group_as_staff)
add_perm(Permission.TAKE_BACK_INVITATION, asked_for_group)
add_perm(Permission.WORK_IN_CYCLE, is_in_cycle)
add_perm(Permission.DECIDE_ON_CYCLE, is_in_cycle_as_staff)
add_perm(Permission.SEE_CHALLENGE, sees_challenge)
add_perm(Permission.PUT_CHALLENGE, was_asked_for_challenge)
add_perm(Permission.SEE_SHAPES, was_found)
add_perm(Permission.KEEP_SHAPES, leads_partnership)
add_perm(Permission.KEEP_SHAPE, keeps_shape)
add_perm(Permission.SEE_HOW_IT_GOES, leads_partnership)
add_perm(Permission.SEE_HOW_SCHOOL_GOES, leads_school)
add_perm(Permission.WRITE_NOTES, is_in_group)
add_perm(Permission.READ_NOTE, was_found)
add_perm(Permission.CHANGE_NOTE, wrote)
add_perm(Permission.CHANGE_LINE, was_found)
add_perm(Permission.SEE_MEETING, was_found)
add_perm(Permission.TAKE_PART_IN_MEETING, is_named_in_meeting)
add_perm(Permission.CHANGE_MEETING, is_in_group_that_meets)
add_perm(Permission.SET_TIME, leads_school)
add_perm(Permission.PLAN_TERM, leads_partnership)
add_perm(Permission.LEAD_TERM_PLAN, leads_term_plan)
add_perm(Permission.CHANGE_PROPOSED, was_found)
add_perm(Permission.DROP_FEED, was_found)
