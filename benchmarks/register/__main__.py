"""Import a register twice into a fresh database, and put the same file into SQLite with nothing but Python's own tools.

Then four times as many schools, to see that memory does not grow with the file.

    python -m benchmarks.register ../shared/data/england/open-schools-2024.csv

Each run is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ALLOWED_SECONDS = 30
DEFAULT = Path("../shared/data/england/open-schools-2024.csv")
RUNS = {
    "peer": "csv.DictReader and executemany",
    "start": "Tilth, started, nothing read",
    "report": "Tilth, report only",
    "first": "Tilth, first import",
    "second": "Tilth, same file again",
    "fourfold": "Tilth, four times as many rows",
}


def main() -> int:
    """Run each in turn, print what it took, and say by the exit code whether the limit was kept."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not path.is_file():
        print(f"{path} is not here: name a register as the first argument.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        _apart("start", path, folder)  # makes the tables, so that this is in nobody's time
        taken = {run: _apart(run, path, folder) for run in RUNS}
    for run, title in RUNS.items():
        print(_line(title, taken[run], taken["peer"]["seconds"]))
    return int(max(taken[run]["seconds"] for run in ("first", "second")) > ALLOWED_SECONDS)


def _line(title: str, one: dict[str, float], peer: float) -> str:
    times = one["seconds"] / peer
    return f"{title:32} {one['seconds']:6.2f} s {one['megabytes']:5.0f} MB {times:6.1f} x the peer  {one['says']}"


def _apart(run: str, path: Path, folder: str) -> dict[str, float]:
    own = {"TILTH_STAGE": "test", "TILTH_DATA": folder, "BENCHMARK": run}
    words = [sys.executable, "-c", "from benchmarks.register.__main__ import measure; measure()", str(path), folder]
    done = subprocess.run(words, env=os.environ | own, capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def measure() -> None:
    """One run, in this process: prints its seconds, peak megabytes and outcome as JSON."""
    path, folder, run = Path(sys.argv[1]), Path(sys.argv[2]), os.environ["BENCHMARK"]
    if run != "peer":
        _set_up()
    if run == "fourfold":
        path = _fourfold(path, folder)
    began = perf_counter()
    says = _peer(path, folder) if run == "peer" else _tilth(path, run)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "says": says}))


def _fourfold(path: Path, folder: Path) -> Path:
    """The same rows under three times as many other numbers besides."""
    larger = folder / "fourfold.csv"
    with larger.open("w", encoding="cp1252", newline="") as out:
        for thousand in range(4):
            with path.open(encoding="cp1252", newline="") as file:
                headings = file.readline()
                out.write(headings if not thousand else "")
                out.writelines(f"{thousand or ''}{line}" for line in file)
    return larger


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def _tilth(path: Path, run: str) -> str:
    from tilth.schools import actions

    if run == "start":
        return ""
    report = actions.report_on(path) if run == "report" else actions.import_register(path=path)
    return f"{report.rows} rows, {report.new} new, {report.changed} changed, {report.skipped_count} skipped"


def _peer(path: Path, folder: Path) -> str:
    """Every row, as it stands, into one table: no checks, no comparison, no places."""
    with path.open(encoding="cp1252", newline="") as file, sqlite3.connect(folder / "peer.sqlite3") as store:
        rows = csv.DictReader(file)
        columns = rows.fieldnames or []
        store.execute(f"create table school ({', '.join(f'c{number}' for number, _ in enumerate(columns))})")
        marks = ", ".join("?" * len(columns))
        written = store.executemany(f"insert into school values ({marks})", ([*row.values()] for row in rows))  # noqa: S608
        return f"{written.rowcount} rows"


if __name__ == "__main__":
    sys.exit(main())
