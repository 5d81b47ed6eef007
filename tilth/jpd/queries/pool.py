"""What a round hands to the matching, and in its terms: keys and numbers, no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from tilth import matching
from tilth.jpd.domain.answers import Outcome
from tilth.jpd.domain.week import WHOLE_WEEK
from tilth.jpd.models import Entrant, Group, GroupMember, Look, Proposal, Reserve, Round
from tilth.jpd.queries.looks import live_groups_of, minutes, proposals_of, schools_of_entrants


def pool(round: Round) -> list[matching.Person]:
    """Everybody in a round. Reserves are read here and now, and go no further than the matching."""
    entrants = list(round.entrants.order_by("person"))
    reserved = _reserved(entrants)
    return [_entered(entrant, reserved[entrant.person_id]) for entrant in entrants]


def _reserved(entrants: Iterable[Entrant]) -> defaultdict[UUID, set[matching.Id]]:
    reserved: defaultdict[UUID, set[matching.Id]] = defaultdict(set)
    owners = [entrant.person_id for entrant in entrants]
    for owner, person, school in Reserve.objects.filter(owner__in=owners).values_list("owner", "person", "school"):
        reserved[owner].add(person or school)
    return reserved


def _entered(entrant: Entrant, avoids: set[matching.Id]) -> matching.Person:
    return matching.Person(
        id=entrant.person_id,
        school=entrant.school_id,
        offers={UUID(topic): level for topic, level in entrant.offers.items()},
        wants={UUID(topic): level for topic, level in entrant.wants.items()},
        half_hours=entrant.half_hours & WHOLE_WEEK or None,  # nothing ticked: they keep no timetable here
        load=entrant.groups_at_once,
        gives_only=entrant.opening_offer,
        avoids=frozenset(avoids),
        waiting=entrant.waiting,
        subject=entrant.subject or None,
        away=entrant.away,
    )


def rules(round: Round) -> matching.Rules:
    """What a round allows, and what it asks for."""
    aims = tuple(matching.Tier(aim) for aim in round.aims)
    return matching.Rules(
        size_max=3 if round.triads else 2,
        chains=round.chains,
        need_half_hour=round.need_half_hour,
        max_from_one_school=round.most_from_one_school,
        least_strength=round.least_strength,
        subjects=matching.Subjects(round.subjects),
        minutes=minutes(schools_of_entrants(round)) if matching.Tier.TRAVEL in aims else {},
        tiers=aims,
    )


def standing_groups(round: Round) -> list[matching.Group]:
    """Groups in which people of this round already work, anywhere: they take up room and meet wants."""
    return [_standing(group.proposal, group) for group in live_groups_of(round) if group.proposal]


def elsewhere(round: Round) -> list[matching.Person]:
    """Who works in those groups and takes no part in the round: known, and away."""
    here = round.entrants.values("person")
    beside = GroupMember.objects.filter(left_on=None, group__in=live_groups_of(round)).exclude(person__in=here)
    schools = dict(beside.values_list("person", "school"))
    return [matching.Person(id=person, school=school, away=True) for person, school in schools.items()]


def fallen_before(look: Look) -> list[matching.Group]:
    """What earlier looks of the round proposed and will not go ahead, each group whole. Not why."""
    fallen = look.round.proposals.filter(state=Outcome.FALLEN).exclude(id__in=proposals_of(look).values("id"))
    return [_proposed(proposal) for proposal in fallen.order_by("id").prefetch_related("seats", "flows")]


def _stood_before(look: Look) -> list[matching.Group]:
    """The groups that stood when a look had ended, without those that have come of it since."""
    came_since = proposals_of(look).values("id")
    stood = live_groups_of(look.round).exclude(proposal__in=came_since)
    return [_standing(group.proposal, group) for group in stood if group.proposal]


def found_by(look: Look) -> matching.Matching:
    """What a look found, whatever has become of it: its groups, and why others were left over."""
    left_over = look.round.left_over.values_list("person", "reason")
    return matching.Matching(
        groups=tuple(_proposed(proposal) for proposal in proposals_of(look)),
        tiers=tuple(
            matching.TierValue(matching.Tier(aim.tier), aim.value or 0, aim.bound or 0, aim.alone or 0)
            for aim in look.aims.all()
        ),
        left_over=tuple(matching.LeftOver(person, matching.Reason(reason)) for person, reason in left_over),
        coverage=(),
        unmeetable=(),
        locked=tuple(_stood_before(look)),
        stopped=look.stopped,
    )


def _proposed(proposal: Proposal) -> matching.Group:
    return _as_group(proposal, [(seat.person_id, seat.school_id) for seat in proposal.seats.all()])


def _standing(proposal: Proposal, group: Group) -> matching.Group:
    """The group that came of a proposal, of those who are still in it."""
    return _as_group(proposal, [(member.person_id, member.school_id) for member in group.members.all()])


def _as_group(proposal: Proposal, places: Sequence[tuple[UUID, UUID]]) -> matching.Group:
    """A proposal in the matching's terms; `places` are keys of people, in the order of giving, and their schools."""
    members = tuple(person for person, _school in places)
    return matching.Group(
        members=members,
        flows=tuple(
            matching.Flow(flow.giver_id, flow.receiver_id, flow.topic_id)
            for flow in proposal.flows.all()
            if flow.giver_id in members and flow.receiver_id in members
        ),
        half_hours=proposal.half_hours or None,
        kind=matching.Kind(proposal.kind),
        crosses_schools=len({school for _person, school in places}) > 1,
    )
