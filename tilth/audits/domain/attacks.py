"""The attacks on the promise that are tried, and what came of each when it was last tried in earnest."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator


class Attack(StrEnum):
    """What somebody tries, named after the test that tries it."""

    LINKAGE = "linkage"  # P1: who answered what, from stolen databases, journals, dumps and keys
    COLUMNS = "columns"  # P2: times, sequences or people in the store of answers
    SAME_LENGTH = "same-length"  # P3: how many answered, from the size of a tray
    DIFFERENCING = "differencing"  # P4: one person's answer, by adding and taking away all that is shown
    PUBLISHED_ONCE = "published-once"  # P5: another result later
    NO_TWO_RATINGS = "no-two-ratings"  # P6: two answers by one person beside each other
    NO_TRACES = "no-traces"  # P7: an address, a browser or a slip left behind on the disk
    ONE_SHEET = "one-slip-one-sheet"  # P8: two sheets with one slip, or a sheet with a slip that was never given out
    BLIND = "blind-signatures"  # P9: whose slip is whose, from all that the signer saw
    OLD_COPIES = "nothing-reopens"  # P10: answers from a copy made before they were destroyed
    NOTHING_LOST = "nothing-lost"  # P11: a sheet that was acknowledged, lost when the server is killed
    TERMS_STAND = "terms-stand"  # P13: another promise than the one that was made
    REMARKS_APART = "remarks-apart"  # P14: which remark belongs to which answers
    SAME_TIME = "same-time"  # P15: whether a slip was used, from how long the reply takes
    INTRUDER = "intruder"  # P16: a name, with the head's own account


class Tried(BaseModel):
    """What came of an attack: how often it was tried, how often it succeeded, and the same on a naive store."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tried: int = Field(ge=1)
    won: int = Field(ge=0)
    chance: float | None = Field(None, ge=0, le=1)  # the share that drawing lots would get right; None: nothing at all
    on: date
    naive_tried: int | None = Field(None, ge=1)
    naive_won: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def won_no_more_than_tried(self) -> Self:
        """Nothing succeeds more often than it is tried."""
        if self.won > self.tried or (self.naive_won or 0) > (self.naive_tried or self.naive_won or 0):
            raise ValueError("An attack cannot succeed more often than it was tried.")
        return self

    @property
    def share(self) -> float:
        return self.won / self.tried

    @property
    def naive_share(self) -> float | None:
        return self.naive_won / self.naive_tried if self.naive_tried and self.naive_won is not None else None


class Figures(RootModel[dict[Attack, Tried]]):
    """The file in which the last results are kept."""
