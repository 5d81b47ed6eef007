"""Where uploaded registers wait for an answer, each under the key of its import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def file(key: UUID) -> Path:
    """The uploaded register. It has no ending: what it is, its content tells."""
    return _shelf() / f"{key}.register"


def lines(key: UUID) -> Path:
    """All rows that were not used and values that were left out, as CSV."""
    return _shelf() / f"{key}.lines.csv"


def keep(key: UUID, upload: UploadedFile) -> Path:
    """Put an upload on the shelf, piece by piece."""
    with file(key).open("wb") as kept:
        for piece in upload.chunks():
            kept.write(piece)
    return file(key)


def clear(key: UUID) -> None:
    """Throw the register away, and how far it was read. The rows not used stay for whoever wants to mend them."""
    for path in (file(key), _progress(key)):
        path.unlink(missing_ok=True)


def write_progress(key: UUID, done: int, lines: int) -> None:
    """Say how far a reading is. In a file: a change inside one transaction is invisible to everybody else."""
    _progress(key).write_text(f"{done} {lines}", "ascii")


def progress(key: UUID) -> tuple[int, int]:
    """How many lines of how many have been read; nothing of one while nobody has said."""
    with suppress(OSError, ValueError):
        done, total = _progress(key).read_text("ascii").split()
        return int(done), int(total)
    return 0, 1


@contextmanager
def writing_lines(key: UUID) -> Iterator[Any]:
    """The list of rows not used, open for writing."""
    with lines(key).open("w", encoding="utf-8-sig", newline="") as file:
        yield file


def _progress(key: UUID) -> Path:
    return _shelf() / f"{key}.progress"


def _shelf() -> Path:
    shelf = Path(settings.MEDIA_ROOT) / "registers"
    shelf.mkdir(parents=True, exist_ok=True)
    return shelf
