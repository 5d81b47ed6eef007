"""Topics of practice, in two levels, and other words for them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """An area of practice, or one topic in it. People offer and want topics; areas only gather them.

    Shipped topics have a `slug` that never changes, so that the vocabulary can be renewed. What somebody adds in their
    own words begins as *suggested*, usable by those around them, until it is taken up or merged.
    """

    class Aspect(models.TextChoices):
        TEACHING = "teaching", _("Teaching")
        LEADING = "leading", _("Leading")

    class State(models.TextChoices):
        OFFERED = "offered", _("In the vocabulary")
        SUGGESTED = "suggested", _("In somebody's own words")
        MERGED = "merged", _("Merged into another")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=60, null=True, blank=True, unique=True)
    name = models.CharField(max_length=80)
    normal = models.CharField(max_length=80, db_index=True)  # how two ways of writing one thing are found to be one
    area = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="topics")
    is_area = models.BooleanField(default=False)
    aspect = models.CharField(max_length=10, choices=Aspect, default=Aspect.TEACHING)
    subject = models.CharField(max_length=40, blank=True)
    phases = models.JSONField(default=list)  # early_years, primary, secondary, sixteen_plus; empty means all
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="merged_topics_say_into_what",
            ),
            models.UniqueConstraint(
                fields=["normal"],
                condition=models.Q(is_area=False) & ~models.Q(state="merged"),
                name="one_topic_for_one_meaning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """Other words by which a topic is found."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="synonyms")
    words = models.CharField(max_length=80)
    normal = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["topic", "normal"], name="one_synonym_once_per_topic")]

    def __str__(self) -> str:
        return self.words


class Suggestion(models.Model):
    """Who has used a topic in their own words: it is shown to those around them. Topics know people by key alone."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="suggestions")
    by = models.UUIDField(db_index=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "by"], name="one_suggestion_per_person_and_topic")]
