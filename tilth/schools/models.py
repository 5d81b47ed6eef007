"""Schools as registers know them, the ties and successions between them, and each reading of a register."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tilth.schools.domain import searching


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
    # What a search box is matched against, kept beside the facts it is made of: see domain.searching.
    name_key = models.CharField(max_length=250, blank=True, editable=False, db_index=True)
    search = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="one_school_per_register_number")]
        indexes = [models.Index(fields=["latitude", "longitude"], name="schools_by_place")]
        ordering = ["name", "town"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep what the search box is matched against in step."""
        bodies = [] if self._state.adding else [tie.body.name for tie in self.ties.standing()]
        self.word_for_search(bodies)
        super().save(*args, **kwargs)

    @property
    def address(self) -> list[str]:
        """The lines of the address that the register gives."""
        return [line for line in (self.street, self.town, self.postcode) if line]

    def word_for_search(self, bodies: list[str]) -> bool:
        """Write down what a search is matched against; whether it differs from before."""
        before = self.name_key, self.search
        self.name_key = searching.key(self.name)
        self.search = searching.text(self.number, self.name, self.town, self.postcode, *bodies)
        return before != (self.name_key, self.search)


class Body(models.Model):
    """What a register ties schools to: a trust, a federation, a sponsor, a diocese."""

    class Kind(models.TextChoices):
        MULTI_ACADEMY_TRUST = "multi_academy_trust", _("Multi-academy trust")
        SINGLE_ACADEMY_TRUST = "single_academy_trust", _("Single-academy trust")
        SCHOOL_TRUST = "school_trust", _("Trust")  # the register does not say which kind
        UMBRELLA_TRUST = "umbrella_trust", _("Umbrella trust")
        FEDERATION = "federation", _("Federation")
        SPONSOR = "sponsor", _("Sponsor")
        DIOCESE = "diocese", _("Diocese")
        LOCAL_AUTHORITY = "local_authority", _("Local authority")
        SCHOOL_BOARD = "school_board", _("School board")
        OTHER = "other", _("Group of schools")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    country = models.CharField(max_length=8)  # whose register: the first country that the register holds
    number = models.CharField(max_length=60, blank=True)  # some registers give only names
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.OTHER)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "number"], condition=~Q(number=""), name="one_body_per_number"),
            models.UniqueConstraint(
                fields=["country", "kind", "name"], condition=Q(number=""), name="one_body_per_name_without_number"
            ),
        ]
        ordering = ["name"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class TieQuerySet(models.QuerySet["Tie"]):
    """Ties, asked for in the words of the field."""

    def standing(self) -> TieQuerySet:
        """Ties that nothing has ended, with their bodies."""
        return self.filter(until__isnull=True).select_related("body")


class Tie(models.Model):
    """A school's place in a body, from one day to another. Days a register does not give are empty."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="ties")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="ties")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "body"], condition=Q(until__isnull=True), name="one_standing_tie_to_a_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.body}"


class Succession(models.Model):
    """One school followed another: renamed, merged, converted, split."""

    class Kind(models.TextChoices):
        SUCCEEDED = "succeeded", _("Followed by")
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    earlier = models.ForeignKey(School, on_delete=models.CASCADE, related_name="followed_by")
    later = models.ForeignKey(School, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUCCEEDED)
    on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_succession_between_two_schools"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="no_school_follows_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"


class RegisterImport(models.Model):
    """One reading of a register: a file, what it would change, and whether that was done."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        REPORTED = "reported", _("Waiting for your answer")
        IMPORTING = "importing", _("Being imported")
        APPLIED = "applied", _("Imported")
        REFUSED = "refused", _("Could not be read")
        ABANDONED = "abandoned", _("Not imported")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.UUIDField(null=True, blank=True)  # a person's key: people stand above schools
    file_name = models.CharField(max_length=200)
    country = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.READING, self.State.IMPORTING)
