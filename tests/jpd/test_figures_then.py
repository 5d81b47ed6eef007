"""What joint practice development says of a day long past, beside the plainest way to work it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.utils import timezone

from tests.factories.groups import at_stage, begun, pair, people_in
from tests.factories.jpd import live_family, school_in, teacher
from tests.factories.people import PersonFactory, RoleFactory
from tilth.jpd import figures
from tilth.jpd.models import Attendance, Challenge, Cycle, Group, GroupMember, Meeting, Offer, Want
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import STAFF, Role
from tilth.topics.models import Topic
from tilth.web.days import begins

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
DAYS = [TODAY - timedelta(days=back) for back in (0, 40, 200, 430, 900)]
Shares = dict[UUID | None, tuple[int, int]]


# --- a family with a past -----------------------------------------------------------------------


class Past:
    """A family that is made up, with three years behind it."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.partnership = live_family("One", "Two", "Three", "Four")
        self.schools = [school_in(self.partnership, place) for place in range(4)]
        self.topics = list(Topic.objects.order_by("id")[:4])
        self._schools_come_and_go()
        self._people()
        for _number in range(8):
            self._group()

    def day(self, since: date = TODAY - timedelta(days=1000)) -> date:
        return since + timedelta(days=self.chance.randrange(max(1, (TODAY - since).days + 30)))

    def moment(self, since: date) -> datetime:
        return begins(self.day(since)) + timedelta(minutes=self.chance.randrange(1440))

    def maybe(self, since: date) -> date | None:
        return self.day(since) if self.chance.random() < 0.4 else None

    def _schools_come_and_go(self) -> None:
        places = self.partnership.memberships.order_by("school__number")
        places.filter(school=self.schools[1]).update(joined_on=self.day())
        places.filter(school=self.schools[2]).update(state="left", left_on=TODAY - timedelta(days=100))

    def _people(self) -> None:
        self.people = PersonFactory.create_batch(10)
        for person in [*self.people, *self.people[:4]]:
            began = self.day()
            kind = self.chance.choice(["teacher", "teacher", "senior_leader", "student", "governor"])
            there = {"school": self.chance.choice(self.schools), "starts_on": began, "ends_on": self.maybe(began)}
            if not Role.objects.filter(person=person, kind=kind, school=there["school"]).exists():
                RoleFactory(person=person, kind=kind, **there)
            for topic in self.topics:
                kept = self.chance.choice([Offer, Want, None, None])
                if kept:
                    since = TODAY - timedelta(days=1000)
                    kept.objects.get_or_create(person=person, topic=topic, defaults={"at": self.moment(since)})

    def _group(self) -> None:
        began = self.day()
        group = Group.objects.create(partnership=self.partnership, started_on=began, ended_on=self.maybe(began))
        for place, person in enumerate(self.chance.sample(self.people, self.chance.choice([1, 2, 3]))):
            joined = self.day(began)
            kind = self.chance.choice(GroupMember.Part.values)
            known = {"joined_on": joined, "left_on": self.maybe(joined), "part": kind, "position": place}
            GroupMember.objects.create(group=group, person=person, school=self.chance.choice(self.schools), **known)
        for number in (1, 2):
            self._cycle(group, number, closed=number == 1 or self.chance.random() < 0.5)
        for _number in range(3):
            self._meeting(group)

    def _cycle(self, group: Group, number: int, *, closed: bool) -> None:
        begun_at = self.moment(group.started_on)
        ending = {"ended_at": self.moment(begun_at.date()), "decision": self.chance.choice(Cycle.Decision.values)}
        cycle = Cycle.objects.create(
            group=group, number=number, shape={}, begun_at=begun_at, reason="Why", **(ending if closed else {})
        )
        if self.chance.random() < 0.7:
            put = self.moment(begun_at.date())
            answered = put + timedelta(days=self.chance.randrange(300)) if self.chance.random() < 0.8 else None
            asked = self.chance.choice([None, self.people[0]])
            Challenge.objects.create(cycle=cycle, put_at=put, answered_at=answered, asked=asked)

    def _meeting(self, group: Group) -> None:
        at = self.moment(group.started_on)
        state = self.chance.choice([Meeting.State.HELD, Meeting.State.HELD, Meeting.State.AGREED])
        purpose = self.chance.choice(Meeting.Purpose.values)
        meeting = Meeting.objects.create(group=group, begins_at=at, made_at=at, state=state, purpose=purpose)
        for member in group.members.all():
            minutes = self.chance.choice([None, 0, 60])
            Attendance.objects.create(meeting=meeting, person=member.person, school=member.school, minutes=minutes)


# --- the plainest way ---------------------------------------------------------------------------


