"""Small registers, made by hand in the layouts of real ones."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real registers is not here")

HEADINGS = [
    "URN", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "CloseDate", "PhaseOfEducation (name)",
    "NumberOfPupils", "PercentageFSM", "Trusts (code)", "Trusts (name)", "Town", "Postcode", "Easting", "Northing",
]  # fmt: skip
HOLLINS = ["100001", "Surrey", "Hollins Primary", "Open", "", "Primary", "210", "16.2", "", "", "Tilford", "GU10 1AA"]
BRIDES = ["100002", "Surrey", "St Bride's", "Open", "", "Secondary", "900", "SUPP", "77", "Rowan Trust", "Tilford"]


def csv(*rows: list[str], headings: list[str] | None = None) -> str:
    return "".join(",".join(row) + "\r\n" for row in [headings or HEADINGS, *rows])


def changed(row: list[str], **cells: str) -> list[str]:
    """A row with some cells changed: `Town="Leeds"`; a heading's part in brackets is left out."""
    longer = row + [""] * (len(HEADINGS) - len(row))
    places = {heading.split(" (")[0]: place for place, heading in reversed(list(enumerate(HEADINGS)))}
    for heading, cell in cells.items():
        longer[places[heading]] = cell
    return longer


def workbook(*rows: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(held := io.BytesIO())
    return held.getvalue()


def written(folder: Path, content: str | bytes, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
