#!/usr/bin/env python3
"""Makes a clone ready: the Python environment, the locked packages, the front end. Needs nothing but Python.

    python3 scripts/prepare.py demo     what the demo needs
    python3 scripts/prepare.py test     the same, and what the tests need

Each step is stamped with what it was made from, so a step whose sources have not changed is not done again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
STAMPS = VENV / ".stamps"
LOCKS = HERE / "requirements"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18

BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
PROGRAMS = {  # what the tests need from the system: (how to find it, the Debian package that brings it)
    "a Chromium browser": (("/usr/bin/chromium",), "chromium"),
    "a PostgreSQL server": (("/usr/lib/postgresql/*/bin/initdb",), "postgresql"),
    "Pango, which sets the type of printed files": (("/usr/lib/*/libpango-1.0.so.0",), "libpango-1.0-0"),
    "Pango for FreeType": (("/usr/lib/*/libpangoft2-1.0.so.0",), "libpangoft2-1.0-0"),
    "HarfBuzz's subsetting": (("/usr/lib/*/libharfbuzz-subset.so.0",), "libharfbuzz-subset0"),
}


class Stopped(Exception):
    """Preparing cannot go on; the message says why and what to do."""


def main(goal: str) -> None:
    print(f"Preparing Tilth in {HERE.name}/", flush=True)
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("Python environment", environment),
        ("Python packages", lambda: packages("dev" if goal == "test" else "base")),
        ("The tilth command", command),
        ("Node", node),
        ("Front-end packages", front_packages),
        ("Front-end build", front_build),
    ]
    if goal == "test":
        steps.append(("Browser and database", programs))
    for name, step in steps:
        timed(name, step)


def timed(name: str, step: Callable[[], bool]) -> None:
    """Run one step and say how long it took; a step returns False when there was nothing to do."""
    print(f"  {name:<24}", end="", flush=True)
    began = time.monotonic()
    try:
        done = step()
    except Stopped:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - began:5.1f} s" if done else "  ready", flush=True)


# --- steps --------------------------------------------------------------------------------------


def environment() -> bool:
    if sys.version_info < OLDEST_PYTHON:
        raise Stopped("Tilth needs Python 3.11 or later. Choose one with: make demo PYTHON=/path/to/python3.11")
    if (VENV / "bin" / "pip").exists():
        return False
    why = "Python could not make an environment. On Debian: sudo apt-get install python3-venv"
    run([sys.executable, "-m", "venv", str(VENV)], why)
    return True


def packages(lock: str) -> bool:
    """The locked packages; those for development hold all that the others hold."""
    wanted = [LOCKS / "build.txt", LOCKS / f"{lock}.txt"]
    if fresh("packages-dev", [LOCKS / "build.txt", LOCKS / "dev.txt"]) or fresh(f"packages-{lock}", wanted):
        return False
    pip("install", "--require-hashes", *(word for file in wanted for word in ("-r", str(file))))
    stamp(f"packages-{lock}", wanted)
    return True


def command() -> bool:
    """Tilth itself, in place, so that what you edit is what runs."""
    sources = [HERE / "pyproject.toml"]
    if fresh("command", sources):
        return False
    pip("install", "--no-build-isolation", "--no-index", "--no-deps", "--editable", str(HERE))
    stamp("command", sources)
    return True


def node() -> bool:
    """Node from the system where it is new enough and has npm; otherwise as a Python package."""
    if (VENV / "bin" / "node").exists() or system_node_will_do():
        return False
    pip("install", "--require-hashes", "-r", str(LOCKS / "node.txt"))
    return True


def front_packages() -> bool:
    sources = [HERE / "package.json", HERE / "package-lock.json"]
    if fresh("front-packages", sources) and (HERE / "node_modules").is_dir():
        return False
    run(["npm", "ci", "--no-progress"], "The front-end packages could not be installed.")
    stamp("front-packages", sources)
    return True


def front_build() -> bool:
    sources = [*files_in(HERE / "front"), HERE / "package-lock.json"]
    built = HERE / "tilth" / "web" / "static" / "web" / "build"
    if fresh("front-build", sources) and built.is_dir():
        return False
    run(["npm", "run", "build"], "The front end could not be built.")
    stamp("front-build", sources)
    return True


def programs() -> bool:
    """The browser and the database server for the tests; root installs them, others are told how."""
    missing = [package for places, package in PROGRAMS.values() if not any(map(found, places))]
    if not missing:
        return False
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        names = " and ".join(name for name, (places, _) in PROGRAMS.items() if not any(map(found, places)))
        raise Stopped(f"The tests need {names}. On Debian: sudo apt-get install {' '.join(missing)}")
    run(["apt-get", "update"], "The list of Debian's packages could not be read.")
    run(["apt-get", "install", "--yes", "--no-install-recommends", *missing], "Debian's packages did not install.")
    return True


# --- tools --------------------------------------------------------------------------------------


def surroundings() -> dict[str, str]:
    """Our environment without what would lead Python astray, and with the system's certificates."""
    led_astray = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    ours = {name: value for name, value in os.environ.items() if name not in led_astray}
    bundle = next((path for path in BUNDLES if Path(path).exists()), None)
    if bundle:
        ours = {"SSL_CERT_FILE": bundle, "NODE_EXTRA_CA_CERTS": bundle, **ours}
    path = f"{VENV / 'bin'}{os.pathsep}{ours.get('PATH', os.defpath)}"
    return {**ours, "PATH": path, "DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(words: list[str], why: str) -> None:
    """Run a program quietly; when it fails, show all it said and raise Stopped with `why`."""
    try:
        ran = subprocess.run(words, cwd=HERE, env=surroundings(), capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Stopped(f"{why} The program {words[0]} is not there.") from None
    if ran.returncode:
        said = (ran.stdout + ran.stderr).strip()
        raise Stopped(f"{said}\n\n{why}")


def pip(*words: str) -> None:
    why = "The Python packages could not be installed; what pip said is above."
    run([str(VENV / "bin" / "python"), "-m", "pip", *words, "--quiet", "--no-input", "--no-compile"], why)


def system_node_will_do() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    return said.startswith("v") and int(said[1:].split(".")[0]) >= OLDEST_NODE


def found(place: str) -> bool:
    path = Path(place)
    return any(Path(path.anchor).glob(str(path.relative_to(path.anchor))))


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def digest(sources: Iterable[Path]) -> str:
    """One digest over the names and the contents of files."""
    whole = hashlib.sha256()
    for path in sources:
        whole.update(f"{path.relative_to(HERE)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def fresh(step: str, sources: Iterable[Path]) -> bool:
    kept = STAMPS / step
    return kept.exists() and kept.read_text() == digest(sources)


def stamp(step: str, sources: Iterable[Path]) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(digest(sources))


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "test")
    except Stopped as reason:
        sys.exit(f"\n{reason}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
