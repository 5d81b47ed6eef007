"""Pools of incompatible pairs and altruists, as two schools of the literature describe them.

`saidman`: Saidman, Roth and others (2006): blood groups, three levels of sensitisation, wives harder to
match with husbands' kidneys; PrefLib's pools were made so. `sparse`: the same with the sensitised
patients that long-running pools collect. `uk`: Delorme, García, Gondzio, Kalcsics, Manlove, Pettersson
and Trimble (2022): measured shares of the UK's pool, several donors to some patients, and a
chance of compatibility that falls with the panel's reaction.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tilth.matching.graphs import Graph

GROUPS = ("O", "A", "B", "AB")
GIVES_TO = np.array([[giver in (0, taker) or taker == 3 for taker in range(4)] for giver in range(4)])
"""Whether blood of the first group may go to the second, in the order of GROUPS."""
Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]


def saidman(pairs: int, altruists: int, seed: int) -> Graph:
    """Dense: about a quarter of all arcs are there."""
    return _saidman(pairs, altruists, seed, levels=(0.7019, 0.2, 0.0981), refusals=(0.05, 0.45, 0.9))


def sparse(pairs: int, altruists: int, seed: int) -> Graph:
    """Most patients react to nearly everybody."""
    return _saidman(pairs, altruists, seed, levels=(0.216, 0.16, 0.624), refusals=(0.05, 0.45, 0.99))


def _graph(joined: NDArray[np.bool_], pairs: int) -> Graph:
    """Vertices are the pairs, then the altruists; every transplant weighs one."""
    count = len(joined)
    joined[:, pairs:] = False
    np.fill_diagonal(joined, val=False)
    tails, heads = (ends.astype(np.int32) for ends in np.nonzero(joined))
    return Graph(count, tails, heads, np.ones(len(tails)), np.arange(count) >= pairs)


# --- Saidman and others, 2006 -------------------------------------------------------------------

BLOOD = (0.4814, 0.3373, 0.1428, 0.0385)
WIFE_SHARE, SPOUSE_SHARE = 0.409, 0.4897
"""Patients who are women, and donors who are their patient's spouse."""
WIFE_FACTOR = 0.75
"""What is left of a wife's chance to accept her husband's kidney."""


class _Couples(NamedTuple):
    patient: Numbers
    donor: Numbers
    refusal: Shares


def _saidman(pairs: int, altruists: int, seed: int, levels: tuple[float, ...], refusals: tuple[float, ...]) -> Graph:
    chance = np.random.default_rng(seed)
    couples = _couples(chance, pairs, levels, refusals)
    givers = np.concatenate((couples.donor, chance.choice(4, altruists, p=BLOOD)))
    takers = np.concatenate((couples.patient, np.zeros(altruists, dtype=np.int64)))
    refusal = np.concatenate((couples.refusal, np.ones(altruists)))
    crossmatch = chance.random((len(givers), len(givers))) >= refusal[None, :]
    return _graph(GIVES_TO[givers][:, takers] & crossmatch, pairs)


def _couples(
    chance: np.random.Generator, wanted: int, levels: tuple[float, ...], refusals: tuple[float, ...]
) -> _Couples:
    """Patients with a donor who does not suit them: only these join a pool."""
    drawn = wanted * 8 + 100
    patient, donor = chance.choice(4, (2, drawn), p=BLOOD)
    refusal = np.array(refusals)[chance.choice(len(levels), drawn, p=levels)]
    married = (chance.random(drawn) < WIFE_SHARE) & (chance.random(drawn) < SPOUSE_SHARE)
    of_own = np.where(married, 1 - WIFE_FACTOR * (1 - refusal), refusal)
    unsuited = ~GIVES_TO[donor, patient] | (chance.random(drawn) < of_own)
    kept = np.flatnonzero(unsuited)[:wanted]
    return _Couples(patient[kept], donor[kept], refusal[kept])


# --- Delorme and others, 2022 -------------------------------------------------------------------

