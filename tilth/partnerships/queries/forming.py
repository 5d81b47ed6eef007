"""Reads of partnerships, their schools and the people in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tilth.notices.models import Notice
from tilth.partnerships.domain import forming
from tilth.partnerships.models import (
    Answer,
    Invitation,
    Membership,
    NestingRequest,
    Partnership,
    PartnershipRole,
)
from tilth.people.models import LEADERS, Person, Role, standing
from tilth.people.queries import heads_of, schools_of
from tilth.schools.models import School

LEADING = (PartnershipRole.Kind.LEAD, PartnershipRole.Kind.COORDINATOR)
ANSWERING = (Role.Kind.HEADTEACHER, Role.Kind.CHAIR)
_PROPOSED = Q(partnership__phase=Partnership.Phase.PROPOSED)


def visible_to(viewer: Person) -> QuerySet[Partnership]:
    """Partnerships a person has business with.

    Those of a school where they have a part, once it lives; before that only leaders and chairs see it, and of a
    school that is asked, only those who can answer. And those in which they hold a part themselves.
    """
    held = Role.objects.filter(standing(timezone.localdate()), person=viewer)
    answering = held.filter(kind__in=ANSWERING).values("school")
    forming_ = held.filter(kind__in=[*ANSWERING, *LEADERS]).values("school")
    member = Q(state=Membership.State.MEMBER)
    theirs = Membership.objects.filter(
        (member & ~_PROPOSED & Q(school__in=held.values("school")))
        | (member & _PROPOSED & Q(school__in=forming_))
        | Q(state=Membership.State.INVITED, school__in=answering)
    )
    parts = PartnershipRole.objects.filter(standing(timezone.localdate()), person=viewer)
    return Partnership.objects.filter(Q(id__in=theirs.values("partnership")) | Q(id__in=parts.values("partnership")))


def partnership(*, viewer: Person, key: UUID) -> Partnership | None:
    """The partnership with this key, if the viewer has business with it."""
    return visible_to(viewer).filter(id=key).select_related("parent", "proposed_by", "ending").first()


def partnerships_of(viewer: Person) -> QuerySet[Partnership]:
    """All a person has business with, those that live first, each with `schools`, how many schools it has."""
    counted = Count("memberships", filter=Q(memberships__state=Membership.State.MEMBER))
    return visible_to(viewer).annotate(schools=counted).select_related("parent").order_by("phase", "name")


def waiting_for(viewer: Person) -> QuerySet[Membership]:
    """Invitations this person can answer now, for a school of theirs."""
    today = timezone.localdate()
    heads = schools_of(viewer, today, [Role.Kind.HEADTEACHER])
    chairs = schools_of(viewer, today, [Role.Kind.CHAIR])
    by_head = Q(school__in=heads) & ~Exists(_answers_given(Answer.Standing.HEADTEACHER))
    by_chair = Q(school__in=chairs, chair_agrees_too=True) & ~Exists(_answers_given(Answer.Standing.CHAIR))
    asked = Membership.objects.filter(by_head | by_chair, state=Membership.State.INVITED)
    return asked.select_related("partnership__proposed_by", "school")


def _answers_given(standing_: str) -> QuerySet[Answer]:
    """Answers of one standing to the latest invitation of an outer membership."""
    latest = Invitation.objects.filter(membership=OuterRef(OuterRef("pk"))).order_by("-at").values("pk")[:1]
    return Answer.objects.filter(invitation=latest, standing=standing_)


def membership(*, viewer: Person, key: UUID) -> Membership | None:
    """One school's place, where the viewer has business with the partnership."""
    found = Membership.objects.filter(id=key, partnership__in=visible_to(viewer))
    return found.select_related("partnership__proposed_by", "partnership__parent", "school").first()


def members(partnership: Partnership) -> QuerySet[Membership]:
    """The places of the schools that have agreed and are still in it."""
    return partnership.memberships.filter(state=Membership.State.MEMBER).select_related("school")


