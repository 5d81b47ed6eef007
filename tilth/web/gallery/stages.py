"""Invented values for the pictures of stages."""

from __future__ import annotations

from datetime import date
from typing import Any

from tilth.web.charts.knot import Knot, Node, Tie
from tilth.web.charts.steps import Steps
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
KNOT = Knot(
    (
        Node("JPD", "Joint practice development", 2.0, "embedding in five schools of six", "#jpd"),
        Node("HSC", "High social capital", 1.4, "developing, further in some schools than in others", "#hsc"),
        Node("E&C", "Evaluation and challenge", 0.0, "beginning", "#ec"),
        Node("CMP", "Collective moral purpose", None, "not known: nobody has been asked", "#cmp"),
    ),
    (
        Tie(0, 1, "strong", "trust is as high as people work closely, in five schools of six"),
        Tie(1, 2, "frayed", "challenge has begun where trust has not been heard"),
        Tie(2, 3, "unknown", "we have not asked staff what we are for"),
        Tie(3, 0, "growing", "eight groups say whom their work is for"),
        Tie(0, 2, "growing", "what groups find is looked at by another school"),
        Tie(1, 3, "unknown", "we have not asked staff what we are for"),
    ),
)
BEGINS, ENDS = date(2024, 11, 23), date(2026, 11, 23)
WENT: tuple[tuple[str, tuple[tuple[date, int | None], ...]], ...] = (
    ("Joint practice development", ((date(2024, 9, 9), 0), (date(2025, 3, 3), 1), (date(2026, 3, 2), 2))),
    ("Mentoring and coaching", ((date(2025, 3, 3), 1), (date(2026, 3, 2), 1))),
    ("High social capital", ((date(2024, 9, 9), 2), (date(2025, 9, 8), 3), (date(2026, 6, 8), 1))),
    ("Fit governance", ((date(2025, 1, 13), 1), (date(2025, 9, 8), None), (date(2026, 3, 2), 2))),
    ("Alliance architecture", ()),
    ("Creative entrepreneurship", ((date(2025, 9, 8), 0), (date(2026, 6, 8), None))),
)
STEPS = [Steps(name, points, BEGINS, ENDS, STAGES) for name, points in WENT]
SCHOOLS = [("Hollins Primary", 2, "agree"), ("St Bride's", 3, "disagree"), ("Larch School", None, "unknown")]


def values() -> dict[str, Any]:
    """What the gallery's template shows of stages."""
    return {"tube": TUBE, "four": KNOT, "histories": STEPS, "at_stages": SCHOOLS, "stages": STAGES}
