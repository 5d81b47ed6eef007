"""Which things somebody means by the few letters they have typed, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tilth.topics.domain.words import folded, singular


@dataclass(frozen=True)
class Findable:
    """Something with a name, other words for it, and the area in which it lies."""

    key: UUID
    name: str
    synonyms: tuple[str, ...] = ()
    area: str = ""


def best(words: str, among: Iterable[Findable], limit: int) -> list[UUID]:
    """The keys of what the words may mean: name before synonym before area; at most `limit`; none for no words."""
    sought = folded(words)
    if not sought:
        return []
    scored = ((_distance(sought, thing), thing.name, thing.key) for thing in among)
    near = sorted((distance, name, str(key), key) for distance, name, key in scored if distance is not None)
    return [key for *_, key in near[:limit]]


def _distance(sought: str, thing: Findable) -> int | None:
    name = folded(thing.name)
    synonyms = [folded(synonym) for synonym in thing.synonyms]
    grades = (
        name == sought or sought in synonyms,
        name.startswith(sought),
        _all_begin(sought, [name]),
        any(_all_begin(sought, [synonym]) for synonym in synonyms),
        _all_begin(sought, [name, *synonyms, folded(thing.area)]),
    )
    return grades.index(True) if True in grades else None


def _all_begin(sought: str, texts: Sequence[str]) -> bool:
    """Whether each word sought begins some word of the texts."""
    words = [word for text in texts for word in text.split()]
    return all(any(word.startswith((part, singular(part))) for word in words) for part in sought.split())
