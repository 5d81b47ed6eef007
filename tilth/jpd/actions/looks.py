"""Looking for groups: beginning, telling how far it has come, stopping with the best found, looking a second time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth import matching
from tilth.jpd import queries
from tilth.jpd.actions.entering import enter
from tilth.jpd.models import Advice, Aim, Look, Round
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

LONGEST_ROUND = timedelta(days=366)
HALF_HOURS_NAMED = 3


class NotNow(Refusal):
    """The round, or its partnership, is not in a phase in which this can be done."""


class DaysOutOfOrder(Refusal):
    """A round closes after it opens, and answers are due after it closes."""


def check_answer_by(answer_by: date, after: date) -> None:
    """Refuse a last day for answers that leaves no time, or too much. Raises DaysOutOfOrder."""
    if answer_by > timezone.localdate() + LONGEST_ROUND:
        raise DaysOutOfOrder(_("Choose a day within the next year."), field="answer_by")
    if answer_by <= after:
        raise DaysOutOfOrder(_("Give people at least a day to answer after the round has closed."), field="answer_by")


def later(task: str, round: Round) -> None:
    """Begin a task of ours once this has been written, with the key alone."""
    from tilth.jpd import tasks

    transaction.on_commit(lambda: getattr(tasks, task).enqueue(str(round.id)))


def begin_look(round: Round, *, number: int, answer_by: date) -> Look:
    """Let a look wait for its turn, with what it will ask for, in its order."""
    look = Look.objects.create(round=round, number=number, answer_by=answer_by)
    asked = queries.rules(round).asked(planned=number > 1)
    Aim.objects.bulk_create(Aim(look=look, place=place, tier=tier) for place, tier in enumerate(asked))
    later("compute_round", round)
    return look


@transaction.atomic
def look_again(*, by: Person, round: Round, answer_by: date, newcomers: bool = True) -> Look:
    """Look a second time, for those whom a settled round left without a group. Raises NotNow, DaysOutOfOrder.

    Groups that stand stay as they are. Everybody else is in who takes part now, whatever they answered before: what
    is proposed next can betray no answer.
    """
    hold(round.partnership)
    hold(round)
    if not queries.can_look_again(round):
        raise NotNow(_("A second look follows when a round is settled, until the next round is opened."))
    check_answer_by(answer_by, max(timezone.localdate(), round.closes_on))
    number = round.looks.count() + 1
    enter(round, look=number, newcomers=newcomers)
    round.phase = Round.Phase.COMPUTING
    round.save()
    look = begin_look(round, number=number, answer_by=answer_by)
    trail.record(by=by, act="jpd.looked_again", about=[round, round.partnership])
    return look


def call_off_look(round: Round) -> bool:
    """Undo the look that goes on. Whether the round lives on, since it was settled before.

    What the look before it reached is shown again, and found out to its end what would have helped.
    """
    look = queries.running_look(round)
    if look is None:
        return False
    look.delete()
    if look.number == 1:
        return False
    round.entrants.filter(since_look=look.number).delete()
    round.phase = Round.Phase.SETTLED
    round.save()
    later("advise_on_round", round)
    return True


@transaction.atomic
def note_progress(*, look: Look, progress: matching.Progress | None = None) -> bool:
    """Keep how far a look has come; without `progress` that it begins. Returns whether it should go on."""
    going_on = Look.objects.filter(id=look.id, ended_at=None)
    if progress is None:
        look.begun_at = timezone.now()
        going_on.update(begun_at=look.begun_at)
        return True
    share = min(max(progress.share, 0.0), 1.0)
    going_on.update(aim=progress.tier, share=share)
    look.aims.filter(tier=progress.tier).update(value=progress.value, bound=progress.bound)
    return going_on.filter(stop_asked=False, round__phase=Round.Phase.COMPUTING).exists()


@transaction.atomic
def stop_look(*, by: Person, round: Round) -> Round:
    """Ask the look that goes on to stop, and to propose the best it has found. Raises NotNow."""
    hold(round)
    if round.phase != Round.Phase.COMPUTING:
        raise NotNow(_not_looking(round))
    round.looks.filter(ended_at=None).update(stop_asked=True)
    trail.record(by=by, act="jpd.look_stopped", about=[round, round.partnership])
    return round


def _not_looking(round: Round) -> str:
    if round.phase == Round.Phase.GATHERING:
        return _("Tilth has not begun to look: people can still say what they offer and want.")
    if round.phase == Round.Phase.CANCELLED:
        return _("This round has been called off.")
    return _("Tilth has finished looking.")


def end_look(look: Look, found: matching.Matching) -> None:
    """Keep what a look has reached, and whether it was stopped. Aims that no group could change are forgotten."""
    look.aims.all().delete()
    Aim.objects.bulk_create(
        Aim(look=look, place=place, tier=each.tier, value=each.value, bound=each.bound, alone=each.alone)
        for place, each in enumerate(found.tiers)
    )
    look.ended_at, look.stopped, look.share = timezone.now(), found.stopped, 1.0
    look.save(update_fields=["ended_at", "stopped", "share"])


@transaction.atomic
def keep_advice(*, look: Look, advice: matching.Advice) -> None:
    """Keep what would help most: for those who lead without a name, and to each person what they alone can change.

    Nothing is kept once somebody looks again, nor about who has been forgotten meanwhile.
    """
    hold(look.round)
    if not queries.is_latest(look):
        return
    here = set(look.round.entrants.values_list("person", flat=True))
    look.advice.all().delete()
    rows = [
        *(Advice(topic_id=each.topic, people=each.gain) for each in advice.topics),
        *(Advice(half_hour=each.half_hour, people=each.people) for each in advice.missing[:HALF_HOURS_NAMED]),
        *(
            Advice(half_hour=each.half_hour, person_id=each.person, people=each.gain)
            for each in advice.half_hours
            if each.person in here
        ),
    ]
    for place, row in enumerate(rows):
        row.look, row.place = look, place
    Advice.objects.bulk_create(rows)
    look.advised_at = timezone.now()
    look.save(update_fields=["advised_at"])
