"""The two questions as forms, to people and to schools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tilth.jpd import actions
from tilth.jpd.domain import week
from tilth.jpd.domain.marks import mark
from tilth.jpd.forms.questions import Question
from tilth.jpd.models import Availability
from tilth.jpd.wording import DAY_NAMES
from tilth.web.forms import Form, WeekField

GROUPS = [(1, _("One")), (2, _("Two")), (3, _("Three"))]
TIMES = [f"{half_hour.begins:%H:%M}" for half_hour in week.days()[0]]
LESSONS = [time for time in TIMES if "09:00" <= time < "15:00"]


class Answers(Form):
    """A form around questions that are answered by choosing."""

    says_optional = False

    def __init__(self, *args: Any, questions: dict[str, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions

    def clean(self) -> dict[str, Any]:
        """The answers, and with them what is chosen in each question. What is gone is refused, there and above."""
        for gone in {question.gone for question in self.questions.values() if question.lost}:
            self.add_error(None, gone)
        chosen = {side: question.answer() for side, question in self.questions.items()}
        return {**self.cleaned_data, **chosen}


class Anew(Answers):
    """Answers in the place of those that `base` marks: what stood when the page was opened."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    standing = ""  # the mark of what stands now, where that is something else

    def does(self, action: Callable[..., Any], **known: Any) -> bool:
        """Run the action. Where something else was saved meanwhile, the next press comes on top of that."""

        def noticing(**said: Any) -> Any:
            try:
                return action(**said)
            except actions.SaidMeanwhile as no:
                self.standing = no.standing
                raise

        return super().does(noticing, **known)

    @property
    def mark(self) -> str:
        """What the page carries in its `base`."""
        return self.standing or self["base"].value() or ""


class SchoolAnswers(Anew):
    """What a school offers and would like to gain."""


class MyAnswers(Anew):
    """What a person offers and would like to gain, and when."""

    half_hours = WeekField(
        days=DAY_NAMES, times=TIMES, folded=LESSONS, required=False, label=_("When are you usually free?")
    )
    groups_at_once = forms.TypedChoiceField(
        choices=GROUPS,
        coerce=int,
        initial=1,
        widget=forms.RadioSelect({"class": "govuk-radios--inline govuk-radios--small"}),
        label=_("How many groups at once?"),
        help_text=_("Groups that a round found for you. Those you form yourselves do not count."),
    )
    opening_offer = forms.BooleanField(
        required=False,
        label=_("I ask nothing back yet"),
        help_text=_("An opening offer begins a chain: you give first, and your turn to gain comes later."),
    )

    def clean_half_hours(self) -> int:
        """The half-hours ticked, as one mask."""
        return week.mask_of(map(week.half_hour, self.cleaned_data["half_hours"]))


def as_said(said: Availability) -> dict[str, Any]:
    """What somebody said about their week before, to begin from."""
    return {
        "half_hours": [each.place for each in week.half_hours_in(said.half_hours)],
        "groups_at_once": said.groups_at_once,
        "opening_offer": said.opening_offer,
    }


def mark_of(asked: dict[str, Question], week: Availability | None = None) -> str:
    """A mark of what a page shows before anybody has changed it: of a school's two questions, or of a person's page."""
    offers, wants = ({topic.id: level for topic, level in asked[side].chosen.items()} for side in ("offers", "wants"))
    if week is None:
        return mark(offers, wants)
    apart = [each.id for each in asked["apart"].chosen]
    return mark(offers, wants, apart, (week.half_hours, week.groups_at_once, week.opening_offer))


def as_typed(post: QueryDict) -> dict[str, Any]:
    """What is ticked in a form that is not to be saved yet."""
    return {
        "base": post.get("base", ""),
        "half_hours": post.getlist("half_hours"),
        "groups_at_once": post.get("groups_at_once", "1"),
        "opening_offer": "opening_offer" in post,
    }
