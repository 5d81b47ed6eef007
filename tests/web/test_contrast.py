"""Text can be read on whatever it stands: at least 4.5 to 1, and 3 to 1 for what is not text."""

import re
from pathlib import Path

import pytest

PALETTE = dict(
    re.findall(
        r"^\$([a-z-]+): (#[0-9a-f]{6});",
        (Path(__file__).parents[2] / "front/theme/_palette.scss").read_text(),
        re.MULTILINE,
    )
)
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "leaf", "leaf-dark", "red") for ground in ("paper", "ground")),
    *(("ink", ground) for ground in ("leaf-tint", "soil-tint", "amber-tint", "sky-tint", "red-tint", "stone", "focus")),
    ("paper", "leaf"),
    ("paper", "leaf-dark"),
    ("paper", "red"),
    ("leaf-dark", "leaf-tint"),
    ("leaf", "leaf-tint"),
    ("leaf", "soil-tint"),
    ("soil-dark", "soil-tint"),
    ("soil-dark", "paper"),
    ("amber-dark", "amber-tint"),
    ("sky", "sky-tint"),
    ("red", "red-tint"),
    ("ink-soft", "soil-tint"),
]
SHAPES = [("leaf", "paper"), ("soil", "paper"), ("soil", "leaf-tint"), ("line-strong", "paper"), ("leaf", "stone")]


def _light(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def contrast(one: str, other: str) -> float:
    return ratio(PALETTE[one], PALETTE[other])


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape, ground):
    assert contrast(shape, ground) >= 3
