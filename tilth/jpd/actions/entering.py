"""Who takes part in a look, as they stand when it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tilth.jpd import queries
from tilth.jpd.domain import answers
from tilth.jpd.domain.answers import Answer, Outcome, Turn
from tilth.jpd.models import Availability, Entrant, Offer, Round, Want
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

SAID_ANEW = ["school", "offers", "wants", "half_hours", "groups_at_once", "opening_offer", "subject", "away"]


def enter(round: Round, *, look: int = 1, newcomers: bool = True) -> None:
    """Keep everybody who takes part now as they stand now; whoever took part before and does so no longer is away.

    How long somebody has waited is counted once: a later look learns nothing from what was answered to an earlier.
    """
    people = queries.taking_part(round)
    if not newcomers:
        people = people.filter(id__in=round.entrants.values("person"))
    round.entrants.update(away=True)
    Entrant.objects.bulk_create(
        _as_they_stand(round, people, look),
        update_conflicts=True,
        unique_fields=["round", "person"],
        update_fields=SAID_ANEW,
    )


def _as_they_stand(round: Round, people: QuerySet[Person], look: int) -> list[Entrant]:
    schools = queries.schools_they_enter_from(round, people)
    subjects = queries.subjects_taught(round, people)
    offers, wants = _levels(Offer.objects.filter(person__in=people)), _levels(Want.objects.filter(person__in=people))
    weeks = {week.person_id: week for week in Availability.objects.filter(person__in=people)}
    waited = _waiting(round.partnership, people)
    return [
        Entrant(
            round=round, person=person, school_id=schools[person.id], since_look=look, waiting=waited[person.id],
            subject=subjects.get(person.id, ""), offers=offers[person.id], wants=wants[person.id],
            **_week_of(weeks.get(person.id)),
        )
        for person in people
    ]  # fmt: skip


def _levels(rows: QuerySet[Offer] | QuerySet[Want]) -> defaultdict[UUID, dict[str, int]]:
    levels: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for person, topic, level in rows.values_list("person", "topic", "level"):
        levels[person][str(topic)] = level
    return levels


def _week_of(said: Availability | None) -> dict[str, Any]:
    week = said or Availability()
    return {
        "half_hours": week.half_hours,
        "groups_at_once": week.groups_at_once,
        "opening_offer": week.opening_offer,
    }


def _waiting(partnership: Partnership, people: QuerySet[Person]) -> defaultdict[UUID, int]:
    """Settled rounds each has waited since they were last in a group."""
    turns: defaultdict[UUID, dict[UUID, Turn]] = defaultdict(dict)
    for entry in queries.past_entries(partnership, people):
        turns[entry.person_id][entry.round_id] = Turn.LEFT_OUT
    for seat in queries.past_seats(partnership, people):
        mine = turns[seat.person_id]
        mine[seat.proposal.round_id] = _more_telling(
            mine.get(seat.proposal.round_id), _turn(seat.answer, seat.proposal.state)
        )
    waited = {person: answers.waiting(rounds.values()) for person, rounds in turns.items()}
    return defaultdict(int, waited)


def _turn(answer: str, state: str) -> Turn:
    if state == Outcome.STANDING:
        return Turn.PLACED
    return Turn.LEFT_OUT if answer == Answer.YES else Turn.OWN_CHOICE


def _more_telling(one: Turn | None, other: Turn) -> Turn:
    """Of two things that came of one round for somebody, the one that counts: a group before all."""
    order: Iterable[Turn] = (Turn.PLACED, Turn.OWN_CHOICE, Turn.LEFT_OUT)
    return next(turn for turn in order if turn in (one, other))
