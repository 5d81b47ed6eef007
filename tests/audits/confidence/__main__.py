"""Attack the promise in earnest, and write down what came of it for the page on which people read it.

    python -m tests.audits.confidence linkage 1000
    python -m tests.audits.confidence differencing 2000
    python -m tests.audits.confidence outputs 2000     the same over pages, tables and files as they are put out
    python -m tests.audits.confidence kill 60
    python -m tests.audits.confidence all            everything, as a night allows
    python -m tests.audits.confidence columns --quiet   writes nothing down

On SQLite; on PostgreSQL: python scripts/cluster.py python -m tests.audits.confidence linkage 1000
Ends with 1 when an attack succeeded more often than it may.
"""

from __future__ import annotations

import argparse
import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from tilth.audits.domain.attacks import Attack

# What is asked for -> the attack as the page has it, and how often it is tried unless somebody says otherwise
ATTACKS: dict[str, tuple[Attack, int]] = {
    "linkage": (Attack.LINKAGE, 1000),
    "columns": (Attack.COLUMNS, 1),
    "length": (Attack.SAME_LENGTH, 100),
    "differencing": (Attack.DIFFERENCING, 2000),
    "outputs": (Attack.DIFFERENCING, 2000),  # the other writes it down
    "slips": (Attack.ONE_SHEET, 400),
    "record": (Attack.BLIND, 25),
    "copies": (Attack.OLD_COPIES, 400),
    "kill": (Attack.NOTHING_LOST, 60),
    "timing": (Attack.SAME_TIME, 3000),
    "traces": (Attack.NO_TRACES, 30),
    "intruder": (Attack.INTRUDER, 20),
}


def main() -> int:
    asked = _asked()
    _enter()
    wanted = ATTACKS if asked.attack == "all" else [asked.attack]
    return max(_run(name, asked.times or ATTACKS[name][1], keep=not asked.quiet) for name in wanted)


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.audits.confidence", description=__doc__.splitlines()[0])
    words.add_argument("attack", choices=[*ATTACKS, "all"])
    words.add_argument("times", nargs="?", type=int, help="how often: waves, schools, stops, replies")
    words.add_argument("--quiet", action="store_true", help="write nothing down for the page")
    return words.parse_args()


def _enter() -> None:
    """A house of our own for a moment, with its two databases in memory or, where settings name a server, on it."""
    os.environ.update(TILTH_STAGE="test", DJANGO_SETTINGS_MODULE="tilth.config.settings")
    os.environ["TILTH_DATA"] = tempfile.mkdtemp(prefix="tilth-attack-")
    atexit.register(shutil.rmtree, os.environ["TILTH_DATA"], ignore_errors=True)
    import django

    django.setup()
    from django.core.management import call_command

    from tilth.trays.routing import TRAYS

    call_command("migrate", TRAYS, database=TRAYS, verbosity=0)


def _run(name: str, times: int, *, keep: bool) -> int:
    from tests.audits.confidence import differencing, earnest, figures, outputs, visits

    print(f"{name}, {times}", flush=True)
    began = time.monotonic()
    if name == "differencing":
        return int(differencing.run(times, keep=keep).ours > 0)
    if name == "outputs":
        return int(outputs.run(times).lost > 0)
    attacks: dict[str, Callable[[int], Any]] = {
        "linkage": earnest.linkage,
        "columns": earnest.columns,
        "length": earnest.same_length,
        "slips": earnest.one_sheet,
        "record": earnest.record,
        "copies": earnest.old_copies,
        "kill": earnest.nothing_lost,
        "timing": earnest.same_time,
        "traces": visits.no_traces,
        "intruder": visits.intruder,
    }
    result = attacks[name](times)
    print(
        f"  tried {result.tried}, won {result.won}; naive: tried {result.naive_tried}, won {result.naive_won};"
        f" {time.monotonic() - began:.0f} s"
    )
    if keep:
        figures.keep(ATTACKS[name][0], **vars(result))
    return int(result.chance is None and result.won > 0)


if __name__ == "__main__":
    sys.exit(main())
