"""Groups formed by hand and their cycles for tests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.factories.jpd import school_in, teacher
from tests.factories.topics import shipped
from tilth.jpd import actions, queries
from tilth.jpd.models import Challenge, Cycle, Group, Meeting
from tilth.partnerships.models import Partnership
from tilth.people.models import Person


def hand_formed(partnership: Partnership, *people: Person, **said: object) -> Group:
    """A group that the first of these teachers formed, and to which all others have said yes."""
    first, *others = people
    places = [(person, person.roles.get().school, "member") for person in others]
    known = {"name": "", "kind": "exchange", "topics": [shipped("phonics")], **said}
    group = actions.form_group(by=first, partnership=partnership, people=places, **known)
    for invitation in group.invitations.select_related("person"):
        actions.answer_invitation(by=invitation.person, invitation=invitation, answer="yes")
    return group


def pair(partnership: Partnership) -> Group:
    """Ben and Asha of two schools."""
    return hand_formed(partnership, teacher(partnership, 0, "Ben Carr"), teacher(partnership, 1, "Asha Raman"))


def people_in(group: Group) -> list[Person]:
    return [member.person for member in group.members.select_related("person")]


def begun(group: Group, shape: str = "plain") -> Cycle:
    """A cycle the group has just begun."""
    return actions.begin_cycle(by=people_in(group)[0], group=group, shape=shape)


def held(cycle: Cycle, days_ago: int = 1) -> Meeting:
    """A meeting of the cycle that happened."""
    return meeting(cycle.group, -days_ago, state=Meeting.State.HELD, cycle=cycle)


def meeting(group: Group, days: int, **known: object) -> Meeting:
    """A meeting so many days from now."""
    now = timezone.now()
    return Meeting.objects.create(group=group, begins_at=now + timedelta(days=days), made_at=now, **known)


def write_all(cycle: Cycle, by: Person) -> None:
    """Something under every heading of the phase the cycle is in."""
    shape = queries.shape_of(cycle)
    for part in shape.phases[shape.place(cycle.phase)].parts:
        latest = queries.latest_writing(cycle, part.slug)
        actions.write(
            by=by, cycle=cycle, part=part.slug, text=f"About {part.slug}", base=latest.version if latest else 0
        )


def answered(cycle: Cycle, by: Person) -> Challenge:
    """A card is drawn and answered."""
    card = actions.draw_card(by=by, cycle=cycle)
    return actions.answer_challenge(by=by, challenge=card, answer="Because they had time to think.")


def at_stage(cycle: Cycle, stage: str) -> Cycle:
    """The cycle brought by the rules to its first phase of a stage."""
    by, shape = people_in(cycle.group)[0], queries.shape_of(cycle)
    while (phase := shape.phases[shape.place(cycle.phase)]).stage != stage:
        write_all(cycle, by)
        if phase.stage == "teach" and not queries.has_met(cycle):
            held(cycle)
        if phase.stage == "debrief" and queries.challenge_of(cycle) is None:
            answered(cycle, by)
        actions.advance(by=by, cycle=cycle)
    return cycle


def outsider(partnership: Partnership, name: str = "Leo Marsh") -> Person:
    """A teacher of the partnership's third school who is in no group."""
    return teacher(partnership, 2, name)


__all__ = [
    "answered",
    "at_stage",
    "begun",
    "hand_formed",
    "held",
    "meeting",
    "outsider",
    "pair",
    "people_in",
    "school_in",
    "write_all",
]
