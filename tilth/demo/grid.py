"""How the leaders of the family see it, three times in two years."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, SIXTH
from tilth.demo.story import Story
from tilth.partnerships import actions
from tilth.partnerships.models import GridSitting

Marks = dict[str, tuple[int, int, int, int]]  # a school to depth and structure now, depth and structure wanted

# The head of St Bride's sees more depth than anybody else, each time; Larch House, new and stretched, sees least.
FIRST: Marks = {
    HOLLINS: (1, 1, 4, 2),
    BRIDES: (3, 2, 5, 3),
    ELM: (1, 1, 3, 2),
    ALDER: (1, 2, 3, 2),
    SIXTH: (2, 1, 4, 2),
}
SECOND: Marks = {
    HOLLINS: (2, 2, 4, 2),
    BRIDES: (5, 2, 6, 3),
    ELM: (2, 1, 4, 2),
    ALDER: (2, 2, 4, 3),
    LARCH: (1, 1, 3, 2),
    SIXTH: (3, 2, 5, 3),
}
THIRD: Marks = {BRIDES: (5, 3, 6, 4), ELM: (3, 2, 5, 3), ALDER: (3, 2, 4, 3), SIXTH: (3, 2, 5, 3)}
AGREED = {id(FIRST): (1, 1, 4, 2), id(SECOND): (2, 2, 5, 2)}


def sit(story: Story, marks: Marks, *, horizon: int) -> None:
    """A whole sitting: each head marks, Ada proposes an arrow, and every head says yes."""
    sitting = _open(story, horizon)
    _mark(story, sitting, marks)
    now_depth, now_structure, wanted_depth, wanted_structure = AGREED[id(marks)]
    sitting.refresh_from_db()
    arrow = actions.propose_arrow(
        by=story.person("Ada Okafor"),
        sitting=sitting,
        now_depth=now_depth,
        now_structure=now_structure,
        wanted_depth=wanted_depth,
        wanted_structure=wanted_structure,
    )
    for number in marks:
        if number != HOLLINS:
            actions.answer_arrow(by=story.holder(number, "headteacher"), arrow=arrow, yes=True)


def open_third(story: Story) -> None:
    """The third sitting is open, and two leaders have still to mark: Ada is one of them."""
    _mark(story, _open(story, horizon=3), THIRD)


def _open(story: Story, horizon: int) -> GridSitting:
    story.rowan.refresh_from_db()
    closes_on = timezone.localdate() + timedelta(days=21)
    return actions.open_sitting(
        by=story.person("Ada Okafor"), partnership=story.rowan, horizon=horizon, closes_on=closes_on
    )


def _mark(story: Story, sitting: GridSitting, marks: Marks) -> None:
    for number, (now_depth, now_structure, wanted_depth, wanted_structure) in marks.items():
        actions.mark(
            by=story.holder(number, "headteacher"),
            sitting=sitting,
            now_depth=now_depth,
            now_structure=now_structure,
            wanted_depth=wanted_depth,
            wanted_structure=wanted_structure,
        )
