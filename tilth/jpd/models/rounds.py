"""Rounds of matching: who takes part, what was proposed, what they answered, and what is left."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.domain.aims import usual_aims
from tilth.jpd.domain.answers import Answer, Outcome
from tilth.jpd.models.exchange import Strength
from tilth.jpd.models.fields import HalfHoursField
from tilth.matching import Subjects
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic


class Round(models.Model):
    """One round of matching in a partnership."""

    class Phase(models.TextChoices):
        GATHERING = "gathering", _("Gathering offers and wants")
        COMPUTING = "computing", _("Looking for groups")
        PROPOSED = "proposed", _("Waiting for answers")
        SETTLED = "settled", _("Settled")
        CANCELLED = "cancelled", _("Called off")

    UNFINISHED = (Phase.GATHERING, Phase.COMPUTING, Phase.PROPOSED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rounds")
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.GATHERING)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day to say what one offers and wants
    answer_by = models.DateField()  # the last day to answer a proposal
    aims = models.JSONField(default=usual_aims)  # values of tilth.matching.Tier, first things first
    triads = models.BooleanField(default=True)  # pairs alone when not
    chains = models.BooleanField(default=True)  # whether an opening offer may begin one
    need_half_hour = models.BooleanField(default=True)
    most_from_one_school = models.PositiveSmallIntegerField(null=True, blank=True)
    subjects = models.CharField(
        max_length=5, choices=[(each.value, each.value) for each in Subjects], default=Subjects.ANY
    )
    least_strength = models.PositiveSmallIntegerField(choices=Strength, default=Strength.CURIOUS)

    class Meta:
        ordering = ["-opens_on", "-closes_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")) & Q(answer_by__gt=F("closes_on")), name="round_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(phase__in=["gathering", "computing", "proposed"]),
                name="one_unfinished_round_per_partnership",
            ),
            models.CheckConstraint(condition=Q(least_strength__range=(1, 3)), name="a_want_has_one_of_three_strengths"),
            models.CheckConstraint(
                condition=Q(most_from_one_school__isnull=True) | Q(most_from_one_school__range=(1, 2)),
                name="one_or_two_from_one_school_where_limited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.closes_on}"


class SittingOut(models.Model):
    """Somebody who sits a round out, or whatever looks are still to come in it: their own business."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sitting_out")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_sits_a_round_out_once")]


class Entrant(models.Model):
    """Somebody who takes part, as they stood when the latest look began. Reserves are read when needed, never kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entrants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    offers = models.JSONField(default=dict)  # a topic's key to confidence
    wants = models.JSONField(default=dict)  # a topic's key to strength
    half_hours = HalfHoursField()
    groups_at_once = models.PositiveSmallIntegerField(default=1)
    opening_offer = models.BooleanField(default=False)
    subject = models.CharField(max_length=80, blank=True)  # in small letters; empty when nobody has said
    away = models.BooleanField(default=False)  # took part once, and in no later look
    since_look = models.PositiveSmallIntegerField(default=1)  # the look that began with them in it
    waiting = models.PositiveSmallIntegerField(default=0)  # earlier rounds that left this person out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_takes_part_in_a_round_once")]


class Proposal(models.Model):
    """A pair, triad or chain that a round proposes to its members, and to nobody else."""

    class Kind(models.TextChoices):
        PAIR = "pair", _("Pair")
        TRIAD = "triad", _("Triad")
        CHAIN = "chain", _("Chain")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=5, choices=Kind)
    half_hours = HalfHoursField()  # those that suit everybody; none when nobody keeps a timetable
    state = models.CharField(max_length=8, default=Outcome.PROPOSED)
    settled_at = models.DateTimeField(null=True, blank=True)


class Seat(models.Model):
    """One person's place in a proposal, in the order of giving. The answer is theirs alone to see."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=3, blank=True, default=Answer.NONE)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_seat_per_person_in_a_proposal"),
            models.UniqueConstraint(fields=["proposal", "position"], name="one_person_per_seat_of_a_proposal"),
            models.CheckConstraint(condition=Q(answer__in=["", "yes", "no"]), name="a_seat_is_answered_yes_or_no"),
        ]


class Flow(models.Model):
    """What one person of a proposal gives to another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="flows")
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    strength = models.PositiveSmallIntegerField(choices=Strength)  # of the receiver's want: for their own eyes
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "giver", "receiver"], name="one_gift_along_each_arrow"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_gives_to_themselves"),
        ]


class LeftOver(models.Model):
    """Why a round found no group for somebody, and what would help: told to them alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="left_over")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=30)  # a value of tilth.matching.Reason
    topics = models.ManyToManyField(Topic, related_name="+")
    openings = models.JSONField(default=list)  # places of half-hours that would open groups, most helpful first

    class Meta:
        verbose_name_plural = "left over"
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_is_left_over_once")]


class Coverage(models.Model):
    """How many people in a round offer and want a topic, and how many wants it met."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="coverage")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    offering = models.PositiveIntegerField()
    wanting = models.PositiveIntegerField()
    met = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "coverage"
        constraints = [models.UniqueConstraint(fields=["round", "topic"], name="one_line_of_coverage_per_topic")]
