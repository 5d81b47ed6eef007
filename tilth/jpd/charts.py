"""What a page shows of a proposal or a group: its ring, and its one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tilth.jpd import wording
from tilth.jpd.domain.shapes import Part, Shape
from tilth.jpd.models import Flow, Group, GroupMember, Proposal, Seat, Writing
from tilth.jpd.queries import Desk
from tilth.ledger import charts as ledger
from tilth.ledger import queries as written
from tilth.web.charts import balance, ring


@dataclass(frozen=True)
class Shown:
    """A proposal or a group with its picture and its words. No answer is among them."""

    thing: Proposal | Group
    ring: ring.Ring | None  # none where nothing is said to flow, as in groups formed by hand
    people: str
    name: str  # as its members chose, or their names
    sentence: str
    when: str
    chain: bool  # begun by an opening offer: the first only gives, the last only gains


def proposal(proposal: Proposal) -> Shown:
    """A proposal as its members see it."""
    return _shown(proposal, list(proposal.seats.all()), list(proposal.flows.all()), wording.proposal(proposal))


def group(group: Group) -> Shown:
    """A group as its members see it."""
    flows = list(group.proposal.flows.all()) if group.proposal else []
    return _shown(group, list(group.members.all()), flows, wording.group(group))


def given(group: Group) -> balance.Balance | None:
    """What its members gave and received in its meetings, for themselves; nothing before the first was held."""
    flows = written.flows_from(group.meetings.values("id"))
    people = {member.person_id: member.person.name for member in group.members.all()}
    return ledger.among(flows, people) if flows else None


def _shown(thing: Any, members: Sequence[Seat | GroupMember], flows: Sequence[Flow], sentence: str) -> Shown:
    asked = thing if isinstance(thing, Proposal) else thing.proposal
    places = {member.person_id: place for place, member in enumerate(members)}
    people = [ring.Member(member.person.name, member.school.name) for member in members]
    within = [flow for flow in flows if {flow.giver_id, flow.receiver_id} <= places.keys()]  # somebody may have left
    gifts = [ring.Flow(places[flow.giver_id], places[flow.receiver_id], flow.topic.name) for flow in within]
    return Shown(
        thing=thing,
        ring=ring.Ring(people, gifts) if gifts and len(gifts) >= len(people) - 1 else None,
        people=wording.together([member.person.name for member in members]),
        name=wording.name_of(thing) if isinstance(thing, Group) else "",
        sentence=sentence,
        when=wording.when(thing.half_hours),
        chain=asked is not None and asked.kind == Proposal.Kind.CHAIN,
    )


@dataclass(frozen=True)
class Station:
    """One phase on the line of a cycle."""

    name: str
    state: str  # "done", "now" or "later"


def line(shape: Shape, phase: str) -> list[Station]:
    """The phases of a cycle as stations on a line. All are done where no phase is named."""
    now = shape.place(phase) if phase else len(shape.phases)
    states = ["done" if place < now else "now" if place == now else "later" for place in range(len(shape.phases))]
    return [Station(each.name, state) for each, state in zip(shape.phases, states, strict=True)]


@dataclass(frozen=True)
class Heading:
    """One heading of a cycle with what stands under it."""

    part: Part
    writing: Writing | None
    now: bool  # of the phase the cycle is in
    phase: str

    @property
    def text(self) -> str:
        return self.writing.text if self.writing else ""


def on_desk(desk: Desk) -> tuple[list[Heading], list[Heading]]:
    """The headings of the latest phase that has any, which one works on, and those of the phases before it."""
    all = headings(desk)
    latest = [each for each in all if each.phase == all[0].phase]
    return latest, all[len(latest) :]


def headings(desk: Desk) -> list[Heading]:
    """The headings of the phases a cycle has come to: those of the present phase first, then back to the beginning."""
    if desk.shape is None or desk.cycle is None:
        return []
    place = desk.shape.place(desk.cycle.phase)
    reached = desk.shape.phases[: place + 1]
    return [
        Heading(part, desk.written.get(part.slug), phase is reached[-1], phase.name)
        for phase in reversed(reached)
        for part in phase.parts
    ]