PATIENTS = (0.6293, 0.2325, 0.1119, 0.0263)
ALTRUISTS = (0.493, 0.399, 0.0939, 0.0141)
DONORS = np.array(  # of patients of each group
    [
        (0.3721, 0.4899, 0.1219, 0.0161),
        (0.2783, 0.6039, 0.0907, 0.0271),
        (0.2910, 0.2719, 0.3689, 0.0682),
        (0.3166, 0.4271, 0.1910, 0.0653),
    ]
)
DONORS_EACH = (0.9112, 0.0769, 0.0105, 0.0014)
BANDS = np.array([0, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 1.0])
"""Reaction begins at each of these, up to the next; the last is a reaction to everybody."""
SUITED = (0.043, 0.006, 0.003, 0.006, 0.008, 0.011, 0.022, 0.029, 0.039, 0.026, 0.031, 0.089, 0.044, 0.053, 0.093)
SUITED += (0.180, 0.317)
"""Shares of these bands where the blood of an own donor would suit: that is why they wait."""
UNSUITED = (0.357, 0.039, 0.013, 0.011, 0.021, 0.024, 0.034, 0.031, 0.043, 0.036, 0.046, 0.062, 0.039, 0.015, 0.025)
UNSUITED += (0.097, 0.107)
UNREACTIVE = ((0.19, 0.0), (0.2, 0.02), (0.05, 0.05), (0.06, 0.15), (0.1, 0.37), (0.14, 0.62), (0.26, 0.87))
"""Those who react to nobody still differ: the share, and the chance that a kidney suits them."""


def uk(pairs: int, altruists: int, seed: int) -> Graph:
    """Sparse and uneven: some patients suit hundreds of donors, many suit hardly one."""
    chance = np.random.default_rng(seed)
    patient = chance.choice(4, pairs, p=PATIENTS)
    donors = [_donors(chance, group) for group in patient.tolist()]
    suited = np.array([GIVES_TO[own, group].any() for own, group in zip(donors, patient, strict=True)])
    suits = _chance_to_suit(chance, _reactions(chance, suited))
    givers = [*donors, *(np.array([group]) for group in chance.choice(4, altruists, p=ALTRUISTS))]
    joined = np.zeros((len(givers), len(givers)), dtype=np.bool_)
    for row, own in enumerate(givers):
        for group in own.tolist():
            joined[row, :pairs] |= GIVES_TO[group, patient] & (chance.random(pairs) < suits)
    return _graph(joined, pairs)


def _donors(chance: np.random.Generator, patient: int) -> Numbers:
    count = 1 + chance.choice(4, p=_whole(DONORS_EACH))
    return chance.choice(4, count, p=DONORS[patient] / DONORS[patient].sum())


def _reactions(chance: np.random.Generator, suited: NDArray[np.bool_]) -> Shares:
    """How much of the population each patient reacts to, 0 to 1."""
    bands = [chance.choice(len(BANDS), p=_whole(SUITED if one else UNSUITED)) for one in suited.tolist()]
    lows, highs = BANDS[bands], np.append(BANDS, 1.0)[np.array(bands) + 1]
    drawn = np.round(lows + (highs - lows) * chance.random(len(bands)), 2)
    return np.where(np.array(bands) == 0, 0.0, drawn)


def _chance_to_suit(chance: np.random.Generator, reaction: Shares) -> Shares:
    """That a kidney of a good blood group suits, by reaction: two slopes, then steps."""
    shares, levels = zip(*UNREACTIVE, strict=True)
    spread = np.array(levels)[chance.choice(len(levels), len(reaction), p=_whole(shares))]
    steps = np.select([reaction < 0.97, reaction < 0.98, reaction < 1.0], [0.055, 0.025, 0.015], 0.012)
    sloped = np.where(reaction < 0.5, 0.5651 - 0.33012 * reaction, 0.6578 - 0.64194 * reaction)
    return np.select([reaction == 0, reaction < 0.95], [spread, sloped], steps)


def _whole(shares: tuple[float, ...]) -> Shares:
    return np.array(shares) / sum(shares)


MAKERS: Mapping[str, Callable[[int, int, int], Graph]] = {"saidman": saidman, "sparse": sparse, "uk": uk}
