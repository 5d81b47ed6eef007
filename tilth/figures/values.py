"""A figure: a number, out of how many, and where it opens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A count, out of how many where that makes sense, and the path of the page that shows what was counted."""

    value: int
    of: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.value < 0 or (self.of is not None and self.value > self.of):
            raise ValueError(f"A count of {self.value} out of {self.of} makes no sense.")

    @property
    def none(self) -> bool:
        return self.value == 0
