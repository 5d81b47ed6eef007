"""Neighbours that are too small alone are taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Run = tuple[int, ...]  # places of neighbours


def runs(sizes: Sequence[int], least: int) -> list[Run]:
    """As many runs of neighbours as can be made of `least` each. Their sizes alone decide, never what was answered.

    A run ends as soon as it is large enough, which leaves most room for others; what is left over joins the last.
    """
    found: list[Run] = []
    run: Run = ()
    for place in range(len(sizes)):
        run += (place,)
        if sum(sizes[each] for each in run) >= least:
            found.append(run)
            run = ()
    if run:
        found[-1:] = [found[-1] + run if found else run]
    return found


def coarser(finest: list[Run], size: Callable[[Run], int]) -> list[list[Run]]:
    """From the finest runs to a single one: at each step the smallest joins the smaller of its neighbours."""
    levels = [finest]
    while len(levels[-1]) > 1:
        levels.append(_joined(levels[-1], size))
    return levels


def _joined(level: list[Run], size: Callable[[Run], int]) -> list[Run]:
    smallest = min(range(len(level)), key=lambda place: (size(level[place]), place))
    neighbours = [place for place in (smallest - 1, smallest + 1) if 0 <= place < len(level)]
    left = min(smallest, min(neighbours, key=lambda place: (size(level[place]), place)))
    return [*level[:left], level[left] + level[left + 1], *level[left + 2 :]]
