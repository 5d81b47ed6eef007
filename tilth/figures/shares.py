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
