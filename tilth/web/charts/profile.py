"""The trust profile: for each aspect a bar of answers about one middle line, favourable ones to its right.

What may be shown only in part is drawn as what it is: solid where it is certain, hatched where it is left open.
Shares lie between 0 and 1. Colours are attributes of the shapes, so that the picture is the same in a printed file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

WIDTH, HEIGHT = 360.0, 32.0
TOP, THICK = 3.0, 19.0  # of a bar
REACH = TOP + THICK + 5  # where the likely range of a share is drawn, under the bar
GAP = 1.5  # between two pieces of a bar
STEP = 7.0  # from one line of a hatching to the next
NARROWEST = 13.0  # a piece with room for its count
STEPS = 4  # a side of the picture is as long as so many parts of the whole, at least one
INK, PAPER, STONE, LINE = "#1d2422", "#ffffff", "#eceeec", "#79837f"
GOOD, POOR = ("#0b5d47", PAPER), ("#7a3f0d", PAPER)  # the ends: fill, and the ink on it
GOOD_MILD, POOR_MILD = ("#4f9f82", INK), ("#c28040", INK)  # next to the middle


@dataclass(frozen=True)
class Answers:
    """How many people chose each answer, the most favourable first: last things first where `Row.turned`."""

    counts: Sequence[int]

    @property
    def of(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Nearly:
    """Of `of` people, `least` to `most` answered favourably, and it is not said how many."""

    of: int
    least: int
    most: int


@dataclass(frozen=True)
class Hidden:
    """Nothing is shown."""


@dataclass(frozen=True)
class Row:
    """One aspect: its name, what is shown of it, and the same in words.

    `value` stands large ("78 %"), `words` beside it; `note` is said under the name. `figures` fill the table's columns.
    """

    name: str
    shown: Answers | Nearly | Hidden
    words: str
    value: str = ""
    note: str = ""
    likely: tuple[float, float] | None = None  # the range in which the favourable share is likely to lie
    expected: float | None = None  # a share that somebody expected
    figures: Sequence[str] = ()
    turned: bool = False  # asked the other way round: its best answer is the last of the choices

    @property
    def chosen(self) -> Sequence[str]:
        """How many chose each answer, in the order of the choices as they were asked. For the table."""
        if not isinstance(self.shown, Answers):
            return ()
        return [str(count) for count in (self.shown.counts[::-1] if self.turned else self.shown.counts)]


@dataclass(frozen=True)
class Profile:
    """Rows that share one middle line. `choices` are the answers, the best first; `good` of them are favourable."""

    title: str
    choices: Sequence[str]
    good: int
    rows: Sequence[Row]
    columns: Sequence[str] = ()  # of the table, after those of the answers
    expectation: str = ""  # what the mark of an expected share means

    @property
    def width(self) -> int:
        """How many columns of figures the table has."""
        return len(self.choices) + len(self.columns)

    @property
    def has_open_parts(self) -> bool:
        return any(not isinstance(row.shown, Answers) for row in self.rows)

    @property
    def has_ranges(self) -> bool:
        return any(row.likely for row in self.rows)


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar, and what is written on it."""

    x: float
    width: float
    fill: str
    ink: str = INK
    text: str = ""
    is_open: bool = False  # left open: nobody is told how many stand here

    @property
    def hatching(self) -> str:
        return hatched(self.x, self.width)

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Drawn:
    """A row laid out. `said` describes its bar to those who do not see it."""

    row: Row
    pieces: Sequence[Piece]
    said: str
    likely: tuple[float, float] | None = None
    expected: float | None = None


@dataclass(frozen=True)
class Picture:
    """A profile laid out."""

    rows: Sequence[Drawn]
    middle: float
    legend: Sequence[tuple[Piece, str]]


@dataclass(frozen=True)
class Scale:
    """How shares become lengths: the middle line, and the length of the whole."""

    middle: float
    whole: float

    def at(self, share: float) -> float:
        """Where a share stands, counted to the right of the middle."""
        return self.middle + share * self.whole


def layout(profile: Profile) -> Picture:
    """Where everything stands."""
    scale = _scale(profile)
    rows = tuple(_drawn(profile, row, scale) for row in profile.rows)
    return Picture(rows, scale.middle, tuple(_legend(profile)))


def tones(count: int, end: tuple[str, str], mild: tuple[str, str]) -> list[tuple[str, str]]:
    """The colours of one side's answers, from its end to the middle: the mild one last where there are several."""
    return [end] * (count - 1) + [mild] if count > 1 else [end]


def hatched(x: float, width: float) -> str:
    """Slanting lines that fill a stretch of a bar and do not leave it, as the path of an SVG."""
    lines, start = [], x - THICK + STEP / 2
    while start < x + width:
        low, high = max(start, x), min(start + THICK, x + width)
        if high - low > 0.5:
            lines.append(f"M{low:.1f} {TOP + THICK - (low - start):.1f}L{high:.1f} {TOP + THICK - (high - start):.1f}")
        start += STEP
    return "".join(lines)


