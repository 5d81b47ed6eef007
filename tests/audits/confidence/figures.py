"""Writes down what came of an attack, for the page on which people read it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tilth.audits.domain.attacks import Attack, Figures, Tried

FILE = Path(__file__).resolve().parents[3] / "tilth" / "audits" / "promise" / "figures.json"


def keep(
    attack: str,
    *,
    tried: int,
    won: int,
    chance: float | None = None,
    naive_tried: int | None = None,
    naive_won: int | None = None,
    on: date | None = None,
    file: Path = FILE,
) -> Tried:
    """Keep the result of an attack in place of its last one, today's unless another day is said.

    `tried` and `won` count the same thing: people, pages, sheets. `chance` is the share that drawing lots gets right,
    where lots can be drawn. `naive_…` say what the same attack does to what is built without care. Raises ValueError
    for an attack that has no words on the page, and for numbers that cannot be.
    """
    kept = Figures.model_validate_json(file.read_text(encoding="utf-8")).root if file.exists() else {}
    result = Tried(
        tried=tried,
        won=won,
        chance=chance,
        on=on or date.today(),  # noqa: DTZ011 - the day at the place where it was tried
        naive_tried=naive_tried,
        naive_won=naive_won,
    )
    whole = {**kept, Attack(attack): result}
    shown = Figures({key: whole[key] for key in Attack if key in whole}).model_dump(mode="json", exclude_none=True)
    file.write_text(json.dumps(shown, indent=2) + "\n", encoding="utf-8")
    return result
