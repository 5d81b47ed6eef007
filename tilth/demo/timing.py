"""What time the invented schools allow, and the term that Ada lets Tilth plan from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import timezone

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, SIXTH
from tilth.demo.story import Story
from tilth.jpd import actions, tasks
from tilth.jpd.domain.week import HalfHour, mask_of

MORNING = (time(9, 0), time(9, 30), time(10, 0), time(11, 0), time(11, 30))
AFTERNOON = (time(13, 0), time(13, 30), time(14, 0), time(14, 30))
AFTER_SCHOOL = (time(15, 30), time(16, 0), time(16, 30))
LESSONS = mask_of(HalfHour(day, begins) for day in range(5) for begins in MORNING + AFTERNOON)
TWILIGHTS = mask_of(HalfHour(day, begins) for day in (1, 2, 3) for begins in AFTER_SCHOOL)


@dataclass(frozen=True)
class Allows:
    """How many half-hours of cover a school bears in a week, and how many of its five training days it takes apart."""

    cover: int
    apart: int
    rooms: int = 2


ALLOW = {
    HOLLINS: Allows(6, 3),
    BRIDES: Allows(4, 1, rooms=1),
    ELM: Allows(2, 2, rooms=1),
    ALDER: Allows(10, 2, rooms=4),
    LARCH: Allows(0, 0, rooms=1),
    SIXTH: Allows(8, 5, rooms=3),
}


def say(story: Story) -> None:
    """Each head says what their school allows, and takes training days apart."""
    today = timezone.localdate()
    year = today.year if today.month >= 9 else today.year - 1
    for number, allows in ALLOW.items():
        school, head = story.school(number), story.holder(number, "headteacher")
        actions.say_time(
            by=head, school=school, lessons=LESSONS, twilights=TWILIGHTS, cover_limit=allows.cover, cover_price=2600,
            rooms=allows.rooms,
        )  # fmt: skip
        for day in actions.training_days(school=school, year=year)[5 - allows.apart :]:
            actions.take_apart(by=head, day=day, bundle=60)


def plan(story: Story) -> None:
    """Ada asks for a meeting every other week for each group; what was found waits for her yes."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    ada = story.person("Ada Okafor")
    asked = actions.plan_term(by=ada, partnership=story.rowan, begins_on=monday, weeks=4, meetings=2, minutes=60)
    tasks.find_times.func(str(asked.id))