# --- measures -----------------------------------------------------------------------------------


def _scale(profile: Profile) -> Scale:
    """One scale for all rows: each side as long as its longest bar needs, to the next quarter."""
    reaches = [_reach(profile, row) for row in profile.rows]
    left = _rounded(max((poor for poor, _good in reaches), default=0.5))
    right = _rounded(max((good for _poor, good in reaches), default=0.5))
    whole = WIDTH / (left + right)
    return Scale(left * whole, whole)


def _rounded(share: float) -> float:
    return max(1, ceil(share * STEPS - 1e-9)) / STEPS


def _reach(profile: Profile, row: Row) -> tuple[float, float]:
    """How far a row goes to the left and to the right of the middle."""
    good = max(row.likely[1] if row.likely else 0.0, row.expected or 0.0)
    if isinstance(row.shown, Answers):
        share = sum(row.shown.counts[: profile.good]) / row.shown.of
        return 1 - share, max(share, good)
    if isinstance(row.shown, Nearly):
        return 1 - row.shown.least / row.shown.of, max(row.shown.most / row.shown.of, good)
    return 0.5, max(0.5, good)


# --- rows ---------------------------------------------------------------------------------------


def _drawn(profile: Profile, row: Row, scale: Scale) -> Drawn:
    likely = (scale.at(row.likely[0]), scale.at(row.likely[1])) if row.likely else None
    expected = scale.at(row.expected) if row.expected is not None else None
    if isinstance(row.shown, Answers):
        return Drawn(row, _answers(profile, row.shown, scale), _counted(profile, row), likely, expected)
    pieces = _nearly(row.shown, scale) if isinstance(row.shown, Nearly) else [_open(0, WIDTH, STONE)]
    return Drawn(row, pieces, row.words, likely, expected)


def _answers(profile: Profile, shown: Answers, scale: Scale) -> list[Piece]:
    good, poor = shown.counts[: profile.good], shown.counts[profile.good :]
    right = zip(reversed(good), reversed(tones(len(good), GOOD, GOOD_MILD)), strict=True)
    left = zip(poor, reversed(tones(len(poor), POOR, POOR_MILD)), strict=True)
    return _run(right, shown.of, scale, 1) + _run(left, shown.of, scale, -1)


def _run(side: Iterable[tuple[int, tuple[str, str]]], of: int, scale: Scale, way: int) -> list[Piece]:
    """Pieces from the middle outwards, to the right (1) or to the left (-1)."""
    pieces, gone = [], 0
    for count, (fill, ink) in side:
        x, width = _between(scale.at(way * gone / of), scale.at(way * (gone + count) / of))
        gone += count
        if count:
            text = str(count) if width >= NARROWEST else ""
            pieces.append(Piece(*_inside(x, width), fill, ink, text))
    return pieces


def _nearly(shown: Nearly, scale: Scale) -> list[Piece]:
    """On each side of the middle what is certain, and hatched at its end what is left open."""
    good, poor = shown.least, shown.of - shown.most
    left_open = (shown.most - shown.least) / shown.of
    return [
        *_certain(good, shown.of, scale, 1, GOOD_MILD),
        *_certain(poor, shown.of, scale, -1, POOR_MILD),
        _open(*_between(scale.at(good / shown.of), scale.at(good / shown.of + left_open)), "none"),
        _open(*_between(scale.at(-poor / shown.of - left_open), scale.at(-poor / shown.of)), "none"),
    ]


def _certain(count: int, of: int, scale: Scale, way: int, tone: tuple[str, str]) -> list[Piece]:
    """So many at least, if any."""
    x, width = _between(scale.middle, scale.at(way * count / of))
    text = _("%(count)d or more") % {"count": count}
    return [Piece(*_inside(x, width), *tone, text if width > 70 else "")] if count else []


def _between(one: float, other: float) -> tuple[float, float]:
    return min(one, other), abs(other - one)


def _inside(x: float, width: float) -> tuple[float, float]:
    """A piece in the middle of its stretch, with half a gap on each side where there is room: a thin one is a line."""
    drawn = max(width - GAP, min(width, 1.0))
    return x + (width - drawn) / 2, drawn


def _open(x: float, width: float, fill: str) -> Piece:
    return Piece(x + GAP / 2, max(width - GAP, 0.5), fill, is_open=True)


def _counted(profile: Profile, row: Row) -> str:
    """The bar as words: "9 agree strongly; 5 agree; …"."""
    pairs = zip(row.chosen, profile.choices, strict=True)
    return "; ".join(f"{count} {choice[:1].lower()}{choice[1:]}" for count, choice in pairs)


def _legend(profile: Profile) -> list[tuple[Piece, str]]:
    """What the colours mean, in the order in which they stand from left to right."""
    good = tones(profile.good, GOOD, GOOD_MILD)
    poor = tones(len(profile.choices) - profile.good, POOR, POOR_MILD)[::-1]
    colours = list(zip([*good, *poor], profile.choices, strict=True))[::-1]
    return [(Piece(0, 20, fill, ink), choice) for (fill, ink), choice in colours]
