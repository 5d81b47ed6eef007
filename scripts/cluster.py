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
PLAIN = "-c jit=off -c listen_addresses= -c max_connections=60"
UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
FAST = f"{PLAIN} {UNSAFE} -c autovacuum=off -c shared_buffers=256MB"


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


class Cluster:
    """A server that listens on a socket in its own folder."""

    def __init__(self, home: Path, options: str) -> None:
        self.home, self.options, self.bin = home, options, programs()
        if os.geteuid() == 0:
            os.chown(home, pwd.getpwnam("postgres").pw_uid, -1)
        trusting = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        as_server(str(self.bin / "initdb"), "-D", str(home / "cluster"), *trusting)

    def start(self) -> None:
        self._ctl("-l", str(self.home / "log"), "-o", f"{self.options} -k {self.home}", "-w", "start")

    def stop(self) -> None:
        """At once, as if it had been killed."""
        self._ctl("-m", "immediate", "stop")

    def database(self, name: str) -> str:
        """Make a database; its address."""
        as_server(str(self.bin / "createdb"), "-h", str(self.home), "-U", "postgres", name)
        return self.address(name)

    def address(self, name: str = "postgres") -> str:
        return f"postgres://postgres@{quote(str(self.home), safe='')}/{name}"

    def _ctl(self, *words: str) -> None:
        as_server(str(self.bin / "pg_ctl"), "-D", str(self.home / "cluster"), *words)


@contextmanager
def cluster(options: str = FAST) -> Iterator[Cluster]:
    """Make a cluster and start it; gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="tilth-pg-"))
    try:
        made = Cluster(home, options)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def throw_away() -> Iterator[dict[str, str]]:
    """A quick cluster for tests: the settings that name its two databases."""
    with cluster() as made:
        yield {"TILTH_DATABASE": made.address(), "TILTH_TRAYS": made.database("trays")}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with throw_away() as addresses:
        ran = subprocess.run(sys.argv[1:], env={**os.environ, **addresses}, check=False)
    sys.exit(ran.returncode)
