"""Invented values for the gallery."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator


def values() -> dict[str, Any]:
    """What the gallery's template shows."""
    return {
        "notices": [
            {"headline": "Say yes to a triad", "body": "Ben, Asha and Leo, Tuesdays 15:30", "link": "#yes"},
            {"headline": "Mark where we are on the grid", "body": "4 of 6 leaders have; opens Friday", "link": "#grid"},
            {"headline": "Thank the Alder governors", "body": "for the visit on 12 November", "link": "#thank"},
        ],
        "page": Paginator(range(200), 10).page(7),
    }
