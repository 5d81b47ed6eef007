"""Somebody who has seen everything that was published and wants to know what somebody answered.

They know every roll, who answered which item, and what up to two people told them of their own sheets. They add and
take away what they saw (exactly, in fractions), and try whether things could be otherwise (in whole numbers). Nothing
here is shared with what decides what may be shown.

Feed it with what was read off: `attack([Seen.exact(...), Seen.band(...), ...], Known(...))`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

Body = Hashable  # people whom nothing that was published tells apart
Row = list[Fraction]
_Sum = tuple[frozenset[int], int, int]  # places of classes, and how many of them are favourable


@dataclass(frozen=True)
class Seen:
    """Something read off: of these people's answers to an item, so many at least and at most were favourable."""

    item: str
    people: frozenset[Body]
    least: int
    most: int

    @classmethod
    def exact(cls, item: str, people: Iterable[Body], favourable: int) -> Seen:
        return cls(item, frozenset(people), favourable, favourable)

    @classmethod
    def band(cls, item: str, people: Iterable[Body], *, of: int, limit: int, favourable: bool, least: int = 0) -> Seen:
        """Of `of` people, fewer than `limit`, and not fewer than `least`, were on one side."""
        if favourable:
            return cls(item, frozenset(people), least, limit - 1)
        return cls(item, frozenset(people), of - limit + 1, of - least)

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class SeenScale:
    """A scale: of these people's answers to these items, so many at least and at most were favourable."""

    items: tuple[str, ...]
    people: frozenset[Body]
    least: int
    most: int


@dataclass(frozen=True)
class Known:
    """What the attacker knows anyway, and the truth by which they are judged and colluders speak."""

    answered: Mapping[tuple[str, Body], int]  # of an item and a body: how many answered it
    favourable: Mapping[tuple[str, Body], int]  # and how many of them favourably
    sheets: Mapping[Body, Sequence[Mapping[str, bool]]] = field(default_factory=dict)  # each person's, for scales

    def size(self, item: str, bodies: Iterable[Body]) -> int:
        return sum(self.answered.get((item, body), 0) for body in bodies)

    def truth(self, item: str, bodies: Iterable[Body]) -> int:
        return sum(self.favourable.get((item, body), 0) for body in bodies)


@dataclass(frozen=True)
class Small:
    """A set of people whose answers can be told, though there are too few of them."""

    item: str
    people: frozenset[Body]
    size: int


@dataclass(frozen=True)
class Certain:
    """Everybody in a body but those who told of themselves answered so."""

    item: str
    people: frozenset[Body]
    favourable: bool
    told: int  # how many people told of themselves


@dataclass(frozen=True)
class Findings:
    """What the attacker found out."""

    small: tuple[Small, ...]
    certain: tuple[Certain, ...]
    smallest: int | None  # the smallest set whose answers to an item could be told

    def __bool__(self) -> bool:
        return bool(self.small or self.certain)


def attack(
    seen: Iterable[Seen],
    known: Known,
    *,
    scales: Iterable[SeenScale] = (),
    colluders: int = 2,
    least: int = 12,
    least_of_a_scale: int = 8,
) -> Findings:
    """All that somebody could find out."""
    by_item: dict[str, list[Seen]] = defaultdict(list)
    for each in dict.fromkeys(seen):
        by_item[each.item].append(each)
    small: list[Small] = []
    certain: list[Certain] = []
    sizes: list[int] = []
    for item, rows in by_item.items():
        told = _classes(rows, known)
        found = [*_exact_sets(told), *(Small(item, row.people, known.size(item, row.people)) for row in rows)]
        sizes += [each.size for each in found]
        small += [each for each in found if each.size < least]
        certain += _certain(told, colluders)
    for scale in dict.fromkeys(scales):
        small += _small_scale(scale, by_item, known, least_of_a_scale)
        certain += _certain_scale(scale, by_item, known, colluders)
    return Findings(tuple(small), tuple(certain), min(sizes, default=None))


