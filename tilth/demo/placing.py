"""Where the invented people place each strand, what they say of it, and on what they agree in the end.

A school has its mind of each strand from one time to the next; whoever leads sees more, and whoever is led sees less.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, QUAYSIDE, SIXTH

SAYINGS = Path(__file__).parent / "sayings.toml"
JPD, COACHING, TALENT, KNOWING = (
    "joint-practice-development",
    "mentoring-and-coaching",
    "talent-identification",
    "staff-information",
)
GOVERNANCE, TRUST, PURPOSE, CHALLENGE = (
    "fit-governance",
    "high-social-capital",
    "collective-moral-purpose",
    "evaluation-and-challenge",
)
FINDING_OUT, INNOVATION, FUNDS, ARCHITECTURE = (
    "analytic-investigation",
    "disciplined-innovation",
    "creative-entrepreneurship",
    "alliance-architecture",
)
STRANDS = (
    *(JPD, COACHING, TALENT, KNOWING),
    *(GOVERNANCE, TRUST, PURPOSE, CHALLENGE),
    *(FINDING_OUT, INNOVATION, FUNDS, ARCHITECTURE),
)
KEY = (JPD, TRUST, PURPOSE, CHALLENGE)  # all that a shorter story speaks of
QUICK = ("headteacher", "senior_leader", "chair")  # who have finished where people are placing now
NOT_AGREED, NOT_SAID = "x", "."
SPEAKS, POINTS = 0.7, 0.2  # of placements: those with a sentence, and those with what one could look at

Parts = tuple[str, ...]  # kinds of roles


@dataclass(frozen=True)
class Mind:
    """What a school, or a partnership, says of the strands in one assessment: a mark for each, in their order."""

    marks: str  # a stage; x: they do not agree; .: they have said nothing of it
    why: Mapping[str, str]  # by strand: what the agreement, or the lack of it, was about
    leans: Mapping[str, Mapping[str, float]]  # of a kind of role: stages above or below, by strand

    def said(self) -> dict[str, int | None]:
        """What is said in the end of each strand of which something is; None where they do not agree."""
        pairs = zip(STRANDS, self.marks.replace(" ", ""), strict=True)
        return {strand: None if mark == NOT_AGREED else int(mark) for strand, mark in pairs if mark != NOT_SAID}


LEANS = {"headteacher": 0.25, "senior_leader": 0.1, "chair": 0.15, "governor": 0.0, "teacher": -0.25, "student": -0.3}
APART = {"headteacher": 0.9, "chair": 0.5, "teacher": -0.9, "student": -1.0}  # where they do not agree
PUBLIC = (JPD, TRUST, PURPOSE, CHALLENGE, COACHING)  # what a student can speak of


def stage_of(strand: str, mind: Mind, kind: str, chance: Random) -> int | None:
    """Where somebody in such a part places a strand; None: they cannot say."""
    if kind == "student" and strand not in PUBLIC:
        return None
    said = mind.said().get(strand, 1)
    leaning = mind.leans.get(kind, {}).get(strand, LEANS.get(kind, 0.0) if said is not None else APART.get(kind, 0.0))
    return min(3, max(0, round((1.2 if said is None else said) + leaning + chance.gauss(0, 0.4))))


@cache
def _sayings() -> Mapping[str, Mapping[str, Sequence[Sequence[str]]]]:
    return tomllib.loads(SAYINGS.read_text(encoding="utf-8"))


@dataclass
class Voices:
    """What people say in one assessment: nobody repeats another's sentence."""

    side: str  # "within" or "between"
    chance: Random
    used: set[str]

    def words(self, strand: str, stage: int | None) -> str:
        if stage is None or self.chance.random() > SPEAKS:
            return ""
        left = [each for each in _sayings()[strand][self.side][stage] if each not in self.used]
        said = self.chance.choice(left) if left else ""
        self.used.add(said)
        return said

    def evidence(self) -> str:
        return self.chance.choice(LOOK_AT) if self.chance.random() < POINTS else ""


LOOK_AT = (
    "The minutes of our spring meeting.",
    "Ask Year 5.",
    "The notes of my group, which you may read.",
    "What our staff said when they were asked.",
    "Come on a Tuesday and see.",
    "The timetable: there is an hour in it now.",
    "The list on the staff room door.",
    "Two parents told me so, independently.",
    "The governors’ report, page two.",
    "I was there.",
)

# --- within -------------------------------------------------------------------------------------
#                JPD M&C TI DSI   FG HSC CMP E&C   AI DI CE AA

_TRUST_AT_BRIDES = {"headteacher": {TRUST: 1.3}, "teacher": {TRUST: -1.6}, "senior_leader": {TRUST: 0.4}}
_KIND_AT_THE_COLLEGE = {"headteacher": {JPD: 0.4}, "teacher": {JPD: -0.6}, "student": {CHALLENGE: 0.0}}

