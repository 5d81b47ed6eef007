"""Somebody who has stolen the key of a box, and copies of its rows from before and after every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tilth.trays import keys
from tilth.trays.domain import counter, marks, sealing, slots
from tilth.trays.domain.counter import Counter

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def opened(key: UUID, stolen_key: bytes, history: Sequence[Tables]) -> dict[str, list[dict[str, Any]]]:
    """All that a stolen key opens of all that the database has ever held: slots, slips and places, version by version.

    A slot is laid beside its slip, and a slip beside the receipt it was given for: whoever has the key can reckon that.
    """
    thief = Thief(key, stolen_key)
    rows: dict[str, list[dict[str, Any]]] = {"slots": [], "slips": [], "places": []}
    for version, tables in enumerate(history):
        (box,) = [row for row in tables["trays_box"] if UUID(str(row["id"])) == key]
        known = thief.counter(bytes(box["counter"]))
        trays = [thief.tray(row) for row in tables["trays_tray"] if UUID(str(row["box_id"])) == key]
        rows["slots"] += [{**slot, "version": version} for found in trays for slot in found]
        if known:
            rows["slips"] += [{**slip, "version": version} for slip in thief.slips(known)]
            rows["places"] += [{**place, "version": version} for place in thief.places(known)]
    slip_of = {slip["mark of its slot"]: slip for slip in rows["slips"]}
    rows["slots"] = [
        {**slot, **{f"its slip's {name}": value for name, value in slip_of.get(slot["mark"], {}).items()}}
        for slot in rows["slots"]
    ]
    return {f"opened {name}": found for name, found in rows.items() if found}


class Thief:
    """Tries every key of a stolen file on everything."""

    def __init__(self, box: UUID, stolen_key: bytes) -> None:
        self.box = box
        self.root = stolen_key[len(keys.FORMAT) :][: keys.ROOT]
        self.keys = [stolen_key[at : at + sealing.KEY] for at in range(keys.BLOCK, len(stolen_key), keys.BLOCK)]

    def tried(self, sealed: bytes, what: str, number: int) -> bytes | None:
        for key in self.keys:
            try:
                return sealing.unseal(
                    sealed, key=key, place=b"|".join([self.box.bytes, what.encode(), str(number).encode()])
                )
            except sealing.WrongKey:
                continue
        return None

    def counter(self, sealed: bytes) -> Counter | None:
        plain = self.tried(sealed, "counter", 0)
        return Counter.read(plain) if plain else None

    def tray(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        plain = self.tried(bytes(row["sealed"]), "remarks" if row["remarks"] else "sheets", row["place"])
        size = len(plain) // slots.SLOTS if plain else 1
        found = [plain[start : start + size] for start in range(0, len(plain), size)] if plain else []
        return [
            {"tray": row["place"], "slot": number, "mark": slot[: marks.LENGTH], "sheet": slot[marks.LENGTH :]}
            for number, slot in enumerate(found)
            if slot[: marks.LENGTH] != marks.NONE
        ]

    def slips(self, known: Counter) -> list[dict[str, Any]]:
        return [
            {
                "number": number,
                "secret": slip[:10],
                "mark": slip[11:],
                "mark of its slot": marks.mark(self.root, "sheets", slip[:10]),
            }
            for number, slip in enumerate(known.slips)
            if slip[10:11] == counter.GIVEN
        ]

    def places(self, known: Counter) -> list[dict[str, Any]]:
        return [
            {"person": f"person {number}", "mark": place[1:]}
            for number, place in enumerate(known.places)
            if place[:1] != counter.LEFT
        ]