def plainly(partnership: Partnership, on: date) -> dict[str, Shares]:
    """Each figure from its own sentence, row by row, with no thought of how long it takes."""
    staff = [(school.id, role.person_id) for school in schools_on(partnership, on) for role in staff_of(school, on)]
    standing = [group for group in partnership.groups.all() if stood(group, on)]
    crossing = [group for group in standing if len({each.school_id for each in there(group, on)}) > 1]
    year = [each for each in Cycle.objects.filter(group__partnership=partnership) if in_year(each.begun_at, on)]
    over = [each for each in year if each.ended_at and day_of(each.ended_at) <= on]
    ripe = [each for each in year if each in over or day_of(each.begun_at) <= on - timedelta(days=60)]
    met = [each for each in Attendance.objects.filter(minutes__gt=0, meeting__state="held") if was_met(each, on)]
    coached = {each.person_id for each in met if each.meeting.purpose == "coaching"}
    wants = [want for want in Want.objects.all() if day_of(want.at) <= on]
    offered = {
        offer.topic_id for offer in Offer.objects.all() if day_of(offer.at) <= on and offer.person_id in column(staff)
    }
    leaders = {each.person_id for group in crossing for each in there(group, on) if each.part == "leader"}
    rows = {
        "jpd.staff": [(s, p, p in people_of(standing, on)) for s, p in staff],
        "jpd.staff_across": [(s, p, p in people_of(crossing, on)) for s, p in staff],
        "jpd.leading_across": [(s, p, p in leaders) for s, p in staff],
        "jpd.said": [(s, p, p in {want.person_id for want in wants}) for s, p in staff],
        "jpd.wants_met": [(s, w.id, w.topic_id in offered) for s, p in staff for w in wants if w.person_id == p],
        "jpd.with_students": [(s, g.id, taught(g, on)) for g in standing for s in schools_in(there(g, on))],
        "jpd.finished": [(s, c.id, c in over) for c in ripe for s in schools_until(c, on)],
        "jpd.handed_on": [(s, c.id, c.decision == "hand_on") for c in over for s in schools_until(c, on)],
        "jpd.stopped_with_reason": [(s, c.id, c.decision == "stop") for c in over for s in schools_until(c, on)],
        "jpd.challenged": [(s, c.id, challenged(c, on)) for c in ripe for s in schools_until(c, on)],
        "jpd.challenged_by_people": [
            (s, c.id, challenged(c, on, by_people=True)) for c in ripe for s in schools_until(c, on)
        ],
        "jpd.watched": [(a.school_id, a.meeting_id, a.meeting.purpose == "observation") for a in met],
        "jpd.coached": [(s, p, p in coached) for s, p in staff],
    }
    here = {school.id for school in schools_on(partnership, on)}
    return {name: summed((row for row in each if row[0] in here), here) for name, each in rows.items()}


def summed(rows: Iterable[tuple[UUID, object, bool]], here: set[UUID]) -> Shares:
    told = list(rows)
    found: Shares = {}
    for key in (None, *here):
        things = {thing for school, thing, _so in told if key in (None, school)}
        so = {thing for school, thing, is_so in told if is_so and key in (None, school)}
        if things:
            found[key] = (len(so), len(things))
    return found


def column(rows: list[tuple[UUID, UUID]]) -> set[UUID]:
    return {person for _school, person in rows}


def schools_on(partnership: Partnership, on: date) -> list:  # type: ignore[type-arg]
    places = [each for each in partnership.memberships.all() if each.joined_on and each.joined_on <= on]
    return [each.school for each in places if each.state == "member" or (each.left_on and each.left_on > on)]


def staff_of(school, on: date) -> list[Role]:  # type: ignore[no-untyped-def]
    held = [role for role in school.roles.all() if role.kind in STAFF and role.starts_on <= on]
    return [role for role in held if role.ends_on is None or role.ends_on >= on]


def there(group: Group, on: date) -> list[GroupMember]:
    joined = [each for each in group.members.all() if each.joined_on <= on]
    return [each for each in joined if each.left_on is None or each.left_on > on]


def stood(group: Group, on: date) -> bool:
    going = group.started_on <= on and (group.ended_on is None or group.ended_on > on)
    return going and len(there(group, on)) > 1


def people_of(groups: list[Group], on: date) -> set[UUID]:
    return {each.person_id for group in groups for each in there(group, on)}


def schools_in(members: Iterable[GroupMember]) -> set[UUID]:
    return {each.school_id for each in members}


def schools_until(cycle: Cycle, on: date) -> set[UUID]:
    return schools_in(each for each in cycle.group.members.all() if each.joined_on <= on)


def taught(group: Group, on: date) -> bool:
    return any(each.part in {"student", "trainee"} for each in there(group, on))


def challenged(cycle: Cycle, on: date, *, by_people: bool = False) -> bool:
    challenge = Challenge.objects.filter(cycle=cycle).first()
    if challenge is None or challenge.answered_at is None or day_of(challenge.answered_at) > on:
        return False
    return challenge.asked_id is not None or not by_people


def was_met(came: Attendance, on: date) -> bool:
    return in_year(came.meeting.begins_at, on)


def in_year(moment: datetime, on: date) -> bool:
    return on - timedelta(days=365) < day_of(moment) <= on


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


# --- what must hold -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_the_plainest_way_finds_on_any_day(seed: int) -> None:
    past = Past(seed)
    for on in DAYS:
        found = figures.practice(past.partnership, on)
        counted = {name: {key: (each.value, each.of) for key, each in all_.items()} for name, all_ in found.items()}
        assert counted == plainly(past.partnership, on), on


def test_what_happened_later_changes_nothing_of_a_day_before(rowan: Partnership) -> None:
    before = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(school=school_in(rowan, 2)).update(joined_on=timezone.localdate())
    teacher(rowan, 0, "Nia Ross")
    told = figures.practice(rowan, before)
    at_stage(begun(pair(rowan)), "decide")
    for member in people_in(rowan.groups.get()):
        member.roles.update(starts_on=timezone.localdate())
    assert figures.practice(rowan, before) == told
    assert figures.practice(rowan, timezone.localdate()) != told


def test_what_a_school_alone_has_said_is_told_without_a_partnership() -> None:
    role = RoleFactory(starts_on=date(2025, 9, 1))
    RoleFactory(school=role.school, starts_on=date(2025, 9, 1))
    Want.objects.create(person=role.person, topic=Topic.objects.first(), at=begins(date(2026, 1, 10)))
    told = {on: figures.said([role.school_id], on)[role.school_id] for on in (date(2026, 1, 9), date(2026, 1, 10))}
    assert [(each.value, each.of) for each in told.values()] == [(0, 2), (1, 2)]
    assert figures.said([role.school_id], date(2025, 8, 31)) == {}
