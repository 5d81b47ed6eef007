"""Notes that belong to the people in the room: observations and coaching, written where there may be no network."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tilth.jpd.models.cycles import Cycle
from tilth.jpd.models.groups import Group
from tilth.jpd.models.meetings import Meeting
from tilth.people.models import Person


class Note(models.Model):
    """One sheet of notes of one person. Its key is made where it is written, so that it arrives once."""

    class Kind(models.TextChoices):
        OBSERVATION = "observation", _("Observation")
        COACHING = "coaching", _("Coaching")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="notes")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OBSERVATION)
    shared = models.BooleanField(default=False)  # with the group; until then the author's own
    gone = models.BooleanField(default=False)  # thrown away: nothing is in it, and nothing more is kept of it
    begun_at = models.DateTimeField()  # by the author's clock
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.begun_at:%Y-%m-%d}"


class Moment(models.Model):
    """One line of a note: what was seen, what was counted, what was made of it; merged by its own key.

    Of two versions the one with the higher count of changes stands, whatever any clock says; on a tie the device's
    name decides, so that all devices come to the same.
    """

    class Kind(models.TextChoices):
        SEEN = "seen", _("Seen or heard")
        COUNTED = "counted", _("Counted")
        WONDERED = "wondered", _("Wondered")  # only once something has been seen
        PHOTO = "photo", _("Photo of work")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SEEN)
    second = models.PositiveIntegerField(default=0)  # since the note was begun
    text = models.TextField(max_length=2000, blank=True)
    count = models.PositiveIntegerField(default=0)  # of a tally
    photo = models.BinaryField(null=True, blank=True)  # drawn anew, smaller, without where and when it was taken
    gone = models.BooleanField(default=False)  # taken back; its words and picture are forgotten
    changes = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=36)
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["second", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(gone=False) | Q(text="", photo__isnull=True), name="gone_is_gone")
        ]

    def __str__(self) -> str:
        return self.text
