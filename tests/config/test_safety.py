"""Nothing set means production, and production starts only when it is safe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def safe(tmp_path: Path) -> dict[str, str]:
    """The variables of a production that may start."""
    tmp_path.chmod(0o700)
    return {
        "TILTH_SECRET_KEY": "k" * 60,
        "TILTH_ADDRESS": "https://tilth.example",
        "TILTH_EMAIL": "smtp://post.example:25",
        "TILTH_DATA": str(tmp_path),
    }


def started(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start with these variables and nothing else of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TILTH_", "DJANGO_"))}
    program = [sys.executable, "-c", "import tilth.config.settings as s; print(s.STAGE, s.DEBUG, s.DEMO)"]
    return subprocess.run(
        program, cwd=HERE, env={**kept, **variables}, capture_output=True, text=True, check=False, timeout=60
    )


def test_nothing_set_refuses_to_start_and_names_every_fault_at_once() -> None:
    said = started({}).stderr
    for variable in ("TILTH_SECRET_KEY", "TILTH_ADDRESS", "TILTH_EMAIL"):
        assert f"Set {variable} " in said or f"Set {variable}," in said


def test_a_safe_production_starts_without_debugging_and_without_the_demonstration(safe: dict[str, str]) -> None:
    assert started(safe).stdout.split() == ["production", "False", "False"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TILTH_SECRET_KEY", "short"),
        ("TILTH_ADDRESS", "http://tilth.example"),
        ("TILTH_EMAIL", "console://"),
        ("TILTH_DATA", "/nowhere/at/all"),
    ],
)
def test_each_fault_alone_is_enough(safe: dict[str, str], variable: str, value: str) -> None:
    refused = started({**safe, variable: value})
    assert refused.returncode != 0
    assert refused.stderr.count("\n- Set TILTH_") == 1 and variable in refused.stderr


def test_data_that_others_can_read_is_refused(safe: dict[str, str]) -> None:
    Path(safe["TILTH_DATA"]).chmod(0o755)
    assert "TILTH_DATA" in started(safe).stderr


def test_an_unknown_stage_is_refused(safe: dict[str, str]) -> None:
    assert started({**safe, "TILTH_STAGE": "staging"}).returncode != 0


def test_keys_that_others_can_read_are_refused(safe: dict[str, str]) -> None:
    keys = Path(safe["TILTH_DATA"]) / "keys"
    keys.mkdir(mode=0o750)
    assert "TILTH_KEYS" in started(safe).stderr
    keys.chmod(0o700)
    assert started(safe).returncode == 0


def test_keys_never_lie_among_what_backups_keep(safe: dict[str, str]) -> None:
    refused = started({**safe, "TILTH_KEYS": str(Path(safe["TILTH_DATA"]) / "files" / "keys")})
    assert "TILTH_KEYS" in refused.stderr


def test_sealed_trays_need_a_database_of_their_own(safe: dict[str, str]) -> None:
    one = "postgres://tilth:secret@db.example/tilth"
    refused = started({**safe, "TILTH_DATABASE": one, "TILTH_TRAYS": one})
    assert "TILTH_TRAYS" in refused.stderr
