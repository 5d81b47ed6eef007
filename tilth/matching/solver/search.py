"""Finding a choice of groups that leaves nothing on the table: a search led by prices.

At the prices of the linear relaxation a choice is best when every place with a price is taken and
every group taken is worth exactly its places. So the search looks for places with a price that are
left out, and for groups taken below their price, and mends one at a time: it takes in the group
through that place that loses least, and puts out whatever stands in its way. A place left out again
and again grows dearer, so that the search moves on. It is told nothing of tiers but what each group
is worth in them, and keeps the best choice it passes, by the first tier, then the second, and so on.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tilth.matching.solver.columns import Floats, Integers
from tilth.matching.solver.network import Terms

AT_ONCE = 8
"""How many places left out grow dearer in one step."""
GRAIN = 1 / 64
"""Prices are known so finely; what differs by less is alike, and chance decides."""
POOR = 0.1
"""How often a group below its price is mended rather than a place left out."""
WHOLE = 100


@dataclass(frozen=True)
class Candidates:
    """Groups to choose from: their places first, then whatever else they use up, filled up with -1.

    `room` says how much there is of each row, a place's own row being its number.
    """

    places: Integers
    rows: Integers
    room: Integers
    gifts: Floats
    """What their gifts are worth, tiers x groups."""

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Temper:
    """How restless a search is.

    A group put out stays out for `rest` steps, and up to as many more. A place left out grows dearer
    by so much of an average price, now and then.
    """

    rest: int
    dearer: float


@dataclass(frozen=True)
class Found:
    """The numbers of the groups chosen, what they are worth in each tier, and the steps it took."""

    chosen: NDArray[np.int64]
    values: Floats
    steps: int


def search(
    candidates: Candidates,
    terms: Terms,
    prices: Floats,
    short: Floats,
    begun: NDArray[np.int64],
    target: Floats,
    steps: int,
    patience: int,
    seed: int,
    temper: Temper,
) -> Found:
    """The best choice passed in so many steps, from a choice that is allowed.

    `prices` are those of the places, `short` is how far each group is worth less than its price. The
    search ends early when no tier is below its `target`, or nothing better was passed in `patience` steps. The
    same seed gives the same answer.
    """
    tiers = len(target)
    staff = terms.staff if terms.fair >= 0 else np.full(terms.network.count, -1, dtype=np.int32)
    through, starts = _through(candidates.places, terms.network.count)
    chosen, values, used = _search(
        candidates.places, candidates.rows, candidates.room, candidates.gifts[:tiers].T.copy(), terms.members[:tiers],
        np.rint(prices / GRAIN) * GRAIN, np.where(short < 2 * GRAIN, 0.0, short), through, starts, begun, target,
        steps, patience, seed, temper.rest,
        temper.dearer * float(prices.mean()), terms.fair if terms.fair < tiers else -1, staff, terms.sizes, terms.stood,
    )  # fmt: skip
    return Found(chosen, values, int(used))


def _through(places: Integers, count: int) -> tuple[Integers, Integers]:
    """The groups through each place: `through[starts[p]:starts[p + 1]]`."""
    there = places >= 0
    flat, owners = places[there], np.nonzero(there)[0].astype(np.int32)
    order = np.argsort(flat, kind="stable")
    return owners[order], np.searchsorted(flat[order], np.arange(count + 1)).astype(np.int32)


@njit(cache=True)
def _holder(rows, room, used, hold, group, at, step):  # type: ignore[no-untyped-def]
    """Who has to make way for a group in one of its rows; -1 for nobody."""
    row = rows[group, at]
    if row < 0 or used[row] < room[row]:
        return -1
    if room[row] == 1:
        return hold[row, 0]
    return hold[row, (step * 7919 + row) % room[row]]


@njit(cache=True)
def _in_the_way(rows, room, used, hold, group, step, out):  # type: ignore[no-untyped-def]
    """Those who have to make way, once each, into `out`; how many."""
    many = 0
    for at in range(rows.shape[1]):
        other = _holder(rows, room, used, hold, group, at, step)
        if other >= 0:
            known = False
            for before in range(many):
                known |= out[before] == other
            if not known:
                out[many] = other
                many += 1
    return many


@njit(cache=True)
def _score(places, short, dear, used, group, out, many):  # type: ignore[no-untyped-def]
    """What is won when this group comes and those in its way go."""
    score = -short[group]
    for at in range(places.shape[1]):
        place = places[group, at]
        if place < 0:
            break
        if used[place] == 0:
            score += dear[place]
    for before in range(many):
        other = out[before]
        score += short[other]
        for at in range(places.shape[1]):
            place = places[other, at]
            if place < 0:
                break
            left = used[place]
            for again in range(many):
                for where in range(places.shape[1]):
                    left -= places[out[again], where] == place
            for where in range(places.shape[1]):
                left += places[group, where] == place
            if left == 0:
                first = True  # two that go may share a place, which is lost once
                for again in range(before):
                    for where in range(places.shape[1]):
                        first &= places[out[again], where] != place
                if first:
                    score -= dear[place]
    return score


@njit(cache=True)
def _put(rows, used, hold, group):  # type: ignore[no-untyped-def]
    for at in range(rows.shape[1]):
        row = rows[group, at]
        if row >= 0:
            hold[row, used[row]] = group
            used[row] += 1


@njit(cache=True)
def _take(rows, used, hold, group):  # type: ignore[no-untyped-def]
    for at in range(rows.shape[1]):
        row = rows[group, at]
        if row >= 0:
            used[row] -= 1
            for slot in range(used[row]):
                if hold[row, slot] == group:
                    hold[row, slot] = hold[row, used[row]]
                    break


@njit(cache=True)
def _value(values, gifts, group, sign):  # type: ignore[no-untyped-def]
    for tier in range(len(values)):
        values[tier] += sign * gifts[group, tier]


@njit(cache=True)
def _placed(values, members, place, sign, staff, shares):  # type: ignore[no-untyped-def]
    for tier in range(len(values)):
        values[tier] += sign * members[tier, place]
    if staff[place] >= 0:
        shares[staff[place]] += sign


@njit(cache=True)
def _compare(values, best, fair, shares, sizes):  # type: ignore[no-untyped-def]
    """1 when these values are better than the best, -1 when worse, tier by tier."""
    for tier in range(len(values)):
        value = values[tier]
        if tier == fair:
            value = 100.0
            for school in range(len(sizes)):
                value = min(value, float(100 * shares[school] // sizes[school]))
            values[tier] = value
        if value > best[tier] + 0.5:
            if fair > tier:
                value = 100.0
                for school in range(len(sizes)):
                    value = min(value, float(100 * shares[school] // sizes[school]))
                values[fair] = value
            return 1
        if value < best[tier] - 0.5:
            return -1
    return 0


@njit(cache=True)
def _search(  # type: ignore[no-untyped-def]
    places, rows, room, gifts, members, prices, short, through, starts, begun, target, steps, patience,
    seed, rest, dearer, fair, staff, sizes, stood,
):  # fmt: skip
    np.random.seed(seed)
    count, tiers, width = len(prices), len(target), places.shape[1]
    used, hold = np.zeros(len(room), dtype=np.int64), np.zeros((len(room), max(1, room.max())), dtype=np.int64)
    shares, values = stood.astype(np.int64), np.zeros(tiers)
    dear, stamp = prices.copy(), np.zeros(count, dtype=np.int64)
    resting = np.zeros(len(rows), dtype=np.int64)
    out, way = np.zeros(rows.shape[1], dtype=np.int64), np.zeros(rows.shape[1], dtype=np.int64)
    for group in begun:
        _value(values, gifts, group, 1)
        for at in range(width):
            place = places[group, at]
            if place >= 0 and used[place] == 0:
                _placed(values, members, place, 1, staff, shares)
        _put(rows, used, hold, group)
    left, where, many_left = np.zeros(count, dtype=np.int64), np.full(count, -1, dtype=np.int64), 0
    for place in range(count):
        if used[place] == 0 and prices[place] > 1e-6 and starts[place + 1] > starts[place]:
            left[many_left], where[place] = place, many_left
            many_left += 1
    best = np.full(tiers, -1e18)
    _compare(values, best, fair, shares, sizes)
    best[:] = values
    kept = hold[:, :].copy()
    kept_used = used.copy()
    step, last = 0, 0
    for step in range(steps):
        if step - last > patience:
            break
        reached = True
        for tier in range(tiers):
            reached &= best[tier] >= target[tier] - 0.5
        if reached:
            break
        here = -1
        if many_left == 0 or np.random.random() < POOR:
            lacking = 1e-6
            for _ in range(6):
                other = np.random.randint(count)
                lacks = short[hold[other, 0]] if used[other] else 0.0
                if lacks > lacking:
                    here, lacking = other, lacks
        if here < 0 and many_left == 0:
            continue
        if here < 0:
            here = left[np.random.randint(many_left)]
            for _ in range(2):
                other = left[np.random.randint(many_left)]
                if stamp[other] < stamp[here]:
                    here = other
        stamp[here] = step
        group, highest, ties = -1, -1e18, 0
        for at in range(starts[here], starts[here + 1]):
            other = through[at]
            if resting[other] > step:
                continue
            held = False
            for slot in range(used[here]):
                held |= hold[here, slot] == other
            if held:
                continue
            many = _in_the_way(rows, room, used, hold, other, step, out)
            score = _score(places, short, dear, used, other, out, many)
            if score > highest + 1e-9:
                group, highest, ties = other, score, 1
            elif score > highest - 1e-9:
                ties += 1
                if np.random.randint(ties) == 0:
                    group = other
        if group < 0:
            continue
        many = _in_the_way(rows, room, used, hold, group, step, way)
        for before in range(many):
            other = way[before]
            resting[other] = step + rest + np.random.randint(rest)
            _take(rows, used, hold, other)
            _value(values, gifts, other, -1)
            for at in range(width):
                place = places[other, at]
                if place >= 0 and used[place] == 0:
                    _placed(values, members, place, -1, staff, shares)
                    if prices[place] > 1e-6 and where[place] < 0:
                        left[many_left], where[place], stamp[place] = place, many_left, step
                        many_left += 1
        _value(values, gifts, group, 1)
        for at in range(width):
            place = places[group, at]
            if place >= 0 and used[place] == 0:
                _placed(values, members, place, 1, staff, shares)
                if where[place] >= 0:
                    many_left -= 1
                    last = left[many_left]
                    left[where[place]], where[last] = last, where[place]
                    where[place] = -1
        _put(rows, used, hold, group)
        if _compare(values, best, fair, shares, sizes) > 0:
            best[:] = values
            last = step
            kept[:, :] = hold
            kept_used[:] = used
        for _ in range(min(many_left, AT_ONCE)):
            place = left[np.random.randint(many_left)]
            dear[place] += dearer
    taken = np.zeros(len(rows), dtype=np.bool_)
    for place in range(count):
        for slot in range(kept_used[place]):
            taken[kept[place, slot]] = True
    return np.flatnonzero(taken), best, step
