"""The behaviours of a team: how often each was picked as a strength (right) and as a weakness (left).

What people picked of their team stands above, what they picked of themselves below it, where that may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilth.web.charts.profile import GAP, INK, PAPER, WIDTH, Hidden, Nearly

MIDDLE = WIDTH / 2
TEAM, OWN = (3.0, 16.0), (23.0, 12.0)  # top and height of each bar
OF_TEAM, OF_ONESELF = ("#0b5d47", "#7a3f0d"), ("#4f9f82", "#c28040")  # picked as a strength, as a weakness
INKS = (PAPER, INK)
NARROWEST = 14.0


@dataclass(frozen=True)
class Picked:
    """So many of so many picked it."""

    count: int
    of: int


Share = Picked | Nearly | Hidden


@dataclass(frozen=True)
class Row:
    """One behaviour. `own` is empty where the team is too small for more than its own picture."""

    name: str
    team: tuple[Share, Share]  # as a strength, as a weakness
    own: tuple[Share, Share] | None
    columns: Sequence[str]  # the same in words: of the team strong and weak, of oneself strong and weak
    note: str = ""  # that views part, or clash


@dataclass(frozen=True)
class Picks:
    """All behaviours, in the order of the exercise."""

    title: str
    rows: Sequence[Row]

    @property
    def with_own(self) -> bool:
        return any(row.own for row in self.rows)


@dataclass(frozen=True)
class Stretch:
    """A part of a bar: solid, or left open."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    ink: str = INK
    text: str = ""

    @property
    def is_open(self) -> bool:
        return not self.fill

    @property
    def place(self) -> tuple[float, float]:
        """Where its text stands."""
        return self.x + self.width / 2, self.y + self.height / 2 + 4


@dataclass(frozen=True)
class Drawn:
    """A behaviour laid out."""

    row: Row
    stretches: Sequence[Stretch]

    @property
    def said(self) -> str:
        """The bars in words."""
        names = (_("of the team, strong"), _("of the team, weak"), _("of oneself, strong"), _("of oneself, weak"))
        return "; ".join(f"{name}: {words}" for name, words in zip(names, self.row.columns, strict=False))


def layout(picks: Picks) -> list[Drawn]:
    """Where everything stands."""
    return [Drawn(row, [*_bar(row.team, TEAM, 0), *(_bar(row.own, OWN, 1) if row.own else ())]) for row in picks.rows]


def _bar(shares: tuple[Share, Share], band: tuple[float, float], whose: int) -> list[Stretch]:
    """Strengths to the right of the middle, weaknesses to its left."""
    strong, weak = shares
    fills = OF_TEAM if whose == 0 else OF_ONESELF
    return [*_side(strong, 1, band, fills[0], INKS[whose]), *_side(weak, -1, band, fills[1], INKS[whose])]


def _side(share: Share, way: int, band: tuple[float, float], fill: str, ink: str) -> list[Stretch]:
    if isinstance(share, Hidden):
        return [_stretch(0, 1, way, band, "")]
    if isinstance(share, Picked):
        return [_stretch(0, share.count / share.of, way, band, fill, ink, str(share.count))] if share.count else []
    certain, open_to = share.least / share.of, share.most / share.of
    solid = [_stretch(0, certain, way, band, fill, ink)] if certain else []
    return [*solid, _stretch(certain, open_to, way, band, "")]


def _stretch(
    start: float, end: float, way: int, band: tuple[float, float], fill: str, ink: str = INK, text: str = ""
) -> Stretch:
    width = max(abs(end - start) * MIDDLE - GAP, 0.8)
    inner = MIDDLE + way * (start * MIDDLE + GAP / 2)
    x = inner if way > 0 else inner - width
    return Stretch(x, band[0], width, band[1], fill, ink, text if width >= NARROWEST else "")
