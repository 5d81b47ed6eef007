"""The grid: who is asked to mark, what they marked, and the arrow the leaders agreed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tilth.partnerships.domain import grid
from tilth.partnerships.models.forming import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


class Depth(models.IntegerChoices):
    """How far working together changes what happens in each school, shallow to deep."""

    ONE = 1, _("We know one another")
    TWO = 2, _("We share")
    THREE = 3, _("Some of us work together")
    FOUR = 4, _("Working together is ordinary")
    FIVE = 5, _("We open up to one another")
    SIX = 6, _("Every student is ours")

    @property
    def means(self) -> str:
        """What one sees when it is so."""
        return str(DEPTH_MEANS[self.value])


DEPTH_MEANS = {
    1: _("Leaders meet and swap news. Little changes in classrooms."),
    2: _("Courses, papers and visits are open to all. What comes of them is each school’s own affair."),
    3: _("Keen teachers plan and try things with partners, when they find the time."),
    4: _("In every school, staff improve practice with partners in their working week."),
    5: _("We look closely at one another’s work, say what is hard to hear, and change because of it."),
    6: _("Leaders, staff, governors and students all look after every student in all our schools."),
}


class Structure(models.IntegerChoices):
    """How firmly the schools are bound to one another, loose to tight."""

    ONE = 1, _("Free")
    TWO = 2, _("A light tie")
    THREE = 3, _("Written down")
    FOUR = 4, _("Some things decided together")
    FIVE = 5, _("Bound together")
    SIX = 6, _("One organisation")

    @property
    def means(self) -> str:
        """What one sees when it is so."""
        return str(STRUCTURE_MEANS[self.value])


STRUCTURE_MEANS = {
    1: _("We meet when it suits us, and nothing is written down."),
    2: _("We have said what we are for, and we meet regularly."),
    3: _("An agreement says who does what. Somebody leads, and some time or money is shared."),
    4: _("A joint group of leaders and governors decides for all of us, on matters we have named."),
    5: _("We have one governing body or one chief executive. Each school keeps its own head."),
    6: _("One governing body and one chief executive decide for every school."),
}


def _level(choices: type[models.IntegerChoices]) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(choices=choices.choices)


def _levels_hold(name: str) -> models.CheckConstraint:
    levels = ("now_depth", "now_structure", "wanted_depth", "wanted_structure")
    return models.CheckConstraint(condition=Q(**{f"{level}__range": (1, 6) for level in levels}), name=name)


class FromHereToThere(models.Model):
    """Four levels: where we are now and where we want to be, on each axis."""

    now_depth = _level(Depth)
    now_structure = _level(Structure)
    wanted_depth = _level(Depth)
    wanted_structure = _level(Structure)

    class Meta:
        abstract = True

    @property
    def mark(self) -> grid.Mark:
        """The same as a plain value."""
        return grid.Mark(
            now=grid.Place(depth=self.now_depth, structure=self.now_structure),
            wanted=grid.Place(depth=self.wanted_depth, structure=self.wanted_structure),
        )

    @property
    def way(self) -> grid.Direction:
        """Which way it points."""
        return grid.direction(self.mark)

    @property
    def tighter(self) -> bool:
        """Whether it points to tighter and not to deeper."""
        return grid.tighter_without_deeper(self.mark)


class GridSitting(models.Model):
    """Leaders mark the grid, each alone first. Marks show when all have marked or after `closes_on`, the last day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sittings")
    horizon = models.PositiveSmallIntegerField()  # years from now to "wanted"
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    shown_at = models.DateTimeField(null=True, blank=True)  # when the marks became visible; for good
    ended_at = models.DateTimeField(null=True, blank=True)  # agreed, or given up for a new sitting

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(ended_at__isnull=True), name="one_sitting_at_a_time"
            ),
            models.CheckConstraint(condition=Q(horizon__range=(1, 10)), name="horizon_is_one_to_ten_years"),
        ]

    @property
    def wanted_by(self) -> int:
        """The year the wanted marks speak of."""
        return self.opened_at.year + self.horizon


class GridSeat(models.Model):
    """A leader who is asked to mark in a sitting, and the school they are head of, if they are."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sitting = models.ForeignKey(GridSitting, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grid_seats")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["school__name", "person__name"]
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="one_seat_per_leader_in_a_sitting")]


class GridMark(FromHereToThere):
    """What one leader marked. Private until the sitting is shown; theirs to change until then."""

    seat = models.OneToOneField(GridSeat, primary_key=True, on_delete=models.CASCADE, related_name="marked")
    at = models.DateTimeField()

    class Meta:
        constraints = [_levels_hold("marks_are_one_to_six")]


class GridArrow(FromHereToThere):
    """An arrow somebody puts to the leaders after talking: written once; a better one replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sitting = models.ForeignKey(GridSitting, on_delete=models.CASCADE, related_name="arrows")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        get_latest_by = "at"
        constraints = [_levels_hold("arrows_are_one_to_six")]


class GridAnswer(models.Model):
    """The head of one school said yes to an arrow, or why not yet: written once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    arrow = models.ForeignKey(GridArrow, on_delete=models.CASCADE, related_name="answers")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    yes = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["arrow", "school"], name="one_answer_per_school_to_an_arrow"),
            models.CheckConstraint(condition=Q(yes=True) | ~Q(reason=""), name="not_yet_says_why"),
        ]


class GridAgreement(models.Model):
    """The arrow all heads said yes to: the decision of the leaders, written once and kept for good."""

    sitting = models.OneToOneField(GridSitting, primary_key=True, on_delete=models.CASCADE, related_name="agreement")
    arrow = models.OneToOneField(GridArrow, on_delete=models.PROTECT, related_name="agreement")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agreements")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        get_latest_by = "at"