def can_tell(seen: Iterable[Seen], known: Known, item: str, people: Iterable[Body]) -> bool:
    """Whether the sum of just these people's answers can be worked out by adding and taking away."""
    rows = [each for each in seen if each.item == item and each.is_exact]
    bodies = sorted({body for each in rows for body in each.people if known.size(item, [body])}, key=repr)
    wanted = frozenset(body for body in people if known.size(item, [body]))
    if not wanted <= set(bodies):
        return False
    table = _reduced([[Fraction(body in each.people) for body in bodies] for each in rows])
    left = [Fraction(body in wanted) for body in bodies]
    for row in table:
        factor = left[_pivot(row)]
        left = [value - factor * other for value, other in zip(left, row, strict=True)]
    return not any(left)


# People whom nothing tells apart


@dataclass(frozen=True)
class Alike:
    """Bodies that are in the same things seen."""

    people: frozenset[Body]
    size: int
    truth: int


@dataclass(frozen=True)
class Knot:
    """One item: classes of people, and sums over them."""

    item: str
    classes: tuple[Alike, ...]
    sums: tuple[_Sum, ...]


def _classes(rows: Sequence[Seen], known: Known) -> Knot:
    item = rows[0].item
    alike: dict[tuple[int, ...], list[Body]] = defaultdict(list)
    for body in sorted({body for row in rows for body in row.people}, key=repr):
        if known.size(item, [body]):
            alike[tuple(place for place, row in enumerate(rows) if body in row.people)].append(body)
    classes = tuple(
        Alike(frozenset(bodies), known.size(item, bodies), known.truth(item, bodies)) for bodies in alike.values()
    )
    sums = tuple(
        (frozenset(number for number, within in enumerate(alike) if place in within), row.least, row.most)
        for place, row in enumerate(rows)
    )
    for members, low, high in sums:
        assert low <= sum(classes[number].truth for number in members) <= high, f"what was shown of {item} is untrue"
    return Knot(item, classes, sums)


# Adding and taking away


def _exact_sets(told: Knot) -> Iterator[Small]:
    """The smallest sets of people whose answers can be told, one for each knot of things that hang together."""
    exact = [members for members, low, high in told.sums if low == high]
    rows = [[Fraction(number in members) for number in range(len(told.classes))] for members in exact]
    for knot in _knots(_reduced(rows)):
        best: tuple[int, list[int]] | None = None
        for chosen in _whole_sums(knot):
            size = sum(told.classes[number].size for number in chosen)
            if best is None or size < best[0]:
                best = size, chosen
        if best is not None:
            people = frozenset[Body]().union(*(told.classes[number].people for number in best[1]))
            yield Small(told.item, people, best[0])


def _reduced(rows: Sequence[Row]) -> list[Row]:
    """The same rows with each first number a one that stands alone in its column."""
    table: list[Row] = []
    for row in rows:
        left = list(row)
        for other in table:
            factor = left[_pivot(other)]
            if factor:
                left = [value - factor * by for value, by in zip(left, other, strict=True)]
        if any(left):
            first = left[_pivot(left)]
            left = [value / first for value in left]
            place = _pivot(left)
            table = [
                [value - other[place] * by for value, by in zip(other, left, strict=True)] if other[place] else other
                for other in table
            ]
            table.append(left)
    return table


def _pivot(row: Row) -> int:
    return next(place for place, value in enumerate(row) if value)


def _knots(table: Sequence[Row]) -> list[list[Row]]:
    """Rows that share columns, together."""
    knots: list[tuple[set[int], list[Row]]] = []
    for row in table:
        columns = {place for place, value in enumerate(row) if value}
        near = [knot for knot in knots if knot[0] & columns]
        knots = [knot for knot in knots if not knot[0] & columns]
        knots.append((columns.union(*(knot[0] for knot in near)), [row, *(each for knot in near for each in knot[1])]))
    return [rows for _, rows in knots]


