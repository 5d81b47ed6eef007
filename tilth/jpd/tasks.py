"""Work of rounds that is done later: asking people, looking for groups, keeping the days."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from tilth import matching
from tilth.jpd import actions, queries

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
    people, rules, standing = queries.pool(round), queries.rules(round), queries.standing_groups(round)
    barred = queries.fallen_sets(round)
    found = matching.match(people, rules, standing, barred=barred, watch=Watching(look))
    actions.publish(look=look, found=checked(found, people, rules))
    return len(found.groups)


class Watching:
    """Keeps how far a look has come, about once a second, and tells the search whether to go on."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.next = 0.0

    def __call__(self, progress: matching.Progress) -> bool:
        if time.monotonic() < self.next:
            return True
        self.next = time.monotonic() + A_SECOND
        return actions.note_progress(look=self.look, progress=progress)


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


TIMETABLE = [("jpd.keep_days", keep_days, timedelta(hours=1))]
