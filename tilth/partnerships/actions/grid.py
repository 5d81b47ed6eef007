"""Marking the grid: each alone, then together, then an arrow all heads agree."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.notices.actions import settle
from tilth.partnerships import queries, signals
from tilth.partnerships.actions import letters
from tilth.partnerships.actions.phases import must_be
from tilth.partnerships.actions.refusals import (
    AlreadyInvited,
    NotAskedToMark,
    NotTheirsToAnswer,
    ReasonWanted,
    TooFew,
    WrongPhase,
)
from tilth.partnerships.domain import grid
from tilth.partnerships.models import (
    GridAgreement,
    GridAnswer,
    GridArrow,
    GridMark,
    GridSeat,
    GridSitting,
    Partnership,
)
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail.actions import record
from tilth.web.holding import hold

LONGEST_SITTING = timedelta(days=366)


@transaction.atomic
def open_sitting(*, by: Person, partnership: Partnership, horizon: int, closes_on: date) -> GridSitting:
    """Ask every leader to mark. A sitting that was shown but not agreed is given up for it.

    Raises WrongPhase, AlreadyInvited while another is being marked, TooFew, and WrongPhase for a day that has passed.
    """
    must_be(partnership, Partnership.Phase.LIVE)
    if closes_on < timezone.localdate():
        raise WrongPhase(_("Choose today or a later day."), field="closes_on")
    if closes_on > timezone.localdate() + LONGEST_SITTING:
        raise WrongPhase(_("Choose a day within the next year."), field="closes_on")
    _give_up_unagreed(partnership)
    sitting = GridSitting.objects.create(
        partnership=partnership, horizon=horizon, opened_by=by, opened_at=timezone.now(), closes_on=closes_on
    )
    seats = _seat_leaders(sitting)
    record(by=by, act="partnerships.sitting_opened", about=[partnership], leaders=len(seats), horizon=horizon)
    letters.please_mark(sitting, [seat.person for seat in seats])
    return sitting


def _give_up_unagreed(partnership: Partnership) -> None:
    before = queries.current_sitting(partnership)
    if before is None:
        return
    hold(before)
    if before.ended_at:  # agreed in this very moment
        return
    if queries.phase(before) is grid.Phase.OPEN:
        raise AlreadyInvited(_("Leaders are marking already. Wait until that is done."))
    before.ended_at = timezone.now()
    before.save(update_fields=["ended_at"])
    settle(about=before, kind=letters.GRID_ARROW)


def _seat_leaders(sitting: GridSitting) -> list[GridSeat]:
    headed = queries.schools_headed(sitting.partnership)
    leaders = queries.leaders(sitting.partnership)
    seats = [GridSeat(sitting=sitting, person=leader, school_id=headed.get(leader.id)) for leader in leaders]
    if len(seats) < 2:
        raise TooFew(_("Only one leader of this partnership is in Tilth. It takes two to compare."))
    return GridSeat.objects.bulk_create(seats)


@transaction.atomic
def mark(
    *, by: Person, sitting: GridSitting, now_depth: int, now_structure: int, wanted_depth: int, wanted_structure: int
) -> GridMark:
    """Mark, or mark again while nobody has seen it. The last mark opens them all. Raises WrongPhase, NotAskedToMark."""
    sitting = GridSitting.objects.select_for_update().get(id=sitting.id)
    _must_be_in(sitting, grid.Phase.OPEN, _("The marks are out, so they can no longer be changed."))
    seat = sitting.seats.filter(person=by).first()
    if seat is None:
        raise NotAskedToMark(_("Only the leaders who were asked can mark."))
    levels = {
        "now_depth": now_depth,
        "now_structure": now_structure,
        "wanted_depth": wanted_depth,
        "wanted_structure": wanted_structure,
    }
    marked, _new = GridMark.objects.update_or_create(seat=seat, defaults={**levels, "at": timezone.now()})
    record(by=by, act="partnerships.marked", about=[sitting.partnership])
    settle(about=sitting, kind=letters.GRID_MARK, person=by)
    if not sitting.seats.filter(marked=None).exists():
        show(sitting=sitting)
    return marked


def _must_be_in(sitting: GridSitting, phase: grid.Phase, otherwise: str) -> None:
    if sitting.ended_at or queries.phase(sitting) is not phase:
        raise WrongPhase(otherwise)


@transaction.atomic
def show(*, sitting: GridSitting) -> GridSitting:
    """Put the marks into the open, once. Raises WrongPhase while some are missing and the day has not passed."""
    hold(sitting)
    if sitting.shown_at:
        return sitting
    all_in = not sitting.seats.filter(marked=None).exists()
    if not all_in and queries.phase(sitting) is grid.Phase.OPEN:
        raise WrongPhase(_("Some leaders have still to mark."))
    sitting.shown_at = timezone.now()
    sitting.save(update_fields=["shown_at"])
    record(by=None, act="partnerships.marks_shown", about=[sitting.partnership])
    letters.marks_are_shown(sitting)
    return sitting


@transaction.atomic
def show_due(*, today: date) -> int:
    """Show the marks of every sitting whose day has passed. Returns how many."""
    due = list(queries.due_to_show(today))
    for sitting in due:
        show(sitting=sitting)
    return len(due)


@transaction.atomic
def propose_arrow(
    *, by: Person, sitting: GridSitting, now_depth: int, now_structure: int, wanted_depth: int, wanted_structure: int
) -> GridArrow:
    """Put an arrow to the heads; it replaces the one before. A head who proposes has said yes. Raises WrongPhase."""
    sitting = GridSitting.objects.select_for_update().get(id=sitting.id)
    _must_be_in(sitting, grid.Phase.SHOWN, _("An arrow can be proposed once the marks are out, until one is agreed."))
    arrow = GridArrow.objects.create(
        sitting=sitting,
        by=by,
        at=timezone.now(),
        now_depth=now_depth,
        now_structure=now_structure,
        wanted_depth=wanted_depth,
        wanted_structure=wanted_structure,
    )
    record(by=by, act="partnerships.arrow_proposed", about=[sitting.partnership])
    letters.please_answer_arrow(arrow, queries.heads_to_agree(sitting.partnership).exclude(id=by.id))
    if queries.schools_spoken_for(by, sitting.partnership):
        answer_arrow(by=by, arrow=arrow, yes=True)
    return arrow


@transaction.atomic
def answer_arrow(*, by: Person, arrow: GridArrow, yes: bool, reason: str = "") -> GridArrow:
    """Say yes to the arrow for the schools one heads, or why not yet. The last yes makes it the leaders' decision.

    Raises WrongPhase, NotTheirsToAnswer, ReasonWanted.
    """
    sitting = GridSitting.objects.select_for_update().get(id=arrow.sitting_id)
    _must_be_in(sitting, grid.Phase.SHOWN, _("This arrow has been decided."))
    if queries.current_arrow(sitting) != arrow:
        raise WrongPhase(_("A newer arrow has been proposed."))
    if not yes and not reason.strip():
        raise ReasonWanted(_("Say what would have to change."), field="reason")
    answering = [school for school in queries.schools_spoken_for(by, sitting.partnership) if _is_open(arrow, school)]
    if not answering:
        raise NotTheirsToAnswer(_("This is not yours to answer, or you have answered."))
    GridAnswer.objects.bulk_create(
        GridAnswer(arrow=arrow, school=school, person=by, yes=yes, reason=reason, at=timezone.now())
        for school in answering
    )
    record(by=by, act="partnerships.arrow_answered", about=[sitting.partnership, *answering])
    settle(about=sitting, kind=letters.GRID_ARROW, person=by)
    _agree_if_all_said_yes(arrow, sitting)
    return arrow


def _is_open(arrow: GridArrow, school: School) -> bool:
    return not arrow.answers.filter(school=school).exists()


def _agree_if_all_said_yes(arrow: GridArrow, sitting: GridSitting) -> None:
    yes = arrow.answers.filter(yes=True).values("school")
    if queries.schools_that_agree(sitting.partnership).exclude(id__in=yes).exists():
        return
    now = timezone.now()
    agreement = GridAgreement.objects.create(sitting=sitting, arrow=arrow, partnership=sitting.partnership, at=now)
    sitting.ended_at = now
    sitting.save(update_fields=["ended_at"])
    record(by=None, act="partnerships.arrow_agreed", about=[sitting.partnership])
    letters.arrow_agreed(sitting)
    transaction.on_commit(lambda: signals.arrow_agreed.send(GridAgreement, agreement=agreement))
