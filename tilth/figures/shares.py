"""Shares of things that belong to schools: of each school, and of all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from uuid import UUID

from tilth.figures.values import Figure

Shares = Mapping[UUID | None, Figure]
"""A figure of each school by its key, and of all together under None. What has nothing to count is left out."""


def shares(rows: Iterable[tuple[UUID, Hashable, bool]], source: str = "") -> Shares:
    """From rows of a school, a thing of it, and whether the thing is so. A thing of several schools counts once in all.

    It is so where any of its rows says so.
    """
    things, so = defaultdict[UUID | None, set[Hashable]](set), defaultdict[UUID | None, set[Hashable]](set)
    for school, thing, is_so in rows:
        for key in (school, None):
            things[key].add(thing)
            if is_so:
                so[key].add(thing)
    return {key: Figure(len(so[key]), of=len(all_), source=source) for key, all_ in things.items()}


def among(people: Mapping[UUID, set[UUID]], some: Mapping[UUID, set[UUID]], source: str = "") -> Shares:
    """How many of the people of each school are among some of it, and of all people together, each counted once.

    The same as `shares` of them one by one, many times as quick.
    """
    so = {school: there & some.get(school, set()) for school, there in people.items()}
    found: dict[UUID | None, Figure] = {
        school: Figure(len(so[school]), of=len(there), source=source) for school, there in people.items() if there
    }
    all_, all_so = set[UUID]().union(*people.values()), set[UUID]().union(*so.values())
    return {**found, None: Figure(len(all_so), of=len(all_), source=source)} if found else {}