def members_on(partnership: Partnership, on: date) -> QuerySet[Membership]:
    """The places of the schools that belonged to it on a day. A school that left and was asked anew begins anew."""
    State = Membership.State  # noqa: N806 - the field's own list of states
    stayed = Q(state=State.MEMBER) | Q(state=State.LEFT, left_on__gt=on)
    return partnership.memberships.filter(stayed, joined_on__lte=on).select_related("school")


def agreed_schools(partnership: Partnership) -> QuerySet[School]:
    """The schools that have agreed and are still in it."""
    return School.objects.filter(id__in=members(partnership).values("school"))


def membership_of(partnership: Partnership, viewer: Person) -> Membership | None:
    """The place of the school this person heads, if it is a member; the first if they head several."""
    headed = schools_of(viewer, timezone.localdate(), [Role.Kind.HEADTEACHER])
    return members(partnership).filter(school__in=headed).first()


def memberships_seen(partnership: Partnership, *, in_full: bool) -> QuerySet[Membership]:
    """Every school's place. In full: with those who declined, withdrew or left, and what they answered."""
    State = Membership.State  # noqa: N806 - the field's own list of states
    seen = State.values if in_full else [State.MEMBER, State.INVITED]
    answers = Prefetch("invitations__answers", queryset=Answer.objects.select_related("person"))
    found = partnership.memberships.filter(state__in=seen).select_related("school", "agreed_by")
    return found.prefetch_related("invitations", answers)


def open_invitation(membership: Membership) -> Invitation:
    """The latest time this school was asked."""
    return membership.invitations.latest("at")


def refusals(membership: Membership) -> int:
    """How many times this school has said no to this partnership."""
    return membership.invitations.filter(answers__yes=False).distinct().count()


def schools_without_head(partnership: Partnership) -> set[UUID]:
    """Keys of asked schools where nobody can answer, because no headteacher of theirs is in Tilth yet."""
    asked = partnership.memberships.filter(state=Membership.State.INVITED).values_list("school", flat=True)
    heads = Role.objects.filter(standing(timezone.localdate()), kind=Role.Kind.HEADTEACHER, school__in=asked)
    return set(asked) - set(heads.values_list("school", flat=True))


def heads_not_asked(membership: Membership, kind: str) -> list[Person]:
    """The headteachers of an asked school who have had no notice of this kind about it."""
    told = Notice.objects.filter(about=membership.id, kind=kind).values("person")
    return list(heads_of(membership.school, timezone.localdate()).exclude(id__in=told))


def answering_heads(partnership: Partnership, state: str) -> QuerySet[Person]:
    """The headteachers today of its schools in this state."""
    schools = partnership.memberships.filter(state=state).values("school")
    heads = Role.objects.filter(standing(timezone.localdate()), kind=Role.Kind.HEADTEACHER, school__in=schools)
    return Person.objects.filter(id__in=heads.values("person"))


def roles(partnership: Partnership) -> QuerySet[PartnershipRole]:
    """The parts people play in it today."""
    return partnership.roles.filter(standing(timezone.localdate())).select_related("person")


def partnership_role(*, viewer: Person, key: UUID) -> PartnershipRole | None:
    """A part somebody plays today, where the viewer has business with the partnership."""
    found = PartnershipRole.objects.filter(standing(timezone.localdate()), id=key)
    return found.filter(partnership__in=visible_to(viewer)).select_related("partnership", "person").first()


def partnership_leads(partnership: Partnership) -> QuerySet[Person]:
    """Its leads and coordinators today."""
    return Person.objects.filter(id__in=roles(partnership).filter(kind__in=LEADING).values("person"))


def leaders(partnership: Partnership) -> QuerySet[Person]:
    """The headteachers of its schools, its leads and its coordinators: those who decide, and who mark the grid."""
    heads = answering_heads(partnership, Membership.State.MEMBER)
    return Person.objects.filter(Q(id__in=heads.values("id")) | Q(id__in=partnership_leads(partnership).values("id")))


