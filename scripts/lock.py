#!/usr/bin/env python3
"""Chooses versions for every package and writes the lock files: pinned, hashed, and naming no host."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements/build.txt": ["requirements/build.in"],
    "requirements/node.txt": ["requirements/node.in"],
    "requirements/base.txt": ["pyproject.toml"],
    "requirements/dev.txt": ["pyproject.toml", "--extra", "dev", "--constraint", "requirements/base.txt"],
}
NAMING_NO_HOST = ["--generate-hashes", "--no-header", "--no-annotate"]
FOR_EVERY_SYSTEM = ["--universal", "--python-version", "3.11", "--upgrade"]  # with markers where systems differ


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "--quiet", "uv"], check=True)
        for lock, sources in LOCKS.items():
            print(f"  {lock}", flush=True)
            words = ["pip", "compile", "--quiet", *NAMING_NO_HOST, *FOR_EVERY_SYSTEM, *sources, "-o", lock]
            subprocess.run([f"{folder}/bin/uv", *words], cwd=HERE, check=True)


if __name__ == "__main__":
    sys.exit(main())
