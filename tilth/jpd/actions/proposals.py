"""Publishing what a round found, answering, and settling.

Nobody is ever told who said no: a group that will not go ahead is spoken of only once the answers are due, to all its
members alike, in the same words whether somebody declined or somebody forgot.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth import matching
from tilth.jpd import queries, wording
from tilth.jpd.actions.looks import end_look, later
from tilth.jpd.domain.answers import Answer, Outcome, outcome
from tilth.jpd.models import (
    Coverage,
    Flow,
    Group,
    GroupMember,
    LeftOver,
    Look,
    Proposal,
    Round,
    Seat,
)
from tilth.jpd.signals import group_formed, round_proposed
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.topics.models import Topic
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal


class TooLate(Refusal):
    """The answers were due, or the group stands already."""


@transaction.atomic
def publish(*, look: Look, found: matching.Matching, people: Sequence[matching.Person]) -> Round:
    """Propose the groups found among these people, each to its members, and tell the others why there is none yet.

    Nothing happens when the look was called off, or somebody else has published it, while groups were looked for.
    When somebody was forgotten meanwhile, or wishes to be kept apart from somebody, it is looked anew.
    """
    round = look.round
    hold(round)
    if not queries.goes_on(look):
        return round
    if queries.pool(round) != people:
        later("compute_round", round)
        return round
    for group in found.groups:
        _propose(round, group, people)
    end_look(look, found)
    round.answer_by = look.answer_by
    round.phase = Round.Phase.PROPOSED if found.groups else Round.Phase.SETTLED
    round.save()
    _leave_over(round, found.left_over)
    _keep_coverage(round, found.coverage)
    _tell_leads(round, len(found.groups))
    trail.record(by=None, act="jpd.round_proposed", about=[round, round.partnership], groups=len(found.groups))
    round_proposed.send(sender=Round, round=round)
    later("advise_on_round", round)
    return round


def _keep_coverage(round: Round, coverage: Sequence[matching.Coverage]) -> None:
    round.coverage.all().delete()
    Coverage.objects.bulk_create(
        Coverage(round=round, topic_id=line.topic, offering=line.offering, wanting=line.wanting, met=line.met)
        for line in coverage
    )


def _propose(round: Round, group: matching.Group, people: Sequence[matching.Person]) -> Proposal:
    proposal = Proposal.objects.create(round=round, kind=group.kind, half_hours=group.half_hours or 0)
    schools = {person.id: person.school for person in people}
    Seat.objects.bulk_create(
        Seat(proposal=proposal, person_id=person, school_id=schools[person], position=position)
        for position, person in enumerate(group.members)
    )
    Flow.objects.bulk_create(
        Flow(
            proposal=proposal,
            giver_id=gift.flow.giver,
            receiver_id=gift.flow.receiver,
            topic_id=gift.flow.topic,
            strength=gift.strength,
            position=position,
        )
        for position, gift in enumerate(matching.why(group, people).gifts)
    )
    _ask(proposal)
    return proposal


def _ask(proposal: Proposal) -> None:
    people = [seat.person for seat in proposal.seats.select_related("person")]
    for person in people:
        others = wording.together([other.name for other in people if other != person])
        notices.tell(
            to=[person],
            about=proposal,
            kind="jpd.proposal",
            headline=_("Would you like to work with %(others)s?") % {"others": others},
            body=wording.proposal(proposal) + " " + _answer_by(proposal.round),
            link=f"/working-together/proposals/{proposal.id}/",
            asks=True,
        )


def _answer_by(round: Round) -> str:
    return _("Please say yes or not this time by %(day)s. Nobody learns what you answer.") % {
        "day": f"{round.answer_by:%-d %B}"
    }


def _leave_over(round: Round, left_over: Sequence[matching.LeftOver]) -> None:
    """Keep why each is left over, instead of what an earlier look said, and tell those who did not stay away."""
    round.left_over.all().delete()
    notices.settle(about=round, kind="jpd.left_over")
    topics = Topic.objects.in_bulk({topic for each in left_over for topic in each.topics})
    people = Person.objects.in_bulk([each.person for each in left_over])
    for each in left_over:
        openings = [opening.half_hour for opening in each.openings]
        person = people[UUID(str(each.person))]
        about = [topics[UUID(str(topic))] for topic in each.topics]
        kept = LeftOver.objects.create(round=round, person=person, reason=each.reason, openings=openings)
        kept.topics.set(about)
        if each.reason is not matching.Reason.AWAY:
            _tell_why(round, person, wording.left_over(each.reason, [topic.name for topic in about], openings))


def _tell_why(round: Round, person: Person, left: wording.Left) -> None:
    notices.tell(
        to=[person],
        about=round,
        kind="jpd.left_over",
        headline=_("No group for you in this round yet"),
        body=f"{left.why} {left.what_would_help}",
        link=f"/working-together/rounds/{round.id}/",
    )


def _tell_leads(round: Round, groups: int) -> None:
    headline = ngettext("%(groups)s group was proposed", "%(groups)s groups were proposed", groups) % {"groups": groups}
    notices.tell(
        to=queries.leads_of(round),
        about=round,
        kind="jpd.round_proposed",
        headline=headline,
        body=_("Their members have been asked. See which wants nobody could meet, and what would help most."),
        link=f"/working-together/rounds/{round.id}/coverage/",
    )


@transaction.atomic
def answer(*, by: Person, proposal: Proposal, yes: bool) -> Proposal:
    """Say yes, or not this time. It can be changed until the group stands or the answers are due. Raises TooLate."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("round__partnership").get(id=proposal.id)
    if proposal.state != Outcome.PROPOSED or proposal.round.answer_by < timezone.localdate():
        raise TooLate(_("The time to answer is over."))
    proposal.seats.filter(person=by).update(answer=Answer.YES if yes else Answer.NO)
    notices.settle(about=proposal, kind="jpd.proposal", person=by)
    trail.record(by=by, act="jpd.answered", about=[by])
    _settle(proposal, due=False)
    return proposal


