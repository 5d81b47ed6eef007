"""What numbers can honestly say of answers: shares and how sure they are, changes, and agreement.

Pure functions of counts. Every interval is one of 95 %; shares lie between 0 and 1.
How well items hang together, and raters agree, is in `reliability`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from scipy.stats import norm

Interval = tuple[float, float]
SURE = float(norm.ppf(0.975))  # standard errors to either side of a share, for 95 %


def turned(answer: int, *, choices: int) -> int:
    """An answer to a reversed item, from 1 on, as it would stand on one that is not reversed: min + max - x."""
    return 1 + choices - answer


def wilson(count: int, of: int) -> Interval:
    """Wilson's interval for a share. It never leaves 0 to 1, and it is honest for few people and near the ends."""
    share, weight = count / of, SURE**2 / of
    middle = (share + weight / 2) / (1 + weight)
    reach = SURE * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return (0.0 if count == 0 else low, 1.0 if count == of else high)


def newcombe(now: tuple[int, int], before: tuple[int, int]) -> Interval:
    """Newcombe's interval (his method 10) for the share now minus the share before, each as (count, of).

    The two are taken for independent samples, as nobody can be followed from one wave to the next.
    """
    (share, (low, high)), (past, (past_low, past_high)) = _share(now), _share(before)
    below = sqrt((share - low) ** 2 + (past_high - past) ** 2)
    above = sqrt((high - share) ** 2 + (past - past_low) ** 2)
    return share - past - below, share - past + above


def _share(sample: tuple[int, int]) -> tuple[float, Interval]:
    count, of = sample
    return count / of, wilson(count, of)


def whatever_the_silent_say(favourable: int, of: int, asked: int) -> Interval:
    """The least and the greatest share among all who were asked, had those who did not answer said no, or yes."""
    return favourable / asked, (favourable + asked - of) / asked


def rwg(counts: Sequence[int]) -> float:
    """How much people agree on one item: 1 if they all say the same, 0 if they answered as dice would, less if split.

    James, Demaree and Wolf's index against even chances, `counts` people at each of the ordered choices.
    """
    of = sum(counts)
    mean = sum(place * count for place, count in enumerate(counts)) / of
    spread = sum(count * (place - mean) ** 2 for place, count in enumerate(counts)) / (of - 1)
    return 1 - spread / ((len(counts) ** 2 - 1) / 12)
