"""What is published of a wave, once: the only door through which anything of it reaches a page, a file or the API.

A publication is made when a wave is counted, kept as bytes, and never changed. What is not in it was not released.
Shares lie between 0 and 1.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tilth.audits.domain.instruments import Instrument
from tilth.disclosure import Reason

FORMAT = 1
UNSAID = "unsaid"  # among the keys of a part: those who did not say which one they belong to
Agreement = Literal["one mind", "leaning", "divided"]


class Frozen(BaseModel):
    """A value of a publication."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Held(Frozen):
    """Not released, and why."""

    shown: Literal["withheld"] = "withheld"
    reason: Reason
    needed: int | None = None


class Split(Frozen):
    """All answers to an item may be shown: how many chose each, in the order of the choices (reversed items too)."""

    shown: Literal["exact"] = "exact"
    counts: tuple[int, ...]
    favourable: int
    of: int
    interval: tuple[float, float]  # Wilson's, 95 %, of the favourable share
    bounds: tuple[float, float] | None = None  # of the share among all who were asked, whatever the silent would say;
    # None in a part: nobody knows how many of those who were asked belong to it


class Band(Frozen):
    """Of `of` people, fewer than `limit` were on one side, and not fewer than `least`."""

    shown: Literal["band"] = "band"
    of: int
    limit: int
    favourable: bool  # whether the favourable side is meant
    least: int = 0  # more than nobody only of all schools together

    @property
    def span(self) -> tuple[int, int]:
        """The fewest and the most who may have been favourable."""
        if self.favourable:
            return self.least, self.limit - 1
        return self.of - self.limit + 1, self.of - self.least


Cell = Split | Band | Held


class ItemResult(Frozen):
    """One item."""

    key: str
    cell: Cell
    agreement: Agreement | None = None  # from rwg, where the split is exact


class ScaleResult(Frozen):
    """All items of the instrument together: favourable answers among all answers."""

    shown: Literal["exact", "band"]
    favourable: int
    of: int
    near: bool | None = None  # in a band: so many at least, nearly all (True), or so many at most, nearly none (False)
    items: tuple[str, ...] = ()  # those it is worked out from
    most: int | None = None  # where some items are bands: `favourable` at least, and so many at most
    alpha: float | None = None  # how well the items hang together, among all schools of the wave; from 30 people on
    omega: float | None = None


class Verdict(StrEnum):
    """What may be said of a change, in words."""

    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "unclear"


class Change(Frozen):
    """The favourable share of an item beside that of an earlier wave. Two waves are two independent samples."""

    key: str
    since: date  # when the earlier wave closed
    before: float
    now: float
    interval: tuple[float, float]  # Newcombe's, of now minus before
    risk: float = 0.05  # that the interval misses: all items of a publication together are wrong as rarely as one alone
    verdict: Verdict


class PartResult(Frozen):
    """One part of the declared breakdown."""

    keys: tuple[str, ...]  # more than one: neighbours merged because they were too small alone
    answered: int
    items: tuple[ItemResult, ...]
    scale: ScaleResult | Held


class Picks(Frozen):
    """The behaviours exercise: for each behaviour, how it was picked of oneself and of the team."""

    key: str
    own_strong: Cell | None = None  # None: the team is too small for more than the team's picture
    own_weak: Cell | None = None
    team_strong: Cell
    team_weak: Cell
    clash: bool = False  # more than by chance name it the team's weakness, and its strength or their own


class Publication(Frozen):
    """All that was released of one wave about one school, or about the family as a whole (`school` is None)."""

    format: Literal[1] = 1
    wave: str
    school: str | None = None
    instrument: Instrument
    opened: date
    closed: date
    asked: int
    answered: int | None = None
    schools: int = 1  # how many schools are in it; a family's picture may have to leave some out
    verdict: Held | None = None  # why nothing is shown, if nothing is
    items: tuple[ItemResult, ...] = ()
    scale: ScaleResult | Held | None = None
    parts: tuple[PartResult, ...] | Held | None = None
    picks: tuple[Picks, ...] = ()
    most: tuple[str, ...] = ()  # keys of the aspects that are clearly the most favourable; often none or one or two
    least: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] | Held | None = None  # free text, in an order that has nothing to do with anything

    def stored(self) -> bytes:
        """The bytes that are kept, and given out for ever."""
        return self.model_dump_json(exclude_none=True).encode()

    @classmethod
    def read(cls, stored: bytes) -> Publication:
        """What bytes stand for. Raises pydantic.ValidationError."""
        return cls.model_validate_json(stored)
