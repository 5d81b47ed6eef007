"""The one place that speaks to the HiGHS solver: one thread, a fixed seed, rows and columns a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Entries = Iterable[tuple[int, float]]
INFINITE = highspy.kHighsInf

ENDS = {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kIterationLimit,
    highspy.HighsModelStatus.kObjectiveTarget,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
}
"""Ends that mean something to those who ask."""
FORCING_ROWS = 64
"""A rule that the solver's presolve goes without: with it, some of our programs were called infeasible and were not."""


@dataclass(frozen=True)
class Answer:
    """What the solver found, if it found anything, and the proven least of what was asked."""

    values: Floats | None
    bound: float
    proven: bool


class Program:
    """A program that is grown by columns and rows, and asked for the least of one thing after another."""

    def __init__(self) -> None:
        self.most: list[float] = []
        self.least: list[float] = []
        self.whole: list[bool] = []
        self._starts, self._columns, self._entries = [0], list[int](), list[float]()
        self._lowest, self._highest = list[float](), list[float]()

    def column(self, most: float = 1.0, *, least: float = 0.0, whole: bool = True) -> int:
        """One more thing to decide, from `least` to `most`; its number."""
        self.most.append(most)
        self.least.append(least)
        self.whole.append(whole)
        return len(self.most) - 1

    def row(self, entries: Entries, *, most: float = INFINITE, least: float = -INFINITE) -> None:
        """The sum of these may be so much."""
        for column, entry in entries:
            self._columns.append(column)
            self._entries.append(entry)
        self._starts.append(len(self._columns))
        self._lowest.append(least)
        self._highest.append(most)

    def minimise(
        self,
        costs: Mapping[int, float],
        *,
        whole: bool = True,
        seconds: float = INFINITE,
        nodes: int | None = None,
        roughly: float = 0.0,
        begun: Floats | None = None,
        seed: int = 0,
    ) -> Answer:
        """The least of the costs, or `roughly` that, by this part of it; time or branching may end it before."""
        highs = self._highs(costs, whole)
        for option, value in {
            "time_limit": max(0.01, seconds),
            "mip_rel_gap": roughly,
            "mip_abs_gap": 0.0,
            "mip_max_nodes": nodes if nodes is not None else highspy.kHighsIInf,
            "random_seed": seed,
        }.items():
            highs.setOptionValue(option, value)
        if begun is not None and whole:
            highs.setSolution(len(begun), np.arange(len(begun), dtype=np.int32), begun)
        highs.run()
        return _answer(highs, whole and any(self.whole))

    def _highs(self, costs: Mapping[int, float], whole: bool) -> highspy.Highs:
        highs = highspy.Highs()
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "presolve_rule_off": FORCING_ROWS,
        }.items():
            highs.setOptionValue(option, value)
        highs.passModel(self._model(costs, whole))
        return highs

    def _model(self, costs: Mapping[int, float], whole: bool) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.most), len(self._lowest)
        model.col_cost_ = np.array([costs.get(column, 0.0) for column in range(len(self.most))])
        model.col_lower_, model.col_upper_ = np.array(self.least), np.array(self.most)
        model.row_lower_, model.row_upper_ = np.array(self._lowest), np.array(self._highest)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self._columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self._entries, dtype=np.float64)
        if whole:
            kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
            model.integrality_ = [kinds[one] for one in self.whole]
        return model


def _answer(highs: highspy.Highs, branched: bool) -> Answer:
    status, known = highs.getModelStatus(), highs.getInfo()
    if status not in ENDS:
        raise RuntimeError(f"the solver stopped: {highs.modelStatusToString(status)}")
    proven = status == highspy.HighsModelStatus.kOptimal
    feasible = known.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(highs.getSolution().col_value) if feasible else None
    if branched:
        return Answer(values, known.mip_dual_bound, proven)
    return Answer(values, known.objective_function_value if proven else -INFINITE, proven)
