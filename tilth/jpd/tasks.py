"""Work of rounds that is done later: asking people, looking for groups, keeping the days."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from tilth import matching, timetable
from tilth.jobs.domain.timing import Daily
from tilth.jpd import actions, mail, queries
from tilth.jpd.queries import meetings, plans

if TYPE_CHECKING:
    from tilth.jpd.models import Look

A_SECOND = 1.0


class FaultyMatching(RuntimeError):
    """The checker found a fault in what the matching proposed: nothing of it is shown to anybody."""


@task()
def invite_to_round(key: str) -> int:
    """Ask everybody on the staff what they offer and want."""
    round = queries.gathering(UUID(key))
    return actions.invite_to_round(round=round) if round else 0


@task()
def compute_round(key: str) -> int:
    """Look for the best groups of a closed round, check them, and propose them. Returns how many.

    Raises FaultyMatching. Safe to repeat: a round that is no longer looked at is left alone.
    """
    round = queries.to_compute(UUID(key))
    look = queries.running_look(round) if round else None
    if round is None or look is None:
        return 0
    actions.note_progress(look=look)
    people, rules = queries.pool(round), queries.rules(round)
    watch = Watching(lambda progress: actions.note_progress(look=look, progress=progress))
    found = checked(_found(look, people, rules, watch), people, rules)
    actions.publish(look=look, found=found, people=people)
    return len(found.groups)


def _found(
    look: Look, people: Sequence[matching.Person], rules: matching.Rules, watch: matching.Watch
) -> matching.Matching:
    """The best groups; in a second look for those left without, beside what stands and without what has fallen."""
    standing = queries.standing_groups(look.round)
    if look.number == 1:
        return matching.match(people, rules, standing, watch=watch)
    together = {frozenset(group.members) for group in standing}  # anywhere, whatever fell here
    fallen = [group for group in queries.fallen_before(look) if frozenset(group.members) not in together]
    everybody = [*people, *queries.elsewhere(look.round)]
    spared = len(everybody)  # what reopening all could place is not asked here
    return matching.mend([*standing, *fallen], everybody, rules, declined=fallen, bound=spared, watch=watch).matching


@task()
def advise_on_round(key: str) -> int:
    """Find what would help most, now that the groups of a round are proposed. Returns how many changes were tried.

    It ends when somebody looks again.
    """
    look = queries.to_advise_on(UUID(key))
    if look is None:
        return 0
    people, rules, found = queries.pool(look.round), queries.rules(look.round), queries.found_by(look)
    watch = Watching(lambda progress: queries.is_latest(look))
    barred = {frozenset(group.members) for group in queries.fallen_before(look)}
    advice = matching.advise(people, rules, found.locked, found, barred=barred, watch=watch)
    actions.keep_advice(look=look, advice=advice)
    return advice.tried


class Watching:
    """Hears of a search all the time, and asks about once a second whether it shall go on."""

    def __init__(self, goes_on: Callable[[Any], bool]) -> None:
        self.goes_on = goes_on
        self.next = 0.0

    def __call__(self, progress: Any) -> bool:
        if time.monotonic() < self.next:
            return True
        self.next = time.monotonic() + A_SECOND
        return self.goes_on(progress)


def checked(found: matching.Matching, people: Iterable[matching.Person], rules: matching.Rules) -> matching.Matching:
    """What was found, once the checker has nothing against it. Raises FaultyMatching, which names nobody."""
    if wrong := matching.faults(found, people, rules):
        raise FaultyMatching(f"{len(wrong)} faults in what was found for a round")
    return found


@task()
def keep_days() -> int:
    """Close the rounds whose gathering is over, settle those whose answers are due. Returns how many."""
    today = timezone.localdate()
    closing, settling = list(queries.due_to_close(today)), list(queries.due_to_settle(today))
    for round in closing:
        with suppress(actions.NotNow):  # a lead, or another host, was quicker
            actions.close_round(by=None, round=round)
    for round in settling:
        actions.settle_round(round=round)
    return len(closing) + len(settling)


@task()
def let_go_of_those_gone() -> int:
    """Take out of their groups whoever has left their school for good. Returns how many."""
    gone = list(queries.gone_for_a_while(timezone.localdate()))
    for member in gone:
        with suppress(actions.Ended):  # it came to its end with somebody before
            actions.let_go(member=member)
    return len(gone)


@task()
def send_invitations(key: str, sequence: int) -> int:
    """Write to everybody in a meeting, so that their calendars know. Returns to how many; an older change says nothing.

    One address that fails stops nobody else's message.
    """
    meeting = meetings.whole_meeting(UUID(key))
    if meeting is None or meeting.sequence != sequence:
        return 0
    return sum(mail.invite(meeting, each.person) for each in meeting.attendances.all() if each.person.email)


@task()
def tell_calendar_of(member: str, keys: list[str]) -> int:
    """Write to somebody who has joined a group, or left it, what their calendar should know. Returns how many."""
    found = queries.group_member(UUID(member))
    if found is None or not found.person.email:
        return 0
    here = found.left_on is None
    to_tell = [each for key in keys if (each := meetings.whole_meeting(UUID(key)))]
    return sum(mail.invite(each, found.person, here=here) for each in to_tell if each.state == each.State.AGREED)


@task()
def ask_about_meetings() -> int:
    """Remind people of meetings within a day, and ask whether those that are over happened. Returns how many."""
    now = timezone.now()
    soon, over = list(meetings.to_remind_of(now)), meetings.to_ask_about(now)
    for meeting in soon:
        actions.remind(meeting=meeting)
    for meeting in over:
        actions.ask_whether_it_happened(meeting=meeting)
    return len(soon) + len(over)


class FaultyPlan(RuntimeError):
    """The checker found a fault in a plan of a term: nothing of it is shown to anybody."""


@task()
def find_times(key: str) -> int:
    """Look for times for all groups of a partnership, check them, and propose them. Returns how many meetings.

    Raises FaultyPlan. Safe to repeat: a plan that no longer waits is left alone.
    """
    plan = plans.to_find(UUID(key))
    if plan is None:
        return 0
    asked = plans.request(plan)
    found = timetable.plan(asked.request, watch=Watching(lambda progress: plans.still_waits(plan)))
    if wrong := timetable.faults(found, asked.request):
        raise FaultyPlan(f"{len(wrong)} faults in a plan of a term")
    return actions.propose_times(plan=plan, asked=asked, found=found)


TIMETABLE = [
    ("jpd.keep_days", keep_days, timedelta(hours=1)),
    ("jpd.let_go_of_those_gone", let_go_of_those_gone, Daily(hour=2)),
    ("jpd.ask_about_meetings", ask_about_meetings, timedelta(hours=1)),
]
