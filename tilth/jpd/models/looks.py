"""Looks: each search for the groups of a round, how far it has come, what it asked for and what it reached."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from tilth.jpd.models.rounds import Round
from tilth.people.models import Person
from tilth.topics.models import Topic


class Look(models.Model):
    """One search for groups: the first of a round, or a second look at those left without."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="looks")
    number = models.PositiveSmallIntegerField()  # 1 is the first of its round
    answer_by = models.DateField()  # the last day to answer what it proposes
    begun_at = models.DateTimeField(null=True, blank=True)  # empty while it waits for its turn
    ended_at = models.DateTimeField(null=True, blank=True)
    aim = models.CharField(max_length=10, blank=True)  # what it is looking at now: a value of tilth.matching.Tier
    share = models.FloatField(default=0.0)  # of its work, done
    stop_asked = models.BooleanField(default=False)
    stopped = models.BooleanField(default=False)  # ended early, with the best known by then
    advised_at = models.DateTimeField(null=True, blank=True)  # when it was known what would help most

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="looks_of_a_round_are_counted"),
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="a_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"


class Aim(models.Model):
    """What a look asked for in this place: what its groups reach, and the proven most. Empty until it is known.

    `alone` is the proven most had this been asked before all others.
    """

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="aims")
    place = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=10)  # a value of tilth.matching.Tier
    value = models.IntegerField(null=True, blank=True)
    bound = models.IntegerField(null=True, blank=True)
    alone = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["look", "tier"], name="a_look_asks_for_each_thing_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(bound__gte=models.F("value")), name="nothing_is_beyond_its_bound"
            ),
        ]

    def __str__(self) -> str:
        return self.tier


class Advice(models.Model):
    """A single change that would have brought more people into a group, found by looking anew with the change made.

    A topic to recruit for; a half-hour that one person could free, told to them alone; or, without a person, a
    half-hour that would open a group to so many.
    """

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="advice")
    place = models.PositiveSmallIntegerField()  # the most helpful of its kind first
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    half_hour = models.PositiveSmallIntegerField(null=True, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()  # how many it would help

    class Meta:
        verbose_name_plural = "advice"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True) ^ Q(half_hour__isnull=True), name="advice_is_on_a_topic_or_a_half_hour"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(topic__isnull=True), name="advice_to_a_person_is_on_a_half_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.look}, {self.place}"
