"""Neighbours that are too small alone are taken together."""

from __future__ import annotations

from collections.abc import Sequence

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
