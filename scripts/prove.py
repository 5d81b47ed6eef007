#!/usr/bin/env python3
"""Runs every test: on SQLite with the browser journeys, and on a throw-away PostgreSQL without them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import Any

from cluster import throw_away

HERE = Path(__file__).resolve().parent.parent


def pytest(title: str, *words: str, apart: bool = False, **variables: str) -> int:
    """Run tests; returns pytest's exit code. What is run `apart`, beside other tests, speaks when it has ended."""
    began = time.monotonic()
    program = [sys.executable, "-m", "pytest", *words]
    stage = {**os.environ, "TILTH_STAGE": "test", **variables}
    heard: dict[str, Any] = {"stdout": PIPE, "stderr": STDOUT} if apart else {}
    ran = subprocess.run(program, cwd=HERE, env=stage, text=True, check=False, **heard)
    held = "passed" if ran.returncode == 0 else "failed"
    print(f"\n{ran.stdout or ''}{title}: {held} after {time.monotonic() - began:.0f} s", flush=True)
    return ran.returncode


def on_postgresql(*words: str) -> int:
    with throw_away() as addresses:
        return pytest("On PostgreSQL", "-m", "not browser", "--with-database", *words, apart=True, **addresses)


def main() -> int:
    """Both at once, and three processes for two cores: browsers wait a good deal, and servers for their turn."""
    chosen = sys.argv[1:]
    print("Testing on SQLite and in the browser; beside it on PostgreSQL, of which more when it has ended", flush=True)
    with ThreadPoolExecutor() as beside:
        other = beside.submit(on_postgresql, *chosen)
        code = pytest("On SQLite, and in the browser", "-n", "2", "--dist", "worksteal", *chosen)
        return max(code, other.result())


if __name__ == "__main__":
    sys.exit(main())
