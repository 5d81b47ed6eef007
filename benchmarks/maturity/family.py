"""A family with years behind it: staff, groups, cycles, meetings, what was given, and what was asked in confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db.models import Model

from tests.factories.partnerships import MembershipFactory, PartnershipFactory
from tests.factories.publications import a_wave, house, keep, publish, published
from tests.factories.schools import SchoolFactory
from tilth.audits.domain.publication import ScaleResult
from tilth.jpd.models import Attendance, Challenge, Cycle, Group, GroupMember, Meeting, Offer, Want
from tilth.ledger.models import Entry, Gift
from tilth.partnerships.models import GridMark, GridSeat, GridSitting, Partnership
from tilth.people.models import Person, Role
from tilth.schools.models import School
from tilth.topics.models import Topic
from tilth.web.days import begins

TODAY = date(2026, 11, 20)
SINCE = date(2020, 9, 1)
ASKED = ("staff-head", "staff-staff", "purpose-staff", "fit-governance")
KINDS = [Role.Kind.HEADTEACHER, *[Role.Kind.TEACHER] * 7, Role.Kind.SUPPORT_STAFF, Role.Kind.TRAINEE]


@dataclass(frozen=True)
class Size:
    """How large a family is, and how much it did in how many years."""

    schools: int = 12
    staff: int = 1200
    years: int = 2
    meetings: int = 10  # of a group in a year

    @property
    def groups(self) -> int:
        """Two of three of the staff are in a group of three in any year."""
        return self.staff * 2 // 9


class Family:
    """Made row by row at random, always the same for one seed."""

    def __init__(self, size: Size, seed: int = 1) -> None:
        self.size, self.chance = size, Random(seed)  # noqa: S311 the same family each time
        self.partnership: Partnership = PartnershipFactory(name="A large family")
        self.schools: list[School] = SchoolFactory.create_batch(size.schools)
        for school in self.schools:
            MembershipFactory(partnership=self.partnership, school=school)
        self.staff = self._staff()
        self._governors()
        self._topics()
        for year in range(size.years):
            self._year(TODAY - timedelta(days=365 * (year + 1)), ended=year > 0)
        self._grid()
        self._waves()

    # --- people ---

    def _staff(self) -> dict[School, list[Person]]:
        each = self.size.staff // len(self.schools)
        people = {
            school: [Person(name=f"Somebody {place}", joined_on=SINCE) for place in range(each)]
            for school in self.schools
        }
        Person.objects.bulk_create(person for there in people.values() for person in there)
        held = [(person, school, place) for school, there in people.items() for place, person in enumerate(there)]
        roles = [
            Role(person=person, school=school, kind=KINDS[min(place, 1 + place % (len(KINDS) - 1))], starts_on=SINCE)
            for person, school, place in held
        ]
        Role.objects.bulk_create(roles)
        return people

    def _governors(self) -> None:
        people = [Person(name=f"Governor {place}", joined_on=SINCE) for place in range(8 * len(self.schools))]
        Person.objects.bulk_create(people)
        held = [(person, self.schools[place // 8]) for place, person in enumerate(people)]
        held += [(person, school) for person in people[::9] for school in self._others(held, person)]
        Role.objects.bulk_create(
            Role(person=person, school=school, kind=Role.Kind.GOVERNOR, starts_on=SINCE) for person, school in held
        )

    def _others(self, held: list[tuple[Person, School]], person: Person) -> list[School]:
        own = {school for each, school in held if each == person}
        return [self.chance.choice([school for school in self.schools if school not in own])]

    def _topics(self) -> None:
        topics = list(Topic.objects.order_by("id")[:60])
        wants, offers = [], []
        for person in (person for there in self.staff.values() for person in there):
            if self.chance.random() < 0.7:
                chosen, at = self.chance.sample(topics, 5), self._moment(SINCE, 1500)
                wants += [Want(person=person, topic=topic, at=at) for topic in chosen[:3]]
                offers += [Offer(person=person, topic=topic, at=at) for topic in chosen[3:]]
        Want.objects.bulk_create(wants)
        Offer.objects.bulk_create(offers)

    # --- what they did ---

    def _year(self, begun: date, *, ended: bool) -> None:
        """Groups of three, two in three of them across schools; each with two cycles and its meetings."""
        over = begun + timedelta(days=330) if ended else None
        made = [
            Group(partnership=self.partnership, started_on=begun, ended_on=over) for _number in range(self.size.groups)
        ]
        Group.objects.bulk_create(made)
        members = {group: self._members(group, begun) for group in made}
        GroupMember.objects.bulk_create(each for there in members.values() for each in there)
        cycles = [cycle for group in made for cycle in self._cycles(group, begun, ended=ended)]
        Cycle.objects.bulk_create(cycles)
        Challenge.objects.bulk_create(self._challenges(cycles))
        meetings = [meeting for group in made for meeting in self._meetings(group, begun)]
        Meeting.objects.bulk_create(meetings)
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, person=each.person, school=each.school, minutes=60)
            for meeting in meetings
            for each in members[meeting.group]
        )
        self._given([(meeting, members[meeting.group]) for meeting in meetings])

    def _members(self, group: Group, begun: date) -> list[GroupMember]:
        homes = self.chance.sample(self.schools, min(3, len(self.schools)))
        homes = homes if self.chance.random() < 2 / 3 else homes[:1] * 3
        found: dict[Person, School] = {}
        while len(found) < 3:
            school = homes[len(found) % len(homes)]
            found.setdefault(self.chance.choice(self.staff[school]), school)
        parts = [self.chance.choice(GroupMember.Part.values) for _each in found]
        return [
            GroupMember(group=group, person=person, school=school, part=part, position=place, joined_on=begun)
            for place, ((person, school), part) in enumerate(zip(found.items(), parts, strict=True))
        ]

    def _cycles(self, group: Group, begun: date, *, ended: bool) -> Iterator[Cycle]:
        for number in (1, 2):
            at = self._moment(begun + timedelta(days=150 * (number - 1)), 60)
            over = {"ended_at": at + timedelta(days=90), "decision": self.chance.choice(Cycle.Decision.values)}
            stays = number == 2 and not ended
            shape = {"name": "Plain", "phases": [{"slug": f"phase-{place}"} for place in range(6)]}
            yield Cycle(group=group, number=number, shape=shape, begun_at=at, reason="So", **({} if stays else over))

    def _challenges(self, cycles: Sequence[Cycle]) -> Iterator[Challenge]:
        some = self.staff[self.schools[0]][0]
        for cycle in cycles:
            if self.chance.random() < 0.6:
                put = cycle.begun_at + timedelta(days=30)
                asked = some if self.chance.random() < 0.5 else None
                yield Challenge(cycle=cycle, asked=asked, put_at=put, answered_at=put + timedelta(days=9))

    def _meetings(self, group: Group, begun: date) -> Iterator[Meeting]:
        for number in range(self.size.meetings):
            at = self._moment(begun + timedelta(days=30 * number), 25)
            purpose = self.chance.choice(Meeting.Purpose.values)
            yield Meeting(group=group, begins_at=at, made_at=at, state=Meeting.State.HELD, purpose=purpose)

    def _given(self, held: Sequence[tuple[Meeting, list[GroupMember]]]) -> None:
        entries = [
            Entry(
                source=meeting.id,
                kind=Entry.Kind.MEETING,
                partnership=self.partnership,
                happened_on=meeting.begins_at.date(),
                link="/working-together/",
                at=meeting.begins_at,
            )
            for meeting, _members in held
        ]
        Entry.objects.bulk_create(entries)
        pairs = [
            (entry, one, other)
            for entry, (_meeting, members) in zip(entries, held, strict=True)
            for one in members
            for other in members
            if one is not other and (one.position, other.position) != (2, 0)
        ]
        gifts = [
            Gift(
                entry=entry,
                giver=one.person,
                giver_school=one.school,
                receiver=other.person,
                receiver_school=other.school,
                minutes=20 + 10 * one.position,
            )
            for entry, one, other in pairs
        ]
        Gift.objects.bulk_create(gifts)

    # --- what leaders and all were asked ---

    def _grid(self) -> None:
        lead = self.staff[self.schools[0]][0]
        at = begins(TODAY - timedelta(days=100))
        known = {"opened_by": lead, "opened_at": at, "closes_on": at.date(), "shown_at": at, "horizon": 3}
        sitting = GridSitting.objects.create(partnership=self.partnership, **known)
        for place, school in enumerate(self.schools):
            seat = GridSeat.objects.create(sitting=sitting, person=self.staff[school][0], school=school)
            if place % 5 != 4:
                GridMark.objects.create(
                    seat=seat, at=at, now_depth=1, now_structure=1, wanted_depth=3, wanted_structure=2
                )

    def _waves(self) -> None:
        """Four waves in each year."""
        for number in range(4 * self.size.years):
            instrument = house(ASKED[number % len(ASKED)])
            said = {item.key: (9, 8, 4, 3)[: len(instrument.choices)] for item in instrument.items}
            wave = a_wave(
                partnership=self.partnership, instrument=instrument, closed=TODAY - timedelta(days=20 + 85 * number)
            )
            for place, school in enumerate(self.schools):
                scale = ScaleResult(shown="exact", favourable=40 + place, of=80)
                publish(published(said, instrument=instrument, scale=scale), wave=wave, school=school)
            scale = ScaleResult(shown="exact", favourable=45, of=80)
            keep(wave, None, published(said, instrument=instrument, scale=scale, schools=len(self.schools)))

    def _moment(self, since: date, days: int):  # type: ignore[no-untyped-def]
        return begins(since + timedelta(days=self.chance.randrange(days))) + timedelta(hours=15)


def counted(models: Sequence[type[Model]] = (Person, Group, Cycle, Meeting, Attendance, Gift)) -> str:
    """How much there is of what."""
    return ", ".join(f"{each._default_manager.count():,} {each._meta.verbose_name_plural}" for each in models)
