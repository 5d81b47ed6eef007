"""People in the one order in which they are looked at, however they come."""

from collections.abc import Iterable

from tilth.matching.values import Person


def in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """People by id, so that no result depends on the order in which they came."""
    ordered = tuple(sorted(people, key=lambda person: str(person.id)))
    if len({str(person.id) for person in ordered}) < len(ordered):
        raise ValueError("two people have the same id")
    return ordered
