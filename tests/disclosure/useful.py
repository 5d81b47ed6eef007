"""How much is left to be seen: believable schools, and what share of their items is shown exactly, as a band, or not.

`python -m tests.disclosure.useful` prints the table of `docs/disclosure.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.disclosure.invented import UNSAID, School, Somebody, items, released
from tilth.disclosure import Exact, Few, Release, Shown

STAFF = (20, 40, 60, 80, 150)
MOODS = {"divided": 0.5, "fairly trusted": 0.7, "much trusted": 0.85}
PARTS = {"teachers": 0.58, "support": 0.25, "leaders": 0.13, UNSAID: 0.04}
ASPECTS = 10


@dataclass
class Seen:
    """What is shown of so many schools."""

    schools: int = 0
    nothing: int = 0  # schools of which nothing is shown
    broken: int = 0  # schools that are broken down
    items: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)  # items of parts, where there are any

    def add(self, release: Release) -> None:
        self.schools += 1
        self.nothing += release.verdict is not None
        self.items.update(_kinds(release.items.values()) if release.verdict is None else ["withheld"] * ASPECTS)
        if isinstance(release.parts, tuple):
            self.broken += 1
            self.parts.update(kind for part in release.parts for kind in _kinds(part.items.values()))


def _kinds(cells: Iterable[Shown]) -> list[str]:
    return ["exact" if isinstance(cell, Exact) else "band" if isinstance(cell, Few) else "withheld" for cell in cells]


def believable(chance: Random, staff: int, mood: float) -> School:
    """60 to 85 in a hundred answer; aspects differ, parts a little, and now and then somebody leaves an item out."""
    asked_of = items(ASPECTS)
    trust = {item: mood + chance.gauss(0, 0.12) for item in asked_of}
    lean = {part: chance.gauss(0, 0.07) for part in PARTS}
    parts = chance.choices(list(PARTS), list(PARTS.values()), k=round(staff * chance.uniform(0.6, 0.85)))
    return School("school", staff, tuple(PARTS), tuple(_somebody(chance, part, trust, lean[part]) for part in parts))


def _somebody(chance: Random, part: str, trust: dict[str, float], lean: float) -> Somebody:
    answers = {
        item: chance.choice((0, 1) if chance.random() < min(0.98, max(0.02, share + lean)) else (2, 3))
        for item, share in trust.items()
        if chance.random() < 0.97
    }
    return Somebody(part, answers)


def seen(staff: int, mood: float, *, schools: int, seed: int = 0) -> Seen:
    """What is shown of believable schools."""
    chance, found = Random(seed), Seen()
    for _ in range(schools):
        found.add(released([believable(chance, staff, mood)], together=False).units[0])
    return found


def shares(kinds: Counter[str]) -> Sequence[str]:
    whole = kinds.total() or 1
    return [f"{kinds[kind] / whole:.0%}" for kind in ("exact", "band", "withheld")]


def main(schools: int = 400) -> None:
    """The table."""
    print("| staff | mood | exact | band | withheld | broken down | exact | band | withheld |")
    print("|---|---|---|---|---|---|---|---|---|")
    for staff in STAFF:
        for name, mood in MOODS.items():
            found = seen(staff, mood, schools=schools)
            parts = shares(found.parts) if found.broken else ("–", "–", "–")
            broken = f"{found.broken / found.schools:.0%}"
            print(f"| {' | '.join([str(staff), name, *shares(found.items), broken, *parts])} |")


if __name__ == "__main__":
    main()
