"""Invented values for the gallery."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from tilth.web.charts import balance, picks, trend, weave
from tilth.web.charts.grid import Arrow, Grid, Mark
from tilth.web.charts.profile import Answers, Hidden, Nearly, Profile, Row
from tilth.web.charts.ring import Flow, Member, Ring
from tilth.web.gallery import stages

NOTICES = [
    {"headline": "Say yes to a triad", "body": "Ben, Asha and Leo, Tuesdays 15:30", "link": "#yes"},
    {"headline": "Mark where we are on the grid", "body": "4 of 6 leaders have; opens Friday", "link": "#grid"},
    {"headline": "Thank the Alder governors", "body": "for the visit on 12 November", "link": "#thank"},
]

MARKS = [
    Mark("Hollins Primary", now=(1, 2), wanted=(4, 3)),
    Mark("Alder Academy", now=(1, 1), wanted=(4, 3)),
    Mark("St Bride's", now=(2, 2), wanted=(5, 3)),
    Mark("Elm Infants", now=(2, 1), wanted=(4, 2)),
    Mark("Larch School", now=(3, 2), wanted=(5, 3)),
    Mark("Rowan Sixth Form", now=(2, 2), wanted=(4, 3)),
]
AGREED = Arrow(now=(2, 2), wanted=(5, 3), label="by 2029")

BEN = Member("Ben", "Maths, Hollins")
ASHA = Member("Asha", "Year 3, St Bride's")
LEO = Member("Leo", "Science, Alder")
ADAORA = Member("Adaora Okonkwo-Featherstonehaugh", "Modern foreign languages, The Bishop of Winchester Academy")
CHRISTOPHER = Member("Christopher Llewellyn", "Special educational needs, Elm Infants")
LONG = "Explaining the worked example before independent practice in mixed classes"


def _round(*members: Member, what: tuple[str, ...]) -> Ring:
    size = len(members)
    return Ring(members, [Flow(place, (place + 1) % size, topic) for place, topic in enumerate(what)])


RINGS = [
    ("A pair", _round(BEN, ADAORA, what=("questioning", LONG))),
    ("A triad", _round(BEN, ASHA, LEO, what=("questioning", "phonics routines", "retrieval practice"))),
    ("A triad with long names", _round(ADAORA, CHRISTOPHER, BEN, what=(LONG, LONG, "retrieval practice"))),
    ("Four", _round(BEN, ASHA, LEO, CHRISTOPHER, what=("questioning", "phonics routines", LONG, "reading aloud"))),
    ("Five", _round(BEN, ASHA, LEO, CHRISTOPHER, ADAORA, what=("questioning", "phonics", LONG, "reading", "talk"))),
    ("A chain", _round(ADAORA, ASHA, LEO, what=(LONG, "phonics routines"))),
]

PROFILE = Profile(
    title="What staff think of their leaders",
    choices=("Agree strongly", "Agree", "Disagree", "Disagree strongly"),
    good=2,
    rows=(
        Row("Competence", Answers((11, 9, 3, 1)), "likely 64 to 94 %", "83 %", likely=(0.64, 0.94), expected=0.7),
        Row("Approachable in serious trouble", Answers((4, 9, 8, 3)), "likely 35 to 72 %", "54 %", likely=(0.35, 0.72)),
        Row("Promises kept", Answers((8, 8, 6, 1)), "likely 49 to 84 %", "70 %", likely=(0.49, 0.84), turned=True),
        Row("Respect", Nearly(24, 22, 24), "nearly everyone: fewer than 3 of 24 said otherwise"),
        Row("Consultation", Nearly(24, 0, 2), "hardly anybody: fewer than 3 of 24"),
        Row("Integrity", Hidden(), "not shown: fewer than 12 answered this"),
    ),
    expectation="what the head expected",
)

PICKS = picks.Picks(
    title="A team's behaviours",
    rows=[
        picks.Row(
            "Speaking plainly",
            team=(picks.Picked(9, 14), Nearly(14, 0, 3)),
            own=(picks.Picked(4, 14), picks.Picked(5, 14)),
            columns=("9 of 14", "fewer than 4 of 14", "4 of 14", "5 of 14"),
        ),
        picks.Row(
            "Keeping your word",
            team=(Nearly(14, 0, 3), picks.Picked(7, 14)),
            own=(Nearly(14, 11, 14), Nearly(14, 0, 3)),
            columns=("fewer than 4 of 14", "7 of 14", "11 or more of 14", "fewer than 4 of 14"),
            note="Views clash",
        ),
    ],
)
TREND = trend.Trend(
    title="Trust over time",
    moments=("Mar 2025", "Nov 2025", "Mar 2026"),
    rows=[
        trend.Row("Honesty", [trend.Point(0.5, (0.3, 0.7), "50 %"), None, trend.Point(0.8, (0.6, 0.9), "80 %")]),
        trend.Row("Respect", [None, trend.Point(0.7, (0.5, 0.8), "70 %"), trend.Point(0.6, (0.4, 0.8), "60 %")]),
    ],
)

WEAVE = weave.Weave(
    "Who gave to whom",
    [weave.School(name, "gave 12 h, received 9 h") for name in ("Hollins", "Rowan Lane", "St Bride's")],
    [
        weave.Tie(0, 1, 300, 120, "Hollins gave Rowan Lane 5 h and received 2 h"),
        weave.Tie(0, 2, 60, 0, "Hollins gave St Bride's 1 h"),
        weave.Tie(1, 2, 90, 240, "Rowan Lane gave St Bride's 1 h 30 and received 4 h"),
    ],
)
BALANCE = balance.Balance(
    "Given and received",
    [
        balance.Row(
            name,
            "gave 5 h, received 6 h",
            [
                balance.Column((term, "26"), given, 200 - given, f"{term}: {given} and {200 - given} minutes")
                for term in ("Aut", "Spr", "Sum")
            ],
        )
        for name, given in (("Hollins", 160), ("Rowan Lane", 60))
    ],
)


def values() -> dict[str, Any]:
    """What the gallery's template shows."""
    return {
        "notices": NOTICES,
        "page": Paginator(range(200), 10).page(7),
        "grid": Grid(MARKS, AGREED),
        "crowded": Grid([Mark(f"Leader {n}", now=(2, 2), wanted=(3 + n % 2, 2)) for n in range(12)]),
        "waiting": Grid(waiting="4 of 6 leaders have marked. You will see all marks when everyone has, or on Friday."),
        "rings": RINGS,
        "profile": PROFILE,
        "picks": PICKS,
        "trend": TREND,
        "weave": WEAVE,
        "balance": BALANCE,
        **stages.values(),
        "tones": ["leaf", "amber", "soil", "blue", "grey", "red"],
        "colours": ["leaf", "leaf-tint", "soil", "soil-tint", "amber", "amber-tint", "sky", "red", "ink", "ground"],
    }
