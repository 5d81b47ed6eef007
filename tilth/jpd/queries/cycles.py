"""Reads of cycles and of what is written in them. Words are found for members only."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tilth.jpd.domain.phases import Question, Standing
from tilth.jpd.domain.shapes import Shape, Stage
from tilth.jpd.models import Challenge, Cycle, Group, GroupInvitation, GroupMember, Meeting, Writing
from tilth.jpd.queries.groups import present_as
from tilth.partnerships.models import Partnership
from tilth.partnerships.queries import agreed_schools, people_in
from tilth.people.models import STAFF, Person, Role
from tilth.people.queries import schools_of, standing
from tilth.schools.models import School


def members_now(group: Group) -> QuerySet[Person]:
    """Those who are in a group today."""
    return Person.objects.filter(memberships_in_groups__group=group, memberships_in_groups__left_on=None)


def place_in(person: Person, partnership: Partnership, kinds: Iterable[str]) -> School | None:
    """The member school in which somebody plays such a part today; the first by name where there are several."""
    held = schools_of(person, timezone.localdate(), kinds)
    return held.filter(id__in=agreed_schools(partnership).values("id")).order_by("name").first()


def has_place(person: Person, school: School, partnership: Partnership, kinds: Iterable[str]) -> bool:
    """Whether somebody plays such a part today in this school, and it is a member."""
    held = Role.objects.filter(standing(timezone.localdate()), person=person, school=school, kind__in=kinds)
    return held.filter(school__in=agreed_schools(partnership)).exists()


def shape_of(cycle: Cycle) -> Shape:
    return Shape.model_validate(cycle.shape)


def open_cycle(group: Group) -> Cycle | None:
    """The cycle under way."""
    return group.cycles.filter(ended_at=None).select_related("topic").first()


def latest_writing(cycle: Cycle, part: str) -> Writing | None:
    """What stands under a heading."""
    return Writing.objects.filter(cycle=cycle, part=part).select_related("by").first()


def versions(cycle: Cycle, part: str) -> QuerySet[Writing]:
    """Every version under a heading, the latest first."""
    return Writing.objects.filter(cycle=cycle, part=part).select_related("by")


def writings(cycle: Cycle) -> dict[str, Writing]:
    """What stands under each heading, by its slug."""
    found = Writing.objects.filter(cycle=cycle).select_related("by").order_by("version")
    return {writing.part: writing for writing in found}


def challenge_of(cycle: Cycle) -> Challenge | None:
    """The challenge of a cycle, whatever has come of it."""
    return Challenge.objects.filter(cycle=cycle).select_related("asked", "answered_by").first()


def question_of(challenge: Challenge | None) -> Question:
    """How far a challenge has come."""
    if challenge is None:
        return Question.NONE
    if challenge.answered_at is not None:
        return Question.ANSWERED
    return Question.PUT if challenge.put_at is not None else Question.ASKED


def standing_of(cycle: Cycle, *, met_because: str = "") -> Standing:
    """How a cycle stands now; `met_because` is why its people go on although they have not met."""
    written = frozenset(slug for slug, writing in writings(cycle).items() if writing.text)
    met = bool(met_because.strip()) or has_met(cycle)
    return Standing(cycle.phase, written, met, question_of(challenge_of(cycle)))


def has_met(cycle: Cycle) -> bool:
    """Whether a meeting of this cycle was held, or its people have said once why not."""
    if Meeting.objects.filter(cycle=cycle, state=Meeting.State.HELD).exists():
        return True
    return cycle.steps.exclude(without_meeting="").exists()


def is_written_up(cycle: Cycle) -> bool:
    """Whether something stands under a heading of the write-up."""
    headings = [part.slug for phase in shape_of(cycle).phases if phase.stage is Stage.WRITE_UP for part in phase.parts]
    standing_ = writings(cycle)
    return any(slug in standing_ and standing_[slug].text for slug in headings)


def may_challenge(person: Person, group: Group) -> bool:
    """Whether somebody works in a school of the partnership and is not in the group."""
    return challengers(group).filter(id=person.id).exists()


def challengers(group: Group) -> QuerySet[Person]:
    """Whom a group can ask for a challenge: the staff of its partnership's schools, without its own people."""
    inside = GroupMember.objects.filter(group=group).values("person")
    return people_in(group.partnership, STAFF, timezone.localdate()).exclude(id__in=inside)


def cycle(*, viewer: Person, key: UUID) -> Cycle | None:
    """A cycle of a group the viewer is in."""
    mine = Cycle.objects.filter(id=key, group__members__in=present_as(viewer))
    return mine.select_related("group__partnership", "topic").first()


def cycles_of(group: Group) -> QuerySet[Cycle]:
    """The cycles of a group, the latest first."""
    return group.cycles.order_by("-number").select_related("topic")


def invitation(*, viewer: Person, key: UUID) -> GroupInvitation | None:
    """An invitation to the viewer. Nobody else sees it."""
    people = Prefetch("group__members", GroupMember.objects.filter(left_on=None).select_related("person", "school"))
    mine = GroupInvitation.objects.filter(id=key, person=viewer)
    return mine.select_related("group__partnership", "invited_by").prefetch_related(people, "group__topics").first()


def invitations_to(viewer: Person) -> QuerySet[GroupInvitation]:
    """Invitations that wait for the viewer's answer."""
    waiting = GroupInvitation.objects.filter(person=viewer, answer="", group__ended_on=None)
    return waiting.select_related("group__partnership", "invited_by")


def challenge(*, viewer: Person, key: UUID) -> Challenge | None:
    """A challenge the viewer was asked for, while they work in the partnership, or one of a group they are in."""
    found = Challenge.objects.filter(id=key).select_related("cycle__group__partnership", "cycle__topic", "answered_by")
    asked = found.filter(asked=viewer).first()
    if asked and place_in(viewer, asked.cycle.group.partnership, STAFF):
        return asked
    return found.filter(**_in_group(viewer)).first()


def _in_group(viewer: Person) -> dict[str, object]:
    return {"cycle__group__members__in": present_as(viewer)}


def last_time(cycle: Cycle, part: str) -> Writing | None:
    """What stood under the same heading at the end of the group's cycle before."""
    before = Writing.objects.filter(cycle__group=cycle.group_id, cycle__number__lt=cycle.number, part=part)
    return before.order_by("-cycle__number", "-version").first()


def all_invitations_to(person: Person) -> QuerySet[GroupInvitation]:
    """Every invitation of a person to a group: for their own eyes."""
    return GroupInvitation.objects.filter(person=person)


def written_in_cycles(person: Person) -> QuerySet[Writing]:
    """Every version a person wrote: for their own eyes."""
    return Writing.objects.filter(by=person).order_by("at")


def challenges_asked_of(person: Person) -> QuerySet[Challenge]:
    """Every challenge a person was asked for: for their own eyes."""
    return Challenge.objects.filter(asked=person)


def challenges_answered_by(person: Person) -> QuerySet[Challenge]:
    """Every challenge a person answered for a group: for their own eyes."""
    return Challenge.objects.filter(answered_by=person)
