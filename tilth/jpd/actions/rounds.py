"""Opening and closing a round, taking part or sitting it out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries
from tilth.jpd.actions.entering import enter
from tilth.jpd.actions.looks import DaysOutOfOrder, NotNow, begin_look, call_off_look, check_answer_by, later
from tilth.jpd.models import Round, SittingOut
from tilth.notices import actions as notices
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold


@transaction.atomic
def open_round(
    *,
    by: Person,
    partnership: Partnership,
    closes_on: date,
    answer_by: date,
    **asked: Any,
) -> Round:
    """Open a round of matching: all staff are asked what they offer and want. Raises NotNow, DaysOutOfOrder.

    `asked` is what the round allows and aims for, by the names of its columns: `aims`, `triads`, `chains`,
    `need_half_hour`, `most_from_one_school`, `subjects`, `least_strength`. What is left out is as usual.
    """
    hold(partnership)
    today = timezone.localdate()
    if partnership.phase != Partnership.Phase.LIVE:
        raise NotNow(_("A round can be opened while the partnership is live."))
    if partnership.rounds.filter(phase__in=Round.UNFINISHED).exists():
        raise NotNow(_("There is a round going on. It has to be settled, or called off, before the next."))
    if closes_on < today:
        raise DaysOutOfOrder(_("Choose today or a later day."), field="closes_on")
    check_answer_by(answer_by, closes_on)
    round = Round.objects.create(
        partnership=partnership,
        opened_by=by,
        opens_on=today,
        closes_on=closes_on,
        answer_by=answer_by,
        **asked,
    )
    trail.record(by=by, act="jpd.round_opened", about=[round, partnership], closes_on=closes_on.isoformat())
    later("invite_to_round", round)
    return round


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
        body=_chances(round)
        + " "
        + _(
            "Say what you could offer and what you would like to gain: it takes under a minute. "
            "Have you answered before? Then you are in already; look whether it is still right."
        ),
        link="/working-together/offers/",
        asks=True,
    )
    return len(asked)


def _chances(round: Round) -> str:
    """What somebody may find in a round: of chains it is said that not everybody does both."""
    sizes = _("pairs and threes") if round.triads else _("pairs")
    said = _("%(partnership)s is looking for %(sizes)s in which everybody gives and everybody gains.")
    if round.chains:
        said += " " + _(
            "There can be chains, too: who begins one asks nothing back yet, and who comes last only gains."
        )
    return said % {"partnership": round.partnership, "sizes": sizes}


@transaction.atomic
def sit_out(*, by: Person, round: Round) -> None:
    """Take no part in this round, or in no later look of it. Nobody else is told. Raises NotNow."""
    _must_be_still_to_come(round)
    SittingOut.objects.get_or_create(round=round, person=by)
    notices.settle(about=round, kind="jpd.round_opened", person=by)
    trail.record(by=by, act="jpd.sat_out", about=[by])


@transaction.atomic
def join(*, by: Person, round: Round) -> None:
    """Take part after all. Raises NotNow."""
    _must_be_still_to_come(round)
    SittingOut.objects.filter(round=round, person=by).delete()
    trail.record(by=by, act="jpd.joined", about=[by])


def _must_be_still_to_come(round: Round) -> None:
    hold(round)
    if round.phase not in (Round.Phase.GATHERING, Round.Phase.SETTLED):
        raise NotNow(_("This round has closed."))


def _must_be_gathering(round: Round) -> None:
    hold(round)
    if round.phase != Round.Phase.GATHERING:
        raise NotNow(_("This round has closed."))


@transaction.atomic
def close_round(*, by: Person | None, round: Round) -> Round:
    """End the gathering: keep who takes part as they stand now, and begin to look for groups. Raises NotNow.

    Nobody ends it early while nobody takes part: that would spend the round on an empty room.
    """
    _must_be_gathering(round)
    if by and not queries.taking_part(round).exists():
        raise NotNow(_("Nobody takes part yet. Wait until somebody does, or call the round off."))
    enter(round)
    round.phase = Round.Phase.COMPUTING
    round.closes_on = min(round.closes_on, timezone.localdate())  # it may have been planned for a later day
    round.save()
    begin_look(round, number=1, answer_by=round.answer_by)
    notices.settle(about=round, kind="jpd.round_opened")
    trail.record(by=by, act="jpd.round_closed", about=[round, round.partnership])
    return round


@transaction.atomic
def cancel_round(*, by: Person, round: Round) -> Round:
    """Call a round off while nothing has been proposed, or its second look alone. Raises NotNow."""
    hold(round)
    if round.phase not in (Round.Phase.GATHERING, Round.Phase.COMPUTING):
        raise NotNow(_too_late_to_call_off(round))
    if call_off_look(round):
        trail.record(by=by, act="jpd.look_called_off", about=[round, round.partnership])
        return round
    round.phase = Round.Phase.CANCELLED
    round.save()
    round.entrants.all().delete()
    notices.settle(about=round, kind="jpd.round_opened")
    trail.record(by=by, act="jpd.round_cancelled", about=[round, round.partnership])
    return round


def _too_late_to_call_off(round: Round) -> str:
    if round.phase == Round.Phase.CANCELLED:
        return _("This round has been called off already.")
    if round.phase == Round.Phase.SETTLED:
        return _("This round is settled: there is nothing left to call off.")
    return _("Proposals are out. People answer them now.")
