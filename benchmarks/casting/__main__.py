"""Hand in 1,200 sheets at the door of the real server, with 32 clients at once, and see that none is lost.

    python -m benchmarks.casting                      SQLite, six schools
    python -m benchmarks.casting --schools 1          one school of 1,200
    python -m benchmarks.casting --postgresql         on a PostgreSQL made for the moment, that waits for the disk

The server is gunicorn as `tilth serve --processes 2` starts it, in production. Clients and server share the machine.
The peer is the same door on the same server, where a sheet becomes one row of a plain table, as durable as ours.
Ends with 1 when a goal is missed: all in less than 60 s, 95 of 100 replies within 300 ms, no error, none lost.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.casting import clients
from benchmarks.casting.clients import Run
from benchmarks.casting.servers import Server, kept, prepared

LONGEST, SLOWEST = 60.0, 0.300  # seconds for all, and for 95 of 100 replies
out = Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def main() -> int:
    asked = _asked()
    with TemporaryDirectory(prefix="tilth-casting-") as folder, _databases(asked.postgresql) as addresses:
        runs = {side: _run(side, Path(folder) / side, addresses[side], asked) for side in ("ours", "peer")}
    _show(runs, asked)
    return int(not _met(runs["ours"]))


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m benchmarks.casting", description=__doc__.splitlines()[0])
    words.add_argument("--sheets", type=int, default=1200)
    words.add_argument("--clients", type=int, default=32)
    words.add_argument("--schools", type=int, default=6)
    words.add_argument("--postgresql", action="store_true")
    return words.parse_args()


@contextmanager
def _databases(postgresql: bool) -> Iterator[dict[str, dict[str, str]]]:
    """Settings that name the databases of each side."""
    if not postgresql:
        yield {"ours": {}, "peer": {}}
        return
    from scripts.cluster import PLAIN, cluster

    with cluster(PLAIN.replace("max_connections=60", "max_connections=100")) as made:
        yield {
            side: {"TILTH_DATABASE": made.database(side), "TILTH_TRAYS": made.database(f"{side}_trays")}
            for side in ("ours", "peer")
        }


def _run(side: str, folder: Path, addresses: dict[str, str], asked: argparse.Namespace) -> Run:
    """Prepare a wave, serve it, hand in every sheet, and count what is there."""
    server = Server(folder, addresses, plain=side == "peer")
    waiting = out.status(f"{side}: a wave in {asked.schools} schools") if sys.stdout.isatty() else nullcontext()
    with waiting:
        slips = prepared(server, schools=asked.schools, sheets=asked.sheets)
        with server.running() as port:
            run = clients.hand_in(port, slips, clients=asked.clients)
        return run.with_kept(kept(server))


def _met(run: Run) -> bool:
    return run.seconds < LONGEST and run.percentile(95) < SLOWEST and not run.errors and not run.lost


def _show(runs: dict[str, Run], asked: argparse.Namespace) -> None:
    engine = "PostgreSQL" if asked.postgresql else "SQLite"
    title = f"{asked.sheets} sheets, {asked.clients} clients, {asked.schools} schools, {engine}, {os.cpu_count()} cores"
    table = Table(title=title)
    for heading in ("", "sealed trays", "one row a sheet"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, say in (
        ("seconds", lambda run: f"{run.seconds:.1f}"),
        ("sheets a second", lambda run: f"{len(run.replies) / run.seconds:.0f}"),
        ("median reply, ms", lambda run: f"{1000 * run.percentile(50):.0f}"),
        ("95 of 100 within, ms", lambda run: f"{1000 * run.percentile(95):.0f}"),
        ("99 of 100 within, ms", lambda run: f"{1000 * run.percentile(99):.0f}"),
        ("errors", lambda run: str(run.errors)),
        ("lost", lambda run: str(run.lost)),
    ):
        table.add_row(name, *(say(runs[side]) for side in ("ours", "peer")))
    out.print(table)
    verdict = "met" if _met(runs["ours"]) else "MISSED"
    out.print(f"Goals: under {LONGEST:.0f} s, 95 of 100 within {1000 * SLOWEST:.0f} ms, no error, none lost: {verdict}")


if __name__ == "__main__":
    sys.exit(main())
