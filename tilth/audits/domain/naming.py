"""What a family's picture may show without naming a school whose head has not agreed.

Whoever leads or governs a school knows its results. If all others but one were named, the picture less what is known
would be that one. So whatever a reader knows, never is just one school left that they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tilth.audits.domain.publication import Cell, Held, Publication

Keys = frozenset[str]


@dataclass(frozen=True)
class Counted:
    """Who is counted in one number of a family's picture: schools of which it is shown too, and perhaps others.

    Those others are several, counted in only together: nobody can take them apart.
    """

    schools: Keys
    others: bool


def counted(family: Publication, schools: Mapping[str, Publication]) -> tuple[Counted, ...]:
    """Who is counted in each number that is shown of all together."""
    of_schools = {school: _cells(publication) for school, publication in schools.items()}
    found = []
    for key, cell in _cells(family).items():
        sizes = {school: cells[key] for school, cells in of_schools.items() if key in cells}
        found.append(Counted(frozenset(sizes), others=cell > sum(sizes.values())))
    return tuple(found)


def _cells(publication: Publication) -> dict[str, int]:
    """Everything shown of items and behaviours, with how many people it is about."""
    return {key: cell.of for key, cell in _named(publication) if not isinstance(cell, Held)}


def _named(publication: Publication) -> Iterator[tuple[str, Cell]]:
    yield from ((each.key, each.cell) for each in publication.items)
    for each in publication.picks:
        yield f"{each.key}, team, strong", each.team_strong
        yield f"{each.key}, team, weak", each.team_weak
        if each.own_strong is not None and each.own_weak is not None:
            yield f"{each.key}, own, strong", each.own_strong
            yield f"{each.key}, own, weak", each.own_weak


def tells_on_one(numbers: Sequence[Counted], known: Keys) -> bool:
    """Whether somebody who knows some schools could take them away and be left with one."""
    return any(len(each.schools - known) == 1 and not each.others for each in numbers)


def may_be_shown(numbers: Sequence[Counted], own: Keys) -> bool:
    """Whether a reader who knows their own schools may see the picture."""
    return not tells_on_one(numbers, own)


def may_be_named(numbers: Sequence[Counted], agreed: Keys, own: Keys) -> bool:
    """Whether the schools that agreed may be named: to whoever leads or governs one school or none, and this reader."""
    readers = frozenset[str]().union(*(each.schools for each in numbers))
    known = [agreed, agreed | own, *(agreed | {reader} for reader in readers)]
    return bool(agreed) and not any(tells_on_one(numbers, each) for each in known)