@transaction.atomic
def settle_round(*, round: Round) -> Round:
    """Settle every proposal whose answers are due, and the round with them. A settled round is left alone."""
    hold(round)
    if round.phase != Round.Phase.PROPOSED:
        return round
    waiting = round.proposals.select_for_update(of=("self",)).filter(state=Outcome.PROPOSED)
    for proposal in waiting.select_related("round__partnership"):
        _settle(proposal, due=True)
    round.phase = Round.Phase.SETTLED
    round.save()
    standing = round.proposals.filter(state=Outcome.STANDING).count()
    trail.record(by=None, act="jpd.round_settled", about=[round, round.partnership], groups=standing)
    return round


def _settle(proposal: Proposal, *, due: bool) -> None:
    proposal.state = outcome(proposal.seats.values_list("answer", flat=True), due=due)
    if proposal.state == Outcome.PROPOSED:
        return
    proposal.settled_at = timezone.now()
    proposal.save()
    notices.settle(about=proposal, kind="jpd.proposal")
    if proposal.state == Outcome.STANDING:
        _form(proposal)
    else:
        _tell_that_it_fell(proposal)


def _form(proposal: Proposal) -> Group:
    group = Group.objects.create(
        partnership=proposal.round.partnership,
        proposal=proposal,
        half_hours=proposal.half_hours,
        started_on=timezone.localdate(),
    )
    group.topics.set(Topic.objects.filter(id__in=proposal.flows.values("topic")))
    seats = list(proposal.seats.select_related("person"))
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=seat.person, school_id=seat.school_id, position=seat.position) for seat in seats
    )
    people = [seat.person for seat in seats]
    _tell_that_it_stands(group, people)
    trail.record(by=None, act="jpd.group_formed", about=[group, group.partnership, *people])
    group_formed.send(sender=Group, group=group)
    return group


def _tell_that_it_stands(group: Group, people: Sequence[Person]) -> None:
    for person in people:
        others = wording.together([other.name for other in people if other != person])
        notices.tell(
            to=[person],
            about=group,
            kind="jpd.group_formed",
            headline=_("You are in a group with %(others)s") % {"others": others},
            body=wording.group(group) + " " + _("Everybody said yes. Write to one another and meet."),
            link=f"/working-together/groups/{group.id}/",
        )


def _tell_that_it_fell(proposal: Proposal) -> None:
    notices.tell(
        to=[seat.person for seat in proposal.seats.filter(person__is_active=True).select_related("person")],
        about=proposal,
        kind="jpd.proposal_fell",
        headline=_("This group will not go ahead this time"),
        body=_("Timetables and plans change. Your offers and wants are kept for the next round: %(exchange)s")
        % {"exchange": wording.proposal(proposal)},
        link="/working-together/",
    )
