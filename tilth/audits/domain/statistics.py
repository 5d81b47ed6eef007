"""What numbers can honestly say of answers: shares and how sure they are, changes, and agreement.

Pure functions of counts. Intervals are of 95 %, unless told otherwise; shares lie between 0 and 1.
How well items hang together, and raters agree, is in `reliability`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from scipy.stats import norm

Interval = tuple[float, float]
Sample = tuple[int, int]  # so many, of so many
RISK = 0.05  # of an interval that it misses what it is about: those who read Tilth take one in twenty
HALVINGS = 50  # until a risk is known to more digits than anybody asks for
FARTHEST = 40.0  # standard errors: what lies farther out has no risk that a number could hold


def reach_of(risk: float = RISK) -> float:
    """Standard errors to either side, for an interval that misses as rarely as this."""
    return float(norm.isf(risk / 2))


SURE = reach_of()


def turned(answer: int, *, choices: int) -> int:
    """An answer to a reversed item, from 1 on, as it would stand on one that is not reversed: min + max - x."""
    return 1 + choices - answer


def wilson(count: int, of: int, *, errors: float = SURE) -> Interval:
    """Wilson's interval for a share. It never leaves 0 to 1, and it is honest for few people and near the ends."""
    share, weight = count / of, errors**2 / of
    middle = (share + weight / 2) / (1 + weight)
    reach = errors * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return (0.0 if count == 0 else low, 1.0 if count == of else high)


def newcombe(now: Sample, before: Sample, *, errors: float = SURE) -> Interval:
    """Newcombe's interval (his method 10) for the share now minus the share before, each as (count, of).

    The two are taken for independent samples, as nobody can be followed from one wave to the next.
    """
    (share, (low, high)), (past, (past_low, past_high)) = _share(now, errors), _share(before, errors)
    below = sqrt((share - low) ** 2 + (past_high - past) ** 2)
    above = sqrt((high - share) ** 2 + (past - past_low) ** 2)
    return share - past - below, share - past + above


def _share(sample: Sample, errors: float) -> tuple[float, Interval]:
    count, of = sample
    return count / of, wilson(count, of, errors=errors)


def risk_of_no_change(now: Sample, before: Sample) -> float:
    """The risk at which Newcombe's interval just touches zero: how easily chance alone makes such a difference."""
    if now[0] * before[1] == before[0] * now[1]:
        return 1.0
    near, far = 0.0, FARTHEST
    for _halving in range(HALVINGS):
        errors = (near + far) / 2
        low, high = newcombe(now, before, errors=errors)
        near, far = (near, errors) if low <= 0 <= high else (errors, far)
    return float(2 * norm.sf(near))


def shared_out(risks: Sequence[float], *, all_of_them: float = RISK) -> list[float]:
    """Holm's rule: the risk to take with each of several questions, so that all together take no more than one would.

    The surest is asked at the strictest, the next a little less strictly, until one fails: at its risk all others fail.
    """
    found = [0.0] * len(risks)
    failed = None
    for rank, place in enumerate(sorted(range(len(risks)), key=risks.__getitem__)):
        allowed = all_of_them / (len(risks) - rank)
        if failed is None and risks[place] >= allowed:
            failed = allowed
        found[place] = failed or allowed
    return found


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
