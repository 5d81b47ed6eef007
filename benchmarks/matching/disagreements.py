"""What cannot all be true in a set of runs."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from benchmarks.matching.apart import Run

ROUNDING = 1e-4
SAME_PROBLEM = ("kidney", "teachers")
"""In these families all sides of an instance solve one problem; elsewhere each its own."""


def disagreements(runs: Sequence[Run]) -> Iterator[str]:
    """Faulty exchanges, values and bounds that a published optimum or another side's bound proves wrong."""
    told = [run for run in runs if run.value is not None]
    for run in told:
        if run.status.startswith("FAULTY"):
            yield f"{run.instance.name}, {run.side}: {run.status}"
        if not _holds(run):
            yield f"{run.instance.name}, {run.side}: {run.value} to {run.bound}, but {run.instance.known} is published"
    for run, other in permutations(told, 2):
        same = run.instance == other.instance and run.instance.family in SAME_PROBLEM
        if same and other.bound is not None and run.value > other.bound + ROUNDING:
            yield f"{run.instance.name}: {run.side} has {run.value}, above {other.bound} that {other.side} calls proven"


def _holds(run: Run) -> bool:
    """Whether the published optimum lies between value and bound."""
    known = run.instance.known
    if known is None:
        return True
    return run.value - ROUNDING <= known and (run.bound is None or known <= run.bound + ROUNDING)
