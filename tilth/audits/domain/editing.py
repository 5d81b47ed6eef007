"""Making an instrument one's own: every change gives a new value, or says why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from tilth.audits.domain.instruments import (
    FEWEST_BEHAVIOURS,
    ITEMS_A_MINUTE,
    MOST_ITEMS,
    Audience,
    Instrument,
    Item,
    Kind,
)

LONGEST_KEY = 50


class CannotBe(ValueError):
    """An instrument that would be too short or too long, or would say the same twice."""


def minutes_for(items: int, kind: Kind, audience: Audience) -> int:
    """How long answering takes: a minute for ten items, a little to read, longer for students, twice for two picks."""
    once = ceil((items + ITEMS_A_MINUTE / 2) / ITEMS_A_MINUTE)
    return once * (2 if kind is Kind.BEHAVIOURS else 1) + (audience is Audience.STUDENTS)


def worded(instrument: Instrument, *, labels: Sequence[str], **words: str) -> Instrument:
    """With another title, purpose, subject or language, and the choices called by these labels."""
    choices = [
        {**choice.model_dump(), "label": label} for choice, label in zip(instrument.choices, labels, strict=True)
    ]
    return _remade(instrument, choices=choices, **words)


def with_item(instrument: Instrument, key: str, **words: Any) -> Instrument:
    """With one item worded so: the one with this key, or a new one at the end. Raises CannotBe."""
    if any(item.key != key and item.text.casefold() == str(words["text"]).casefold() for item in instrument.items):
        raise CannotBe("text")
    if _has(instrument, key):
        return _of(instrument, [_reworded(item, words) if item.key == key else item for item in instrument.items])
    if len(instrument.items) >= MOST_ITEMS:
        raise CannotBe("items")
    return _of(instrument, [*instrument.items, Item(key=_fresh_key(instrument, str(words["aspect"])), **words)])


def without_item(instrument: Instrument, key: str) -> Instrument:
    """Without one item. Raises CannotBe where too few would be left."""
    left = [item for item in instrument.items if item.key != key]
    if len(left) < (FEWEST_BEHAVIOURS if instrument.kind is Kind.BEHAVIOURS else 1):
        raise CannotBe("items")
    return _of(instrument, left)


def moved(instrument: Instrument, key: str, steps: int) -> Instrument:
    """With one item so many places further down, or up; those at an end stay there."""
    place = next((place for place, item in enumerate(instrument.items) if item.key == key), None)
    if place is None:
        return instrument
    items = list(instrument.items)
    item = items.pop(place)
    items.insert(max(0, place + steps), item)
    return _of(instrument, items)


def item_of(instrument: Instrument, key: str) -> Item | None:
    """The item with this key."""
    return next((item for item in instrument.items if item.key == key), None)


def _has(instrument: Instrument, key: str) -> bool:
    return item_of(instrument, key) is not None


def _reworded(item: Item, words: Mapping[str, Any]) -> Item:
    return Item.model_validate({**item.model_dump(), **words})


def _fresh_key(instrument: Instrument, aspect: str) -> str:
    """A key of our own for an item: from its aspect, with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", aspect).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_KEY].strip("-")
    stem = words if len(words) > 1 and words[0].isalpha() else "item"
    numbered = (f"{stem}-{number}" for number in range(2, MOST_ITEMS + 2))
    return next(key for key in [stem, *numbered] if not _has(instrument, key))


def _of(instrument: Instrument, items: Sequence[Item]) -> Instrument:
    return _remade(instrument, items=[item.model_dump() for item in items])


def _remade(instrument: Instrument, **changes: Any) -> Instrument:
    """The instrument with these changes, checked as a whole, and with the minutes that it takes now."""
    whole = {**instrument.model_dump(), **changes}
    minutes = minutes_for(len(whole["items"]), instrument.kind, instrument.audiences[0])
    return Instrument.model_validate({**whole, "minutes": min(30, minutes)})
