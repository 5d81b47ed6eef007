#!/usr/bin/env python3
"""A PostgreSQL of our own for a moment: made in a second, gone afterwards, never safe for anything real.

python3 scripts/cluster.py COMMAND ...      runs COMMAND with TILTH_DATABASE and TILTH_TRAYS naming its two databases
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Queries are not compiled: tables filled within one transaction have no statistics, and that would cost minutes.
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    " -c listen_addresses= -c max_connections=60"
)


def programs() -> Path:
    """Where the newest server's programs are. PostgreSQL keeps them out of the path on Debian."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not places and not on_path:
        sys.exit("There is no PostgreSQL server here. On Debian: sudo apt-get install postgresql")
    return places[-1].parent if places else Path(str(on_path)).parent


def as_server(*words: str) -> None:
    """Run a program as one who may run PostgreSQL: root may not."""
    other = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", **other)
    if ran.returncode:
        sys.exit(f"The throw-away PostgreSQL did not obey.\n{ran.stdout}{ran.stderr}")


@contextmanager
def throw_away() -> Iterator[dict[str, str]]:
    """Start a cluster that listens on a socket in its own folder, and yield the settings that name its databases."""
    bin, home = programs(), Path(tempfile.mkdtemp(prefix="tilth-pg-"))
    if os.geteuid() == 0:
        os.chown(home, pwd.getpwnam("postgres").pw_uid, -1)
    cluster, log = str(home / "cluster"), str(home / "log")
    try:
        as_server(
            str(bin / "initdb"), "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        as_server(str(bin / "pg_ctl"), "-D", cluster, "-l", log, "-o", f"{FAST} -k {home}", "-w", "start")
        try:
            as_server(str(bin / "createdb"), "-h", str(home), "-U", "postgres", "trays")
            server = f"postgres://postgres@{quote(str(home), safe='')}"
            yield {"TILTH_DATABASE": f"{server}/postgres", "TILTH_TRAYS": f"{server}/trays"}
        finally:
            as_server(str(bin / "pg_ctl"), "-D", cluster, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with throw_away() as addresses:
        ran = subprocess.run(sys.argv[1:], env={**os.environ, **addresses}, check=False)
    sys.exit(ran.returncode)
