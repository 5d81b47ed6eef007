"""Whole numbers that fit: the place where the joint check speaks to HiGHS. One thread, no gap, no clock, no chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

ANY = highspy.kHighsInf
Terms = Sequence[tuple[int, float]]  # a column's place and its factor


@dataclass
class Programme:
    """Columns within bounds, rows within bounds, and a sum that is to be as small as can be."""

    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    price: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, Terms]] = field(default_factory=list)

    def column(self, least: float, most: float, *, price: float = 0.0, whole: bool = True) -> int:
        """One more unknown; its place."""
        self.least.append(least)
        self.most.append(most)
        self.price.append(price)
        self.whole.append(whole)
        return len(self.least) - 1

    def row(self, least: float, most: float, terms: Iterable[tuple[int, float]]) -> None:
        """One more sum that has to lie between these."""
        self.rows.append((least, most, tuple(terms)))

    def smallest(self) -> float | None:
        """The smallest sum, or None where nothing fits."""
        highs = self._solver()
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the solver stopped: {highs.modelStatusToString(status)}")
        return float(highs.getInfo().objective_function_value)

    def _solver(self) -> highspy.Highs:
        highs = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "random_seed": 7, "mip_rel_gap": 0.0}.items():
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        return highs

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.least), len(self.rows)
        model.col_lower_, model.col_upper_ = np.array(self.least), np.array(self.most)
        model.col_cost_ = np.array(self.price)
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        model.row_lower_ = np.array([least for least, _, _ in self.rows])
        model.row_upper_ = np.array([most for _, most, _ in self.rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(terms) for _, _, terms in self.rows)])
        model.a_matrix_.index_ = np.array([place for _, _, terms in self.rows for place, _ in terms])
        model.a_matrix_.value_ = np.array([factor for _, _, terms in self.rows for _, factor in terms])
        return model
