"""Reads of rounds and proposals. What somebody answered leaves this module only towards themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from tilth.jpd.domain import coverage
from tilth.jpd.domain.answers import Outcome
from tilth.jpd.models import Coverage, Entrant, Flow, LeftOver, Offer, Proposal, Round, Seat, SittingOut, Want
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import live_partnerships_of, members, partnership_leads, people_in
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import schools_of, standing
from tilth.schools.models import School

LIVE_PHASES = (Round.Phase.GATHERING, Round.Phase.COMPUTING, Round.Phase.PROPOSED)


def partnerships_worked_in(viewer: Person) -> QuerySet[Partnership]:
    """Live partnerships in which the viewer is on the staff of a school, or leads."""
    today = timezone.localdate()
    by_school = Q(memberships__state="member", memberships__school__in=schools_of(viewer, today, STAFF))
    by_part = Q(roles__in=viewer.partnership_roles.filter(standing(today), kind__in=["lead", "coordinator"]))
    return live_partnerships_of(viewer).filter(by_school | by_part).distinct()


def partnership(*, viewer: Person, key: UUID) -> Partnership | None:
    """A live partnership in which the viewer can take part in rounds."""
    return partnerships_worked_in(viewer).filter(id=key).first()


def rounds_of(partnership: Partnership) -> QuerySet[Round]:
    """The rounds of a partnership, latest first, each with how many groups `came` of it, and `people` in them."""
    stood = Q(proposals__state=Outcome.STANDING)
    counted = partnership.rounds.select_related("partnership").annotate(
        came=Count("proposals", filter=stood, distinct=True),
        people=Count("proposals__seats__person", filter=stood, distinct=True),
    )
    return counted.order_by("-opens_on", "-closes_on")  # what is counted forgets the order of its table


def going_on(partnership: Partnership) -> Round | None:
    """The round of a partnership that has to be settled before the next."""
    return partnership.rounds.filter(phase__in=Round.UNFINISHED).first()


def matching_round(*, viewer: Person, key: UUID) -> Round | None:
    """A round of a partnership in which the viewer works or which they lead."""
    seen = Round.objects.filter(id=key, partnership__in=partnerships_worked_in(viewer))
    return seen.select_related("partnership").first()


def open_rounds_for(viewer: Person) -> QuerySet[Round]:
    """Rounds that go on in the viewer's partnerships."""
    going_on = Round.objects.filter(phase__in=LIVE_PHASES, partnership__in=partnerships_worked_in(viewer))
    return going_on.select_related("partnership")


def sits_out(viewer: Person, round: Round) -> bool:
    """Whether the viewer has chosen to sit this round out."""
    return round.sitting_out.filter(person=viewer).exists()


def takes_part(viewer: Person, round: Round) -> bool:
    """Whether the viewer is in: by what they have said so far, or when the round closed."""
    if round.phase == Round.Phase.GATHERING:
        return taking_part(round).filter(id=viewer.id).exists()
    return round.entrants.filter(person=viewer).exists()


def opening_offers(round: Round) -> int:
    """How many of those who take part ask nothing back yet."""
    if round.phase == Round.Phase.GATHERING:
        return taking_part(round).filter(availability__opening_offer=True).count()
    return round.entrants.filter(opening_offer=True).count()


def asked_to_take_part(round: Round) -> QuerySet[Person]:
    """Everybody on the staff of a member school today."""
    return people_in(round.partnership, STAFF, timezone.localdate())


def taking_part(round: Round) -> QuerySet[Person]:
    """Those with an offer or a want who do not sit this round out."""
    said = Q(id__in=Offer.objects.values("person")) | Q(id__in=Want.objects.values("person"))
    return asked_to_take_part(round).filter(said).exclude(id__in=round.sitting_out.values("person"))


def schools_they_enter_from(round: Round, people: QuerySet[Person]) -> dict[UUID, UUID]:
    """For each person's key the key of the member school they enter from: where they have worked longest."""
    places = members(round.partnership).values("school")
    held = Role.objects.filter(standing(timezone.localdate()), person__in=people, school__in=places, kind__in=STAFF)
    latest_first = held.order_by("-starts_on", "-school__name").values_list("person", "school")
    return dict(latest_first)


def subjects_taught(round: Round, people: QuerySet[Person]) -> dict[UUID, str]:
    """For each person's key what they teach in the member schools, in small letters, where their school has said it."""
    places = members(round.partnership).values("school")
    held = Role.objects.filter(standing(timezone.localdate()), person__in=people, school__in=places, kind__in=STAFF)
    said = held.exclude(subject="").order_by("-starts_on", "-subject").values_list("person", "subject")
    return {person: subject.strip().casefold() for person, subject in said}


@dataclass(frozen=True)
class SchoolCount:
    """How many people of a school take part."""

    school: School
    people: int


