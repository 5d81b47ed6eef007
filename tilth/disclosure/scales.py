"""All items together: favourable answers among all answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tilth.disclosure.cells import Favourable, bounds, counts_of, favourable_of
from tilth.disclosure.values import Body, Few, Reason, Rules, Scale, Shown, Withheld


def scale_of(items: Mapping[str, Shown], favourable: Favourable) -> Scale | Withheld:
    """A scale that says nothing beyond what its items say: worked out from those that are shown.

    Where some are bands, it lies between two numbers: a scale of the exact ones alone would leave out those about which
    people are most of one mind. Where all are bands near the same end, it says so.
    """
    shown = {key: each for key, each in items.items() if not isinstance(each, Withheld)}
    if not shown:
        return Withheld(next((each.reason for each in items.values() if isinstance(each, Withheld)), Reason.FEW))
    answers = sum(each.of for each in shown.values())
    ends = [bounds(each, favourable[key]) for key, each in shown.items()]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    if least == most:
        return Scale(least, answers, items=tuple(shown))
    near = _near(list(shown.values()))
    if near is None:
        return Scale(least, answers, items=tuple(shown), most=most)
    return Scale(least if near else most, answers, near=near, items=tuple(shown))


def _near(shown: Sequence[Shown]) -> bool | None:
    """Which end all items lie near, if they all do near the same: True where nearly all are favourable."""
    ends = {each.favourable if isinstance(each, Few) and not each.least else None for each in shown}
    end = ends.pop()
    return None if ends or end is None else not end


def scale_alone(bodies: Sequence[Body], favourable: Favourable, rules: Rules) -> Scale | Withheld:
    """The scale of a school where so few answered that no single item is shown: from all items that enough answered.

    Each colluder may hold one answer to each item. The small side is shown exactly when they could not hold all of it
    but one; otherwise only that it is no larger, which leaves room for one more than they could hold.
    """
    counted = {key: counts_of(bodies, key) for key in favourable}
    enough = {key: counts for key, counts in counted.items() if sum(counts) >= rules.whole}
    if not enough:
        return Withheld(Reason.FEW, rules.whole)
    count = sum(favourable_of(counts, favourable[key]) for key, counts in enough.items())
    answers = sum(sum(counts) for counts in enough.values())
    room = rules.colluders * len(enough) + 1
    if min(count, answers - count) > room:
        return Scale(count, answers, items=tuple(enough))
    near = answers - count <= room
    return Scale(answers - room if near else room, answers, near=near, items=tuple(enough))
