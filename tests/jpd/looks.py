"""Looks for groups in several stages: running, settled, looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.jpd import RoundFactory, proposed
from tests.jpd.test_rounds import overdue
from tilth import matching
from tilth.jpd import actions, queries, tasks
from tilth.jpd.models import Look, Round
from tilth.matching import Tier
from tilth.partnerships.models import Partnership
from tilth.people.models import Person


def in_a_week() -> dict[str, Any]:
    return {"answer_by": timezone.localdate() + timedelta(days=7)}


def look_of(round: Round) -> Look:
    look = queries.latest_look(round)
    assert look is not None
    return look


def running(partnership: Partnership) -> Look:
    """A look that has not been begun yet."""
    round = RoundFactory(partnership=partnership)
    actions.close_round(by=None, round=round)
    return look_of(round)


def settled(partnership: Partnership, *says_no: str) -> Round:
    """A round of one proposal to which these people said no, and the others yes; its last day is over."""
    proposal = proposed(partnership)
    for seat in proposal.seats.select_related("person"):
        if seat.person.name not in says_no:
            actions.answer(by=seat.person, proposal=proposal, yes=True)
        elif says_no:
            actions.answer(by=seat.person, proposal=proposal, yes=False)
    round = overdue(proposal.round)
    actions.settle_round(round=round)
    return round


def looked_again(round: Round, by: Person, **more: Any) -> Round:
    """The round after its second look."""
    actions.look_again(by=by, round=round, **in_a_week(), **more)
    tasks.compute_round.func(str(round.id))
    round.refresh_from_db()
    return round


def advised(round: Round) -> Look:
    """The latest look of a round, after what would help most was found out."""
    tasks.advise_on_round.func(str(round.id))
    return look_of(round)


def progress(tier: Tier, value: int, bound: int, share: float) -> matching.Progress:
    return matching.Progress(tier, value, bound, share, tuple)
