"""All items together: favourable answers among all answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tilth.disclosure.cells import Favourable, bounds, counts_of, favourable_of
from tilth.disclosure.values import Body, Exact, Few, Reason, Rules, Scale, Shown, Withheld


def scale_of(items: Mapping[str, Shown], favourable: Favourable) -> Scale | Withheld:
    """A scale that says nothing beyond what its items say: worked out from those that are shown exactly.

    Where none is, but all that are shown lie near the same end, it says so; where they do not, nothing.
    """
    exact = {key: shown for key, shown in items.items() if isinstance(shown, Exact)}
    if exact:
        counted = sum(favourable_of(shown.counts, favourable[key]) for key, shown in exact.items())
        return Scale(counted, sum(shown.of for shown in exact.values()), items=tuple(exact))
    few = {key: shown for key, shown in items.items() if isinstance(shown, Few)}
    if not few:
        return Withheld(next((s.reason for s in items.values() if isinstance(s, Withheld)), Reason.FEW))
    return _near(few, favourable)


def _near(few: Mapping[str, Few], favourable: Favourable) -> Scale | Withheld:
    ends = {shown.favourable for shown in few.values()}
    if len(ends) > 1:
        return Withheld(Reason.JOINT)
    near = not ends.pop()
    place = 0 if near else 1
    counted = sum(bounds(shown, favourable[key])[place] for key, shown in few.items())
    return Scale(counted, sum(shown.of for shown in few.values()), near=near, items=tuple(few))


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
