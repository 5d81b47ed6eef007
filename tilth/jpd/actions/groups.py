"""Groups formed by hand, and what becomes of a group that stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tilth.jpd import queries, wording
from tilth.jpd.actions.attending import drop_out, join_in
from tilth.jpd.actions.meetings import call_off_all_to_come
from tilth.jpd.models import Challenge, Cycle, Group, GroupInvitation, GroupMember, Step, Writing
from tilth.jpd.signals import cycle_finished, group_formed
from tilth.notices import actions as notices
from tilth.partnerships.models import Partnership
from tilth.people.models import STAFF, Person, Role
from tilth.schools.models import School
from tilth.topics.models import Topic
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

USUAL_SIZE, LARGEST_SIZE = 3, 8
Place = tuple[Person, School, str]  # who, from which school, as what


class Ended(Refusal):
    """The group has ended already."""


class TooFewOrMany(Refusal):
    """A group of this size needs somebody more, fewer people, or a reason."""


class NotHere(Refusal):
    """Somebody has no place in this partnership from which to take part like this."""


class AnsweredAlready(Refusal):
    """The invitation was answered before, or its group has ended."""


@transaction.atomic
def form_group(
    *,
    by: Person,
    partnership: Partnership,
    name: str,
    kind: str,
    topics: Iterable[Topic],
    people: Sequence[Place],
    reason: str = "",
    leader: Person | None = None,
) -> Group:
    """Ask people into a group: its maker is in it, the others once they say yes. Raises TooFewOrMany, NotHere."""
    own = queries.place_in(by, partnership, STAFF)
    if own is None:
        raise NotHere(_("Only the staff of its schools can form a group here."))
    others = list({person.id: (person, school, part) for person, school, part in people if person != by}.values())
    _check_size(len(others) + 1, reason)
    _check_places(partnership, others, [own, *_staffed(others)])
    group = Group.objects.create(
        partnership=partnership, kind=kind, name=name, reason=reason, formed_by=by, started_on=timezone.localdate()
    )
    group.topics.set(topics)
    _seat(group, by, own, _part(by, GroupMember.Part.MEMBER, leader))
    trail.record(by=by, act="jpd.group_begun", about=[group, partnership, by])
    for person, school, part in others:
        _invite(by, group, person, school, _part(person, part, leader))
    return group


@transaction.atomic
def ask_in(*, by: Person, group: Group, people: Sequence[Place], reason: str = "") -> Group:
    """Ask further people into a group. Whoever said no before, or has left, may be asked again.

    Raises Ended, TooFewOrMany, NotHere.
    """
    _held_going(group)
    members = list(group.members.filter(left_on=None).select_related("person", "school"))
    open_to = list(group.invitations.filter(answer="").select_related("person"))
    _check_new(people, {each.person for each in members}, {each.person for each in open_to})
    group.reason = reason.strip() or group.reason
    _check_size(len(members) + len(open_to) + len(people), group.reason)
    staffed = [each.school for each in members if each.part != GroupMember.Part.STUDENT]
    _check_places(
        group.partnership, people, [*staffed, *(school for _who, school, part in people if part != "student")]
    )
    group.save(update_fields=["reason"])
    later = len(members) > 1 and all(each.later for each in open_to)
    for person, school, part in people:
        _invite(by, group, person, school, part, later=later)
    return group


def _check_new(people: Sequence[Place], members: Collection[Person], asked: Collection[Person]) -> None:
    if not people:
        raise TooFewOrMany(_("Choose at least one colleague."), field="people")
    for person, _school, _part_of in people:
        if person in members:
            raise NotHere(_("%(name)s is in this group already.") % {"name": person.name}, field="people")
        if person in asked:
            raise NotHere(_("%(name)s has been asked already.") % {"name": person.name}, field="people")


def _held_going(group: Group) -> None:
    hold(group)
    if group.ended_on is not None:
        raise Ended(_("This group has ended already."))


def _check_size(size: int, reason: str) -> None:
    if size < 2:
        raise TooFewOrMany(_("Choose at least one colleague."), field="people")
    if size > LARGEST_SIZE:
        raise TooFewOrMany(_("A group has eight people at most: in larger ones some only listen."), field="people")
    if size > USUAL_SIZE and not reason.strip():
        raise TooFewOrMany(
            _("Two or three find time most easily. Say why this group needs to be larger."), field="reason"
        )


def _staffed(places: Iterable[Place]) -> list[School]:
    """The schools of those who are not students."""
    return [school for _person, school, part in places if part != GroupMember.Part.STUDENT]


def _check_places(partnership: Partnership, places: Sequence[Place], staffed: Sequence[School]) -> None:
    for person, school, part in places:
        kinds = {Role.Kind.STUDENT} if part == GroupMember.Part.STUDENT else STAFF
        if not queries.has_place(person, school, partnership, kinds):
            raise NotHere(_("%(name)s cannot take part like this.") % {"name": person.name}, field="people")
        if part == GroupMember.Part.STUDENT and school not in staffed:
            raise NotHere(_("A student takes part beside a member of staff of their school."), field="people")


def _part(person: Person, part: str, leader: Person | None) -> str:
    return GroupMember.Part.LEADER if leader is not None and person == leader else part


def _seat(group: Group, person: Person, school: School, part: str) -> GroupMember:
    """Whoever has left and comes back takes their old place, and is there from today."""
    place = {"school": school, "part": part, "joined_on": timezone.localdate(), "left_on": None}
    new = {**place, "position": group.members.count()}
    return GroupMember.objects.update_or_create(group=group, person=person, defaults=place, create_defaults=new)[0]


def _invite(by: Person, group: Group, person: Person, school: School, part: str, *, later: bool = False) -> None:
    said = {"school": school, "part": part, "later": later, "answer": "", "answered_at": None}
    invitation, _new = GroupInvitation.objects.update_or_create(
        group=group, person=person, defaults={**said, "invited_by": by, "invited_at": timezone.now()}
    )
    about = wording.either_topic(group)
    notices.tell(
        to=[person],
        about=invitation,
        kind="jpd.group_invitation",
        headline=_("%(by)s asks you to work together") % {"by": by.name},
        body=_("It is about %(topics)s. You are in it only if you say yes.") % {"topics": about},
        link=f"/working-together/invitations/{invitation.id}/",
        asks=True,
    )
    trail.record(by=by, act="jpd.group_invited", about=[group, person])


@transaction.atomic
def answer_invitation(*, by: Person, invitation: GroupInvitation, answer: str) -> GroupInvitation:
    """Say yes, or not this time. With the last answer the group stands, or ends for want of people.

    Raises AnsweredAlready.
    """
    group = invitation.group
    hold(group)
    hold(invitation)
    if invitation.answer or group.ended_on is not None:
        raise AnsweredAlready(_("This invitation is not open any more."))
    invitation.answer = GroupInvitation.Answer(answer)
    invitation.answered_at = timezone.now()
    invitation.save()
    notices.settle(about=invitation, kind="jpd.group_invitation")
    trail.record(by=by, act="jpd.group_answered", about=[group, by])
    if invitation.answer == GroupInvitation.Answer.YES:
        join_in(_seat(group, by, invitation.school, invitation.part))
    _tell_the_others(group, by, yes=invitation.answer == GroupInvitation.Answer.YES)
    _settle_after(invitation)
    return invitation


@transaction.atomic
def take_back_invitation(*, by: Person, invitation: GroupInvitation) -> Group:
    """Ask somebody no longer, who has not answered. Raises AnsweredAlready."""
    group = invitation.group
    hold(group)
    hold(invitation)
    if invitation.answer or group.ended_on is not None:
        raise AnsweredAlready(_("This invitation is not open any more."))
    notices.settle(about=invitation, kind="jpd.group_invitation")
    trail.record(by=by, act="jpd.group_invitation_taken_back", about=[group, invitation.person])
    invitation.delete()
    _settle_after(invitation)
    return group


def _tell_the_others(group: Group, by: Person, *, yes: bool) -> None:
    said = _("%(by)s said yes to your group") if yes else _("%(by)s cannot join your group this time")
    notices.tell(
        to=queries.members_now(group).exclude(id=by.id),
        about=group,
        kind=f"jpd.group_answered.{by.id.hex}",
        headline=said % {"by": by.name},
        link=_page(group),
    )


def _settle_after(last: GroupInvitation) -> None:
    """Once everybody has answered the group stands with two or more, and ends with fewer. It begins to stand once."""
    group = last.group
    if group.invitations.filter(answer="").exists():
        return
    people = list(queries.members_now(group))
    if len(people) < 2:
        _bring_to_end(None, group)
        return
    if last.later:
        return
    trail.record(by=None, act="jpd.group_formed", about=[group, group.partnership, *people])
    group_formed.send(sender=Group, group=group)


@transaction.atomic
def leave_group(*, by: Person, group: Group) -> Group:
    """Leave a group. It ends when fewer than two are left and nobody else has been asked. Raises Ended."""
    return _leaves(by, group)


@transaction.atomic
def let_go(*, member: GroupMember) -> Group:
    """Take somebody out of a group whose part in their school is over, or whose school is no member. Raises Ended."""
    return _leaves(member.person, member.group)


def _leaves(by: Person, group: Group) -> Group:
    _held_going(group)
    group.members.filter(person=by, left_on=None).update(left_on=timezone.localdate())
    drop_out(person=by, group=group)
    trail.record(by=by, act="jpd.group_left", about=[group, by])
    left = list(queries.members_now(group))
    notices.tell(
        to=left,
        about=group,
        kind=f"jpd.group_left.{by.id.hex}",
        headline=_("%(by)s has left your group") % {"by": by.name},
        link=_page(group),
    )
    if len(left) < 2 and not (left and group.invitations.filter(answer="").exists()):
        _bring_to_end(by, group)
    return group


@transaction.atomic
def end_group(*, by: Person, group: Group) -> Group:
    """Bring a group to its end: its members have room for another from the next round on. Raises Ended."""
    _held_going(group)
    _bring_to_end(by, group)
    return group


def _bring_to_end(by: Person | None, group: Group) -> None:
    group.ended_on = timezone.localdate()
    group.save(update_fields=["ended_on"])
    _stop_cycle(group)
    call_off_all_to_come(by=by, group=group)
    for invitation in group.invitations.filter(answer=""):
        notices.settle(about=invitation, kind="jpd.group_invitation")
    people = list(queries.members_now(group))
    trail.record(by=by, act="jpd.group_ended" if by else "jpd.group_fell", about=[group, group.partnership, *people])
    notices.tell(
        to=[person for person in people if person != by],
        about=group,
        kind="jpd.group_ended",
        headline=_ended_headline(by),
        body=_("Thank you for what you gave. You have room for another group in the next round."),
        link=_page(group),
    )


def _ended_headline(by: Person | None) -> str:
    if by is None:
        return _("Your group did not come together this time")
    return _("%(by)s has brought your group to its end") % {"by": by.name}


def _stop_cycle(group: Group) -> None:
    """A cycle under way ends with its group. What was written in it stays."""
    cycle = group.cycles.filter(ended_at=None).first()
    if cycle is None:
        return
    cycle.ended_at, cycle.decision = timezone.now(), Cycle.Decision.STOP
    cycle.reason = _("The group came to its end.")
    cycle.save()
    cycle_finished.send(sender=Cycle, cycle=cycle)


@transaction.atomic
def forget_in_groups(*, person: Person) -> None:
    """Take an erased person out of their groups, and their name from what they wrote there: the words are the group's.

    What they were asked and have not answered is forgotten.
    """
    GroupInvitation.objects.filter(person=person).delete()
    GroupInvitation.objects.filter(invited_by=person).update(invited_by=None)
    Group.objects.filter(formed_by=person).update(formed_by=None)
    Writing.objects.filter(by=person).update(by=None)
    Step.objects.filter(by=person).update(by=None)
    Challenge.objects.filter(asked=person, put_at=None).delete()
    Challenge.objects.filter(asked=person).update(asked=None)
    Challenge.objects.filter(answered_by=person).update(answered_by=None)
    for group in Group.objects.filter(members__person=person, members__left_on=None, ended_on=None):
        hold(group)
        group.members.filter(person=person).update(left_on=timezone.localdate())
        if queries.members_now(group).count() < 2:
            _bring_to_end(None, group)


def _page(group: Group) -> str:
    return f"/working-together/groups/{group.id}/"
