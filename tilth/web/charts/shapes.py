"""What every picture is made of: words, discs and arrows. Lengths are units of the picture's own viewBox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from textwrap import wrap

SIZE = 12.0  # of words
LEADING = 15.0  # from one line to the next
WIDEST = 0.6  # how wide a letter is at most, on average, in sizes: Inter's own average is 0.55
HEAD = 9.0  # the length of an arrow's head

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """What a shape covers."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def view(self) -> str:
        """As the viewBox of a picture that begins at its left edge."""
        return f"0 {self.top:.0f} {self.right:.0f} {self.height:.0f}"

    def meets(self, other: Box) -> bool:
        """Whether the two cover any common ground."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def inside(self, other: Box) -> bool:
        """Whether this lies wholly in the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True)
class Line:
    """One line of words; `y` is its baseline. `kind` is how it looks: name, quiet, topic or offer."""

    x: float
    y: float
    anchor: str  # start, middle or end
    text: str
    kind: str

    @property
    def box(self) -> Box:
        width = len(self.text) * SIZE * WIDEST
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return Box(left, self.y - SIZE * 0.8, left + width, self.y + SIZE * 0.22)


@dataclass(frozen=True)
class Disc:
    """A circle with something short written in it."""

    x: float
    y: float
    r: float
    text: str

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)


@dataclass(frozen=True)
class Arrow:
    """A curve and its head, as SVG paths."""

    line: str
    head: str


def fitted(text: str, width: float, lines: int) -> list[str]:
    """The text in at most so many lines, none wider than `width`; what does not fit ends in an ellipsis."""
    letters = max(4, int(width / (SIZE * WIDEST)))
    words = " ".join(_hyphened(word, letters) for word in text.split())
    return wrap(words, width=letters, max_lines=lines, placeholder="…")


def _hyphened(word: str, letters: int) -> str:
    """A word too long for a line, in pieces that each fill one and end in a hyphen."""
    return "".join(_pieces(part, letters) for part in re.split(r"(?<=-)", word))


def _pieces(part: str, letters: int) -> str:
    if len(part) <= letters:
        return part
    return f"{part[: letters - 1]}- {_pieces(part[letters - 1 :], letters)}"


def bounds(boxes: Iterable[Box], *, width: float, margin: float = 4.0) -> Box:
    """What a picture of this width covers, from its highest shape to its lowest."""
    held = list(boxes)
    return Box(0, min(box.top for box in held) - margin, width, max(box.bottom for box in held) + margin)


def below(x: float, y: float, anchor: str, texts: Sequence[str], kind: str) -> list[Line]:
    """Lines going down, the first with its baseline at `y`."""
    return [Line(x, y + number * LEADING, anchor, text, kind) for number, text in enumerate(texts)]


def above(x: float, y: float, anchor: str, texts: Sequence[str], kind: str) -> list[Line]:
    """Lines going down, the last with its baseline at `y`."""
    return below(x, y - (len(texts) - 1) * LEADING, anchor, texts, kind)


def middle(x: float, y: float, anchor: str, texts: Sequence[str], kind: str) -> list[Line]:
    """Lines about the height `y`."""
    return below(x, y + SIZE * 0.36 - (len(texts) - 1) * LEADING / 2, anchor, texts, kind)


def towards(start: Point, end: Point, length: float) -> Point:
    """The point `length` from `start` on the way to `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    whole = hypot(dx, dy) or 1.0
    return start[0] + dx / whole * length, start[1] + dy / whole * length


def _written(*points: Point) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def curve(
    start: Point, bend: Point, end: Point, *, leave: float = 0.0, arrive: float = 0.0, head: float = HEAD
) -> Arrow:
    """An arrow that starts `leave` away from its beginning, bends towards `bend`, and stops `arrive` before its end."""
    first, tip = towards(start, bend, leave), towards(end, bend, arrive)
    neck = towards(tip, bend, head)
    across = (tip[1] - neck[1]) * 0.5, (neck[0] - tip[0]) * 0.5
    wings = [(neck[0] + side * across[0], neck[1] + side * across[1]) for side in (1, -1)]
    return Arrow(f"M{_written(first)} Q{_written(bend, neck)}", f"M{_written(tip, *wings)}Z")
