"""Reads of the grid. Nobody's mark leaves this module before its sitting is shown, except to whoever made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tilth.partnerships.domain import grid
from tilth.partnerships.models import (
    FromHereToThere,
    GridAgreement,
    GridAnswer,
    GridArrow,
    GridMark,
    GridSeat,
    GridSitting,
    Membership,
    Partnership,
)
from tilth.partnerships.queries.forming import agreed_schools, leaders, visible_to
from tilth.people.models import Person, Role, standing
from tilth.schools.models import School

FEWEST_FOR_A_SPREAD = 3  # to those who are not leaders: a spread of one or two would name whose mark it is


def sitting(*, viewer: Person, key: UUID) -> GridSitting | None:
    """A sitting of a partnership the viewer has business with."""
    found = GridSitting.objects.filter(id=key, partnership__in=visible_to(viewer))
    return found.select_related("partnership", "opened_by", "agreement").first()


def current_sitting(partnership: Partnership) -> GridSitting | None:
    """The sitting that is going on, if any."""
    return partnership.sittings.filter(ended_at=None).select_related("partnership").first()


def phase(sitting: GridSitting) -> grid.Phase:
    """What may be done in a sitting today."""
    return grid.phase(
        shown=sitting.shown_at is not None,
        closes_on=sitting.closes_on,
        today=timezone.localdate(),
        agreed=GridAgreement.objects.filter(sitting=sitting).exists(),
    )


def due_to_show(today: date) -> QuerySet[GridSitting]:
    """Sittings whose last day is over and whose marks nobody has been told of yet."""
    waiting = GridSitting.objects.filter(shown_at=None, ended_at=None, closes_on__lt=today)
    return waiting.select_related("partnership")


def own_mark(viewer: Person, sitting: GridSitting) -> GridMark | None:
    """What the viewer marked, at any time."""
    return GridMark.objects.filter(seat__sitting=sitting, seat__person=viewer).first()


def is_awaited(viewer: Person, sitting: GridSitting) -> bool:
    """Whether the viewer is asked to mark and has not yet."""
    return sitting.seats.filter(person=viewer, marked=None).exists()


def schools_headed(partnership: Partnership) -> dict[UUID, UUID]:
    """For each headteacher of a member school, by key, the school they speak for on the grid; the first of several."""
    heads = _headships().filter(school__in=agreed_schools(partnership)).order_by("-school__name")
    return dict(heads.values_list("person", "school"))


def schools_spoken_for(viewer: Person, partnership: Partnership) -> list[School]:
    """The member schools a person heads: those for which they can answer an arrow."""
    return list(agreed_schools(partnership).filter(id__in=_headships().filter(person=viewer).values("school")))


def heads_to_agree(partnership: Partnership) -> QuerySet[Person]:
    """The heads whose yes an arrow needs."""
    heads = _headships().filter(school__in=agreed_schools(partnership))
    return Person.objects.filter(id__in=heads.values("person"))


def _headships() -> QuerySet[Role]:
    return Role.objects.filter(standing(timezone.localdate()), kind=Role.Kind.HEADTEACHER)


def schools_that_agree(partnership: Partnership) -> QuerySet[School]:
    """Member schools whose yes an arrow needs: those that have a headteacher in Tilth today."""
    return agreed_schools(partnership).filter(id__in=_headships().values("school"))


def current_arrow(sitting: GridSitting) -> GridArrow | None:
    """The arrow now before the leaders: the latest."""
    said = Prefetch("answers", queryset=GridAnswer.objects.select_related("school", "person"))
    return sitting.arrows.select_related("by").prefetch_related(said).order_by("-at").first()


def arrow_seen(viewer: Person, sitting: GridSitting) -> GridArrow | None:
    """The arrow a viewer may see: leaders see what is before them, other members what has been agreed."""
    now_phase = phase(sitting)
    leads = leaders(sitting.partnership).filter(id=viewer.id).exists()
    return current_arrow(sitting) if leads or now_phase is grid.Phase.AGREED else None


def agreements(partnership: Partnership) -> QuerySet[GridAgreement]:
    """The arrows agreed over the years, latest first."""
    return partnership.agreements.select_related("arrow", "sitting").order_by("-at")


@dataclass(frozen=True)
class NamedMark:
    """A mark that is out in the open, and whose it is."""

    whose: str
    mark: grid.Mark


@dataclass(frozen=True)
class Picture:
    """What one viewer may see of a sitting today."""

    phase: grid.Phase
    asked: int
    marked: int
    own: GridMark | None
    mine_to_mark: bool
    marks: list[NamedMark] = field(default_factory=list)
    now: grid.Disagreement | None = None
    wanted: grid.Disagreement | None = None
    middle: grid.Mark | None = None


def picture(viewer: Person, sitting: GridSitting) -> Picture:
    """Before the marks are shown: how many have marked, and the viewer's own. Afterwards leaders see each mark by its
    school; other members see the spread, if enough leaders marked that it names nobody."""
    seats = list(sitting.seats.select_related("person", "school", "marked").order_by("school__name", "person__name"))
    marked = [seat for seat in seats if _mark_of(seat)]
    own = next((_mark_of(seat) for seat in marked if seat.person_id == viewer.id), None)
    now_phase = phase(sitting)
    mine = any(seat.person_id == viewer.id for seat in seats)
    counted = Picture(phase=now_phase, asked=len(seats), marked=len(marked), own=own, mine_to_mark=mine)
    if now_phase is grid.Phase.OPEN:
        return counted
    leads = leaders(sitting.partnership).filter(id=viewer.id).exists()
    return _opened(counted, marked, named=leads)


def _mark_of(seat: GridSeat) -> GridMark | None:
    return getattr(seat, "marked", None)


def _opened(counted: Picture, seats: list[GridSeat], *, named: bool) -> Picture:
    marks = [seat.marked.mark for seat in seats]
    if not named and len(marks) < FEWEST_FOR_A_SPREAD:
        return counted
    return replace(
        counted,
        marks=_named(seats) if named else [],
        now=grid.disagreement([mark.now for mark in marks]),
        wanted=grid.disagreement([mark.wanted for mark in marks]),
        middle=grid.middle(marks) if named else None,
    )


def _named(seats: list[GridSeat]) -> list[NamedMark]:
    """Heads are named by their schools, others by themselves."""
    return [NamedMark(str(seat.school or seat.person), seat.marked.mark) for seat in seats]


@dataclass(frozen=True)
class Standing:
    """A partnership a school is in, and where its leaders last agreed it stands. `mark` is None while not marked."""

    partnership: Partnership
    schools: int
    mark: grid.Mark | None

    @property
    def deep(self) -> bool:
        return self.mark is not None and grid.is_deep(self.mark)


@dataclass(frozen=True)
class Counts:
    """How many partnerships of a school that live or rest are deep, shallow, or not marked."""

    deep: int
    shallow: int
    unmarked: int


def counts(standings: Iterable[Standing]) -> Counts:
    """Count those that have not ended."""
    living = [one for one in standings if one.partnership.phase != Partnership.Phase.ENDED]
    deep, unmarked = sum(one.deep for one in living), sum(one.mark is None for one in living)
    return Counts(deep=deep, shallow=len(living) - deep - unmarked, unmarked=unmarked)


def school_partnerships(viewer: Person, school: School) -> list[Standing]:
    """The partnerships of one school that the viewer has business with, those that ended last."""
    member = Membership.objects.filter(school=school, state=Membership.State.MEMBER)
    agreed = Prefetch("agreements", queryset=GridAgreement.objects.select_related("arrow").order_by("-at"))
    places = Prefetch("memberships", queryset=Membership.objects.filter(state=Membership.State.MEMBER))
    found = visible_to(viewer).filter(id__in=member.values("partnership")).prefetch_related(agreed, places)
    return [_standing(partnership) for partnership in found.order_by("name")]


def _standing(partnership: Partnership) -> Standing:
    agreed = next(iter(partnership.agreements.all()), None)
    return Standing(
        partnership=partnership,
        schools=len(partnership.memberships.all()),
        mark=agreed.arrow.mark if agreed else None,
    )


@dataclass(frozen=True)
class AnswersTable:
    """Who has said what to an arrow, for its leaders."""

    answers: list[GridAnswer]
    awaited: list[School]
    may_answer: bool  # the viewer heads a school that has not answered
    may_propose: bool


def answers_table(viewer: Person, sitting: GridSitting, arrow: GridArrow | None) -> AnswersTable | None:
    """What heads said to an arrow. None for those who do not lead: to them an arrow matters once it is agreed."""
    if not leaders(sitting.partnership).filter(id=viewer.id).exists():
        return None
    answers = list(arrow.answers.all()) if arrow else []
    said = {answer.school_id for answer in answers}
    awaited = [school for school in schools_that_agree(sitting.partnership) if school.id not in said]
    mine = {school.id for school in schools_spoken_for(viewer, sitting.partnership)}
    deciding = phase(sitting) is grid.Phase.SHOWN and sitting.ended_at is None
    return AnswersTable(
        answers=answers,
        awaited=awaited if arrow else [],
        may_answer=deciding and arrow is not None and any(school.id in mine for school in awaited),
        may_propose=deciding,
    )


def levels_of(marked: FromHereToThere | None) -> dict[str, int]:
    """The four levels by name, to fill a form with. Empty where nothing was marked."""
    names = ("now_depth", "now_structure", "wanted_depth", "wanted_structure")
    return {name: getattr(marked, name) for name in names} if marked else {}


def start_of_arrow(viewer: Person, sitting: GridSitting) -> dict[str, int]:
    """Where a form for an arrow begins: at the one proposed last, or in the middle of all marks."""
    arrow = current_arrow(sitting)
    if arrow:
        return levels_of(arrow)
    middle = picture(viewer, sitting).middle
    if middle is None:
        return {}
    return {
        "now_depth": middle.now.depth,
        "now_structure": middle.now.structure,
        "wanted_depth": middle.wanted.depth,
        "wanted_structure": middle.wanted.structure,
    }
