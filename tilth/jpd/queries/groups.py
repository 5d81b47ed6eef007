"""Reads of groups that stand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tilth.jpd.models import Flow, Group, GroupInvitation, GroupMember, Proposal, Round
from tilth.jpd.queries.exchange import schools_led
from tilth.jpd.queries.rounds import partnerships_worked_in
from tilth.partnerships.models import Membership, Partnership, PartnershipRole
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import standing
from tilth.schools.models import School


def _whole_groups() -> QuerySet[Group]:
    flows = Prefetch("proposal__flows", queryset=Flow.objects.select_related("giver", "receiver", "topic"))
    members = Prefetch("members", GroupMember.objects.filter(left_on=None).select_related("person", "school"))
    return Group.objects.select_related("partnership", "proposal").prefetch_related(flows, members, "topics")


def groups_of(viewer: Person) -> QuerySet[Group]:
    """Groups in which the viewer works now."""
    return _whole_groups().filter(ended_on=None, members__in=present_as(viewer))


def ended_groups_of(viewer: Person) -> QuerySet[Group]:
    """Groups that ended with the viewer in them: what they wrote stays theirs to read. The latest first."""
    return _whole_groups().filter(ended_on__isnull=False, members__in=present_as(viewer)).order_by("-ended_on", "id")


def present_as(viewer: Person) -> QuerySet[GroupMember]:
    """What somebody is in groups today: while they work or learn in the school they came from, and it is a member."""
    kinds = [*STAFF, Role.Kind.STUDENT]
    here = Role.objects.filter(standing(timezone.localdate()), kind__in=kinds, person=OuterRef("person"))
    places = Membership.objects.filter(state=Membership.State.MEMBER, partnership=OuterRef("group__partnership"))
    still = [Exists(each.filter(school=OuterRef("school"))) for each in (here, places)]
    return GroupMember.objects.filter(*still, person=viewer, left_on=None)


A_WHILE = timedelta(days=14)  # a list of people that is renewed may leave a gap between two parts


def gone_for_a_while(today: date) -> QuerySet[GroupMember]:
    """Who is in a group that goes on, and has had no part for two weeks in the school they came from, or it left."""
    kinds = [*STAFF, Role.Kind.STUDENT]
    lately = Q(ends_on__isnull=True) | Q(ends_on__gte=today - A_WHILE)
    here = Role.objects.filter(lately, kind__in=kinds, person=OuterRef("person"), school=OuterRef("school"))
    places = Membership.objects.filter(
        state=Membership.State.MEMBER, partnership=OuterRef("group__partnership"), school=OuterRef("school")
    )
    there = GroupMember.objects.filter(left_on=None, group__ended_on=None).select_related("person", "group")
    return there.exclude(Exists(here) & Exists(places)).order_by("joined_on", "id")


def group(*, viewer: Person, key: UUID) -> Group | None:
    """A group the viewer is in, or one of a partnership they lead, or with people of a school they lead."""
    found = _whole_groups().filter(id=key)
    led_school = Q(members__in=GroupMember.objects.filter(left_on=None, school__in=schools_led(viewer)))
    return (
        found.filter(members__in=present_as(viewer)).first()
        or found.filter(Q(partnership__in=_led(viewer)) | led_school).first()
    )


def group_member(key: UUID) -> GroupMember | None:
    """Somebody's place in a group, for work done later."""
    return GroupMember.objects.filter(id=key).select_related("person").first()


def invitation_from(*, viewer: Person, key: UUID) -> GroupInvitation | None:
    """An invitation into a group the viewer is in, which waits for its answer."""
    sent = GroupInvitation.objects.filter(id=key, answer="", group__members__in=present_as(viewer))
    return sent.select_related("group__partnership", "person").first()


def groups_in(partnership: Partnership) -> QuerySet[Group]:
    """Groups of a partnership that stand."""
    return _whole_groups().filter(ended_on=None, partnership=partnership)


def groups_with(school: School) -> QuerySet[Group]:
    """Groups that stand with somebody of a school in them."""
    return (
        _whole_groups()
        .filter(ended_on=None, members__in=GroupMember.objects.filter(left_on=None, school=school))
        .distinct()
    )


def group_of(viewer: Person, proposal: Proposal) -> Group | None:
    """The group that came of a proposal to the viewer, once it stands."""
    return Group.objects.filter(proposal=proposal, members__in=present_as(viewer)).first()


def _led(viewer: Person) -> QuerySet[Partnership]:
    leading = PartnershipRole.objects.filter(
        standing(timezone.localdate()), person=viewer, kind__in=["lead", "coordinator"]
    )
    return partnerships_worked_in(viewer).filter(Q(roles__in=leading))


def groups_from(round: Round) -> QuerySet[Group]:
    """Groups that came of a round and stand."""
    return _whole_groups().filter(proposal__round=round)
