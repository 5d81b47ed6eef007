#!/usr/bin/env python3
"""Runs every test: on SQLite with the browser journeys, then on a throw-away PostgreSQL without them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from cluster import throw_away

HERE = Path(__file__).resolve().parent.parent


def pytest(title: str, *words: str, **variables: str) -> int:
    """Run the tests in two processes; returns pytest's exit code."""
    print(f"\n{title}", flush=True)
    began = time.monotonic()
    program = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *words]
    code = subprocess.run(
        program, cwd=HERE, env={**os.environ, "TILTH_STAGE": "test", **variables}, check=False
    ).returncode
    print(f"{title}: {'passed' if code == 0 else 'failed'} after {time.monotonic() - began:.0f} s", flush=True)
    return code


def main() -> int:
    chosen = sys.argv[1:]
    codes = [pytest("On SQLite, and in the browser", *chosen)]
    with throw_away() as addresses:
        codes.append(pytest("On PostgreSQL", "-m", "not browser", "--with-database", *chosen, **addresses))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
