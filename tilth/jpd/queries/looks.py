"""Reads of looks: how far they have come, what they reached, and whether there can be another."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tilth.jobs import queries as jobs
from tilth.jpd.domain.aims import CHOSEN_BY_LEADS
from tilth.jpd.domain.travel import minutes_between
from tilth.jpd.models import Advice, Entrant, Group, GroupMember, Look, Proposal, Round
from tilth.matching import Id, Tier
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import standing
from tilth.schools.models import School

TOLD = (Round.Phase.PROPOSED, Round.Phase.SETTLED)


def latest_look(round: Round) -> Look | None:
    """The latest look of a round with its aims; None before the first."""
    return round.looks.prefetch_related("aims").order_by("-number").first()


def looks_that_ended(round: Round) -> QuerySet[Look]:
    """The looks of a round that led to something, each with its aims, in their order."""
    return round.looks.filter(aims__value__isnull=False, ended_at__isnull=False).distinct().prefetch_related("aims")


def running_look(round: Round) -> Look | None:
    """The look that goes on, or waits for its turn."""
    return round.looks.filter(ended_at=None).select_related("round").first()


def in_trouble(look: Look) -> bool:
    """Whether the search failed when it was last begun. It is tried again later, by itself."""
    return look.begun_at is not None and jobs.in_trouble("tilth.jpd.tasks.compute_round", str(look.round_id))


def goes_on(look: Look) -> bool:
    """Whether a look has neither ended nor been called off."""
    return Look.objects.filter(id=look.id, ended_at=None).exists()


def is_latest(look: Look) -> bool:
    """Whether no other look of its round has been begun since."""
    return not Look.objects.filter(round=look.round_id, number__gt=look.number).exists()


def to_advise_on(key: UUID) -> Look | None:
    """The latest look of the round with this key, when it has ended and nobody knows yet what would help most."""
    looks = Look.objects.filter(round=key, round__phase__in=TOLD).select_related("round")
    look = looks.order_by("-number").first()
    return look if look and look.begun_at and look.ended_at and not look.advised_at else None


def advice_to_leads(look: Look) -> QuerySet[Advice]:
    """What would help most, for those who lead: it names topics and half-hours, and nobody."""
    return look.advice.filter(person=None).select_related("topic")


def advice_to(viewer: Person, look: Look) -> QuerySet[Advice]:
    """What the viewer alone could change, for their own eyes."""
    return look.advice.filter(person=viewer)


def proposals_of(look: Look) -> QuerySet[Proposal]:
    """What a look proposed: what earlier ones had was settled before it began."""
    since = Q(settled_at=None) | Q(settled_at__gt=look.begun_at or timezone.now())
    return look.round.proposals.filter(since).order_by("id").prefetch_related("seats", "flows")


def without_a_group(round: Round) -> int:
    """How many of those who take part are in no group of a round now: a number, and never who."""
    return round.entrants.filter(away=False).exclude(person__in=_at_work().values("person")).count()


def can_look_again(round: Round) -> bool:
    """Whether there can be a second look: the round is settled, and none has been opened after it."""
    others = Round.objects.filter(partnership=OuterRef("partnership")).exclude(phase=Round.Phase.CANCELLED)
    later = (
        Q(phase__in=Round.UNFINISHED) | Q(opens_on__gt=OuterRef("opens_on")) | Q(closes_on__gt=OuterRef("closes_on"))
    )
    settled = Round.objects.filter(id=round.id, phase=Round.Phase.SETTLED, partnership__phase=Partnership.Phase.LIVE)
    return settled.exclude(Exists(others.filter(later))).exists()


def minutes(schools: QuerySet[School]) -> Mapping[tuple[Id, Id], int]:
    """Minutes between these schools; empty unless the register knows where each of them is."""
    places = {
        key: None if latitude is None or longitude is None else (latitude, longitude)
        for key, latitude, longitude in schools.order_by("id").values_list("id", "latitude", "longitude")
    }
    return minutes_between(places)


def aims_to_choose(partnership: Partnership) -> list[str]:
    """The aims for which there is something to measure in a partnership, in the usual order."""
    idle = set[Tier]()
    schools = agreed_schools(partnership)
    if not minutes(schools):
        idle.add(Tier.TRAVEL)
    held = Role.objects.filter(standing(timezone.localdate()), school__in=schools, kind__in=STAFF)
    if not held.exclude(subject="").exists():
        idle.add(Tier.SUBJECT)
    return [tier.value for tier in CHOSEN_BY_LEADS if tier not in idle]


def schools_of_entrants(round: Round) -> QuerySet[School]:
    return School.objects.filter(id__in=Entrant.objects.filter(round=round).values("school"))


def live_groups_of(round: Round) -> QuerySet[Group]:
    """Groups of this or other rounds in which people of this round work now, anywhere, with who is still in them."""
    live = Group.objects.filter(id__in=_at_work().filter(person__in=round.entrants.values("person")).values("group"))
    here = Prefetch("members", GroupMember.objects.filter(left_on=None))
    return live.select_related("proposal").order_by("id").prefetch_related(here, "proposal__flows")


def _at_work() -> QuerySet[GroupMember]:
    """Who is in a group of a round now: a place for each of them. Groups formed by hand take up no room in rounds."""
    return GroupMember.objects.filter(left_on=None, group__ended_on=None, group__proposal__isnull=False)
