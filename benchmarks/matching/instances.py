"""Which pools are measured, and with whom beside us."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

from benchmarks.matching.pools import kidneys, teachers
from tilth.matching.graphs import Graph, read_wmd

PUBLISHED = Path("../shared/data/kidney")
OPTIMA = {"041": 17, "061": 22, "091": 40, "121": 86, "131": 85, "161": 181}
"""Published values of PrefLib's pools 00036-00000…, cycles and chains of three."""

KEP_PICEF, KEP_CYCLES = "kep_solver PICEF, CBC", "kep_solver cycles, CBC"
HIGHS_PICEF, HIGHS_CYCLES, CPSAT_PICEF = "HiGHS PICEF", "HiGHS cycles", "CP-SAT PICEF"
CPSAT_GROUPS = "CP-SAT, groups listed, 120 s"
GRAPH_PEERS = (KEP_PICEF, KEP_CYCLES, HIGHS_PICEF, HIGHS_CYCLES, CPSAT_PICEF)


@dataclass(frozen=True)
class Instance:
    """A pool that can be made again from these few words, and what is asked of it.

    `kind` is a maker of kidney pools, "wmd" (a file, by `seed`), or "teachers". Sizes count pairs
    or teachers, `openers` altruists, `chain` the most arcs of a chain. A `long` one is for long runs.
    """

    family: str
    kind: str
    size: int
    openers: int = 0
    seed: int = 1
    chain: int = 3
    families: int = 1
    topics: int = 0
    peers: tuple[str, ...] = ()
    ours: tuple[str, ...] = ("ours",)
    long: bool = False
    known: float | None = None

    @property
    def name(self) -> str:
        """As it stands in the tables."""
        if self.kind == "teachers":
            return f"{self.size:,} teachers" + (
                f", {self.families} families" if self.families > 1 else f", no. {self.seed}"
            )
        title = {"wmd": "PrefLib", "saidman": "Saidman", "sparse": "sparse Saidman", "uk": "UK-like"}[self.kind]
        return f"{title} {self.size:,}, {self.openers}" + (f", chains of {self.chain}" if self.chain != 3 else "")

    def as_json(self) -> str:
        """In words that `from_json` reads."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, words: str) -> "Instance":
        """What `as_json` wrote."""
        return cls(
            **{name: tuple(told) if isinstance(told, list) else told for name, told in json.loads(words).items()}
        )

    def tiny(self) -> "Instance":
        """A small one, to compile with."""
        if self.kind == "teachers":
            return replace(self, size=64, families=1)
        return replace(self, kind="saidman", size=32, openers=2)


@cache
def graph_of(instance: Instance) -> Graph:
    """The graph of a kidney pool."""
    if instance.kind == "wmd":
        return read_wmd((PUBLISHED / f"00036-{instance.seed:08}.wmd").read_text())
    return kidneys.MAKERS[instance.kind](instance.size, instance.openers, instance.seed)


@cache
def field_of(instance: Instance) -> teachers.Field:
    """The people of a pool of teachers."""
    return teachers.field(
        instance.size, families=instance.families, topics=instance.topics, seed=instance.seed, avoiding=0.01
    )


def listed(family: str, *, quick: bool, long: bool) -> Iterator[Instance]:
    """The instances of one family, smaller ones first; a quick run stops at what takes seconds."""
    for instance in FAMILIES[family]():
        if instance.long <= long and (not quick or instance.size <= QUICK[family]):
            yield instance


QUICK = {"kidney": 128, "teachers": 720, "region": 10_000, "repair": 720}


def _kidney() -> Iterator[Instance]:
    sizes = {41: (32, 1), 61: (32, 4), 91: (64, 6), 121: (128, 6), 131: (128, 12), 161: (256, 12), 191: (512, 0)}
    for number, (pairs, altruists) in sizes.items():
        if (PUBLISHED / f"00036-{number:08}.wmd").is_file():
            known = OPTIMA.get(f"{number:03}")
            yield Instance("kidney", "wmd", pairs, altruists, number, peers=GRAPH_PEERS, known=known)
    for pairs, altruists in ((64, 6), (128, 12), (256, 25), (512, 25), (512, 76), (1024, 0), (1024, 51)):
        yield Instance("kidney", "saidman", pairs, altruists, peers=GRAPH_PEERS)
    yield Instance("kidney", "saidman", 2048, 204, chain=4)
    for pairs, altruists in ((128, 12), (512, 51), (1024, 102)):
        yield Instance("kidney", "sparse", pairs, altruists, peers=GRAPH_PEERS)
    for pairs, altruists in ((100, 5), (250, 12), (500, 25), (1000, 50)):
        yield Instance("kidney", "uk", pairs, altruists, peers=GRAPH_PEERS)


def _teachers() -> Iterator[Instance]:
    placed = ("ours, placed", "ours, stopped")
    for size, seed in product((720, 1200), (1, 2, 3)):
        yield Instance("teachers", "teachers", size, seed=seed, topics=150, peers=(CPSAT_GROUPS,), ours=placed)
    for seed in (1, 2, 3, 4, 5):
        yield Instance("teachers", "teachers", 720, seed=seed, topics=150, ours=("ours, every tier",))


def _region() -> Iterator[Instance]:
    for size, families in ((10_000, 14), (100_000, 139)):
        yield Instance("region", "teachers", size, families=families, topics=300, ours=("ours, by family",))
        yield Instance("region", "teachers", size, families=families, topics=300, ours=("ours, one pool",))


def _repair() -> Iterator[Instance]:
    placed = ("ours, whole again", "ours, mended", "ours, loosened")
    every = ("ours, every tier whole again", "ours, every tier mended")
    for size, seed in product((720, 1200), (1, 2, 3)):
        for sides in (placed, every) if size == 720 else (placed,):
            yield Instance("repair", "teachers", size, seed=seed, topics=150, ours=sides)


FAMILIES = {"kidney": _kidney, "teachers": _teachers, "region": _region, "repair": _repair}
