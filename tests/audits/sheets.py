"""Sheets for tests, from a number that stands for chance: people who differ, and items that differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from tilth.audits.domain.counting import Emptied, Wave
from tilth.audits.domain.instruments import Instrument
from tilth.audits.domain.publishing import Facts
from tilth.audits.domain.sheets import encode
from tilth.disclosure import Rules

OPENED, CLOSED = date(2026, 3, 2), date(2026, 3, 13)


def wave(instrument: Instrument, **known: object) -> Wave:
    """A wave with this instrument, on the usual terms."""
    facts = Facts("a-wave", instrument, OPENED, CLOSED)
    return Wave(**{"facts": facts, "rules": Rules(), **known})  # type: ignore[arg-type]


def emptied(sheets: Sequence[bytes], *, key: str = "hollins", asked: int | None = None, **known: object) -> Emptied:
    """A school in which these sheets were cast."""
    return Emptied(key, asked or len(sheets), sheets, **known)  # type: ignore[arg-type]


def cast(
    instrument: Instrument, people: int, *, seed: int = 1, mood: float = 0.3, parts: int = 0, silent: float = 0.03
) -> list[bytes]:
    """Sheets of so many people. Where the mood is 0, half of the answers are favourable."""
    chance = Random(seed)
    hard = {item.key: chance.gauss(0, 0.3) for item in instrument.items}
    return [
        encode(
            instrument,
            _answers(instrument, chance, lambda key, own=own: mood + own - hard[key], silent),  # type: ignore[misc]
            chance.randint(0, parts),
        )
        for own in (chance.gauss(0, 0.8) for _person in range(people))
    ]


def _answers(instrument: Instrument, chance: Random, leaning: Callable[[str], float], silent: float) -> dict[str, int]:
    """What one person says, an answer less now and then."""
    number = len(instrument.choices)
    said = {}
    for item in instrument.items:
        if chance.random() < silent:
            continue
        place = round((number + 1) / 2 - leaning(item.key) - chance.gauss(0, 0.7))
        place = min(max(place, 1), number)
        said[item.key] = number + 1 - place if item.reversed else place
    return said


def said(instrument: Instrument, *answers: dict[str, int], part: int = 0) -> list[bytes]:
    """Sheets with these answers."""
    return [encode(instrument, each, part) for each in answers]


def all_say(instrument: Instrument, code: int, people: int, part: int = 0) -> list[bytes]:
    """Sheets of so many people who say the same to everything."""
    return [encode(instrument, {item.key: code for item in instrument.items}, part)] * people
