"""Schools that nobody ever saw: people with a part, a sheet each, and more or less trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from tilth.disclosure import Body, Earlier, Released, Rules, Unit, release

CHOICES = 4  # the first two are favourable
FAVOURABLE = frozenset({0, 1})
UNSAID = "unsaid"
CLOSED = date(2026, 3, 20)
MOODS = (0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0, 0.25, 0.05)  # how likely an answer is favourable


@dataclass(frozen=True)
class Somebody:
    """One who answered."""

    part: str
    answers: Mapping[str, int]  # item -> place of the choice; items left out have none


@dataclass(frozen=True)
class School:
    """A school whose people have answered."""

    key: str
    asked: int
    parts: tuple[str, ...]  # those who did not say are last
    people: tuple[Somebody, ...]

    @property
    def unit(self) -> Unit:
        """As it is counted."""
        return Unit(self.key, self.asked, tuple(self._body(part) for part in self.parts))

    def _body(self, part: str) -> Body:
        there = [somebody for somebody in self.people if somebody.part == part]
        items = sorted({item for somebody in self.people for item in somebody.answers})
        counts = {item: _counts(somebody.answers.get(item) for somebody in there) for item in items}
        return Body(part, len(there), counts)


def _counts(choices: Iterable[int | None]) -> tuple[int, ...]:
    made = list(choices)
    return tuple(made.count(choice) for choice in range(CHOICES))


def items(number: int) -> list[str]:
    return [f"item-{place}" for place in range(1, number + 1)]


def invent(chance: Random, key: str, asked_of: Sequence[str], *, size: int, parts: int, mood: float) -> School:
    """A school in which about `size` people answered. Parts differ in size, and in how they see things."""
    names = (*(f"part-{place}" for place in range(1, parts + 1)), UNSAID)
    weights = [chance.uniform(0.2, 1.0) for _ in range(parts)] + [chance.choice((0.0, 0.05, 0.2))]
    lean = {name: chance.gauss(0, 0.08) for name in names}
    trust = {item: mood + chance.gauss(0, 0.12) for item in asked_of}
    silence = chance.choice((0.0, 0.03, 0.2))
    people = tuple(_somebody(chance, chance.choices(names, weights)[0], trust, lean, silence) for _ in range(size))
    return School(key, round(size / chance.uniform(0.35, 1.0)), names, people)


def _somebody(
    chance: Random, part: str, trust: Mapping[str, float], lean: Mapping[str, float], silence: float
) -> Somebody:
    answers = {
        item: chance.choice((0, 1)) if chance.random() < share + lean[part] else chance.choice((2, 3))
        for item, share in trust.items()
        if chance.random() >= silence
    }
    return Somebody(part, answers)


def family(chance: Random, *, most_schools: int = 12, most_items: int = 6) -> list[School]:
    """Some schools of one wave, from a handful of people to two hundred."""
    asked_of = items(chance.randint(1, most_items))
    parts = chance.randint(1, 5)
    return [
        invent(chance, f"school-{place}", asked_of, size=_size(chance), parts=parts, mood=chance.choice(MOODS))
        for place in range(1, chance.randint(1, most_schools) + 1)
    ]


def _size(chance: Random) -> int:
    return chance.choice(
        (chance.randint(3, 15), chance.randint(8, 40), chance.randint(20, 80), chance.randint(60, 200))
    )


def released(
    schools: Sequence[School],
    *,
    rules: Rules | None = None,
    broken_down: bool = True,
    together: bool = True,
    earlier: Mapping[str, Sequence[Earlier]] | None = None,
    members: Mapping[str, frozenset[str]] | None = None,
) -> Released:
    """What may be shown of them."""
    asked_of = sorted({item for school in schools for somebody in school.people for item in somebody.answers})
    units = [school.unit for school in schools]
    return release(
        [Unit(unit.key, unit.asked, tuple(_asked(body, asked_of) for body in unit.bodies)) for unit in units],
        favourable=dict.fromkeys(asked_of, FAVOURABLE),
        rules=rules or Rules(),
        broken_down=broken_down,
        remarks=False,
        family=together,
        earlier=earlier or {},
        members=members or {},
        closed=CLOSED,
    )


def _asked(body: Body, asked_of: Sequence[str]) -> Body:
    """With a count for every item, also of those that nobody answered."""
    return Body(body.key, body.answered, {item: body.counts.get(item, (0,) * CHOICES) for item in asked_of})
