"""Invented values for the pictures of stages."""

from __future__ import annotations

from typing import Any

from tilth.web.charts.tube import Line, Ring, Station, Tube

STAGES = ("Beginning", "Developing", "Embedding", "Leading")
SAID = {
    "agree": "evidence and voice agree",
    "disagree": "evidence says otherwise",
    "unknown": "nothing to set beside it yet",
}


def _station(short: str, name: str, stage: int | None, ring: Ring) -> Station:
    said = f"{'not known' if stage is None else STAGES[stage].lower()}; {SAID[ring]}"
    return Station(short, name, stage, ring, said, f"#{short.lower().replace('&', '')}")


TUBE = Tube(
    (
        Line(
            "Professional development",
            (
                _station("JPD", "Joint practice development", 2, "agree"),
                _station("M&C", "Mentoring and coaching", 1, "agree"),
                _station("TI", "Talent identification", 0, "unknown"),
                _station("DSI", "Distributed staff information", 1, "disagree"),
            ),
        ),
        Line(
            "Partnership competence",
            (
                _station("FG", "Fit governance", 1, "unknown"),
                _station("HSC", "High social capital", 3, "disagree"),
                _station("CMP", "Collective moral purpose", 1, "agree"),
                _station("E&C", "Evaluation and challenge", 0, "agree"),
            ),
        ),
        Line(
            "Collaborative capital",
            (
                _station("AI", "Analytic investigation", 0, "unknown"),
                _station("DI", "Disciplined innovation", 1, "agree"),
                _station("CE", "Creative entrepreneurship", None, "unknown"),
                _station("AA", "Alliance architecture", None, "unknown"),
            ),
        ),
    ),
    links=(("E&C", "AI"), ("E&C", "DI"), ("HSC", "DI"), ("CMP", "DI"), ("M&C", "DI"), ("JPD", "DI")),
    key=("JPD", "HSC", "CMP", "E&C"),
    stages=STAGES,
)


def values() -> dict[str, Any]:
    """What the gallery's template shows of stages."""
    return {"tube": TUBE, "stages": STAGES}
