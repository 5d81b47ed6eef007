"""What a page shows of a proposal or a group: its ring, and its one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tilth.jpd import wording
from tilth.jpd.models import Flow, Group, GroupMember, Proposal, Seat
from tilth.web.charts import ring


@dataclass(frozen=True)
class Shown:
    """A proposal or a group with its picture and its words. No answer is among them."""

    thing: Proposal | Group
    ring: ring.Ring
    people: str
    sentence: str
    when: str


def proposal(proposal: Proposal) -> Shown:
    """A proposal as its members see it."""
    return _shown(proposal, list(proposal.seats.all()), list(proposal.flows.all()), wording.proposal(proposal))


def group(group: Group) -> Shown:
    """A group as its members see it."""
    flows = list(group.proposal.flows.all()) if group.proposal else []
    return _shown(group, list(group.members.all()), flows, wording.group(group))


def _shown(thing: Any, members: Sequence[Seat | GroupMember], flows: Sequence[Flow], sentence: str) -> Shown:
    places = {member.person_id: place for place, member in enumerate(members)}
    people = [ring.Member(member.person.name, member.school.name) for member in members]
    gifts = [ring.Flow(places[flow.giver_id], places[flow.receiver_id], flow.topic.name) for flow in flows]
    return Shown(
        thing=thing,
        ring=ring.Ring(people, gifts),
        people=wording.together([member.person.name for member in members]),
        sentence=sentence,
        when=wording.when(thing.half_hours),
    )
