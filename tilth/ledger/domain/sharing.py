"""Who gave how much to whom, when people were together for some minutes.

Everybody who gains receives as many minutes as they were there, though no more than the others who gave were there all
together; they come from those others in proportion to how long each was there.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


def shared(present: Mapping[Id, int], gives: Set[Id], gains: Set[Id]) -> list[tuple[Id, Id, int]]:
    """(giver, receiver, whole minutes) for each pair between which something flowed, in the order of `present`.

    Nobody gives anybody more minutes than they were there. Equal remainders fall to whoever stands first.
    """
    there = {person: minutes for person, minutes in present.items() if minutes > 0}
    flows = []
    for receiver in (person for person in there if person in gains):
        givers = {person: minutes for person, minutes in there.items() if person in gives and person != receiver}
        minutes = min(there[receiver], sum(givers.values()))
        flows += [(giver, receiver, part) for giver, part in split(minutes, givers).items() if part]
    return flows


def split(minutes: int, weights: Mapping[Id, int]) -> dict[Id, int]:
    """Whole minutes in proportion to weights, by largest remainders; they sum to `minutes` if there is any weight."""
    whole = sum(weights.values())
    if not whole:
        return {}
    parts = {each: minutes * weight // whole for each, weight in weights.items()}
    left_over = minutes - sum(parts.values())
    by_remainder = sorted(weights, key=lambda each: -(minutes * weights[each] % whole))
    for each in by_remainder[:left_over]:
        parts[each] += 1
    return parts
