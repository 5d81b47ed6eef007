"""What groups did with their time: cycles, the meetings in them, what challenged them, and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from tilth.demo import clock, practice
from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, SIXTH
from tilth.demo.story import Story
from tilth.jpd import actions, queries
from tilth.jpd.actions import notes
from tilth.jpd.domain.shapes import Phase, Shape, Stage
from tilth.jpd.models import Attendance, Cycle, Group, GroupInvitation, Meeting
from tilth.people.models import Person
from tilth.topics.models import Topic

A_WEEK = timedelta(days=7)
KNOWN = ("Ben Hartley", "Asha Raman", "Leo Castellan")
SHAPES = ("lesson_study", "lesson_study", "plain", "plain", "coaching", "team_teaching", "action_research")


DECISIONS = ((0.5, Cycle.Decision.HAND_ON), (0.75, Cycle.Decision.AGAIN), (1.0, Cycle.Decision.STOP))


@dataclass(frozen=True)
class Way:
    """How a school's groups go about it: shares of meetings held and of cycles challenged, and how far they come."""

    held: float
    challenged: float
    far: float = 1.0  # of the phases of a cycle


WAYS = {  # the college meets more than all others and is hardly challenged; Larch House hardly meets
    HOLLINS: Way(0.9, 0.9),
    BRIDES: Way(0.85, 0.7),
    ELM: Way(0.9, 0.8),
    ALDER: Way(0.8, 0.75, far=0.9),
    LARCH: Way(0.4, 0.3, far=0.5),
    SIXTH: Way(0.97, 0.12),
}


def work(story: Story, *, until: int) -> None:
    """Let every group that stands and has no cycle begin one, and work on it until so many days ago."""
    busy = Cycle.objects.filter(ended_at=None)
    groups = Group.objects.filter(partnership=story.rowan, ended_on=None).exclude(cycles__in=busy)
    for group in groups.order_by("started_on", "id"):
        _Turn(story, group, timezone.localdate(), story.day(until)).take()


@dataclass
class _Turn:
    """One cycle of one group, from a day to a day."""

    story: Story
    group: Group
    day: date
    last: date

    def take(self) -> None:
        """Go through the phases as far as this group comes."""
        members = list(self.group.members.select_related("person", "school"))
        self.people = [member.person for member in members]
        self.way = WAYS[str(members[0].school.number)]
        named = " ".join(sorted(person.name for person in self.people))
        self.chance = self.story.chance_of(f"{named} on {self.day}")
        topic = self.group.topics.order_by("name").first()
        with clock.at(self.day):
            self.cycle = actions.begin_cycle(
                by=self.people[0], group=self.group, shape=self.chance.choice(SHAPES), topic=topic
            )
        self._go(queries.shape_of(self.cycle), topic)

    def _go(self, shape: Shape, topic: Topic | None) -> None:
        goes = max(1, round(len(shape.phases) * self.way.far))
        for phase in shape.phases[:goes]:
            self.day = _in_term(self.day + self.chance.choice((1, 2, 2)) * A_WEEK)
            if self.day + A_WEEK > self.last:
                return
            if phase.stage is Stage.DECIDE:
                self._decide()
                return
            self._phase(shape, phase, topic)

    def _phase(self, shape: Shape, phase: Phase, topic: Topic | None) -> None:
        for part in phase.parts:
            if part.required or self.chance.random() < 0.4:
                said = practice.written(
                    part.slug, is_focus=part == shape.focus, topic=topic.name if topic else "it", chance=self.chance
                )
                with clock.at(self.day):
                    actions.write(
                        by=self.chance.choice(self.people), cycle=self.cycle, part=part.slug, text=said, base=0
                    )
        self._meet(phase)
        if phase.stage is Stage.PLAN:
            self._challenge()
        with clock.at(self.day + timedelta(days=2)):
            if not self._stuck(phase):
                reason = "" if self._have_met() else self.chance.choice(practice.NOT_HELD)
                actions.advance(by=self.people[0], cycle=self.cycle, without_meeting=reason)

    def _stuck(self, phase: Phase) -> bool:
        """Without an answer to a challenge a group does not come past talking about it."""
        late = phase.stage in (Stage.DEBRIEF, Stage.REFINE, Stage.WRITE_UP)
        self.last = self.day if (stuck := late and not self._answered()) else self.last
        return stuck

    def _have_met(self) -> bool:
        return self.cycle.meetings.filter(state=Meeting.State.HELD).exists()

    def _answered(self) -> bool:
        challenge = queries.challenge_of(self.cycle)
        return challenge is not None and challenge.answered_at is not None

    def _meet(self, phase: Phase) -> None:
        purpose = Meeting.Purpose.OBSERVATION if phase.stage is Stage.TEACH else Meeting.Purpose.MEETING
        meet(self.group, self.people[0], self.day, purpose, self.way.held, self.chance)

    def _challenge(self) -> None:
        if self.chance.random() > self.way.challenged:
            return
        with clock.at(self.day, hour=12):
            challenge = actions.draw_card(by=self.people[0], cycle=self.cycle)
            if self.chance.random() < 0.9:
                answer = self.chance.choice(practice.ANSWERS)
                actions.answer_challenge(by=self.people[-1], challenge=challenge, answer=answer)

    def _decide(self) -> None:
        with clock.at(self.day):
            turn = self.chance.random()
            decision = next(each for most, each in DECISIONS if turn < most)
            reason = self.chance.choice(practice.STOPS) if decision is Cycle.Decision.STOP else ""
            actions.decide(by=self.people[0], cycle=self.cycle, decision=decision, reason=reason)


