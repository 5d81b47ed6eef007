"""Earlier waves: what somebody could learn by taking one publication from the next.

Whoever believes that people still say what they said some weeks ago can take the earlier result away from the later
one. What is left is the answers of those who joined and those who left. Rolls are no secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tilth.disclosure.values import Earlier, Rules


def recent(earlier: Iterable[Earlier], closed: date, rules: Rules) -> list[Earlier]:
    """Those that people may still agree with."""
    since = closed - timedelta(days=rules.opinions_keep)
    return [each for each in earlier if each.closed >= since]


def told_before(earlier: Sequence[Earlier]) -> frozenset[str]:
    """Items of which something was shown."""
    return frozenset[str]().union(*(set(each.splits) | set(each.bands) for each in earlier))


def held_items(earlier: Sequence[Earlier], members: frozenset[str], rules: Rules) -> frozenset[str]:
    """Items that may not be shown again: too few joined or left since they were shown, but some did."""
    return told_before([each for each in earlier if not _enough(each.members, members, rules)])


def held_parts(earlier: Sequence[Earlier], members: frozenset[str]) -> frozenset[str]:
    """Items that may not be broken down again: somebody joined or left, and nobody can tell which part they are of."""
    return told_before([each for each in earlier if each.members != members])


def _enough(before: frozenset[str], now: frozenset[str], rules: Rules) -> bool:
    """Whether those who joined, and those who left, are nobody or enough to be shown."""
    return all(not changed or len(changed) >= rules.whole for changed in (before - now, now - before))
