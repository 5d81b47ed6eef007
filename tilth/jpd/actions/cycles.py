"""Cycles: begin one, write, go on, go back, decide. What a phase demands is asked each time anew."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries, wording
from tilth.jpd.domain import phases
from tilth.jpd.domain.shapes import Phase, Shape, Stage
from tilth.jpd.models import Cycle, Group, Step, Writing
from tilth.jpd.signals import cycle_finished
from tilth.notices import actions as notices
from tilth.people.models import Person
from tilth.topics.models import Topic
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal


class NotYet(Refusal):
    """The phase the cycle is in demands something else first."""


class CycleOver(Refusal):
    """The cycle has ended, or there is one under way already."""


class NoSuchPart(Refusal):
    """The shape has no such heading, or no such shape is offered."""


class WrittenMeanwhile(Refusal):
    """Somebody else has written since: `standing` is what stands now."""

    def __init__(self, standing: Writing) -> None:
        super().__init__(_("Somebody has written here since you began. Both versions are below: nothing is lost."))
        self.standing = standing


@transaction.atomic
def begin_cycle(*, by: Person | None, group: Group, shape: str, topic: Topic | None = None) -> Cycle:
    """Begin a turn of work in a shape: the name of one of the house, or the key of one of the partnership's own.

    Raises CycleOver, NoSuchPart, NotYet.
    """
    chosen = queries.offered_shapes(group.partnership).get(shape)
    if chosen is None:
        raise NoSuchPart(_("Choose one of these."), field="shape")
    return _begin(by, group, chosen, topic)


def _begin(by: Person | None, group: Group, shape: Shape, topic: Topic | None) -> Cycle:
    hold(group)
    if group.ended_on is not None:
        raise CycleOver(_("This group has ended."))
    if group.cycles.filter(ended_at=None).exists():
        raise CycleOver(_("A cycle is under way already."))
    if queries.members_now(group).count() < 2:
        raise NotYet(_("Wait until one more has said yes: a cycle takes two."))
    cycle = Cycle.objects.create(
        group=group,
        number=group.cycles.count() + 1,
        shape=shape.model_dump(mode="json"),
        phase=shape.phases[0].slug,
        topic=topic,
        begun_at=timezone.now(),
    )
    _step(by, cycle)
    trail.record(by=by, act="jpd.cycle_begun", about=[group, *_people(group)], number=cycle.number)
    _tell(by, cycle, "jpd.cycle_begun", _("Your group begins a cycle: %(name)s") % {"name": shape.name})
    return cycle


def _step(by: Person | None, cycle: Cycle, without_meeting: str = "") -> None:
    Step.objects.create(
        cycle=cycle, phase=cycle.phase, by=by, at=timezone.now(), without_meeting=without_meeting.strip()
    )


def _people(group: Group) -> list[Person]:
    return list(queries.members_now(group))


def _tell(by: Person | None, cycle: Cycle, kind: str, headline: str, body: str = "") -> None:
    notices.tell(
        to=[person for person in _people(cycle.group) if person != by],
        about=cycle,
        kind=kind,
        headline=headline,
        body=body,
        link=f"/working-together/groups/{cycle.group_id}/",
    )


def _under_way(cycle: Cycle) -> Shape:
    """Hold a cycle that goes on, and give its shape. Raises CycleOver."""
    hold(cycle)
    if cycle.ended_at is not None:
        raise CycleOver(_("This cycle has ended. What was written in it stays as it is."))
    return queries.shape_of(cycle)


@transaction.atomic
def write(*, by: Person, cycle: Cycle, part: str, text: str, base: int) -> Writing | None:
    """Write under a heading, on top of version `base` (0 for none). Each saving is a version, and none is lost.

    What stands already is given back as it is. Raises CycleOver, NoSuchPart, NotYet, WrittenMeanwhile.
    """
    shape = _under_way(cycle)
    text = text.strip()
    _check_part(shape, cycle, part, text)
    standing = queries.latest_writing(cycle, part)
    if (standing.text if standing else "") == text:
        return standing
    if standing is not None and standing.version != base:
        raise WrittenMeanwhile(standing)
    version = standing.version + 1 if standing else 1
    written = Writing.objects.create(cycle=cycle, part=part, version=version, text=text, by=by, at=timezone.now())
    trail.record(by=by, act="jpd.written", about=[cycle.group, by])
    return written


def _check_part(shape: Shape, cycle: Cycle, part: str, text: str) -> None:
    if shape.part(part) is None:
        raise NoSuchPart(_("There is no such heading in this cycle."))
    if not phases.is_open_to_writing(shape, cycle.phase, part):
        raise NotYet(_("This comes later in the cycle."))
    if not text and phases.must_stay(shape, cycle.phase, part):
        raise NotYet(_("This phase is behind you because something stands here. Change it, or step back first."))


@transaction.atomic
def advance(*, by: Person, cycle: Cycle, without_meeting: str = "", seen: str = "") -> Cycle:
    """Go on to the next phase from the one that was `seen`, so that two who press at once go on by one and not by two.

    Where the group ought to have met and has not, say why. Raises CycleOver, NotYet.
    """
    seen = seen or cycle.phase
    shape = _under_way(cycle)
    if cycle.phase != seen:
        raise NotYet(_("Your group has moved on already. Go back to your desk to see where you are."))
    if lacks := phases.lacks(shape, queries.standing_of(cycle, met_because=without_meeting)):
        raise NotYet(wording.missing(lacks[0]))
    following = phases.next_phase(shape, cycle.phase)
    if following is None:
        raise NotYet(_("Now your group decides what becomes of it."))
    return _go(by, cycle, following, "jpd.cycle_advanced", without_meeting)


@transaction.atomic
def step_back(*, by: Person, cycle: Cycle) -> Cycle:
    """Go back by one phase. Nothing that was written is lost. Raises CycleOver, NotYet."""
    before = phases.phase_before(_under_way(cycle), cycle.phase)
    if before is None:
        raise NotYet(_("This is the first phase."))
    return _go(by, cycle, before, "jpd.cycle_stepped_back")


def _go(by: Person, cycle: Cycle, phase: Phase, act: str, without_meeting: str = "") -> Cycle:
    cycle.phase = phase.slug
    cycle.save(update_fields=["phase"])
    _step(by, cycle, without_meeting)
    trail.record(by=by, act=act, about=[cycle.group, by])
    _tell(by, cycle, "jpd.cycle_moved", _("Your group is now at: %(phase)s") % {"phase": phase.name}, phase.ask)
    return cycle


@transaction.atomic
def decide(*, by: Person, cycle: Cycle, decision: str, reason: str = "") -> Cycle:
    """End a cycle: turn again, hand it on, or stop. Stopping needs a reason, and may come at any time.

    Turning again begins the next cycle in the same shape. Raises CycleOver, NotYet.
    """
    shape = _under_way(cycle)
    chosen, reason = Cycle.Decision(decision), reason.strip()
    _check_decision(shape, cycle, chosen, reason)
    cycle.decision, cycle.reason, cycle.ended_at = chosen, reason, timezone.now()
    cycle.save()
    _forget_what_was_asked(cycle)
    trail.record(by=by, act=f"jpd.cycle_{chosen.value}", about=[cycle.group, *_people(cycle.group)])
    _tell(by, cycle, "jpd.cycle_ended", wording.decided(cycle))
    cycle_finished.send(sender=Cycle, cycle=cycle)
    if chosen is Cycle.Decision.AGAIN:
        _begin(by, cycle.group, shape, cycle.topic)
    return cycle


def _check_decision(shape: Shape, cycle: Cycle, decision: Cycle.Decision, reason: str) -> None:
    if decision is Cycle.Decision.STOP:
        if not reason:
            raise NotYet(_("Say in a sentence why you stop: it helps those who come after you."), field="reason")
        return
    if shape.phases[shape.place(cycle.phase)].stage is not Stage.DECIDE:
        raise NotYet(_("Go through the phases first. You can stop at any time."), field="decision")
    if lacks := phases.lacks_up_to(shape, queries.standing_of(cycle, met_because="come so far")):
        raise NotYet(wording.missing(lacks[0]))
    if decision is Cycle.Decision.HAND_ON and not queries.is_written_up(cycle):
        raise NotYet(_("To hand it on, write it up first: others need something to read."), field="decision")


def _forget_what_was_asked(cycle: Cycle) -> None:
    """Whoever was asked for a challenge and has not put one need not any more."""
    challenge = queries.challenge_of(cycle)
    if challenge is not None:
        notices.settle(about=challenge, kind="jpd.challenge_asked")
        notices.settle(about=challenge, kind="jpd.challenge_put")
