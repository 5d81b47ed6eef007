"""What people and schools offer, what they would like to gain, and when they are free."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.fields import HalfHoursField
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.topics.models import Topic

ONE_TO_THREE = [MinValueValidator(1), MaxValueValidator(3)]


class Confidence(models.IntegerChoices):
    """How far along somebody is with what they offer."""

    TRYING = 1, _("I am working on it")
    ROUTINE = 2, _("I do it every week")
    COACHING = 3, _("I could coach others in it")


class Strength(models.IntegerChoices):
    """How much somebody would like to gain something."""

    CURIOUS = 1, _("I am curious")
    USEFUL = 2, _("It would help me")
    NEEDED = 3, _("I need it now")


class Offering(models.Model):
    """A topic that could be given, and how surely."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Confidence, default=Confidence.ROUTINE, validators=ONE_TO_THREE)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at"]


class Wish(models.Model):
    """A topic that somebody would like to gain, and how much."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Strength, default=Strength.USEFUL, validators=ONE_TO_THREE)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at"]


class Offer(Offering):
    """What one person could offer."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offers")

    class Meta(Offering.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="a_person_offers_a_topic_once")]


class Want(Wish):
    """What one person would like to gain."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wants")

    class Meta(Wish.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="a_person_wants_a_topic_once")]


class SchoolOffer(Offering):
    """What a school could offer, said by its leaders."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="offers")

    class Meta(Offering.Meta):
        constraints = [models.UniqueConstraint(fields=["school", "topic"], name="a_school_offers_a_topic_once")]


class SchoolWant(Wish):
    """What a school would like to gain, said by its leaders."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="wants")

    class Meta(Wish.Meta):
        constraints = [models.UniqueConstraint(fields=["school", "topic"], name="a_school_wants_a_topic_once")]


class Availability(models.Model):
    """When a person is free in the week, for how many groups at once, and whether they ask nothing back yet.

    No half-hour ticked means that they keep no timetable here: they agree a time with their group.
    """

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="availability")
    half_hours = HalfHoursField()
    groups_at_once = models.PositiveSmallIntegerField(default=1, validators=ONE_TO_THREE)
    opening_offer = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(condition=Q(groups_at_once__range=(1, 3)), name="one_to_three_groups_at_once")
        ]


class Reserve(models.Model):
    """Somebody, or a school, with whom a person would rather not be paired.

    Private: nobody but its owner ever reads it, it is in no trail and no notice,
    and a round uses it without keeping it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reserves")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(school__isnull=True), name="a_reserve_is_a_person_or_a_school"
            ),
            models.UniqueConstraint(fields=["owner", "person"], name="a_person_is_reserved_once"),
            models.UniqueConstraint(fields=["owner", "school"], name="a_school_is_reserved_once"),
        ]