def _in_term(day: date) -> date:
    """Nobody meets in the summer or over New Year: the day itself, or a week into the term that follows."""
    if (day.month, day.day) > (7, 20) and day.month < 9:
        day = date(day.year, 9, 8)
    elif (day.month, day.day) > (12, 18) or (day.month, day.day) < (1, 6):
        day = date(day.year + (day.month == 12), 1, 12)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def meet(group: Group, by: Person, day: date, purpose: str, held: float, chance: Random) -> Meeting:
    """A meeting, called a week before; on its day it happens, or not."""
    watched = purpose == Meeting.Purpose.OBSERVATION  # in lessons: somebody covers
    begins = timezone.make_aware(datetime.combine(day, time(11, 0) if watched else time(15, 30)))
    place = group.members.get(person=by).school if watched else None
    in_stock = not watched and chance.random() < 0.5  # in time of a training day
    with clock.at(day - A_WEEK):
        meeting = actions.call_meeting(
            by=by, group=group, begins_at=begins, minutes=60, purpose=purpose, at_school=place, from_stock=in_stock
        )
    with clock.at(day, hour=18):
        if chance.random() < held:
            gives, gains = _flow(meeting, purpose, chance)
            actions.hold_meeting(by=by, meeting=meeting, gives=gives, gains=gains)
        else:
            actions.not_held(by=by, meeting=meeting, why=chance.choice(practice.NOT_HELD))
    return meeting


def _flow(meeting: Meeting, purpose: str, chance: Random) -> tuple[set[UUID], set[UUID]]:
    """Whoever shows a lesson gives, and those who watch it gain; in a meeting everybody does both."""
    there = sorted((each.school.number or "", each.person.name, each.person_id) for each in _present(meeting))
    people = [key for _school, _name, key in there]
    if purpose != Meeting.Purpose.OBSERVATION or len(people) < 2 or chance.random() < 0.3:
        return set(people), set(people)
    shows = people[-1]  # the college and the secondary school have the rooms to watch in
    return {shows}, set(people) - {shows}


def _present(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendances.select_related("person", "school"))


def form(
    story: Story, name: str, kind: str, topic: str, people: Sequence[tuple[str, str, str]], reason: str = ""
) -> Group:
    """A group formed by hand: its maker first, then those who say yes. Names, schools and parts."""
    (maker, *_), others = people[0], people[1:]
    by = story.person(maker)
    group = actions.form_group(
        by=by,
        partnership=story.rowan,
        name=name,
        kind=kind,
        topics=[Topic.objects.get(slug=topic)],
        people=[(story.person(who), story.school(school), part) for who, school, part in others],
        reason=reason,
    )
    for invitation in GroupInvitation.objects.filter(group=group).select_related("person"):
        actions.answer_invitation(by=invitation.person, invitation=invitation, answer="yes")
    return group


def _teachers(story: Story, school: str, number: int) -> list[str]:
    known = [each for each in story.characters(school, 1) if (school, "teacher") in each.parts]
    return [each.name for each in known if each.name not in KNOWN][:number]


