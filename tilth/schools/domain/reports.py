"""What reading a register came to, counted and shown by examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tilth.schools.domain.values import Holds, Noted, Skipped

EXAMPLES = 10
KEPT = 2_000  # of the rows skipped and values left out; the counts go on, and `on_line` is told of all


@dataclass
class Report:
    """What a register would change, or has changed.

    `rows` is every row that is not empty: `new + changed + closed + reopened + unchanged + skipped_count`.
    `absent` counts open schools of these countries that the file does not name: nothing happens to them.
    """

    file_name: str
    title: str
    holds: Holds
    countries: list[str]
    encoding: str
    applied: bool = False
    rows: int = 0
    blank: int = 0
    new: int = 0
    changed: int = 0
    closed: int = 0
    reopened: int = 0
    unchanged: int = 0
    absent: int = 0
    skipped_count: int = 0
    noted_count: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    skipped_why: Counter[str] = field(default_factory=Counter)
    noted_why: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0
    on_line: Callable[[Skipped | Noted], None] = field(default=lambda line: None, repr=False)

    def count(self, what: str, example: str) -> None:
        """One more row that is `new`, `changed`, `closed`, `reopened` or `unchanged`."""
        self.rows += 1
        setattr(self, what, getattr(self, what) + 1)
        if what != "unchanged" and len(shown := self.examples.setdefault(what, [])) < EXAMPLES:
            shown.append(example)

    def skip(self, skipped: Skipped) -> None:
        self.rows += 1
        self.skipped_count += 1
        self.skipped_why[skipped.why] += 1
        self._keep(self.skipped, skipped)

    def note(self, noted: Noted) -> None:
        self.noted_count += 1
        self.noted_why[noted.why] += 1
        self._keep(self.noted, noted)

    def empty_line(self, line: int) -> None:
        self.blank += 1

    def _keep(self, kept: list[Any], line: Skipped | Noted) -> None:
        self.on_line(line)
        if len(kept) < KEPT:
            kept.append(line)

    @property
    def would_change(self) -> int:
        """How many rows are not already as the file says."""
        return self.new + self.changed + self.closed + self.reopened

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name: no names of schools, so it may stand in the trail."""
        names = ("rows", "new", "changed", "closed", "reopened", "unchanged")
        return {name: getattr(self, name) for name in names} | {"skipped": self.skipped_count}

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values; `skipped` and `noted` only as far as a page shows them."""
        plain = {key: value for key, value in vars(self).items() if key != "on_line"}
        lines: dict[str, list[Any]] = {"skipped": self.skipped[:50], "noted": self.noted[:50]}
        return plain | {key: [asdict(line) for line in shown] for key, shown in lines.items()}
