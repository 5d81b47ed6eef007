"""What people may say here, and whether it makes sense."""

from tilth.jpd.forms.exchange import MyAnswers, SchoolAnswers, as_said, as_typed
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

__all__ = [
    "Answer",
    "LookAgain",
    "MyAnswers",
    "Nothing",
    "OpenRound",
    "SchoolAnswers",
    "as_said",
    "as_typed",
    "choosing_aims",
    "of_person",
    "of_school",
    "pressed",
    "usual_round",
    "usual_second_look",
]