def by_hand(story: Story) -> None:
    """What the rounds would not have made: a team at the college, two departments, and Dot beside her teacher."""
    team = [(name, SIXTH, "member") for name in _teachers(story, SIXTH, 5)]
    team.append((story.holder(SIXTH, "student").name, SIXTH, "student"))
    form(story, "Seminar team", Group.Kind.TEAM, "cold-call", team, "One department, which plans its seminars together")
    departments = [(name, ALDER, "member") for name in _teachers(story, ALDER, 2)]
    departments += [(name, SIXTH, "member") for name in _teachers(story, SIXTH, 8)[6:]]
    form(story, "Mathematics from 11 to 18", Group.Kind.DEPARTMENTS, "hinge-questions", departments, "Two departments")
    with_dot = [("Leo Castellan", ALDER, "member"), (_teachers(story, BRIDES, 1)[0], BRIDES, "member")]
    form(
        story,
        "Feedback that students use",
        Group.Kind.OTHER,
        "questioning",
        [*with_dot, ("Dot Ferris", ALDER, "student")],
    )


def in_their_own_schools(story: Story) -> None:
    """In three schools some work with those from next door, at St Bride's the fewest. Larch House has no time."""
    for school, number, called, topic in (
        (ELM, 6, "Sounds before letters", "phonics"),
        (BRIDES, 4, "Questions in Key Stage 2", "questioning"),
        (HOLLINS, 6, "Saying it before writing it", "thinking-aloud"),
    ):
        team = [(name, school, "member") for name in _teachers(story, school, number + 2)[2:]]
        form(story, called, Group.Kind.TEAM, topic, team, "They teach next door to each other")


def bens_lesson_study(story: Story) -> None:
    """Ben, and a colleague each from St Bride's and Elm Tree, are half-way through a lesson study."""
    others = [(_teachers(story, BRIDES, 2)[1], BRIDES, "member"), (_teachers(story, ELM, 1)[0], ELM, "member")]
    people = [("Ben Hartley", HOLLINS, "member"), *others]
    group = form(story, "Explaining in Year 5", Group.Kind.LESSON_STUDY, "thinking-aloud", people)
    ben = story.person("Ben Hartley")
    topic = group.topics.get()
    cycle = actions.begin_cycle(by=ben, group=group, shape="lesson_study", topic=topic)
    shape, chance, day = queries.shape_of(cycle), story.chance_of("Ben's lesson study"), timezone.localdate()
    for phase in shape.phases[:2]:
        day += 2 * A_WEEK
        for part in phase.parts:
            said = practice.written(part.slug, is_focus=part == shape.focus, topic=topic.name, chance=chance)
            with clock.at(day):
                actions.write(by=ben, cycle=cycle, part=part.slug, text=said, base=0)
        meet(group, ben, day, Meeting.Purpose.MEETING, 1.0, chance)
        with clock.at(day + timedelta(days=1)):
            actions.advance(by=ben, cycle=cycle)
    with clock.at(day + timedelta(days=2)):
        head = story.holder(ELM, "headteacher")
        challenge = actions.ask_challenger(by=ben, cycle=cycle, person=head)
    with clock.at(day + timedelta(days=5)):
        actions.put_challenge(by=head, challenge=challenge, question=practice.QUESTIONS[0])
    _observed(group, ben, day + 2 * A_WEEK)
    with clock.at(story.today - timedelta(days=2)):
        soon = timezone.make_aware(datetime.combine(_in_term(story.day(0) + timedelta(days=5)), time(15, 30)))
        actions.call_meeting(
            by=ben, group=group, begins_at=soon, minutes=60, at_school=story.school(BRIDES), place="Library"
        )


def _observed(group: Group, ben: Person, day: date) -> None:
    """Ben watches a lesson, and shares what he saw."""
    meet(group, ben, day, Meeting.Purpose.OBSERVATION, 1.0, Random(1))  # noqa: S311 - it happens in any case
    with clock.at(day, hour=11):
        note = notes.begin_note(by=ben, group=group, kind="observation")
    for minute, seen in enumerate(practice.WATCHED):
        with clock.at(day, hour=11, minute=3 * minute + 1):
            notes.add_line(by=ben, note=note, kind="seen", text=seen)
    with clock.at(day, hour=18):
        for text in practice.WONDERED:
            notes.add_line(by=ben, note=note, kind="wondered", text=text)
        notes.share_note(by=ben, note=note)
