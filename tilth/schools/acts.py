"""What the trail says of schools: its sentences, and which keys are theirs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.schools.models import School

SENTENCES = {
    "schools.register_imported": _("%(by)s imported a register: %(new)s new schools, %(changed)s changed"),
    "schools.register_abandoned": _("%(by)s gave up a register without importing it"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are schools', and what they are called. One query."""
    found = School.objects.filter(id__in=keys).values_list("id", "name")
    return {key: ("school", name) for key, name in found}
