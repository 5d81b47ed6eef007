"""What the engine is to reach, as numbers, and whether a set of runs reaches it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.matching.apart import Run
from benchmarks.matching.instances import CPSAT_GROUPS, KEP_PICEF, Instance


@dataclass(frozen=True)
class Goal:
    """Limits on the runs of ours on the instances that it is about; None is no limit.

    `faster` and `lighter` are how many times less time and memory than a peer; the median counts.
    `peer` None is the fastest of all peers that finished. `gap` is a share of the bound of the
    first tier: the median counts, but where all are to be proven the widest. `every_gap` holds for the other tiers too.
    `as_good` asks for the value of the peer, and a gap no wider, in the median.
    """

    title: str
    about: Callable[[Instance], bool]
    side: str = "ours"
    peer: str | None = None
    faster: float | None = None
    lighter: float | None = None
    seconds: float | None = None
    megabytes: float | None = None
    gap: float | None = None
    every_gap: float | None = None
    as_good: bool = False


def _like(kind: Sequence[str], size: int, *openers: int) -> Callable[[Instance], bool]:
    return lambda i: i.kind in kind and i.size == size and (not openers or i.openers in openers)


def _teachers(family: str, *sizes: int, families: int | None = None) -> Callable[[Instance], bool]:
    return lambda i: i.family == family and i.size in sizes and families in (None, i.families)


PREFLIB = ("wmd", "saidman")
GOALS = (
    Goal("PrefLib 256 (12, 25), proven", _like(PREFLIB, 256), peer=KEP_PICEF, faster=10, gap=0),
    Goal("PrefLib 512 (0, 25), proven", _like(PREFLIB, 512, 0, 25), peer=KEP_PICEF, faster=40, lighter=15, gap=0),
    Goal("PrefLib 1,024, proven", _like(PREFLIB, 1024), seconds=6, megabytes=300, gap=0),
    Goal("Saidman 2,048 with 204, chains of 4", _like(("saidman",), 2048), seconds=60, gap=0),
    Goal("UK-like 500", _like(("uk",), 500), faster=10, gap=0),
    Goal("sparse 512 and 1,024", lambda i: i.kind == "sparse" and i.size >= 512, faster=10, gap=0.005),
    Goal("UK-like 1,000", _like(("uk",), 1000), seconds=20, gap=0.005),
    Goal(
        "teachers, 720 to 1,200, in a moment",
        _teachers("teachers", 720, 1200),
        "ours, stopped",
        peer=CPSAT_GROUPS,
        as_good=True,
        seconds=1.5,
        gap=0.005,
    ),
    Goal(
        "teachers, 720 to 1,200, in the end",
        _teachers("teachers", 720, 1200),
        "ours, placed",
        peer=CPSAT_GROUPS,
        as_good=True,
    ),
    Goal(
        "all rules and tiers, 720", _teachers("teachers", 720), "ours, every tier", seconds=10, gap=0, every_gap=0.005
    ),
    Goal(
        "100,000 in 139 families",
        _teachers("region", 100_000),
        "ours, by family",
        seconds=60,
        gap=0.006,
        megabytes=1024,
    ),
    Goal("100,000 in one pool", _teachers("region", 100_000), "ours, one pool", seconds=160, gap=0.007, megabytes=1024),
    Goal(
        "repair after 5 % declines, people placed",
        _teachers("repair", 720, 1200),
        "ours, mended",
        peer="ours, whole again",
        faster=10,
    ),
    Goal(
        "repair after 5 % declines, every tier",
        _teachers("repair", 720, 1200),
        "ours, every tier mended",
        peer="ours, every tier whole again",
        faster=10,
    ),
)


def verdict(goal: Goal, runs: Sequence[Run]) -> str | None:
    """In words what was reached, "met" or "missed" first; None when nothing was measured."""
    own = [run for run in runs if run.side == goal.side and goal.about(run.instance)]
    if not own:
        return None
    found = [*_limits(goal, own), *_beside(goal, own, runs)]
    unknown = any(met is None for met, _ in found)
    word = "missed" if any(met is False for met, _ in found) else "partly measured" if unknown else "met"
    return f"{word}: " + "; ".join(said for _, said in found)


Part = tuple[bool | None, str]


def _limits(goal: Goal, own: Sequence[Run]) -> Iterator[Part]:
    if any(run.value is None for run in own):
        yield False, ", ".join(f"{run.instance.name} {run.status}" for run in own if run.value is None)
        return
    if goal.seconds is not None:
        took = median(run.cpu for run in own)
        yield took <= goal.seconds, f"{took:.2f} s of {goal.seconds:g}"
    if goal.megabytes is not None:
        most = max(run.megabytes for run in own)
        yield most <= goal.megabytes, f"{most:.0f} MB of {goal.megabytes:g}"
    if goal.gap is not None:
        counted = median if goal.gap else max
        wide = counted([_gap(run) for run in own])
        yield wide <= goal.gap + 1e-6, f"gap {wide:.2%} of {goal.gap:.1%}"
    if goal.every_gap is not None:
        widest = max(run.widest for run in own)
        yield widest <= goal.every_gap, f"widest gap of a tier {widest:.2%} of {goal.every_gap:.1%}"


def _beside(goal: Goal, own: Sequence[Run], runs: Sequence[Run]) -> Iterator[Part]:
    beside = [(run, _peer(goal, run, runs)) for run in own if run.value is not None]
    pairs = [(run, peer) for run, peer in beside if peer is not None and peer.value is not None]
    wanted = goal.faster or goal.lighter or goal.as_good
    if wanted and not pairs:
        yield None, "no peer finished"
        return
    if goal.as_good:
        more = [run.value - peer.value for run, peer in pairs]
        yield median(more) >= 0, f"{median(more):+g} beside the peer's value, {min(more):+g} at the worst"
        wider = median(_gap(run) - _gap(peer) for run, peer in pairs)
        yield wider <= 1e-6, f"gap {abs(wider):.2%} {'wider' if wider > 0 else 'narrower'} than the peer's"
    if goal.faster is not None:
        times = median(peer.cpu / run.cpu for run, peer in pairs)
        yield times >= goal.faster, f"{times:.1f} × less time of {goal.faster:g} ×"
    if goal.lighter is not None:
        times = median(weight(peer) / weight(run) for run, peer in pairs)
        yield times >= goal.lighter, f"{times:.1f} × less memory of {goal.lighter:g} ×"


def _gap(run: Run) -> float:
    """The share of its bound that the value of a run may fall short of the best."""
    return (run.bound - run.value) / max(1, run.bound)


def weight(run: Run) -> float:
    """Peak megabytes of a side, with those of the solver that it started as far as they were held at one moment."""
    return max(run.megabytes, run.beside, run.together or 0.0)


def _peer(goal: Goal, own: Run, runs: Sequence[Run]) -> Run | None:
    """The peer named by a goal, or else the fastest that finished."""
    others = [run for run in runs if run.instance == own.instance and run.side != own.side and run.value is not None]
    if goal.peer is not None:
        others = [run for run in others if run.side == goal.peer]
    return min(others, key=lambda run: run.cpu, default=None)
