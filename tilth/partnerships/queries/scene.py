"""What one page about a partnership needs to know, gathered for its viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tilth.partnerships.domain import forming, grid
from tilth.partnerships.models import (
    GridAgreement,
    GridSitting,
    Membership,
    NestingRequest,
    Partnership,
    PartnershipRole,
)
from tilth.partnerships.queries import forming as reads
from tilth.partnerships.queries import grid as grids
from tilth.people.models import Person
from tilth.people.rules import is_grown
from tilth.schools.models import School
from tilth.schools.queries import Neighbour, near

WITHIN = [Membership.State.MEMBER.value, Membership.State.INVITED.value]


@dataclass(frozen=True)
class Scene:
    """A partnership as its viewer sees it today."""

    partnership: Partnership
    places: list[Membership]  # members and those who are asked
    outside: list[Membership]  # for leads: who declined, left, or was not waited for
    roles: list[PartnershipRole]
    leads: bool  # the viewer leads or coordinates it
    is_leader: bool  # ... or heads a school of it
    waiting: Membership | None  # an invitation the viewer can answer
    own: Membership | None  # the member school the viewer heads
    agreement: GridAgreement | None
    sitting: GridSitting | None
    sitting_phase: grid.Phase | None = None
    awaited: bool = False  # the viewer is asked to mark and has not
    without_head: set[UUID] = field(default_factory=set)
    requests: list[NestingRequest] = field(default_factory=list)

    @property
    def agreed(self) -> int:
        """How many schools are in it."""
        return sum(place.state == Membership.State.MEMBER for place in self.places)

    @property
    def asked(self) -> int:
        """How many schools have been asked and not answered."""
        return sum(place.state == Membership.State.INVITED for place in self.places)

    @property
    def advice(self) -> str:
        return forming.advice(self.partnership.kind, self.agreed + self.asked)

    @property
    def tighter(self) -> bool:
        """Whether the agreed arrow points to tighter and not to deeper."""
        return self.agreement is not None and self.agreement.arrow.tighter

    @property
    def may_begin(self) -> bool:
        proposed = self.partnership.phase == Partnership.Phase.PROPOSED
        return proposed and forming.may_begin(self.partnership.kind, self.agreed)


def scene(viewer: Person, partnership: Partnership) -> Scene:
    """All that the page of a partnership shows. Leads see who declined and why; others see members and the invited."""
    leads = reads.partnership_leads(partnership).filter(id=viewer.id).exists()
    sitting = grids.current_sitting(partnership)
    places = list(reads.memberships_seen(partnership, in_full=leads))
    within = [place for place in places if place.state in WITHIN]
    return Scene(
        partnership=partnership,
        places=sorted(within, key=lambda place: WITHIN.index(place.state)),
        outside=[place for place in places if place.state not in WITHIN],
        roles=list(reads.roles(partnership)) if is_grown(viewer) else [],  # students and parents see no other people
        leads=leads,
        is_leader=reads.leaders(partnership).filter(id=viewer.id).exists(),
        waiting=reads.waiting_for(viewer).filter(partnership=partnership).first(),
        own=reads.membership_of(partnership, viewer),
        agreement=grids.agreements(partnership).first(),
        sitting=sitting,
        sitting_phase=grids.phase(sitting) if sitting else None,
        awaited=grids.is_awaited(viewer, sitting) if sitting else False,
        without_head=reads.schools_without_head(partnership),
        requests=list(reads.nesting_requests(partnership)) if leads else [],
    )


@dataclass(frozen=True)
class Candidate:
    """A school that could be asked, how far it is where we know, and its place if it has one already."""

    school: School
    km: float | None
    place: Membership | None
    askable: bool


def candidates(partnership: Partnership, schools: Iterable[School]) -> list[Candidate]:
    """Schools found by searching, each with whether it can be asked."""
    return _candidates(partnership, [(school, None) for school in schools])


def nearby(partnership: Partnership) -> list[Candidate]:
    """Schools near the one that proposed it; none where its place is unknown."""
    own = partnership.memberships.filter(proposes=True).select_related("school").first()
    neighbours: list[Neighbour] = near(own.school) if own else []
    found = _candidates(partnership, [(neighbour.school, neighbour.km) for neighbour in neighbours])
    return [candidate for candidate in found if candidate.askable]


def _candidates(partnership: Partnership, found: list[tuple[School, float | None]]) -> list[Candidate]:
    places = {place.school_id: place for place in partnership.memberships.all()}
    settled = {Membership.State.MEMBER, Membership.State.INVITED}
    return [
        Candidate(
            school=school,
            km=km,
            place=(place := places.get(school.id)),
            askable=school.status != School.Status.CLOSED and (place is None or place.state not in settled),
        )
        for school, km in found
    ]
