"""What a round hands to the matching, and in its terms: keys and numbers, no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from tilth import matching
from tilth.jpd.domain.week import WHOLE_WEEK
from tilth.jpd.models import Entrant, Group, Reserve, Round
from tilth.jpd.queries.looks import live_groups_of, minutes, schools_of_entrants


def pool(round: Round) -> list[matching.Person]:
    """Everybody in a round. Reserves are read here and now, and go no further than the matching."""
    entrants = list(round.entrants.all())
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
    return [_standing(group) for group in live_groups_of(round)]


def _standing(group: Group) -> matching.Group:
    members = group.members.all()
    flows = group.proposal.flows.all()
    return matching.Group(
        members=tuple(member.person_id for member in members),
        flows=tuple(matching.Flow(flow.giver_id, flow.receiver_id, flow.topic_id) for flow in flows),
        half_hours=group.half_hours or None,
        kind=matching.Kind(group.proposal.kind),
        crosses_schools=len({member.school_id for member in members}) > 1,
    )
