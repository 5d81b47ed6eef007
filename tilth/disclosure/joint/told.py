"""What is shown of one item, as sums over bodies: of these people, so many at least and so many at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tilth.disclosure.cells import Favourable, bounds, counts_of
from tilth.disclosure.values import Release, Released, Shown, Unit, Withheld

Bodies = frozenset[int]


@dataclass(frozen=True)
class Told:
    """Of these bodies together, how many are favourable."""

    bodies: Bodies
    least: int
    most: int

    @property
    def exact(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class System:
    """All that is shown of an item. Bodies are known by their place; each has so many people who answered it."""

    sizes: tuple[int, ...]
    told: tuple[Told, ...]

    def size(self, bodies: Iterable[int]) -> int:
        return sum(self.sizes[body] for body in bodies)

    def components(self) -> list[tuple[Bodies, System]]:
        """What hangs together, each as a system of its own, with the places its bodies have in this one."""
        found: list[tuple[Bodies, list[Told]]] = []
        for told in self.told:
            near = [each for each in found if each[0] & told.bodies]
            bodies = told.bodies.union(*(each[0] for each in near))
            found = [each for each in found if not each[0] & told.bodies]
            found.append((bodies, [told, *(one for _, several in near for one in several)]))
        return [(bodies, self._only(sorted(bodies), several)) for bodies, several in found]

    def _only(self, bodies: Sequence[int], told: Sequence[Told]) -> System:
        place = {body: new for new, body in enumerate(bodies)}
        moved = [Told(frozenset(place[body] for body in each.bodies), each.least, each.most) for each in told]
        sizes = tuple(self.sizes[body] for body in bodies)
        return System(sizes, tuple(sorted(set(moved), key=lambda each: (sorted(each.bodies), each.least, each.most))))

    def merged(self) -> System:
        """Bodies that nothing tells apart as one, and those in which nobody answered left out."""
        alike: dict[tuple[int, ...], list[int]] = {}
        for body, size in enumerate(self.sizes):
            within = tuple(place for place, told in enumerate(self.told) if body in told.bodies)
            if size and within:
                alike.setdefault(within, []).append(body)
        told = [
            Told(frozenset(place for place, within in enumerate(alike) if number in within), each.least, each.most)
            for number, each in enumerate(self.told)
        ]
        return System(tuple(self.size(bodies) for bodies in alike.values()), tuple(told))


@dataclass(frozen=True)
class Reading:
    """Reads off what is shown, as somebody would who saw all of it."""

    units: Sequence[Unit]
    released: Released
    favourable: Favourable

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """The place of each body, by the keys of its school and its part."""
        keys = [(unit.key, body.key) for unit in self.units for body in unit.bodies]
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def schools(self) -> Sequence[str]:
        """The school of each body."""
        return [unit for unit, _ in self.places]

    def system(self, item: str) -> System:
        """All that is shown of an item."""
        sizes = tuple(sum(counts_of([body], item)) for unit in self.units for body in unit.bodies)
        return System(sizes, tuple(self._told(item)))

    def _told(self, item: str) -> Iterator[Told]:
        for each in self.released.units:
            if each.verdict is None:
                yield from self._read(item, each.items[item], self._within({each.key}))
                yield from self._parts(item, each)
        family = self.released.family
        if family is not None and family.verdict is None:
            yield from self._read(item, family.items[item], self._within(family.counted_in[item]))

    def _parts(self, item: str, release: Release) -> Iterator[Told]:
        if isinstance(release.parts, tuple):
            for part in release.parts:
                bodies = frozenset(self.places[release.key, key] for key in part.keys)
                yield from self._read(item, part.items[item], bodies)

    def _within(self, schools: Collection[str]) -> Bodies:
        return frozenset(place for place, school in enumerate(self.schools) if school in schools)

    def _read(self, item: str, shown: Shown, bodies: Bodies) -> Iterator[Told]:
        if not isinstance(shown, Withheld):
            yield Told(bodies, *bounds(shown, self.favourable[item]))
