"""The one place that speaks to the HiGHS solver: one thread, a fixed seed, no gap, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import highspy
import numpy as np

from tilth.matching.solver.columns import Columns, Floats, Integers, none

FINE = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kUnknown,
    highspy.HighsModelStatus.kIterationLimit,
    highspy.HighsModelStatus.kObjectiveTarget,
    highspy.HighsModelStatus.kInterrupt,
)
"""Ends with something to go on: an interior point may stop just short of what it was asked for."""

PLAIN = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
    "mip_pscost_minreliable": 0,
    "mip_allow_cut_separation_at_nodes": False,
    "mip_pool_soft_limit": 1,
}
"""For small programs, one after another. Now and then a guess would take a hundred times as long as the rest; to try
where to branch, or to cut where it has branched, takes three times as long as to branch as it comes. Cuts before it
branches are forgotten at once: so it soon gives up looking for more, which they are seldom worth."""
ROUGH, FINELY = 1e-3, 1e-8
"""How near to the best an interior point comes, as a share."""
SHORTLY, ENOUGH = (4, 4, 6, 9), 200
"""Steps of a rough interior point, the first times and then: its first prices soon change, so they need not be good."""
SMALL = 500
"""Columns that the simplex method takes in its stride."""


class Relaxation:
    """The linear program that maximises worth under row limits, grown by columns.

    Unless it is small, it is solved by an interior point without crossover, whose prices lie in the middle of all that
    are best: fewer rounds of columns are needed than from the corners that the simplex method finds.
    """

    def __init__(
        self, limits: Floats, *, corners: bool = False, rough: bool = False, least: Floats | None = None
    ) -> None:
        """Begin with the rows alone; the first hold at `least` so much, more than nothing where it binds.

        With `corners` the interior point goes on to a corner, which takes more whole. A `rough` one ends sooner.
        """
        self._highs = _solver(limits, least)
        self._floored = np.zeros(len(limits), dtype=np.bool_)
        if least is not None:
            self._floored[: len(least)] = least > 0
        self._steps = iter(SHORTLY if rough else ())
        further = "on" if corners else "off"
        for option, value in {
            "run_crossover": further,
            "presolve": further,
            "ipm_optimality_tolerance": ROUGH if rough else FINELY,
        }.items():
            self._highs.setOptionValue(option, value)

    def add(self, worth: Floats, columns: Columns, most: float = highspy.kHighsInf) -> None:
        """Columns that may be taken in any part from none to so `most`."""
        _add(self._highs, worth, columns, most)

    def aim(self, worth: Floats) -> None:
        """Let the columns be worth so much from now on."""
        self._highs.changeColsCost(len(worth), np.arange(len(worth), dtype=np.int32), worth)

    def solve(self) -> tuple[float, Floats, Floats]:
        """The worth reached, what one more of each row's limit would be worth, and how far each column is taken.

        Prices are never less than nothing, but of rows that must hold something.
        """
        interior = self._highs.getNumCol() > SMALL
        self._highs.setOptionValue("solver", "ipm" if interior else "simplex")
        if interior:
            self._highs.setOptionValue("ipm_iteration_limit", next(self._steps, ENOUGH))
        _run(self._highs)
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual, dtype=np.float64)
        prices: Floats = np.where(self._floored, duals, duals.clip(min=0.0))
        taken: Floats = np.array(solution.col_value, dtype=np.float64)
        return self._highs.getInfo().objective_function_value, prices, taken


@dataclass(frozen=True)
class Answer:
    """The places of the columns taken, and a bound on the worth of any choice."""

    taken: Integers
    bound: float


def best_integers(
    worth: Floats,
    columns: Columns,
    limits: Floats,
    known: Integers,
    nodes: int,
    within: float = 0.0,
    target: float = highspy.kHighsInf,
    plainly: bool = False,
    go_on: Callable[[], bool] | None = None,
    least: Floats | None = None,
) -> Answer:
    """The choice of most worth when columns are taken whole or not at all; the first rows hold at `least` so much.

    `known` holds the places of a choice that keeps the limits, to begin from; where it holds none there may be no such
    choice, and the bound is then less than anything. The answer is exact `within` that much worth, unless the limit of
    `nodes` ended the branching before, or the `target` was reached, or `go_on`, asked many times a second, said no.
    `plainly`, the solver spends nothing on guessing.
    """
    if not len(worth):
        return Answer(none(), 0.0)
    highs = _solver(limits, least)
    _add(highs, worth, columns)
    places = np.arange(len(worth), dtype=np.int32)
    kinds = np.full(len(worth), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    highs.changeColsIntegrality(len(worth), places, kinds)
    highs.setSolution(len(worth), places, np.isin(places, known).astype(np.float64))
    highs.setOptionValue("mip_max_nodes", nodes)
    highs.setOptionValue("mip_abs_gap", within)
    highs.setOptionValue("objective_target", target)
    for option, value in PLAIN.items() if plainly else ():
        highs.setOptionValue(option, value)
    if go_on:
        highs.cbMipInterrupt += partial(_ask, go_on)
    _run(highs, *(() if len(known) else (highspy.HighsModelStatus.kInfeasible,)))
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Answer(none(), -highspy.kHighsInf)  # which the solver says only of some
    return Answer(_taken(highs, known), highs.getInfo().mip_dual_bound)


def _ask(go_on: Callable[[], bool], event: Any) -> None:
    event.data_in.user_interrupt = not go_on()


def _taken(highs: highspy.Highs, known: Integers) -> Integers:
    """What the solver chose, or what was known when it was stopped before it had a choice."""
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return known
    return np.flatnonzero(np.asarray(highs.getSolution().col_value) > 0.5).astype(np.int32)


def _solver(limits: Floats, least: Floats | None = None) -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 7,
        "mip_rel_gap": 0.0,
    }.items():
        highs.setOptionValue(option, value)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    lowest = np.full(len(limits), -highspy.kHighsInf)
    if least is not None:
        lowest[: len(least)] = np.where(least > 0, least, lowest[: len(least)])
    starts = np.zeros(len(limits), dtype=np.int32)
    highs.addRows(len(limits), lowest, limits, 0, starts, none(), np.zeros(0))
    return highs


def _add(highs: highspy.Highs, worth: Floats, columns: Columns, most: float = 1.0) -> None:
    count = len(worth)
    highs.addCols(
        count,
        worth,
        np.zeros(count),
        np.full(count, most),
        len(columns.rows),
        columns.starts[:-1],
        columns.rows,
        columns.entries,
    )


def _run(highs: highspy.Highs, *also: highspy.HighsModelStatus) -> None:
    highs.run()
    status = highs.getModelStatus()
    if status not in (*FINE, *also):
        raise RuntimeError(f"the solver stopped: {highs.modelStatusToString(status)}")
