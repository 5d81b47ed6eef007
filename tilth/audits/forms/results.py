"""What people may say about results: a promise, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tilth.audits.domain.instruments import Instrument
from tilth.people.models import Person
from tilth.web.forms import DayField, Form, LineField

LONGEST = 300


class Promise(Form):
    """You said, we will."""

    item = forms.ChoiceField(required=False, label=_("Which aspect does it answer?"))
    heard = LineField(
        max_length=LONGEST,
        label=_("What you heard"),
        help_text=_("In your own words, and of everybody together: “Many of you find that decisions come too late.”"),
        widget=forms.Textarea({"rows": 2}),
    )
    promised = LineField(
        max_length=LONGEST,
        label=_("What you will do"),
        help_text=_("One thing, small enough to be kept, that people would notice."),
        widget=forms.Textarea({"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Who sees to it"), empty_label=_("Choose somebody")
    )
    due_on = DayField(label=_("By when"), help_text=_("On the day after, whoever sees to it is asked what came of it."))

    def __init__(self, *args: Any, instrument: Instrument, staff: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aspects = [(item.key, item.aspect) for item in instrument.items]
        self.fields["item"].choices = [("", _("None in particular")), *aspects]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = staff  # type: ignore[attr-defined]


class Settle(Form):
    """What came of a promise."""

    state = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[("kept", _("It was kept")), ("dropped", _("It was given up"))],
        widget=forms.RadioSelect,
    )
    outcome = LineField(
        max_length=LONGEST,
        label=_("In a sentence, for everybody who was asked"),
        help_text=_("What there is now, or why not. An honest sentence is worth more than a good one."),
        widget=forms.Textarea({"rows": 2}),
    )


class Nothing(Form):
    """A button: it says nothing but yes."""
