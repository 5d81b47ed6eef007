"""What the trail says of the ledger: its sentences, and which keys are its own."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tilth.ledger.models import Entry

SENTENCES = {
    "ledger.recorded": _("What people gave one another was written down: %(entry)s"),
    "ledger.corrected": _("%(by)s put right what people gave one another: %(entry)s"),
    "ledger.withdrawn": _("%(by)s said that it had not happened after all: %(entry)s"),
}


def names(keys: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Which of the keys are of the ledger, and what happened. One query."""
    return {entry.id: ("entry", str(entry)) for entry in Entry.objects.filter(id__in=keys)}
