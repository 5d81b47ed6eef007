"""Schools given by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.disclosure.invented import CLOSED
from tilth.disclosure import Body, Earlier, Picked, Release, Released, Rules, Unit, release

Parts = Mapping[str, Sequence[tuple[int, int]]]  # part -> favourable and other answers, item by item


def unit(
    key: str = "school", *, asked: int | None = None, writers: int = 0, **parts: Sequence[tuple[int, int]]
) -> Unit:
    """A school whose parts answered so; as many answered at all as answered the item that most did."""
    bodies = tuple(body(name, splits) for name, splits in parts.items())
    return Unit(key, sum(each.answered for each in bodies) if asked is None else asked, bodies, writers)


def body(key: str, splits: Sequence[tuple[int, int]]) -> Body:
    counts = {f"item-{place}": split for place, split in enumerate(splits, start=1)}
    return Body(key, max(map(sum, splits), default=0), counts)


def let(
    *units: Unit,
    rules: Rules | None = None,
    broken_down: bool = False,
    remarks: bool = False,
    family: bool = False,
    earlier: Mapping[str, Sequence[Earlier]] | None = None,
    members: Mapping[str, frozenset[str]] | None = None,
    picked: Sequence[Picked] = (),
) -> Released:
    """What may be shown."""
    return release(
        units,
        favourable={item: frozenset({0}) for each in units for part in each.bodies for item in part.counts},
        rules=rules or Rules(),
        broken_down=broken_down,
        remarks=remarks,
        family=family,
        earlier=earlier or {},
        members=members or {},
        closed=CLOSED,
        picked=picked,
    )


def one(school: Unit, **more: object) -> Release:
    """What may be shown of one school."""
    return let(school, **more).units[0]  # type: ignore[arg-type]
