"""Measure the exchange engine beside its peers, each run in a process of its own.

    python -m benchmarks.matching all --quick
    python -m benchmarks.matching kidney --json kidney.json
    python -m benchmarks.matching kidney --only UK-like --sides "HiGHS PICEF"

The peers come with `pip install tilth[bench]`. Ends with 1 if sides that claim the optimum disagree,
or if an exchange of ours is faulty.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks.matching.apart import Run, run
from benchmarks.matching.disagreements import disagreements
from benchmarks.matching.instances import FAMILIES, Instance, listed
from benchmarks.matching.tables import show, show_goals

out = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 150)
err = Console(stderr=True, highlight=False, markup=False)


def main() -> int:
    """Run what was asked for, print it, and keep it if asked."""
    asked = _asked()
    families = list(FAMILIES) if asked.family == "all" else [asked.family]
    runs: list[Run] = []
    for family in families:
        instances = listed(family, quick=asked.quick, long=asked.long)
        known = len(runs)
        for one in _measured([instance for instance in instances if asked.only in instance.name], asked):
            runs.append(one)
            _keep(runs, asked.json)
        show(out, family, runs[known:])
    show_goals(out, runs)
    wrong = list(disagreements(runs))
    for fault in wrong:
        out.print(fault)
    return int(bool(wrong))


def _wanted(side: str, instance: Instance, sides: str) -> bool:
    groups = {"all": True, "ours": side in instance.ours, "peers": side in instance.peers}
    return groups.get(sides, sides in side)


def _keep(runs: Sequence[Run], path: Path | None) -> None:
    if path:
        path.write_text(json.dumps([asdict(one) for one in runs], indent=1))


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__.splitlines()[0])
    words.add_argument("family", choices=[*FAMILIES, "all"])
    words.add_argument("--quick", action="store_true", help="only what takes seconds")
    words.add_argument("--long", action="store_true", help="also what takes very long")
    words.add_argument("--limit", type=float, help="seconds of processor time for a run: 200, or 30 when quick")
    words.add_argument("--only", default="", help="only instances whose name holds this")
    words.add_argument("--sides", default="all", help="ours, or peers, or those whose name holds this")
    words.add_argument("--json", type=Path, help="keep all that was measured in this file")
    asked = words.parse_args()
    asked.limit = asked.limit or (30 if asked.quick else 200)
    return asked


def _measured(instances: Sequence[Instance], asked: argparse.Namespace) -> Iterator[Run]:
    """Each side on each instance, ours first; who was late once is not asked for more of the kind."""
    late: set[tuple[str, str]] = set()
    warm: set[str] = set()
    for instance in instances:
        for side in (*instance.ours, *instance.peers):
            if not _wanted(side, instance, asked.sides):
                continue
            if (side, instance.kind) in late:
                yield Run(side, instance, "–")
                continue
            if side in instance.ours and side not in warm:
                run(side, instance.tiny(), asked.limit)  # compiles, and keeps that
                warm.add(side)
            err.print(f"{instance.name}: {side}")
            done = run(side, instance, asked.limit)
            if done.status.startswith("over") and side in instance.peers:
                late.add((side, instance.kind))
            yield done


if __name__ == "__main__":
    sys.exit(main())
