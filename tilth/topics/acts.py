"""What the trail says of topics: its sentences, and which keys are theirs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.topics.models import Topic

SENTENCES = {
    "topics.suggested": _("%(by)s added “%(topic)s” in their own words"),
    "topics.taken_up": _("%(by)s took “%(topic)s” into the vocabulary"),
    "topics.merged": _("%(by)s merged %(topic)s"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are topics', and what they are called. One query."""
    return {key: ("topic", name) for key, name in Topic.objects.filter(id__in=keys).values_list("id", "name")}
