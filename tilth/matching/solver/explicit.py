"""A choice of groups in numbers: what it is worth, and the program in which the solver may better it."""

import numpy as np
from numpy.typing import NDArray

from tilth.matching.solver.columns import Columns, Floats, Integers
from tilth.matching.solver.network import Terms
from tilth.matching.solver.program import SHORT, WHOLE, Program


def values_of(terms: Terms, groups: Integers) -> Floats:
    """What a choice of groups is worth in each tier."""
    placed = np.zeros(terms.network.count, dtype=np.bool_)
    places = terms.network.members(groups)
    placed[places[places >= 0]] = True
    values = terms.members @ placed + terms.gifts[:, groups[groups >= 0]].sum(axis=1)
    if terms.fair >= 0:
        counted = placed & (terms.staff >= 0)
        shares = terms.stood + np.bincount(terms.staff[counted], minlength=len(terms.sizes))
        values[terms.fair] = min(WHOLE * shares // terms.sizes, default=WHOLE)
    return np.asarray(values)


def same_people(terms: Terms, places: Integers) -> tuple[Integers, int]:
    """For each group a number for its set of places where all have room for several, else -1; how many sets."""
    sets = np.full(len(places), -1, dtype=np.int32)
    loads = np.where(places >= 0, terms.loads[places], 2)
    several = np.flatnonzero((loads > 1).all(axis=1))
    if not len(several):
        return sets, 0
    names, numbers = np.unique(np.sort(places[several], axis=1), axis=0, return_inverse=True)
    sets[several] = numbers.ravel()
    return sets, len(names)


def explicit(program: Program, groups: Integers, chosen: Integers) -> tuple[Floats, Columns, Floats, Integers]:
    """The program with these groups, the same people together once: worth, columns, limits, and what is chosen."""
    terms = program.terms
    worth, columns = program.groups(groups)
    together, sets = same_people(terms, terms.network.members(groups))
    columns = columns.with_row(len(program.limits), together)
    more, others = program.others
    limits = np.concatenate([program.limits, np.ones(sets)])
    begun = np.concatenate([_places(chosen, groups), len(groups) + _others_taken(program, chosen)])
    return np.concatenate([worth, more]), columns.beside(others), limits, begun.astype(np.int32)


def _others_taken(program: Program, chosen: Integers) -> NDArray[np.int64]:
    """Which of the columns that are no groups belong to a choice."""
    places = program.terms.network.members(chosen)
    placed = np.flatnonzero(np.isin(program.several, places[places >= 0]))
    if not program.fair:
        return placed
    short = round(WHOLE - values_of(program.terms, chosen)[program.terms.fair])
    bits = np.flatnonzero([short & int(part) for part in SHORT])
    return np.concatenate([placed, len(program.several) + bits])


def _places(some: Integers, among: Integers) -> NDArray[np.int64]:
    """Where these groups stand among those, which are sorted and hold them all."""
    names = {group.tobytes(): at for at, group in enumerate(among)}
    return np.array([names[group.tobytes()] for group in some], dtype=np.int64)
