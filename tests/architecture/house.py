"""The house as its files tell it."""

from __future__ import annotations

import ast
import configparser
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tilth"


def layers() -> list[set[str]]:
    """The parts in each layer, highest first, as the layers contract has them."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:layers"]["layers"].split("\n")
    return [{part.strip(" ()") for part in line.split("|")} for line in lines if line.strip()]


def parts() -> list[str]:
    """The parts that exist."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def modules(pattern: str = "**/*.py") -> Iterator[tuple[Path, ast.Module]]:
    """Our Python files and what is in them, migrations aside."""
    for path in sorted(PACKAGE.glob(pattern)):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every action, with its full name: the public functions of `actions.py`, or what the package `actions` offers."""
    for path, module in modules("*/actions.py"):
        yield from ((name, node) for name, node in _functions(path, module) if not node.name.startswith("_"))
    for face, module in modules("*/actions/__init__.py"):
        offered = {alias.name for node in module.body if isinstance(node, ast.ImportFrom) for alias in node.names}
        for path, part in modules(f"{face.parent.relative_to(PACKAGE)}/*.py"):
            yield from ((name, node) for name, node in _functions(path, part) if node.name in offered)


def _functions(path: Path, module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return ((f"{dotted}.{node.name}", node) for node in module.body if isinstance(node, ast.FunctionDef))


def kept_files() -> list[Path]:
    """Every file that is in the repository or about to be."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
