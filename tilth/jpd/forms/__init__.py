"""What people may say here, and whether it makes sense."""

from tilth.jpd.forms.exchange import MyAnswers, SchoolAnswers, as_said, as_typed
from tilth.jpd.forms.questions import of_person, of_school, pressed
from tilth.jpd.forms.rounds import Answer, Nothing, OpenRound, usual_round

__all__ = [
    "Answer",
    "MyAnswers",
    "Nothing",
    "OpenRound",
    "SchoolAnswers",
    "as_said",
    "as_typed",
    "of_person",
    "of_school",
    "pressed",
    "usual_round",
]
