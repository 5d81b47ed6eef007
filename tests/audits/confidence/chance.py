"""Whether two orders have to do with each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from random import Random

TIMES = 30
MOST = 75  # of 30 coincidences that chance makes on average: more than this comes once in 10^11


def dealt_anew(sheets: Sequence[bytes], seed: int) -> list[bytes]:
    """The same answers to every item, in other hands: each column in another order."""
    chance = Random(seed)
    columns = [chance.sample(column, len(sheets)) for column in zip(*sheets, strict=True)]
    return [bytes(row) for row in zip(*columns, strict=True)]


def keep_the_same_order(both: Callable[[], tuple[Sequence[Hashable], Sequence[Hashable]]]) -> bool:
    """Whether two lists, each with one entry for every person under the person's number, lie in one order.

    Where the orders are independent, one person stands at the same place of both on average, however many they are.
    """
    same = 0
    for _time in range(TIMES):
        one, other = both()
        same += sum(mine == theirs for mine, theirs in zip(one, other, strict=True))
    return same > MOST