def _whole_sums(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Every sum of rows that takes each class once or not at all. Each row is taken once or not at all: its first
    number stands alone in its column."""
    last = {place: number for number, row in enumerate(rows) for place, value in enumerate(row) if value}

    def walk(number: int, total: Row, any_yet: bool) -> Iterator[list[int]]:
        if number == len(rows):
            if any_yet:
                yield [place for place, value in enumerate(total) if value]
            return
        for take in (False, True):
            so_far = [value + by for value, by in zip(total, rows[number], strict=True)] if take else total
            if all(so_far[place] in (0, 1) for place, at in last.items() if at == number):
                yield from walk(number + 1, so_far, any_yet or take)

    yield from walk(0, [Fraction(0)] * len(rows[0]), False)


# Whether things could be otherwise


def _certain(told: Knot, colluders: int) -> Iterator[Certain]:
    """Classes of whose other members everybody's direction is certain, for some who tell of themselves.

    As things are, somebody else may be favourable if anybody else is. So only sides of which all are among the
    colluders need to be tried.
    """
    for island in _islands(told):
        for number, each in enumerate(island.classes):
            for favourable in (True, False):
                side = each.truth if favourable else each.size - each.truth
                if side <= colluders and each.size > side and _is_certain(island, number, favourable, side, colluders):
                    yield Certain(told.item, each.people, not favourable, colluders)


def _islands(told: Knot) -> Iterator[Knot]:
    """Classes that things seen tie together, each knot by itself."""
    sums = _without_what_follows(_less_what_is_exact(told.sums), [each.size for each in told.classes])
    while sums:
        tied = sums[0][0]
        while more := [members for members, *_ in sums if members & tied and not members <= tied]:
            tied = tied.union(*more)
        yield _island(told, tied, [each for each in sums if each[0] <= tied])
        sums = tuple(each for each in sums if not each[0] <= tied)


def _island(told: Knot, tied: Iterable[int], sums: Sequence[_Sum]) -> Knot:
    """One knot, with classes that its sums do not tell apart as one."""
    alike: dict[tuple[int, ...], list[Alike]] = defaultdict(list)
    for number in sorted(tied):
        alike[tuple(place for place, each in enumerate(sums) if number in each[0])].append(told.classes[number])
    merged = tuple(_together(classes) for classes in alike.values())
    moved = [
        (frozenset(new for new, within in enumerate(alike) if place in within), low, high)
        for place, (_, low, high) in enumerate(sums)
    ]
    return Knot(told.item, merged, tuple(moved))


def _together(classes: Sequence[Alike]) -> Alike:
    people = frozenset[Body]().union(*(each.people for each in classes))
    return Alike(people, sum(each.size for each in classes), sum(each.truth for each in classes))


def _less_what_is_exact(sums: Sequence[_Sum]) -> list[_Sum]:
    """What each sum says of those in it about whom nothing smaller is exact."""
    found: list[_Sum] = []
    for members, low, high in sorted(sums, key=lambda told: len(told[0])):
        for inner, value, also in sorted(found, key=lambda told: -len(told[0])):
            if value == also and inner < members:
                members, low, high = members - inner, low - value, high - value
        found.append((members, low, high))
    return found


def _without_what_follows(sums: Sequence[_Sum], sizes: Sequence[int]) -> tuple[_Sum, ...]:
    """Without sums that others say just as well: some that do not overlap, together, or a larger one."""
    left = list(dict.fromkeys(sums))
    for each in sorted(left, key=lambda told: -len(told[0])):
        others = [other for other in left if other is not each]
        if _say([other for other in others if other[0] <= each[0]], each) or any(
            _says(other, each, sizes) for other in others
        ):
            left.remove(each)
    return tuple(left)


def _say(parts: Sequence[_Sum], whole: _Sum) -> bool:
    members, low, high = set(whole[0]), 0, 0
    for part in sorted(parts, key=lambda told: -len(told[0])):
        if part[0] <= members:
            members -= part[0]
            low, high = low + part[1], high + part[2]
    return not members and whole[1] <= low and high <= whole[2]


def _says(larger: _Sum, part: _Sum, sizes: Sequence[int]) -> bool:
    """Whether what is told of more people says as much of some of them."""
    rest = sum(sizes[number] for number in larger[0] - part[0])
    most = min(larger[2], sum(sizes[number] for number in part[0]))
    return part[0] < larger[0] and part[1] <= max(0, larger[1] - rest) and most <= part[2]


def _is_certain(told: Knot, number: int, favourable: bool, side: int, colluders: int) -> bool:
    """Whether nobody else in the class can be on this side, of which all told; others may tell of themselves too."""
    for more in range(colluders - side + 1):
        for seats in _elsewhere(told, number, favourable, more):
            seated = seats + Counter({(number, favourable): side})
            if told.classes[number].size <= seated[number, True] + seated[number, False]:
                continue
            if not possible(told, seated + Counter({(number, favourable): 1})):
                return True
    return False


def _elsewhere(told: Knot, number: int, favourable: bool, people: int) -> Iterator[Counter[tuple[int, bool]]]:
    """Where other colluders may be, as things are."""
    seats = [
        (other, side)
        for other in range(len(told.classes))
        for side in (True, False)
        if (other, side) != (number, favourable)
    ]
    for chosen in combinations_with_replacement(seats, people):
        seated = Counter(chosen)
        if all(
            count <= (told.classes[other].truth if side else told.classes[other].size - told.classes[other].truth)
            for (other, side), count in seated.items()
        ):
            yield seated


def possible(told: Knot, seated: Counter[tuple[int, bool]]) -> bool:
    """Whether things could be so that at least as many people of these classes are on these sides."""
    boxes = [(seated[place, True], each.size - seated[place, False]) for place, each in enumerate(told.classes)]
    return _search(boxes, told.sums)


def _search(boxes: list[tuple[int, int]], sums: Sequence[_Sum]) -> bool:
    narrowed = _narrowed(boxes, sums)
    if narrowed is None:
        return False
    open_ones = [(high - low, place) for place, (low, high) in enumerate(narrowed) if low < high]
    if not open_ones:
        return True
    _, place = min(open_ones)
    low, high = narrowed[place]
    middle = (low + high) // 2
    halves = [(low, middle), (middle + 1, high)]
    return any(_search([*narrowed[:place], half, *narrowed[place + 1 :]], sums) for half in halves)


def _narrowed(boxes: list[tuple[int, int]], sums: Sequence[_Sum]) -> list[tuple[int, int]] | None:
    """Every class's numbers narrowed by every sum, until nothing changes; None if nothing is left of one."""
    boxes = list(boxes)
    while True:
        before = list(boxes)
        for members, low, high in sums:
            least = sum(boxes[place][0] for place in members)
            most = sum(boxes[place][1] for place in members)
            for place in members:
                mine = boxes[place]
                boxes[place] = max(mine[0], low - (most - mine[1])), min(mine[1], high - (least - mine[0]))
        if any(low > high for low, high in boxes):
            return None
        if boxes == before:
            return boxes


# Scales


def _tells_nothing_new(scale: SeenScale, by_item: Mapping[str, Sequence[Seen]]) -> bool:
    """Whether a scale could be worked out from the items that are shown of the same people."""
    least = most = 0
    for item in scale.items:
        same = [row for row in by_item.get(item, ()) if row.people == scale.people]
        if not same:
            return False
        least, most = least + max(row.least for row in same), most + min(row.most for row in same)
    return scale.least <= least and most <= scale.most


def _small_scale(scale: SeenScale, by_item: Mapping[str, Sequence[Seen]], known: Known, least: int) -> Iterator[Small]:
    """A scale about too few people, or one that says something new of people about whom items are shown too."""
    people = sum(len(known.sheets.get(body, ())) for body in scale.people)
    tangled = any(row.people & scale.people for item in scale.items for row in by_item.get(item, ()))
    if people < least or (tangled and not _tells_nothing_new(scale, by_item)):
        yield Small("+".join(scale.items), scale.people, people)


def _certain_scale(
    scale: SeenScale, by_item: Mapping[str, Sequence[Seen]], known: Known, colluders: int
) -> Iterator[Certain]:
    """Whether some people who put their whole sheets together know all that the others said."""
    if _tells_nothing_new(scale, by_item):
        return
    sheets = [
        [sheet[item] for item in scale.items if item in sheet]
        for body in scale.people
        for sheet in known.sheets.get(body, ())
    ]
    answers = sum(map(len, sheets))
    assert scale.least <= sum(map(sum, sheets)) <= scale.most, "the scale is untrue"
    for told in combinations(sheets, min(colluders, len(sheets))):
        favourable, left = sum(map(sum, told)), answers - sum(map(len, told))
        for certainly, is_so in ((True, scale.least - favourable >= left), (False, scale.most <= favourable)):
            if left and is_so:
                yield Certain("+".join(scale.items), scale.people, certainly, len(told))
