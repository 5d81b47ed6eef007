"""What a round hands to the matching, and in its terms: keys and numbers, no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from tilth import matching
from tilth.jpd.domain.week import WHOLE_WEEK
from tilth.jpd.models import Entrant, Group, Reserve, Round


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
    )


def rules(round: Round) -> matching.Rules:
    """What a round allows."""
    return matching.Rules(size_max=3 if round.triads else 2)


def standing_groups(round: Round) -> list[matching.Group]:
    """Groups in which people of this round already work, anywhere: they take up room and meet wants."""
    return [_standing(group) for group in _groups_of(round)]


def _groups_of(round: Round) -> QuerySet[Group]:
    people = round.entrants.values("person")
    live = Group.objects.filter(ended_on=None, members__person__in=people).distinct().select_related("proposal")
    return live.prefetch_related("members", "proposal__flows")


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
