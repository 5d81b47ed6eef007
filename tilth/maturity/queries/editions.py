"""Reads of the model: which edition holds, and what the editions of a partnership say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tilth.maturity.domain.editing import says_the_same
from tilth.maturity.domain.model import Model, house
from tilth.maturity.models import Edition
from tilth.partnerships.models import Partnership


def read(edition: Edition) -> Model:
    """An edition as a value. Written once, so read once."""
    if edition.id not in _read:
        _read[edition.id] = Model.model_validate(edition.document)
    return _read[edition.id]


_read: dict[UUID, Model] = {}


def strand_name(edition: Edition, slug: str) -> str:
    """What an edition calls a strand."""
    strand = read(edition).strand(slug)
    return strand.name if strand else slug


def own_edition(partnership: Partnership | None, on: date | None = None) -> Edition | None:
    """The edition a partnership made its own, as it stood on a day; None while it uses the house's."""
    if partnership is None:
        return None
    own = Edition.objects.filter(partnership=partnership)
    return (own.filter(at__date__lte=on) if on else own).order_by("number").last()


def house_edition() -> Edition | None:
    """The house's model as it was last written down; None if it has changed since, or was never used."""
    latest = Edition.objects.filter(partnership=None).order_by("number").last()
    return latest if latest and read(latest) == house() else None


def model_of(partnership: Partnership | None, on: date | None = None) -> Model:
    """The model that holds in a partnership, or for a school alone."""
    own = own_edition(partnership, on)
    return read(own) if own else house()


def editions(partnership: Partnership) -> list[Edition]:
    """All editions a partnership made, the latest first."""
    return list(Edition.objects.filter(partnership=partnership).select_related("by").order_by("-number"))


def of_version(partnership: Partnership, version: int) -> Model | None:
    """The model of a partnership as somebody may have read it a while ago, by its version."""
    return next((model for model in (*map(read, editions(partnership)), house()) if model.version == version), None)


def same_words(model: Model, editions: Iterable[Edition]) -> Mapping[str, frozenset[UUID]]:
    """For each strand of a model, those of the editions that say exactly the same of it."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for edition in editions:
        for strand in model.strands:
            before = read(edition).strand(strand.slug)
            if before and says_the_same(before, strand):
                found[strand.slug].add(edition.id)
    return {slug: frozenset(keys) for slug, keys in found.items()}


def read_all(keys: Iterable[UUID]) -> Mapping[UUID, Model]:
    """Several editions as values. One query."""
    return {each.id: read(each) for each in Edition.objects.filter(id__in=list(keys))}
