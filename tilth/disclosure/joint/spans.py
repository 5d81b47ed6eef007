"""Which sets of people can be worked out from what is shown, by adding and taking away."""

from __future__ import annotations

from functools import lru_cache

from tilth.disclosure.joint.solver import ANY, Programme
from tilth.disclosure.joint.told import System


def smallest_set(system: System) -> int | None:
    """How many people are in the smallest set that can be told exactly; None where nothing is exact.

    Such a set is a choice of whole bodies that is some sum of the sets shown exactly, each taken any number of times
    or away. Finding the smallest is a programme in whole numbers.
    """
    exact = System(system.sizes, tuple(told for told in system.told if told.exact))
    found = [size for _, part in exact.components() if (size := _smallest(part.merged())) is not None]
    return min(found, default=None)


@lru_cache(maxsize=10_000)
def _smallest(system: System) -> int | None:
    if not system.sizes:
        return None
    if len(system.sizes) == 1:
        return system.sizes[0]
    programme = Programme()
    bodies = [programme.column(0, 1, price=size) for size in system.sizes]
    sums = [programme.column(-ANY, ANY, whole=False) for _ in system.told]
    for body in bodies:
        within = [(column, -1.0) for column, told in zip(sums, system.told, strict=True) if body in told.bodies]
        programme.row(0, 0, [(body, 1.0), *within])
    programme.row(1, ANY, [(body, 1.0) for body in bodies])
    found = programme.smallest()
    return None if found is None else round(found)
