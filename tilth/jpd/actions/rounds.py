"""Opening and closing a round, taking part or sitting it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.jpd.domain import answers
from tilth.jpd.domain.answers import Answer, Outcome, Turn
from tilth.jpd.models import Availability, Entrant, Offer, Round, SittingOut, Want
from tilth.notices import actions as notices
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

LONGEST_ROUND = timedelta(days=366)


class NotNow(Refusal):
    """The round, or its partnership, is not in a phase in which this can be done."""


class DaysOutOfOrder(Refusal):
    """A round closes after it opens, and answers are due after it closes."""


@transaction.atomic
def open_round(
    *,
    by: Person,
    partnership: Partnership,
    closes_on: date,
    answer_by: date,
    prefer_across: bool = True,
    triads: bool = True,
) -> Round:
    """Open a round of matching: all staff are asked what they offer and want. Raises NotNow, DaysOutOfOrder."""
    hold(partnership)
    today = timezone.localdate()
    if partnership.phase != Partnership.Phase.LIVE:
        raise NotNow(_("A round can be opened while the partnership is live."))
    if partnership.rounds.filter(phase__in=Round.UNFINISHED).exists():
        raise NotNow(_("There is a round going on. It has to be settled, or called off, before the next."))
    _check_days(today, closes_on, answer_by)
    round = Round.objects.create(
        partnership=partnership,
        opened_by=by,
        opens_on=today,
        closes_on=closes_on,
        answer_by=answer_by,
        prefer_across=prefer_across,
        triads=triads,
    )
    trail.record(by=by, act="jpd.round_opened", about=[round, partnership], closes_on=closes_on.isoformat())
    _later("invite_to_round", round)
    return round


def _check_days(today: date, closes_on: date, answer_by: date) -> None:
    if closes_on < today:
        raise DaysOutOfOrder(_("Choose today or a later day."), field="closes_on")
    if answer_by > today + LONGEST_ROUND:
        raise DaysOutOfOrder(_("Choose a day within the next year."), field="answer_by")
    if answer_by <= closes_on:
        raise DaysOutOfOrder(_("Give people at least a day to answer after the round has closed."), field="answer_by")


def _later(task: str, round: Round) -> None:
    """Begin a task of ours once this has been written, with the key alone."""
    from tilth.jpd import tasks

    transaction.on_commit(lambda: getattr(tasks, task).enqueue(str(round.id)))


@transaction.atomic
def invite_to_round(*, round: Round) -> int:
    """Ask everybody on the staff to say what they offer and want. Returns how many were asked."""
    asked = list(queries.asked_to_take_part(round))
    words = {"partnership": round.partnership, "day": f"{round.closes_on:%-d %B}"}
    notices.tell(
        to=asked,
        about=round,
        kind="jpd.round_opened",
        headline=_("Who could you learn with? Two questions, by %(day)s") % words,
        body=_(
            "%(partnership)s is looking for pairs and threes in which everybody gives and everybody gains. "
            "Say what you could offer and what you would like to gain: it takes under a minute. "
            "Have you answered before? Then you are in already; look whether it is still right."
        )
        % words,
        link="/working-together/offers/",
        asks=True,
    )
    return len(asked)


@transaction.atomic
def sit_out(*, by: Person, round: Round) -> None:
    """Take no part in this round. Nobody else is told. Raises NotNow."""
    _must_be_gathering(round)
    SittingOut.objects.get_or_create(round=round, person=by)
    notices.settle(about=round, kind="jpd.round_opened", person=by)
    trail.record(by=by, act="jpd.sat_out", about=[by])


@transaction.atomic
def join(*, by: Person, round: Round) -> None:
    """Take part after all. Raises NotNow."""
    _must_be_gathering(round)
    SittingOut.objects.filter(round=round, person=by).delete()
    trail.record(by=by, act="jpd.joined", about=[by])


def _must_be_gathering(round: Round) -> None:
    hold(round)
    if round.phase != Round.Phase.GATHERING:
        raise NotNow(_("This round has closed."))


@transaction.atomic
def close_round(*, by: Person | None, round: Round) -> Round:
    """End the gathering: keep who takes part as they stand now, and begin to look for groups. Raises NotNow."""
    _must_be_gathering(round)
    _enter(round)
    round.phase = Round.Phase.COMPUTING
    round.save()
    notices.settle(about=round, kind="jpd.round_opened")
    trail.record(by=by, act="jpd.round_closed", about=[round, round.partnership])
    _later("compute_round", round)
    return round


@transaction.atomic
def cancel_round(*, by: Person, round: Round) -> Round:
    """Call a round off while nothing has been proposed. Raises NotNow."""
    hold(round)
    if round.phase not in (Round.Phase.GATHERING, Round.Phase.COMPUTING):
        raise NotNow(_("Proposals are out. People answer them now."))
    round.phase = Round.Phase.CANCELLED
    round.save()
    round.entrants.all().delete()
    notices.settle(about=round, kind="jpd.round_opened")
    trail.record(by=by, act="jpd.round_cancelled", about=[round, round.partnership])
    return round


def _enter(round: Round) -> None:
    people = queries.taking_part(round)
    schools = queries.schools_they_enter_from(round, people)
    offers, wants = _levels(Offer.objects.filter(person__in=people)), _levels(Want.objects.filter(person__in=people))
    weeks = {week.person_id: week for week in Availability.objects.filter(person__in=people)}
    waited = _waiting(round.partnership, people)
    entrants = [
        Entrant(
            round=round, person=person, school_id=schools[person.id], waiting=waited[person.id],
            offers=offers[person.id], wants=wants[person.id], **_week_of(weeks.get(person.id)),
        )
        for person in people
    ]  # fmt: skip
    Entrant.objects.bulk_create(entrants)


def _levels(rows: QuerySet[Offer] | QuerySet[Want]) -> defaultdict[UUID, dict[str, int]]:
    levels: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for person, topic, level in rows.values_list("person", "topic", "level"):
        levels[person][str(topic)] = level
    return levels


def _week_of(said: Availability | None) -> dict[str, int | bool]:
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
