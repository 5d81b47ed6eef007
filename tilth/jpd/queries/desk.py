"""All that lies on a group's desk. Words are read for members only; others get the outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tilth.jpd.domain.phases import Standing
from tilth.jpd.domain.shapes import Shape
from tilth.jpd.models import Challenge, Cycle, Group, GroupInvitation, Meeting, Writing
from tilth.jpd.queries.cycles import challenge_of, cycles_of, question_of, shape_of, writings


@dataclass(frozen=True)
class Desk:
    """What a group has before it."""

    cycle: Cycle | None  # under way
    shape: Shape | None
    standing: Standing | None
    past: list[Cycle]  # finished cycles, the latest first
    next_meeting: Meeting | None
    unsaid: Meeting | None  # its time has gone by, and nobody has said whether it happened
    last_held: Meeting | None
    meetings: list[Meeting]  # those that members have heard of, the latest first
    waiting: list[GroupInvitation]
    written: Mapping[str, Writing] = field(default_factory=dict)  # empty in an outline
    challenge: Challenge | None = None  # none in an outline


def desk(group: Group, now: datetime, *, inside: bool) -> Desk:
    """A group's desk for its members, or its outline for those who lead."""
    cycles = list(cycles_of(group))
    cycle = next((each for each in cycles if each.ended_at is None), None)
    meetings = list(group.meetings.select_related("at_school").order_by("begins_at"))
    agreed = [each for each in meetings if each.state == Meeting.State.AGREED]
    held = [each for each in meetings if each.state == Meeting.State.HELD]
    written = writings(cycle) if cycle and inside else {}
    challenge = challenge_of(cycle) if cycle and inside else None
    return Desk(
        cycle=cycle,
        shape=shape_of(cycle) if cycle else None,
        standing=_standing(cycle, held, written, challenge) if cycle and inside else None,
        past=[each for each in cycles if each.ended_at is not None],
        next_meeting=next((each for each in agreed if each.begins_at >= now), None),
        unsaid=next((each for each in agreed if each.begins_at < now), None),
        last_held=held[-1] if held else None,
        meetings=[each for each in reversed(meetings) if each.state != Meeting.State.PROPOSED],
        waiting=waiting_for(group),
        written=written,
        challenge=challenge,
    )


def waiting_for(group: Group) -> list[GroupInvitation]:
    """Who has been asked into a group and not answered, the first asked first."""
    return list(group.invitations.filter(answer="").select_related("person", "school"))


def _standing(
    cycle: Cycle, held: list[Meeting], written: Mapping[str, Writing], challenge: Challenge | None
) -> Standing:
    met = any(each.cycle_id == cycle.id for each in held) or cycle.steps.exclude(without_meeting="").exists()
    there = frozenset(slug for slug, writing in written.items() if writing.text)
    return Standing(cycle.phase, there, met, question_of(challenge))
