"""Every pair, triad and chain that a pool allows."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from tilth.matching.half_hours import shared
from tilth.matching.pool import Pool
from tilth.matching.values import Flow, Group, Id, Kind


class Ring(NamedTuple):
    """A possible group: people in the order of giving, and the topic of each gift.

    A pair or triad has as many topics as members; a chain, which does not close, one fewer.
    """

    members: tuple[int, ...]
    topics: tuple[Id, ...]

    @property
    def links(self) -> list[tuple[int, int]]:
        """Giver and receiver of each gift."""
        return list(_links(self.members, closed=len(self.topics) == len(self.members)))


def every_ring(pool: Pool) -> Iterator[Ring]:
    """Every group the pool allows, each ring once, begun at its first member.

    A person with room for one group gains once, so there only the dearest topic is worth listing.
    """
    for first in range(len(pool.people)):
        for members in pairs_and_triads(pool, first, among_later=True):
            yield from _with_topics(pool, members, closed=True)
        for members in chains_begun_by(pool, first):
            yield from _with_topics(pool, members, closed=False)


def pairs_and_triads(pool: Pool, first: int, *, among_later: bool = False) -> Iterator[tuple[int, ...]]:
    """The members of each pair and triad through `first`, or only with people of later place."""
    takes, gives = pool.takes, pool.gives
    givers = {giver for giver in takes[first] if not among_later or giver > first}
    for second in gives[first]:
        if among_later and second < first:
            continue
        if second in givers and pool.may_meet((first, second)):
            yield first, second
        if pool.rules.size_max == 3:
            for third in sorted(givers.intersection(gives[second])):
                if pool.may_meet((first, second, third)):
                    yield first, second, third


def chains_begun_by(pool: Pool, opener: int) -> Iterator[tuple[int, ...]]:
    """The members of each chain that this person's opening offer can begin."""
    if pool.rules.chains and pool.people[opener].gives_only:
        yield from _longer(pool, (opener,))


def chains_ending_at(pool: Pool, last: int) -> Iterator[tuple[int, ...]]:
    """The members of each chain whose last gift is to this person."""
    if pool.rules.chains:
        yield from _earlier(pool, (last,))


def _earlier(pool: Pool, chain: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(chain) == pool.rules.chain_max:
        return
    for giver in sorted(pool.takes[chain[0]].difference(chain)):
        longer = (giver, *chain)
        if pool.may_meet(longer):
            if pool.people[giver].gives_only:
                yield longer
            yield from _earlier(pool, longer)


def _longer(pool: Pool, chain: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(chain) == pool.rules.chain_max:
        return
    for receiver in pool.gives[chain[-1]]:
        longer = (*chain, receiver)
        if receiver not in chain and pool.may_meet(longer):
            yield longer
            yield from _longer(pool, longer)


def _links(members: tuple[int, ...], *, closed: bool) -> Iterator[tuple[int, int]]:
    return zip(members, members[1:] + members[:1] if closed else members[1:], strict=False)


def _with_topics(pool: Pool, members: tuple[int, ...], *, closed: bool) -> Iterator[Ring]:
    choices = []
    for giver, receiver in _links(members, closed=closed):
        topics = pool.gives[giver][receiver]
        choices.append(topics if pool.people[receiver].load > 1 else topics[:1])
    return (Ring(members, topics) for topics in product(*choices))


def as_group(pool: Pool, ring: Ring) -> Group:
    """The ring in the words of the outside world."""
    people = [pool.people[member] for member in ring.members]
    flows = tuple(
        Flow(pool.people[giver].id, pool.people[receiver].id, topic)
        for (giver, receiver), topic in zip(ring.links, ring.topics, strict=True)
    )
    closed = len(ring.topics) == len(ring.members)
    return Group(
        members=tuple(person.id for person in people),
        flows=flows,
        half_hours=shared(person.half_hours for person in people),
        kind=(Kind.PAIR if len(people) == 2 else Kind.TRIAD) if closed else Kind.CHAIN,
        crosses_schools=len({person.school for person in people}) > 1,
    )