def people_in(partnership: Partnership, kinds: Iterable[str], on: date) -> QuerySet[Person]:
    """People who hold a role of these kinds on a day in a school that is a member."""
    held = Role.objects.filter(standing(on), kind__in=kinds, school__in=members(partnership).values("school"))
    return Person.objects.filter(id__in=held.values("person"))


def live_partnerships_of(person: Person) -> QuerySet[Partnership]:
    """Live partnerships of any kind to which a school of theirs belongs, or in which they hold a part."""
    return visible_to(person).filter(phase=Partnership.Phase.LIVE, id__in=_belonging(person))


def live_families_of(person: Person) -> QuerySet[Partnership]:
    """Live families to which a school of theirs belongs, or in which they hold a part."""
    return live_partnerships_of(person).filter(kind=Partnership.Kind.FAMILY)


def _belonging(person: Person) -> Iterable[UUID]:
    today = timezone.localdate()
    member = Membership.objects.filter(state=Membership.State.MEMBER, school__in=schools_of(person, today))
    part = PartnershipRole.objects.filter(standing(today), person=person)
    return _keys(member).union(_keys(part))


def _keys(held: QuerySet[Membership] | QuerySet[PartnershipRole]) -> QuerySet[Any, UUID]:
    """Their partnerships, in no order: SQLite joins only lists that have none."""
    return held.order_by().values_list("partnership", flat=True)


def shares_live_partnership(one: Person, other: Person) -> bool:
    """Whether schools of theirs, or they themselves, are in one live partnership together."""
    shared = set(live_partnerships_of(one).values_list("id", flat=True))
    return bool(shared) and live_partnerships_of(other).filter(id__in=shared).exists()


def shared_circle(person: Person) -> QuerySet[Person]:
    """Everybody in the schools of a person's live partnerships, and whoever plays a part in those partnerships."""
    shared = live_partnerships_of(person).values("id")
    member = Membership.objects.filter(partnership__in=shared, state=Membership.State.MEMBER)
    held = Role.objects.filter(standing(timezone.localdate()), school__in=member.values("school"))
    parts = PartnershipRole.objects.filter(standing(timezone.localdate()), partnership__in=shared)
    return Person.objects.filter(Q(id__in=held.values("person")) | Q(id__in=parts.values("person")))


def playing_a_part(on: date) -> QuerySet[Person]:
    """Everybody who plays a part in any partnership on a day."""
    parts = PartnershipRole.objects.filter(standing(on))
    return Person.objects.filter(id__in=parts.values("person"))


def schools_led(person: Person) -> QuerySet[School]:
    """Schools for which a person may propose a partnership: those they lead today."""
    return schools_of(person, timezone.localdate(), LEADERS)


def nesting_requests(whole: Partnership) -> QuerySet[NestingRequest]:
    """Partnerships that ask to sit inside this one."""
    asked = whole.requests_to_nest.filter(state=NestingRequest.State.ASKED)
    return asked.select_related("part", "asked_by")


def nesting_request(*, viewer: Person, key: UUID) -> NestingRequest | None:
    """An open request to sit inside a partnership the viewer has business with."""
    asked = NestingRequest.objects.filter(id=key, state=NestingRequest.State.ASKED)
    return asked.filter(whole__in=visible_to(viewer)).select_related("part", "whole", "asked_by").first()


def wholes_for(part: Partnership, viewer: Person) -> list[Partnership]:
    """Live partnerships the viewer knows, inside which this one could sit."""
    known = visible_to(viewer).filter(phase=Partnership.Phase.LIVE).exclude(id=part.id)
    above = parents()
    return [
        whole
        for whole in known
        if forming.fits_inside(part.kind, whole.kind) and not forming.would_hold_itself(part.id, whole.id, above)
    ]


def parents() -> dict[UUID, UUID | None]:
    """Which partnership each nested one sits inside."""
    return dict(Partnership.objects.exclude(parent=None).values_list("id", "parent_id"))
