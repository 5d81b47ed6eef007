"""Notes of a lesson: what a device may send, and how what two devices wrote comes together. Pure.

A line is written once, and later only counted on or taken back. Of two versions of a line the one with more changes
stands, whatever any clock says; on a tie the device's name decides. So all devices come to the same, in whatever
order and however often lines arrive; and since nobody writes over another's words, none are lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

MOST_LINES = 400  # in one note
MOST_AT_ONCE = 200  # in what is sent
LONGEST_LINE = 2000
LARGEST_PHOTO = 1_500_000  # signs, as a device sends it
LATEST = timedelta(days=60)  # between a lesson and the day on which its note arrives

Text = Annotated[str, AfterValidator(lambda text: text.replace("\0", ""))]  # the sign that ends texts: none keeps it
LineKind = Literal["seen", "counted", "wondered", "photo"]


class Line(BaseModel):
    """One line as a device sends it. `photo` is a JPEG as a data URL."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    kind: LineKind
    second: Annotated[int, Field(ge=0, le=24 * 3600)]
    text: Annotated[Text, Field(max_length=LONGEST_LINE)] = ""
    count: Annotated[int, Field(ge=0, le=9999)] = 0
    photo: Annotated[str, Field(max_length=LARGEST_PHOTO)] = ""
    gone: bool = False
    changes: Annotated[int, Field(ge=1, le=100_000)] = 1
    device: Annotated[Text, Field(min_length=1, max_length=36)]

    @property
    def version(self) -> tuple[int, str]:
        return self.changes, self.device


class Sheet(BaseModel):
    """A note as a device sends it, with the lines that have changed there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: UUID
    group: UUID
    kind: Literal["observation", "coaching"] = "observation"
    begun_at: AwareDatetime
    lines: Annotated[tuple[Line, ...], Field(max_length=MOST_AT_ONCE)] = ()


@dataclass(frozen=True)
class Tally:
    """What was counted under one name, on however many devices."""

    name: str
    count: int


def newer(sent: tuple[int, str], kept: tuple[int, str]) -> bool:
    """Whether a version takes the place of the one that is kept. Versions are changes and device."""
    return sent > kept


def merged(lines: Iterable[Line]) -> dict[UUID, Line]:
    """The version of each line that stands."""
    standing: dict[UUID, Line] = {}
    for line in lines:
        if line.id not in standing or newer(line.version, standing[line.id].version):
            standing[line.id] = line
    return standing


def tallies(counted: Iterable[tuple[str, int]]) -> list[Tally]:
    """Counts under the same name together: each device counts on lines of its own."""
    sums: dict[str, int] = {}
    for name, count in counted:
        sums[name] = sums.get(name, 0) + count
    return [Tally(name, count) for name, count in sums.items()]


def believable(begun_at: datetime, arrived_at: datetime) -> datetime:
    """When a note was begun, as far as its device's clock can be right: neither after it came nor long before."""
    return min(max(begun_at, arrived_at - LATEST), arrived_at)
