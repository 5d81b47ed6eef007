"""`tilth match --instance`: anyone can check the engine on a graph of the literature."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tilth.command.app import app
from tilth.command.house import Exit

SMALL = """# NUMBER ALTERNATIVES: 5
# ALTERNATIVE NAME 5: Alturist 5
1,2,1.0
2,1,1.0
5,3,1.0
3,4,1.5
4,5,0.0
"""


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "small [1].wmd"
    path.write_text(SMALL)
    return path


def solved(path: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["match", "--instance", str(path), *words])


def test_value_bound_and_proof_are_told(instance: Path) -> None:
    told = solved(instance)
    assert told.exit_code == Exit.FINE
    for words in ("small [1].wmd", "value", "bound", "4.5", "proven best", "cycles", "chains"):
        assert words in told.output


def test_shorter_chains_and_no_cycles_can_be_asked_for(instance: Path) -> None:
    assert "3" in value_of(solved(instance, "--chains", "1"))
    assert "2.5" in value_of(solved(instance, "--cycles", "0"))
    assert "0" in value_of(solved(instance, "--cycles", "0", "--chains", "0"))


def value_of(told: Result) -> str:
    return next(line for line in told.output.splitlines() if "value" in line)


def test_no_settings_and_no_database_are_needed(instance: Path) -> None:
    words = [sys.executable, "-m", "tilth.command", "match", "--instance", str(instance)]
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(words, env=bare, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (Exit.FINE, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "no line says"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"# NUMBER ALTERNATIVES: 2\n1,[red],1", "line 2: “[red]” is none of the vertices 1 to 2"),
    ],
)
def test_a_bad_file_is_refused_and_says_why(tmp_path: Path, text: bytes, why: str) -> None:
    path = tmp_path / "odd.wmd"
    path.write_bytes(text)
    told = solved(path)
    assert told.exit_code == Exit.REFUSED
    assert "odd.wmd" in told.output
    assert why in told.output
    assert told.exception is None or isinstance(told.exception, SystemExit)


def test_what_makes_no_sense_is_wrong_use(instance: Path, tmp_path: Path) -> None:
    assert solved(tmp_path / "nowhere.wmd").exit_code == Exit.WRONG_USE
    assert solved(tmp_path).exit_code == Exit.WRONG_USE
    assert solved(instance, "--cycles", "-1").exit_code == Exit.WRONG_USE
    assert solved(instance, "--round", "7c9e6679").exit_code == Exit.WRONG_USE
