#!/usr/bin/env python3
"""Compiles the loops of the matching and keeps them beside their files, so that no test waits until its own has."""

from __future__ import annotations

from tilth import matching
from tilth.matching.region import match_widely

TOPICS, SCHOOLS, MANY, ALL_WEEK = 12, 4, 60, (1 << 10) - 1


def main() -> None:
    """A small family, in which some begin chains, matched whole and in batches."""
    people = [
        matching.Person(
            f"person {number:02}",
            f"school {number % SCHOOLS}",
            offers={f"topic {number % TOPICS}": 1},
            wants={} if number % 7 == 0 else {f"topic {(number + 1 + number // TOPICS) % TOPICS}": 2},
            half_hours=ALL_WEEK >> number % 3,
            gives_only=number % 7 == 0,
        )
        for number in range(MANY)
    ]
    found = matching.match(people)
    matching.mend(found.groups[1:], people, declined=found.groups[:1])
    match_widely(people, batch=15)
    match_widely(people, family=lambda person: person.school)


if __name__ == "__main__":
    main()
