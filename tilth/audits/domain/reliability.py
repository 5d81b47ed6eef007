"""Whether the items of an instrument hang together, and how far raters agree: from a row for each person.

A column stands for an item, NaN for no answer; reversed items are turned before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Table = NDArray[np.float64]
FEWEST = 30  # people, each with an answer to every item


def complete(table: Table) -> Table:
    """The rows without a gap."""
    return table[~np.isnan(table).any(axis=1)]


def alpha(table: Table) -> float | None:
    """Cronbach's alpha: the share of the sum's variance that the items have in common; None where nothing varies."""
    items, whole = table.shape[1], table.sum(axis=1).var(ddof=1)
    if items < 2 or whole <= 0:
        return None
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / whole))


def standardised_alpha(correlations: Table) -> float:
    """Alpha as if all items varied alike, from the correlations of the items."""
    items = len(correlations)
    mean = (correlations.sum() - items) / (items * (items - 1))
    return float(items * mean / (1 + (items - 1) * mean))


def omega(covariances: Table) -> float | None:
    """McDonald's omega: the share of the sum's variance that one common factor explains.

    The factor is fitted by maximum likelihood. None where it cannot be: an item that does not vary, too few items,
    no convergence, an item without any variance of its own, or items that pull in opposite directions.
    """
    deviations = np.sqrt(np.diag(covariances))
    if len(covariances) < 3 or (deviations <= 0).any():
        return None
    loadings = one_factor(covariances / np.outer(deviations, deviations))
    if loadings is None or (loadings <= 0).any():
        return None
    common = float((loadings * deviations).sum() ** 2)
    return common / (common + float(((1 - loadings**2) * deviations**2).sum()))


def one_factor(correlations: Table) -> Table | None:
    """Loadings of the items on the one factor that explains the correlations best, by maximum likelihood (Jöreskog)."""
    if np.linalg.eigvalsh(correlations)[0] < 1e-8:
        return None
    start = np.clip(1 / np.diag(np.linalg.inv(correlations)), 0.05, 0.95)
    limits = [(0.005, 1.0)] * len(correlations)
    fit = minimize(_misfit, start, args=(correlations,), jac=True, method="L-BFGS-B", bounds=limits, tol=1e-10)
    if not fit.success or (fit.x <= 0.0051).any():
        return None
    return _loadings(fit.x, correlations)


def _loadings(unique: Table, correlations: Table) -> Table:
    """The factor's loadings, when the variance that each item has for itself is known."""
    scale = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    loadings: Table = scale * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    return loadings if loadings.sum() >= 0 else -loadings


def _misfit(unique: Table, correlations: Table) -> tuple[float, Table]:
    """How badly one factor with these unique variances explains the correlations, and how that changes with each."""
    scale = np.sqrt(unique)
    values = np.linalg.eigvalsh(correlations / np.outer(scale, scale))[:-1]
    loadings = _loadings(unique, correlations)
    implied = np.outer(loadings, loadings) + np.diag(unique)
    slope = np.diag(implied - correlations) / unique**2
    return float(-(np.log(values) - values).sum()) - len(values), slope


@dataclass(frozen=True)
class Icc:
    """The six intraclass correlations of Shrout and Fleiss: of one rater, and of the mean of all of them."""

    one_random: float  # (1,1): each target has raters of its own
    two_random: float  # (2,1): the same raters for all, drawn at random
    two_fixed: float  # (3,1): the same raters for all, and no others are meant
    one_random_mean: float  # (1,k)
    two_random_mean: float  # (2,k)
    two_fixed_mean: float  # (3,k): Cronbach's alpha


def icc(ratings: Table) -> Icc:
    """From a row for each target and a column for each rater."""
    targets, raters = ratings.shape
    grand = ratings.mean()
    rows = raters * ((ratings.mean(axis=1) - grand) ** 2).sum() / (targets - 1)
    columns = targets * ((ratings.mean(axis=0) - grand) ** 2).sum() / (raters - 1)
    within = ((ratings - ratings.mean(axis=1, keepdims=True)) ** 2).sum() / (targets * (raters - 1))
    rest = (within * targets - columns) / (targets - 1)
    between = (columns - rest) / targets
    return Icc(
        one_random=float((rows - within) / (rows + (raters - 1) * within)),
        two_random=float((rows - rest) / (rows + (raters - 1) * rest + raters * between)),
        two_fixed=float((rows - rest) / (rows + (raters - 1) * rest)),
        one_random_mean=float((rows - within) / rows),
        two_random_mean=float((rows - rest) / (rows + between)),
        two_fixed_mean=float((rows - rest) / rows),
    )