ASKED: Mapping[str, Parts] = {
    HOLLINS: ("headteacher", "senior_leader", "teacher", "teacher", "chair", "governor"),
    BRIDES: ("headteacher", "senior_leader", "teacher", "teacher", "teacher", "chair"),
    ELM: ("headteacher", "senior_leader", "teacher", "teacher", "chair"),
    ALDER: ("headteacher", "senior_leader", "teacher", "teacher", "governor", "student"),
    LARCH: ("headteacher", "senior_leader", "teacher", "teacher", "governor"),
    SIXTH: ("headteacher", "senior_leader", "teacher", "teacher", "chair", "student"),
    QUAYSIDE: ("headteacher", "senior_leader", "teacher"),
}

FIRST: Mapping[str, Mind] = {
    HOLLINS: Mind(
        "1110 0111 000x",
        {ARCHITECTURE: "For some of us it is a name, for some a weekly visit. We ask again in a year."},
        {},
    ),
    ALDER: Mind("1010 0100 0110", {}, {}),
    ELM: Mind("1001 0210 0000", {TRUST: "We all share one kettle. It is easier for us than for others."}, {}),
    SIXTH: Mind("2111 12x0 0111", {PURPOSE: "Half of us mean our own students, and say so with good reasons."}, {}),
    BRIDES: Mind("1110 1210 0011", {TRUST: "Two saw less. I am sure that they will come to see it."}, _TRUST_AT_BRIDES),
}
SECOND: Mapping[str, Mind] = {
    HOLLINS: Mind(
        "2012 1221 1101",
        {
            COACHING: "We had said more two years ago. Three coaches for fourteen people is not a system.",
            PURPOSE: "The example that settled it: the Year 6 children of St Bride’s, in the flood week.",
            CHALLENGE: "Between leaders it works. In groups it begins.",
            FUNDS: "Nobody had anything to point at.",
        },
        {},
    ),
    ALDER: Mind(
        "2111 1112 021x",
        {
            CHALLENGE: "Every group has answered a challenge this year.",
            INNOVATION: "The two parts of the reading work were put together, and one of them was dropped.",
            ARCHITECTURE: "The office and the site team had not heard of the family. The rest of us had.",
        },
        {"student": {CHALLENGE: -2.0}},
    ),
    ELM: Mind("2002 1210 0101", {CHALLENGE: "There are so few of us. Nobody wants to be the one who asks."}, {}),
    SIXTH: Mind(
        "3122 1220 1221",
        {
            JPD: "Most of us are in a group, and we meet more than anybody else.",
            CHALLENGE: "The card gets an answer, and the answer gets a nod. That is not challenge.",
        },
        _KIND_AT_THE_COLLEGE,
    ),
    BRIDES: Mind(
        "2111 2221 0x12",
        {
            TRUST: "The teachers see it lower. I have written down what most of us in the room said.",
            INNOVATION: "Whether five things begun are much or too much, we could not settle.",
        },
        _TRUST_AT_BRIDES,
    ),
}
LARCH_FIRST = Mind("1100 1210 0010", {TRUST: "A small place where people stay."}, {})
LARCH_NOW = Mind(
    "0000 1010 0x00",
    {
        TRUST: "We have stopped telling one another things. I would rather we said it here than nowhere.",
        COACHING: "Our only coach covers lessons.",
        INNOVATION: "We have not had a thought to spare for it.",
    },
    {},
)
OPEN_AT_HOLLINS = Mind("2112 1222 1111", {}, {})
OPEN_AT_ALDER = Mind("2111 1112 1211", {}, {})
AT_QUAYSIDE = Mind("1011 0110 0001", {TRUST: "Three of us, and we agree. That was quick."}, {})

# --- between ------------------------------------------------------------------------------------

_HEADS: Mapping[str, Mapping[str, float]] = {
    ELM: {CHALLENGE: -1.0},
    HOLLINS: {CHALLENGE: -0.1},
    BRIDES: {CHALLENGE: 1.2, TRUST: 0.8, PURPOSE: 0.6},
    SIXTH: {JPD: 0.6, CHALLENGE: -0.8},
    LARCH: dict.fromkeys(STRANDS, -0.6),
    ALDER: {CHALLENGE: 1.1},
}
BETWEEN = (
    Mind("1001 0100 0000", {TRUST: "Among those who sit here. Nobody knew about the rest."}, _HEADS),
    Mind(
        "2101 111x 01x1",
        {
            JPD: "More of our staff work with somebody from another school than we had dared to hope.",
            CHALLENGE: "Three of us have been asked something that hurt, and three have not. We leave it open.",
            FUNDS: "One application by all of us: is that a habit or an accident?",
        },
        _HEADS,
    ),
    Mind(
        "210x 111x 110.",
        {
            JPD: "Groups across schools are how we work now. Larch House is hardly in them.",
            COACHING: "We say developing because of the training. It does not show yet.",
            KNOWING: "Some look there first, and some have never opened it.",
            CHALLENGE: "Gregor and Bernadette see it in every group. Miriam and Rashid have seen cards, and kindness.",
        },
        _HEADS,
    ),
)
