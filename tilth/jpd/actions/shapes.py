"""A partnership's own shapes of cycles. Cycles under way keep the shape they began with."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tilth.jpd.domain.shapes import Shape
from tilth.jpd.models import Shape as OwnShape
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.trail import actions as trail


@transaction.atomic
def keep_shape(*, by: Person, partnership: Partnership, shape: Shape, row: OwnShape | None = None) -> OwnShape:
    """Add a shape of a partnership's own, or change one."""
    kept = row or OwnShape(partnership=partnership, made_by=by, made_at=timezone.now())
    kept.document = shape.model_dump(mode="json")
    kept.save()
    trail.record(by=by, act="jpd.shape_kept", about=[partnership, kept])
    return kept


@transaction.atomic
def withdraw_shape(*, by: Person, row: OwnShape) -> OwnShape:
    """Offer a shape no more."""
    row.withdrawn_at = row.withdrawn_at or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    trail.record(by=by, act="jpd.shape_withdrawn", about=[row.partnership, row])
    return row
