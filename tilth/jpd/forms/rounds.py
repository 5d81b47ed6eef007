"""What people may say about rounds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.web.forms import DayField, Form

PLACES = [("across", _("Schools other than their own, where possible")), ("anywhere", _("Any school, their own too"))]
SIZES = [("three", _("Pairs and threes")), ("two", _("Pairs alone"))]


class OpenRound(Form):
    """When a round closes, and what it looks for."""

    closes_on = DayField(label=_("Last day to say what one offers and wants"), help_text=_("A week is usually enough."))
    answer_by = DayField(
        label=_("Last day to answer a proposal"),
        help_text=_("A few school days after the round has closed."),
    )
    prefer_across = forms.ChoiceField(choices=PLACES, widget=forms.RadioSelect, label=_("People should work with"))
    triads = forms.ChoiceField(
        choices=SIZES,
        widget=forms.RadioSelect,
        label=_("Groups may be"),
        help_text=_("With threes, nearly twice as many people find a group."),
    )

    def clean_prefer_across(self) -> bool:
        return bool(self.cleaned_data["prefer_across"] == "across")

    def clean_triads(self) -> bool:
        return bool(self.cleaned_data["triads"] == "three")


def usual_round(today: date) -> dict[str, Any]:
    """What most rounds are like: a week to gather, a week to answer, across schools, pairs and threes."""
    days = {"closes_on": today + timedelta(days=7), "answer_by": today + timedelta(days=14)}
    return {**days, "prefer_across": "across", "triads": "three"}


class Answer(Form):
    """Yes, or not this time."""

    yes = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("Not this time"))])

    def clean_yes(self) -> bool:
        return bool(self.cleaned_data["yes"] == "yes")


class Nothing(Form):
    """A button without questions: what is refused still comes back in words."""