def counts_by_school(round: Round) -> list[SchoolCount]:
    """How many of each member school take part: never who."""
    if round.phase == Round.Phase.GATHERING:
        entered = Counter(schools_they_enter_from(round, taking_part(round)).values())
    else:
        entered = Counter(round.entrants.values_list("school", flat=True))
    schools = School.objects.filter(id__in=members(round.partnership).values("school"))
    return [SchoolCount(school, entered[school.id]) for school in schools]


def entrants(round: Round) -> QuerySet[Entrant]:
    return round.entrants.select_related("person", "school")


def past_seats(partnership: Partnership, people: QuerySet[Person]) -> QuerySet[Seat]:
    """Seats these people had in settled rounds of a partnership."""
    settled = Round.objects.filter(partnership=partnership, phase=Round.Phase.SETTLED)
    return Seat.objects.filter(person__in=people, proposal__round__in=settled).select_related("proposal")


def past_entries(partnership: Partnership, people: QuerySet[Person]) -> QuerySet[Entrant]:
    """Settled rounds of a partnership that these people entered, latest first."""
    entered = Entrant.objects.filter(
        person__in=people, round__partnership=partnership, round__phase=Round.Phase.SETTLED
    )
    return entered.order_by("-round__closes_on")


def coverage_of(round: Round) -> list[coverage.Topic]:
    """What a computed round showed about its topics."""
    lines = Coverage.objects.filter(round=round).select_related("topic").order_by("topic__name")
    return [coverage.Topic(line.topic.name, line.offering, line.wanting, line.met) for line in lines]


def left_over(viewer: Person, round: Round) -> LeftOver | None:
    """Why the viewer found no group in this round; None when they did, or took no part."""
    return LeftOver.objects.filter(round=round, person=viewer).prefetch_related("topics").first()


def _whole_proposals() -> QuerySet[Proposal]:
    flows = Prefetch("flows", queryset=Flow.objects.select_related("giver", "receiver", "topic"))
    seats = Prefetch("seats", queryset=Seat.objects.select_related("person", "school").defer("answer"))
    return Proposal.objects.select_related("round__partnership").prefetch_related(flows, seats)


def proposal(*, viewer: Person, key: UUID) -> Proposal | None:
    """A proposal to the viewer. Nobody else sees it."""
    return _whole_proposals().filter(id=key, seats__person=viewer).first()


def proposals_to(viewer: Person) -> QuerySet[Proposal]:
    """Proposals that wait for answers, each with the viewer's `own_answer`; empty when they have not said."""
    own = Seat.objects.filter(proposal=OuterRef("id"), person=viewer).values("answer")
    waiting = _whole_proposals().filter(state=Outcome.PROPOSED, seats__person=viewer)
    return waiting.annotate(own_answer=Subquery(own)).order_by("round__answer_by")


def fell_for(viewer: Person, round: Round) -> bool:
    """Whether a group proposed to the viewer in this round will not go ahead."""
    return Seat.objects.filter(person=viewer, proposal__round=round, proposal__state=Outcome.FALLEN).exists()


def own_answer(viewer: Person, proposal: Proposal) -> str:
    """What the viewer said to a proposal, for their own eyes; empty when nothing yet."""
    return Seat.objects.values_list("answer", flat=True).get(proposal=proposal, person=viewer)


def waited(viewer: Person, round: Round) -> int:
    """Earlier rounds that had left the viewer out when this one began: for their own eyes."""
    return round.entrants.filter(person=viewer).values_list("waiting", flat=True).first() or 0


def entries_of(person: Person) -> QuerySet[Entrant]:
    """Every round a person took part in: for their own eyes."""
    return Entrant.objects.filter(person=person).select_related("round__partnership")


def sat_out_by(person: Person) -> QuerySet[SittingOut]:
    """Every round a person sat out: for their own eyes."""
    return SittingOut.objects.filter(person=person).select_related("round__partnership")


def seats_of(person: Person) -> QuerySet[Seat]:
    """Every place a person had in a proposal, with what they answered: for their own eyes."""
    return Seat.objects.filter(person=person).select_related("proposal__round__partnership")


def due_to_close(today: date) -> QuerySet[Round]:
    """Rounds whose last day for offers and wants is over."""
    return Round.objects.filter(phase=Round.Phase.GATHERING, closes_on__lt=today).select_related("partnership")


def due_to_settle(today: date) -> QuerySet[Round]:
    """Rounds whose last day for answers is over."""
    return Round.objects.filter(phase=Round.Phase.PROPOSED, answer_by__lt=today).select_related("partnership")


def gathering(key: UUID) -> Round | None:
    """The round with this key while offers and wants are gathered."""
    return Round.objects.filter(id=key, phase=Round.Phase.GATHERING).select_related("partnership").first()


def to_compute(key: UUID) -> Round | None:
    """The round with this key while its groups are looked for."""
    return Round.objects.filter(id=key, phase=Round.Phase.COMPUTING).select_related("partnership").first()


def leads_of(round: Round) -> QuerySet[Person]:
    return partnership_leads(round.partnership)
