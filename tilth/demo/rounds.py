"""What people offer and want, and the rounds in which they found one another."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from tilth.demo import clock
from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, ROWAN, SIXTH, Character
from tilth.demo.story import Story
from tilth.jpd import actions, tasks
from tilth.jpd.domain.answers import Outcome
from tilth.jpd.domain.week import HalfHour, mask_of
from tilth.jpd.models import Group, Round, Seat
from tilth.topics.models import Topic

# The share of each school's staff who take part: development runs far ahead at the college, Larch House hardly joins.
KEEN = {HOLLINS: 0.8, BRIDES: 0.5, ELM: 0.6, ALDER: 0.45, LARCH: 0.15, SIXTH: 0.9}
STAFF = {"headteacher": 0.3, "senior_leader": 0.6, "teacher": 1.0, "support_staff": 0.25, "trainee": 0.9}
AFTER_SCHOOL = tuple(HalfHour(day, begins) for day in range(4) for begins in (time(15, 30), time(16, 0)))
IN_THE_DAY = tuple(HalfHour(day, time(hour, 0)) for day in range(5) for hour in (9, 11, 13, 14))
KNOWN_FOR = {  # three people whose exchange is told on the first page
    "Ben Hartley": ("questioning", "retrieval-practice"),
    "Asha Raman": ("phonics", "questioning"),
    "Leo Castellan": ("retrieval-practice", "phonics"),
}


def say(story: Story, *, keenness: float, ring: bool = False) -> None:
    """Staff of the family say what they offer and want, more of them each year; in the end Ben's ring as well."""
    shipped = Topic.objects.filter(is_area=False, slug__isnull=False).order_by("slug")
    topics = {str(topic.slug): topic for topic in shipped}
    for number in ROWAN:
        for character in story.characters(number, _year(story)):
            keen = story.chance.random() < _keen(character, number) * keenness * story.keen
            if ring if character.name in KNOWN_FOR else keen:
                _say(story, character, topics)


def _year(story: Story) -> int:
    """The school year of the story that the clock stands in."""
    return 1 if timezone.localdate() > story.day(432) else 0


def _keen(character: Character, number: str) -> float:
    kinds = [STAFF.get(kind, 0.0) for school, kind in character.parts if school == number]
    return KEEN[number] * max(kinds, default=0.0)


def _say(story: Story, character: Character, topics: dict[str, Topic]) -> None:
    chance = story.chance
    if slugs := KNOWN_FOR.get(character.name):
        offers, wants = {topics[slugs[0]]: 3}, {topics[slugs[1]]: 3}
        free = [HalfHour(1, time(15, 30))]
    else:
        chosen = _topics_for(story, character, list(topics.values()))
        offers = {topic: chance.choice((1, 2, 2, 3)) for topic in chosen[:3]}
        wants = {topic: chance.choice((1, 2, 2, 3)) for topic in chosen[3:]}
        free = [*chance.sample(AFTER_SCHOOL, 3), *chance.sample(IN_THE_DAY, 2)]
    actions.say(
        by=story.person(character.name),
        offers=offers,
        wants=wants,
        half_hours=mask_of(free),
        groups_at_once=1 if character.name in KNOWN_FOR else chance.choice((1, 1, 1, 2)),
        opening_offer=character.name not in KNOWN_FOR and chance.random() < 0.08,
    )


def _topics_for(story: Story, character: Character, topics: list[Topic]) -> list[Topic]:
    """Six different topics: of one's own subject where there are some, and otherwise what many care for."""
    own = [topic for topic in topics if topic.subject and topic.subject.lower() == character.subject.lower()]
    common = [topic for topic in topics if not topic.subject][:40]
    mine = story.chance.sample(own, min(2, len(own)))
    chosen = mine + story.chance.sample(common, 6 - len(mine))
    story.chance.shuffle(chosen)
    return chosen


def groups_end(story: Story) -> None:
    """Most groups bring their work to an end; a few go on for another year."""
    for group in Group.objects.filter(partnership=story.rowan, ended_on=None).order_by("started_on", "id"):
        if story.chance.random() < 0.9:
            actions.end_group(by=group.members.all()[0].person, group=group)


def run(story: Story, *, says_yes: float, again: bool = False) -> Round:
    """A whole round: it opens, closes, is worked out, people answer, it is settled; with `again` after two looks."""
    round = _settled(story, _proposed(story), says_yes)
    if again:
        with clock.at(round.answer_by + timedelta(days=2)):
            answer_by = timezone.localdate() + timedelta(days=9)
            actions.look_again(by=story.person("Ada Okafor"), round=round, answer_by=answer_by)
            tasks.compute_round.func(str(round.id))
            round.refresh_from_db()
            _settled(story, round, says_yes)
    return round


def _settled(story: Story, round: Round, says_yes: float) -> Round:
    _answer(story, round, says_yes)
    with clock.at(round.answer_by + timedelta(days=1)):
        round.refresh_from_db()
        if round.phase == Round.Phase.PROPOSED:
            actions.settle_round(round=round)
    return round


def leave_open(story: Story, *, says_yes: float) -> None:
    """The last round waits for answers, Ben's among them."""
    _answer(story, _proposed(story), says_yes)


def _proposed(story: Story) -> Round:
    opened = timezone.localdate()
    round = actions.open_round(
        by=story.person("Ada Okafor"),
        partnership=story.rowan,
        closes_on=opened + timedelta(days=5),
        answer_by=opened + timedelta(days=16),
    )
    actions.invite_to_round(round=round)
    with clock.at(opened + timedelta(days=6)):
        actions.close_round(by=None, round=round)
        tasks.compute_round.func(str(round.id))
    round.refresh_from_db()
    return round


def _answer(story: Story, round: Round, says_yes: float) -> None:
    waiting = Seat.objects.filter(proposal__round=round, proposal__state=Outcome.PROPOSED)
    seats = waiting.select_related("proposal", "person").order_by("id")
    with clock.at(timezone.localdate() + timedelta(days=7)):
        for seat in sorted(seats, key=lambda seat: (seat.person.name, str(seat.proposal_id))):
            waits = says_yes < 0.7 and seat.person.name == "Ben Hartley"
            if not waits and story.chance.random() < says_yes:
                actions.answer(by=seat.person, proposal=seat.proposal, yes=story.chance.random() < 0.93)
