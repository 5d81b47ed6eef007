"""Reads of shapes and cards: those of the house are files, a family's own lie in the database."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.db.models import QuerySet

from tilth.jpd.domain.cards import Card
from tilth.jpd.domain.shapes import Shape
from tilth.jpd.models import Shape as OwnShape
from tilth.jpd.queries.rounds import partnerships_worked_in
from tilth.partnerships.models import Partnership
from tilth.people.models import Person

HOUSE_ORDER = ("plain", "lesson_study", "coaching", "team_teaching", "action_research", "benchmarking_visit")


@cache
def house_shapes() -> tuple[Shape, ...]:
    """The shapes of the house, the simplest first."""
    shelf = files("tilth.jpd") / "shapes"
    read = [(shelf / f"{slug}.toml").read_text(encoding="utf-8") for slug in HOUSE_ORDER]
    return tuple(Shape.model_validate(tomllib.loads(text)) for text in read)


@cache
def cards() -> tuple[Card, ...]:
    """The challenge cards of the house."""
    text = (files("tilth.jpd") / "challenges.toml").read_text(encoding="utf-8")
    return tuple(Card.model_validate(card) for card in tomllib.loads(text)["cards"])


def own_shapes(partnership: Partnership) -> QuerySet[OwnShape]:
    """The shapes a partnership made for itself and still offers."""
    return partnership.shapes.filter(withdrawn_at=None)


def offered_shapes(partnership: Partnership) -> dict[str, Shape]:
    """What a group of a partnership can choose from, by reference: its own first, then the house's."""
    own = {str(row.id): read_shape(row) for row in own_shapes(partnership)}
    return own | {shape.slug: shape for shape in house_shapes()}


def read_shape(row: OwnShape) -> Shape:
    return Shape.model_validate(row.document)


def own_shape(*, viewer: Person, key: UUID) -> OwnShape | None:
    """A partnership's own shape, for those who work in it."""
    seen = OwnShape.objects.filter(id=key, withdrawn_at=None, partnership__in=partnerships_worked_in(viewer))
    return seen.select_related("partnership").first()
