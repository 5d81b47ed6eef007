"""Plan a term for families of our own making, beside the plain way, and see how far from the best it can be.

    python -m benchmarks.timetable                     12 schools, 400 groups; and 6 schools, 60 groups
    python -m benchmarks.timetable --only 6 --seeds 5  the smaller one, five times
    python -m benchmarks.timetable --seconds 60        with more time

Each tier has what the plain way reached, what the planner reached, and what it proved to be the best there could be
beside all it reached in the tiers before. Seconds are of the processor, one thread, reasons included.
Ends with 1 when a plan has a fault, is worse than the plain one, or more than two per cent of its meetings may be
missing.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

from benchmarks.timetable.families import family
from tilth.timetable import Plan, Request, faults, greedy, plan
from tilth.timetable.tiers import MOST, Tier

FAMILIES = {12: 400, 6: 60}
"""Groups by the number of schools."""
LARGEST_GAP = 0.02
"""Of the meetings there could be at most, the part that may be missing."""
out = Console(highlight=False, width=None if sys.stdout.isatty() else 120)


@dataclass(frozen=True)
class Run:
    """One family, planned in both ways."""

    request: Request
    plain: Plan
    ours: Plan
    plain_seconds: float
    seconds: float
    waited: float

    @property
    def gap(self) -> float:
        """The part of all meetings there could be that may be missing."""
        return 1 - len(self.ours.meetings) / self.ours.bound if self.ours.bound else 0.0

    def faults(self) -> list[str]:
        """What must not be."""
        wrong = [*faults(self.ours, self.request), *faults(self.plain, self.request)]
        if rank(self.ours) < rank(self.plain):
            wrong.append("the plain plan is better")
        if self.gap > LARGEST_GAP:
            wrong.append(f"{self.gap:.1%} of the meetings may be missing")
        return wrong


def main() -> int:
    asked = _asked()
    wrong: list[str] = []
    for schools, groups in FAMILIES.items():
        for seed in range(1, asked.seeds + 1) if asked.only in (None, schools) else ():
            run = planned(family(schools, groups, seed=seed), asked.seconds)
            show(run, f"{schools} schools, {groups} groups, 12 weeks, no. {seed}")
            wrong += run.faults()
    for fault in wrong:
        out.print(fault)
    return int(bool(wrong))


def planned(request: Request, seconds: float) -> Run:
    """Both plans of one family, and what they took."""
    began = process_time()
    plain = greedy(request)
    between, looked = process_time(), perf_counter()
    ours = plan(request, seconds=seconds)
    return Run(request, plain, ours, between - began, process_time() - between, perf_counter() - looked)


def rank(found: Plan) -> list[float]:
    """By the first tier, then the next: the greater the better."""
    return [value if Tier(tier) in MOST else -value for tier, value, _ in found.tiers]


def show(run: Run, title: str) -> None:
    table = Table(title=title, title_justify="left")
    for heading in ("tier", "plain", "ours", "bound"):
        table.add_column(heading, justify="left" if heading == "tier" else "right")
    for (tier, value, bound), (_, plain, _) in zip(run.ours.tiers, run.plain.tiers, strict=True):
        table.add_row(tier, f"{plain:,.0f}", f"{value:,.0f}", f"{bound:,.0f}")
    table.add_row("seconds of processor", f"{run.plain_seconds:.1f}", f"{run.seconds:.1f}", "")
    out.print(table)
    asked = sum(max(group.meetings, len(group.kept)) for group in run.request.groups)
    out.print(
        f"{len(run.request.people)} people; {asked:,} meetings asked for, no plan holds more than {run.ours.bound:,}: "
        f"{run.gap:.1%} may be missing. {len(run.ours.unplaced)} groups have reasons. It took {run.waited:.0f} s.\n"
    )


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m benchmarks.timetable", description=__doc__.splitlines()[0])
    words.add_argument("--only", type=int, choices=list(FAMILIES), help="the family of so many schools")
    words.add_argument("--seeds", type=int, default=1, help="so many families of each size")
    words.add_argument("--seconds", type=float, default=30.0, help="for each plan, by the clock")
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
