"""Who may, in joint practice development: predicates that read as sentences, and which opens which."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rules.permissions import add_perm

from tilth.jpd.models import Group, GroupMember, Note, Proposal, Round, Seat
from tilth.partnerships.rules import leads_partnership
from tilth.people.models import Person
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
    return GroupMember.objects.filter(group=group, person=person).exists()


def is_in_group_or_leads_it(person: Person, group: Group) -> bool:
    return is_in_group(person, group) or leads_partnership(person, group.partnership)


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
add_perm(Permission.END_GROUP, is_in_group)
add_perm(Permission.WRITE_NOTES, is_in_group)
add_perm(Permission.READ_NOTE, was_found)
add_perm(Permission.CHANGE_NOTE, wrote)
add_perm(Permission.CHANGE_LINE, was_found)
