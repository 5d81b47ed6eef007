"""Somebody who wants to know who answered what: what they look at, and how often they are right.

They know in which order people answered (in a school of forty that is seldom a secret), and every sheet that there is.
What they look for is anything that puts the sheets into an order, or beside a name. Every such *clue* is tried,
forwards and backwards, against every order of people they can find; the best one counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from scipy.stats import poisson

Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # table -> rows, each with its columns and what the engine knows of it


@dataclass(frozen=True)
class Loot:
    """All that the attacker has laid hands on, and what they know anyway."""

    turnout: Sequence[int]  # people in the order in which they answered
    truth: Mapping[int, Hashable]  # who answered what: by this they are judged
    tokens: Mapping[Hashable, Sequence[bytes]]  # by which bytes a sheet would be known
    names: Mapping[int, Sequence[bytes]] = field(default_factory=dict)  # and a person
    rows: Rows = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


Clue = Mapping[Any, Any]  # sheet or person -> something that can be put into an order


def attacked(loot: Loot, chance: Random) -> dict[str, float]:
    """How many people each attempt names the right sheet for, on average over its draws by lot."""
    people = {"turnout": {who: turn for turn, who in enumerate(loot.turnout)}}
    people |= _from_rows(loot.rows, {who: loot.names.get(who, ()) for who in loot.turnout})
    guess = list(loot.tokens)
    chance.shuffle(guess)
    sheets = {"by chance": {sheet: turn for turn, sheet in enumerate(guess)}}
    sheets |= _from_rows(loot.rows, loot.tokens) | _from_files(loot.files, loot.tokens)
    return {
        f"{by} × {what}, {way}": _laid_beside(people[by], sheets[what], loot.truth, way)
        for by in people
        for what in sheets
        for way in ("forwards", "backwards")
    }


def _from_rows(rows: Rows, tokens: Mapping[Any, Sequence[bytes]]) -> dict[str, Clue]:
    """For each column: its values in the rows that mention somebody, or a sheet."""
    found: dict[str, dict[Any, Any]] = defaultdict(dict)
    for table, kept in rows.items():
        for row in kept:
            written = b"\0".join(map(_as_bytes, row.values()))
            for whose, known_by in tokens.items():
                if any(token in written for token in known_by):
                    for column, value in row.items():
                        found[f"{table}.{column}"].setdefault(whose, value)
    return {name: clue for name, clue in found.items() if len(set(map(_rank, clue.values()))) > 1}


def _from_files(files: Mapping[str, bytes], tokens: Mapping[Any, Sequence[bytes]]) -> dict[str, Clue]:
    """Where in a file a sheet is, first and last, and where in its page."""
    found: dict[str, dict[Any, Any]] = defaultdict(dict)
    for name, content in files.items():
        for sheet, known_by in tokens.items():
            places = [content.find(token) for token in known_by] + [content.rfind(token) for token in known_by]
            if hits := [place for place in places if place >= 0]:
                found[f"{name}, first"][sheet] = min(hits)
                found[f"{name}, last"][sheet] = max(hits)
                found[f"{name}, page from its end"][sheet] = (max(hits) // 4096, -max(hits))
    return dict(found)


def _as_bytes(value: Any) -> bytes:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value) + b"\0" + bytes(value).hex().encode()
    return str(value).encode()


def _rank(value: Any) -> tuple[str, Any]:
    """Something by which values of any kind can be put into an order."""
    if isinstance(value, (int, float, tuple)):
        return ("", value)
    return (type(value).__name__, bytes(value) if isinstance(value, memoryview) else str(value))


def _laid_beside(people: Clue, sheets: Clue, truth: Mapping[int, Hashable], way: str) -> float:
    """How many are right when people in their order are laid beside sheets in theirs.

    Where several share a place, they are laid by lot: what counts is how many are right on average.
    """
    at = _places(sheets, len(truth))
    found = 0.0
    for who, (first, after) in _places(people, len(truth)).items():
        begins, ends = at.get(truth[who], (0, 0))
        if way == "backwards":
            begins, ends = len(truth) - ends, len(truth) - begins
        together = max(0, min(after, ends) - max(first, begins))
        found += together / ((after - first) * (ends - begins)) if together else 0
    return found


def _places(clue: Clue, count: int) -> dict[Any, tuple[int, int]]:
    """From which place to which each one could stand."""
    ordered = sorted(clue, key=lambda whose: _rank(clue[whose]))
    cuts = [
        turn for turn, whose in enumerate(ordered) if not turn or _rank(clue[whose]) != _rank(clue[ordered[turn - 1]])
    ]
    return {whose: (first, after) for first, after in pairwise([*cuts, len(ordered)]) for whose in ordered[first:after]}


# --- over many waves ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What an attacker gets out of many waves."""

    waves: int
    people: int  # who answered, in all waves together
    best: str  # the attempt that was right most often
    right: float
    tries: int
    limit: float  # more right ones than this do not come about by chance, among so many tries, once in a million times

    @property
    def share(self) -> float:
        return self.right / self.people

    @property
    def chance(self) -> float:
        return self.waves / self.people

    @property
    def no_better_than_chance(self) -> bool:
        return self.right <= self.limit

    def __str__(self) -> str:
        return (
            f"{self.waves} waves, {self.tries} attempts, the best of them right for {self.share:.1%} of people "
            f"(chance {self.chance:.1%}, limit {self.limit / self.people:.1%}): {self.best}"
        )


def judged(waves: Iterable[tuple[int, dict[str, float]]]) -> Verdict:
    """What many waves say: of each, how many answered, and how many each attempt was right for.

    One right link in each wave is what chance gives, whatever its size: the number of right ones follows Poisson's law.
    """
    totals: dict[str, float] = defaultdict(float)
    count = people = 0
    for answered, found in waves:
        count, people = count + 1, people + answered
        for name, right in found.items():
            totals[name] += right
    best = max(totals, key=lambda name: totals[name])
    limit = float(poisson.isf(1e-6 / len(totals), count))
    return Verdict(count, people, best, totals[best], len(totals), limit)
