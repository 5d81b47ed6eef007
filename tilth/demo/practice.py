"""What groups write while they change a practice: prompts of every shape answered in an invented family's words."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

FOCUS = (
    "How can pupils who know what to do begin to say why it works, in {topic}?",
    "What happens when those who are quick in {topic} have to wait for the others?",
    "Which two minutes of {topic} make the difference for those who give up early?",
    "How much of our talk in {topic} could be theirs?",
)
LEARNERS = (
    "Those who finish first and check nothing; those who wait to be told; those who are new to English.",
    "Quiet ones who know it; loud ones who guess; one table that works only when somebody sits there.",
    "Pupils who read well and write little; pupils who do it by copying; pupils who missed last week.",
)
SIGNS = (
    "They start without looking at a neighbour, and can tell a visitor what they are doing and why.",
    "More than half of them put a second answer beside the first, without being asked to.",
    "In the last five minutes somebody at each table explains it to somebody else.",
)
PLANS = (
    "Five minutes alone, ten in pairs, and only then do we speak. One of us teaches; the others each watch one table.",
    "We leave out the worked example at first. If few have begun after four minutes we show one line of it.",
    "Two of us teach together: one explains, the other asks the questions that pupils do not dare to ask.",
)
SEEN = (
    "Eleven of thirty began at once; after the second pause it was twenty-four. Two waited until somebody else moved.",
    "The pairs that argued got further than the pairs that agreed. Nobody looked at the wall.",
    "They spoke more than we had expected and wrote less. The last table needed the words, not the method.",
)
LEARNT = (
    "We had thought the task was too hard. It was the first sentence of our instruction.",
    "What helped was the silence after the question, and we are the ones who find it long.",
    "Those whom we had meant to help did well; those of whom we had not thought did not.",
)
CHANGES = (
    "One instruction at a time, on the board, and thirty seconds before anybody may speak.",
    "The worked example comes after the first attempt, and has a mistake in it.",
    "We ask the second question of the same pupil, and the third of a neighbour.",
)
PRACTICE = (
    "Before explaining, let them try for four minutes. Collect two attempts that differ: which is better, and why?",
    "Each lesson has one place where everybody writes an answer before anybody hears one.",
    "Read the first paragraph together, the second in pairs, the third alone; then ask for one sentence, not for all.",
)
SURE = (
    "Three classes, three teachers, the same turn. We do not know whether it lasts beyond half a term.",
    "It held for the two tables we watched. For the youngest we saw no difference, and say so.",
)
ANSWERS = (
    "We would notice by what they do when we are not in the room. So one of us will teach it to another class.",
    "It may be the attention and not the method. Next time one group gets the attention alone.",
    "The dearest part is planning together. We keep that, and drop the written reflections.",
)
QUESTIONS = (
    "Who in the room would your change make slower, and have you asked them?",
    "What would you still do if nobody ever watched you do it?",
    "Which part of it could be left out, and nobody would miss it?",
)
STOPS = (
    "Two of us changed year groups, and the question went with the classes.",
    "It made no difference that we could see, twice. Better to know.",
    "We could not find an hour together before Easter. We would rather stop than pretend.",
)
NOT_HELD = (
    "Two of us covered for colleagues who were ill.",
    "The hall was flooded.",
    "Parents’ evening was moved to that day.",
)
WATCHED = (
    "Four of six at the window table begin to write before the task has been read out",
    "She waits. Nobody speaks for nine seconds; then three hands",
    "“I did it the other way round and it comes out the same”, to a neighbour",
    "Two copy the date and wait",
    "The adult explains again; the two who had not begun begin",
    "He tells his partner it is wrong and shows where",
)
WONDERED = ("Would the two have begun without the second explanation?", "What do those do who finish at once?")

_BY_PART: Mapping[str, tuple[str, ...]] = {
    "case-learners": LEARNERS,
    "matters": LEARNERS,
    "seats": LEARNERS,
    "signs": SIGNS,
    "looked-for": SIGNS,
    "seen": SEEN,
    "happened": SEEN,
    "notes": SEEN,
    "after-each": SEEN,
    "baseline": SEEN,
    "after": SEEN,
    "ours": SEEN,
    "pupils": SEEN,
    "gap": LEARNT,
    "alone": LEARNT,
    "learned": LEARNT,
    "noticed": LEARNT,
    "difference": LEARNT,
    "otherwise": LEARNT,
    "to-hosts": LEARNT,
    "changes": CHANGES,
    "adjusted": CHANGES,
    "tried": CHANGES,
    "try": CHANGES,
    "will": CHANGES,
    "practice": PRACTICE,
    "evidence": SURE,
    "sure": SURE,
    "worked": SURE,
}


def written(part: str, *, is_focus: bool, topic: str, chance: Random) -> str:
    """What a group writes under a heading of its cycle."""
    bank = FOCUS if is_focus else _BY_PART.get(part, PLANS)
    return chance.choice(bank).format(topic=topic[:1].lower() + topic[1:])
