"""What the files of the house must not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import house

TEMPLATES = sorted(house.PACKAGE.glob("**/templates/**/*.html"))
LOCKS = [*sorted((house.ROOT / "requirements").glob("*.txt")), house.ROOT / "package-lock.json"]
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
}
ONE_MACHINE = re.compile("/" + r"(work|root|home/\w+)(?![\w-])")
LONGEST_FILE = 400  # lines


def _name(path: Path) -> str:
    return str(path.relative_to(house.ROOT))


def test_no_template_holds_what_our_content_policy_forbids() -> None:
    found = [
        f"{_name(path)}: {what}" for path in TEMPLATES for what, sign in INLINE.items() if sign.search(_html(path))
    ]
    assert not found


def _html(path: Path) -> str:
    """The template without comments; e-mails are not pages, and have no policy."""
    if "mail" in path.stem or "email" in path.parts:
        return ""
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("lock", LOCKS, ids=_name)
def test_a_lock_file_pins_what_is_installed_and_names_no_host(lock: Path) -> None:
    assert "http" not in lock.read_text(encoding="utf-8")


def test_the_lock_for_development_holds_the_same_versions_as_the_one_for_running() -> None:
    base, dev = (_pins(house.ROOT / "requirements" / name) for name in ("base.txt", "dev.txt"))
    assert base and base <= dev


def _pins(lock: Path) -> set[str]:
    """Every name==version in a lock, without the extras."""
    pins = re.findall(r"^[\w.\[\],-]+==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"\[.*\]", "", pin) for pin in pins}


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [_name(path) for path in house.kept_files() if ONE_MACHINE.search(_text(path))]
    assert not found


def _text(path: Path) -> str:
    whole = path.read_bytes()
    return "" if b"\0" in whole[:8000] else whole.decode("utf-8", errors="replace")


def test_no_file_of_code_is_too_long_to_read_at_once() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path, _ in house.modules()}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}
