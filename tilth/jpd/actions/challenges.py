"""The one challenge of a cycle: asked of somebody or drawn as a card, put, and answered."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.jpd.actions.cycles import CycleOver
from tilth.jpd.domain.cards import drawn
from tilth.jpd.models import Challenge, Cycle
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal


class ChallengedAlready(Refusal):
    """The cycle has its challenge, or it has been answered."""


class NotAChallenger(Refusal):
    """Somebody of the group itself, or from elsewhere, cannot be asked for one."""


class NothingPut(Refusal):
    """There is nothing to answer yet."""


@transaction.atomic
def ask_challenger(*, by: Person, cycle: Cycle, person: Person) -> Challenge:
    """Ask a colleague outside the group for a challenge. Raises CycleOver, ChallengedAlready, NotAChallenger."""
    _room_for_one(cycle)
    if not queries.may_challenge(person, cycle.group):
        raise NotAChallenger(_("Ask somebody on the staff of your schools who is not in your group."), field="person")
    challenge = Challenge.objects.create(cycle=cycle, asked=person)
    trail.record(by=by, act="jpd.challenger_asked", about=[cycle.group, person])
    notices.tell(
        to=[person],
        about=challenge,
        kind="jpd.challenge_asked",
        headline=_("%(by)s asks you for a good question") % {"by": by.name},
        body=_("A group wants to be challenged. One question is enough, and it is meant as help."),
        link=_page(challenge),
        asks=True,
    )
    return challenge


@transaction.atomic
def draw_card(*, by: Person, cycle: Cycle) -> Challenge:
    """Draw a card: always the same for this group, cycle and stage. Raises CycleOver, ChallengedAlready."""
    _room_for_one(cycle)
    shape = queries.shape_of(cycle)
    stage = shape.phases[shape.place(cycle.phase)].stage
    card = drawn(queries.cards(), cycle.group_id, cycle.number, stage)
    challenge = Challenge.objects.create(cycle=cycle, question=card.question, put_at=timezone.now())
    trail.record(by=by, act="jpd.card_drawn", about=[cycle.group, by])
    return challenge


def _room_for_one(cycle: Cycle) -> None:
    """Take back what was asked of somebody who has put nothing yet. Raises CycleOver, ChallengedAlready."""
    _going_on(cycle)
    challenge = queries.challenge_of(cycle)
    if challenge is None:
        return
    if challenge.put_at is not None:
        raise ChallengedAlready(_("There is one challenge in each cycle, and yours has been put."))
    notices.settle(about=challenge, kind="jpd.challenge_asked")
    challenge.delete()


def _going_on(cycle: Cycle) -> None:
    hold(cycle)
    if cycle.ended_at is not None:
        raise CycleOver(_("This cycle has ended."))


@transaction.atomic
def put_challenge(*, by: Person, challenge: Challenge, question: str) -> Challenge:
    """Put the question one was asked for. Raises CycleOver, ChallengedAlready."""
    _going_on(challenge.cycle)
    hold(challenge)
    if challenge.put_at is not None:
        raise ChallengedAlready(_("You have put your question already."))
    challenge.question, challenge.put_at = question.strip(), timezone.now()
    challenge.save()
    group = challenge.cycle.group
    notices.settle(about=challenge, kind="jpd.challenge_asked")
    trail.record(by=by, act="jpd.challenge_put", about=[group, by])
    notices.tell(
        to=queries.members_now(group),
        about=challenge,
        kind="jpd.challenge_put",
        headline=_("%(by)s has a question for your group") % {"by": by.name},
        body=_("Talk it over and answer it before you decide what becomes of your cycle."),
        link=f"/working-together/groups/{group.id}/",
        asks=True,
    )
    return challenge


@transaction.atomic
def decline_challenge(*, by: Person, challenge: Challenge) -> None:
    """Say that one has no question to put this time. Raises CycleOver, ChallengedAlready."""
    _going_on(challenge.cycle)
    hold(challenge)
    if challenge.put_at is not None:
        raise ChallengedAlready(_("You have put your question already."))
    group = challenge.cycle.group
    notices.settle(about=challenge, kind="jpd.challenge_asked")
    trail.record(by=by, act="jpd.challenge_declined", about=[group, by])
    notices.tell(
        to=queries.members_now(group),
        about=challenge.cycle,
        kind="jpd.challenge_declined",
        headline=_("%(by)s has no question for you this time") % {"by": by.name},
        body=_("Ask somebody else, or draw a card."),
        link=f"/working-together/groups/{group.id}/",
    )
    challenge.delete()


@transaction.atomic
def answer_challenge(*, by: Person, challenge: Challenge, answer: str) -> Challenge:
    """Answer the challenge, once, for the group. Raises CycleOver, ChallengedAlready, NothingPut."""
    _going_on(challenge.cycle)
    hold(challenge)
    if challenge.put_at is None:
        raise NothingPut(_("The question has not been put yet."))
    if challenge.answered_at is not None:
        raise ChallengedAlready(_("One of you has answered it already: see below."))
    if not answer.strip():
        raise NothingPut(_("Write your answer first."), field="answer")
    challenge.answer, challenge.answered_by = answer.strip(), by
    challenge.answered_at = max(timezone.now(), challenge.put_at)
    challenge.save()
    notices.settle(about=challenge, kind="jpd.challenge_put")
    trail.record(by=by, act="jpd.challenge_answered", about=[challenge.cycle.group, by])
    return challenge


def _page(challenge: Challenge) -> str:
    return f"/working-together/challenges/{challenge.id}/"
