"""Waves, the terms they are held on, the schools in them, and who may answer."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.audits.models.fixed import Fixed
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School


class Wave(models.Model):
    """One asking with one instrument, in one or several schools, from one day to another."""

    class Phase(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Being counted")
        PUBLISHED = "published", _("Published")
        CALLED_OFF = "called_off", _("Called off")

    UNFINISHED = (Phase.PLANNED, Phase.OPEN, Phase.CLOSED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(  # empty: a school asks on its own
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.PLANNED)
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which people can answer
    planned_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)  # everybody alike was reminded last
    reason = models.CharField(max_length=300, blank=True)  # why it was called off
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="a_wave_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(phase__in=["planned", "open", "closed", "published", "called_off"]),
                name="a_wave_is_in_a_known_phase",
            ),
        ]

    def __str__(self) -> str:
        return str(self.terms.document["title"])


class Terms(Fixed):
    """What a wave promises: written when it is planned, and never changed. The database refuses it (`guard`)."""

    class Papers(models.TextChoices):
        WHO_CANNOT_SIGN_IN = "few", _("Paper slips only for those who cannot sign in")
        EVERYBODY = "all", _("Paper slips for everybody")

    wave = models.OneToOneField(Wave, primary_key=True, on_delete=models.PROTECT, related_name="terms")
    document = models.JSONField()  # the instrument, whole: of the shape domain.instruments.Instrument
    own_instrument = models.UUIDField(null=True, blank=True)  # the key of the version it came from, if an own one
    root = models.CharField(max_length=60)  # the slug it descends from: reworded copies ask the same
    audience = models.CharField(max_length=12)  # domain.instruments.Audience
    kinds = models.JSONField(default=list)  # of roles, among those of the audience: who exactly is asked
    breakdown = models.JSONField(null=True, blank=True)  # {"question": …, "parts": [{"key", "label"}, …]} or nothing
    rules = models.JSONField()  # the numbers of disclosure.Rules
    blind = models.BooleanField(default=True)  # browsers with a script draw blind-signed slips (RFC 9474)
    remarks = models.BooleanField(default=False)  # free text is asked for
    papers = models.CharField(max_length=4, choices=Papers, default=Papers.WHO_CANNOT_SIGN_IN)

    class Meta:
        verbose_name_plural = "terms"


class WaveSchool(models.Model):
    """A school in a wave. Its sheets lie in trays of a database of their own, known here by the key of their box."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="waves")
    box = models.UUIDField(default=uuid4, unique=True)
    own_box = models.UUIDField(default=uuid4, unique=True)  # of the behaviours exercise: what people pick of themselves
    asked = models.PositiveIntegerField(null=True, blank=True)  # how many were on the roll when it opened
    marks = models.JSONField(default=list, blank=True)  # of those on it, to compare rolls with: `domain.asked.mark`
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its head took it out before the wave opened
    destroyed_on = models.DateField(null=True, blank=True)  # its trays and their key: the day they were destroyed

    class Meta:
        ordering = ["school__name"]
        constraints = [models.UniqueConstraint(fields=["wave", "school"], name="a_school_is_in_a_wave_once")]

    def __str__(self) -> str:
        return f"{self.school}, {self.wave}"


class RollEntry(models.Model):
    """Somebody who may answer. It never says whether they did, or whether they took a slip."""

    wave_school = models.ForeignKey(WaveSchool, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(null=True)  # their mark in the sealed counter; empty: by paper slip

    class Meta:
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(fields=["wave_school", "person"], name="once_on_a_roll"),
            models.UniqueConstraint(fields=["wave_school", "place"], name="one_person_to_a_mark"),
        ]
