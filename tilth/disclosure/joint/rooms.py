"""Whether what is shown leaves both directions open for everybody, whoever puts together what they said."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from tilth.disclosure.joint.collusion import Tokens, open_to_all
from tilth.disclosure.joint.solver import Programme
from tilth.disclosure.joint.told import Bodies, System, Told

Box = tuple[int, int]  # the fewest and the most favourable answers in a body


def has_room(system: System, colluders: int) -> bool:
    """Whether nobody's direction is certain, for any so many people who know what they themselves said.

    What is told is taken apart first, and every body's count narrowed to what fits all of it. Where one sum alone
    binds some bodies, it is enough that each side of each, and the sum as a whole, leave one more than may collude.
    Where several do, the solver decides.
    """
    return all(_roomy(part.merged(), colluders) for _, part in needed(system.merged()).components())


def needed(system: System) -> System:
    """The same told with as little as can be: what is exact taken out of larger sums, and no sum that follows."""
    told = list(_taken_apart(system))
    for each in sorted(told, key=lambda told: -len(told.bodies)):
        rest = [other for other in told if other is not each and other.bodies & each.bodies]
        if _follows(each, boxes(replace(system, told=tuple(rest)))):
            told = [other for other in told if other is not each]
    return replace(system, told=tuple(told))


def _taken_apart(system: System) -> list[Told]:
    """Each sum less the exact ones within it; of several about the same bodies, what they say together."""
    found: dict[Bodies, Told] = {}
    for each in sorted(system.told, key=lambda told: (len(told.bodies), sorted(told.bodies))):
        left = each
        for inner in sorted(found.values(), key=lambda told: -len(told.bodies)):
            if inner.exact and inner.bodies < left.bodies:
                left = Told(left.bodies - inner.bodies, left.least - inner.least, left.most - inner.most)
        same = found.get(left.bodies, left)
        found[left.bodies] = Told(left.bodies, max(left.least, same.least), min(left.most, same.most))
    return list(found.values())


def _follows(told: Told, known: list[Box]) -> bool:
    least = sum(known[body][0] for body in told.bodies)
    most = sum(known[body][1] for body in told.bodies)
    return told.least <= least and most <= told.most


def boxes(system: System) -> list[Box]:
    """The fewest and the most favourable answers of each body, narrowed until nothing more follows."""
    known = [(0, size) for size in system.sizes]
    while True:
        before = list(known)
        for told in system.told:
            _narrow(known, told)
        if any(low > high for low, high in known):
            raise ValueError("What is shown contradicts itself.")
        if known == before:
            return known


def _narrow(known: list[Box], told: Told) -> None:
    """Leave to each body what is left when all others in the sum have as many, or as few, as they may."""
    least = sum(known[body][0] for body in told.bodies)
    most = sum(known[body][1] for body in told.bodies)
    for body in told.bodies:
        low, high = known[body]
        known[body] = max(low, told.least - most + high), min(high, told.most - least + low)


@lru_cache(maxsize=10_000)
def _roomy(system: System, colluders: int) -> bool:
    known = boxes(system)
    some = colluders + 1
    if any(high < some or size - low < some for (low, high), size in zip(known, system.sizes, strict=True)):
        return False
    if all(low >= some and size - high >= some for (low, high), size in zip(known, system.sizes, strict=True)):
        return True  # whatever fits has enough on every side
    if len(several := [told for told in system.told if len(told.bodies) > 1]) == 1 and _loose(several[0], known, some):
        return True
    return open_to_all(partial(_fits, system, known), system.sizes, colluders)


def _loose(told: Told, known: list[Box], some: int) -> bool:
    """Whether so many people more on one side, or on the other, still fit the sum, wherever they are."""
    least = sum(known[body][0] for body in told.bodies)
    most = sum(known[body][1] for body in told.bodies)
    return least + some <= told.most and told.least <= most - some


def _fits(system: System, known: list[Box], tokens: Tokens) -> bool:
    """Whether some way in which things could be has as many people on these sides of these bodies."""
    programme = Programme()
    for body, ((low, high), size) in enumerate(zip(known, system.sizes, strict=True)):
        least, most = max(low, tokens[body, True]), min(high, size - tokens[body, False])
        if least > most:
            return False
        programme.column(least, most)
    for told in system.told:
        programme.row(told.least, told.most, [(body, 1.0) for body in sorted(told.bodies)])
    return programme.smallest() is not None
