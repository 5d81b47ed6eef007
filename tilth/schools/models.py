"""Schools as registers know them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class School(models.Model):
    """One school of one country's register, open or closed. `number` is the register's own (a URN in England)."""

    class Phase(models.TextChoices):
        NURSERY = "nursery", _("Nursery")
        PRIMARY = "primary", _("Primary")
        SECONDARY = "secondary", _("Secondary")
        ALL_THROUGH = "all_through", _("All-through")
        SIXTEEN_PLUS = "sixteen_plus", _("Sixth form or college")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSING = "closing", _("Open, but due to close")
        PROPOSED = "proposed", _("Not open yet")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    country = models.CharField(max_length=8)  # ISO 3166: GB-ENG, GB-WLS, CA-ON, NZ
    number = models.CharField(max_length=20)  # text: other countries' numbers begin with zeros
    name = models.CharField(max_length=200)
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.OTHER)
    kind = models.CharField(max_length=120, blank=True)  # the register's own type, such as "Community school"
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    authority = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    free_meals = models.FloatField(null=True, blank=True)  # per cent of pupils entitled to free school meals
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="one_school_per_register_number")]
        ordering = ["name", "town"]

    def __str__(self) -> str:
        return self.name
