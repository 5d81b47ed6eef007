"""What people may say here, and whether it makes sense."""

from tilth.jpd.forms.cycles import AnswerChallenge, AskChallenger, Begin, Decide, GoOn, Onward, PutChallenge, Write
from tilth.jpd.forms.exchange import MyAnswers, SchoolAnswers, as_said, as_typed, mark_of
from tilth.jpd.forms.groups import AnswerInvitation, AskIn, FormGroup
from tilth.jpd.forms.people import further_people, people_and_topics
from tilth.jpd.forms.questions import of_person, of_school, pressed
from tilth.jpd.forms.rounds import (
    Answer,
    LookAgain,
    Nothing,
    OpenRound,
    choosing_aims,
    usual_round,
    usual_second_look,
)
from tilth.jpd.forms.shapes import KeepShape

__all__ = [
    "Answer",
    "AnswerChallenge",
    "AnswerInvitation",
    "AskChallenger",
    "AskIn",
    "Begin",
    "Decide",
    "FormGroup",
    "GoOn",
    "KeepShape",
    "LookAgain",
    "MyAnswers",
    "Nothing",
    "Onward",
    "OpenRound",
    "PutChallenge",
    "SchoolAnswers",
    "Write",
    "as_said",
    "as_typed",
    "choosing_aims",
    "further_people",
    "mark_of",
    "of_person",
    "of_school",
    "people_and_topics",
    "pressed",
    "usual_round",
    "usual_second_look",
]
