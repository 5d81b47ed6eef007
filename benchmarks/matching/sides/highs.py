"""HiGHS, given a whole formulation as it stands: one thread, no gap allowed, nothing tuned."""

from collections.abc import Callable

import highspy
import numpy as np

from benchmarks.matching.instances import Instance, graph_of
from benchmarks.matching.sides import Answer, formulations
from benchmarks.matching.sides.formulations import Program
from tilth.matching.graphs import Graph


def picef(instance: Instance) -> Callable[[], Answer]:
    """PICEF, written and solved."""
    return _solver(instance, formulations.picef)


def cycles(instance: Instance) -> Callable[[], Answer]:
    """The cycle formulation, written and solved."""
    return _solver(instance, formulations.cycles)


def _solver(instance: Instance, formulate: Callable[[Graph, int], Program]) -> Callable[[], Answer]:
    graph = graph_of(instance)
    return lambda: solve(formulate(graph, instance.chain))


def solve(program: Program) -> Answer:
    """The best choice of columns."""
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0)):
        highs.setOptionValue(option, value)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    rows, count = len(program.limits), len(program.columns)
    none = np.zeros(0, dtype=np.int32)
    highs.addRows(rows, np.full(rows, -highspy.kHighsInf), program.limits, 0, np.zeros(rows, np.int32), none, none)
    lengths = np.array([len(column) for column in program.columns], dtype=np.int32)
    places = np.fromiter((row for column in program.columns for row in column), dtype=np.int32)
    entries = np.fromiter((entry for column in program.columns for entry in column.values()), dtype=np.float64)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    worths = np.array(program.worths)
    highs.addCols(count, worths, np.zeros(count), np.ones(count), len(places), starts, places, entries)
    kinds = np.full(count, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    highs.run()
    info = highs.getInfo()
    status = highs.modelStatusToString(highs.getModelStatus()).lower()
    return Answer(info.objective_function_value, info.mip_dual_bound, status)
