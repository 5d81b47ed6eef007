"""Making the invented family: one generator, the real actions, and a clock that runs through two years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tilth.demo import asking, clock, grid, haste, rounds, settling, standing, timing, voices, working
from tilth.demo.story import Story
from tilth.schools import actions as schools

REGISTER = Path(__file__).parent / "register.csv"

Tell = Callable[[str], object]
Chapter = tuple[int, str, Callable[[Story], object]]


def _in_full(happens: Callable[[Story], object]) -> Callable[[Story], object]:
    """What a shorter story leaves out."""
    return lambda story: happens(story) if story.keen >= 1 else None


CHAPTERS: tuple[Chapter, ...] = (  # days ago, what happens, the doing of it
    (790, "the register of schools", lambda story: schools.import_register(path=REGISTER)),
    (785, "everybody at their schools", lambda story: settling.bring_people(story, year=0)),
    (770, "a family is proposed", settling.propose_rowan),
    (762, "five schools answer, one declines", settling.answer_for_schools),
    (760, "another family elsewhere", settling.make_merrow),
    (735, "the grid, the first time", lambda story: grid.sit(story, grid.FIRST, horizon=3)),
    (728, "staff are asked whether they trust those who lead", lambda story: asking.about_leaders(story, voices.FIRST)),
    (700, "Ada replies with three promises", asking.promise),
    (685, "offers and wants", lambda story: rounds.say(story, keenness=0.75)),
    (680, "schools say what time they allow", timing.say),
    (676, "the first round", lambda story: rounds.run(story, says_yes=0.85)),
    (660, "schools say where they stand", _in_full(standing.first_time)),
    (640, "a class answers on paper", _in_full(asking.students_on_paper)),
    (655, "the first groups work", _in_full(lambda story: working.work(story, until=425))),
    (600, "Larch House joins after all", settling.larch_joins),
    (565, "one promise is kept", lambda story: asking.settle(story, "consultation")),
    (560, "leaders say where the family stands", _in_full(lambda story: standing.between(story, 0))),
    (540, "Larch House says where it stands", _in_full(standing.larch_first)),
    (520, "five questions at the college", _in_full(asking.pulse)),
    (470, "one promise is given up", lambda story: asking.settle(story, "develops-staff")),
    (430, "people leave and come", lambda story: settling.bring_people(story, year=1)),
    (420, "the first groups have done their work", rounds.groups_end),
    (415, "offers and wants again", lambda story: rounds.say(story, keenness=0.9)),
    (400, "the second round", lambda story: rounds.run(story, says_yes=0.9)),
    (390, "schools say so for another year", timing.say),
    (379, "the second groups work", _in_full(lambda story: working.work(story, until=205))),
    (375, "staff are asked again", _in_full(lambda story: asking.about_leaders(story, voices.SECOND))),
    (360, "the grid, the second time", lambda story: grid.sit(story, grid.SECOND, horizon=3)),
    (335, "where the family stands, and where leaders disagree", _in_full(lambda story: standing.between(story, 1))),
    (310, "schools say again where they stand", standing.second_time),
    (300, "a team looks at itself", _in_full(asking.behaviours)),
    (250, "leaders are asked about one another", _in_full(asking.leaders_across)),
    (230, "governors are asked about heads", _in_full(asking.governors)),
    (225, "somebody from outside stands by", _in_full(standing.a_broker)),
    (215, "partners look at what others say of themselves", standing.looks),
    (200, "the second groups have done theirs", rounds.groups_end),
    (190, "the third round", lambda story: rounds.run(story, says_yes=0.88, again=True)),
    (180, "two schools offer help", standing.helping),
    (172, "another family's school says where it stands", standing.at_quayside),
    (168, "the third groups work", _in_full(lambda story: working.work(story, until=4))),
    (150, "groups are formed by hand", working.by_hand),
    (149, "and some in their own schools", _in_full(working.in_their_own_schools)),
    (148, "they work", _in_full(lambda story: working.work(story, until=6))),
    (70, "Ben's group watches lessons", working.bens_lesson_study),
    (130, "staff are asked a third time", _in_full(asking.in_their_own_words)),
    (150, "Larch House says it again, to itself", _in_full(standing.larch_now)),
    (110, "the family says one strand in its own words", _in_full(standing.in_other_words)),
    (103, "most of what was said of it still holds", _in_full(standing.carried_over)),
    (48, "a next step is begun", _in_full(standing.a_step_begun)),
    (31, "leaders disagree about challenge", _in_full(lambda story: standing.between(story, 2))),
    (11, "Hollins asks again where it stands", standing.open_at_hollins),
    (10, "and so does Alder Grange", standing.open_at_alder),
    (8, "Ada is asked to look", standing.a_look_waits),
    (62, "and for a third", timing.say),
    (60, "a school asks in its own words", asking.own_words),
    (40, "new offers and wants", lambda story: rounds.say(story, keenness=1.0, ring=True)),
    (12, "the grid opens again", grid.open_third),
    (9, "a round is open", lambda story: rounds.leave_open(story, says_yes=0.6)),
    (7, "colleagues are being asked about one another", asking.left_open),
    (3, "a term is planned", _in_full(timing.plan)),
)


@transaction.atomic
def make_family(*, seed: int = 2024, today: date | None = None, tell: Tell = print, keen: float = 1.0) -> Story:
    """Make the Rowan Family and its neighbours, all of it or nothing.

    A seed tells the same story each time, as far as chance goes; keys are new, so rounds may group people differently.
    """
    story = Story.begin(seed=seed, today=today or timezone.localdate(), keen=keen)
    for days_ago, what, happens in CHAPTERS:
        tell(what)
        with clock.at(story.day(days_ago)), haste.in_haste():
            happens(story)
    return story
