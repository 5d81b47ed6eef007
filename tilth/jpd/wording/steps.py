"""What comes next for a group, and how it goes, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilth.jpd.domain.going import Why
from tilth.jpd.domain.next_step import Next, Step
from tilth.jpd.domain.shapes import Phase
from tilth.jpd.models import Meeting

GOING: dict[Why, Any] = {
    Why.NEW: gettext_lazy("Just begun"),
    Why.MOVED: gettext_lazy("Moved on not long ago"),
    Why.MET: gettext_lazy("Met not long ago"),
    Why.WILL_MEET: gettext_lazy("The next meeting is agreed"),
    Why.FINISHED: gettext_lazy("Has just finished a cycle"),
    Why.NOT_BEGUN: gettext_lazy("No cycle begun for three weeks"),
    Why.NOT_MET: gettext_lazy("Has not met for five weeks, and no meeting is agreed"),
    Why.NOT_MOVED: gettext_lazy("In the same phase for more than six weeks"),
    Why.UNANSWERED: gettext_lazy("Those asked have not answered for three weeks"),
}
HELP: dict[Why, Any] = {
    Why.NOT_BEGUN: gettext_lazy("Ask whether the first half-hour can be found for them."),
    Why.NOT_MET: gettext_lazy("Is it the time? Cover for one lesson often sets a group going again."),
    Why.NOT_MOVED: gettext_lazy("Ask what would help. Stopping with a reason is a good end, too."),
    Why.UNANSWERED: gettext_lazy("A word in the corridor may be all it needs."),
}


@dataclass(frozen=True)
class NextStep:
    """The panel of the one next step."""

    heading: str
    text: str
    button: str = ""


def going(reason: Why) -> str:
    return str(GOING[reason])


def what_helps(reason: Why) -> str:
    return str(HELP.get(reason, ""))


def meeting_time(meeting: Meeting) -> str:
    """'Tuesday 3 December, 15:30'."""
    return date_format(timezone.localtime(meeting.begins_at), "l j F, H:i")


def next_step(found: Next, phase: Phase | None, meeting: Meeting | None) -> NextStep:
    """The next step of a group, in the words of its phase."""
    ask = phase.ask if phase else ""
    if found.step is Step.WRITE and found.part is not None:
        return NextStep(_("Write: %(label)s") % {"label": found.part.label}, ask, _("Write it together"))
    if found.step in (Step.COME, Step.SAY) and meeting is not None:
        return _about_meeting(found.step, meeting, ask)
    return SAID[found.step](ask)


def _about_meeting(step: Step, meeting: Meeting, ask: str) -> NextStep:
    when = meeting_time(meeting)
    if step is Step.COME:
        return NextStep(_("You meet on %(when)s") % {"when": when}, ask, _("Open the meeting"))
    return NextStep(
        _("Did your meeting of %(when)s happen?") % {"when": when},
        _("One tap. The time you gave one another is counted from it."),
        _("Say whether it happened"),
    )


SAID: dict[Step, Callable[[str], NextStep]] = {
    Step.WAIT: lambda ask: NextStep(
        _("Waiting for a yes"), _("As soon as one more has said yes, you can begin your first cycle.")
    ),
    Step.BEGIN: lambda ask: NextStep(
        _("Begin a cycle"),
        _("A cycle takes you from one small thing to change to something others can use. Choose a shape for it."),
        _("Choose a shape and begin"),
    ),
    Step.MEET: lambda ask: NextStep(_("Agree on a time"), ask, _("Find a time")),
    Step.FIND_CHALLENGE: lambda ask: NextStep(
        _("Get your challenge"),
        _("One good question from outside makes a practice better. Ask a colleague for one, or draw a card."),
        _("Ask somebody, or draw a card"),
    ),
    Step.AWAIT_CHALLENGE: lambda ask: NextStep(
        _("Your challenge is on its way"),
        _("Somebody has been asked for a question. If it takes too long, ask somebody else or draw a card."),
        _("Ask somebody else, or draw a card"),
    ),
    Step.ANSWER: lambda ask: NextStep(
        _("Answer your challenge"),
        _("Talk it over. Half a page at most, and “we do not know” is an answer."),
        _("Answer it"),
    ),
    Step.GO_ON: lambda ask: NextStep(_("This phase is done"), _("You have what you need to go on."), _("Go on")),
    Step.DECIDE: lambda ask: NextStep(_("Decide what becomes of it"), ask, _("Decide")),
    Step.NOTHING: lambda ask: NextStep(
        _("This group has ended"), _("What you wrote together stays here, for those who were in it.")
    ),
}
