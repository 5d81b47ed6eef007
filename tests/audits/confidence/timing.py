"""Guessing from how long a reply takes whether a slip is good, was used before, or was made up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from tilth.trays import actions
from tilth.trays.domain.slips import SYMBOLS
from tilth.web.refusal import Refusal

PAPERS, SIZE = 200, 21
KINDS = ("fresh", "used", "made up")


@dataclass(frozen=True)
class Timed:
    """One reply: to which kind of slip, and after how many seconds."""

    kind: str
    seconds: float


def timed(tries: int, chance: Random) -> list[Timed]:
    """Hand in with slips of all three kinds, mixed by lot, and time every reply."""
    key = actions.open_box(key=uuid4(), places=0, papers=max(PAPERS, tries), size=SIZE).pk
    slips = actions.draw_papers(key=key, count=max(PAPERS, tries))
    fresh = iter(slips[1:])
    found = []
    for _try in range(tries):
        kind = chance.choice(KINDS)
        slip = {"fresh": lambda: next(fresh), "used": lambda: slips[0], "made up": lambda: made_up(slips[0], chance)}
        found.append(Timed(kind, seconds(slip[kind]())))
    actions.destroy(key=key)
    return found


def seconds(slip: str) -> float:
    began = time.perf_counter()
    with suppress(Refusal):
        actions.cast(slip=slip, sheet=bytes(SIZE))
    return time.perf_counter() - began


def made_up(slip: str, chance: Random) -> str:
    """A slip of the same box that nobody was given."""
    return slip[:4] + "".join(chance.choice(SYMBOLS) for _symbol in range(10))


def guessed(replies: Sequence[Timed], one: str, other: str) -> tuple[int, int]:
    """How many replies of two kinds are told apart by the best limit that the first half of them suggests.

    Returns how many of the second half there were, and for how many of those the guess was right.
    """
    of_two = [reply for reply in replies if reply.kind in (one, other)]
    learnt, tried = of_two[: len(of_two) // 2], of_two[len(of_two) // 2 :]
    limits = sorted(reply.seconds for reply in learnt)[:: max(1, len(learnt) // 200)]
    rules = [(limit, slow, quick) for limit in limits for slow, quick in ((one, other), (other, one))]
    limit, slow, quick = max(rules, key=lambda rule: _right(learnt, *rule))
    return len(tried), _right(tried, limit, slow, quick)


def _right(replies: Sequence[Timed], limit: float, slow: str, quick: str) -> int:
    return sum(reply.kind == (slow if reply.seconds > limit else quick) for reply in replies)
