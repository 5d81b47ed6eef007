"""What attacks on sealed trays share."""

from __future__ import annotations

import pytest
from django.db import connections

from tilth.trays.routing import TRAYS


@pytest.fixture
def on_sqlite() -> None:
    _on("sqlite")


@pytest.fixture
def on_postgresql() -> None:
    _on("postgresql")


def _on(vendor: str) -> None:
    if connections[TRAYS].vendor != vendor:
        pytest.skip(f"This is about {vendor}.")
