"""People who put together what they themselves said, and somebody about whom they would like to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement

Seat = tuple[int, bool]  # somebody in this body, who is favourable or not
Tokens = Counter[Seat]


def open_to_all(fits: Callable[[Tokens], bool], sizes: Sequence[int], colluders: int) -> bool:
    """Whether anybody else may be on either side, wherever the colluders are and whatever they said.

    `fits` says whether things could be so that at least as many people sit so. Somebody's direction is certain when
    the colluders could sit as they do, but not with one more on the other side. One way that has room for more than
    all of them, everywhere, is looked for first: most often there is one.
    """
    seats = [(body, side) for body in range(len(sizes)) for side in (True, False)]
    if all(fits(Counter({**dict.fromkeys(seats, colluders), seat: colluders + 1})) for seat in seats):
        return True
    return not any(
        _tells(Counter(seated), fits, sizes)
        for people in range(colluders + 1, 0, -1)
        for seated in combinations_with_replacement(seats, people)
    )


def _tells(seated: Tokens, fits: Callable[[Tokens], bool], sizes: Sequence[int]) -> bool:
    """Whether these people cannot sit so, though all but one of them could."""
    if any(seated[body, True] + seated[body, False] > size for body, size in enumerate(sizes)) or fits(seated):
        return False
    return any(fits(seated - Counter({seat: 1})) for seat in seated)
