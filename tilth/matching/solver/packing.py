"""Groups that go together, taken one after another: places that could gain most choose first."""

import numpy as np
from numba import njit

from tilth.matching.solver.chains import best_chain
from tilth.matching.solver.rings import best_pair, best_triad


@njit(cache=True)
def packed(ways, priced, enough, order, found, patience):  # type: ignore[no-untyped-def]
    """Groups with nobody in two: each the best of the place whose turn it is, among those still free."""
    busy = np.zeros(len(ways.openers), dtype=np.bool_)
    width = found.groups.shape[1]
    groups, many = np.full((len(order), width), -1, dtype=np.int32), 0
    who, path = np.zeros(width + 2, dtype=np.int64), np.zeros(width + 2, dtype=np.int32)
    for place in order:
        size, gifts = 0, 0
        if busy[place]:
            continue
        if ways.openers[place]:
            _, size, _ = best_chain(ways, priced, place, enough, busy, who, path, found, patience)
            gifts = size - 1
        elif ways.size_max > 1:
            gain = best_pair(ways, priced, place, enough, busy, who, path)
            size = gifts = 2 if gain > 0.0 else 0
            if ways.size_max > 2 and best_triad(ways, priced, place, max(enough, gain), busy, who[:3], path) > 0.0:
                size = gifts = 3
        if size:
            groups[many, :gifts] = path[:gifts]
            busy[who[:size]] = True
            many += 1
    return groups[:many]
