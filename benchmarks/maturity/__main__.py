"""Work out every figure of every school of a family for one page, and each on its own beside it.

    python -m benchmarks.maturity                 12 schools, 1,200 staff, two years; SQLite
    python -m benchmarks.maturity --postgresql    on a PostgreSQL made for the moment
    python -m benchmarks.maturity --years 5       with more behind them

Milliseconds are the median of several, warm, of the whole Python and its queries. Both ways must find the same.
Ends with 1 when they do not, or when the page takes 300 ms or more.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from rich.table import Table

GOAL = 0.300  # seconds
out = Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def main() -> int:
    asked = _asked()
    with ExitStack() as kept:
        _set_up(asked, kept)
        return _measure(asked)


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m benchmarks.maturity", description=__doc__.splitlines()[0])
    words.add_argument("--schools", type=int, default=12)
    words.add_argument("--staff", type=int, default=1200)
    words.add_argument("--years", type=int, default=2)
    words.add_argument("--times", type=int, default=9)
    words.add_argument("--postgresql", action="store_true")
    words.add_argument("--no-plain", action="store_true", help="leave out the plain way, which takes long")
    return words.parse_args()


def _set_up(asked: argparse.Namespace, kept: ExitStack) -> None:
    """A fresh database in a folder of its own, gone afterwards."""
    folder = kept.enter_context(TemporaryDirectory(prefix="tilth-maturity-"))
    if asked.postgresql:
        from scripts.cluster import PLAIN, cluster

        made = kept.enter_context(cluster(PLAIN))
        os.environ |= {"TILTH_DATABASE": made.database("main"), "TILTH_TRAYS": made.database("trays")}
    os.environ |= {"TILTH_STAGE": "test", "TILTH_DATA": folder, "DJANGO_SETTINGS_MODULE": "tilth.config.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def _measure(asked: argparse.Namespace) -> int:
    from benchmarks.maturity import plainly
    from benchmarks.maturity.family import TODAY, Family, Size, counted
    from tilth.audits.figures import voice
    from tilth.maturity.figures import PARTS, evidence

    family = Family(Size(asked.schools, asked.staff, asked.years)).partnership
    _told_of_them()
    out.print(f"{asked.schools} schools, {counted()}; {os.cpu_count()} cores, {_engine()}\n")
    ways: dict[str, Callable[[], Any]] = {f"figures of {name}": _of(part, family) for name, part in PARTS.items()}
    ways["tilth.audits.figures.voice"] = lambda: voice(family, TODAY)
    ways["all of it, for one page"] = lambda: (evidence(family, TODAY), voice(family, TODAY))
    table = _table()
    taken = {name: _add(table, name, way, asked.times) for name, way in ways.items()}
    same = True
    if not asked.no_plain:
        _add(table, "each figure of each school on its own", lambda: plainly.everything(family, TODAY), 1)
        same = agree(evidence(family, TODAY), plainly.everything(family, TODAY))
    out.print(table)
    met = taken["all of it, for one page"] < GOAL
    out.print(f"Goal: under {1000 * GOAL:.0f} ms for the page, the same figures: {'met' if met and same else 'MISSED'}")
    return int(not (met and same))


def _of(part: Callable[..., Any], family: Any) -> Callable[[], Any]:
    from benchmarks.maturity.family import TODAY

    return lambda: part(family, TODAY)


def _table() -> Table:
    table = Table()
    for heading in ("", "ms", "of them our own processor", "queries"):
        table.add_column(heading, justify="left" if not heading else "right")
    return table


def _add(table: Table, name: str, way: Callable[[], Any], times: int) -> float:
    seconds, busy, queries = measured(way, times)
    table.add_row(name, f"{1000 * seconds:,.0f}", f"{1000 * busy:,.0f}", f"{queries:,}")
    return seconds


def measured(way: Callable[[], Any], times: int) -> tuple[float, float, int]:
    """The median seconds by the clock and of the processor, after once to warm up and count; and how many queries."""
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        way()
    taken, busy = [], []
    for _time in range(times):
        began, since = perf_counter(), process_time()
        way()
        taken.append(perf_counter() - began)
        busy.append(process_time() - since)
    return median(taken), median(busy), queries


def agree(ours: dict[str, Any], plain: dict[str, Any]) -> bool:
    """Whether both ways found the same; says where not."""
    counted = {name: {key: (each.value, each.of) for key, each in of.items()} for name, of in ours.items()}
    apart = [name for name in plain if counted.get(name) != plain[name]]
    for name in apart:
        out.print(f"{name}: {counted.get(name)} is not {plain[name]}")
    return not apart


def _told_of_them() -> None:
    """Let the database look at its tables once, as it does by itself in a night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _engine() -> str:
    from django.db import connection

    return str(connection.display_name)


if __name__ == "__main__":
    sys.exit(main())
