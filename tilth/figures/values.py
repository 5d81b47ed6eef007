"""A figure: a number, out of how many, where it opens, and whether it may be shown at all."""

from __future__ import annotations

from dataclasses import dataclass


class NotReleased(Exception):
    """A page asked for a number that was withheld. Ask `verdict` first: what is withheld has none to give."""


@dataclass(frozen=True)
class Verdict:
    """Whether a figure may be shown. `why` says in a word what kept it back."""

    why: str = ""

    @property
    def shown(self) -> bool:
        return not self.why


SHOWN = Verdict()


@dataclass(frozen=True)
class Figure:
    """A count, out of how many where that makes sense, and the path of the page that shows what was counted.

    One that was withheld holds no number: there is none to be shown by mistake. It may be known between which two
    counts it lies.
    """

    counted: int | None
    of: int | None = None
    source: str = ""
    verdict: Verdict = SHOWN
    bounds: tuple[float, float] | None = None  # of the share, where it is known only between which it lies

    def __post_init__(self) -> None:
        if self.bounds and (self.verdict.shown or not 0 <= self.bounds[0] <= self.bounds[1] <= 1):
            raise ValueError("Bounds are of a share that is withheld.")
        if not self.verdict.shown and (self.counted is not None or self.of is not None):
            raise ValueError("A figure that is withheld holds no number.")
        if self.verdict.shown and (self.counted is None or not 0 <= self.counted <= self._most):
            raise ValueError(f"A count of {self.counted} out of {self.of} makes no sense.")

    @classmethod
    def withheld(cls, why: str, source: str = "") -> Figure:
        """A figure of which only this is said: why it is not shown."""
        return cls(None, source=source, verdict=Verdict(why))

    @classmethod
    def between(cls, fewest: int, most: int, *, of: int, why: str, source: str = "") -> Figure:
        """A figure that is withheld, and of which is known that it is so many at least and so many at most."""
        return cls(None, source=source, verdict=Verdict(why), bounds=(fewest / of, most / of) if of else None)

    @property
    def value(self) -> int:
        """The count. Raises NotReleased where it was withheld."""
        if self.counted is None:
            raise NotReleased(self.verdict.why)
        return self.counted

    @property
    def share(self) -> float | None:
        """The count as a share of all, where there are any. Raises NotReleased where it was withheld."""
        count = self.value
        return count / self.of if self.of else None

    @property
    def span(self) -> tuple[float, float] | None:
        """The least and the greatest that the share can be, as far as is known: one and the same where it is shown."""
        if not self.verdict.shown:
            return self.bounds
        return None if self.share is None else (self.share, self.share)

    @property
    def none(self) -> bool:
        return self.counted == 0

    @property
    def _most(self) -> float:
        return float("inf") if self.of is None else self.of
