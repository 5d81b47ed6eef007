"""What the invented people think and write: moods of schools, what heads expected, remarks, promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, SIXTH
from tilth.demo.opinions import Opinion

_AT_ALDER = {"personal-interest": -0.5, "competence": 0.3}
_AT_SIXTH = {"develops-staff": 0.2, "consultation": -0.4}
_AT_BRIDES = {"competence": 0.5, "honesty": -0.3}

FIRST = {  # at Hollins nobody feels asked; at Elm Tree few take part
    HOLLINS: Opinion(0.55, {"consultation": -1.25, "develops-staff": -0.5}, answers=0.9),
    BRIDES: Opinion(-0.15, _AT_BRIDES, answers=0.9),
    ELM: Opinion(0.5, answers=0.43),
    ALDER: Opinion(0.2, _AT_ALDER, answers=0.8),
    SIXTH: Opinion(0.7, _AT_SIXTH, answers=0.9),
}
SECOND = {  # what Ada promised to do about it, she has done
    **FIRST,
    HOLLINS: Opinion(0.6, {"consultation": 0.2, "develops-staff": -0.5}, answers=0.93),
    ELM: Opinion(0.5, {"support": 0.3}, answers=0.85),
    ALDER: Opinion(0.2, _AT_ALDER, answers=0.75),
    LARCH: Opinion(0.45, {"support": 0.2}, answers=0.9),
}
THIRD = {  # Larch House is in trouble, and has told nobody
    **SECOND,
    LARCH: Opinion(-0.6, {"right-decisions": -0.1, "approachable": 0.6}, answers=0.85),
}
EXPECTED: Mapping[str, Mapping[str, int]] = {  # in per cent: the head of St Bride's thinks best of it
    HOLLINS: {"usually": 70, "consultation": 55},
    BRIDES: {"usually": 90, "competence": 95, "consultation": 80},
}
STUDENTS = {ALDER: Opinion(0.7, {"confidant": -0.9, "promises-kept": -0.5, "where-i-stand": 0.3}, answers=0.95)}
PULSE = {SIXTH: Opinion(0.7, {"voice": -0.4, "growing": 0.2}, answers=0.85)}
TEAM = {HOLLINS: Opinion(0, {"courtesy": 0.9, "learning": 0.6, "loyalty": 0.4, "hard-things": -1.0, "finishing": -0.6})}
THEMSELVES = {
    HOLLINS: Opinion(
        0, {"courtesy": 0.6, "kept-word": 0.7, "hard-things": 0.7, "finishing": -0.3, "handing-over": -0.6}
    )
}
LEADERS = Opinion(0.5, {"help": 0.4, "challenge": -0.6, "reciprocity": -0.3}, answers=0.9)
GOVERNORS = Opinion(0.6, {"challenge": -0.5, "reasons": -0.2}, answers=0.9)
COLLEAGUES = {HOLLINS: Opinion(0.5, answers=0.55)}

REMARKS = {
    HOLLINS: (
        "We are asked now before things are decided. I did not expect that to last, and it has.",
        "The new time for talking things over is worth more than the briefing it replaced.",
        "Please let us finish one change before the next begins.",
        "I would like somebody to watch me teach who is not also appraising me.",
        "Support staff still hear the news last.",
        "I can say what I think here. That was not so two years ago.",
        "More notice when the timetable changes, please.",
        "Our leaders teach as well, and it shows in what they decide.",
        "There is a good course every year and no time to use what one learns on it.",
        "Thank you for the plain answers after the last time we were asked.",
        "Some of us would lead something if we were asked to.",
    ),
    ALDER: (
        "In a school of this size I would be glad if anybody senior knew my name.",
        "Decisions come with reasons now. Keep that.",
        "Whoever shouts loudest in the staff room is heard first.",
        "I have had real help with a difficult class.",
        "Behaviour is better. Say so to the students, too.",
        "Too many e-mails on Sunday evenings.",
        "Fair about cover, at last.",
        "My head of department is the reason why I stay.",
        "We need to hear more about the other schools than their results.",
        "I do not know who decides about rooms.",
    ),
    BRIDES: ("Everything is fine as long as nobody asks.", "I would rather say this to somebody's face, and cannot."),
}


@dataclass(frozen=True)
class Promise:
    """One thing that Ada promised, and what came of it."""

    item: str
    heard: str
    promised: str
    owner: str  # "head" or "leads"
    due: int  # days ago; below 0: days from now
    state: str = ""
    outcome: str = ""


PROMISES = (
    Promise(
        item="consultation",
        heard="Big decisions are made before anybody has been asked.",
        promised="Every change that concerns all of us is put to a meeting two weeks before it is decided.",
        owner="head",
        due=560,
        state="kept",
        outcome="Seven changes went through such a meeting in the first year. Two were dropped after it.",
    ),
    Promise(
        item="develops-staff",
        heard="There is nobody to help me become better at my job.",
        promised="Everybody who wants one gets a coach from among us by the spring.",
        owner="leads",
        due=480,
        state="dropped",
        outcome="We had three coaches for fourteen people, and cannot do it alone. We look in the family now.",
    ),
    Promise(
        item="support",
        heard="The staff room is no place to talk to one another.",
        promised="The old music room becomes a second staff room, with a door that closes.",
        owner="head",
        due=-45,
    ),
)
REWORDED: Mapping[str, Mapping[str, str]] = {  # an item that is there already, or a new one
    "professional-help": {
        "aspect": "Help with work",
        "text": "When a lesson has gone badly, I know somebody in my department whom I can tell.",
    },
    "": {"aspect": "Between departments", "text": "I know what people in other departments are good at."},
}
