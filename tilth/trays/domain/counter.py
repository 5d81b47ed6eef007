"""The counter of a box: which slips there are, which are given out, and which places of the roll have had one.

It never joins a slip to a place. It is kept sealed, and its length depends on nothing but the size of the roll.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tilth.trays.domain import marks, slips, slots

HEAD = 18  # bytes: version, closed, then four numbers
FREE, GIVEN = b"\0", b"\1"  # of a slip
LEFT, DRAWN, SIGNED = b"\0", b"\1", b"\2"  # of a place
SLIP = slips.SECRET + 1 + marks.LENGTH  # secret, state, mark of the receipt or token it was given for
PLACE = 1 + marks.LENGTH  # state, mark of the blinded message that was signed for it


class Spent(Exception):
    """There is no slip left of that kind."""


@dataclass(frozen=True)
class Counter:
    """What a box knows, as records of bytes that are changed without looking at their meaning elsewhere."""

    closed: bool
    papers: int  # slips that may be given out on paper
    papers_given: int
    slips: tuple[bytes, ...]
    places: tuple[bytes, ...]

    # --- as bytes ---------------------------------------------------------------------------------

    def stored(self) -> bytes:
        numbers = (self.papers, self.papers_given, len(self.slips), len(self.places))
        head = bytes([1, self.closed]) + b"".join(number.to_bytes(4) for number in numbers)
        return head + b"".join(self.slips) + b"".join(self.places)

    @classmethod
    def read(cls, stored: bytes) -> Counter:
        papers, given, slips, places = (int.from_bytes(stored[at : at + 4]) for at in range(2, HEAD, 4))
        between = HEAD + slips * SLIP
        return cls(
            closed=bool(stored[1]),
            papers=papers,
            papers_given=given,
            slips=_cut(stored[HEAD:between], SLIP),
            places=_cut(stored[between : between + places * PLACE], PLACE),
        )

    # --- slips ------------------------------------------------------------------------------------

    @property
    def papers_left(self) -> int:
        return self.papers - self.papers_given

    @property
    def untouched(self) -> bool:
        """Whether nobody has had a slip yet."""
        return all(_state(slip) == FREE for slip in self.slips) and all(place[:1] == LEFT for place in self.places)

    def knows(self, secret: str) -> bool:
        """Whether this is a slip that was given out. Every slip is looked at: the time says nothing."""
        wanted = secret.encode() + GIVEN
        return sum(marks.same(slip[: len(wanted)], wanted) for slip in self.slips) > 0

    def given_for(self, mark: bytes) -> str | None:
        """The slip that was given out for this receipt or token."""
        found = [slip for slip in self.slips if marks.same(slip[-marks.LENGTH :], mark)]
        return found[0][: slips.SECRET].decode() if found else None

    def give(self, mark: bytes, *, chance: Random) -> tuple[Counter, str]:
        """Give out any slip that is left. Raises Spent."""
        free = [number for number, slip in enumerate(self.slips) if _state(slip) == FREE]
        if not free:
            raise Spent
        number = chance.choice(free)
        secret = self.slips[number][: slips.SECRET]
        return replace(self, slips=_with(self.slips, number, secret + GIVEN + mark)), secret.decode()

    def give_paper(self, *, chance: Random) -> tuple[Counter, str]:
        """Give out a slip on paper: nobody will ask for it again. Raises Spent."""
        if not self.papers_left:
            raise Spent
        given, secret = self.give(chance.randbytes(marks.LENGTH), chance=chance)
        return replace(given, papers_given=self.papers_given + 1), secret

    # --- places of the roll -----------------------------------------------------------------------

    def place(self, number: int) -> tuple[bytes, bytes]:
        """The state of a place, and the mark that it holds."""
        return self.places[number][:1], self.places[number][1:]

    def with_place(self, number: int, state: bytes, mark: bytes = marks.NONE) -> Counter:
        return replace(self, places=_with(self.places, number, state + mark))


def drawn_up(*, places: int, papers: int, root: bytes, chance: Random) -> Counter:
    """A counter with new slips, none of them given out, so many that there is one for each place and each paper.

    A slip's trays follow from its secret. Where one of them would overflow, the slip is made anew.
    """
    trays, load, secrets = slots.trays_for(places + papers), Tally[tuple[str, int]](), set[str]()
    while len(secrets) < places + papers:
        secret = slips.symbols(slips.SECRET, chance)
        homes = [(kind, home(root, kind, secret, trays)) for kind in ("sheets", "remarks")]
        if secret not in secrets and all(load[at] < slots.SLOTS for at in homes):
            secrets.add(secret)
            load.update(homes)
    return Counter(
        closed=False,
        papers=papers,
        papers_given=0,
        slips=tuple(secret.encode() + FREE + marks.NONE for secret in sorted(secrets)),
        places=(LEFT + marks.NONE,) * places,
    )


def home(root: bytes, kind: str, secret: str, trays: int) -> int:
    """Which tray a slip's sheet, or its remark, goes into."""
    return marks.among(trays, marks.mark(root, f"tray of {kind}", secret.encode()))


def _state(slip: bytes) -> bytes:
    return slip[slips.SECRET : slips.SECRET + 1]


def _with(records: tuple[bytes, ...], number: int, record: bytes) -> tuple[bytes, ...]:
    return (*records[:number], record, *records[number + 1 :])


def _cut(joined: bytes, size: int) -> tuple[bytes, ...]:
    return tuple(_pieces(joined, size))


def _pieces(joined: bytes, size: int) -> Iterator[bytes]:
    return (joined[start : start + size] for start in range(0, len(joined), size))
