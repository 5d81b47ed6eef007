"""What became of those who take part in a round: numbers, and never who."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tilth.jpd.domain.answers import Outcome
from tilth.jpd.domain.coverage import Became
from tilth.jpd.models import GroupMember, Look, Round, Seat
from tilth.jpd.queries.looks import proposals_of
from tilth.matching import Reason

TOLD_AS: dict[str, str] = {Reason.ALL_FULL.value: Reason.NOT_NEEDED.value}
"""Who found everybody taken, and who was not needed, is counted as one: two numbers would tell more than was asked."""


def what_became(round: Round, look: Look | None) -> Became | None:
    """What became of those who take part, by the latest look; None before it has proposed anything.

    While answers are awaited only that is counted which stood when the groups were proposed: no number moves with
    an answer.
    """
    if look is None or round.phase not in (Round.Phase.PROPOSED, Round.Phase.SETTLED):
        return None
    away = dict(round.entrants.values_list("person", "away"))
    seats = Seat.objects.filter(proposal__round=round)
    lately = seats.filter(proposal__in=proposals_of(look).values("id"))
    left: dict[UUID, str] = dict(round.left_over.exclude(reason=Reason.AWAY).values_list("person", "reason"))
    before, another = _placed_before(look) & away.keys(), 0
    if round.phase == Round.Phase.PROPOSED:
        asked = set(lately.values_list("person", flat=True))
        placed, another = asked - before, len(asked & before)
    else:
        placed = set(seats.filter(proposal__state=Outcome.STANDING).values_list("person", flat=True))
        fell = lately.filter(proposal__state=Outcome.FALLEN).values_list("person", flat=True)
        left |= dict.fromkeys(fell, Reason.FELL.value)
    grouped = placed | before
    without = {person: TOLD_AS.get(left[person], left[person]) for person in left if person not in grouped}
    rest = [person for person in away if person not in placed and person not in without]
    return Became(
        placed=len(placed),
        already=sum(person in before or not away[person] for person in rest),
        without=Counter(without.values()),
        away=sum(away[person] and person not in before for person in rest),
        another=another,
    )


def _placed_before(look: Look) -> set[UUID]:
    """Keys of those who worked in a group of any round when a look began."""
    day = timezone.localdate(look.begun_at)
    still = Q(left_on=None) | Q(left_on__gt=day), Q(group__ended_on=None) | Q(group__ended_on__gt=day)
    there = GroupMember.objects.filter(*still, group__proposal__isnull=False, joined_on__lte=day)
    return set(there.exclude(group__proposal__in=proposals_of(look).values("id")).values_list("person", flat=True))
