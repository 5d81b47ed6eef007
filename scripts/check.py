#!/usr/bin/env python3
"""Everything a change must keep beside its tests. Says all faults at once."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "-m", "tilth.config.manage"]
CHECKS = {
    "Types": [str(BIN / "mypy")],
    "Compiled loops": [sys.executable, "scripts/compiled.py"],
    "Style": [str(BIN / "ruff"), "check", "."],
    "Form": [str(BIN / "ruff"), "format", "--check", "."],
    "Layers": [str(BIN / "lint-imports")],
    "Templates": [str(BIN / "djlint"), "tilth", "--lint", "--quiet"],
    "Migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "Django's own checks": [*MANAGE, "check", "--fail-level", "WARNING"],
}


def holds(check: tuple[str, list[str]]) -> bool:
    """Run one check, and show what it said when it does not hold."""
    name, words = check
    began = time.monotonic()
    ran = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False)
    said = "" if ran.returncode == 0 else f"\n{ran.stdout}{ran.stderr}"
    print(
        f"  {name:<24}{'holds' if ran.returncode == 0 else 'BROKEN'} {time.monotonic() - began:6.1f} s{said}",
        flush=True,
    )
    return ran.returncode == 0


def main() -> int:
    print("Checking", flush=True)
    with ThreadPoolExecutor(max_workers=2) as two_cores:
        held = list(two_cores.map(holds, CHECKS.items()))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
